"""What people come for, step by step: her year, what applies to a sector, where it is written, what was taken from a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.hands import hands
from tests.browser.visiting import Visitor, plain

Visit = Callable[..., Visitor]


@pytest.mark.parametrize("way", ["mouse", "keyboard", "scripts off"])
def test_a_cio_of_nursing_homes_sees_her_year(visit: Visit, way: str) -> None:
    """The agenda of her sector from the start, and the time line of that sector for one year."""
    visitor = visit(java_script_enabled=way != "scripts off")
    page, does = visitor.open("/"), hands(way, visitor)
    does.press(page.locator("#actueel summary"))
    does.follow(page.locator("#actueel").get_by_role("link", name="VVT", exact=True))
    assert visitor.heading() == "De agenda voor VVT"
    assert "51 onderwerpen: 10 met deze sector met name, 20 via een bredere groep" in visitor.main()
    visitor.open("/tijdlijn")
    does.choose(page.locator("main select[name=sector]"), "VVT")
    does.write(page.locator("main input[name=van]"), "2025")
    does.write(page.locator("main input[name=tot]"), "2025")
    does.follow(page.locator("main form button:not([type=button])").first)
    assert "sector=vvt" in page.url
    row = visitor.row("Een ziekenhuis en een VVT-instelling beginnen als eersten met uitwisselen")
    assert row[0].startswith("begin 2025")
    assert "gepland" in row[2]
    assert "Agenda – Project Verpleegkundige overdracht, regels 527–530" in row[3]


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_an_information_manager_sees_what_applies_and_what_is_not_named(visit: Visit, way: str) -> None:
    """With name, by a wider group, others only, silent: each card says which; one tick leaves what names the sector."""
    visitor = visit()
    page, does = visitor.open("/agenda/vvt"), hands(way, visitor)
    marks = [plain(text) for text in page.locator("main .card .mark").all_inner_texts()]
    assert marks.count("met name") == 10
    assert marks.count("noemt alleen anderen") == 11
    assert marks.count("noemt geen sector") == 10
    does.tick(page.locator("input[name=genoemd]"))
    does.follow(page.locator("main form button:not([type=button])").first)
    assert "genoemd=ja" in page.url
    assert page.locator("main .card").count() == 10
    assert "10 van 51 onderwerpen getoond." in visitor.main()
    does.follow(page.get_by_role("link", name="Toon alle 51"))
    assert page.locator("main .card").count() == 51


@pytest.mark.parametrize("way", ["mouse", "keyboard", "scripts off"])
def test_somebody_types_a_name_wrongly_and_finds_the_thing(visit: Visit, way: str) -> None:
    """Two slips in one word: the site says what it looked for instead, and the first find is the thing."""
    visitor = visit(java_script_enabled=way != "scripts off")
    page, does = visitor.open("/"), hands(way, visitor)
    does.write(page.locator("#zoek"), "toestemingsvorziening")
    does.follow(page.locator("main form.search button"))
    assert page.url == f"{visitor.address}/zoek?q=toestemingsvorziening"
    assert "‘toestemingsvorziening’ staat nergens; dit is voor ‘toestemmingsvoorziening’." in visitor.main()
    does.follow(page.locator("main").get_by_role("link", name="Mitz", exact=True).first)
    assert visitor.heading() == "Mitz"


def test_suggestions_lead_to_the_thing_without_a_page_between(visit: Visit) -> None:
    """`/` goes to the search box, a few letters bring names with their kind, and Enter on one opens it."""
    visitor = visit()
    page = visitor.open("/vragen")
    page.keyboard.press("/")
    page.keyboard.type("mitz")
    option = page.get_by_role("option").first
    option.wait_for()
    assert plain(option.inner_text()).startswith("Mitz")
    assert "Voorziening" in option.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ding/mitz")
    assert visitor.heading() == "Mitz"


@pytest.mark.parametrize("way", ["mouse", "keyboard", "scripts off"])
def test_somebody_follows_a_statement_to_its_passage_and_back(visit: Visit, way: str) -> None:
    """From a milestone to the passage that says it, with its lines; from there to the source."""
    visitor = visit(java_script_enabled=way != "scripts off")
    page, does = visitor.open("/ding/mitz"), hands(way, visitor)
    does.follow(page.locator("nav.contents").get_by_role("link", name="Tijdlijn", exact=True))
    cite = page.locator("main a.cite[href*='project-aansluiten-op-mitz.planning']").locator("visible=true").first
    does.follow(cite)
    assert page.url.startswith(f"{visitor.address}/passage/agenda-2025-04/project-aansluiten-op-mitz")
    assert "vóór de zomer van 2025" in visitor.main()
    assert "regels 484–486" in visitor.main()
    does.follow(page.locator("main").get_by_role("link", name="Agenda", exact=True).first)
    assert visitor.heading() in {"Agenda", "Regionale Agenda Databeschikbaarheid"}


@pytest.mark.parametrize("way", ["mouse", "keyboard", "scripts off"])
def test_a_maintainer_checks_what_was_taken_from_a_page(visit: Visit, way: str) -> None:
    """From the sources to the agenda, to one of its passages, with the number of what was taken; the passage shows each."""
    visitor = visit(java_script_enabled=way != "scripts off")
    page, does = visitor.open("/bronnen"), hands(way, visitor)
    does.follow(page.locator("main a[href='/bronnen/agenda-2025-04']").first)
    assert visitor.heading() == "Regionale Agenda Databeschikbaarheid"
    row = visitor.row("Architectuurprincipes en toetsingsmodel", "161–186")
    assert "9 beschreven dingen, 11 verbanden, 2 mijlpalen, 1 getal, 2 opmerkingen" in row[-1].replace(" ,", ",")
    does.follow(page.locator("main td a, main th a").filter(has_text="Architectuurprincipes en toetsingsmodel").first)
    assert page.url.startswith(f"{visitor.address}/passage/agenda-2025-04/regionale-architectuur")
    assert "Architectuurprincipes en toetsingsmodel" in visitor.main()
    assert "161–186" in visitor.main()
