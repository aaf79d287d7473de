"""What people come for, step by step: a query that works, taken along as CSV; and a picture that answers."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.visiting import ROOT, Visitor, plain

Visit = Callable[..., Visitor]


@pytest.fixture
def scripts() -> None:
    """See to it that the bundles of scripts were made (`agendagraph assets`)."""
    if not (ROOT / "src" / "agendagraph" / "web" / "static" / "dist" / "manifest.json").exists():
        pytest.skip("the bundles were not made: agendagraph assets")


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "scripts off"])
def test_an_integrator_takes_a_working_query_and_its_answer_along(
    visit: Visit, tmp_path: Path, has_scripts: bool
) -> None:
    """A question fills the editor, runs, and comes as CSV; a program that asks for the same address gets the same."""
    visitor = visit(java_script_enabled=has_scripts)
    page = visitor.open("/sparql")
    first = page.locator("#vraag option[value]:not([value=''])").first.get_attribute("value")
    page.locator("#vraag").select_option(first)
    if has_scripts:
        page.locator("#vragen button").click()
        page.locator(".cm-content").filter(has_text="SELECT").wait_for()
    else:
        with page.expect_navigation():
            page.locator("#vragen button").click()
    with page.expect_navigation():
        page.locator("#query-form button:not([type=button])").first.click()
    assert page.locator("#resultaat tbody tr").count() > 0
    shown = [plain(cell) for cell in page.locator("#resultaat tbody tr").first.locator("th, td").all_inner_texts()]
    with page.expect_download() as waiting:
        page.locator("#resultaat").get_by_role("link", name="csv").click()
    waiting.value.save_as(tmp_path / "answer.csv")
    with (tmp_path / "answer.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    heads = [plain(text) for text in page.locator("#resultaat thead th").all_inner_texts()]
    assert rows[0] == heads
    assert len(shown) == len(rows[1])


def test_somebody_explores_a_picture(visit: Visit, scripts: None) -> None:
    """A click lights up what hangs together and dims the rest; Shift and a click tell the way; arrows move; Escape clears."""
    visitor = visit()
    page = visitor.open("/diagram/neighbourhood?ding=mitz")
    figure, panel = page.locator("figure.diagram").first, page.locator("figure.diagram .panel").first
    _card(page, "Voorziening: Mitz").click()
    assert plain(panel.locator(".panel-title").inner_text()) == "Mitz Voorziening"
    assert page.url.endswith("#gekozen=mitz")
    assert figure.locator("svg .node.lit").count() > 10
    _card(page, "Generieke functie: Lokalisatie").click(modifiers=["Shift"])
    assert "Van Mitz naar Lokalisatie in één stap:" in plain(panel.inner_text())
    assert figure.locator("svg .node.lit").count() == 2
    assert figure.locator("svg .node.dim").count() > 10
    _card(page, "Voorziening: Mitz").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.matches('svg.diagram .node')")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") != "Voorziening: Mitz"
    page.keyboard.press("Escape")
    assert figure.locator("svg .lit, svg .dim").count() == 0
    assert "#" not in page.url
    drawn = {
        plain(text)
        for text in page.locator("main table").first.locator("tbody th, tbody td:first-child").all_inner_texts()
    }
    assert {"Mitz", "Lokalisatie"} <= drawn
    assert len(drawn) == figure.locator("svg .node").count()


def _card(page: Any, name: str) -> Any:
    """Return the element of a picture that is called so."""
    return page.locator(f"figure.diagram svg .node[aria-label='{name}']").first
