"""Each page type in both languages: it is there, it is sound, and it says what the graph says."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from agendagraph import __version__
from agendagraph.web import create_app
from tests.web.html import Page, faults

BRIEF = "passage/agenda-2025-04/briefwisseling"
PAGES = [
    "/",
    "/zoek",
    "/zoek?q=brief",
    "/zoek?q=zzzz",
    "/ding/sleutelkast",
    "/ding/briefwisseling",
    "/ding/briefset",
    "/ding/huisartsen",
    "/ding/inktcollectief",
    "/ding/hostile",
    "/ding/source-agenda-2025-04",
    "/over",
    "/passage/agenda-2025-04/sleutelkast",
    "/passage/agenda-2025-04/sleutelkast.tijdlijn",
    "/passage/agenda-2025-04/hostile",
    "/passage/editorial/keuzes",
    "/passage/regions/zilverkust/regio",
    f"/{BRIEF}",
    "/agenda",
    "/agenda/huisartsen",
    "/agenda/laboratoria",
    "/vragen",
    "/vragen/tijdlijn",
    "/vragen/tijdlijn?ding=sleutelkast&ding=Programma+Inkt",
    "/vragen/getallen?ding=loket",
    "/vragen/opmerkingen?ding=sleutelkast&aard=ag:Effect",
    "/vragen/zoek?woorden=brief",
    "/nodig",
    "/nodig?ding=Briefwisseling&sector=huisartsen",
    "/nodig?ding=Briefwisseling&via=Postnet&via=&heeft=Pasje",
    "/nodig?ding=pasje",
    "/pad",
    "/pad?van=sleutelkast&naar=huisartsen",
    "/pad?van=sleutelkast&naar=plan-inkt",
    "/sparql",
    "/sparql?query=SELECT+*+%7B+%3Fs+a+ag%3ALaw+%7D",
    "/sparql?query=ASK+%7B%7D",
    "/sparql?query=DESCRIBE+agd%3Apasje",
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_sound_in_both_languages(client: FlaskClient, address: str, language: str) -> None:
    """A page has one h1, title, language, labels, captions; no scripts, no dead anchors."""
    response = client.get(("/en" if language == "en" else "") + address)
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert faults(Page(response.text), language) == []


@pytest.mark.parametrize("address", [p for p in PAGES if p != "/zoek"])
def test_the_language_switch_keeps_the_whole_address(client: FlaskClient, address: str) -> None:
    """The switch leads to the same page with the same question, and back."""
    there = Page(client.get(address).text)
    to_english = next(a["href"] for a in there.all("a") if a.get("hreflang") == "en")
    assert to_english == ("/en/" if address == "/" else "/en" + address)
    back = Page(client.get(to_english).text)
    assert next(a["href"] for a in back.all("a") if a.get("hreflang") == "nl") == address


def test_search_gives_the_thing_of_that_name_first(client: FlaskClient) -> None:
    """A former name finds the thing; the texts with the word come after it."""
    page = Page(client.get("/zoek?q=sleutella").text)
    assert [words for level, words in page.headings if level == 2][:1] == ["Dingen met die naam"]
    assert "/ding/sleutelkast" in page.links
    near = Page(client.get("/zoek?q=slutelkast").text)
    assert "Geen ding heeft die naam." in near.words
    assert "/ding/sleutelkast" in near.links


def test_search_shows_a_text_once_with_all_it_is_about(client: FlaskClient) -> None:
    """One remark about two things is one hit, in the language of the page."""
    words = Page(client.get("/zoek?q=welke+sleutel").text).words
    assert words.count("Met één kast is altijd te zien wie welke sleutel heeft.") == 1
    assert "over: Ontsluiten, Sleutelkast" in words
    assert "who has which key" not in words
    assert "who has which key" in Page(client.get("/en/zoek?q=which+key").text).words


def test_search_says_how_it_read_the_words(client: FlaskClient) -> None:
    """A slip is mended and told; words that stand together nowhere are told, too; what was found is marked."""
    mended = Page(client.get("/zoek?q=slutelkast").text)
    assert "‘slutelkast’ staat nergens; dit is voor ‘sleutelkast’." in mended.words
    some = Page(client.get("/zoek?q=waar+staat+de+sleutelkast").text)
    assert "Niets heeft al deze woorden; dit heeft er enkele van." in some.words
    assert "/ding/sleutelkast" in some.links
    assert "vroegere naam: <span><mark>Sleutell</mark>a</span>" in client.get("/zoek?q=sleutell").text


def test_search_goes_on_where_the_page_ends(visitor: FlaskClient) -> None:
    """There is a link to the next hits, and no hit comes twice; a start that is no number is the first page."""
    first = Page(visitor.get("/zoek?q=zorg").text)
    follow = next(link for link in first.links if "vanaf=20" in link)
    assert "1–20 van" in first.words
    assert "21–40 van" in Page(visitor.get(follow).text).words
    for odd in ("-1", "x", "9" * 30, "²", ""):
        assert "1–20 van" in Page(visitor.get("/zoek", query_string={"q": "zorg", "vanaf": odd}).text).words
    assert visitor.get("/zoek?q=zorg&vanaf=9999").status_code == 200


def test_suggestions_while_typing(visitor: FlaskClient) -> None:
    """At most eight things or passages with the address of their page in the language asked for; a cache may keep them."""
    response = visitor.get("/en/zoek/suggesties?q=toestemmingsvoorz")
    body = response.get_json()
    assert body["suggestions"][0] == {
        "iri": "https://w3id.org/agendagraph/id/mitz",
        "label": "Mitz",
        "kind": "Facility",
        "found": "Toestemmingsvoorziening Mitz",
        "url": "/en/ding/mitz",
    }
    assert 1 < len(body["suggestions"]) <= 8
    assert {visitor.get(hit["url"]).status_code for hit in body["suggestions"]} == {200}
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert visitor.get("/zoek/suggesties").get_json() == {"corrected": "", "suggestions": [], "words": ""}


def test_the_page_of_a_thing_says_what_it_is(client: FlaskClient) -> None:
    """Kind, names, definition, status with passage, sectors, who, traffic light and site are there, in words."""
    page = Page(client.get("/ding/sleutelkast").text)
    for said in (
        "Voorziening Sleutelkast Verzonnen voorziening waarin iedereen zijn sleutels bewaart.",
        "Ook genoemd SK",
        "Vroegere naam Sleutella",
        "Gedrukt als Sluitelkast",
        "Status in gebruik Proefagenda – Sleutelkast",
        "Stoplicht Zilverkust Onbekend",
        "Wordt beheerd door Inktcollectief Organisatie",
        "vult in Ontsluiten Generieke functie",
        "Aantal laden minstens 120 laden Proefagenda – Sleutelkast, regel 15",
        "Wat de kast gaat kosten is nog niet bekend. Proefagenda – Sleutelkast, regel 19",
    ):
        assert said.lower() in page.words.lower(), said
    assert "/agenda/huisartsen" in Page(client.get("/ding/huisartsen").text).links
    site = next(a for a in page.all("a") if a["href"] == "https://sleutelkast.example/")
    assert "noopener" in site["rel"]


def test_a_link_says_all_that_restricts_it(client: FlaskClient) -> None:
    """Status, reservation, role and region are words on the page."""
    loket = Page(client.get("/ding/loket").text).words
    assert "Sleutelregister Register in gebruik voorbehoud: veelal Proefagenda – Loket, regel 46" in loket
    tafel = Page(client.get("/ding/inkttafel").text).words
    assert "Inktcollectief Organisatie in gebruik rol: adviseur" in tafel
    brief = Page(client.get("/ding/briefwisseling").text).words
    assert "van kracht alleen: Zilverkust" in brief
    assert "is iets anders dan Brief (toepassing) Zorgtoepassing redactie Proefredactie – Keuzes" in brief


def test_needs_are_apart_by_how_firmly_they_stand(client: FlaskClient) -> None:
    """Stated, announced and wished for have a heading and a word of their own; a choice says that one suffices."""
    page = Page(client.get("/nodig?ding=Briefwisseling").text)
    assert [words for level, words in page.headings if level == 2] == [
        "Gesteld en nu geldend",
        "Gesteld, maar aangekondigd, gepland of beproefd",
        "Gevraagd of beoogd, geen feit",
        "Afgeleid uit wat passages stellen",
    ]
    assert "gesteld Briefwisseling heeft één nodig van Postnet óf Spelregels" in page.words
    assert (
        "aangekondigd Briefwisseling heeft nodig Envelop 2 moet aangekondigd rust op: Softwareleverancier" in page.words
    )
    assert "stap 2, via Postnet" in page.words


def test_needs_can_follow_a_route_and_leave_out_what_is_there(client: FlaskClient) -> None:
    """`via` keeps one option of a choice; `heeft` leaves out what it satisfies."""
    words = Page(client.get("/nodig?ding=Briefwisseling&via=Postnet&heeft=Ontsluiten").text).words
    assert "Briefwisseling heeft nodig Postnet" in words
    assert "óf Spelregels" not in words
    assert "heeft nodig Ontsluiten" not in words


def test_needs_of_a_sector_come_with_what_is_asked_of_it_anyway(client: FlaskClient) -> None:
    """The duties of a party stand apart from the goal."""
    page = Page(client.get("/nodig?ding=Briefwisseling&sector=zorginstellingen").text)
    assert "Wordt los van dit doel gevraagd" in [words for _, words in page.headings]
    assert (
        "Zorginstellingen voldoet aan Norm Zegel van kracht moet Instellingen moeten aan de norm voldoen." in page.words
    )


def test_nothing_needed_is_said_in_words(client: FlaskClient) -> None:
    """Where no condition is named the page says so, and that this is no proof of absence."""
    words = Page(client.get("/nodig?ding=pasje").text).words
    assert "De documenten noemen niets waarvan dit afhangt. Dat wil niet zeggen dat er niets nodig is." in words


def test_a_party_sees_what_is_asked_of_it(client: FlaskClient) -> None:
    """The page of a party has the requirements that rest on it."""
    words = Page(client.get("/ding/zorgaanbieders").text).words
    assert "Wat ervan gevraagd wordt Sleutelkast heeft nodig Pasje van kracht moet" in words
    assert "Snellere brieven heeft nodig Postnet beoogd zou moeten" in words


def test_a_data_set_shows_its_building_blocks(client: FlaskClient) -> None:
    """The selection rule is beside the block."""
    assert "Blok Afzender zit in Briefset; selectie: alleen de laatste" in Page(client.get("/ding/briefset").text).words


def test_a_passage_page_has_everything_taken_from_it(client: FlaskClient, store: Any) -> None:
    """Every statement of the passage is on its page, in the order of the lines, with its own anchor."""
    del store
    page = Page(client.get("/passage/agenda-2025-04/sleutelkast").text)
    assert page.headings[0] == (1, "Sleutelkast")
    order = [
        "req-sleutelkast-pasje",
        "figure-sleutelkast-laden",
        "remark-sleutelkast-overzicht",
        "remark-sleutelkast-kosten",
    ]
    assert [name for name in page.ids if name in order] == order
    assert "milestone-sleutelkast-open" in page.ids
    assert "Sleutelkast geldt voor de sector Apotheken, Huisartsen" in page.words
    for kind, address in {
        "Stoplicht van Zilverkust: Onbekend": "regions/zilverkust/regio",
        "Praktijk De Lantaarn: ": "regions/zilverkust/regio",
        "bereik 2,5–4 miljoen": "agenda-2025-04/programma-inkt",
        "Dit is een toevoeging van de redactie": "editorial/keuzes",
    }.items():
        assert kind in Page(client.get(f"/passage/{address}").text).words, kind


def test_paths_are_given_in_words_with_their_passages(client: FlaskClient) -> None:
    """Each step of a path is a sentence and a passage; no path is said in words."""
    words = Page(client.get("/pad?van=briefwisseling&naar=stichting-zilverdraad").text).words
    assert "Briefwisseling is gebaseerd op Informatiestandaard Brief Proefagenda – Briefwisseling" in words
    duty = Page(client.get("/pad?van=zorginstellingen&naar=norm-zegel").text).words
    assert "Zorginstellingen voldoet aan Norm Zegel van kracht moet Instellingen moeten aan de norm voldoen." in duty
    assert "Proefagenda – Briefwet, regel 130" in duty
    ours = Page(client.get("/pad?van=app-brief&naar=leesplank").text).words
    assert "Brief (toepassing) hangt af van Leesplank in gebruik moet redactie" in ours
    none = Page(client.get("/pad?van=sleutelkast&naar=plan-inkt").text).words
    assert "De documenten leggen geen verband tussen deze twee." in none


def test_iris_lead_to_the_page_about_what_they_name(client: FlaskClient) -> None:
    """Things, passages, chapters and statements are sent on with 303; derived clauses to what they are about."""
    for path, place in {
        "sleutelkast": "/ding/sleutelkast",
        "agenda-2025-04/sleutelkast.tijdlijn": "/passage/agenda-2025-04/sleutelkast.tijdlijn",
        "sectie-landelijke-diensten": "/agenda#sectie-landelijke-diensten",
        "req-sleutelkast-pasje": "/passage/agenda-2025-04/sleutelkast#req-sleutelkast-pasje",
        "gf-ontsluiten-clause": "/ding/gf-ontsluiten",
    }.items():
        response = client.get(f"/id/{path}")
        assert (response.status_code, response.headers["Location"]) == (303, place)
    assert client.get("/id/niets").status_code == 404


@pytest.mark.parametrize(("start", "title"), [("", "Over AgendaGraph"), ("/en", "About AgendaGraph")])
def test_the_site_says_what_it_is(client: FlaskClient, store: Any, start: str, title: str) -> None:
    """Version, data, sources, licences, what it does not know, accessibility, privacy; every page leads to it."""
    page = Page(client.get(f"{start}/over").text)
    assert faults(page, "en" if start else "nl") == []
    assert [words for level, words in page.headings if level == 1] == [title]
    assert {"bronnen", "wat-dit-niet-weet", "toegankelijkheid", "privacy", "contact"} <= page.ids.keys()
    for words in (__version__, store.fingerprint[:12], "MIT", "CC BY 4.0", "WCAG 2.2", "axe", "cookies"):
        assert words in page.words, words
    for link in [one for one in page.links if one.startswith("/")]:
        assert client.get(link).status_code == 200, link
    assert {f"{start}/over", f"{start}/over#wat-dit-niet-weet"} <= set(Page(client.get(f"{start}/agenda").text).links)


def test_no_page_sets_a_cookie(client: FlaskClient) -> None:
    """What the page about this site says of cookies is so."""
    for address in ("/", "/over", "/ding/sleutelkast", "/plan?ding=briefwisseling", "/niets"):
        assert "Set-Cookie" not in client.get(address).headers, address


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("", "<p>Voor deze site is geen adres ingesteld.</p>"),
        (
            "mailto:vraag@regio.example",
            '<p><a href="mailto:vraag@regio.example" rel="noopener noreferrer">vraag@regio.example</a></p>',
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
    ],
)
def test_whom_to_ask_is_as_configured(store: Any, contact: str, shown: str) -> None:
    """The address of the operator, as a link where it is one."""
    text = create_app(store, contact=contact).test_client().get("/over").text
    assert shown in text.partition('<section id="contact">')[2]
