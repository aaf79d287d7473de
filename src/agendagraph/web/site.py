"""What every page needs: the dataset behind the site, the language of the visitor, and links in that language."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import quote

from flask import current_app, g, request, url_for
from markupsafe import Markup

from agendagraph import graph, terms
from agendagraph.catalog import names
from agendagraph.errors import ParameterError
from agendagraph.publishing.dumps import Shelf
from agendagraph.reading import Reading, Statement
from agendagraph.selection import reservations
from agendagraph.store import Store
from agendagraph.text import Language, Spoken, Text
from agendagraph.web import local, messages

MAX_TYPED: Final = 200
"""What a visitor types as a name or a word is never longer than this."""

MAX_VALUES: Final = 20
"""No field is filled in more often than this."""

_ENGLISH = re.compile(r"/en(?=/|$)")
_KINDS_WITHOUT_PAGE = {"Chapter", "ConceptScheme"}


@dataclass(frozen=True, eq=False)
class Site:
    """The dataset that all pages of one app are about."""

    store: Store
    reading: Reading
    shelf: Shelf
    base_url: str = ""
    contact: str = ""

    @property
    def names(self) -> names.NameIndex:
        """All names of all things."""
        return names.index(self.store)

    def is_thing(self, iri: str) -> bool:
        """Return whether there is a page for this IRI under `/ding/`."""
        if not iri.startswith(terms.AGD) or iri in self.reading.passages or iri in self.reading.statement_nodes:
            return False
        return bool(self.classes(iri)) and not self.classes(iri) & _KINDS_WITHOUT_PAGE

    def classes(self, iri: str) -> set[str]:
        """Return the local names of the classes of a thing."""
        return {local_name(c) for c in self.names.classes.get(iri, ())}


def local_name(iri: str) -> str:
    """Return the last part of an IRI.

    >>> local_name("https://w3id.org/agendagraph/ns#Law")
    'Law'
    """
    return re.split(r"[#/]", iri)[-1]


def site() -> Site:
    """Return the site that this request is for."""
    return cast(Site, current_app.extensions["agendagraph"])


def language() -> Language:
    """Return the language of this request: that of its path."""
    found: Language = g.setdefault("language", "en" if _ENGLISH.match(request.path) else "nl")
    return found


def translate(key: str, **values: object) -> str:
    """Return a text of the site in the language of this request."""
    return messages.say(key, language(), **values)


def label(iri: str) -> Spoken:
    """Return what people call a thing, in the language of this request where it has a name in that one."""
    return site().store.label(iri, language())


def label_of(iri: str) -> str | Markup:
    """Return what people call a thing as it stands in a page: a name in another language says which one."""
    return spoken(label(iri))


def spoken(words: str, mark: bool = True) -> str | Markup:
    """Return what the data say as it stands in a page: words in another language are marked as such, for eye and ear.

    Args:
        words: a label or a text of the data.
        mark: whether the language is told in print, too; not with what has no other, as the headings of a document.
    """
    tongue = words.language if isinstance(words, Spoken) else ""
    if tongue in {"", language()}:
        return words
    told = Markup('<span lang="{}">{}</span>').format(tongue, str(words))
    return told + Markup(' <span class="other-language">({})</span>').format(tongue) if mark else told


def written(how: Callable[[Any, Language], str]) -> Callable[[Any], str]:
    """Return a filter for templates that writes a date or a number in the language of this request."""
    return lambda value: how(value, language())


def time_of(said: Statement) -> str | Markup:
    """Return when a milestone is: in the words of the data, or from its date where they have those in another language only."""
    words = said.text("dateText", language())
    if words and words.language == language():
        return words
    precision = local_name(said.one("datePrecision"))
    told = local.period(said.one("date"), said.one("endDate"), precision, translate, language())
    return told or spoken(words) or label_of(said.one("datePrecision"))


def link(page: str, **values: Any) -> str:
    """Return the address of a page in the language of this request."""
    return url_for(f"{page}:{language()}", **values)


def public(path: str) -> str:
    """Return the public address of a path of ours, as it was configured: what a visitor sends never counts.

    Without a configured address it is the path alone, which a browser completes with where it is.
    """
    base = site().base_url
    return base + path.removeprefix(request.script_root) if base else path


def own_address() -> str:
    """Return the address that absolute addresses begin with: the configured one, else that of this machine itself."""
    return site().base_url or f"http://127.0.0.1:{request.environ.get('SERVER_PORT', '80')}{request.script_root}"


def link_to(iri: str) -> str:
    """Return the address of the page about a thing or passage, or an empty text where there is none."""
    if iri in site().reading.passages:
        return link("passage", path=iri.removeprefix(terms.AGD))
    if iri in site().reading.chapters:
        return f"{link('agenda')}#{local_name(iri)}"
    return link("thing", identifier=iri.removeprefix(terms.AGD)) if site().is_thing(iri) else ""


def in_language(address: str, other: Language) -> str:
    """Return the address of a page of ours in another language.

    >>> in_language("/en/ding/mitz", "nl"), in_language("/ding/mitz", "en")
    ('/ding/mitz', '/en/ding/mitz')
    """
    path = _ENGLISH.sub("", address, count=1) or "/"
    return f"/en{path}" if other == "en" else path


def same_page_in(other: Language) -> str:
    """Return the address of this same page, with all it was asked, in another language."""
    path = "/" + _ENGLISH.sub("", request.path, count=1).lstrip("/")
    asked = quote(request.query_string, safe="%=&+;/?:@!$'()*,-._~")
    return quote(("/en" if other == "en" else "") + path) + (f"?{asked}" if asked else "")


def kind_of(iri: str) -> str:
    """Return the kind of a thing in words, such as 'Wet'."""
    classes = [c for c in site().names.classes.get(iri, ()) if c.startswith(terms.AG)]
    return ", ".join(sorted(label(c) for c in classes))


def tentative(iri: str) -> str:
    """Return the status of a thing that is not there yet, or no more, in words; an empty text for all others."""
    status = graph.tentative(site().store, iri)
    return label(status) if status else ""


def reservations_of(passage: str) -> list[str]:
    """Return what a reader should know of a passage, in words: that it is of an older edition, from an excerpt and so on."""
    return [label(iri) for iri in reservations_at(passage)]


def reservations_at(passage: str) -> tuple[str, ...]:
    """Return what a reader should know of a passage, as IRIs."""
    return _reservations(site()).get(passage, ())


@functools.lru_cache(maxsize=4)
def _reservations(here: Site) -> dict[str, tuple[str, ...]]:
    return reservations(here.store)


def typed(name: str) -> str:
    """Return what the visitor typed in a field of the address, trimmed; of several fields the first.

    Raises:
        ParameterError: it is longer than any name.
    """
    return next(iter(typed_several(name)), "")


def typed_several(name: str) -> list[str]:
    """Return what the visitor typed in the fields of that name, trimmed, without the empty ones.

    Raises:
        ParameterError: there are too many, or one is longer than any name.
    """
    values = [value.strip() for value in request.args.getlist(name) if value.strip()]
    if len(values) > MAX_VALUES or any(len(value) > MAX_TYPED for value in values):
        raise ParameterError(
            Text(
                f"Geef hoogstens {MAX_VALUES} waarden van hoogstens {MAX_TYPED} tekens.",
                f"Give at most {MAX_VALUES} values of at most {MAX_TYPED} characters.",
            ),
            where=name,
            hint=Text("Typ een naam of een paar woorden.", "Type a name or a few words."),
        )
    return values


def near(name: str, limit: int = 6) -> list[str]:
    """Return the IRIs of things whose names are written almost like this one, nearest first."""
    index = site().names
    if not names.normalize(name) or len(name) > MAX_TYPED:
        return []
    found = [entry.iri for text in index.near(name, limit) for entry in index.having(text)]
    return list(dict.fromkeys(iri for iri in found if site().is_thing(iri)))[:limit]


def choices(*classes: str) -> tuple[tuple[str, str], ...]:
    """Return IRI and name of all instances of these classes (of all things where none is given), by name."""
    return _choices(site(), classes, language())


def depending() -> tuple[tuple[str, str], ...]:
    """Return IRI and name of what needs something or is needed, by name: what a question about needs can be about."""
    known = graph.depending(site().store)
    return tuple(pair for pair in choices() if pair[0] in known)


@functools.lru_cache(maxsize=64)
def _choices(here: Site, classes: tuple[str, ...], tongue: Language) -> tuple[tuple[str, str], ...]:
    wanted = names.class_iris(classes)
    known = here.names.classes
    versions = (
        terms.AG + "BuildingBlockVersion"
    )  # found through their building block; there are too many to choose from
    every = [iri for iri in known if here.is_thing(iri) and versions not in known[iri]]
    iris = [iri for iri in known if known[iri] & wanted] if wanted else every
    named = [(iri, here.store.label(iri, tongue)) for iri in iris]
    return tuple(sorted(named, key=lambda pair: (pair[1].casefold(), pair[0])))
