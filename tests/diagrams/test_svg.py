"""SVG: whole and safe whatever the labels are, readable without eyes and without colour, and the same bytes every time."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from agendagraph.diagrams import layout, svg, theme
from agendagraph.diagrams.layout.measure import clean, width
from agendagraph.diagrams.view import View
from tests.diagrams.making import HOSTILE, example, views

GOLDEN = Path(__file__).parent / "example.svg"
_SVG = "{http://www.w3.org/2000/svg}"


def _drawn(view: View) -> etree._Element:
    raw = svg.write(view, layout.render(view))
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))


@settings(max_examples=40, deadline=None)
@given(views())
def test_any_label_gives_a_whole_and_harmless_picture(view: View) -> None:
    """Whatever the labels are: XML that parses, nothing that runs or is fetched, every node once, and all ids different."""
    root = _drawn(view)
    names = {element.tag.removeprefix(_SVG) for element in root.iter() if isinstance(element.tag, str)}
    assert names <= {"svg", "title", "desc", "style", "rect", "g", "path", "text", "tspan", "a", "circle"}
    links = [element.get("href") for element in root.iter(f"{_SVG}a")]
    assert len(links) == len(view.nodes)
    assert all(re.fullmatch(r"https://w3id\.org/agendagraph/id/n\d+", link) for link in links)
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or key == "style"]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("label", HOSTILE)
def test_every_hostile_label_is_there_in_words(label: str) -> None:
    """The name of a node has its whole label, cleaned of what cannot be written; the title has the title's."""
    view = example()
    node = view.nodes[1]
    changed = type(view)(
        **{name: getattr(view, name) for name in View.__slots__ if name not in {"nodes", "title"}},
        nodes=(view.nodes[0], type(node)(node.id, label, node.kind, "Wet"), *view.nodes[2:]),
        title=label,
    )
    root = _drawn(changed)
    named = [element.findtext(f"{_SVG}title") for element in root.iter(f"{_SVG}a")]
    assert clean(f"Wet: {label}") in named
    assert root.findtext(f"{_SVG}title", "") == clean(label)


def test_who_cannot_see_it_is_told_the_same() -> None:
    """The picture has a title and a description, nodes are links with names and relations in words, in reading order."""
    view = example()
    root = _drawn(view)
    assert root.get("role") == "graphics-document document"
    assert root.get("lang") == "nl"
    title, text = (root.find(f".//*[@id='{root.get(name)}']") for name in ("aria-labelledby", "aria-describedby"))
    assert title.text == view.title
    assert view.omission in text.text
    assert "Agenda, april 2025; vingerafdruk 0123456789ab" in text.text
    nodes = [element for element in root.iter(f"{_SVG}a", f"{_SVG}g") if "node" in (element.get("class") or "").split()]
    assert [element.get("aria-label") for element in nodes] == [
        "Wet: Wet elektronische gegevensuitwisseling in de zorg",
        "Voorziening: Mitz",
        *sorted((element.get("aria-label") for element in nodes[2:]), key=lambda name: _top(root, name)),
    ]
    assert {element.get("aria-label") for element in nodes[2:]} == {
        "Functie: Toestemming; gepland",
        "Infrastructuur: LSP; is er al",
        "Afsprakenstelsel: Nuts; Q2 2025",
        "Iets uit een tabel",
    }
    assert all(element.get("href") or element.get("tabindex") == "0" for element in nodes)
    mitz = next(element for element in nodes if element.get("aria-label") == "Voorziening: Mitz")
    told = mitz.findtext(f"{_SVG}desc")
    assert "Mitz heeft nodig één van: LSP (hoort; veelal)." in told
    assert "Mitz vult in Toestemming (afgeleid uit bronnen)." in told


def _top(root: etree._Element, name: str) -> float:
    node = next(element for element in root.iter() if element.get("aria-label") == name)
    return float(re.match(r"M[\d.]+ ([\d.]+)", node.find(f"{_SVG}path").get("d"))[1])  # type: ignore[index]


def test_a_legend_says_what_is_used_and_no_more() -> None:
    """Kinds, forces, bases, marks and choices that are in the picture are in the legend; the others are not."""
    root = _drawn(example())
    legend = next(element for element in root.iter() if element.get("class") == "legend")
    words = [" ".join(element.itertext()) for element in legend.iter(f"{_SVG}text")]
    assert words == [
        "Wet, beleid of document",
        "Generieke functie of begrip",
        "Voorziening, stelsel of infrastructuur",
        "hier gaat het om",
        "nog niet (overal) zo",
        "kan ook, niet gekozen",
        "één van deze is genoeg",
        "moet",
        "hoort",
        "staat in een bron",
        "afgeleid uit bronnen",
        "toevoeging van de redactie",
        "is er al",
    ]


def test_no_difference_rests_on_colour_alone() -> None:
    """Families differ in shape and icon, forces in line, bases in head, marks in sign."""
    assert len({family.shape for family in theme.FAMILIES}) == len(theme.FAMILIES)
    assert len({family.icon for family in theme.FAMILIES}) == len(theme.FAMILIES)
    assert len({(stroke.width, stroke.dash) for name, stroke in theme.STROKES.items() if name}) == 4
    assert len({head for head, _ in theme.HEADS.values()}) == len(theme.HEADS)
    assert len({badge.icon for badge in theme.BADGES.values()}) == len(theme.BADGES)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("family", [*theme.FAMILIES, theme.OTHER], ids=lambda family: family.name)
def test_text_and_lines_have_contrast_on_a_light_and_on_a_dark_ground(family: theme.Family) -> None:
    """Text has a contrast of 4.5 or more on every fill, lines of 3 or more on the ground: WCAG 1.4.3 and 1.4.11."""
    for text, fill in (
        (theme.INK, family.fill),
        (theme.SOFT, family.fill),
        (family.stroke, family.fill),
        (theme.PAPER, family.strong),
        (theme.SOFT, theme.PAPER),
        (theme.SOFT, theme.BAND),
        (theme.DARK_INK, family.dark_fill),
        (theme.DARK_SOFT, family.dark_fill),
        (family.dark_stroke, family.dark_fill),
        (theme.DARK_PAPER, family.dark_stroke),
    ):
        assert _contrast(text, fill) >= 4.5, (text, fill)
    for line, ground in (
        (family.stroke, theme.PAPER),
        (family.dark_stroke, theme.DARK_PAPER),
        (theme.LINE, theme.PAPER),
        (theme.DARK_LINE, theme.DARK_PAPER),
    ):
        assert _contrast(line, ground) >= 3, (line, ground)


def test_lines_of_text_are_as_long_in_any_font() -> None:
    """Every line of text is told its length and stays within the card, so that another font cannot run over it."""
    view = example()
    laid = layout.render(view)
    for node in laid.nodes:
        for text, weight in ((node.kind, "regular"), (node.text, "bold"), (node.note, "regular")):
            assert all(width(line, text.size, weight) <= node.box.width - 20 for line in text.lines)
    spans = list(_drawn(view).iter(f"{_SVG}tspan"))
    assert spans
    assert all(span.get("textLength") and span.get("lengthAdjust") == "spacingAndGlyphs" for span in spans)


def test_a_picture_of_nothing_says_so_in_its_title() -> None:
    """A view without nodes is still a whole picture with a title."""
    assert _drawn(View("query", "Niets gevonden", "", "nl", ())).findtext(f"{_SVG}title") == "Niets gevonden"


def test_two_pictures_in_one_page_do_not_mix() -> None:
    """Ids have a prefix of the picture's own; within a page there is no style sheet and no title above it."""
    one, other = example("nl"), View("x", "Anders", "", "nl", example().nodes)
    ids = [
        set(re.findall(r' id="([^"]+)"', svg.draw(view, layout.render(view), in_page=True, titled=False)))
        for view in (one, other)
    ]
    assert ids[0]
    assert not ids[0] & ids[1]
    inside = svg.draw(one, layout.render(one), link=lambda _: "", in_page=True, titled=False)
    assert "<style" not in inside
    assert "<a " not in inside


def test_only_things_of_ours_become_links() -> None:
    """An id that is no IRI of ours is never an address; what is odd in one of ours is escaped."""
    assert svg.iri_of("javascript:alert(1)") == ""
    assert svg.iri_of("https://elsewhere.example/x") == ""
    assert svg.iri_of('https://w3id.org/agendagraph/id/a"b c') == "https://w3id.org/agendagraph/id/a%22b%20c"


def test_the_example_looks_as_it_did() -> None:
    """The bytes are those of the file beside this test; `python -m tests.diagrams.test_svg` writes it anew."""
    view = example()
    assert svg.write(view, layout.render(view)) == GOLDEN.read_bytes()


def test_the_same_bytes_in_another_process() -> None:
    """Another process, with another seed for hashes, writes the same bytes."""
    code = (
        "import sys; from agendagraph.diagrams import layout, svg; from tests.diagrams.making import example;"
        "sys.stdout.buffer.write(svg.write(example(), layout.render(example())))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, cwd=Path(__file__).parents[2],
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    )  # fmt: skip
    assert done.stdout == GOLDEN.read_bytes()
    assert done.stderr == b""


if __name__ == "__main__":
    GOLDEN.write_bytes(svg.write(example(), layout.render(example())))
