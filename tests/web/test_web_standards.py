"""Data sets and standards: versions and status, the zibs over the releases, compositions and differences."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from agendagraph import catalog
from agendagraph.reading import blocks
from agendagraph.store import Store
from tests.web.html import Page
from tests.web.overviews import broken, rows, sound


def test_sets_stand_with_their_versions(client: FlaskClient) -> None:
    """A version follows the set it is of, with its building blocks and the release that those are of."""
    table = [row for row in rows(client.get("/standaarden").text) if row]
    names = [row[0] for row in table]
    at = names.index("Briefset")
    assert names[at + 1 : at + 3] == ["Briefset op brief 1", "Briefset op brief 2"]
    assert table[at + 1][1:] == ["versie", "niet vermeld", "2 bouwstenen", "Blokken, uitgave 1"]
    sound(client, "/standaarden?soort=DataSet&bouwstenen=ja&q=brief")
    assert "blijft er niets over" in sound(client, "/standaarden?q=qqq").words


def test_the_matrix_has_a_version_or_says_there_is_none(client: FlaskClient) -> None:
    """Three blocks over two releases: one changed, one the same, one gone."""
    table = {row[0]: row[1:4] for row in rows(client.get("/standaarden/zibs").text)}
    assert table["Blok Afzender"] == ["1.0", "2.0", "versienummer gewijzigd"]
    assert table["Blok Adres"] == ["1.0", "1.0", "overal dezelfde versie"]
    assert table["Blok Zegel"] == ["1.0", "niet in deze uitgave", "niet in de laatste uitgave"]
    gone = sound(client, "/standaarden/zibs?wat=gone").links
    assert "/ding/blok-zegel" in gone
    assert "/ding/blok-adres" not in gone
    assert "/ding/blok-zegel" not in sound(client, "/standaarden/zibs?uitgave=brief-2").links


def test_a_set_is_shown_over_its_versions(client: FlaskClient) -> None:
    """Section, number, selection and role of each block, and 'not named' where a version does not name it."""
    page = sound(client, "/standaarden/samenstelling?set=briefset-1")
    table = {row[0]: row[1:] for row in rows(client.get("/standaarden/samenstelling?set=briefset-1").text)}
    assert table["Bouwsteen"] == ["Briefset", "Briefset op brief 1", "Briefset op brief 2"]
    assert table["Blok Afzender"][1].startswith("Afzender 1.0 (brief 1) 1..1 de schrijver")
    assert table["Blok Zegel"][2] == "niet genoemd"
    assert "/standaarden/verschillen?van=briefset-1&naar=briefset-2" in page.links
    assert "Hoofd" in page.words


def test_differences_are_those_of_the_question(client: FlaskClient, store: Store) -> None:
    """The page has the rows of `zibverschil`, and each kind of difference as a choice with its number."""
    address = "/standaarden/verschillen?van=briefset-1&naar=briefset-2"
    page = sound(client, address)
    answer = catalog.ask(store, "zibverschil", {"van": ["briefset-1"], "naar": ["briefset-2"]})
    assert [row[1] for row in rows(client.get(address).text)[1:]] == [row["verschil"].value for row in answer.rows]  # type: ignore[union-attr]
    assert "gewijzigd (1)" in page.words
    assert "/ding/blok-zegel" not in sound(client, f"{address}&wat=gewijzigd").links
    assert "/vragen/zibverschil?format=csv&van=briefset-1&naar=briefset-2&wat=alle" in page.links


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/standaarden?soort=Law", 400, "Kies: DataSet, InformationStandard."),
        ("/standaarden/zibs?wat=zz", 400, "Kies: same, changed"),
        ("/standaarden/zibs?uitgave=zz", 400, "Kies: brief-1, brief-2."),
        ("/standaarden/samenstelling?set=brifset", 404, "Briefset"),
        ("/standaarden/verschillen?van=briefset-1", 400, "Kies twee versies of uitgaven."),
        ("/standaarden/verschillen?van=briefset&naar=briefset-1", 400, "geen versies van bouwstenen"),
        ("/standaarden/verschillen?van=brief-1&naar=brief-2&wat=zz", 400, "Kies: alle, gewijzigd"),
        ("/standaarden/verschillen?van=zzz&naar=brief-2", 404, "Er is iets te verbeteren"),
    ],
)
def test_a_wrong_question_is_the_form_again(client: FlaskClient, address: str, status: int, said: str) -> None:
    """With what to choose."""
    page = sound(client, address, status)
    assert said in page.words
    assert any(form.get("action") == address.partition("?")[0] for form in page.all("form"))


def test_the_releases_are_as_large_as_the_data_have_them(visitor: FlaskClient, real: Store) -> None:
    """100 zibs in 2017, 110 in 2020, 128 in 2024; BehandelAanwijzing is the one that another succeeds."""
    every = blocks.blocks(real)
    sizes = [sum(release in one.versions for one in every) for release in blocks.release_order(real)]
    assert sizes == [100, 110, 128]
    assert [one.iri.rpartition("/")[2] for one in every if one.successors] == ["zib-behandel-aanwijzing"]
    page = sound(visitor, "/standaarden/zibs")
    assert (
        "Zibs, uitgave 2017 100 bouwstenen Zibs, uitgave 2020 110 bouwstenen Zibs, uitgave 2024 128 bouwstenen"
        in page.words
    )
    assert broken(visitor, [page]) == {}


def test_the_releases_and_the_question_agree(visitor: FlaskClient, real: Store) -> None:
    """What the matrix calls new, gone and the same is what `zibverschil` says from the first release to the last."""
    first, *_, last = blocks.release_order(real)
    values = {"van": [f"<{first}>"], "naar": [f"<{last}>"]}
    kinds = {"erbij": 0, "vervallen": 0}
    for name in kinds:
        kinds[name] = len(catalog.ask(real, "zibverschil", values | {"wat": [name]}).rows)
    every = blocks.blocks(real)
    assert kinds == {
        "erbij": sum("new" in one.changes and "gone" not in one.changes for one in every),
        "vervallen": sum("gone" in one.changes and "new" not in one.changes for one in every),
    }


def test_the_bgz_over_two_releases(visitor: FlaskClient) -> None:
    """31 building blocks on the zibs of 2017 and 28 on those of 2020, side by side, with a picture of each."""
    page = sound(visitor, "/standaarden/samenstelling?set=bgz")
    assert {"/standaarden/samenstelling?set=bgz-2017", "/standaarden/samenstelling?set=bgz-2020"} <= set(page.links)
    assert "BehandelAanwijzing2 volgde haar op" in page.words
    listed = {row[0]: row[3] for row in rows(visitor.get("/standaarden").text) if len(row) == 5}
    assert listed["BgZ op zib 2017"] == "31 bouwstenen"
    assert listed["BgZ op zib 2020 (ontwerp)"] == "28 bouwstenen"
    pages = [
        page,
        sound(visitor, "/standaarden"),
        sound(visitor, "/standaarden/verschillen?van=bgz-2017&naar=bgz-2020"),
    ]
    pages.append(Page(visitor.get("/en/standaarden/verschillen?van=zib-2020&naar=zib-2024").text))
    assert broken(visitor, pages) == {}
