"""What goes to a worker and what comes back: a job, an answer, and how both cross a socket."""

from __future__ import annotations

import json
import marshal
import struct
from dataclasses import dataclass
from typing import Any, Final, Literal

from agendagraph.errors import (
    AbsentError,
    AgendaGraphError,
    AnswerTooLargeError,
    InputError,
    LimitError,
    NotAcceptableError,
    QuerySyntaxError,
    RefusedError,
)
from agendagraph.text import Text

FRAME: Final = struct.Struct("!cI")
"""Head of a frame: its kind, and how many bytes follow."""

JOB: Final = b"J"
PART: Final = b"P"
LAST: Final = b"L"
WORN: Final = b"W"
ERROR: Final = b"E"
"""Kinds of frames: a job; a part of an answer; its last part, with the name of the format in front; the same, from a worker that
has taken much memory; an error."""

_CROSSING: Final = {
    kind.code: kind
    for kind in (
        AbsentError,
        AnswerTooLargeError,
        InputError,
        LimitError,
        NotAcceptableError,
        QuerySyntaxError,
        RefusedError,
    )
}


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to ask of the dataset.

    Attributes:
        what: `query`, or `graph` for all statements of one graph.
        text: the query; for a graph its IRI, or an empty text for the default graph.
        base: what relative IRIs of the query are resolved against.
        rows: name of the format for a table; empty where the asker accepts none.
        graph: name of the format for a graph; empty where the asker accepts none.
        default_graphs: graphs that make up the default graph, where the request names any.
        named_graphs: graphs that `GRAPH` sees, where the request names any.
        most: bytes of answer that are sent at the most.
    """

    what: Literal["query", "graph"]
    text: str
    base: str
    rows: str = "json"
    graph: str = "turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    most: int = 32_000_000

    @property
    def chooses_dataset(self) -> bool:
        """Whether the request itself says which graphs count; it then overrules the query."""
        return bool(self.default_graphs or self.named_graphs)

    def encode(self) -> bytes:
        """Return the job as a frame; both ends run the same Python, and the one that reads trusts the one that writes."""
        body = marshal.dumps(
            (
                self.what,
                self.text,
                self.base,
                self.rows,
                self.graph,
                self.default_graphs,
                self.named_graphs,
                self.most,
            )
        )
        return FRAME.pack(JOB, len(body)) + body

    @classmethod
    def decode(cls, body: bytes) -> Job:
        """Return the job of a frame.

        >>> job = Job("query", "ASK {}", "https://example.org/")
        >>> Job.decode(job.encode()[FRAME.size:]) == job
        True
        """
        return cls(*marshal.loads(body))  # noqa: S302 - of the process that started this one, never of a visitor


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer.

    Attributes:
        format: name of its format.
        parts: its bytes, in pieces, so that a large answer is never copied whole.
        queued, ran: how long it waited and how long it ran, in seconds.
    """

    format: str
    parts: tuple[bytes, ...]
    queued: float = 0.0
    ran: float = 0.0

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return sum(map(len, self.parts))

    @property
    def body(self) -> bytes:
        """Its bytes in one piece."""
        return self.parts[0] if len(self.parts) == 1 else b"".join(self.parts)


def encode_error(error: AgendaGraphError) -> bytes:
    """Return an error as a frame."""
    values = {
        "code": error.code,
        "message": (error.message.nl, error.message.en),
        "hint": (error.hint.nl, error.hint.en),
        "where": error.where,
        "line": getattr(error, "line", 0),
        "column": getattr(error, "column", 0),
    }
    body = json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")
    return FRAME.pack(ERROR, len(body)) + body


def decode_error(body: bytes) -> AgendaGraphError:
    """Return the error of a frame."""
    values: dict[str, Any] = json.loads(body)
    kind = _CROSSING.get(values["code"], AgendaGraphError)
    message, hint = Text(*values["message"]), Text(*values["hint"])
    if kind is QuerySyntaxError:
        return QuerySyntaxError(message, hint=hint, where=values["where"], line=values["line"], column=values["column"])
    return kind(message, hint=hint, where=values["where"])
