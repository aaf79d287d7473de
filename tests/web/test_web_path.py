"""The pages of how two things hang together and of what a thing needs: words, picture and table of the same."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.html import filled_in
from tests.web.planned import dead, page, sent_again

ENDS = "van=briefwisseling&naar=stichting-zilverdraad"


def test_the_shortest_path_in_words_picture_and_table(client: FlaskClient) -> None:
    """Each link as a sentence with its passage, the whole as a picture, and a table that says the same."""
    found = page(client, f"/pad?{ENDS}")
    assert "Er is één kortste weg." in found.words
    assert "Briefwisseling → Informatiestandaard Brief → Stichting Zilverdraad" in found.words
    assert (
        "Informatiestandaard Brief is ontwikkeld door Stichting Zilverdraad Proefagenda – Briefwisseling" in found.words
    )
    assert "1 2 Informatiestandaard Brief is ontwikkeld door Stichting Zilverdraad Proefagenda" in found.words
    assert "/diagram/path.svg?naar=stichting-zilverdraad&van=briefwisseling" in found.links
    assert dead(client, found) == []


def test_longer_paths_when_asked_for(client: FlaskClient, visitor: FlaskClient) -> None:
    """All paths up to four links, short ones first; many of them in pages."""
    found = page(client, f"/pad?{ENDS}&alle=ja")
    assert "Er zijn 5 wegen, de kortste eerst." in found.words
    assert [words for _, words in found.headings if words.startswith("Weg")] == [f"Weg {n}" for n in range(1, 6)]
    first = page(visitor, "/pad?van=wegiz&naar=mitz&alle=ja")
    assert "/pad?bladzijde=2&van=wegiz&naar=mitz&alle=ja" in first.links
    second = page(visitor, "/pad?bladzijde=2&van=wegiz&naar=mitz&alle=ja")
    assert next(words for _, words in second.headings if words.startswith("Weg")) == "Weg 11"


def test_the_other_way_round(client: FlaskClient) -> None:
    """The link that turns the question keeps the rest of it."""
    turned = "/pad?van=stichting-zilverdraad&naar=briefwisseling"
    assert turned in page(client, f"/pad?{ENDS}").links
    assert turned + "&alle=ja" in page(client, f"/pad?{ENDS}&alle=ja").links


@pytest.mark.parametrize("start", ["", "/en"])
def test_every_field_survives_being_sent_again(client: FlaskClient, start: str) -> None:
    """Sending the form of an answer as it stands gives the same answer."""
    first, again = sent_again(client, f"{start}/pad?{ENDS}&alle=ja")
    assert [name for name, _ in filled_in(first)] == ["van", "naar", "alle"]
    assert again.words == first.words


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("van=briefwisseling", 400, "Noem twee dingen"),
        ("van=niets-van-dien-aard&naar=loket", 404, "Er is niets met de naam"),
        (f"{ENDS}&alle=soms", 400, "‘soms’ is geen keuze"),
        (f"{ENDS}&bladzijde=0", 400, "een getal vanaf 1"),
        ("van=<script>x</script>&naar=loket", 404, "Er is niets met de naam"),
        ("van=loket&naar=loket", 200, "Dit is twee keer hetzelfde"),
    ],
)
def test_bad_input_brings_the_form_with_what_to_change(client: FlaskClient, query: str, status: int, says: str) -> None:
    """Status and sentence, with all that was typed."""
    found = page(client, f"/pad?{query}", status)
    assert says in found.words
    assert "van" in {name for name, _ in filled_in(found)}


def test_what_is_needed_is_counted_drawn_and_leads_to_a_plan(client: FlaskClient) -> None:
    """The page of needs says how many conditions there are, draws the direct ones and offers the plan."""
    found = page(client, "/nodig?ding=briefwisseling")
    assert "Rechtstreeks gevraagd: 5 voorwaarde(n); via andere dingen nog " in found.words
    assert "/plan?ding=agd:briefwisseling" in found.links
    assert any(href.startswith("/diagram/neighbourhood.svg?ding=briefwisseling") for href in found.links)
    assert dead(client, found) == []
    narrowed = page(client, "/nodig?ding=briefwisseling&sector=huisartsen&heeft=postnet")
    assert "/plan?ding=agd:briefwisseling&sector=agd:huisartsen&heeft=postnet" in narrowed.links
    assert not any(href.startswith("/diagram/neighbourhood") for href in narrowed.links)
