"""The sites that the tests visit: one on the invented graph with hostile names beside it, one on the shipped data."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from agendagraph import terms
from agendagraph.build import build
from agendagraph.engine.evaluation import Evaluator
from agendagraph.engine.job import Answer, Job
from agendagraph.formats import Format
from agendagraph.sparql import guard
from agendagraph.store import Store
from agendagraph.web import create_app
from agendagraph.web.sparql import Ask

HERE = Path(__file__).resolve().parent
MINI = HERE.parent / "fixtures" / "mini"


@pytest.fixture(scope="session")
def small() -> Flask:
    """Return the site of the invented graph."""
    return site(build([MINI, HERE / "hostile.trig"], check=False).require_valid().store())


@pytest.fixture(scope="session")
def shipped() -> Flask:
    """Return the site of the shipped data, valid or not: that is another test's business."""
    return site(build(check=False).store())


@pytest.fixture
def client(small: Flask) -> FlaskClient:
    """Return a visitor of the small site, who uses a browser."""
    return browser(small)


@pytest.fixture
def visitor(shipped: Flask) -> FlaskClient:
    """Return a visitor of the shipped site, who uses a browser."""
    return browser(shipped)


@pytest.fixture
def store(small: Flask) -> Store:
    """Return the dataset of the small site."""
    found: Store = small.extensions["agendagraph"].store
    return found


@pytest.fixture(scope="session")
def address(shipped: Flask) -> Iterator[str]:
    """Serve the shipped site on a free loopback port for as long as tests visit it."""
    server = make_server("127.0.0.1", 0, shipped, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def browser(app: Flask) -> FlaskClient:
    """Return a client that asks for pages as browsers do."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    return client


def site(store: Store) -> Flask:
    """Return the site about a dataset, with its queries answered in this process."""
    return create_app(store, ask=asking(store))


def asking(store: Store) -> Ask:
    """Return what answers queries as a worker does, without a worker."""
    evaluator = Evaluator(store.loaded, terms.prefixes(), union=True)

    def ask(job: Job, _: str) -> Answer:
        guard.check(job.text, 100_000)
        stream, chosen = io.BytesIO(), []

        def choose(form: Format) -> io.BytesIO:
            chosen.append(form.name)
            return stream

        evaluator.write(job, choose)
        return Answer(chosen[0], (stream.getvalue(),))

    return ask
