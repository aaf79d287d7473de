"""The one-file page in a real browser, from the disk: nothing is fetched, nothing breaks, and it is of use with scripts off."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from agendagraph.diagrams.formats import page
from agendagraph.diagrams.layout import render
from agendagraph.diagrams.view import View
from agendagraph.diagrams.views import make
from agendagraph.store import Store
from tests.diagrams.formats import material

SCRIPT = Path(page.__file__).with_name("page.js")


class Opened:
    """A page from the disk, with everything that it asked for or complained about."""

    def __init__(self, chromium: Any, file: Path, view: View, **how: Any) -> None:
        file.write_bytes(page.write(view, render(view)))
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page = chromium.new_context(**how).new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(file.as_uri())

    def told(self) -> str:
        """Return what the page says of what is lit."""
        return str(self.page.locator("#told").inner_text())


@pytest.fixture(scope="module")
def plan(real: Store) -> View:
    """Return the picture of a plan."""
    return make(real, "plan", {"ding": ["bgz-uitwisseling"], "sector": ["huisartsen"]})


LINE = material.view(("eerste", "tweede", "derde", "vierde", "vijfde"))


def test_the_script_is_small() -> None:
    """Six kilobytes of script do all of it, and no text of a user's is in it."""
    assert len(SCRIPT.read_bytes()) <= 6144


@pytest.mark.browser
def test_nothing_is_fetched_and_nothing_breaks(chromium: Any, plan: View, tmp_path: Path) -> None:
    """From the disk it asks for itself alone, and the console stays empty; also with hostile labels."""
    for view in (plan, material.view()):
        opened = Opened(chromium, tmp_path / "view.html", view)
        opened.page.locator("#larger").click()
        assert len(opened.asked) == 1
        assert opened.said == []
        assert opened.page.evaluate("document.scripts.length") == 1


@pytest.mark.browser
def test_with_scripts_off_all_is_there(chromium: Any, plan: View, tmp_path: Path) -> None:
    """Picture, links and tables; of what needs a script nothing is seen."""
    opened = Opened(chromium, tmp_path / "view.html", plan, java_script_enabled=False)
    assert opened.page.locator("#tools").is_hidden()
    assert opened.page.locator("svg a.node").count() == len(plan.nodes)
    assert opened.page.locator("tbody tr").count() >= len(plan.nodes) + len(plan.edges)
    assert opened.page.locator("td a").first.get_attribute("href").startswith("https://w3id.org/agendagraph/id/")


@pytest.mark.browser
def test_search_lights_what_fits(chromium: Any, tmp_path: Path) -> None:
    """A slash leads to the search; what fits is counted and lit, the rest dimmed and out of the table; Escape undoes it."""
    opened = Opened(chromium, tmp_path / "view.html", LINE)
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("VIER")
    assert opened.told() == "1 van 5 elementen gevonden."
    assert opened.page.locator("svg .node.lit").count() == 1
    assert opened.page.locator("svg .node.dim").count() == 4
    assert opened.page.locator("tr[data-n]:visible").count() == 1
    opened.page.keyboard.press("Escape")
    assert opened.told() == ""
    assert opened.page.locator(".dim").count() == 0
    assert opened.page.locator("tr[data-n]:visible").count() == 5


@pytest.mark.browser
def test_the_way_from_one_to_another(chromium: Any, tmp_path: Path) -> None:
    """By two lists, by mouse and by keyboard the same way is lit, along the arrows where there is one."""
    opened = Opened(chromium, tmp_path / "view.html", LINE)
    way = "Kortste weg: tweede – derde – vierde."
    opened.page.select_option("#from", label="tweede")
    opened.page.select_option("#to", label="vierde")
    assert opened.told() == way
    assert opened.page.locator("svg .node.lit").count() == 3
    assert opened.page.locator("svg .edge.lit").count() == 2
    opened.page.keyboard.press("Escape")
    opened.page.locator('svg .node[aria-label^="tweede"]').click()
    assert opened.told().startswith("tweede. Hangt af van: ")
    opened.page.locator('svg .node[aria-label^="vierde"]').click(modifiers=["Shift"])
    assert opened.told() == way
    opened.page.keyboard.press("Escape")
    opened.page.locator('svg .node[aria-label^="tweede"]').focus()
    opened.page.keyboard.press("Space")
    opened.page.locator('svg .node[aria-label^="vierde"]').focus()
    opened.page.keyboard.press("Shift+Space")
    assert opened.told() == way
    assert opened.page.url.startswith("file:")


@pytest.mark.browser
def test_it_is_accessible(chromium: Any, plan: View, tmp_path: Path) -> None:
    """No rule of WCAG 2.2 AA that a program can check is broken, and a phone needs no scrolling sideways."""
    from axe_playwright_python.sync_playwright import Axe

    opened = Opened(chromium, tmp_path / "view.html", plan)
    found = Axe().run(opened.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert [violation["id"] for violation in found.response["violations"]] == []
    phone = Opened(chromium, tmp_path / "view.html", plan, viewport={"width": 390, "height": 800})
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_policy_allows_what_is_there_and_no_more(plan: View) -> None:
    """The page carries its own policy: its one script and its styles by their fingerprints, and nothing from anywhere."""
    raw = page.write(plan, render(plan)).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', raw)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"\s(?:on\w+|style)=", re.sub(r"<(script|style)>.*?</\1>", "", raw, flags=re.S))
