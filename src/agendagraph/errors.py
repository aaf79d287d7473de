"""The one family of errors: what is wrong, where, and what to do.

::

    AgendaGraphError        our fault            exit 3, HTTP 500
    ├── InputError          wrong input          exit 2, HTTP 400
    │   ├── UnknownNameError      nothing by that name         404
    │   ├── ParameterError        a parameter does not fit     400
    │   └── QuerySyntaxError      SPARQL that does not parse   400
    ├── RefusedError        not allowed          exit 2, HTTP 403
    ├── NotAcceptableError  no such format       exit 2, HTTP 406
    ├── TooLargeError       more than we take    exit 2, HTTP 413
    ├── LimitError          took too long        exit 2, HTTP 503
    ├── StoreError          the dataset fails us exit 2, HTTP 502
    └── InvalidDataError    findings in the data exit 1, HTTP 500
"""

from __future__ import annotations

from typing import Any, ClassVar

from agendagraph.text import Language, Text


class AgendaGraphError(Exception):
    """Something is wrong; `message` says what, `where` the place, `hint` what to do.

    >>> InputError(Text("leeg bestand", "empty file"), where="a.trig").as_dict("en")
    {'code': 'input', 'message': 'empty file', 'where': 'a.trig', 'hint': ''}
    """

    code: ClassVar[str] = "internal"
    exit_code: ClassVar[int] = 3
    http_status: ClassVar[int] = 500

    def __init__(self, message: Text, *, where: str = "", hint: Text | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.where = where
        self.hint = hint or Text("", "")

    def as_dict(self, language: Language = "nl") -> dict[str, Any]:
        """Return the one shape in which an error crosses a wire."""
        return {
            "code": self.code,
            "message": self.message(language),
            "where": self.where,
            "hint": self.hint(language),
        }

    def sentence(self, language: Language = "nl") -> str:
        """Return the error as one line for a terminal."""
        parts = [f"{self.where}: " if self.where else "", self.message(language)]
        if hint := self.hint(language):
            parts.append(f" → {hint}")
        return "".join(parts)


class InputError(AgendaGraphError):
    """What was given cannot be used."""

    code = "input"
    exit_code = 2
    http_status = 400


class UnknownNameError(InputError):
    """There is nothing by that name; the hint names the nearest ones."""

    code = "unknown-name"
    http_status = 404


class ParameterError(InputError):
    """A parameter is missing, unknown or of the wrong kind."""

    code = "parameter"


class ImpossibleError(InputError):
    """What is asked for cannot be reached; the message says by which conditions."""

    code = "impossible"
    http_status = 422


class QuerySyntaxError(InputError):
    """A SPARQL query does not parse."""

    code = "query-syntax"


class RefusedError(AgendaGraphError):
    """The request asks for something that is not allowed here."""

    code = "refused"
    exit_code = 2
    http_status = 403


class NotAcceptableError(AgendaGraphError):
    """The answer cannot be given in any of the formats asked for."""

    code = "not-acceptable"
    exit_code = 2
    http_status = 406


class TooLargeError(AgendaGraphError):
    """The input or the answer is larger than we take."""

    code = "too-large"
    exit_code = 2
    http_status = 413


class LimitError(AgendaGraphError):
    """The query ran into a limit of time or memory."""

    code = "limit"
    exit_code = 2
    http_status = 503


class StoreError(AgendaGraphError):
    """The place where the dataset is kept cannot be reached, is damaged or gives no usable answer."""

    code = "store"
    exit_code = 2
    http_status = 502


class InvalidDataError(AgendaGraphError):
    """The data have findings that must be mended first."""

    code = "invalid-data"
    exit_code = 1
