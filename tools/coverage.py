#!/usr/bin/env python3
"""Compare the fact inventory beside the project with the data: covered, listed or missing, per file.

    coverage.py [--facts ../shared/facts] [--data data] [--only TEXT] [--show missing|listed|covered]

The inventory is a checklist, not a source. A row is *covered* when the data link the same two things with a property that
fits the verb of the row, or with a statement about both; *listed* when `data/coverage.csv` says why it is not there as
such; *missing* otherwise. Exit status: 0 nothing missing, 1 something missing, 2 no inventory found.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

AG = "https://w3id.org/agendagraph/ns#"
AGD = "https://w3id.org/agendagraph/id/"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

# Which properties of ours may say what a verb of the inventory says; "^" reads the property backwards.
VERBS: dict[str, tuple[str, ...]] = {
    "contains": ("hasPart", "hasRole", "carries", "realises"),
    "part-of": ("^hasPart", "^carries", "participatesIn"),
    "applies-to-sector": ("appliesToSector", "appliesTo", "operatesIn"),
    "applies-to": ("appliesTo", "appliesToSector"),
    "requires": ("requires",),
    "participates-in": ("participatesIn", "contributesTo", "^hasPart"),
    "uses": ("uses", "basedOn", "implements", "connectsTo", "carries", "availableIn"),
    "supports": ("contributesTo", "uses", "realises", "implements", "carries"),
    "contributes-to": ("contributesTo", "realises", "implements", "hasPart"),
    "connects-to": ("connectsTo", "carries", "availableIn", "participatesIn"),
    "refers-to": ("references", "basedOn", "alignsWith"),
    "implements": ("implements", "uses", "contributesTo", "realises"),
    "realises": ("realises", "carries", "contributesTo", "implements"),
    "developed-by": ("developedBy", "contributesTo", "^contributesTo"),
    "complies-with": ("compliesWith",),
    "carries": ("carries", "hasPart"),
    "based-on": ("basedOn", "uses", "references"),
    "precedes": ("precedes",),
    "managed-by": ("managedBy", "ledBy", "responsibleFor", "^responsibleFor", "^offers"),
    "alternative-for": ("alternativeFor",),
    "led-by": ("ledBy", "managedBy"),
    "aligns-with": ("alignsWith", "collaboratesWith", "references"),
    "receives": ("receives",),
    "signatory-of": ("participatesIn",),
    "instance-of": ("broader", "^hasPart"),
    "collaborates-with": ("collaboratesWith", "alignsWith", "contributesTo"),
    "mandates": ("mandates",),
    "operates-in": ("operatesIn", "appliesTo"),
    "publishes": ("offers", "^developedBy"),
    "excludes": ("distinctFrom", "phasesOut"),
    "has-role": ("hasRole", "broader", "participatesIn"),
    "pilots-in": ("operatesIn",),
    "shares": ("shares",),
    "migrates-to": ("migratesTo", "connectsTo"),
    "succeeds": ("replaces",),
    "offers": ("offers", "^managedBy"),
    "prioritises": ("prioritises",),
    "phases-out": ("phasesOut",),
    "adopts": ("adopts",),
    "governed-by": ("ledBy", "compliesWith"),
    "different-from": ("distinctFrom",),
    "available-in": ("availableIn", "^carries", "^offers"),
    "advises": ("participatesIn", "contributesTo"),
    "funded-by": ("fundedBy",),
    "tested-by": ("participatesIn", "compliesWith"),
    "responsible-for": ("responsibleFor", "managedBy"),
    "supervises": ("responsibleFor", "participatesIn"),
    "supplied-by": ("^offers", "developedBy", "managedBy"),
}


@dataclass
class Graph:
    """What the data say, reduced to what the comparison asks: things, links between pairs, dates, numbers, lines."""

    things: set[str] = field(default_factory=set)
    links: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    dates: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    numbers: dict[str, set[float]] = field(default_factory=lambda: defaultdict(set))
    lines: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


def local(iri: str) -> str:
    for base in (AGD, AG, DCTERMS, SKOS):
        if iri.startswith(base):
            return iri[len(base) :]
    return iri


def span(text: str) -> list[tuple[int, int]]:
    return [(int(a), int(b or a)) for a, b in re.findall(r"L(\d+)(?:-L?(\d+))?", text)]


def read(folders: Iterable[Path]) -> ox.Store:
    store = ox.Store()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".trig", ".ttl"} and "shapes" not in path.parts:
                store.extend(ox.parse(path=str(path)))
    return store


def digest(store: ox.Store) -> Graph:
    graph = Graph()
    by_subject: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    source_of: dict[str, str] = {}
    for quad in store:
        subject, predicate = getattr(quad.subject, "value", ""), quad.predicate.value
        by_subject[subject][local(predicate)].append(quad.object)
        where = getattr(quad.graph_name, "value", "")
        if where.startswith(AGD):
            source_of[subject] = local(where).split("/")[0]
    for subject, properties in by_subject.items():
        if not subject.startswith(AGD):
            continue
        me = local(subject)
        kinds = {local(o.value) for o in properties.get(RDF_TYPE, [])}

        def ids(name: str, properties: dict[str, list[ox.NamedNode | ox.Literal]] = properties) -> list[str]:
            return [local(o.value) for o in properties.get(name, []) if isinstance(o, ox.NamedNode)]

        for locator in properties.get("locator", []):
            if "Passage" not in kinds:
                graph.lines[source_of.get(subject, "")] += span(locator.value)
        if "Passage" in kinds:
            page = {me, *ids("describes")}
            for chapter in ids("chapter"):
                for thing in page:
                    graph.links[chapter, thing].add("hasPart")
            graph.things.add(me)
            continue
        pairs: list[tuple[str, str, str]] = []
        if "Requirement" in kinds:
            everyone = ids("dependent") + ids("actor") + ids("appliesToSector")
            pairs += [(d, p, "requires") for d in everyone for p in ids("prerequisite")]
            pairs += [(a, b, "alternativeFor") for a in ids("prerequisite") for b in ids("prerequisite") if a != b]
            pairs += [
                (d, s, "appliesToSector") for d in ids("dependent") for s in ids("actor") + ids("appliesToSector")
            ]
        elif kinds & {"Relation", "Participation"}:
            for predicate in ids("predicate"):
                first = ids("subject") + ids("actor")
                pairs += [(s, o, predicate) for s in first for o in ids("object")]
            pairs += [(s, o, "any") for s in ids("subject") for o in ids("object") + ids("scope") + ids("actor")]
            pairs += [
                (o, s, "any") for o in ids("object") for s in ids("scope") + ids("actor") + ids("appliesToSector")
            ]
        elif kinds & {"Remark", "Milestone", "Figure", "Membership"}:
            about = ids("about") + ids("member") + ids("memberOf") + ids("actor") + ids("appliesToSector")
            pairs += [(a, b, "any") for a in about for b in about if a != b]
            for name in ("date", "endDate"):
                for value in properties.get(name, []):
                    for thing in ids("about"):
                        graph.dates[thing].add(value.value)
            if "Milestone" in kinds:
                for thing in ids("about"):
                    graph.dates[thing] |= {local(p.value) for p in properties.get("datePrecision", [])}
            for name in ("value", "maxValue"):
                for value in properties.get(name, []):
                    for thing in ids("about"):
                        graph.numbers[thing].add(float(value.value))
        else:
            graph.things.add(me)
            pairs += [(me, other, name) for name in properties for other in ids(name)]
        for s, o, name in pairs:
            graph.links[s, o].add(name)
    return graph


def numbers_in(text: str) -> list[float]:
    return [float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)]


class Comparison:
    def __init__(self, graph: Graph, listed: list[dict[str, str]]) -> None:
        self.graph = graph
        self.listed = {(row["file"], " ".join(row["key"].split())) for row in listed}
        self.merged = {row["key"]: row["into"] for row in listed if row["file"] == "topics.csv" and row["into"]}

    def names(self, identifier: str) -> set[str]:
        return {identifier, *self.merged.get(identifier, identifier).split("|")}

    def linked(self, subject: str, verb: str, obj: str) -> bool:
        for s in self.names(subject):
            for o in self.names(obj):
                forward, backward = self.graph.links.get((s, o), set()), self.graph.links.get((o, s), set())
                if "any" in forward | backward or "requires" in forward:
                    return True
                for name in VERBS.get(verb, ()):
                    if (name.startswith("^") and name[1:] in backward) or name in forward:
                        return True
                if verb in {
                    "alternative-for",
                    "collaborates-with",
                    "aligns-with",
                    "different-from",
                    "connects-to",
                } and (set(VERBS[verb]) & backward):
                    return True
                if s == o and s != subject:
                    return True
        return False

    def dated(self, subject: str, date: str) -> bool:
        known = set().union(*(self.graph.dates.get(name, set()) for name in self.names(subject)))
        wanted = re.findall(r"\d{4}(?:-\d{2}){0,2}(?!\d)", date)
        if not wanted:
            return bool(known)
        return all(any(value.startswith(w[:7]) or w.startswith(value) for value in known) for w in wanted)

    def numbered(self, subject: str, value: str) -> bool:
        known = set().union(*(self.graph.numbers.get(name, set()) for name in self.names(subject)))
        return set(numbers_in(value)) <= known or (
            value == "2.1" and any(n in self.graph.things for n in self.names(subject))
        )

    def said(self, document: str, locator: str) -> bool:
        source = "ambities-2025-2026" if document.startswith("amb") else "agenda-2025-04"
        here = self.graph.lines.get(source, [])
        return any(a <= d and c <= b for a, b in span(locator) for c, d in here)

    def state(self, file: str, key: str, covered: bool) -> str:
        if (file, " ".join(key.split())) in self.listed:
            return "listed"
        return "covered" if covered else "missing"


def rows(facts: Path, compare: Comparison) -> Iterator[tuple[str, str, str, str]]:
    """Yield (file, key, locator, state) of every row of the inventory."""

    def table(name: str) -> Iterator[dict[str, str]]:
        with (facts / name).open(encoding="utf-8", newline="") as handle:
            yield from csv.DictReader(handle)

    for row in table("topics.csv"):
        yield (
            "topics.csv",
            row["id"],
            row["locator"],
            compare.state("topics.csv", row["id"], row["id"] in compare.graph.things),
        )
    for row in table("relations.csv"):
        triple = row["subject_id"], row["relation"], row["object_id"]
        key = " | ".join(triple)
        yield "relations.csv", key, row["locator"], compare.state("relations.csv", key, compare.linked(*triple))
    for row in table("dates.csv"):
        key = f"{row['subject_id']} | {row['date']} | {row['what']}"
        yield (
            "dates.csv",
            key,
            row["locator"],
            compare.state("dates.csv", key, compare.dated(row["subject_id"], row["date"])),
        )
    for row in table("numbers.csv"):
        key = f"{row['subject_id']} | {row['value']} | {row['unit']}"
        covered = compare.numbered(row["subject_id"], row["value"])
        yield "numbers.csv", key, row["locator"], compare.state("numbers.csv", key, covered)
    text = (facts / "dependencies.md").read_text(encoding="utf-8").split("## Part 2")[0]
    for name, rest in re.findall(r"^\| ([A-Z]\d+) \| (.*) \|$", text, re.MULTILINE):
        locator = rest.rsplit("|", 1)[1].strip()
        covered = compare.said(locator, locator)
        yield "dependencies.md", name, locator, compare.state("dependencies.md", name, covered)
    text = (facts / "AUDIT.md").read_text(encoding="utf-8").split("## 4.")[1].split("## 5.")[0]
    for number, rest in re.findall(r"^\| (\d+) \| (.*) \|$", text, re.MULTILINE):
        locator = rest.rsplit("|", 1)[1].strip()
        key = f"omission {number}"
        document = "ambities" if "amb" in locator else "agenda"
        yield "AUDIT.md", key, locator, compare.state("AUDIT.md", key, compare.said(document, locator))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--facts", type=Path, default=Path("../shared/facts"))
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--ontology", type=Path, default=Path("ontology"))
    parser.add_argument(
        "--listed", type=Path, action="append", help="tables of listed rows (default data/coverage.csv)"
    )
    parser.add_argument("--only", default="", help="only rows whose locator contains this text")
    parser.add_argument("--show", action="append", default=[], choices=["missing", "listed", "covered"])
    options = parser.parse_args()
    if not (options.facts / "topics.csv").is_file():
        print(f"coverage.py: no inventory in {options.facts}", file=sys.stderr)
        return 2
    listed: list[dict[str, str]] = []
    for path in options.listed or [options.data / "coverage.csv"]:
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as handle:
                listed += list(csv.DictReader(handle))
    compare = Comparison(digest(read([options.ontology, options.data])), listed)
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"covered": 0, "listed": 0, "missing": 0})
    for file, key, locator, state in rows(options.facts, compare):
        if options.only not in locator:
            continue
        counts[file][state] += 1
        if state in options.show:
            print(f"{state}: {file}: {key}   [{locator}]")
    print(f"{'file':<18}{'covered':>8}{'listed':>8}{'missing':>8}")
    for file, count in counts.items():
        print(f"{file:<18}{count['covered']:>8}{count['listed']:>8}{count['missing']:>8}")
    return 1 if any(count["missing"] for count in counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
