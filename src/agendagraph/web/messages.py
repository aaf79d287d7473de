"""What the site itself says, asked by key: the message catalogs of both languages, which templates read as `t("key")`.

A catalog is `translations/<language>/LC_MESSAGES/site.po`, in the format of GNU gettext: translators have programs for it. The
key stands where gettext has the original; a text about a number has a form for one and a form for more. `tools/catalogs.py`
keeps the catalogs in order.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from babel.messages import Message
from babel.messages.pofile import read_po

from agendagraph.text import LANGUAGES, Language, Text
from agendagraph.web import local
from agendagraph.web.strings import STRINGS

FOLDER: Final = Path(__file__).parent / "translations"


def path(language: Language) -> Path:
    """Return the file of the catalog of a language."""
    return FOLDER / language / "LC_MESSAGES" / "site.po"


@functools.cache
def catalog(language: Language) -> Mapping[str, tuple[str, ...]]:
    """Return key → text in a language: its one form, or the form for one and the form for more.

    Texts that are kept elsewhere, as other parts say them, too, are among them.
    """
    found: dict[str, tuple[str, ...]] = {key: (text(language),) for key, text in STRINGS.items()}
    if path(language).exists():
        with path(language).open("rb") as stream:
            for message in read_po(stream, locale=language, abort_invalid=True):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key:
                    found.setdefault(key, forms(message))
    return MappingProxyType(found)


def forms(message: Message) -> tuple[str, ...]:
    """Return the forms of a text in a catalog; one that is missing is empty."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def say(key: str, language: Language, **values: object) -> str:
    """Return a text of the site.

    Args:
        key: its name in the catalogs.
        language: that of the reader.
        values: what its placeholders stand for; numbers are written as the language writes them, and `count` chooses between the
            form for one and the form for more.

    Raises:
        KeyError: there is no such text, or a value for it is missing.

    >>> say("rows", "nl", count=1), say("rows", "nl", count=1200)
    ('1 rij', '1.200 rijen')
    """
    known = catalog(language)[key]
    # Dutch and English have the same rule: one, or not one; a test holds the catalogs to it.
    form = known[0] if len(known) == 1 or values["count"] == 1 else known[1]
    if not values:
        return form
    return form.format(**{name: _written(value, language) for name, value in values.items()})


def _written(value: object, language: Language) -> object:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return local.number(value, language) if is_number else value


def text(key: str) -> Text:
    """Return a text without placeholders in both languages, for what is told in more than one.

    >>> text("yes")
    Text(nl='Ja', en='Yes')
    """
    return Text(*(catalog(language)[key][0] for language in LANGUAGES))


def starting(prefix: str, language: Language) -> dict[str, str]:
    """Return the texts whose key begins with a prefix, by the rest of the key and with their placeholders: for scripts."""
    return {key.removeprefix(prefix): known[-1] for key, known in catalog(language).items() if key.startswith(prefix)}
