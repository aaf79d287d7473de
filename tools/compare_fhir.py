#!/usr/bin/env python3
"""Compare what `agendagraph ingest fhir` read with the tables of zibs.

    compare_fhir.py [--tables FOLDER] [--data FILE ...] [--all] TRIG [TRIG ...]

Per release of the zibs: the FHIR profiles of zibs in the table and in the packages, and the references from zib to zib that
follow from them. A profile is of the zib that it as a whole is mapped to, else of the one in its name, else of the only one
that an element of it is mapped to. Exit status: 0 whatever the outcome, 1 on misuse.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.files import Files
from agendagraph.ingest.zibs import Zib, Zibs
from agendagraph.store import Store

ROOT = Path(__file__).resolve().parent.parent
PAIR = tuple[str, str]


def value(term: object) -> str:
    """Return the text of a term."""
    return str(getattr(term, "value", ""))


class Packages:
    """The profiles in ingested files, per release of the zibs."""

    def __init__(self, files: Iterable[Path], names: dict[str, tuple[str, str]]) -> None:
        self.said: dict[str, dict[str, dict[str, set[str]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(set))
        )
        self.names = names
        self.zibs: dict[str, dict[str, str]] = defaultdict(dict)
        for release, name in names.values():
            self.zibs[release][name.casefold()] = name
        for file in files:
            graphs: dict[str, list[ox.Quad]] = defaultdict(list)
            for quad in ox.parse(path=str(file), format=ox.RdfFormat.TRIG):
                graphs[str(quad.graph_name)].append(quad)
            for quads in graphs.values():
                years = Counter(names[value(q.object)][0] for q in quads if value(q.object) in names)
                if not years:
                    continue
                profiles = {value(q.subject) for q in quads if q.object == terms.ag("Profile")}
                said = self.said[years.most_common(1)[0][0]]
                for q in quads:
                    if value(q.subject) in profiles:
                        said[value(q.subject)][q.predicate.value.removeprefix(terms.AG)].add(value(q.object))

    def owners(self, release: str, profile: str) -> set[str]:
        """Return the zibs of a profile."""
        said = self.said[release].get(profile, {})
        if whole := self._named(release, said.get("profileOf", set())):
            return whole
        word = re.sub(r"^(zib|nl-core|ext|pattern-Zib|pattern-NlCore)-?", "", profile.rpartition("/")[2])
        if name := self.zibs[release].get(re.split(r"[.-]", word)[0].casefold()):
            return {name}
        mapped = self._named(release, said.get("mapsTo", set()))
        return mapped if len(mapped) == 1 else set()

    def _named(self, release: str, values: set[str]) -> set[str]:
        """Return the names of the zibs of a release among values."""
        found = {self.names[value] for value in values if value in self.names}
        return {name for year, name in found if year == release}

    def pairs(self, release: str) -> dict[PAIR, str]:
        """Return the references from zib to zib, each with a profile that makes it."""
        found: dict[PAIR, str] = {}
        for profile, said in sorted(self.said[release].items()):
            for target in sorted(said.get("targetProfile", ())):
                for one in self.owners(release, profile):
                    for other in self.owners(release, target) if target in self.said[release] else ():
                        if one != other:
                            ends = f"{profile.rpartition('/')[2]} -> {target.rpartition('/')[2]}"
                            found.setdefault((one, other), ends)
        return found


def show(title: str, table: set[str], found: set[str], missing: set[str], extra: set[str], *, whole: bool) -> None:
    print(f"  {title}: table {len(table)}, ingest {len(found)}, missing {len(missing)}, extra {len(extra)}")
    for word, values in (("missing", missing), ("extra", extra)):
        listed = sorted(values)
        for value in listed if whole else listed[:10]:
            print(f"    {word}: {value}")
        if len(listed) > 10 and not whole:
            print(f"    {word}: … and {len(listed) - 10} more (--all)")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class Parser(argparse.ArgumentParser):
    """A parser whose exit status on misuse is 1."""

    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"compare_fhir.py: {message}", file=sys.stderr)
        sys.exit(1)


def main() -> int:
    parser = Parser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="TRIG")
    parser.add_argument("--tables", type=Path, default=ROOT.parent / "shared" / "specifications")
    parser.add_argument("--data", nargs="+", type=Path, default=[ROOT / "data"])
    parser.add_argument("--all", action="store_true", help="list everything, not the first ten")
    options = parser.parse_args()
    zibs_csv, references_csv = options.tables / "zibs.csv", options.tables / "zib_references.csv"
    for path in (zibs_csv, references_csv, *options.files):
        if not path.is_file():
            parser.error(f"no such file: {path}")
    known = Zibs.of(Store(quad for file in Files.load(options.data).files for quad in file.quads))
    table: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    names: dict[str, tuple[str, str]] = {}
    for row in rows(zibs_csv):
        if version := known.version(Zib(row["en_name"], "", row["release"])):
            names[version.iri] = (row["release"], row["en_name"])
        for column in ("fhir_zib_profiles", "fhir_nlcore_profiles"):
            for url in row[column].split():
                table[row["release"]][url].add(row["en_name"])
    packages = Packages(options.files, names)
    for release in sorted(packages.said):
        print(f"zib {release}")
        every = packages.said[release]
        mine = {p: packages.owners(release, p) for p in every}
        found, listed = {p for p, zibs in mine.items() if zibs}, set(table[release])
        show("profiles", listed, found, listed - set(every), found - listed, whole=options.all)
        other = {
            f"{p.rpartition('/')[2]}: table {', '.join(sorted(table[release][p]))}; ingest {', '.join(sorted(mine[p])) or '-'}"
            for p in listed & set(every)
            if table[release][p] != mine[p]
        }
        show("of another zib", listed & set(every), listed & set(every), set(), other, whole=options.all)
        pairs = packages.pairs(release)
        said = {
            (row["from_en"], row["to_en"]): row["via"]
            for row in rows(references_csv)
            if row["release"] == release and row["evidence"].startswith("FHIR")
        }
        missing = {f"{a} -> {b} ({said[a, b]})" for a, b in said.keys() - pairs.keys()}
        extra = {f"{a} -> {b} ({pairs[a, b]})" for a, b in pairs.keys() - said.keys()}
        show("references", {*map(str, said)}, {*map(str, pairs)}, missing, extra, whole=options.all)
    return 0


if __name__ == "__main__":
    sys.exit(main())
