"""The legend of a picture: what is used in it and no more, in rows as wide as the picture is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from agendagraph.diagrams import shapes, theme
from agendagraph.diagrams.layout.labels import common_label
from agendagraph.diagrams.layout.laid import Box, Laid
from agendagraph.diagrams.layout.measure import width
from agendagraph.diagrams.markup import looks, path, said, tag
from agendagraph.diagrams.view import View
from agendagraph.text import Text

SIZE: Final = 11.5
ROW: Final = 22.0
_SIGN: Final = 30.0
_GAP: Final = 20.0

_CERTAINTY: Final = Text("zekerheid", "certainty")
_FOCUS: Final = Text("hier gaat het om", "what this is about")
_NOT_CHOSEN: Final = Text("kan ook, niet gekozen", "also possible, not chosen")
_TENTATIVE: Final = Text("nog niet (overal) zo", "not (everywhere) so yet")
_ARROW: Final = Text("pijl: {label}", "arrow: {label}")
_AS_ONE: Final = Text("één van deze is genoeg", "one of these suffices")

FOCUSED: Final = frozenset({"focus", "goal", "start"})


@dataclass(frozen=True, slots=True)
class Item:
    """A sign and what it means; `draw` returns the sign, given the top left corner of its place."""

    text: str
    draw: Callable[[float, float], str]


def items(view: View, laid: Laid) -> list[Item]:
    """Return what there is to explain in a picture."""
    if view.kind == "timeline":
        return list(_certainties(view))
    return [*_families(view), *_states(view, laid), *_lines(view), *_badges(view)]


def draw(view: View, laid: Laid, x: float, y: float, wide: float) -> tuple[str, float]:
    """Return the legend as markup, and how high it is."""
    left, top, parts = x, y, []
    for item in items(view, laid):
        room = _SIGN + width(item.text, SIZE) + _GAP
        if left > x and left + room > x + wide + _GAP:
            left, top = x, top + ROW
        parts.append(item.draw(left, top + 3))
        parts.append(
            tag(
                "text",
                said(item.text),
                x=shapes.n(left + _SIGN),
                y=shapes.n(top + 14),
                font_size=SIZE,
                fill=theme.SOFT,
                class_="soft",
                textLength=shapes.n(width(item.text, SIZE)),
                lengthAdjust="spacingAndGlyphs",
            )
        )
        left += room
    if not parts:
        return "", 0.0
    return tag("g", *parts, class_="legend", aria_hidden="true"), top + ROW - y


def _families(view: View) -> Iterator[Item]:
    used = {theme.family(node.kind).name for node in view.nodes if node.kind}
    for family in (*theme.FAMILIES, theme.OTHER):
        if family.name in used:
            yield Item(family.title(view.language), lambda x, y, f=family: sample(f, x, y))  # type: ignore[misc]


def sample(family: theme.Family, x: float, y: float) -> str:
    """Return a small card of a family with its icon."""
    outline = shapes.card(family.shape, Box(x, y - 1, 24, 17))
    return tag(
        "g",
        path(outline, looks(fill=family.fill, stroke=family.stroke, class_="card")),
        icon(family.icon, x + 7, y + 2.5, family.stroke, 0.8),
        class_=f"f-{family.name}",
    )


def icon(outline: str, x: float, y: float, colour: str, scale: float = 1.0, width: float = 1.3) -> str:
    """Return an icon with its top left corner there."""
    if not outline:
        return ""
    place = f"translate({shapes.n(x)} {shapes.n(y)})" + (f" scale({scale})" if scale != 1 else "")
    look = looks(
        fill="none", stroke=colour, stroke_width=width, stroke_linecap="round", stroke_linejoin="round", class_="icon"
    )
    return path(outline, f' transform="{place}"{look}')


def _states(view: View, laid: Laid) -> Iterator[Item]:
    marks = {mark for node in view.nodes for mark in node.marks}
    language = view.language
    if marks & FOCUSED:
        yield Item(_FOCUS(language), lambda x, y: _swatch(x, y, fill=theme.INK, stroke=theme.INK, class_="strong"))
    if any(node.status for node in view.nodes):
        yield Item(_TENTATIVE(language), lambda x, y: _swatch(x, y, dash="5 3"))
    if "other" in marks:
        yield Item(_NOT_CHOSEN(language), lambda x, y: _swatch(x, y, dash="1.5 3"))
    if laid.junctions:
        yield Item(_AS_ONE(language), _fork)


def _swatch(
    x: float, y: float, fill: str = theme.PAPER, stroke: str = theme.SOFT, dash: str = "", class_: str = "plain"
) -> str:
    outline = shapes.card("round", Box(x, y - 1, 24, 17))
    return path(outline, looks(fill=fill, stroke=stroke, stroke_dasharray=dash, stroke_width=1.3, class_=class_))


def _fork(x: float, y: float) -> str:
    outline = shapes.card("pill", Box(x, y + 1, 24, 13))
    return path(outline, looks(fill=theme.INK, class_="fork"))


def _lines(view: View) -> Iterator[Item]:
    language = view.language
    if view.edges and (meaning := common_label(view)):
        yield Item(_ARROW(language).format(label=meaning), lambda x, y: _line(x, y, theme.STROKES["Must"], "filled"))
    forces = [force for force in theme.STROKES if force and any(edge.force == force for edge in view.edges)]
    for force in forces:
        stroke = theme.STROKES[force]
        yield Item(stroke.title(language), lambda x, y, s=stroke: _line(x, y, s, None))  # type: ignore[misc]
    bases = [basis for basis in theme.HEADS if any(edge.basis == basis for edge in view.edges)]
    if set(bases) - {"Stated"}:
        for basis in bases:
            head, title = theme.HEADS[basis]
            yield Item(title(language), lambda x, y, h=head: _line(x, y, theme.STROKES[""], h))  # type: ignore[misc]


def _line(x: float, y: float, stroke: theme.Stroke, head: theme.Head | None) -> str:
    points = ((x, y + 7.5), (x + 8, y + 7.5), (x + 16, y + 7.5), (x + 24, y + 7.5))
    return path(shapes.curve(points), line(stroke)) + (arrow(points, head) if head else "")


def line(stroke: theme.Stroke) -> str:
    """Return how a line looks."""
    return looks(fill="none", stroke=theme.LINE, stroke_width=stroke.width, stroke_dasharray=stroke.dash, class_="line")


def arrow(points: tuple[tuple[float, float], ...], head: theme.Head) -> str:
    """Return the head of an arrow along a curve."""
    fill = theme.LINE if head == "filled" else theme.PAPER
    name = "head" if head == "filled" else "head open"
    return path(shapes.head(points, head), looks(fill=fill, stroke=theme.LINE, stroke_width=1.2, class_=name))


def _badges(view: View) -> Iterator[Item]:
    for mark, badge in theme.BADGES.items():
        if any(mark in node.marks for node in view.nodes):
            yield Item(badge.title(view.language), lambda x, y, b=badge: sign(b, x + 6, y + 1))  # type: ignore[misc]


def sign(badge: theme.Badge, x: float, y: float) -> str:
    """Return a badge with its top left corner there."""
    return tag("g", icon(badge.icon, x, y, badge.colour, width=2.0), class_="badge")


def _certainties(view: View) -> Iterator[Item]:
    family = theme.family("Milestone")
    for name, title in theme.CERTAINTIES.items():
        if any((node.status or "Unknown") == name for node in view.nodes):
            yield Item(
                f"{_CERTAINTY(view.language)}: {title(view.language)}",
                lambda x, y, c=name: spot(c, Box(x + 6, y + 1, 14, 14), family),  # type: ignore[misc]
            )


def spot(certainty: str, box: Box, family: theme.Family) -> str:
    """Return the sign of a moment or a span, filled as far as it is certain."""
    fill = family.stroke if certainty in {"Done", "Planned"} else theme.PAPER
    look = looks(
        fill=fill,
        stroke=family.stroke,
        stroke_width=1.6,
        stroke_dasharray="2 2" if certainty in {"Uncertain", "Unknown"} else "",
        class_="spot" if fill == family.stroke else "spot open",
    )
    return path(shapes.spot(certainty, box), look)
