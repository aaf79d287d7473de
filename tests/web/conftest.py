"""The sites that the tests visit: one on the invented graph with hostile names beside it, one on the shipped data."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from agendagraph.build import build
from agendagraph.store import Store
from agendagraph.web import create_app

HERE = Path(__file__).resolve().parent
MINI = HERE.parent / "fixtures" / "mini"


@pytest.fixture(scope="session")
def small() -> Flask:
    """Return the site of the invented graph."""
    return create_app(build([MINI, HERE / "hostile.trig"], check=False).require_valid().store())


@pytest.fixture(scope="session")
def shipped() -> Flask:
    """Return the site of the shipped data, valid or not: that is another test's business."""
    return create_app(build(check=False).store())


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


def browser(app: Flask) -> FlaskClient:
    """Return a client that asks for pages as browsers do."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    return client
