"""All calls of the API: the one table behind its routes, its OpenAPI document and its page."""

from __future__ import annotations

from typing import Final

from agendagraph.web.api import catalog_calls, effect_calls, graph_calls, plan_calls, thing_calls
from agendagraph.web.api.call import Call

CALLS: Final[tuple[Call, ...]] = (
    *graph_calls.CALLS,
    *plan_calls.CALLS,
    *effect_calls.CALLS,
    *thing_calls.CALLS,
    *catalog_calls.CALLS,
)
