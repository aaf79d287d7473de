# Two commands: `make run` serves the real graph, `make test` runs every test. Both set up what they need.
PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := $(VENV)/bin
FRONT := hatch_build.py $(shell find front -name node_modules -prune -o -type f -print)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint types docs unit data bench lock clean help

help:
	@echo "make run     set up and serve the real graph on http://$(HOST):$(PORT)"
	@echo "make test    set up and run every check and test"
	@echo "make unit    the tests alone     make data    validate the data alone"
	@echo "make bench   how planning grows, beside an integer program"
	@echo "make docs    write docs/generated again     make lock    pin dependencies anew"

run: $(VENV)/front.stamp
	@$(BIN)/agendagraph serve --host $(HOST) --port $(PORT)

test: $(VENV)/dev.stamp $(VENV)/front.stamp
	@$(MAKE) --no-print-directory lint types data
	@$(BIN)/agendagraph docs --check
	@for tool in browser virtuoso plantuml; do $(BIN)/python tools/$$tool.py; done
	@$(MAKE) --no-print-directory unit

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	@$(BIN)/mypy

data: $(VENV)/dev.stamp
	@$(BIN)/agendagraph --lang en validate

unit: $(VENV)/dev.stamp $(VENV)/front.stamp
	@$(BIN)/pytest -n 2

bench: $(VENV)/dev.stamp
	@$(PIP) install $$($(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["bench"])')
	@$(BIN)/python bench/planning.py

docs: $(VENV)/dev.stamp
	@$(BIN)/agendagraph docs
	@$(BIN)/python tools/examples.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "AgendaGraph needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 2; }
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what AgendaGraph needs …"
	@$(PIP) install --require-hashes -r requirements.lock
	@AGENDAGRAPH_FRONTEND=skip $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The scripts of the site; where they cannot be made it says so, and the pages do without.
$(VENV)/front.stamp: $(FRONT) | $(VENV)/run.stamp
	@$(BIN)/agendagraph assets || true
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo "Installing what the tests need …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Needs uv (https://docs.astral.sh/uv/): one lock for every Python from 3.11 on, with hashes and without the name of an index.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade \
	  --group pyproject.toml:build --extra pdf pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade \
	  --group pyproject.toml:build --group pyproject.toml:dev --extra pdf pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist
