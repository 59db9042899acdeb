# Everything a person or CI runs. `make run` and `make test` need Python 3.11+ with venv, and make.
.DEFAULT_GOAL := help
.PHONY: help run test check lint types contracts migrations-check schema-check schema-lint frontend \
	test-postgres15 bench format lock

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --disable-pip-version-check --require-hashes --progress-bar on -r
PORT ?= 8000
TESTS ?= tests
export PORT

ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c "$(ENOUGH)" 2>/dev/null && echo $$python && break; done)

help:  ## list what there is
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 20

run: $(VENV)/run  ## set up everything and serve the demo on 127.0.0.1:$PORT
	@exec $(PY) manage.py serve --port $(PORT)

test: $(VENV)/dev  ## set up everything and run the tests (TESTS=tests/api for some)
	@$(PY) -m pytest -n logical --dist loadgroup -q $(TESTS)

check: lint types contracts migrations-check schema-check schema-lint frontend test  ## everything CI runs

lint: $(VENV)/dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types: $(VENV)/dev
	$(VENV)/bin/mypy

contracts: $(VENV)/dev
	$(VENV)/bin/lint-imports --no-logo

migrations-check: $(VENV)/dev
	DEBUG=1 $(PY) manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_urlsafe(50))") \
	DATABASE_URL=postgresql://unused.example/newsapi DEBUG=0 ALLOWED_HOSTS=comments.example \
	$(PY) manage.py check --deploy --fail-level WARNING

schema-check: $(VENV)/dev
	$(PY) manage.py spectacular --validate --fail-on-warn --file /dev/null

# Redocly's recommended rules but one: every path of this API ends with a slash, by contract.
REDOCLY := @redocly/cli@2.77.0
schema-lint: $(VENV)/dev  ## Redocly's rules for the OpenAPI document (needs npx)
	@if command -v npx >/dev/null; then document=$$(mktemp -d)/openapi.json && \
	$(PY) manage.py spectacular --format openapi-json --file "$$document" && \
	npx --yes $(REDOCLY) lint --extends=recommended --skip-rule=no-path-trailing-slash "$$document"; \
	else echo "schema-lint: npx is not installed, Redocly is not run"; fi

frontend:
	@if command -v node >/dev/null; then cd frontend && node --test test/; \
	else echo "frontend: node is not installed, its unit tests are not run"; fi

test-postgres15: $(VENV)/dev  ## the tests on PostgreSQL 15 by DATABASE_URL (PG_BIN: its binaries)
	$(PY) -m tests.postgres15 $(PY) -m pytest -n logical --dist loadgroup -q $(TESTS)

bench: $(VENV)/dev  ## benchmarks, each beside its floor measured in the same run
	$(PY) -m benchmarks

format: $(VENV)/dev
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

lock: $(VENV)/dev  ## resolve the dependencies anew, with hashes and without index addresses
	cd deploy && ../$(VENV)/bin/uv pip compile ../pyproject.toml --universal --upgrade \
		--python-version 3.11 --generate-hashes --no-header -q -o requirements.lock
	cd deploy && ../$(VENV)/bin/uv pip compile ../pyproject.toml --extra dev -c requirements.lock \
		--universal --upgrade --python-version 3.11 --generate-hashes --no-header -q \
		-o requirements-dev.lock

$(VENV)/bin/python:
	$(if $(PYTHON),,$(error newsapi needs Python 3.11 or newer, and found none (set PYTHON)))
	@echo "Setting up $(VENV) with $$($(PYTHON) --version) (this once)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run: deploy/requirements.lock | $(VENV)/bin/python
	@echo "Installing what newsapi needs (this once)"
	@$(PIP) deploy/requirements.lock
	@touch $@

$(VENV)/dev: deploy/requirements-dev.lock | $(VENV)/bin/python
	@echo "Installing what newsapi and its tests need (this once)"
	@$(PIP) deploy/requirements-dev.lock
	@touch $@ $(VENV)/run
