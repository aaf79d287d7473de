"""Who does what: parties with all they do, and roles with all who have them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from agendagraph.reading import parties
from tests.web.html import Page
from tests.web.overviews import broken, rows, sound


def test_a_party_has_all_it_does(client: FlaskClient) -> None:
    """What it manages and takes part in is on its card, in words, with links to it."""
    page = sound(client, "/organisaties?q=inktcollectief")
    assert "Inktcollectief beheert Loket , Sleutelkast" in page.words
    assert {"/ding/inktcollectief", "/ding/sleutelkast", "/vragen/rol-van?partij=inktcollectief"} <= set(page.links)


def test_a_role_has_all_who_have_it(client: FlaskClient) -> None:
    """Both managers of the one facility are there, each with the passage that names it."""
    page = sound(client, "/organisaties?rol=managedBy-om")
    table = rows(client.get("/organisaties?rol=managedBy-om").text)
    assert page.headings[0] == (1, "Wie beheert wat?")
    found = {(row[0], row[1]) for row in table[1:]}
    assert {("Inktcollectief", "Sleutelkast"), ("Stichting Zilverdraad", "Sleutelkast")} <= found
    assert all(row[4] for row in table[1:])
    assert any(a.get("aria-current") == "page" and "rol=managedBy-om" in a["href"] for a in page.all("a"))


def test_a_role_says_what_restricts_it(client: FlaskClient) -> None:
    """A participation has its role and status beside it."""
    table = rows(client.get("/organisaties?rol=participatesIn").text)
    assert any(row[0] == "Inktcollectief" and "in gebruik rol: adviseur" in row[3] for row in table[1:])


@pytest.mark.parametrize("query", ["rol=zz", "soort=Law", "x=1", "q=a&q=b", "q=" + "a" * 300])
def test_a_wrong_choice_is_the_form_again(client: FlaskClient, query: str) -> None:
    """With what can be chosen."""
    page = sound(client, f"/organisaties?{query}", 400)
    assert any(form.get("action") == "/organisaties" for form in page.all("form"))


def test_a_card_does_not_say_more_than_the_source(visitor: FlaskClient) -> None:
    """What is only planned is marked so beside it."""
    assert "beheert Dezi-register gepland , URA-register" in sound(visitor, "/organisaties?q=cibg").words


def test_nothing_found_is_said(client: FlaskClient) -> None:
    """Never an empty page."""
    assert "blijft er niets over" in sound(client, "/organisaties?q=qqqq").words


def test_the_shipped_parties_are_all_on_the_pages(visitor: FlaskClient, shipped: Flask) -> None:
    """Following 'next' shows every organisation and collaboration once, those without deeds as well."""
    known = parties.parties(shipped.extensions["agendagraph"].store)
    assert len(known) >= 116
    found: list[str] = []
    address, pages = "/organisaties", []
    while address:
        page = Page(visitor.get(address).text)
        pages.append(page)
        found += [words for level, words in page.headings if level == 3]
        address = next((a["href"] for a in page.all("a") if a.get("rel") == "next"), "")
    assert len(found) == len(known)
    assert broken(visitor, pages) == {}


def test_every_deed_is_counted_once_and_shown(visitor: FlaskClient, shipped: Flask) -> None:
    """The number beside a role is that of the rows behind it, and VZVZ manages what the agenda says it manages."""
    here = shipped.extensions["agendagraph"]
    every = [deed for iri in parties.parties(here.store) for deed in parties.deeds(here.reading, iri)]
    manages = [deed for deed in every if deed.role == "managedBy-om"]
    page = sound(visitor, "/organisaties?rol=managedBy-om")
    assert f"beheert ({len(manages)})" in page.words
    table = rows(visitor.get("/organisaties?rol=managedBy-om").text)[1:]
    assert len(table) == len(manages)
    assert {("VZVZ", "LSP"), ("CIBG", "URA-register")} <= {(row[0], row[1]) for row in table}
    assert broken(visitor, [page]) == {}


def test_a_link_that_says_the_same_from_both_sides_is_one_role() -> None:
    """To work together has no other way round; all other links have."""
    names = parties.roles()
    assert names.count("collaboratesWith") == 1
    assert "collaboratesWith-om" not in names
    assert len(names) == len(set(names))
    assert {"managedBy", "managedBy-om"} <= set(names)
