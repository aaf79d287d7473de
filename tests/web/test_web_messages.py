"""What the site says: every text in both languages, every page in one, and dates and numbers as each writes them."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Final
from urllib.parse import urldefrag

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from agendagraph.build import build
from agendagraph.text import LANGUAGES, Language, Spoken
from agendagraph.web import local, messages
from tests.web.conftest import MINI, browser, site

ROOT: Final = Path(__file__).resolve().parents[2]
TEMPLATES: Final = sorted((Path(messages.__file__).parent / "templates").glob("*.html"))
LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
NAMES: Final = re.compile(
    r"SPARQL|SHA-256|IRI|DCAT|VoID|Linked data|OpenAPI|Schema|JSON-LD|JSON|Turtle|gzip|curl|\bag:|GET|AgendaGraph|CC BY"
    r"|MIT|SIL Open Font License"
)
"""What is called the same in every language: formats, standards and commands."""

# Words that are frequent in one language and are none in the other; two of them in one text are no accident.
COMMON: Final[dict[Language, set[str]]] = {
    "nl": set(
        re.findall(r"\w+", "de het een van en voor niet met zijn naar wordt worden deze door welke hoe bij ook nog uit")
    ),
    "en": set(re.findall(r"\w+", "the and for not with are this that which from has have how all what where by their")),
}
FOREIGN: Final[dict[Language, Language]] = {"nl": "en", "en": "nl"}


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Return `tools/catalogs.py`."""
    spec = importlib.util.spec_from_file_location("catalogs", ROOT / "tools" / "catalogs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["catalogs"] = module
    spec.loader.exec_module(module)
    return module


class Texts(HTMLParser):
    """The texts on a page that are read or heard, each with its language and the element it is in; without code."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        tongue = given.get("lang") or (self._open[-1][1] if self._open else "")
        self.found += [
            (tongue, tag, text) for name in ("aria-label", "alt", "title", "placeholder") if (text := given.get(name))
        ]
        if tag not in {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}:
            self._open.append((tag, tongue))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not {"code", "pre", "style", "script", "textarea"} & {tag for tag, _ in self._open}:
            tag, tongue = self._open[-1] if self._open else ("", "")
            self.found.append((tongue, tag, " ".join(data.split())))


def walk(client: FlaskClient, start: str, most: int = 30) -> Iterator[tuple[str, str]]:
    """Yield address and source of the pages of one language that can be reached from a page; of each sort a number."""
    queue, seen, sorts = deque([start]), {start}, Counter[str]()
    while queue:
        address = queue.popleft()
        sort = re.split(r"[/?]", address.removeprefix(start))[0]
        sorts[sort] += 1
        if sorts[sort] > most:
            continue
        response = client.get(address)
        if response.mimetype != "text/html":
            continue
        yield address, response.text
        for href in re.findall(r'href="([^"]+)"', response.text):
            target = urldefrag(href.replace("&amp;", "&"))[0]
            same = target.startswith("/en") == (start == "/en/")
            is_file = (
                "format=" in target or re.search(r"\.\w+(?:\?|$)", target) or target.startswith(("/static", "/api/"))
            )
            if target.startswith("/") and same and not is_file and target not in seen:
                seen.add(target)
                queue.append(target)


# The catalogs


def test_the_catalogs_are_complete_used_and_in_order(tool: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Every used key is in both, none is unused, placeholders and forms agree, and the files are as the tool writes them."""
    code = tool.main(["--check"])
    assert (capsys.readouterr().out, code) == ("", 0)


@pytest.mark.parametrize(
    ("nl", "en", "fault"),
    [
        ({"a": ("ja",)}, {}, "lacks a language: a"),
        ({"a": ("ja",)}, {"a": (" ",)}, "lacks a language: a"),
        ({"a": ("{x} ja",)}, {"a": ("{y} yes",)}, "differs in placeholders: a"),
        ({"a": ("1 rij", "{count} rijen")}, {"a": ("{count} rows",)}, "differs in number of forms: a"),
        ({"a": ("rij", "rijen")}, {"a": ("row", "rows")}, "has forms, and no count to choose by: a"),
        ({"a": ("{who} 1", "{count}")}, {"a": ("1", "{count}")}, "has placeholders in the form for one alone: a"),
        ({"b": ("ja",)}, {"b": ("yes",)}, "not used: b"),
        ({}, {}, "not there: a (x.html)"),
    ],
)
def test_what_is_wrong_with_a_catalog_is_told(
    tool: ModuleType, nl: dict[str, tuple[str, ...]], en: dict[str, tuple[str, ...]], fault: str
) -> None:
    """A missing, unused, empty or differing text is named."""
    used = tool.Usage(asked={"a": {"x.html"}})
    assert fault in tool.faults({"nl": nl, "en": en}, used)


def test_the_same_texts_give_the_same_file(tool: ModuleType) -> None:
    """The order in which texts are there does not matter, nor does the time."""
    texts = {"b": ("1 rij", "{count} rijen"), "a": ("ja",)}
    used = tool.Usage(asked={"a": {"templates/x.html"}, "b": {"templates/x.html", "templates/y.html"}})
    raw = tool.written("nl", texts, used)
    assert raw == tool.written("nl", dict(reversed(texts.items())), used)
    assert raw.decode().endswith(
        '#. shared\n#: templates/x.html templates/y.html\nmsgid "b"\nmsgid_plural "b"\n'
        'msgstr[0] "1 rij"\nmsgstr[1] "{count} rijen"\n\n#. x\n#: templates/x.html\nmsgid "a"\nmsgstr "ja"\n'
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogs_are_valid_for_babel(language: Language) -> None:
    """Babel finds nothing wrong with any message, and the rule for plurals is the one that the site follows."""
    with messages.path(language).open("rb") as stream:
        catalog = read_po(stream, abort_invalid=True)
    assert str(catalog.locale) == language
    assert (catalog.num_plurals, catalog.plural_expr) == (2, "(n != 1)")
    assert len(catalog) > 200
    assert [error for message in catalog for error in message.check(catalog)] == []


def test_the_count_chooses_the_form_and_is_written_as_the_language_does() -> None:
    """One, none and many, in both languages; a number in a text has the separators of the language."""
    said = [messages.say("rows", language, count=count) for language in LANGUAGES for count in (0, 1, 2, 12345)]
    assert said == ["0 rijen", "1 rij", "2 rijen", "12.345 rijen", "0 rows", "1 row", "2 rows", "12,345 rows"]
    assert messages.say("example", "nl", values="2025") == "Voorbeeld: 2025"


def test_an_unknown_key_is_an_error() -> None:
    """Nobody reads a key instead of a text."""
    with pytest.raises(KeyError):
        messages.say("no_such_key", "nl")


# The templates


def _without_code(template: Path) -> str:
    """Return a template with a mark for what Jinja fills in."""
    source = re.sub(r"{#.*?#}|{%.*?%}", "", template.read_text("utf-8"), flags=re.S)
    return re.sub(r"{{.*?}}", "·", source, flags=re.S)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_words_are_written_in_a_template(template: Path) -> None:
    """Whatever is read or heard is from the catalogs or the data; only names that are the same everywhere stand in a template."""
    assert [text for *_, text in Texts(_without_code(template)).found if LETTERS.search(NAMES.sub("", text))] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_labels_in_a_text_tell_their_language(template: Path) -> None:
    """Where a label or a text of the data stands in a page, the template says so: `label_of(…)` or `…|spoken`."""
    source = re.sub(r"{% block title %}.*?{% endblock %}", "", template.read_text("utf-8"))
    source = re.sub(r"{%.*?%}", "", source)
    plain = re.findall(r"{{ (?:label\([^|}]*\)|[\w.]+\.text\(\"[^}]*language\)) }}", re.sub(r"<[^<>]*>", "", source))
    assert plain == []


# The pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_in_one_language(client: FlaskClient, language: Language) -> None:
    """No page says anything in the other language without marking it: neither a sentence nor a text of the other catalog."""
    other = FOREIGN[language]
    own = {form for forms in messages.catalog(language).values() for form in forms}
    catalog = {form for forms in messages.catalog(other).values() for form in forms if LETTERS.search(form)} - own
    wrong, pages = [], 0
    for address, source in walk(client, "/" if language == "nl" else "/en/"):
        pages += 1
        for tongue, tag, text in Texts(source).found:
            if tongue != language:
                continue
            words = set(re.findall(r"[^\W\d_]+", text.lower()))
            # The values of a parameter are what a program types, the same in both languages.
            if len(words & COMMON[other] - COMMON[language]) > 1 or (text in catalog and tag != "option"):
                wrong.append((address, text))
    assert wrong == []
    assert pages > 100


ONE_LANGUAGE: Final = """
@prefix ag: <https://w3id.org/agendagraph/ns#> .
@prefix agd: <https://w3id.org/agendagraph/id/> .
@prefix agenda: <https://w3id.org/agendagraph/id/agenda-2025-04/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

agenda:sleutelkast {
    agd:klok a ag:Facility ; skos:prefLabel "Klok & Zn"@nl ; skos:definition "Slaat de uren."@nl ; ag:uses agd:bel .
    agd:bel a ag:Facility ; skos:prefLabel "Bell"@en ; skos:definition "Rings."@en .
    agd:milestone-klok a ag:Milestone ; ag:about agd:klok ; skos:prefLabel "Eerste slag"@nl ;
        ag:date "2025-04"^^xsd:gYearMonth ; ag:datePrecision ag:Quarter ; ag:certainty ag:Planned ;
        ag:dateText "in het voorjaar van 2025"@nl .
}
"""


@pytest.fixture(scope="module")
def one_language(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return a site with things that have a name in one language only."""
    path = tmp_path_factory.mktemp("data") / "one-language.trig"
    path.write_text(ONE_LANGUAGE, "utf-8")
    return site(build([MINI, path], check=False).store())


def test_a_name_in_another_language_is_marked_for_eye_and_ear(one_language: Flask) -> None:
    """A thing without a name in the language of the page is shown in the other one, with that language in words and as `lang`."""
    visitor = browser(one_language)
    english, dutch = visitor.get("/en/ding/klok").text, visitor.get("/ding/klok").text
    mark = ' <span class="other-language">({})</span>'
    assert f'<h1><span lang="nl">Klok &amp; Zn</span>{mark.format("nl")}</h1>' in english
    assert f'<p class="lead"><span lang="nl">Slaat de uren.</span>{mark.format("nl")}</p>' in english
    assert '<a href="/en/ding/bel">Bell</a>' in english
    assert '<title lang="nl">Klok &amp; Zn – AgendaGraph</title>' in english
    assert "<h1>Klok &amp; Zn</h1>" in dutch
    assert f'<a href="/ding/bel"><span lang="en">Bell</span>{mark.format("en")}</a>' in dutch


def test_a_time_in_words_of_another_language_is_told_from_its_date(one_language: Flask) -> None:
    """The words of the data come first; where they are not in the language of the page its date is, as exact as it is."""
    visitor = browser(one_language)
    assert '<span class="date">in het voorjaar van 2025</span>' in visitor.get("/ding/klok").text
    assert '<span class="date">2nd quarter 2025</span>' in visitor.get("/en/ding/klok").text


def test_numbers_and_sizes_on_pages_are_local(client: FlaskClient) -> None:
    """The page of the data writes its counts and sizes with the separators of its language."""
    quads = len(client.application.extensions["agendagraph"].store)
    assert quads > 1000
    assert f"{quads // 1000}.{quads % 1000:03} " in client.get("/dataset").text
    assert f"{quads // 1000},{quads % 1000:03} " in client.get("/en/dataset").text


# Dates and numbers


@pytest.mark.parametrize(
    ("start", "end", "precision", "nl", "en"),
    [
        ("2023-12-04", "", "Day", "4 december 2023", "4 December 2023"),
        ("2024-03", "", "Month", "maart 2024", "March 2024"),
        ("2025-04", "", "Quarter", "2e kwartaal 2025", "2nd quarter 2025"),
        ("2025-10", "", "Quarter", "4e kwartaal 2025", "4th quarter 2025"),
        ("2024-03", "", "Season", "2024", "2024"),
        ("2026", "", "PartOfYear", "2026", "2026"),
        ("2025", "", "Year", "2025", "2025"),
        ("2025", "2026", "Period", "2025–2026", "2025\u2009–\u20092026"),
        ("2025-04", "2025-06", "Period", "april–juni 2025", "April\u2009–\u2009June 2025"),
        (
            "2025-12-30",
            "2026-01-02",
            "Period",
            "30 december 2025 – 2 januari 2026",
            "30 December 2025 – 2 January 2026",
        ),
        ("2025", "2026-06", "Period", "2025 – juni 2026", "2025 – June 2026"),
        ("2012", "", "Since", "vanaf 2012", "from 2012"),
        ("", "2027-12-31", "Until", "tot of uiterlijk 31 december 2027", "until or by 31 December 2027"),
        ("", "2025-06", "Before", "voor juni 2025", "before June 2025"),
        ("2025-06", "", "After", "na juni 2025", "after June 2025"),
        ("", "", "Vague", "", ""),
        ("2025-13", "", "Month", "2025-13", "2025-13"),
    ],
)
def test_a_period_is_no_more_exact_than_its_source(start: str, end: str, precision: str, nl: str, en: str) -> None:
    """Each precision in both languages, exactly."""
    told = [
        local.period(
            start, end, precision, lambda key, tongue=tongue, **values: messages.say(key, tongue, **values), tongue
        )
        for tongue in LANGUAGES
    ]
    assert told == [nl, en]


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1.000", "1,000"),
        (1234567, "1.234.567", "1,234,567"),
        ("2.5", "2,5", "2.5"),
        ("0.125", "0,125", "0.125"),
        (-1500, "-1.500", "-1,500"),
        ("NaN", "NaN", "NaN"),
        ("veel", "veel", "veel"),
    ],
)
def test_a_number_has_the_separators_of_its_language(value: int | str, nl: str, en: str) -> None:
    """Thousands and decimals; what is no number stays as it is."""
    assert [local.number(value, language) for language in LANGUAGES] == [nl, en]


def test_a_text_keeps_its_language_and_is_text_all_the_same() -> None:
    """What the data say can be used wherever text can be."""
    spoken = Spoken("Wet", "nl")
    assert (spoken, spoken.language, f"{spoken}!", Spoken("7").language) == ("Wet", "nl", "Wet!", "")
