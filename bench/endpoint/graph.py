"""A made graph of the shape of ours, of any size: the same size gives the same bytes.

Sectors, organisations that work in them, a tree of topics (SKOS) with labels in Dutch and English, standards that require others
(without circles) and are about topics, initiatives that realise standards and are carried by organisations. Where each initiative
is told, and by whom, is in named graphs: one for each source.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

BASE: Final = "https://bench.example/"
AG: Final = "https://bench.example/ns#"
RDF_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCT: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

SECTORS: Final = 12
PER_INITIATIVE: Final = 16.6
"""Quads of the whole graph for each initiative in it, measured once: only the size depends on it."""

_DUTCH: Final = ["zorg", "gegevens", "uitwisseling", "huisarts", "apotheek", "dossier", "toestemming", "adres", "keten"]
_ENGLISH: Final = ["care", "data", "exchange", "practice", "pharmacy", "record", "consent", "address", "chain"]
_STATES: Final = ("announced", "pilot", "in-use", "in-force", "replaced")


def initiatives(triples: int) -> int:
    """Return how many initiatives a graph of about this many quads has; the numbers of all else follow."""
    return max(20, round(triples / PER_INITIATIVE))


def write(path: Path, triples: int) -> int:
    """Write the graph as N-Quads and return how many quads it has."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for line in lines(triples):
            out.write(line)
            count += 1
    return count


def lines(triples: int) -> Iterator[str]:
    """Yield the quads."""
    number = initiatives(triples)
    chance = random.Random(20251)
    organisations, topics, standards = number // 4, number // 5, number // 3
    for n in range(SECTORS):
        yield from _described(chance, "sector", n, "Sector")
    for n in range(topics):
        yield from _described(chance, "topic", n, f"{SKOS}Concept")
        if n:
            yield _line(_iri("topic", n), f"{SKOS}broader", _iri("topic", (n - 1) // 6))
    for n in range(organisations):
        yield from _described(chance, "organisation", n, "Organisation")
        for sector in sorted(chance.sample(range(SECTORS), 1 + n % 2)):
            yield _line(_iri("organisation", n), f"{AG}sector", _iri("sector", sector))
    for n in range(standards):
        yield from _standard(chance, n, topics, organisations)
    for n in range(number):
        yield from _initiative(chance, n, topics, organisations, standards)


def _standard(chance: random.Random, n: int, topics: int, organisations: int) -> Iterator[str]:
    one = _iri("standard", n)
    yield from _described(chance, "standard", n, "Standard")
    yield _line(one, f"{AG}status", f'"{chance.choice(_STATES)}"')
    yield _line(one, f"{AG}managedBy", _iri("organisation", chance.randrange(organisations)))
    yield _line(one, f"{DCT}subject", _iri("topic", chance.randrange(topics)))
    # Requirements go to what was there before, in families of forty: no circles, and chains of some length.
    first = n - n % 40
    for target in sorted({max(first, n - 1 - int(chance.expovariate(0.15))) for _ in range(1 + n % 2)}):
        if target < n:
            yield _line(one, f"{AG}requires", _iri("standard", target))


def _initiative(chance: random.Random, n: int, topics: int, organisations: int, standards: int) -> Iterator[str]:
    one = _iri("initiative", n)
    yield from _described(chance, "initiative", n, "Initiative")
    yield _line(one, f"{AG}status", f'"{chance.choice(_STATES)}"')
    yield _line(one, f"{AG}start", f'"20{chance.randrange(10, 27)}-{chance.randrange(1, 13):02}-01"^^<{XSD}date>')
    for standard in sorted({chance.randrange(standards) for _ in range(1 + n % 3)}):
        yield _line(one, f"{AG}realises", _iri("standard", standard))
    yield _line(one, f"{AG}carriedBy", _iri("organisation", chance.randrange(organisations)))
    yield _line(one, f"{DCT}subject", _iri("topic", chance.randrange(topics)))
    if n % 4 == 0:
        yield _line(one, f"{SKOS}note", f'"{_words(chance, _DUTCH, 12)}"@nl')
    source = _iri("source", n // 50)
    passage = _iri("passage", n)
    yield _line(passage, f"{PROV}wasDerivedFrom", source, source)
    yield _line(passage, f"{AG}about", one, source)
    yield _line(passage, f"{AG}line", f'"{1 + 7 * (n % 50)}"^^<{XSD}integer>', source)


def _described(chance: random.Random, kind: str, n: int, name: str) -> Iterator[str]:
    one = _iri(kind, n)
    yield _line(one, RDF_TYPE[1:-1], f"<{name if ':' in name else AG + name}>")
    yield _line(one, f"{SKOS}prefLabel", f'"{_words(chance, _DUTCH, 3)} {n}"@nl')
    yield _line(one, f"{SKOS}prefLabel", f'"{_words(chance, _ENGLISH, 3)} {n}"@en')


def _words(chance: random.Random, words: list[str], number: int) -> str:
    return " ".join(chance.choice(words) for _ in range(number))


def _iri(kind: str, n: int) -> str:
    return f"<{BASE}{kind}/{n}>"


def _line(subject: str, predicate: str, value: str, graph: str = "") -> str:
    return f"{subject} <{predicate}> {value} {graph + ' ' if graph else ''}.\n"
