"""Linked data over HTTP: every IRI of ours leads to a page or to data, as the asker prefers, and says what else there is."""

from __future__ import annotations

import gzip
import json
import re
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from agendagraph import terms
from agendagraph.errors import InputError
from agendagraph.protocol.negotiation import best
from agendagraph.publishing.formats import RDF
from agendagraph.store import DATASET, Store
from agendagraph.web import create_app
from agendagraph.web.representation import SUFFIXES
from tests.publishing.test_description import ours
from tests.web.html import Page, faults

ROOT = "https://w3id.org/agendagraph"
REGION = "https://agenda.regio.example"


@pytest.fixture
def program(small: Flask) -> FlaskClient:
    """Return a visitor of the small site that is a program."""
    return small.test_client()


def path_of(iri: str) -> str:
    """Return the path that the permanent address of an IRI leads to."""
    return quote(iri.removeprefix(ROOT).partition("#")[0])


def links(response: TestResponse) -> set[tuple[str, str, str]]:
    """Return the links of an answer: relation, target, media type."""
    found = set()
    for value in response.headers.getlist("Link"):
        target, relation = re.match(r'<([^>]*)>; rel="([^"]*)"', value).groups()  # type: ignore[union-attr]
        media_type = re.search(r'type="([^"]*)"', value)
        found.add((relation, target, media_type[1] if media_type else ""))
    return found


NEGOTIATED = [
    ("", "/ding/sleutelkast"),
    ("*/*", "/ding/sleutelkast"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/ding/sleutelkast"),
    ("text/*", "/ding/sleutelkast"),
    ("text/turtle", "/id/sleutelkast.ttl"),
    ("TEXT/Turtle", "/id/sleutelkast.ttl"),
    ("text/turtle;charset=utf-8", "/id/sleutelkast.ttl"),
    ("application/ld+json", "/id/sleutelkast.jsonld"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "/id/sleutelkast.jsonld"),
    ("application/rdf+xml", "/id/sleutelkast.rdf"),
    ("application/n-triples", "/id/sleutelkast.nt"),
    ("application/trig", "/id/sleutelkast.trig"),
    ("application/n-quads", "/id/sleutelkast.nq"),
    ("application/json", "/id/sleutelkast.json"),
    ("application/*", "/id/sleutelkast.jsonld"),
    ("text/html;q=0.5, text/turtle", "/id/sleutelkast.ttl"),
    ("text/turtle;q=0.5, application/trig;q=0.9", "/id/sleutelkast.trig"),
    ("text/html, text/turtle", "/ding/sleutelkast"),
    ("*/*, text/turtle", "/id/sleutelkast.ttl"),
    ("*/*;q=0.1, text/html;q=0", "/id/sleutelkast.ttl"),
    ("text/html;q=0, text/turtle;q=0, */*", "/id/sleutelkast.jsonld"),
    ("application/rdf+xml;q=0.9, text/turtle;q=0.9, application/xml;q=1", "/id/sleutelkast.ttl"),
    ("text/turtle;q=nonsense, application/n-triples;q=0.4", "/id/sleutelkast.nt"),
]


@pytest.mark.parametrize(("accept", "place"), NEGOTIATED)
def test_who_asks_an_iri_is_sent_where_it_prefers(program: FlaskClient, accept: str, place: str) -> None:
    """303 with the place, for whatever a header Accept says; caches are told what it depends on."""
    response = program.get("/id/sleutelkast", headers={"Accept": accept})
    assert (response.status_code, response.headers["Location"]) == (303, place)
    assert "Accept" in response.headers["Vary"]
    assert program.head("/id/sleutelkast", headers={"Accept": accept}).headers["Location"] == place


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/turtle;q=0", "text/csv, application/pdf;q=0.5"])
def test_who_accepts_nothing_of_ours_is_told_what_there_is(program: FlaskClient, accept: str) -> None:
    """406, in a form for programs, with the list."""
    for address in ("/id/sleutelkast", "/ns", "/ns/Facility", "/dataset", "/.well-known/void"):
        response = program.get(address, headers={"Accept": accept})
        assert response.status_code == 406, address
        assert not response.mimetype.startswith("text/html")
        assert "application/trig" in response.text


def test_the_most_specific_range_counts() -> None:
    """As RFC 9110 has it: a range with weight 0 excludes what a wider one lets in."""
    offered = [(one, one) for one in ("text/html", "text/turtle", "application/trig")]
    assert best("text/*;q=0.3, text/turtle;q=0.2, */*;q=0.1", offered) == "text/html"
    assert best("text/*;q=0, */*", offered) == "application/trig"
    assert best("image/png", offered) == ""
    assert best("text/turtle, application/trig", []) == ""


def test_everything_is_to_be_had(small: Flask, store: Store) -> None:
    """Things, passages, statements, sources, chapters, values, classes, graphs: each IRI leads to a page and to data.

    What is of one class takes turns with the formats; what each class begins with is asked in all of them. Where a page
    is a place on a page, that place is there.
    """
    program = small.test_client()
    pages: dict[str, Page] = {}
    chapters = {q.object for q in store.quads(None, terms.ag("chapter"))}
    typed = [(q.subject.value, q.object.value) for q in store.quads(None, terms.TYPE)]  # type: ignore[union-attr]
    kinds = dict(typed) | {subject: kind for subject, kind in typed if kind.startswith(terms.AG)}
    asked: set[str] = set()
    met: set[str] = set()
    for turn, iri in enumerate(ours(store)):
        page = program.get(path_of(iri), headers={"Accept": "text/html"})
        place, _, anchor = page.headers.get("Location", path_of(iri)).partition("#")
        assert page.status_code == (303 if "Location" in page.headers else 200), iri
        kind = kinds.get(iri, "a graph")
        if place not in asked and (kind not in met or not place.startswith("/ding/")):
            assert program.get(place).status_code == 200, (iri, place)
            asked.add(place)
        if anchor and (kind != terms.AG + "Chapter" or ox.NamedNode(iri) in chapters):
            pages[place] = pages.get(place) or Page(program.get(place).text)
            assert anchor in pages[place].ids, (iri, place, anchor)
        if iri in {f"{ROOT}/prefixes", DATASET.value}:
            continue
        for suffix in SUFFIXES if kind not in met else [list(SUFFIXES)[turn % len(SUFFIXES)]]:
            data = program.get(f"{path_of(iri.replace('ns#', 'ns/'))}.{suffix}")
            assert (data.status_code, data.mimetype) == (200, SUFFIXES[suffix]), (iri, suffix)
            local = terms.compact(iri).partition(":")[2]
            assert iri in data.text or local in data.text.replace("\\/", "/"), (iri, suffix)
        met.add(kind)
    assert len(met) > 40
    terms_page = Page(program.get("/ns").text)
    assert {iri.removeprefix(terms.AG) for iri in ours(store) if iri.startswith(terms.AG)} <= set(terms_page.ids)


def test_data_tell_what_they_are(program: FlaskClient) -> None:
    """Type, strong tag, links to the other formats, the page, the dataset, the licence, the thing; open to other sites."""
    response = program.get("/id/sleutelkast.ttl")
    assert response.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Language"] == "nl, en"
    assert not response.headers["ETag"].startswith("W/")
    found = links(response)
    assert {(s, f"/id/sleutelkast.{s}") for s in SUFFIXES if s != "ttl"} == {
        (target.rpartition(".")[2], target)
        for relation, target, _ in found
        if relation == "alternate" and "." in target
    }
    assert ("alternate", "/ding/sleutelkast", "text/html") in found
    assert ("alternate", "/en/ding/sleutelkast", "text/html") in found
    assert ("describedby", "/dataset", "") in found
    assert ("describes", terms.AGD + "sleutelkast", "") in found
    assert ("license", "https://creativecommons.org/licenses/by/4.0/", "") in found
    assert ("canonical", "/id/sleutelkast.ttl", "") in found
    for _, target, media_type in found:
        if target.startswith("/"):
            assert program.get(target, headers={"Accept": media_type or "*/*"}).status_code == 200, target


def test_a_page_tells_of_its_data(client: FlaskClient) -> None:
    """A thing and a passage link to their data in head and foot, and in the headers."""
    for address, data in (
        ("/ding/sleutelkast", "/id/sleutelkast.jsonld"),
        ("/passage/agenda-2025-04/sleutelkast", "/id/agenda-2025-04/sleutelkast.jsonld"),
    ):
        response = client.get(address)
        page = Page(response.text)
        assert data in page.links
        assert data in [a["href"] for a in page.all("link") if a.get("type") == "application/ld+json"]
        assert ("alternate", data, "application/ld+json") in links(response)
        assert faults(page, "nl") == []


def test_who_has_it_already_gets_nothing_again(program: FlaskClient) -> None:
    """304 for the tag of the same bytes; another format, profile or dataset has another tag."""
    first = program.get("/id/sleutelkast.ttl")
    for tag in (first.headers["ETag"], f'"other", {first.headers["ETag"]}', f"W/{first.headers['ETag']}", "*"):
        again = program.get("/id/sleutelkast.ttl", headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    assert program.get("/id/sleutelkast.ttl", headers={"If-None-Match": '"other"'}).status_code == 200
    others = ("/id/sleutelkast.nt", "/id/sleutelkast.ttl?profile=complete", "/id/loket.ttl", "/dataset.ttl", "/ns.ttl")
    tags = [program.get(address).headers["ETag"] for address in others]
    assert len({first.headers["ETag"], *tags}) == len(others) + 1
    assert program.get("/id/niets.ttl", headers={"If-None-Match": "*"}).status_code == 404


def test_head_is_get_without_the_body(program: FlaskClient) -> None:
    """The same headers, the length too."""
    for address in ("/id/sleutelkast.ttl", "/dataset.jsonld", "/ns.ttl", "/dumps/SHA256SUMS"):
        head, get = program.head(address), program.get(address)
        assert head.data == b""
        for name in ("Content-Type", "Content-Length", "ETag", "Link"):
            assert head.headers.getlist(name) == get.headers.getlist(name), (address, name)


def test_complete_tells_more(program: FlaskClient) -> None:
    """The profile goes with the redirect and with the links; an unknown one is an error that names those there are."""
    response = program.get("/id/sleutelkast?profile=complete", headers={"Accept": "text/turtle"})
    assert response.headers["Location"] == "/id/sleutelkast.ttl?profile=complete"
    whole = program.get(response.headers["Location"])
    assert len(whole.data) > len(program.get("/id/sleutelkast.ttl").data)
    assert ("alternate", "/id/sleutelkast.nt?profile=complete", "application/n-triples") in links(whole)
    assert program.get("/id/sleutelkast.ttl?profile=concise").data == program.get("/id/sleutelkast.ttl").data
    wrong = program.get("/id/sleutelkast.ttl?profile=all")
    assert wrong.status_code == 400
    assert "complete" in wrong.text


@pytest.mark.parametrize("name", ["niets", "sleutelkst", "<script>", "a{b", "%00", "a b", "é", "x" * 3000])
def test_what_is_not_there(program: FlaskClient, name: str) -> None:
    """404 for a page, for data and for a suffix; in the form that was asked for."""
    for space in ("/id/", "/graph/", "/ns/"):
        page = program.get(f"{space}{name}", headers={"Accept": "text/html"})
        assert page.status_code == 404, space
        assert faults(Page(page.text), "nl") == []
        for response in (
            program.get(f"{space}{name}.ttl"),
            program.get(f"{space}{name}", headers={"Accept": "text/turtle"}),
        ):
            assert response.status_code == 404
            assert response.mimetype.endswith("json")
    if name == "sleutelkst":
        assert "Sleutelkast" in program.get("/id/sleutelkst.ttl").text


def test_unknown_suffixes_are_names(program: FlaskClient) -> None:
    """A dot belongs to the name of a passage; only what is a format is a suffix."""
    assert program.get("/id/agenda-2025-04/sleutelkast.tijdlijn").status_code == 303
    assert program.get("/id/agenda-2025-04/sleutelkast.tijdlijn.trig").status_code == 200
    assert program.get("/id/sleutelkast.exe").status_code == 404
    assert program.get("/ns.exe").status_code == 406
    assert program.get("/dataset.exe").status_code == 406


def test_hostile_texts_stay_texts(program: FlaskClient) -> None:
    """Names with tags in them come back the same in every format, as data and never as a page."""
    name = "<script>alert('naam')</script>"
    subject = rdflib.URIRef(terms.AGD + "hostile")
    for suffix, syntax in (("ttl", "turtle"), ("jsonld", "json-ld"), ("rdf", "xml"), ("nt", "nt")):
        response = program.get(f"/id/hostile.{suffix}")
        graph = rdflib.Graph().parse(data=response.data, format=syntax)
        assert rdflib.Literal(name, lang="nl") in set(graph.objects(subject, rdflib.SKOS.prefLabel))
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.mimetype == SUFFIXES[suffix]


def test_public_addresses_are_configured_and_never_sent(store: Store) -> None:
    """The region's own host name stands in links, record and canonical addresses; a header Host or Forwarded does not."""
    program = create_app(store, base_url=f"{REGION}/").test_client()
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    for address in ("/id/sleutelkast.ttl", "/dataset.ttl", "/dataset", "/ns", "/id/sleutelkast", "/.well-known/void"):
        response = program.get(address, headers=evil)
        assert response.status_code in {200, 303}
        assert "evil.example" not in str(response.headers) + response.text, address
        for relation, target, _ in links(response):
            assert target.startswith((REGION, ROOT, "https://creativecommons.org/")), (relation, target)
    record = program.get("/dataset.ttl").text
    assert f"<{REGION}/sparql>" in record
    assert f"<{ROOT}/dataset> a " in record
    assert f"{REGION}/sparql" in Page(program.get("/dataset").text).text
    with pytest.raises(InputError):
        create_app(store, base_url="javascript:alert(1)")


def test_without_a_public_address_the_record_says_this_machine(small: Flask) -> None:
    """The port that was listened on, on this machine; not what the asker calls it."""
    response = small.test_client().get(
        "/dataset.ttl", headers={"Host": "evil.example:99"}, environ_overrides={"SERVER_PORT": "8123"}
    )
    assert "<http://127.0.0.1:8123/sparql>" in response.text
    assert "evil.example" not in response.text


def test_the_vocabulary_has_pages(client: FlaskClient, store: Store) -> None:
    """All terms in both languages, each with a page of its own; links lead somewhere."""
    asked: set[str] = set()
    for start, language, title in (("", "nl", "Voorziening"), ("/en", "en", "Facility")):
        page = Page(client.get(f"{start}/ns").text)
        assert faults(page, language) == []
        assert f"{start}/ns/Facility" in page.links
        assert {"Facility", "requires", "Must", "scheme-force"} <= set(page.ids)
        names = {link.rpartition("/")[2] for link in page.links if link.startswith(f"{start}/ns/")} - {"context.jsonld"}
        assert len(names) > 200
        for name in sorted(names)[::20]:
            term = Page(client.get(f"{start}/ns/{name}").text)
            assert faults(term, language) == [], name
            for link in {urlsplit(link).path for link in term.links if link.startswith("/")} - asked:
                assert client.get(link).status_code == 200, (name, link)
                asked.add(link)
        facility = Page(client.get(f"{start}/ns/Facility").text)
        assert facility.headings[0] == (1, title)
        count = len({q.subject for q in store.quads(None, terms.TYPE, terms.ag("Facility"))})
        assert f"{count} " in facility.words
        assert any(link.startswith(f"{start}/ding/") for link in facility.links)


def test_the_vocabulary_is_data_too(program: FlaskClient) -> None:
    """The ontology and its lists without the things; the address without a suffix says which format it gave."""
    response = program.get("/ns", headers={"Accept": "text/turtle"})
    assert response.headers["Content-Location"] == "/ns.ttl"
    assert "Accept" in response.headers["Vary"]
    assert response.data == program.get("/ns.ttl").data
    graph = rdflib.Graph().parse(data=response.data, format="turtle")
    assert (rdflib.URIRef(terms.AG + "Facility"), rdflib.RDF.type, rdflib.OWL.Class) in graph
    assert (rdflib.URIRef(terms.AG + "Must"), rdflib.SKOS.inScheme, rdflib.URIRef(terms.AGD + "scheme-force")) in graph
    assert not list(graph.triples((rdflib.URIRef(DATASET.value), None, None)))
    assert not list(graph.triples((rdflib.URIRef(terms.AGD + "huisartsen"), None, None)))
    for suffix, form in RDF.items():
        assert len(list(ox.parse(program.get(f"/ns.{suffix}").data, format=form.engine))) == len(graph), suffix
    told = program.get("/ns.json").get_json()
    assert {term["iri"] for term in told["terms"]} >= {terms.AG + "Facility", terms.AG + "requires", terms.AG + "Must"}
    term = program.get("/ns/Facility", headers={"Accept": "application/ld+json"})
    assert (term.status_code, term.headers["Content-Location"]) == (200, "/ns/Facility.jsonld")


def test_the_context_is_served(program: FlaskClient) -> None:
    """All short names, open to other sites."""
    response = program.get("/ns/context.jsonld")
    assert (response.status_code, response.mimetype) == (200, "application/ld+json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(response.data)["@context"]["Facility"] == "ag:Facility"


def test_the_data_have_a_page(client: FlaskClient, store: Store) -> None:
    """Files, sums, services, sources and graphs, in both languages; every link leads somewhere."""
    for start, language, title in (("", "nl", "De gegevens van AgendaGraph"), ("/en", "en", "The data of AgendaGraph")):
        page = Page(client.get(f"{start}/dataset").text)
        assert faults(page, language) == []
        assert page.headings[0] == (1, title)
        assert store.fingerprint in page.text
        assert "https://creativecommons.org/licenses/by/4.0/" in page.links
        for link in page.links:
            if link.startswith("/"):
                assert client.get(urlsplit(link).path).status_code == 200, link
    assert "/dataset" in Page(client.get("/").text).links


def test_the_record_is_where_catalogues_look(program: FlaskClient) -> None:
    """/.well-known/void leads to the record; every format has the same triples."""
    response = program.get("/.well-known/void")
    assert (response.status_code, response.headers["Location"]) == (303, "/dataset.ttl")
    wished = program.get("/.well-known/void", headers={"Accept": "application/rdf+xml"})
    assert wished.headers["Location"] == "/dataset.rdf"
    sizes = {
        suffix: len(list(ox.parse(program.get(f"/dataset.{suffix}").data, format=form.engine)))
        for suffix, form in RDF.items()
    }
    assert len(set(sizes.values())) == 1
    assert program.get("/dataset.json").get_json()["quads"] == len(program.application.extensions["agendagraph"].store)
    direct = program.get("/dataset", headers={"Accept": "application/ld+json"})
    assert direct.headers["Content-Location"] == "/dataset.jsonld"


def test_dumps_are_files(program: FlaskClient, store: Store) -> None:
    """Packed files are files, not an encoding; their tag is their checksum; a part can be asked for."""
    for file in program.get("/dumps/manifest.json").get_json()["files"]:
        response = program.get(f"/dumps/{file['name']}")
        assert response.status_code == 200
        assert response.headers["ETag"] == f'"{file["sha256"]}"'
        assert int(response.headers["Content-Length"]) == file["size"] == len(response.data)
        assert "Content-Encoding" not in response.headers
        assert "Last-Modified" not in response.headers
        assert "immutable" in response.headers["Cache-Control"]
        assert response.mimetype == ("application/gzip" if file["is_packed"] else file["media_type"])
        if file["name"].endswith(".nq.gz"):
            assert gzip.decompress(response.data).count(b"\n") == len(store)
        part = program.get(f"/dumps/{file['name']}", headers={"Range": "bytes=0-9"})
        assert (part.status_code, part.data) == (206, response.data[:10])
        again = program.get(f"/dumps/{file['name']}", headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304
        newest = program.get(f"/dumps/agendagraph.{file['name'].partition('.')[2]}")
        assert (newest.status_code, newest.headers["Location"]) == (302, f"/dumps/{file['name']}")
    assert program.get("/dumps/SHA256SUMS").text.count("\n") == 6


@pytest.mark.parametrize(
    "name", ["x", "..", "../manifest.json", "%2e%2e%2fmanifest.json", "..%5cx", ".", "a" * 3000, "%00"]
)
def test_a_dump_is_never_a_path(program: FlaskClient, name: str) -> None:
    """Only the names that were made are there."""
    assert program.get(f"/dumps/{name}").status_code == 404


def test_everything_of_the_shipped_data_is_there(shipped: Flask) -> None:
    """A sample of all IRIs: each leads to a page, and to data that name it."""
    program = shipped.test_client()
    store: Store = shipped.extensions["agendagraph"].store
    every = [iri for iri in ours(store) if iri.startswith((terms.AGD, terms.GRAPH))]
    assert len(every) > 3000
    for place, iri in enumerate(every[::23]):
        response = program.get(path_of(iri), headers={"Accept": "text/html"})
        assert response.status_code == 303, iri
        suffix = list(RDF)[place % len(RDF)]
        data = program.get(f"{path_of(iri)}.{suffix}")
        assert data.status_code == 200, iri
        triples = ox.parse(data.data, format=RDF[suffix].engine)
        assert any(iri in {getattr(q.subject, "value", ""), getattr(q.object, "value", "")} for q in triples) or (
            RDF[suffix].named
        ), iri
