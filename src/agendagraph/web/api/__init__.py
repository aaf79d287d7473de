"""The catalog and the graph for programs: `/api/v1/…` as JSON and CSV, its OpenAPI document, and a page about it."""

from __future__ import annotations

from flask import Flask

from agendagraph import catalog
from agendagraph.web.api import answers, document, examples
from agendagraph.web.api.calls import CALLS


def register(app: Flask) -> None:
    """Add the API to an app."""
    app.before_request(answers.for_machines)
    app.after_request(answers.open_to_all)
    for call in CALLS:
        path = answers.PREFIX + call.path.replace("{id}", "<identifier>")
        app.add_url_rule(path, f"api:{call.id}", answers.view(call))
    app.add_url_rule(f"{answers.PREFIX}/questions/<query_id>", "api-question", _no_question)
    app.add_url_rule(f"{answers.PREFIX}/openapi.json", "api-document", document.openapi)
    for suffix in examples.FORMATS:
        app.add_url_rule(f"/queries/examples.{suffix}", f"examples:{suffix}", examples.view(suffix))


def _no_question(query_id: str) -> str:
    """Refuse a question that is not there, with those that are near: each that is has a route of its own."""
    return catalog.get(query_id).id
