"""The reference pages in `docs/generated/`: made from the ontology, the queries and the command line, never by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from agendagraph import assets, catalog, terms
from agendagraph.files import Files
from agendagraph.store import Store

_HEAD = "<!-- Made by `agendagraph docs`; do not edit. -->\n\n"
_PLACES = "ag:Thing, ag:Statement, ag:Passage, ag:Source, ag:Chapter"
_PROPERTIES = "owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty"
_KINDS = (
    ("Classes of things", "?term rdfs:subClassOf+ ag:Thing ."),
    (
        "Statements and places",
        f"?term a owl:Class . FILTER (?term IN ({_PLACES}) || EXISTS {{ ?term rdfs:subClassOf+ ag:Statement }})",
    ),
    ("Relations between things", "?term ag:inverseLabel ?any . FILTER (LANG(?any) = 'nl')"),
    (
        "What statements, passages and things carry",
        f"?term a ?kind . FILTER (?kind IN ({_PROPERTIES})) FILTER NOT EXISTS {{ ?term ag:inverseLabel ?any }}",
    ),
)
_TERMS = """
SELECT DISTINCT ?term ?nl ?en ?dnl ?den ?inl ?ien
WHERE {
  %s
  ?term rdfs:label ?nl , ?en ; skos:definition ?dnl , ?den .
  FILTER (LANG(?nl) = "nl" && LANG(?en) = "en" && LANG(?dnl) = "nl" && LANG(?den) = "en")
  OPTIONAL { ?term ag:inverseLabel ?inl , ?ien FILTER (LANG(?inl) = "nl" && LANG(?ien) = "en") }
}
ORDER BY ?term
"""
_VALUES = """
SELECT ?scheme ?name ?value ?nl ?en ?dnl ?den
WHERE {
  ?value skos:inScheme ?scheme . ?scheme skos:prefLabel ?name FILTER (LANG(?name) = "en")
  ?value skos:prefLabel ?nl , ?en FILTER (LANG(?nl) = "nl" && LANG(?en) = "en")
  OPTIONAL { ?value skos:definition ?dnl , ?den FILTER (LANG(?dnl) = "nl" && LANG(?den) = "en") }
}
ORDER BY ?scheme ?value
"""


def pages() -> dict[str, str]:
    """Return the reference pages: file name → Markdown.

    >>> sorted(pages())
    ['cli.md', 'ontology.md', 'queries.md']
    """
    return {"cli.md": _cli(), "ontology.md": _ontology(), "queries.md": _queries()}


def files(root: Path) -> dict[Path, str]:
    """Return everything that is made in a checkout: path → text."""
    made = {root / "docs" / "generated" / name: text for name, text in pages().items()}
    return {**made, root / "ontology" / "context.jsonld": context()}


def outdated(root: Path) -> list[str]:
    """Return the names of the made files in a checkout that are missing or old."""
    return [
        path.name
        for path, text in files(root).items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def write(root: Path) -> None:
    """Write everything that is made into a checkout."""
    for path, text in files(root).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def context() -> str:
    """Return the JSON-LD context: our prefixes, and our terms by their local names."""
    store = _ontology_store()
    terms_: dict[str, Any] = dict(terms.prefixes())
    for quad in store.quads(None, terms.TYPE):
        if not isinstance(quad.subject, ox.NamedNode) or not quad.subject.value.startswith(terms.AG):
            continue
        name, kind = quad.subject.value.removeprefix(terms.AG), getattr(quad.object, "value", "")
        if kind == terms.OWL + "ObjectProperty":
            terms_[name] = {"@id": f"ag:{name}", "@type": "@id"}
        elif kind == terms.OWL + "DatatypeProperty":
            terms_[name] = {"@id": f"ag:{name}"}
        elif kind == terms.OWL + "Class":
            terms_[name] = f"ag:{name}"
    return json.dumps({"@context": dict(sorted(terms_.items()))}, indent=2, ensure_ascii=False) + "\n"


def _ontology_store() -> Store:
    folder = assets.folder("ontology")
    read = Files.load([folder / "agendagraph.ttl", folder / "values"])
    return Store(quad for file in read.files for quad in file.quads)


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = ["| " + " | ".join(headings) + " |"]
    lines.append("|" + " --- |" * (lines[0].count("|") - 1))
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _ontology() -> str:
    store = _ontology_store()
    out = [
        _HEAD,
        "# Ontology\n\nNamespace `https://w3id.org/agendagraph/ns#`, prefix `ag:`. Labels and definitions nl and en.\n",
    ]
    for title, pattern in _KINDS:
        rows = []
        for row in store.rows(_TERMS % pattern):
            back = f"<br>← {row['inl'].value} · {row['ien'].value}" if isinstance(row["inl"], ox.Literal) else ""
            label = f"{row['nl'].value} · {row['en'].value}{back}"
            rows.append((f"`{terms.compact(row['term'].value)}`", label, f"{row['dnl'].value}<br>{row['den'].value}"))
        out.append(f"\n## {title}\n\n" + _table(("term", "label", "definition"), rows))
    schemes: dict[str, list[tuple[str, str, str]]] = {}
    for row in store.rows(_VALUES):
        definition = f"{row['dnl'].value}<br>{row['den'].value}" if isinstance(row["dnl"], ox.Literal) else ""
        value = (f"`{terms.compact(row['value'].value)}`", f"{row['nl'].value} · {row['en'].value}", definition)
        schemes.setdefault(row["name"].value, []).append(value)
    out.append("\n## Value lists\n")
    for name, values in schemes.items():
        out.append(f"\n### {name}\n\n" + _table(("value", "label", "definition"), values))
    return "".join(out)


def _queries() -> str:
    out = [
        _HEAD,
        "# Questions\n\nThe catalog: `agendagraph ask ID --param name=value`, in the browser under `/vragen`.\n",
    ]
    for query in catalog.load():
        out.append(
            f"\n## {query.id}\n\n**{query.title.nl}** · {query.title.en}\n\n{query.description.nl}<br>{query.description.en}\n\n"
        )
        parameters = [
            (
                f"`{p.name}`",
                p.type
                + (f" ({', '.join('ag:' + c for c in p.classes)})" if p.classes else "")
                + (f": {', '.join(p.choices)}" if p.choices else ""),
                ("required" if p.required else "optional") + (", repeatable" if p.many else ""),
                ", ".join(f"`{e}`" for e in p.examples if e),
            )
            for p in query.parameters
            if p.type != "lang"
        ]
        if parameters:
            out.append(_table(("parameter", "kind", "", "example"), parameters) + "\n")
        columns = ", ".join(f"`{c.name}` ({c.label.nl} · {c.label.en})" for c in query.columns)
        out.append(f"Columns: {columns}.\n")
    return "".join(out)


def _cli() -> str:
    import click

    from agendagraph.cli import cli

    out = [_HEAD, "# Command line\n"]

    def help_of(command: click.Command, names: list[str], parent: Any = None) -> None:
        context = click.Context(
            command,
            info_name=" ".join(names),
            parent=parent,
            max_content_width=100,
            terminal_width=100,
            help_option_names=["-h", "--help"],
        )
        out.append(f"\n## {' '.join(names)}\n\n```text\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None
                help_of(below, [*names, name])

    help_of(cli, ["agendagraph"])
    return "".join(out)
