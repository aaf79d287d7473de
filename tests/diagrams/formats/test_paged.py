"""PDF and PNG: tagged, with real text and links, nothing clipped, and made without a clock or a font of the machine."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageChops

from agendagraph.diagrams import svg
from agendagraph.diagrams.formats import paged
from agendagraph.diagrams.layout import render
from agendagraph.diagrams.view import Node, View
from agendagraph.diagrams.views import make
from agendagraph.store import Store
from tests.diagrams.formats import material
from tests.diagrams.formats.material import norm

ROOT = Path(__file__).resolve().parents[3]


def reader(view: View) -> pypdf.PdfReader:
    """Return the PDF of a view."""
    return pypdf.PdfReader(io.BytesIO(paged.write_pdf(view, render(view))))


@pytest.fixture(scope="module")
def plan(real: Store) -> View:
    """Return the picture of a plan."""
    return make(real, "plan", {"ding": ["bgz-uitwisseling"], "sector": ["huisartsen"]})


@pytest.fixture(scope="module")
def pdf(plan: View) -> pypdf.PdfReader:
    """Return its PDF."""
    return reader(plan)


def test_it_says_that_it_is_accessible(pdf: pypdf.PdfReader, plan: View) -> None:
    """Marked and tagged, in Dutch, with a title that is shown, and PDF/UA-1 in its metadata."""
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert pdf.metadata is not None
    assert pdf.metadata.title == plan.title
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert len(pdf.outline[1]) == 3


def test_the_tags_tell_what_is_what(pdf: pypdf.PdfReader, plan: View) -> None:
    """Headings, a figure with a text in its stead, tables with heading cells, and links inside the structure."""
    kinds: dict[str, list[pypdf.generic.DictionaryObject]] = {}
    todo = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        item = todo.pop().get_object()
        if isinstance(item, pypdf.generic.ArrayObject):
            todo += item
        elif isinstance(item, pypdf.generic.DictionaryObject):
            if "/S" in item:
                kinds.setdefault(str(item["/S"]), []).append(item)
            if "/K" in item:
                todo.append(item["/K"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/TR", "/Link", "/Figure"} <= kinds.keys()
    assert len(kinds["/TR"]) >= len(plan.nodes) + len(plan.edges)
    assert plan.title in str(kinds["/Figure"][0]["/Alt"])


def test_fonts_are_in_it(pdf: pypdf.PdfReader) -> None:
    """Every font is embedded, and the text is in Fira Sans."""
    fonts = {}
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[below["/BaseFont"]] = below["/FontDescriptor"].get_object().keys()
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & keys for keys in fonts.values())
    assert any("FiraSans" in name for name in fonts)


def test_every_element_and_relation_is_text(pdf: pypdf.PdfReader, plan: View) -> None:
    """The tables after the picture have every label in full; a reader of text finds them."""
    text = "".join("".join(page.extract_text().split()) for page in pdf.pages[1:])
    for node in plan.nodes:
        assert "".join(norm(node.label).split()) in text, node.label
    for edge in plan.edges:
        assert "".join(norm(edge.label).split()) in text, edge.label


def test_cards_and_rows_are_links(pdf: pypdf.PdfReader, plan: View) -> None:
    """On the picture there is a link over every card, inside the page; all links lead to things of ours and say where to."""
    page = pdf.pages[0]
    spots = [annotation.get_object() for annotation in page["/Annots"]]
    addresses = [svg.iri_of(node.id) for node in plan.nodes]
    assert [spot["/A"]["/URI"] for spot in spots] == addresses
    for spot in spots:
        left, bottom, right, top = (float(value) for value in spot["/Rect"])
        assert 0 < left < right < page.mediabox.width
        assert 0 < bottom < top < page.mediabox.height
        assert spot["/Contents"]
    every = {a.get_object()["/A"]["/URI"] for page in pdf.pages for a in page.get("/Annots", ())}
    assert all(address.startswith("https://w3id.org/agendagraph/id/") for address in every)


def test_the_link_is_where_the_card_is() -> None:
    """Text of a card stands inside the link over it."""
    view = material.view(("aap", "noot", "mies"))
    page = reader(view).pages[0]
    rects = {
        str(a.get_object()["/A"]["/URI"])[-2:]: [float(v) for v in a.get_object()["/Rect"]] for a in page["/Annots"]
    }
    inside: dict[str, str] = dict.fromkeys(rects, "")

    def note(text: str, cm: list[float], *_: object) -> None:
        for name, (left, bottom, right, top) in rects.items():
            inside[name] += text.strip() if left < cm[4] < right and bottom < cm[5] < top else ""

    page.extract_text(visitor_text=note)
    # The label in bold, and below it the note.
    assert inside == {"t0": "aapaap", "t1": "nootnoot", "t2": "miesmies"}


@pytest.mark.parametrize(
    ("count", "paper"), [(4, {297, 210}), (60, {420, 297})]
)  # fmt: skip
def test_the_paper_fits_the_picture(count: int, paper: set[int]) -> None:
    """A small picture is on A4, a large one on A3, and the tables are on A4 lying down."""
    view = material.view(tuple(f"Ding nummer {number}" for number in range(count)))
    pages = reader(view).pages
    sizes = [[round(float(side) * 25.4 / 72) for side in page.mediabox[2:]] for page in pages]
    assert set(sizes[0]) == paper
    assert sizes[1:] == [[297, 210]] * (len(pages) - 1)


def test_hostile_labels_are_text() -> None:
    """Nothing in a label is read as markup; a letter that no font has is a square, and a note tells which one."""
    view = material.view()
    text = "".join(page.extract_text() for page in reader(view).pages)
    packed = "".join(text.split())
    for node in view.nodes:
        label = "".join(norm(node.label).translate({0x1F600: "□", 0xFF1D: "□"}).split())
        # Readers have right-to-left letters in the order of the page.
        assert label in packed or label[::-1] in packed, node.label
    assert "U+1F600 (grinning face)" in text


@pytest.mark.parametrize(
    "label",
    [
        "中文",
        "a\u0317\u0324b",
        "\ufb2f\u05ea\u0604",
        "\ue004",
        "\U0001f468\u200d\U0001f469",
        "\U0010ffff\u0378",
        "\ufeff\u2060",
    ],
)
def test_any_script_can_be_printed(label: str) -> None:
    """Scripts, marks and joined signs that the fonts cannot show leave a file that is PDF/UA all the same."""
    view = View("x", f"Titel {label}", label, "nl", (Node("a", label, "Law", label, note=label),))
    page = reader(view).pages[0]
    assert page.extract_text().startswith("Titel")


def test_a_picture_of_pixels(plan: View) -> None:
    """Two pixels to one of the drawing, letters and colours in it, and white up to its edge."""
    laid = render(plan)
    image = Image.open(io.BytesIO(paged.write_png(plan, laid))).convert("RGB")
    drawn = svg.draw(plan, laid)
    wide, high = paged._size(drawn)
    assert abs(image.width - 2 * wide) <= 2
    assert abs(image.height - 2 * high) <= 2
    assert len(image.getcolors(1_000_000) or ()) > 50
    frame = Image.new("RGB", image.size, "white")
    box = ImageChops.difference(image, frame).getbbox()
    assert box is not None
    assert box[0] > 20
    assert box[1] > 20
    assert box[2] < image.width - 20
    assert box[3] < image.height - 20


def test_pixels_have_the_letters() -> None:
    """With another label the picture is another; no label is lost for want of a font."""

    def png(label: str) -> Image.Image:
        view = View("x", "T", "", "nl", (Node("a", label, "Law", "Wet"),))
        return Image.open(io.BytesIO(paged.write_png(view, render(view)))).convert("L")

    with_label, without = png("Mitz"), png("    ")
    area = ImageChops.difference(with_label.crop((0, 0, *without.size)), without).getbbox()
    assert area is not None
    assert png("Mitz").tobytes() != png("Mity").tobytes()


def test_a_very_large_picture_has_fewer_pixels() -> None:
    """What would take gigabytes is drawn at a smaller scale."""
    view = material.view(tuple(f"Ding nummer {number}" for number in range(70)))
    image = Image.open(io.BytesIO(paged.write_png(view, render(view))))
    assert image.width * image.height <= 40_500_000


def test_without_typst_one_is_told_what_to_install() -> None:
    """PDF is an extra; who lacks it is told in a sentence, and nothing else of the formats needs it."""
    code = """
import sys
sys.modules["typst"] = None
from agendagraph.diagrams.layout import render
from agendagraph.diagrams.writers import WRITERS
from agendagraph.errors import NotAcceptableError
from agendagraph.diagrams.view import Node, View
view = View("x", "T", "", "nl", (Node("a", "A"),))
for writer in WRITERS.values():
    try:
        writer.write(view, render(view))
    except NotAcceptableError as error:
        print(writer.name, error.sentence("nl"))
"""
    environment = {"PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    told = "PDF en PNG zijn hier niet geïnstalleerd. → Installeer ze met: pip install 'agendagraph[pdf]'; "
    told += "SVG en HTML gaan zonder."
    assert ran.stdout.splitlines() == [f"pdf {told}", f"png {told}"]
