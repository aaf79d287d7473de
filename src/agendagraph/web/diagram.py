"""Pictures as pages and as files: the whole question is in the address, and a table beside the picture says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Response, g, make_response, render_template, request

from agendagraph import terms
from agendagraph.diagrams import views
from agendagraph.diagrams.views import ViewKind
from agendagraph.diagrams.views.links import by_end
from agendagraph.diagrams.writers import WRITERS, Writer, by_file_name
from agendagraph.errors import InputError, ParameterError, UnknownNameError
from agendagraph.text import Text
from agendagraph.web import figure
from agendagraph.web.drawing import Drawings
from agendagraph.web.errors import wants_json
from agendagraph.web.figure import MOST, drawings
from agendagraph.web.site import language, link, near, site, typed_several

_SHOWN_IN_PLACE: Final = frozenset({"svg", "png", "pdf"})
_LONG: Final = "public, max-age=300"


def register(app: Any) -> None:
    """Give an app its drawings, and its templates what they need to offer them."""
    app.extensions["agendagraph-drawings"] = Drawings(app.extensions["agendagraph"].store)
    app.context_processor(
        lambda: {
            "formats": formats,
            "page_of": figure.page_of,
            "picture": figure.picture,
            "picture_graph": figure.graph,
            "counted": figure.counted,
            "relation_words": figure.relation_words,
            "thumbnail": thumbnail,
        }
    )


def overview() -> str:
    """Show which pictures can be asked for."""
    kinds = [kind for kind in views.VIEWS.values() if kind.is_public]
    return render_template("diagrams.html", kinds=kinds)


def diagram(name: str) -> Response:
    """Show a picture with its form and tables; or, where the name ends as a file does, return that file."""
    stem, dot, _ = name.partition(".")
    kind = _kind(stem)
    values = _values(kind)
    if dot:
        g.machine = wants_json()
        return _file(by_file_name(name), kind, values)
    shown: dict[str, Any] = {"kind": kind, "values": values, "view": None, "error": None, "suggestions": []}
    if not values and any(parameter.required for parameter in kind.parameters):
        return make_response(render_template("diagram.html", **shown))
    try:
        view = drawings().view(kind.name, values, language())
    except InputError as error:
        if wants_json():
            raise
        typed = [value for some in values.values() for value in some]
        unknown = next((value for value in typed if not site().names.having(value)), "")
        shown |= {"error": error, "suggestions": near(unknown) if unknown else []}
        return make_response(render_template("diagram.html", **shown), error.http_status)
    groups = {member: group.label for group in view.groups for member in group.members if group.label}
    names = {node.id: node for node in view.nodes}
    response = make_response(
        render_template("diagram.html", **(shown | {"view": view, "groups": groups, "names": names}))
    )
    response.vary.add("Accept")
    return response


def _kind(name: str) -> ViewKind:
    kind = views.by_name(name)
    if not kind.is_public:
        raise UnknownNameError(
            Text("Die tekening is er alleen op de opdrachtregel.", "That picture is on the command line only."),
            where=name[:40],
        )
    return kind


def _values(kind: ViewKind) -> dict[str, list[str]]:
    """Return what was typed for each parameter.

    Raises:
        ParameterError: a parameter is unknown, or more elements are asked for than a visitor may have.
    """
    known = {parameter.name for parameter in kind.parameters}
    unknown = sorted(set(request.args) - known)
    if unknown:
        raise ParameterError(
            Text("Deze tekening heeft die parameter niet.", "This picture has no such parameter."),
            where=unknown[0][:40],
            hint=Text(f"Parameters: {', '.join(sorted(known))}.", f"Parameters: {', '.join(sorted(known))}."),
        )
    values = {name: some for name in known if (some := typed_several(name))}
    most = next(iter(values.get("meest", ())), "")
    if most.isdecimal() and (len(most) > 6 or int(most) > MOST):
        raise ParameterError(
            Text(f"Hoogstens {MOST} elementen.", f"At most {MOST} elements."),
            where="meest",
            hint=Text(
                "Met agendagraph diagram op de opdrachtregel kunnen het er meer zijn.",
                "agendagraph diagram can do more.",
            ),
        )
    return values


def _file(writer: Writer, kind: ViewKind, values: Mapping[str, Sequence[str]]) -> Response:
    tag = drawings().tag(kind.name, values, language(), writer.name)
    response = make_response(b"")
    response.set_etag(tag)
    response.headers["Cache-Control"] = _LONG
    if tag in request.if_none_match:
        response.status_code = 304
        return response
    raw, is_lasting = drawings().file(writer, kind.name, values, language())
    response.data = raw
    if not is_lasting:
        del response.headers["ETag"]
        response.headers["Cache-Control"] = "no-store"
    response.content_type = writer.media_type
    how = "inline" if writer.name in _SHOWN_IN_PLACE else "attachment"
    response.headers["Content-Disposition"] = f'{how}; filename="{kind.name}{writer.suffix}"'
    # A file of its own brings its style sheet along; nothing else in it may run or be fetched.
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
    )
    return response


def thumbnail(iri: str) -> dict[str, Any] | None:
    """Return the question for the picture of a thing; None where nothing is linked with it."""
    if not by_end(site().store).get(iri):
        return None
    return {"ding": iri.removeprefix(terms.AGD), "meest": 30}


def formats(name: str, values: Mapping[str, Any]) -> list[tuple[Text, str]]:
    """Return the row under a picture: what each file is called, and its address."""
    return [(writer.title, link("diagram", name=name + writer.suffix, **values)) for writer in WRITERS.values()]
