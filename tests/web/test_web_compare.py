"""The page with two plans side by side."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.html import filled_in
from tests.web.planned import dead, page, sent_again

ROUTES = "/vergelijk?ding=briefwisseling&eerste.via=postnet&tweede.via=spelregels"


def test_two_routes_in_words_and_as_a_table(client: FlaskClient) -> None:
    """What both ask, what only the left and only the right asks, what was chosen otherwise, and which costs more."""
    found = page(client, ROUTES)
    assert (
        "De plannen hebben 4 stappen gemeen. Alleen links: 2; alleen rechts: 1. Het plan links kost 1 stap meer."
        in found.words
    )
    assert "Anders gekozen Anders gekozen Voor Links Rechts Briefwisseling Postnet Spelregels" in found.words
    assert (
        "Sleutelregister Register golf 1 nee Postnet Infrastructuur golf 2 nee Spelregels Afsprakenstelsel nee golf 1"
        in (found.words)
    )
    assert {"/plan?ding=briefwisseling&via=postnet", "/plan?ding=briefwisseling&via=spelregels"} <= set(found.links)
    assert [img["src"] for img in found.all("img")] == [
        "/diagram/plan.svg?ding=briefwisseling&via=postnet",
        "/diagram/plan.svg?ding=briefwisseling&via=spelregels",
    ]
    assert [client.get(img["src"]).status_code for img in found.all("img")] == [200, 200]
    assert dead(client, found) == []


def test_left_and_right_change_places(client: FlaskClient) -> None:
    """The link to the mirror image gives the same comparison the other way round."""
    turned = "/vergelijk?ding=briefwisseling&tweede.via=postnet&eerste.via=spelregels"
    assert turned in page(client, ROUTES).links
    assert "Alleen links: 1; alleen rechts: 2. Het plan rechts kost 1 stap meer." in page(client, turned).words


def test_goals_sectors_and_what_is_there_can_differ(client: FlaskClient) -> None:
    """Each side may have its own goal and sector; the same twice is said to be the same."""
    goals = page(client, "/vergelijk?eerste.ding=briefwisseling&tweede.ding=sleutelkast")
    assert "De plannen hebben geen enkele stap gemeen" in goals.words
    assert "Links: Wat is er nodig voor Briefwisseling?" in goals.words
    there = page(client, "/vergelijk?ding=sleutelkast&tweede.heeft=pasje")
    assert "De plannen hebben 1 stap gemeen. Alleen links: 1; alleen rechts: 0." in there.words
    assert "Beide plannen vragen hetzelfde: 2 stappen." in page(client, "/vergelijk?ding=sleutelkast").words


def test_two_sectors_of_the_real_agenda(visitor: FlaskClient) -> None:
    """A GP practice and a nursing home on the same goal: each side names its sector, with links to both plans."""
    found = page(visitor, "/vergelijk?ding=bgz-uitwisseling&eerste.sector=huisartsen&tweede.sector=ziekenhuizen")
    assert "Links: Huisartsen: wat is er nodig voor" in found.words
    assert "/plan?ding=bgz-uitwisseling&sector=huisartsen" in found.links


@pytest.mark.parametrize("start", ["", "/en"])
def test_every_field_survives_being_sent_again(client: FlaskClient, start: str) -> None:
    """Sending the form of an answer as it stands gives the same answer, whatever stands left, right and for both."""
    sides = "&".join(
        f"{prefix}{field}"
        for prefix, via in (("eerste.", "postnet"), ("tweede.", "spelregels"))
        for field in (
            "ding=briefwisseling", "sector=huisartsen", f"via={via}", "heeft=leesplank", "zonder=loket", "geval=mist",
            "binnen=zilverkust", "organisatie=praktijk-de-lantaarn",
        )
    )  # fmt: skip
    first, again = sent_again(
        client, f"{start}/vergelijk?ding=sleutelkast&heeft=sleutelregister&kracht=must&status=InForce&{sides}"
    )
    assert {name for name, _ in filled_in(first)} >= {"ding", "heeft", "eerste.geval", "tweede.organisatie", "kracht"}
    assert filled_in(again) == filled_in(first)
    assert again.words == first.words


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("ding=niets-van-dien-aard", 404, "Er is niets met de naam"),
        ("eerste.ding=briefwisseling", 400, "Rechts: Er is geen doel"),
        ("ding=briefwisseling&tweede.via=postnet&tweede.zonder=postnet", 409, "Rechts: Dit spreekt elkaar tegen"),
        ("ding=briefwisseling&eerste.zonder=gf-ontsluiten&sector=huisartsen", 422, "Links: "),
        ("ding=briefwisseling&status=Ooit", 400, "Kies uit: InForce"),
        ("&".join(f"ding={name}" for name in ("a", "b", "c", "d", "e", "f")), 413, "Hoogstens 5 doelen"),
        ("ding=briefwisseling&eerste.binnen=<script>x</script>", 404, "Er is niets met de naam"),
    ],
)
def test_bad_input_brings_the_form_with_what_to_change(client: FlaskClient, query: str, status: int, says: str) -> None:
    """The status of the planner, the side that it is about, and all that was typed; the same for a program."""
    found = page(client, f"/vergelijk?{query}", status)
    assert says in found.words
    response = client.get(f"/vergelijk?{query}&format=json")
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")


def test_programs_get_the_comparison_as_json(client: FlaskClient) -> None:
    """Both plans and what differs, as the command line gives it."""
    found = client.get(ROUTES + "&format=json").get_json()
    assert [step["thing"]["label"]["nl"] for step in found["only_second"]] == ["Spelregels"]
    assert client.get(ROUTES + "&format=csv").status_code == 406
