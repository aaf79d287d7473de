"""What tests need to hold the data against the inventory and the documents: names, lines, `tools/coverage.py`."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
NAMESPACES = (
    "https://w3id.org/agendagraph/id/",
    "https://w3id.org/agendagraph/ns#",
    "http://purl.org/dc/terms/",
    "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/ns/prov#",
    "http://xmlns.com/foaf/0.1/",
)


def tool(name: str) -> ModuleType:
    """Return a script of `tools/` as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


coverage = tool("coverage")
VERBS: dict[str, tuple[str, ...]] = coverage.VERBS


def local(iri: str) -> str:
    """Return the local name of an IRI in one of the namespaces that the data use; anything else as it is."""
    for base in NAMESPACES:
        if iri.startswith(base):
            return iri[len(base) :]
    return iri


def lines_of(locator: str) -> set[int]:
    """Return the lines of a locator such as `L3175, L3211-3212`."""
    return {n for a, b in re.findall(r"L(\d+)(?:-(\d+))?", locator) for n in range(int(a), int(b or a) + 1)}


def overlaps(locators: Iterable[str], place: str) -> bool:
    """Return whether one of the locators holds a line of the place."""
    return any(lines_of(locator) & lines_of(place) for locator in locators)
