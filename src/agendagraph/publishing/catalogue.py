"""The dataset as catalogues describe it: DCAT with the application profile of the Netherlands.

Sources: https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/, https://www.w3.org/TR/vocab-dcat-3/.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from agendagraph import terms
from agendagraph.publishing import void
from agendagraph.publishing.address import PERMANENT
from agendagraph.publishing.dumps import Dump, Dumps
from agendagraph.publishing.formats import RDF
from agendagraph.publishing.record import Record
from agendagraph.publishing.statistics import count
from agendagraph.publishing.vocabulary import IRI as VOCABULARY
from agendagraph.store import DATASET, Store
from agendagraph.text import Text

_EU: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_FILE_TYPES: Final = {"trig": "RDF_TRIG", "nq": "RDF_N_QUADS", "jsonld": "JSON_LD"}
_STANDARDS: Final = {
    "trig": "https://www.w3.org/TR/trig/",
    "nq": "https://www.w3.org/TR/n-quads/",
    "jsonld": "https://www.w3.org/TR/json-ld11/",
}
_MAINTAINERS: Final = Text("Beheerders van AgendaGraph", "AgendaGraph maintainers")
_FROM_THE_DATASET: Final = (terms.DCTERMS + "title", terms.DCTERMS + "description", terms.DCAT + "keyword")


@dataclass(frozen=True, slots=True)
class Service:
    """A way to ask the dataset over the web.

    Attributes:
        name: its name in an address.
        title, description: in words.
        path: where it is, below the address of the site.
        described_at: where a machine reads how to use it, below the address of the site.
        standard: the IRI of what it conforms to.
    """

    name: str
    title: Text
    description: Text
    path: str
    described_at: str
    standard: str


SERVICES: Final = (
    Service(
        "sparql",
        Text("SPARQL-eindpunt van AgendaGraph", "SPARQL endpoint of AgendaGraph"),
        Text("Beantwoordt vragen in SPARQL 1.1; alleen lezen.", "Answers questions in SPARQL 1.1; read only."),
        void.SPARQL,
        void.SPARQL,
        "https://www.w3.org/TR/sparql11-protocol/",
    ),
    Service(
        "linked-data",
        Text("Linked data van AgendaGraph", "Linked data of AgendaGraph"),
        Text(
            "Geeft bij elke IRI een pagina of RDF, naar keuze van de vrager.",
            "Answers every IRI with a page or with RDF, as the asker prefers.",
        ),
        "/id/",
        "/dataset",
        "https://www.w3.org/TR/ldp-bp/",
    ),
)


def catalogue(store: Store, base: str = PERMANENT, dumps: Dumps | None = None) -> set[ox.Quad]:
    """Return the catalogue record of a dataset, as triples in the default graph.

    Args:
        store: the dataset.
        base: the public address of the site that serves it, without a slash at the end. The dataset keeps its own IRI;
            the catalogue, the files and the services are those of the site.
        dumps: the files that it can be had as; none where it cannot be had as files.

    >>> from agendagraph.build import build
    >>> store = build(check=False).store()
    >>> catalogue(store) == catalogue(store)
    True
    """
    record, counts = Record(), count(store)
    agreed = _agreed(record, store)
    who = _who(record, base)
    edition = [counts.edition] if counts.edition else []
    own = {name: list(_told(store, name)) for name in _FROM_THE_DATASET}
    shared = {**agreed, **who}
    services = [_service(record, base, service, shared, own[terms.DCAT + "keyword"]) for service in SERVICES]
    files = [_distribution(record, base, dump, agreed, edition) for dump in (dumps.files if dumps else ())]
    home = record.say(f"{base}/", "foaf:Document")
    about = record.say(f"{base}/ns", "foaf:Document")
    record.say(
        DATASET.value,
        ("dcat:Dataset", "void:Dataset", "prov:Entity"),
        dcterms_identifier=ox.Literal(DATASET.value, datatype=ox.NamedNode(terms.XSD + "anyURI")),
        dcterms_title=own[terms.DCTERMS + "title"],
        dcterms_description=own[terms.DCTERMS + "description"],
        dcat_keyword=own[terms.DCAT + "keyword"],
        dcterms_modified=edition,
        dcterms_accrualPeriodicity=_concept(
            record, "frequency/IRREG", Text("onregelmatig", "irregular"), "dcterms:Frequency"
        ),
        dcterms_conformsTo=record.say(VOCABULARY, "dcterms:Standard"),
        dcat_version=[ox.Literal(store.fingerprint[:12])] if store.fingerprint else [],
        dcat_landingPage=home,
        foaf_page=about,
        dcat_distribution=files,
        prov_wasDerivedFrom=sorted(counts.sources),
        **shared,
    )
    record.say(
        f"{base}/dataset#catalogue",
        "dcat:Catalog",
        dcterms_title=Text("Catalogus van AgendaGraph", "Catalogue of AgendaGraph"),
        dcterms_description=Text(
            "De gegevens van AgendaGraph, hun bestanden en diensten.",
            "The data of AgendaGraph, their files and services.",
        ),
        dcat_dataset=DATASET.value,
        dcat_service=services,
        dcterms_modified=edition,
        foaf_homepage=home,
        dcterms_license=agreed["dcterms_license"],
        dcterms_language=agreed["dcterms_language"],
        **who,
    )
    void.describe(record, store, base, dumps)
    return record.quads


def _told(store: Store, predicate: str) -> Iterable[ox.Literal]:
    """Yield what the dataset says of itself."""
    for quad in store.quads(DATASET, ox.NamedNode(predicate)):
        if isinstance(quad.object, ox.Literal):
            yield quad.object


def _concept(record: Record, name: str, label: Text, kind: str = "") -> str:
    """Return the IRI of a value of a list of the European Union, with what a reader must know to judge it."""
    scheme = _EU + name.partition("/")[0]
    kinds = ["skos:Concept", kind] if kind else ["skos:Concept"]
    return record.say(_EU + name, kinds, skos_prefLabel=label, skos_inScheme=scheme)


def _agreed(record: Record, store: Store) -> dict[str, object]:
    """Return what holds for the dataset, its files and its services alike: who may do what, in which language, about what."""
    licences = [
        q.object.value
        for q in store.quads(DATASET, ox.NamedNode(terms.DCTERMS + "license"))
        if isinstance(q.object, ox.NamedNode)
    ]
    languages = [
        _concept(record, "language/NLD", Text("Nederlands", "Dutch"), "dcterms:LinguisticSystem"),
        _concept(record, "language/ENG", Text("Engels", "English"), "dcterms:LinguisticSystem"),
    ]
    return {
        "dcterms_license": [record.say(licence, "dcterms:LicenseDocument") for licence in licences],
        "dcterms_language": languages,
        "dcterms_accessRights": _concept(
            record, "access-right/PUBLIC", Text("openbaar", "public"), "dcterms:RightsStatement"
        ),
        "dcat_theme": _concept(record, "data-theme/HEAL", Text("Gezondheid", "Health")),
    }


def _who(record: Record, base: str) -> dict[str, object]:
    maintainers = record.say(f"{base}/dataset#maintainers", "foaf:Agent", foaf_name=_MAINTAINERS)
    contact = record.say(
        f"{base}/dataset#contact", ("vcard:Kind", "vcard:Group"), vcard_fn=_MAINTAINERS, vcard_hasURL=f"{base}/"
    )
    return {"dcterms_publisher": maintainers, "dcterms_creator": maintainers, "dcat_contactPoint": contact}


def _service(record: Record, base: str, service: Service, shared: dict[str, object], keywords: list[ox.Literal]) -> str:
    iri = f"{base}/dataset#{service.name}"
    return record.say(
        iri,
        "dcat:DataService",
        dcterms_identifier=ox.Literal(iri, datatype=ox.NamedNode(terms.XSD + "anyURI")),
        dcterms_title=service.title,
        dcterms_description=service.description,
        dcterms_conformsTo=record.say(service.standard, "dcterms:Standard"),
        dcat_endpointURL=base + service.path,
        dcat_endpointDescription=base + service.described_at,
        dcat_servesDataset=DATASET.value,
        dcat_keyword=keywords,
        **shared,
    )


def _distribution(record: Record, base: str, dump: Dump, agreed: dict[str, object], edition: list[ox.Literal]) -> str:
    form = RDF[dump.format]
    file_type = _concept(
        record, f"file-type/{_FILE_TYPES[dump.format]}", Text(form.title, form.title), "dcterms:MediaTypeOrExtent"
    )
    packed = Text(f"{form.title}, ingepakt met gzip", f"{form.title}, packed with gzip")
    checksum = record.say(
        f"{base}/dumps/{dump.name}#sha256",
        "spdx:Checksum",
        spdx_algorithm=record.say(
            "spdx:checksumAlgorithm_sha256".replace("spdx:", terms.prefixes()["spdx"]), "spdx:ChecksumAlgorithm"
        ),
        spdx_checksumValue=ox.Literal(dump.sha256, datatype=ox.NamedNode(terms.XSD + "hexBinary")),
    )
    return record.say(
        f"{base}/dumps/{dump.name}#distribution",
        "dcat:Distribution",
        dcterms_title=packed if dump.is_packed else Text(form.title, form.title),
        dcterms_description=Text(
            "Alle gegevens, elke uitspraak in haar passage.", "All data, each statement in its passage."
        ),
        dcterms_modified=edition,
        dcterms_format=file_type,
        dcterms_conformsTo=record.say(_STANDARDS[dump.format], "dcterms:Standard"),
        dcat_accessURL=f"{base}/dataset",
        dcat_accessService=f"{base}/dataset#{SERVICES[0].name}",
        dcat_downloadURL=f"{base}/dumps/{dump.name}",
        dcat_mediaType=record.say(_MEDIA + dump.media_type, "dcterms:MediaType"),
        dcat_compressFormat=[record.say(_MEDIA + "application/gzip", "dcterms:MediaType")] if dump.is_packed else [],
        dcat_byteSize=ox.Literal(str(dump.size), datatype=ox.NamedNode(terms.XSD + "nonNegativeInteger")),
        spdx_checksum=checksum,
        dcterms_license=agreed["dcterms_license"],
        dcterms_language=agreed["dcterms_language"],
    )
