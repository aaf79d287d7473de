"""The command that serves the site."""

from __future__ import annotations

import contextlib
import signal
from typing import Any, NoReturn

import click

from agendagraph.cli import output
from agendagraph.errors import InputError
from agendagraph.text import Text

_MAX_BODY = 20_000_000
"""Bytes that the server takes in; the site allows far fewer, and says so in its own words."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free port.")
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True, help="How many requests at once.")
@click.option(
    "--base-url",
    default="",
    envvar="AGENDAGRAPH_BASE_URL",
    help="Where the public reaches the site, such as https://agenda.regio.example; for absolute addresses in answers.",
)
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, threads: int, base_url: str) -> int:
    """Serve the web site and the SPARQL endpoint until Ctrl+C."""
    from agendagraph.web import create_app

    server = _listen(create_app(output.store(ctx), base_url=base_url), host, port, threads)
    signal.signal(signal.SIGTERM, _stop)
    stop = Text("Ctrl+C stopt", "Ctrl+C stops")(output.language(ctx))
    for address in _addresses(server):
        output.say(f"AgendaGraph: {address}  ({stop})")
    with contextlib.suppress(KeyboardInterrupt):
        server.run()
    server.close()
    return 0


def _listen(app: Any, host: str, port: int, threads: int) -> Any:
    """Return a server that listens.

    Raises:
        InputError: the address or the port cannot be had.
    """
    import logging

    from waitress.server import create_server

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # requests that wait a moment are no news
    try:
        return create_server(
            app, host=host, port=port, threads=threads, ident="AgendaGraph", max_request_body_size=_MAX_BODY
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise InputError(
            Text(f"Hier kan niet geluisterd worden ({reason}).", f"Cannot listen here ({reason})."),
            where=f"{host}:{port}",
            hint=Text("Kies een andere poort met --port.", "Choose another port with --port."),
        ) from error


def _addresses(server: Any) -> list[str]:
    """Return where the server can be reached; one host can have several addresses."""
    listening = getattr(server, "effective_listen", None) or [(server.effective_host, server.effective_port)]
    return [f"http://{f'[{host}]' if ':' in str(host) else host}:{port}" for host, port in listening]


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt
