"""Jobs and errors cross to a worker and back unchanged, whatever is in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendagraph import errors
from agendagraph.engine.job import ERROR, FRAME, JOB, Answer, Job, decode_error, encode_error
from agendagraph.errors import AgendaGraphError, QuerySyntaxError
from agendagraph.formats import FORMATS
from agendagraph.text import Text

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_NAMES = st.sampled_from(["", *FORMATS])


@given(
    st.builds(
        Job,
        st.sampled_from(["query", "graph"]),
        _TEXT,
        _TEXT,
        _NAMES,
        _NAMES,
        st.lists(_TEXT, max_size=3).map(tuple),
        st.lists(_TEXT, max_size=3).map(tuple),
        st.integers(0, 2**40),
    )
)
@settings(deadline=None)
def test_a_job_arrives_as_it_was_sent(job: Job) -> None:
    """A frame has its kind and length in front, and gives the same job back."""
    frame = job.encode()
    assert FRAME.unpack_from(frame) == (JOB, len(frame) - FRAME.size)
    assert Job.decode(frame[FRAME.size :]) == job


@pytest.mark.parametrize(
    "name", ["AbsentError", "AnswerTooLargeError", "InputError", "LimitError", "NotAcceptableError", "RefusedError"]
)
@given(_TEXT, _TEXT, _TEXT)
@settings(deadline=None, max_examples=20)
def test_an_error_arrives_as_what_it_is(name: str, nl: str, en: str, where: str) -> None:
    """Kind, both languages, place and hint."""
    kind: type[AgendaGraphError] = getattr(errors, name)
    sent = kind(Text(nl, en), where=where, hint=Text(en, nl))
    frame = encode_error(sent)
    assert FRAME.unpack_from(frame) == (ERROR, len(frame) - FRAME.size)
    back = decode_error(frame[FRAME.size :])
    assert type(back) is kind
    assert (back.message, back.hint, back.where) == (sent.message, sent.hint, sent.where)


def test_the_place_of_a_syntax_error_arrives() -> None:
    """Line and column, and half characters do not stop it."""
    sent = QuerySyntaxError(Text("\ud800", "x"), where="3:4", line=3, column=4)
    back = decode_error(encode_error(sent)[FRAME.size :])
    assert isinstance(back, QuerySyntaxError)
    assert (back.line, back.column, back.where, back.message.nl) == (3, 4, "3:4", "?")


def test_an_answer_knows_its_size() -> None:
    """In pieces or in one."""
    assert (Answer("json", (b"ab", b"c")).size, Answer("json", (b"ab", b"c")).body) == (3, b"abc")
    assert Answer("json", (b"ab",)).body == b"ab"
