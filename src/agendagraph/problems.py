"""Errors as programs get them: problem documents (RFC 9457), the one shape on the wire."""

from __future__ import annotations

import json
from typing import Any, Final

from agendagraph.errors import AgendaGraphError, StoreError
from agendagraph.text import Language, Text

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = "https://w3id.org/agendagraph/problems#"

TITLES: Final = {
    "internal": Text("Er ging iets mis bij ons", "Something went wrong on our side"),
    "input": Text("De invoer is niet te gebruiken", "The input cannot be used"),
    "unknown-name": Text("Onbekende naam", "Unknown name"),
    "parameter": Text("Een parameter past niet", "A parameter does not fit"),
    "contradiction": Text("Dit spreekt zichzelf tegen", "This contradicts itself"),
    "impossible": Text("Dit is niet te bereiken", "This cannot be reached"),
    "query-syntax": Text("De query klopt niet", "The query does not parse"),
    "not-found": Text("Niet gevonden", "Not found"),
    "method-not-allowed": Text("Methode niet toegestaan", "Method not allowed"),
    "too-large": Text("Het verzoek is te groot", "The request is too large"),
    "address-too-long": Text("Het adres is te lang", "The address is too long"),
    "head-too-large": Text("De kop van het verzoek is te groot", "The head of the request is too large"),
    "media-type": Text("Deze soort inhoud wordt niet gelezen", "This kind of content is not read"),
    "slow": Text("Het verzoek kwam te langzaam binnen", "The request arrived too slowly"),
    "refused": Text("Niet toegestaan", "Not allowed"),
    "not-acceptable": Text("Geen passend formaat", "No format that fits"),
    "query-resource-limit": Text("Meer dan de zoekmachine kan dragen", "More than the engine can carry"),
    "query-timeout": Text("De query duurde te lang", "The query took too long"),
    "answer-too-large": Text("Het antwoord is te groot", "The answer is too large"),
    "busy": Text("Het is te druk", "Too busy"),
    "too-many": Text("Te veel verzoeken", "Too many requests"),
    "store": Text("De dataset is niet bereikbaar", "The dataset cannot be reached"),
    "invalid-data": Text("De gegevens hebben fouten", "The data have violations"),
}
"""Code of an error → what errors of that kind have in common; a code is part of the interface and does not change."""


def for_visitors(error: AgendaGraphError) -> AgendaGraphError:
    """Return an error as a visitor may see it: where the data are kept is for the log.

    >>> from agendagraph.errors import StoreError
    >>> for_visitors(StoreError(Text("Weg.", "Gone."), where="http://10.0.0.1/")).where
    ''
    """
    if isinstance(error, StoreError):
        return StoreError(error.message, hint=Text("Probeer het later opnieuw.", "Try again later."))
    return error


def document(error: AgendaGraphError, language: Language, instance: str = "") -> dict[str, Any]:
    """Return an error as a problem document.

    Args:
        error: what is wrong.
        language: of the texts.
        instance: what identifies this occurrence, such as the id of the request.

    Returns:
        `type`, `title`, `status` and `detail` as in RFC 9457; `code`, `where` and `hint` as everywhere in AgendaGraph; for a
        query that does not parse `line` and `column`.

    >>> from agendagraph.errors import RefusedError
    >>> document(RefusedError(Text("Nee.", "No.")), "en")["status"]
    403
    """
    found: dict[str, Any] = {
        "type": TYPES + error.code,
        "title": TITLES[error.code](language),
        "status": error.http_status,
        "detail": error.message(language),
        "code": error.code,
        "where": error.where,
        "hint": error.hint(language),
    }
    if line := getattr(error, "line", 0):
        found |= {"line": line, "column": getattr(error, "column", 0)}
    if instance:
        found["instance"] = f"urn:agendagraph:request:{instance}"
    return found


def encode(error: AgendaGraphError, language: Language, instance: str = "") -> bytes:
    """Return the problem document as it is sent: JSON, with text that cannot be sent replaced."""
    return json.dumps(document(error, language, instance), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
