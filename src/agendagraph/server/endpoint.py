"""The SPARQL endpoint and the graph store: from a request to a response, through the cache or a worker."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Final

from agendagraph.engine.job import Answer, Job
from agendagraph.errors import AddressTooLongError, AgendaGraphError
from agendagraph.formats import FORMATS
from agendagraph.protocol import caching, compression, description, negotiation
from agendagraph.protocol.request import Asked, read_graph, read_query
from agendagraph.server.deployment import Deployment
from agendagraph.server.exchange import OPEN_HEADERS, Receive, Request, Response
from agendagraph.sparql import guard
from agendagraph.text import Text

PATHS: Final = frozenset({"/sparql", "/sparql/", "/en/sparql", "/en/sparql/"})
STORE: Final = "/rdf-graph-store"
MAX_ADDRESS: Final = 32_000

_WATCH_AFTER: Final = 0.05
_COMPRESS_ASIDE: Final = 50_000
"""Bytes from which compressing is done beside the loop that serves everybody."""

_REVALIDATE = (b"cache-control", b"public, max-age=0, must-revalidate")
_VARY = (b"vary", b"Accept, Accept-Encoding")


@dataclass(slots=True)
class Kept:
    """An answer that can be given again.

    Attributes:
        tag: entity tag of the answer as it is; with `-br` or `-gzip` inside the quotes, of the compressed one.
        headers: all that do not depend on the request.
        parts: the body.
        compressed: encoding → the body in it.
    """

    tag: str
    headers: list[tuple[bytes, bytes]]
    parts: tuple[bytes, ...]
    size: int
    compressed: dict[str, bytes] = field(default_factory=dict)


class NeedsPage(Exception):  # noqa: N818 - not an error: a person is asking, and gets a page
    """The client wants a page."""


class Endpoint:
    """Answers what programs ask of the dataset.

    Args:
        address: public address of the site, without a slash at its end.
    """

    def __init__(self, address: str) -> None:
        self.address = address

    async def sparql(self, request: Request, body: bytes, receive: Receive, here: Deployment) -> Response:
        """Answer a request to the endpoint.

        Raises:
            NeedsPage: the client prefers a page.
            AgendaGraphError: as the request deserves.
        """
        fresh = _wants_fresh(request)
        hot = (request.query_string, request.headers.get("accept", ""), request.headers.get("accept-encoding", ""))
        if request.method != "POST" and not fresh and (known := here.hot.get(hot)) is not None:
            kept, encoding = known
            return self._given(request, kept, encoding, "hit")
        if len(request.query_string) > MAX_ADDRESS:
            raise _address_too_long()
        asked = read_query(request.method, request.query_string, request.headers, body)
        choice = negotiation.choose(request.headers.get("accept", "")[:2000], asked.format)
        if choice.page:
            raise NeedsPage
        if asked.what == "description":
            return await self._description(request, choice, here)
        job = Job(
            "query",
            asked.text,
            f"{self.address}/sparql",
            choice.rows,
            choice.graph,
            asked.default_graphs,
            asked.named_graphs,
            here.limits.answer,
        )
        return await self._answer(request, job, asked, receive, here, None if fresh else hot)

    async def graph(self, request: Request, receive: Receive, here: Deployment) -> Response:
        """Answer a request to the graph store.

        Raises:
            AgendaGraphError: as the request deserves.
        """
        inside = request.path.removeprefix(STORE).strip("/")
        asked = read_graph(request.method, request.query_string, f"{self.address}{request.path}" if inside else "")
        choice = negotiation.choose(request.headers.get("accept", "")[:2000], asked.format)
        graph = choice.graph or ("turtle" if choice.page else "")
        job = Job("graph", asked.text, self.address, "", graph, most=here.limits.answer)
        return await self._answer(request, job, asked, receive, here, None)

    async def _answer(
        self,
        request: Request,
        job: Job,
        asked: Asked,
        receive: Receive,
        here: Deployment,
        hot: tuple[bytes, str, str] | None,
    ) -> Response:
        """Answer a job from what is known already, or by a worker."""
        text, lasting = job.text, True
        if job.what == "query":
            seen = guard.look_at(job.text, here.limits.query)
            text, lasting = seen.normalised, not seen.volatile
        key = (job.what, text, job.rows, job.graph, job.default_graphs, job.named_graphs, asked.format)
        fresh = _wants_fresh(request)
        encoding = compression.choose(request.headers.get("accept-encoding", ""))
        tag = caching.etag(here.facts.fingerprint, *key[:4], *job.default_graphs, "|", *job.named_graphs, asked.format)
        if lasting and not fresh:
            kept = here.cache.get(key)
            if kept is None and (told := _unchanged(request, tag, encoding)):
                return told
            if kept is not None:
                return await self._sent(request, kept, encoding, here, hot, "hit")
        answer = await _run(here, job, request, receive, asked.seconds)
        kept = _keep(answer, tag if lasting else "", asked.format)
        if lasting and not fresh:  # of one dataset, what is kept already is no other
            here.cache.put(key, kept, 2 * kept.size + 1000)  # with room for what is compressed
        response = await self._sent(request, kept, encoding, here, hot if lasting else None, "miss")
        timing = f"queue;dur={answer.queued * 1000:.2f}, run;dur={answer.ran * 1000:.2f}"
        response.headers.append((b"server-timing", timing.encode()))
        response.notes |= {"query": job.text, "ran_ms": answer.ran * 1000}
        return response

    async def _sent(
        self,
        request: Request,
        kept: Kept,
        encoding: str,
        here: Deployment,
        hot: tuple[bytes, str, str] | None,
        how: str,
    ) -> Response:
        if kept.size < compression.SMALLEST:
            encoding = ""
        if encoding and encoding not in kept.compressed:
            body = b"".join(kept.parts)
            if kept.size > _COMPRESS_ASIDE:
                loop = asyncio.get_running_loop()
                kept.compressed[encoding] = await loop.run_in_executor(None, compression.compress, body, encoding)
            else:
                kept.compressed[encoding] = compression.compress(body, encoding)
        if hot is not None and request.method != "POST":
            here.hot.put(hot, (kept, encoding), kept.size + len(hot[0]) + 500)
        return self._given(request, kept, encoding, how)

    @staticmethod
    def _given(request: Request, kept: Kept, encoding: str, how: str) -> Response:
        tag = _encoded(kept.tag, encoding)
        asked_for = request.headers.get("if-none-match", "")
        if asked_for and tag and caching.matches(asked_for, tag):
            return Response(304, [*OPEN_HEADERS, (b"etag", tag.encode()), _VARY, _REVALIDATE], notes={"cache": "304"})
        headers = kept.headers
        parts = kept.parts
        if encoding:
            headers = [*headers, (b"content-encoding", encoding.encode())]
            parts = (kept.compressed[encoding],)
        if tag:
            headers = [*headers, (b"etag", tag.encode())]
        return Response(200, [*headers, (b"x-cache", how.encode())], parts, notes={"cache": how})

    async def _description(self, request: Request, choice: negotiation.Choice, here: Deployment) -> Response:
        form = FORMATS[choice.graph or "turtle"]
        tag = caching.etag(here.facts.fingerprint, "description", form.name)
        if told := _unchanged(request, tag, ""):
            return told
        triples = description.describe(
            f"{self.address}/sparql",
            union=here.facts.union,
            quads=here.facts.quads,
            graphs=await here.graphs(),
            limits=here.limits,
        )
        headers = [*OPEN_HEADERS, (b"content-type", form.content_type.encode()), (b"etag", tag.encode())]
        return Response(200, [*headers, _VARY, _REVALIDATE], (description.serialize(triples, form),))


def _wants_fresh(request: Request) -> bool:
    wanted = request.headers.get("cache-control", "")
    return "no-cache" in wanted or "no-store" in wanted


def _unchanged(request: Request, tag: str, encoding: str) -> Response | None:
    """Return the answer that the client has it already, or None; `*` names no answer, and there may be none."""
    asked_for = request.headers.get("if-none-match", "").replace("*", "")
    for candidate in dict.fromkeys((_encoded(tag, encoding), tag)):
        if asked_for and caching.matches(asked_for, candidate):
            headers = [*OPEN_HEADERS, (b"etag", candidate.encode()), _VARY, _REVALIDATE]
            return Response(304, headers, notes={"cache": "304"})
    return None


def _encoded(tag: str, encoding: str) -> str:
    """Return the entity tag of an answer in an encoding: another one, since the bytes are others."""
    return f'{tag[:-1]}-{encoding}"' if tag and encoding else tag


def _keep(answer: Answer, tag: str, format_asked: str) -> Kept:
    form = FORMATS[answer.format]
    headers = [*OPEN_HEADERS, (b"content-type", form.content_type.encode()), _VARY]
    headers.append(_REVALIDATE if tag else (b"cache-control", b"no-store"))
    if format_asked or form.name in {"csv", "tsv"}:
        headers.append((b"content-disposition", f'attachment; filename="agendagraph.{form.suffix}"'.encode()))
    return Kept(tag, headers, answer.parts, answer.size)


async def _run(here: Deployment, job: Job, request: Request, receive: Receive, seconds: float) -> Answer:
    """Run a job; where the client goes away meanwhile, so does the run."""
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()
    assert task is not None
    watcher: asyncio.Task[None] | None = None

    async def until_gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        task.cancel()

    def watch() -> None:
        nonlocal watcher
        watcher = loop.create_task(until_gone())

    timer = loop.call_later(_WATCH_AFTER, watch)
    try:
        return await here.pool.answer(job, request.client, seconds or None)
    finally:
        timer.cancel()
        if watcher is not None:
            watcher.cancel()


def _address_too_long() -> AgendaGraphError:
    return AddressTooLongError(
        Text(f"Het adres is langer dan {MAX_ADDRESS} tekens.", f"The address is longer than {MAX_ADDRESS} characters."),
        hint=Text("Stuur de query met POST.", "Send the query by POST."),
    )
