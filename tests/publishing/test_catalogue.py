"""The catalogue record has what catalogues ask for, and its numbers are those of the dataset."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import DCAT, DCTERMS, RDF, SH, VOID

from agendagraph import terms
from agendagraph.errors import InputError
from agendagraph.publishing.address import PERMANENT, public_address
from agendagraph.publishing.catalogue import catalogue
from agendagraph.publishing.dumps import Dumps, write_dumps
from agendagraph.publishing.formats import RDF as FORMATS
from agendagraph.publishing.formats import write
from agendagraph.publishing.statistics import count
from agendagraph.store import DATASET, Store

SHAPES = Path(__file__).resolve().parent / "catalogue.ttl"
REGION = "https://agenda.regio.example"
SET = rdflib.URIRef(DATASET.value)


@pytest.fixture(scope="module")
def dumps(mini: Store, tmp_path_factory: pytest.TempPathFactory) -> Dumps:
    """Return the files of the invented graph."""
    return write_dumps(mini, tmp_path_factory.mktemp("dumps"))


@pytest.fixture(scope="module")
def record(mini: Store, dumps: Dumps) -> rdflib.Graph:
    """Return the record of the invented graph as a region serves it."""
    return rdflib.Graph().parse(data=write(catalogue(mini, REGION, dumps), FORMATS["ttl"]), format="turtle")


def validate(graph: rdflib.Graph) -> set[str]:
    """Return what a record lacks: local names of properties."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=str(SHAPES))
    assert isinstance(report, rdflib.Graph)
    return {str(path).rpartition("/")[2].rpartition("#")[2] for path in report.objects(None, SH.resultPath)}


def test_the_record_has_what_catalogues_ask_for(record: rdflib.Graph) -> None:
    """Title, licence, access, contact, theme, files with checksum, services: all there and of the right kind."""
    assert validate(record) == set()


@pytest.mark.parametrize("name", ["accessRights", "identifier", "license", "publisher", "modified"])
def test_a_record_that_lacks_something_fails(record: rdflib.Graph, name: str) -> None:
    """The shapes of these tests notice what is missing."""
    poorer = rdflib.Graph() + record
    poorer.remove((None, DCTERMS[name], None))
    assert validate(poorer) == {name}


def test_numbers_are_those_of_the_dataset(mini: Store, record: rdflib.Graph) -> None:
    """Triples, entities, classes, properties and parts are what the dataset itself answers."""

    def ask(text: str) -> int:
        return int(mini.rows(f"SELECT ({text} AS ?n) {{ ?s ?p ?o }}")[0]["n"].value)  # type: ignore[union-attr]

    def told(predicate: rdflib.URIRef) -> int:
        return int(record.value(SET, predicate))  # type: ignore[arg-type]

    assert told(VOID.distinctSubjects) == ask("COUNT(DISTINCT ?s)")
    assert told(VOID.distinctObjects) == ask("COUNT(DISTINCT ?o)")
    assert told(VOID.properties) == ask("COUNT(DISTINCT ?p)")
    assert told(VOID.triples) == len(mini.rows("SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }"))
    assert told(VOID.classes) == int(mini.rows("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a ?o }")[0]["n"].value)  # type: ignore[union-attr]
    parts = {record.value(part, VOID["class"]): part for part in record.objects(SET, VOID.classPartition)}
    for kind in ("Facility", "Requirement", "Passage"):
        expected = len({q.subject for q in mini.quads(None, terms.TYPE, terms.ag(kind))})
        entities = record.value(parts[rdflib.URIRef(terms.AG + kind)], VOID.entities)
        assert int(entities) == expected  # type: ignore[arg-type]
    uses = [record.value(part, VOID.triples) for part in record.objects(SET, VOID.propertyPartition)]
    assert sum(int(n) for n in uses) == told(VOID.triples)  # type: ignore[arg-type]


def test_every_statement_is_of_a_source_or_of_a_machine(mini: Store) -> None:
    """The parts together are the whole: no graph is forgotten."""
    counts = count(mini)
    made = sum(size for graph, size in counts.graphs.items() if graph.startswith(terms.GRAPH))
    assert sum(counts.sources.values()) + made == counts.quads == len(mini)
    assert terms.AGD + "source-agenda-2025-04" in counts.sources


def test_the_edition_is_the_data_s_own(mini: Store, real: Store) -> None:
    """Modified is the last day on which a source was read, not the day of today."""
    days = {q.object.value for q in real.quads(None, terms.ag("readOn")) if isinstance(q.object, ox.Literal)}
    edition = count(real).edition
    assert edition is not None
    assert edition.value == max(days)
    assert catalogue(mini, REGION) == catalogue(mini, REGION)


def test_a_region_serves_under_its_own_name(mini: Store, dumps: Dumps, record: rdflib.Graph) -> None:
    """Files and services are at the region; the dataset and its things keep their IRIs."""
    urls = {
        *record.objects(None, DCAT.downloadURL),
        *record.objects(None, DCAT.endpointURL),
        *record.objects(SET, VOID.dataDump),
    }
    assert urls
    assert all(str(url).startswith(f"{REGION}/") for url in urls)
    assert (SET, RDF.type, DCAT.Dataset) in record
    assert {str(url).rpartition("/")[2] for url in record.objects(None, DCAT.downloadURL)} == {
        d.name for d in dumps.files
    }
    elsewhere = write(catalogue(mini, dumps=dumps), FORMATS["ttl"]).decode()
    assert "regio.example" not in elsewhere
    assert f"{PERMANENT}/sparql" in elsewhere


def test_no_person_is_named(record: rdflib.Graph) -> None:
    """Publisher and contact are the maintainers as a body."""
    assert {str(name) for name in record.objects(None, rdflib.FOAF.name)} == {
        "Beheerders van AgendaGraph",
        "AgendaGraph maintainers",
    }
    assert "mailto:" not in record.serialize(format="nt")


def test_links_elsewhere_are_counted(real: Store) -> None:
    """A set of links says from where to where, with which property and how many."""
    raw = write(catalogue(real, REGION), FORMATS["nt"])
    graph = rdflib.Graph().parse(data=raw, format="nt")
    sets = list(graph.subjects(RDF.type, VOID.Linkset))
    assert sets
    for links in sets:
        assert graph.value(links, VOID.subjectsTarget) == SET
        assert int(graph.value(links, VOID.triples)) >= 10  # type: ignore[arg-type]
        assert graph.value(graph.value(links, VOID.objectsTarget), rdflib.FOAF.homepage)


@pytest.mark.parametrize(
    "given",
    ["agenda.example", "ftp://x.example", "https://", "https://x.example/?q", "https://x.example/#a", "https://u:p@x.example",
     "https://x.example/<script>", 'https://x.example/"', "javascript:alert(1)", "https://x.example/a b", "http://[", "https://x:99999",
     "https://x.example\r\nX: y", "https://é.example"],
)  # fmt: skip
def test_a_public_address_is_one_of_a_site(given: str) -> None:
    """Anything else is refused when the site starts, not when it answers."""
    with pytest.raises(InputError):
        public_address(given)


def test_a_public_address_may_have_a_port_and_a_path() -> None:
    """The slash at its end goes."""
    assert public_address("http://x.example:8080/agenda/") == "http://x.example:8080/agenda"
    assert public_address("") == ""
