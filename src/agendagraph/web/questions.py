"""The catalog's questions as forms, with their answers as table, CSV, TSV and JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Response, g, make_response, render_template, request

from agendagraph import catalog, results
from agendagraph.catalog import Answer, NamedQuery
from agendagraph.errors import InputError, NotAcceptableError, ParameterError
from agendagraph.store import Store
from agendagraph.text import Language, Text
from agendagraph.web.errors import answer, wants_json
from agendagraph.web.site import language, link, near, site, typed_several

_SHOWN: Final = 500


def _json(store: Store, found: Answer, tongue: Language) -> str:
    return results.as_text_json(results.as_json(store, found, tongue))


def _tsv(store: Store, found: Answer, tongue: Language) -> str:
    return results.as_delimited(store, found, tongue, "\t")


FILES: Final[dict[str, tuple[str, Callable[[Store, Answer, Language], str]]]] = {
    "csv": ("text/csv; charset=utf-8", results.as_delimited),
    "json": ("application/json", _json),
    "tsv": ("text/tab-separated-values; charset=utf-8", _tsv),
}
"""The files that an answer can be had in: media type and writer."""


def overview() -> str:
    """List the questions one can ask."""
    return render_template("questions.html", questions=catalog.load())


def question(query_id: str) -> Response:
    """Show the form of a question and, once it is filled in, the answer."""
    form = _file_asked()
    try:
        query = catalog.get(query_id)
    except InputError as error:
        return answer(error)
    given = _given(query)
    untouched = not any(given.values()) and set(request.args) <= set(given)
    if untouched and not form and any(p.required for p in query.parameters):
        return _page(query, given)
    try:
        found = _ask(query, given)
    except InputError as error:
        if form or wants_json():
            raise
        return _page(query, given, status=error.http_status, error=error, suggestions=_suggestions(given))
    if form:
        return _file(form, found)
    _, rows = results.table(site().store, found, language())
    absences = results.absences(site().store, found, language())
    return _page(query, given, answer=found, absences=absences, texts=rows[:_SHOWN])


def _file_asked() -> str:
    """Return the name of the file asked for, empty where the page will do.

    Raises:
        NotAcceptableError: there is no such file.
    """
    form = request.args.get("format", "")
    if form and form not in FILES:
        g.machine = True
        raise NotAcceptableError(
            Text("Dit formaat is er niet.", "There is no such format."),
            hint=Text(f"Kies: {', '.join(FILES)}.", f"Choose: {', '.join(FILES)}."),
        )
    g.machine = bool(form) or wants_json()
    return form or ("json" if g.machine else "")


def _given(query: NamedQuery) -> dict[str, list[str]]:
    """Return parameter → what was typed for it; other fields of the address are the page's own."""
    names = [parameter.name for parameter in query.parameters if parameter.type != "lang"]
    return {name: typed_several(name) for name in names}


def _ask(query: NamedQuery, given: dict[str, list[str]]) -> Answer:
    known = {*given, "lang", "format"}
    if unknown := [name for name in request.args if name not in known]:
        query.parameter(unknown[0])
    for parameter in query.parameters:
        values = given.get(parameter.name, [])
        if parameter.required and not values:
            raise ParameterError(
                Text(f"Vul ‘{parameter.label.nl}’ in.", f"Fill in ‘{parameter.label.en}’."),
                where=parameter.name,
                hint=Text(f"Bijvoorbeeld: {parameter.examples[0]}", f"For example: {parameter.examples[0]}"),
            )
    return catalog.ask(
        site().store, query.id, given | {"lang": [language()]} if _has_language(query) else given, language()
    )


def _has_language(query: NamedQuery) -> bool:
    return any(parameter.name == "lang" for parameter in query.parameters)


def _suggestions(given: dict[str, list[str]]) -> list[str]:
    """Return things with names like those that were typed and name nothing."""
    typed = [value for values in given.values() for value in values if not site().names.having(value)]
    return [iri for value in typed for iri in near(value, 3)]


def _page(query: NamedQuery, given: dict[str, list[str]], status: int = 200, **found: Any) -> Response:
    files = {name: link("question", query_id=query.id, **given, format=name) for name in FILES}
    shown: dict[str, Any] = {
        "answer": None,
        "absences": [],
        "texts": [],
        "shown": _SHOWN,
        "error": None,
        "suggestions": [],
    } | found
    response = make_response(render_template("question.html", query=query, given=given, files=files, **shown), status)
    response.vary.add("Accept")
    return response


def _file(form: str, found: Answer) -> Response:
    media_type, write = FILES[form]
    response = make_response(write(site().store, found, language()))
    response.content_type = media_type
    response.headers["Content-Disposition"] = f'inline; filename="{found.query.id}.{form}"'
    response.vary.add("Accept")
    return response
