"""XML written by hand, safely: every attribute and text is cleaned and escaped in one place."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final
from xml.sax.saxutils import escape

from agendagraph.diagrams.layout.measure import clean

_LEFT_OUT: Final = (None, "")


def tag(name: str, /, *children: str, **attributes: object) -> str:
    """Return an element.

    Args:
        name: of the element.
        children: markup, as `tag` and `said` return it.
        attributes: name → value; `_` in a name stands for `-`, a `_` at its end is dropped (`class_`), and what is None or an
            empty text is left out.

    >>> tag("a", said("x < y"), href="/?a&b", class_="n")
    '<a href="/?a&amp;b" class="n">x &lt; y</a>'
    """
    given = _given(attributes)
    return f"<{name}{given}>{''.join(children)}</{name}>" if children else f"<{name}{given}/>"


@lru_cache(maxsize=2_000, typed=True)
def looks(**attributes: object) -> str:
    """Return the attributes that many elements have in common, as they stand in a tag: what is written often is made once.

    >>> looks(fill="none", class_="line")
    ' fill="none" class="line"'
    """
    return _given(attributes)


def path(outline: str, look: str) -> str:
    """Return a path.

    Args:
        outline: path data, as `shapes` returns it.
        look: its other attributes, as `looks` returns them.
    """
    return f'<path d="{outline}"{look}/>'


def _given(attributes: dict[str, object]) -> str:
    return "".join([f" {_named(key)}={_quoted(value)}" for key, value in attributes.items() if value not in _LEFT_OUT])


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _quoted(value: object) -> str:
    return '"' + said(str(value)).replace('"', "&quot;") + '"'


def said(text: str) -> str:
    """Return a text as markup, without what XML cannot hold."""
    return escape(clean(text))
