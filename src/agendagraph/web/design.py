"""The page about the look of the site: every token of the style sheet and every part, shown live."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import render_template

from agendagraph.diagrams import theme
from agendagraph.graph.needs import NATURES
from agendagraph.text import Text
from agendagraph.web.icons import ICONS, LIGHTS
from agendagraph.web.tokens import GROUPS

STYLE_SHEET: Final = Path(__file__).resolve().parent / "static" / "agendagraph.css"
_TOKEN: Final = re.compile(r"^  --ag-([\w-]+): (.+);$", re.M)
_BOTH: Final = re.compile(r"light-dark\((#\w+), (#\w+)\)$")


@dataclass(frozen=True, slots=True)
class Token:
    """A custom property of the style sheet: its name without `--ag-`, its value in light and in dark, and what it is for."""

    name: str
    light: str
    dark: str
    use: Text

    @property
    def is_colour(self) -> bool:
        """Return whether it is one colour in light and one in dark."""
        return self.light.startswith("#")


def page() -> str:
    """Show every token and every part."""
    return render_template(
        "design.html",
        tokens=tokens(),
        families=[*theme.FAMILIES, theme.OTHER],
        colours=list(LIGHTS.values()),
        natures=NATURES,
        signs=list(ICONS),
        certainties=[(name.lower(), words) for name, words in theme.CERTAINTIES.items()],
    )


@functools.cache
def tokens() -> list[tuple[Text, tuple[Token, ...]]]:
    """Return the tokens by group, with their values where no more contrast is asked for."""
    values = dict(_TOKEN.findall(STYLE_SHEET.read_text(encoding="utf-8")))
    return [
        (title, tuple(_token(name, values[name], use) for name, use in uses.items())) for title, uses in GROUPS.items()
    ]


def _token(name: str, value: str, use: Text) -> Token:
    light, dark = found.groups() if (found := _BOTH.match(value)) else (value, value)
    return Token(name, light, dark, use)
