"""XML written by hand, safely: every attribute and text is cleaned and escaped in one place."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from agendagraph.diagrams.layout.measure import clean


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
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(clean(str(value)))}"
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    return f"<{name}{given}>{''.join(children)}</{name}>" if children else f"<{name}{given}/>"


def said(text: str) -> str:
    """Return a text as markup, without what XML cannot hold."""
    return escape(clean(text))
