"""What people come for, step by step: what is in the way, what happens if something is late, which route to take."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.hands import hands
from tests.browser.visiting import Visitor, plain

Visit = Callable[..., Visitor]

BGZ = "Uitwisseling van de Basisgegevensset Zorg (BgZ)"
PLAN = f"Huisartsen: plan voor {BGZ}"


@pytest.mark.parametrize("way", ["mouse", "keyboard", "scripts off"])
def test_an_architect_finds_what_stands_between_a_gp_and_the_bgz(visit: Visit, way: str) -> None:
    """From the start: sector, goal, and the steps in order; a step says why and where it is written, on the same page."""
    visitor = visit(java_script_enabled=way != "scripts off")
    page, does = visitor.open("/"), hands(way, visitor)
    form = page.locator("#nodig form")
    does.choose(form.locator("select[name=sector]"), "Huisartsen")
    does.choose(form.locator("select[name=ding]"), BGZ)
    does.follow(form.get_by_role("button"))
    assert page.url == f"{visitor.address}/plan?sector=huisartsen&ding=bgz-uitwisseling"
    assert visitor.heading() == PLAN
    assert "Er zijn 37 stappen nodig, in 4 golven" in visitor.main()
    chosen = visitor.row(BGZ, "BgZ bij verwijzing (Nuts)", "kost 8 meer")
    assert "Basisgegevensset Zorg (BgZ) via het LSP: kost 8 meer" in chosen[3].replace(" :", ":")
    does.follow(page.get_by_role("link", name="Golf 1", exact=True))
    first = page.locator("#golf-1 li").filter(has_text="Application on Nuts Notified Pull").first
    does.press(first.locator("summary"))
    why = plain(first.locator("details").inner_text())
    assert f"Application on Nuts Notified Pull → BgZ bij verwijzing (Nuts) → {BGZ}" in why
    assert "BgZ-verwijzing Nuts 1.00 – BgZ referral, regel 8" in why
    assert page.url.partition("#")[0].endswith("/plan?sector=huisartsen&ding=bgz-uitwisseling")


@pytest.mark.parametrize("way", ["mouse", "keyboard", "scripts off"])
def test_an_architect_tells_what_happens_if_mitz_is_a_year_late(visit: Visit, way: str) -> None:
    """What waits for it, which milestones conflict, how surely, and where that is written; the address keeps the question."""
    visitor = visit(java_script_enabled=way != "scripts off")
    page, does = visitor.open("/impact"), hands(way, visitor)
    does.write(page.locator("main input[name=ding]"), "Mitz")
    later = page.locator("main input[name=hoe][value=later]")
    does.tick(later)
    assert later.is_checked()
    does.write(page.locator("main input[name=maanden]"), "12")
    does.follow(page.locator("main form button:not([type=button])").last)
    assert page.url.startswith(f"{visitor.address}/impact?ding=Mitz&hoe=later&maanden=12")
    assert visitor.heading() == "Wat als Mitz 12 maanden later komt?"
    assert "16 dingen wachten op Mitz" in visitor.main()
    assert "9 mijlpalen botsen dan zeker, 6 misschien" in visitor.main()
    conflict = page.locator("#botst li").filter(has_text="Livegang van de Kickstart met 70% van Medicatieproces 9")
    text = plain(conflict.inner_text())
    assert "eind 2025" in text
    assert "zeker" in text
    assert "Agenda – Programma Medicatieoverdracht › Tijdlijn, regels 856–860" in text


@pytest.mark.parametrize("way", ["mouse", "scripts off"])
def test_an_architect_compares_two_routes_and_takes_the_picture_along(visit: Visit, tmp_path: Path, way: str) -> None:
    """From a plan: the other route beside it, what each has alone, and the picture for draw.io and for ArchiMate."""
    visitor = visit(java_script_enabled=way != "scripts off")
    page, does = visitor.open("/plan?ding=bgz-uitwisseling&sector=huisartsen"), hands(way, visitor)
    option = page.locator("#keuzes li").filter(has_text="Basisgegevensset Zorg (BgZ) via het LSP")
    does.follow(option.get_by_role("link", name="leg ze naast elkaar"))
    assert "/vergelijk?" in page.url
    assert (
        "De plannen hebben 30 stappen gemeen. Alleen links: 7; alleen rechts: 15. Het plan rechts kost 8 stappen meer."
        in visitor.main()
    )
    assert visitor.row("AORTA-toegangstoken")[2:] == ["nee", "golf 1"]
    does.follow(page.get_by_role("link", name="Bekijk dit plan").last)
    assert visitor.heading() == PLAN
    taken = {name: _taken(page, name, tmp_path) for name in ("draw.io", "ArchiMate")}
    assert taken["draw.io"].getroot().tag == "mxfile"
    assert taken["ArchiMate"].getroot().tag == "{http://www.opengroup.org/xsd/archimate/3.0/}model"
    for file in taken.values():
        assert "AORTA-toegangstoken" in ET.tostring(file.getroot(), encoding="unicode")


def _taken(page: Any, name: str, folder: Path) -> ET.ElementTree:
    """Click a file under the picture and return what came."""
    with page.expect_download() as waiting:
        page.locator("figure.diagram").get_by_role("link", name=name).first.click()
    waiting.value.save_as(folder / name)
    return ET.parse(folder / name)
