"""The OpenAPI document of the API, made from the table of calls: nothing in it is written twice."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from apispec import APISpec
from flask import Response, make_response, request

from agendagraph import __version__, problems
from agendagraph.planner import faces
from agendagraph.text import LANGUAGES, Language, Text
from agendagraph.web.api.answers import MEDIA_TYPES, PREFIX
from agendagraph.web.api.call import Call
from agendagraph.web.api.calls import CALLS
from agendagraph.web.api.fields import SHARED, Field, record, reference
from agendagraph.web.api.parameters import FORMAT, LANG, PAGE, PER_PAGE, Parameter, read
from agendagraph.web.site import language

_COMMON: Final = {"Lang": LANG, "Format": FORMAT, "Page": PAGE, "PerPage": PER_PAGE}
"""Parameters that calls have in common: name in the document → parameter."""

_TITLE: Final = Text("De API van AgendaGraph", "The API of AgendaGraph")
_LEAD: Final = Text(
    "Wat de pagina’s en de opdrachtregel van AgendaGraph beantwoorden, voor programma’s: als JSON en als CSV, bladzijde voor "
    "bladzijde, met bij elke rij waar het staat. Een naam mag overal de IRI, de naam in de IRI, of hoe mensen het noemen zijn.",
    "What the pages and the command line of AgendaGraph answer, for programs: as JSON and as CSV, page by page, with each row "
    "the place where it is written. A name may be the IRI, the name in the IRI, or what people call it.",
)
_PLACE: Final = Text(
    "Het adres van die bladzijde; null waar die er niet is.", "The address of that page; null where there is none."
)
_ENVELOPE: Final = (
    Field(
        "message",
        "text",
        Text(
            "Wat het betekent dat er geen rijen zijn; anders leeg.", "What it means that there are no rows; else empty."
        ),
    ),
    Field("total", "integer", Text("Hoeveel rijen op alle bladzijden.", "How many rows on all pages.")),
    Field("page", "integer", Text("Welke bladzijde, vanaf 1.", "Which page, from 1.")),
    Field("per_page", "integer", Text("Hoeveel rijen op een bladzijde.", "How many rows on a page.")),
    *(Field(name, "text", _PLACE, optional=True) for name in ("first", "prev", "next", "last")),
    Field("language", "text", Text("De taal van het antwoord.", "The language of the answer."), choices=LANGUAGES),
    Field("fingerprint", "text", Text("De uitgave van de gegevens.", "The edition of the data.")),
)
_PROBLEM: Final = (
    Field("type", "text", Text("Een URI voor de soort fout.", "A URI for the kind of error.")),
    Field("title", "text", Text("De soort fout in woorden.", "The kind of error in words.")),
    Field("status", "integer", Text("De HTTP-status.", "The HTTP status.")),
    Field("detail", "text", Text("Wat er mis is.", "What is wrong.")),
    Field(
        "code",
        "text",
        Text("De soort fout voor een programma.", "The kind of error for a program."),
        choices=tuple(problems.TITLES),
    ),
    Field(
        "where",
        "text",
        Text(
            "Waar het mis is, zoals een parameter; mag leeg zijn.",
            "Where it is wrong, such as a parameter; may be empty.",
        ),
    ),
    Field("hint", "text", Text("Wat eraan te doen is; mag leeg zijn.", "What to do about it; may be empty.")),
)
_PROBLEMS: Final = {
    "400": Text(
        "Een parameter is onbekend, ontbreekt of past niet.", "A parameter is unknown, missing or does not fit."
    ),
    "404": Text(
        "Er is niets met die naam van de soort die hier past, of geen zo’n bladzijde.",
        "There is nothing of that name of a kind that fits here, or no such page.",
    ),
    "406": Text("Er is geen vorm die de vrager aanneemt.", "There is no form that the asker accepts."),
    "409": Text("Wat gevraagd is spreekt zichzelf tegen.", "What is asked contradicts itself."),
    "422": Text("Wat gevraagd is kan niet: er is geen plan.", "What is asked cannot be: there is no plan."),
    "default": Text("Elke andere fout.", "Any other error."),
}
_OF_PLANS: Final = ("409", "422")


def openapi() -> Response:
    """Return the document as JSON."""
    read((LANG,), request.args)
    response = make_response(_raw(language(), request.root_path.rstrip("/")))
    # Not the type registered for OpenAPI: browsers show this one, and servers compress it.
    response.content_type = "application/json"
    response.headers["Cache-Control"] = "public, max-age=300"
    response.add_etag()
    response.make_conditional(request)
    return response


@cache
def _raw(tongue: Language, root: str) -> str:
    return json.dumps(document(tongue, root), ensure_ascii=False)


def document(tongue: Language, root: str = "") -> dict[str, Any]:
    """Return the OpenAPI document.

    Args:
        tongue: of titles and descriptions.
        root: where the site is mounted, such as `/agenda`; empty at the root of its host.
    """
    spec = APISpec(
        title=_TITLE(tongue),
        version=__version__,
        openapi_version="3.1.0",
        info={"description": _LEAD(tongue), "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"}},
        servers=[{"url": root + PREFIX}],
    )
    for name, fields in (*SHARED.items(), ("Problem", _PROBLEM)):
        spec.components.schema(name, record(fields, tongue))
    spec.components.schemas["Problem"]["additionalProperties"] = True  # RFC 9457 lets problems say more
    _add_plan(spec)
    for name, parameter in _COMMON.items():
        spec.components.parameter(name, "query", _written(parameter, tongue))
    for status, text in _PROBLEMS.items():
        content = {problems.MEDIA_TYPE: {"schema": reference("Problem")}}
        spec.components.response(f"Problem{status.capitalize()}", {"description": text(tongue), "content": content})
    for call in CALLS:
        if not call.schema:
            spec.components.schema(schema_name(call), _answer(call, tongue))
        spec.path(call.path, operations={"get": _operation(call, tongue)})
    return spec.to_dict()


def schema_name(call: Call) -> str:
    """Return the name of the schema of an answer.

    >>> schema_name(next(call for call in CALLS if call.id == "used-by"))
    'UsedByAnswer'
    """
    return call.schema or "".join(part.capitalize() for part in call.id.split("-")) + "Answer"


def _add_plan(spec: APISpec) -> None:
    """Take over the schema of a plan, whose parts find each other by another name here."""
    text = faces.schema().decode("utf-8").replace('"#/$defs/', '"#/components/schemas/Plan.')
    schema = json.loads(text)
    for name, part in schema.pop("$defs").items():
        spec.components.schema(f"Plan.{name}", part)
    schema.pop("$schema")
    spec.components.schema("Plan", schema | {"externalDocs": {"url": schema.pop("$id")}})


def _answer(call: Call, tongue: Language) -> dict[str, Any]:
    schema = record((*call.about, *_ENVELOPE), tongue)
    schema["properties"]["items"] = {"type": "array", "items": record(call.row, tongue)}
    schema["required"].append("items")
    return schema


def _operation(call: Call, tongue: Language) -> dict[str, Any]:
    own = [{"in": _in(p)} | _written(p, tongue) for p in call.asks]
    common = [name for name, parameter in _COMMON.items() if parameter in call.parameters]
    statuses = [s for s in _PROBLEMS if s not in _OF_PLANS or call.may_be_impossible]
    return {
        "operationId": call.id,
        "summary": call.title(tongue),
        "description": call.description(tongue),
        "tags": [call.path.split("/")[1]],
        "parameters": [*own, *common],
        "responses": {
            "200": _found(call, tongue),
            "304": {"description": Text("Niets is veranderd.", "Nothing has changed.")(tongue)},
            **{status: f"Problem{status.capitalize()}" for status in statuses},
        },
    }


def _found(call: Call, tongue: Language) -> dict[str, Any]:
    schemas = {"json": reference(schema_name(call)), "csv": {"type": "string"}}
    link = Text(
        "Adressen van andere bladzijden (first, prev, next, last) en van dit document (service-desc), volgens RFC 8288.",
        "Addresses of other pages (first, prev, next, last) and of this document (service-desc), by RFC 8288.",
    )
    return {
        "description": call.title(tongue),
        "headers": {"Link": {"description": link(tongue), "schema": {"type": "string"}}},
        "content": {media_type: {"schema": schemas[form]} for form, media_type in MEDIA_TYPES.items()},
    }


def _in(parameter: Parameter) -> str:
    return "path" if parameter.type == "identifier" else "query"


def _written(parameter: Parameter, tongue: Language) -> dict[str, Any]:
    found = {
        "name": parameter.name,
        "description": parameter.text(tongue),
        "required": parameter.required,
        "schema": parameter.schema(),
        "example": parameter.shown,
    }
    return found | ({"style": "form", "explode": True} if parameter.many else {})
