"""What is in the dataset, as VoID says it: counts, parts, sources, links and examples.

Source: https://www.w3.org/TR/void/.
"""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.publishing.dumps import Dumps
from agendagraph.publishing.record import Record
from agendagraph.publishing.statistics import Statistics, count
from agendagraph.store import DATASET, Store
from agendagraph.text import Text

SPARQL: Final = "/sparql"
"""Where the endpoint is, below the address of a site."""

_LINKS_AT_LEAST: Final = 10
"""Fewer links than this to one place elsewhere are no set of links."""


def describe(record: Record, store: Store, base: str, dumps: Dumps | None) -> None:
    """Add to a record what is in the dataset, how much of it, and where it can be had.

    Args:
        record: the record of the dataset.
        store: the dataset.
        base: the public address of the site that serves it.
        dumps: the files that it can be had as.
    """
    counts = count(store)
    part = f"{DATASET.value}#"
    packed = [f"{base}/dumps/{dump.name}" for dump in (dumps.files if dumps else ()) if dump.is_packed]
    classes = [
        record.say(part + "class-" + _slug(kind), void_class=kind, void_entities=entities)
        for kind, entities in counts.classes.items()
    ]
    properties = [
        record.say(part + "property-" + _slug(name), void_property=name, void_triples=triples)
        for name, triples in counts.properties.items()
    ]
    record.say(
        DATASET.value,
        void_triples=counts.triples,
        void_entities=counts.entities,
        void_classes=len(counts.classes),
        void_properties=len(counts.properties),
        void_distinctSubjects=counts.subjects,
        void_distinctObjects=counts.objects,
        void_uriSpace=ox.Literal(terms.AGD),
        void_vocabulary=counts.vocabularies,
        void_sparqlEndpoint=base + SPARQL,
        void_dataDump=packed,
        void_exampleResource=_examples(store, counts),
        void_feature=[
            f"http://www.w3.org/ns/formats/{name}"
            for name in ("Turtle", "JSON-LD", "RDF_XML", "N-Triples", "TriG", "N-Quads")
        ],
        void_classPartition=classes,
        void_propertyPartition=properties,
        void_subset=[*_subsets(record, store, counts), *_linksets(record, counts)],
    )


def _examples(store: Store, counts: Statistics) -> list[str]:
    """Return one thing of each of the classes of things with most instances."""
    kinds = [kind for kind, _ in counts.classes.most_common() if kind.startswith(terms.AG)]
    things = [
        min(
            (
                q.subject.value
                for q in store.quads(None, terms.TYPE, ox.NamedNode(kind))
                if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(terms.AGD)
            ),
            default="",
        )
        for kind in sorted(kinds)
    ]
    return sorted({thing for thing in things if thing})


def _subsets(record: Record, store: Store, counts: Statistics) -> list[str]:
    """Return the parts of the dataset: what is taken from each source, and each graph that a rule made."""
    found = []
    for source, triples in counts.sources.items():
        label = Text(store.label(source, "nl"), store.label(source, "en"))
        found.append(
            record.say(
                f"{DATASET.value}#{_slug(source)}",
                "void:Dataset",
                dcterms_title=label,
                prov_wasDerivedFrom=source,
                void_triples=triples,
            )
        )
    for graph, triples in counts.graphs.items():
        if graph.startswith(terms.GRAPH):
            found.append(record.say(graph, "void:Dataset", void_triples=triples))
    return found


def _linksets(record: Record, counts: Statistics) -> list[str]:
    """Return the links to places elsewhere, a set for each property and place."""
    found = []
    for host, links in counts.links.items():
        for predicate, triples in links.items():
            if host and triples >= _LINKS_AT_LEAST:
                iri = f"{DATASET.value}#links-{_slug(predicate)}-{_slug(host)}"
                target = record.say(
                    f"{DATASET.value}#at-{_slug(host)}", "void:Dataset", foaf_homepage=f"https://{host}/"
                )
                found.append(
                    record.say(
                        iri,
                        "void:Linkset",
                        void_subjectsTarget=DATASET.value,
                        void_objectsTarget=target,
                        void_linkPredicate=predicate,
                        void_triples=triples,
                    )
                )
    return found


def _slug(iri: str) -> str:
    """Return an IRI as part of another one.

    >>> _slug("https://w3id.org/agendagraph/ns#Law"), _slug("www.nictiz.nl")
    ('ag-Law', 'www-nictiz-nl')
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", terms.compact(iri).removeprefix("agd:")).strip("-")
