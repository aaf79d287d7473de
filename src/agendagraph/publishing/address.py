"""Where the public reaches a site: configured, never taken from what a visitor sends."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from agendagraph.errors import InputError
from agendagraph.text import Text

PERMANENT: Final = "https://w3id.org/agendagraph"
"""The address that all IRIs begin with, and that leads to a site that serves them."""

_NOT_IN_ADDRESS: Final = re.compile(r'[^\x21-\x7e]|[<>"{}|\\^`]')
_LONGEST: Final = 200


def public_address(given: str) -> str:
    """Return a configured public address without the slash at its end; an empty text where there is none.

    Raises:
        InputError: it is no address of a site.

    >>> public_address("https://agenda.regio.example/")
    'https://agenda.regio.example'
    """
    try:
        parts = urlsplit(given)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    sound = sound and parts.username is None and not (parts.query or parts.fragment or _NOT_IN_ADDRESS.search(given))
    if given and not sound:
        raise InputError(
            Text("Dit is geen adres van een site.", "This is no address of a site."),
            where=given[:_LONGEST],
            hint=Text(
                "Geef bijvoorbeeld https://agenda.regio.example.", "Give for example https://agenda.regio.example."
            ),
        )
    return given.rstrip("/")
