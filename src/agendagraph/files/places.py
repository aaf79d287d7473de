"""Where in a TriG file each thing is spoken of: the line that a maintainer opens to mend a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|\s+)
      | (?P<long>"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*"{3}|'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3})
      | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<iri><[^<>\s]*>)
      | (?P<name>(?:_|[^\W\d_][\w.-]*)?:(?:[\w:-]|%|\\.|\.(?=[\w:.%\\-]))*)
      | (?P<word>@?[A-Za-z][\w-]*)
      | (?P<number>[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
      | (?P<mark>[{}\[\]().;,])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class Spot:
    """A place where a thing is the subject: its block, its line, and the line of each of its properties there."""

    graph: str
    line: int
    predicates: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Index:
    """The spots of one file, by subject, and the line where each of its blocks begins."""

    spots: dict[str, list[Spot]] = field(default_factory=dict)
    blocks: dict[str, int] = field(default_factory=dict)


def index(text: str) -> Index:
    """Return where the things of a TriG or Turtle text stand; the text is known to parse.

    >>> index("@prefix x: <urn:x:> . x:g {\\n x:a x:b 1 ;\\n x:c 2 }").spots["urn:x:a"]
    [Spot(graph='urn:x:g', line=2, predicates={'urn:x:b': 2, 'urn:x:c': 3})]
    """
    found, spaces = Index(), dict[str, str]()
    graph, subject, spot, depth, prefix = "", ("", 0), Spot("", 0), 0, ""
    expected = "subject"
    for kind, sign, line in _tokens(text):
        if sign in "[(":
            depth += 1
            if expected == "subject":  # a thing without a name: nothing can be found under it
                subject, expected, spot = ("", line), "predicate", Spot(graph, line)
        elif sign in "])":
            depth -= 1
        elif depth:
            continue
        elif sign == "{":
            graph = subject[0] if expected == "predicate" else ""
            if graph:
                found.blocks.setdefault(graph, subject[1])
            expected = "subject"
        elif sign == "}":
            graph, expected = "", "subject"
        elif sign == ".":
            expected = "subject"
        elif sign == ";":
            expected = "predicate"
        elif kind == "word" and sign.lower().lstrip("@") in {"prefix", "base"}:
            prefix, expected = sign, "prefix"
        elif expected == "prefix":
            if kind == "iri":
                spaces[prefix], expected = sign[1:-1], "subject"
            prefix = sign[:-1]
        elif kind in {"iri", "name"} or sign == "a":
            iri = _full(sign, spaces)
            if expected == "subject":
                subject, expected, spot = (iri, line), "predicate", Spot(graph, line)
            elif expected == "predicate":
                if subject[0] and not spot.predicates:
                    found.spots.setdefault(subject[0], []).append(spot)
                spot.predicates.setdefault(iri, line)
                expected = "object"
    return found


def first(text: str, pattern: re.Pattern[str]) -> tuple[int, int]:
    """Return line and column of the first sign that begins so; a comment is one sign, and so is a text.

    >>> first('# !\\n"!" x:a !', re.compile("!"))
    (2, 9)
    """
    for match in _TOKEN.finditer(text):
        if pattern.match(text, match.start()):
            before = text[: match.start()]
            return before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    return 0, 0


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield kind, text and line of every sign that means something."""
    line = 1
    for match in _TOKEN.finditer(re.sub("\r\n?", "\n", text)):
        if match.lastgroup != "skip":
            yield match.lastgroup or "", match[0], line
        line += match[0].count("\n")


def _full(sign: str, spaces: dict[str, str]) -> str:
    if sign == "a":
        return "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    if sign.startswith("<"):
        return sign[1:-1]
    prefix, _, local = sign.partition(":")
    return spaces.get(prefix, prefix + ":") + re.sub(r"\\(.)", r"\1", local)
