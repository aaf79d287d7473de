"""The pages in a real browser: nothing breaks, nothing leaves the machine, a phone and a keyboard are enough."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

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
    "/plan?ding=bgz-uitwisseling&sector=huisartsen&uiterlijk=2026&bronnen=documents",
    "/impact?ding=mitz&hoe=later&maanden=12",
    "/impact/ranglijst",
    "/vergelijk?ding=bgz-uitwisseling&eerste.sector=huisartsen&tweede.sector=apotheken",
    "/sparql",
    "/ding/bestaat-niet",
]


@pytest.fixture(scope="module")
def address(shipped: Flask) -> Iterator[str]:
    """Serve the shipped site on a free loopback port for as long as the tests of this module run."""
    from waitress.server import create_server

    server = create_server(shipped, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Start Debian's Chromium without a screen and without any wish to call home."""
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium")
    if executable is None:
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    quiet += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=quiet)
        yield browser
        browser.close()


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
    """The form on the home page leads to what a GP practice needs, with the address holding the whole question."""
    page = chromium.new_page()
    page.goto(address + "/")
    page.locator("input[name=ding]").fill("BgZ-uitwisseling")
    page.locator("select[name=sector]").select_option(label="Huisartsen")
    page.get_by_role("button", name="Toon").click()
    assert "ding=" in page.url
    assert "sector=huisartsen" in page.url
    assert page.get_by_role("link", name="Aansluiting van het ZIS op het LSP").count() > 0
    page.close()


def test_the_language_switch_keeps_the_question(chromium: Any, address: str) -> None:
    """From a Dutch answer the switch leads to the same answer in English."""
    page = chromium.new_page()
    page.goto(address + "/nodig?ding=bgz-uitwisseling&sector=huisartsen")
    page.get_by_role("link", name="English").click()
    assert page.url == address + "/en/nodig?ding=bgz-uitwisseling&sector=huisartsen"
    assert page.locator("html").get_attribute("lang") == "en"
    page.close()
