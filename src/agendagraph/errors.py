"""The one family of errors: what is wrong, where, and what to do.

::

    AgendaGraphError        our fault            exit 3, HTTP 500
    ├── InputError          wrong input          exit 2, HTTP 400
    │   ├── UnknownNameError      nothing by that name         404
    │   ├── ParameterError        a parameter does not fit     400
    │   └── QuerySyntaxError      SPARQL that does not parse   400
    │   ├── ContradictionError    contradicts itself           409
    │   ├── ImpossibleError       cannot be reached            422
    │   ├── AbsentError           no such address              404
    │   ├── MethodError           not by this method           405
    │   ├── TooLargeError         a request beyond our limits  413
    │   ├── AddressTooLongError   an address beyond them       414
    │   ├── MediaTypeError        a body of another kind       415
    │   └── SlowError             a request that took too long 408
    ├── RefusedError        not allowed          exit 2, HTTP 403
    ├── NotAcceptableError  no such format       exit 2, HTTP 406
    ├── LimitError          a limit of the run   exit 2, HTTP 422
    │   ├── DeadlineError         of time                      504
    │   └── AnswerTooLargeError   of the answer's size         422
    ├── BusyError           try again later      exit 2, HTTP 503
    │   └── TooManyError          this client, that is         429
    ├── StoreError          the dataset fails us exit 2, HTTP 502
    └── InvalidDataError    findings in the data exit 1, HTTP 500
"""

from __future__ import annotations

from collections.abc import Sequence
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

    @property
    def headers(self) -> dict[str, str]:
        """HTTP headers that belong to this error."""
        return {}

    def as_dict(self, language: Language = "nl") -> dict[str, Any]:
        """Return the error as a mapping."""
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


class ContradictionError(InputError):
    """What is asked contradicts itself, each part of it being fine."""

    code = "contradiction"
    http_status = 409


class ImpossibleError(InputError):
    """What is asked for cannot be reached; the message says by which conditions."""

    code = "impossible"
    http_status = 422


class QuerySyntaxError(InputError):
    """A SPARQL query does not parse; `line` and `column` count from 1, and are 0 where the place is not known."""

    code = "query-syntax"

    def __init__(
        self, message: Text, *, where: str = "", hint: Text | None = None, line: int = 0, column: int = 0
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.line = line
        self.column = column


class AbsentError(InputError):
    """There is nothing at this address."""

    code = "not-found"
    http_status = 404


class MethodError(InputError):
    """The address does not know this method; `allowed` are the ones that it knows."""

    code = "method-not-allowed"
    http_status = 405

    def __init__(self, allowed: Sequence[str]) -> None:
        super().__init__(
            Text("Dit adres kent deze methode niet.", "This address does not know this method."),
            hint=Text(f"Gebruik {', '.join(allowed)}.", f"Use {', '.join(allowed)}."),
        )
        self.allowed = tuple(allowed)

    @property
    def headers(self) -> dict[str, str]:
        """The methods that there are."""
        return {"Allow": ", ".join(self.allowed)}


class TooLargeError(InputError):
    """The request is larger than we take."""

    code = "too-large"
    http_status = 413


class AddressTooLongError(InputError):
    """The address is longer than we take."""

    code = "address-too-long"
    http_status = 414


class HeadTooLargeError(InputError):
    """The head of the request is longer than we take."""

    code = "head-too-large"
    http_status = 431


class MediaTypeError(InputError):
    """The body of a request is of a kind that is not read here."""

    code = "media-type"
    http_status = 415


class SlowError(InputError):
    """The request did not arrive in time."""

    code = "slow"
    http_status = 408

    @property
    def headers(self) -> dict[str, str]:
        """The connection ends: the rest of the request would be taken for the next one."""
        return {"Connection": "close"}


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


class LimitError(AgendaGraphError):
    """The query ran into a limit of the engine: memory, or what the engine can carry."""

    code = "query-resource-limit"
    exit_code = 2
    http_status = 422


class DeadlineError(LimitError):
    """The query took too long and was stopped."""

    code = "query-timeout"
    http_status = 504


class AnswerTooLargeError(LimitError):
    """The answer is larger than we send; it is never sent in part."""

    code = "answer-too-large"


class BusyError(AgendaGraphError):
    """There is no place for this request now; `retry_after` says in how many seconds to try again."""

    code = "busy"
    exit_code = 2
    http_status = 503

    def __init__(self, message: Text, *, hint: Text | None = None, retry_after: int = 1) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """When to try again."""
        return {"Retry-After": str(self.retry_after)}


class TooManyError(BusyError):
    """This client asks for more than its share."""

    code = "too-many"
    http_status = 429


class StoreError(AgendaGraphError):
    """The place where the dataset is kept cannot be reached, is damaged or gives no usable answer."""

    code = "store"
    exit_code = 2
    http_status = 502


class InvalidDataError(AgendaGraphError):
    """The data have findings that must be mended first."""

    code = "invalid-data"
    exit_code = 1
