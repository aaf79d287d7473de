"""A view as SVG: real text, real links, a title and a description, and a legend; nothing in it that runs or is fetched.

Light colours are attributes, so that the picture is right where style sheets are not read; the dark ones are a style sheet that
only a file of its own has, since a page may forbid styles in its midst.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final
from urllib.parse import quote

from agendagraph import terms
from agendagraph.diagrams import legend, shapes, theme
from agendagraph.diagrams.layout import Laid
from agendagraph.diagrams.layout.cards import BADGE, ICON, KIND_LINE, LEADING, LEFT, RIGHT, TOP, noted
from agendagraph.diagrams.layout.laid import Box, PlacedEdge, PlacedGroup, PlacedNode, PlacedText, Point
from agendagraph.diagrams.layout.measure import Weight, clean, width, wrap
from agendagraph.diagrams.markup import looks, path, said, tag
from agendagraph.diagrams.view import Edge, Node, View
from agendagraph.text import Text

_MARGIN: Final = 24.0
_NARROWEST: Final = 620.0
_TITLE: Final = 22.0
_NOTE: Final = 12.5
_SMALL: Final = 11.0

_CHOICE: Final = Text("één van: ", "one of: ")
_ALSO: Final = Text("Bron: ", "Source: ")
_FINGERPRINT: Final = Text("vingerafdruk ", "fingerprint ")
_PICTURE: Final = Text("Tekening", "Drawing")


def iri_of(identifier: str) -> str:
    """Return the address of a thing of ours: its IRI, with everything but its letters escaped; none for anything else."""
    if not identifier.startswith(terms.AGD):
        return ""
    return terms.AGD + quote(identifier.removeprefix(terms.AGD), safe="/-._~")


def write(view: View, laid: Laid | None) -> bytes:
    """Return a picture as a file of its own.

    Raises:
        ValueError: there is no layout.
    """
    if laid is None:
        raise ValueError("a picture needs a layout")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return (head + draw(view, laid) + "\n").encode("utf-8", "replace")


def draw(
    view: View, laid: Laid, *, link: Callable[[str], str] = iri_of, in_page: bool = False, titled: bool = True
) -> str:
    """Return a picture as an element.

    Args:
        view, laid: what to draw, and where.
        link: node id → address; an empty text for no link. Only this decides what can be clicked.
        in_page: leave out the style sheet, since the page has its own, and say of each line in `data-e` which edges of the
            view it is, so that a script of the page can light it up.
        titled: write the title above the picture; a page that has it as a heading need not.
    """
    return _Drawing(view, laid, link, in_page=in_page, titled=titled).element()


class _Drawing:
    """One picture being drawn, from top to bottom."""

    def __init__(self, view: View, laid: Laid, link: Callable[[str], str], *, in_page: bool, titled: bool) -> None:
        self.view, self.laid, self.link = view, laid, link
        self.in_page, self.titled = in_page, titled
        seed = repr((view.kind, sorted(view.parameters.items()), view.title, [node.id for node in view.nodes]))
        self.prefix = "ag" + hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        self.nodes = {node.id: node for node in view.nodes}
        self.sentences = [self._sentence(edge) for edge in view.edges]
        self.related: dict[str, list[str]] = defaultdict(list)
        for edge, sentence in zip(view.edges, self.sentences, strict=True):
            self.related[edge.source].append(sentence)
        self.places = {node.id: place for place, node in enumerate(view.nodes)}
        self.forked = {(fork.choice, fork.owner) for fork in laid.junctions}
        self.wide = max(_NARROWEST, laid.width + 2 * _MARGIN)

    def element(self) -> str:
        """Return the whole."""
        body, height = self._stacked()
        title, text = f"{self.prefix}-t", f"{self.prefix}-d"
        size = f"0 0 {shapes.n(self.wide)} {shapes.n(height)}"
        return tag(
            "svg",
            tag("title", said(self.view.title), id=title),
            tag("desc", said(self._description()), id=text),
            "" if self.in_page else tag("style", _stylesheet()),
            tag("rect", width=shapes.n(self.wide), height=shapes.n(height), fill=theme.PAPER, class_="paper"),
            *body,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=size,
            width=shapes.n(self.wide),
            height=shapes.n(height),
            role="graphics-document document",
            aria_labelledby=title,
            aria_describedby=text,
            lang=self.view.language,
            class_="diagram",
            font_family=theme.FONT,
        )

    def _stacked(self) -> tuple[list[str], float]:
        """Return title, drawing, legend and source line under one another, and how high they are."""
        y, parts = _MARGIN, []
        room = self.wide - 2 * _MARGIN
        if self.titled:
            title = wrap(self.view.title, _TITLE, room, "bold", most=2)
            parts.append(self._lines(title, _MARGIN, y, theme.INK, "ink", weight=600, hidden=True))
            y += len(title.lines) * title.size * LEADING + 4
            lead = wrap(self.view.description, _NOTE, min(room, 900), most=3)
            parts.append(self._lines(lead, _MARGIN, y, theme.SOFT, "soft", hidden=True))
            y += len(lead.lines) * lead.size * LEADING + 14
        x = (self.wide - self.laid.width) / 2
        parts.append(tag("g", *self._drawing(), transform=f"translate({shapes.n(x)} {shapes.n(y)})"))
        y += self.laid.height + 14
        explained, high = legend.draw(self.view, self.laid, _MARGIN, y, room)
        parts.append(explained)
        y += high + (8 if high else 0)
        for text in (self.view.omission, self.laid.notice(self.view.language), self._source()):
            told = wrap(text, _SMALL, room, most=3)
            parts.append(self._lines(told, _MARGIN, y, theme.SOFT, "soft"))
            y += len(told.lines) * told.size * LEADING + (4 if told.lines else 0)
        return parts, y + _MARGIN - 8

    def _description(self) -> str:
        parts = (self.view.description, self.view.omission, self.laid.notice(self.view.language), self._source())
        return " ".join(part for part in parts if part)

    def _source(self) -> str:
        told = [self.view.edition] if self.view.edition else []
        if self.view.fingerprint:
            told.append(_FINGERPRINT(self.view.language) + self.view.fingerprint[:12])
        return _ALSO(self.view.language) + "; ".join(told) if told else ""

    def _drawing(self) -> list[str]:
        columns = [self._group(group, number) for number, group in enumerate(self.laid.groups)]
        lines: dict[tuple[Point, ...], list[PlacedEdge]] = defaultdict(list)
        for edge in self.laid.edges:
            lines[edge.curve].append(edge)
        edges = [self._edge(some) for some in lines.values()]
        forks = [self._fork(number) for number in range(len(self.laid.junctions))]
        # The order of the page is the order of the keyboard: columns from left to right, each from top to bottom.
        order = sorted(self.laid.nodes, key=lambda node: (round(node.box.x), node.box.y))
        cards = [self._node(node) for node in order]
        return [
            tag("g", *columns, class_="columns") if columns else "",
            *(self._bundle(box) for box in self.laid.bundles),
            tag("g", *edges, *forks, aria_hidden="true", class_="edges") if edges else "",
            tag("g", *cards, role="group", aria_label=_PICTURE(self.view.language), class_="nodes"),
        ]

    def _group(self, group: PlacedGroup, number: int) -> str:
        box = group.box
        band = _rectangle(box, looks(rx=6, fill=theme.BAND, class_="band"))
        middle = group.heading.centre[0]
        text = self._lines(group.text, middle, group.heading.y, theme.INK, "ink", weight=600, anchor="middle")
        return tag("g", band, text, id=f"{self.prefix}-g{number}")

    def _edge(self, alike: list[PlacedEdge]) -> str:
        """Return the one line of edges that run along the same curve."""
        placed, edge = alike[0], self.view.edges[alike[0].number]
        stroke = theme.STROKES.get(edge.force, theme.STROKES[""])
        head, _ = theme.HEADS.get(edge.basis, theme.HEADS["Stated"])
        source, target = self.nodes[edge.source], self.nodes[edge.target]
        is_other = "other" in edge.marks or "other" in source.marks or "other" in target.marks
        parts = [
            tag("title", said(" ".join(self.sentences[one.number] for one in alike))),
            path(shapes.curve(placed.curve), legend.line(stroke)),
        ]
        # The options of a choice lead into it: there the arrow is that of the whole choice.
        if not (self.view.is_reversed and (edge.choice, edge.source) in self.forked):
            parts.append(legend.arrow(placed.curve, head))
        if placed.label_at:
            at = placed.label_at
            ground = Box(at.x + 2, at.y, at.width - 4, at.height)
            parts.append(_rectangle(ground, looks(fill=theme.PAPER, fill_opacity=0.9, class_="paper")))
            parts.append(self._lines(placed.label, at.centre[0], at.y + 2, theme.INK, "ink", anchor="middle"))
        look = looks(opacity=0.55 if is_other else None, class_="edge")
        numbers = self._numbered(one.number for one in alike)
        return f"<g{look}{numbers}>{''.join(parts)}</g>"

    def _numbered(self, edges: Iterable[int]) -> str:
        """Return, as an attribute, which edges a line stands for, in a page."""
        return f' data-e="{" ".join(map(str, sorted(edges)))}"' if self.in_page else ""

    def _bundle(self, box: Box) -> str:
        """Return the frame around nodes that share a line."""
        return _rectangle(box, looks(rx=9, fill=theme.PAPER, stroke=theme.LINE, stroke_width=1, class_="paper line"))

    def _fork(self, number: int) -> str:
        fork = self.laid.junctions[number]
        parts = [
            path(shapes.curve(fork.trunk), looks(fill="none", stroke=theme.LINE, stroke_width=2, class_="line")),
            legend.arrow(fork.trunk, "filled") if self.view.is_reversed else "",
            path(shapes.card("pill", fork.box), looks(fill=theme.INK, class_="fork")),
            self._lines(
                fork.text, fork.box.centre[0], fork.box.y + 4, theme.PAPER, "paper-ink", weight=600, anchor="middle"
            ),
        ]
        options = self._numbered(
            place
            for place, edge in enumerate(self.view.edges)
            if (edge.source, edge.choice) == (fork.owner, fork.choice)
        )
        return f"<g{options}>{''.join(parts)}</g>"

    def _node(self, placed: PlacedNode) -> str:
        node = self.nodes[placed.id]
        family = theme.family(node.kind)
        name = self._name(node)
        parts = [tag("title", said(name))]
        if told := self.related.get(node.id):
            parts.append(tag("desc", said(" ".join(told))))
        parts += self._moment(placed, node) if placed.spot else self._card(placed, node, family)
        states = "".join(f" is-{mark}" for mark in sorted(node.marks) if mark.isalpha())
        address = self.link(node.id)
        role = {"href": address} if address else {"role": "graphics-symbol", "tabindex": 0}
        return tag(
            "a" if address else "g", *parts, **role, class_=f"node f-{family.name}{states}",
            id=f"{self.prefix}-n{self.places[node.id]}", aria_label=name,
        )  # fmt: skip

    def _card(self, placed: PlacedNode, node: Node, family: theme.Family) -> list[str]:
        is_strong, is_other = bool(node.marks & legend.FOCUSED), "other" in node.marks
        fill = family.strong if is_strong else theme.PAPER if is_other else family.fill
        dash = "1.5 3" if is_other else "5 3" if node.status else ""
        ink = theme.PAPER if is_strong else theme.INK
        soft = theme.PAPER if is_strong else theme.SOFT
        names = ("on-strong", "on-strong", "on-strong") if is_strong else ("ink", "soft", "tone")
        thick = 2.4 if node.marks & {"critical", "chosen", *legend.FOCUSED} else 1.3
        x, y = placed.box.x + LEFT, placed.box.y + TOP
        look = looks(
            fill=fill,
            stroke=family.stroke,
            stroke_width=thick,
            stroke_dasharray=dash,
            class_="card strong" if is_strong else "card other" if is_other else "card",
        )
        parts = [path(shapes.card(family.shape, placed.box), look)]
        tone = theme.PAPER if is_strong else family.stroke
        if placed.kind.lines:
            parts.append(legend.icon(family.icon, x - 1, y - 1, tone, 0.85))
            parts.append(self._lines(placed.kind, x + ICON, y - 1, tone, names[2]))
        badges = [badge for mark, badge in theme.BADGES.items() if mark in node.marks]
        if badges:
            parts.append(self._badge(badges[-1], placed.box, is_strong=is_strong))
        y += KIND_LINE if placed.kind.lines or badges else 0
        parts.append(self._lines(placed.text, x, y, ink, names[0], weight=600))
        y += len(placed.text.lines) * placed.text.size * LEADING + 2
        parts.append(self._lines(placed.note, x, y, soft, names[1]))
        return parts

    def _badge(self, badge: theme.Badge, box: Box, *, is_strong: bool) -> str:
        x, y = box.right - RIGHT - BADGE + 5, box.y + TOP - 2
        ground = tag("circle", cx=shapes.n(x + 6), cy=shapes.n(y + 6), r=8.5, fill=theme.PAPER, class_="paper")
        return (ground if is_strong else "") + legend.sign(badge, x, y)

    def _moment(self, placed: PlacedNode, node: Node) -> list[str]:
        assert placed.spot
        family, x, y = theme.family(node.kind or "Milestone"), placed.box.x + 8, placed.box.y + TOP
        ground = path(shapes.card("round", placed.box), looks(fill=theme.PAPER, class_="paper card-ground"))
        parts = [ground, legend.spot(node.status or "Unknown", placed.spot, family)]
        if placed.kind.lines:
            parts.append(self._lines(placed.kind, x, y - 1, family.stroke, "tone"))
            y += KIND_LINE
        parts.append(self._lines(placed.text, x, y, theme.INK, "ink", weight=600))
        y += len(placed.text.lines) * placed.text.size * LEADING + 2
        return [*parts, self._lines(placed.note, x, y, theme.SOFT, "soft")]

    def _lines(
        self,
        text: PlacedText,
        x: float,
        y: float,
        fill: str,
        class_: str,
        *,
        weight: int = 0,
        anchor: str = "",
        hidden: bool = False,
    ) -> str:
        """Return lines of text below a point. Each is told its length: another font is set narrower rather than run over."""
        bold: Weight = "bold" if weight >= 600 else "regular"
        lines = [
            f'<tspan x="{shapes.n(x)}" y="{shapes.n(y + text.size * (0.86 + number * LEADING))}" '
            f'textLength="{shapes.n(width(line, text.size, bold))}" lengthAdjust="spacingAndGlyphs">{said(line)}</tspan>'
            for number, line in enumerate(text.lines)
        ]
        if not lines:
            return ""
        look = looks(
            font_size=text.size,
            font_weight=weight or None,
            fill=fill,
            text_anchor=anchor,
            class_=class_,
            aria_hidden="true" if hidden else None,
        )
        return f"<text{look}>{''.join(lines)}</text>"

    def _name(self, node: Node) -> str:
        """Return what a node is, in words, for whoever cannot see it."""
        marks = [badge.title(self.view.language) for mark, badge in theme.BADGES.items() if mark in node.marks]
        kind = f"{node.kind_label}: " if node.kind_label else ""
        return clean(kind + "; ".join(part for part in (node.label, noted(node), *marks) if part))

    def _sentence(self, edge: Edge) -> str:
        language = self.view.language
        force = theme.STROKES[edge.force].title(language) if edge.force in theme.STROKES and edge.force else ""
        basis = theme.HEADS[edge.basis][1](language) if edge.basis in theme.HEADS and edge.basis != "Stated" else ""
        extra = "; ".join(part for part in (force, edge.qualifier, basis) if part)
        words = edge.label or "→"
        ends = self.nodes[edge.source].label, self.nodes[edge.target].label
        one_of = _CHOICE(language) if edge.choice else ""
        return clean(f"{ends[0]} {words} {one_of}{ends[1]}" + (f" ({extra})" if extra else "")) + "."


def _rectangle(box: Box, look: str) -> str:
    x, y, wide, high = shapes.n(box.x), shapes.n(box.y), shapes.n(box.width), shapes.n(box.height)
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}"{look}/>'


@cache
def _stylesheet() -> str:
    """Return what a file of its own adds: a ring around what has the focus, and dark colours on a dark screen, not on paper."""
    dark = [
        f".paper,.plain{{fill:{theme.DARK_PAPER}}}.ink{{fill:{theme.DARK_INK}}}.soft{{fill:{theme.DARK_SOFT}}}",
        f".line,.head{{stroke:{theme.DARK_LINE}}}.head,.fork{{fill:{theme.DARK_LINE}}}.head.open{{fill:{theme.DARK_PAPER}}}",
        f".band{{fill:{theme.DARK_BAND}}}.band-line{{stroke:{theme.DARK_SOFT}}}.strong{{fill:{theme.DARK_INK}}}",
        f".paper-ink,.on-strong{{fill:{theme.DARK_PAPER}}}.plain{{stroke:{theme.DARK_SOFT}}}",
    ]
    for one in (*theme.FAMILIES, theme.OTHER):
        f = f".f-{one.name}"
        dark.append(
            f"{f} .card{{fill:{one.dark_fill};stroke:{one.dark_stroke}}}{f} .card.other{{fill:{theme.DARK_PAPER}}}"
            f"{f} .icon,{f} .spot{{stroke:{one.dark_stroke}}}{f} .tone,{f} .spot{{fill:{one.dark_stroke}}}"
            f"{f} .spot.open{{fill:{theme.DARK_PAPER}}}{f} .card.strong{{fill:{one.dark_stroke}}}"
            f"{f} .strong~.icon{{stroke:{theme.DARK_PAPER}}}"
        )
    dark.append(f".badge .icon{{stroke:{theme.DARK_INK}}}")
    return (
        "a{cursor:pointer}a:hover .card,a:focus .card{stroke-width:3.5}a:focus{outline:3px solid #9a4208;outline-offset:2px}"
        f"@media screen and (prefers-color-scheme:dark){{{''.join(dark)}}}"
    )
