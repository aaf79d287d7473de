"""XML written by hand, safely: every attribute and text is cleaned and escaped in one place."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from agendagraph.diagrams.layout.measure import clean

_PLAIN: Final = re.compile(r"(?:[!#-%'-;=?-~]+(?: [!#-%'-;=?-~]+)*)?")
"""Letters, digits and signs that mean nothing in an attribute, with single spaces: nearly every value there is."""


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
    given = "".join(
        [
            f" {_named(key)}={_quoted(value) if isinstance(value, str) else quoteattr(str(value))}"
            for key, value in attributes.items()
            if value is not None and value != ""
        ]
    )
    return f"<{name}{given}>{''.join(children)}</{name}>" if children else f"<{name}{given}/>"


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _quoted(value: str) -> str:
    return f'"{value}"' if _PLAIN.fullmatch(value) else quoteattr(clean(value))


def said(text: str) -> str:
    """Return a text as markup, without what XML cannot hold."""
    return escape(clean(text))
