"""A finding: something in the data that must or should be mended, with the place and the remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from agendagraph.text import Language, Text

Severity = Literal["violation", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; line and column count from 1, 0 means unknown."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one thing at one place.

    Attributes:
        code: name of the shape or check that found it.
        severity: `violation` fails a build, `warning` does not.
        place: file and line where a maintainer mends it.
        focus: IRI of the thing it is about, or empty.
        label: what people call the thing.
        message: what is wrong.
        hint: what to do.
    """

    code: str
    severity: Severity
    place: Place
    message: Text
    hint: Text
    focus: str = ""
    label: str = ""

    def sort_key(self) -> tuple[Place, str, str, str]:
        """Order findings by place, then by thing and rule, so that reports are the same every time."""
        return (self.place, self.focus, self.code, self.message.en)

    def as_dict(self, language: Language = "nl") -> dict[str, Any]:
        """Return the finding as plain values, for JSON."""
        return {
            "severity": self.severity,
            "code": self.code,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "focus": self.focus,
            "label": self.label,
            "message": self.message(language),
            "hint": self.hint(language),
        }

    def sentence(self, language: Language = "nl") -> str:
        """Return the finding as one line: place, severity, thing, what is wrong, what to do."""
        severity = {"violation": Text("fout", "error"), "warning": Text("let op", "warning")}[self.severity]
        thing = f"{self.label}: " if self.label else ""
        hint = f" → {self.hint(language)}" if self.hint(language) else ""
        return f"{self.place}: {severity(language)} [{self.code}] {thing}{self.message(language)}{hint}"


def violations(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that fail a build."""
    return [finding for finding in findings if finding.severity == "violation"]
