"""The catalog and the graph for programs: `/api/v1/…` as JSON and CSV, its OpenAPI document, and a page about it."""

from __future__ import annotations

from flask import Flask

from agendagraph import catalog
from agendagraph.web.api import answers, document, examples
from agendagraph.web.api.calls import CALLS


def register(app: Flask) -> None:
    """Add the API to an app."""
    app.before_request(answers.for_machines)
    app.after_request(answers.not_kept)
    for call in CALLS:
        path = answers.PREFIX + call.path.replace("{id}", "<identifier>")
        app.add_url_rule(path, f"api:{call.id}", answers.view(call))
    # A question that is not there is told which ones are near.
    app.add_url_rule(f"{answers.PREFIX}/questions/<query_id>", "api-question", catalog.get)
    app.add_url_rule(f"{answers.PREFIX}/openapi.json", "api-document", document.openapi)
    for suffix in examples.FORMATS:
        app.add_url_rule(f"/queries/examples.{suffix}", f"examples:{suffix}", examples.view(suffix))
