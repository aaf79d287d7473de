"""The pages in a real browser: nothing breaks, nothing leaves the machine, a phone and a keyboard are enough."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/en/",
    "/zoek?q=mitz",
    "/ding/mitz",
    "/ding/bgz-uitwisseling",
    "/agenda",
    "/agenda/huisartsen",
    "/passage/agenda-2025-04/aorta",
    "/vragen",
    "/vragen/tijdlijn?ding=bgz",
    "/nodig?ding=bgz-uitwisseling&sector=huisartsen",
    "/pad?van=bgggz&naar=vzvz",
    "/sparql",
    "/ding/bestaat-niet",
]


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_whole_on_phone_and_desk(chromium: Any, address: str, width: int) -> None:
    """No page scrolls sideways, logs an error, runs into the security policy or asks for anything elsewhere."""
    page = chromium.new_page(viewport={"width": width, "height": 800})
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else troubles.append(request.url))
    for path in PAGES:
        response = page.goto(address + path)
        expected = 404 if path.endswith("bestaat-niet") else 200
        assert response.status == expected, path
        sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert sideways <= 0, f"{path} is {sideways} pixels too wide at {width}"
        assert page.locator("h1").count() == 1, path
    page.close()
    assert [t for t in troubles if "404" not in t] == []


def test_search_with_the_keyboard_only(chromium: Any, address: str) -> None:
    """The first Tab offers to skip to the content; from the home page Tab, typing and Enter find a thing."""
    page = chromium.new_page()
    page.goto(address + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("toestemmingsvoorziening mitz")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoek?q=*")
    page.get_by_role("link", name="Mitz", exact=True).first.click()
    assert page.locator("h1").inner_text() == "Mitz"
    page.close()


def test_what_do_i_need_as_a_form(chromium: Any, address: str) -> None:
    """The form on the home page leads to the plan of a GP practice, with the address holding the whole question."""
    page = chromium.new_page()
    page.goto(address + "/")
    page.locator("select[name=ding]").select_option(label="Uitwisseling van de Basisgegevensset Zorg (BgZ)")
    page.locator("select[name=sector]").select_option(label="Huisartsen")
    page.get_by_role("button", name="Maak het plan").click()
    assert "ding=bgz-uitwisseling" in page.url
    assert "sector=huisartsen" in page.url
    assert page.get_by_role("link", name="BgZ bij verwijzing (Nuts)").count() > 0
    page.close()


def test_the_language_switch_keeps_the_question(chromium: Any, address: str) -> None:
    """From a Dutch answer the switch leads to the same answer in English."""
    page = chromium.new_page()
    page.goto(address + "/nodig?ding=bgz-uitwisseling&sector=huisartsen")
    page.get_by_role("link", name="English").click()
    assert page.url == address + "/en/nodig?ding=bgz-uitwisseling&sector=huisartsen"
    assert page.locator("html").get_attribute("lang") == "en"
    page.close()
