"""Cases in folders: `valid.trig` has no findings at all, `invalid.trig` exactly those that its header expects."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from agendagraph import terms
from agendagraph.build import build
from agendagraph.findings import Finding

HERE = Path(__file__).resolve().parent


def header(path: Path) -> dict[str, Any]:
    """Return the TOML behind `#+` in a case file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tomllib.loads("\n".join(line[2:].strip() for line in lines if line.startswith("#+")))


def findings(path: Path) -> list[Finding]:
    """Return what is wrong with a data folder that holds this one file."""
    return build([path]).findings


def named(found: list[Finding]) -> list[tuple[str, str, str]]:
    """Return findings as (thing, rule, severity), sorted; what is found twice is there twice."""
    return sorted((terms.compact(f.focus), f.code, f.severity) for f in found)


def expected(path: Path) -> list[tuple[str, str, str]]:
    """Return the findings that the header of a case file names, in the same form."""
    return sorted((focus, code, severity) for focus, code, severity in header(path)["expect"])


def misplaced(path: Path, found: list[Finding]) -> list[str]:
    """Return the findings that do not point into the paragraph of the file that is about their thing."""
    wrong = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for finding in found:
        start = finding.place.line
        while start and lines[start - 1].strip() and not lines[start - 1].endswith("{"):
            start -= 1
        paragraph = [line for line in lines[start : finding.place.line] if not line.strip().startswith("#")]
        about = terms.compact(finding.focus) + " "
        if finding.place.file != str(path) or not paragraph or not paragraph[0].strip().startswith(about):
            wrong.append(finding.sentence("en"))
    return wrong
