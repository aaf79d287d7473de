"""The pages around the things: a passage, and what this site is."""

from __future__ import annotations

from collections import Counter

from flask import Response, make_response, render_template

from agendagraph import __version__, terms
from agendagraph.errors import UnknownNameError
from agendagraph.publishing.statistics import count
from agendagraph.reading.sources import GROUPS
from agendagraph.text import Text
from agendagraph.web import linked, sources
from agendagraph.web.errors import answer
from agendagraph.web.representation import announce
from agendagraph.web.site import language, site


def passage(path: str) -> Response:
    """Show everything that has been taken from a page or a heading."""
    reading = site().reading
    iri = terms.AGD + path
    if iri not in reading.passages:
        error = UnknownNameError(Text("Deze passage is er niet.", "There is no such passage."), where=path[:200])
        return answer(error, about=path.rpartition("/")[2].partition(".")[0])
    here = reading.passages[iri]
    parts = [here, *(reading.headings_of(iri) if here.is_page else [])]
    response = make_response(render_template("passage.html", here=here, parts=parts))
    announce(response, linked.resource(iri))
    return response


def about() -> str:
    """Show what this is: versions, sources, licences, what it does not know, how accessible it is, and whom to ask."""
    every = Counter(one.group for one in sources.every())
    return render_template(
        "about.html",
        version=__version__,
        counts=count(site().store),
        groups=[(group, title(language()), every[group]) for group, title in GROUPS.items() if every[group]],
        contact=site().contact,
    )
