"""Pages about specifications: versions, sources in an edition, passages with how they were read, what is not needed."""

from __future__ import annotations

from flask.testing import FlaskClient


def _text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.get_data(as_text=True).split())


def test_a_version_shows_its_facts(client: FlaskClient) -> None:
    """Release, version number and profile; what it refers to, and that the definition was not taken over."""
    text = _text(client, "/ding/blok-afzender-1")
    for fact in ("Blokken, uitgave 1", "Versienummer", "1.0", "http://example.org/fhir/StructureDefinition/sender"):
        assert fact in text
    assert "De omschrijving van een zib is niet overgenomen" in text
    assert "verwijst in het model naar" in text.lower()


def test_a_membership_shows_all_it_says(client: FlaskClient) -> None:
    """Section, cardinality, selection, place and confidence stand with the member."""
    text = _text(client, "/ding/briefset-1")
    for fact in ("sectie: Hoofd", "aantal: 1..1", "selectie: de schrijver", "kern", "ondersteunend", "onzeker"):
        assert fact in text


def test_a_source_shows_its_edition(client: FlaskClient) -> None:
    """Repository, commit and status, in both languages."""
    text = _text(client, "/ding/source-brievenboek")
    for fact in ("zilverdraad/brievenboek", "0123456789abcdef0123456789abcdef01234567", "concept"):
        assert fact in text
    assert "draft" in _text(client, "/en/ding/source-brievenboek")


def test_a_passage_shows_file_and_reading(client: FlaskClient) -> None:
    """The file with a link to it, how it was read and when; a passage in English has its own heading."""
    text = _text(client, "/passage/specifications/brievenboek.blokken")
    for fact in (
        "Blocks",
        'href="https://example.org/brievenboek/blokken.csv"',
        "blokken.csv",
        "nagezien",
        "22 november 2026",
    ):
        assert fact in text


def test_a_citation_says_when_to_look_twice(client: FlaskClient) -> None:
    """An older edition and an excerpt are marked wherever they are cited; a checked draft is not."""
    text = _text(client, "/nodig?ding=route-paard")
    assert "oudere uitgave" in text
    assert "uit een uittreksel" in text
    assert "uit een uittreksel" not in _text(client, "/nodig?ding=briefset-2")


def test_what_is_needed_shows_case_release_and_exemption(client: FlaskClient) -> None:
    """A clause says in which case it holds; what is not needed and which release it leads to have parts of their own."""
    text = _text(client, "/nodig?ding=route-duif")
    for fact in (
        "alleen bij:",
        "Mist",
        "Is volgens de bronnen niet nodig",
        "Envelop 2",
        "Blokken, uitgave 2",
        "hoe dan ook nodig",
    ):
        assert fact in text
    assert "only with:" in _text(client, "/en/nodig?ding=route-duif")


def test_an_option_that_is_not_there_yet_is_marked(visitor: FlaskClient) -> None:
    """A route in trial says so where it is one of the options."""
    text = _text(visitor, "/nodig?ding=bgz-uitwisseling")
    assert (
        'BgZ via de generieke functies (proeftuin)</a></strong> <span class="mark loose">in beproeving</span>' in text
    )
