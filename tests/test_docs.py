"""The documentation is true: its commands print what it says, its links lead somewhere, and what is made is not old."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from agendagraph.cli import reference

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "queries" / "README.md"])


def _examples() -> object:
    spec = importlib.util.spec_from_file_location("examples", ROOT / "tools" / "examples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "docs" / "how-to.md"], ids=lambda p: p.name)
def test_commands_print_what_the_page_says(page: Path) -> None:
    """Every command in a console block prints exactly what stands below it."""
    text = page.read_text(encoding="utf-8")
    assert _examples().renewed(text) == text  # type: ignore[attr-defined]


def test_the_readme_asks_eight_questions() -> None:
    """The README shows eight questions with real output."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^\$ agendagraph ", text, re.M)) == 8


def test_what_is_made_is_not_old() -> None:
    """docs/generated and the JSON-LD context are what `agendagraph docs` writes now."""
    assert reference.outdated(ROOT) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link names a file that is there."""
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_every_decision_has_its_three_parts() -> None:
    """An ADR gives context, decision and consequences, and fits on a page."""
    for page in (ROOT / "docs" / "adr").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"^## (\w+)$", text, re.M) == ["Context", "Decision", "Consequences"], page.name
        assert len(text) < 4000, page.name


def test_the_context_reads_our_data() -> None:
    """The JSON-LD context turns a short name into our term."""
    import json

    import pyoxigraph as ox

    context = json.loads(reference.context())["@context"]
    document = {"@context": context, "@id": "agd:x", "@type": "Facility", "managedBy": "agd:y"}
    triples = {(q.predicate.value, q.object.value) for q in ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD)}
    base = "https://w3id.org/agendagraph/"
    assert triples == {
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", base + "ns#Facility"),
        (base + "ns#managedBy", base + "id/y"),
    }
