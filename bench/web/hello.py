"""What pages are measured against: the least that Flask can answer."""

from __future__ import annotations

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    return "<!doctype html><title>hello</title><h1>hello</h1>"
