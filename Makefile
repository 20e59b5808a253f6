# Everything runs in .venv, which the first target that needs it makes: with uv where it is there, else with venv and pip.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin

# The first Python of 3.12 or newer: on the PATH, else under pyenv.
FIND_PYTHON := for p in python3 python3.13 python3.12 python3.14 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && { command -v "$$p"; exit 0; }; done; \
	echo "Tradewire needs Python 3.12 or newer; none was found on PATH or under pyenv" >&2; exit 1

.PHONY: help install run test test-cluster torture check fuzz bench scale clean

help: ## print the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

install: .venv/installed ## make .venv with everything that requirements.lock names

.venv/installed: requirements.lock pyproject.toml
	@python="$$($(FIND_PYTHON))" || exit 1; echo "installing into .venv with $$python"; \
	if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python "$$python" .venv && \
		uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements.lock && \
		uv pip install --quiet --python $(BIN)/python --no-deps -e .; \
	else \
		"$$python" -m venv .venv && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .; \
	fi
	@touch $@

run: install ## read the sample articles into ./data and show what was found
	@$(BIN)/tradewire run --landing tests/samples/landing
	@for question in who_said_what measures_now talks_calendar; do echo; $(BIN)/tradewire ask $$question; done
	@echo; $(BIN)/tradewire brief --days 60
	@echo; echo 'Ask on: $(BIN)/tradewire ask --list   or   $(BIN)/tradewire sql "FROM quote_index"'

test: install ## run the tests
	@$(BIN)/python -m pytest

test-cluster: install ## run the tests on servers: PostgreSQL, which must be installed, and S3
	@$(BIN)/python -m pytest tests/cluster

torture: install ## kill runs 50 times at random moments, and flows 25 times, with readers at work
	@TORTURE_KILLS=50 $(BIN)/python -m pytest tests/test_torture.py tests/test_flows.py -k killed

check: install ## lint, types and tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/python -m pytest

fuzz: install ## try 20,000 inputs on every reader
	@$(BIN)/python -m pytest tests/test_fuzz.py --hypothesis-profile=fuzz

bench: install ## time the pipeline against bare spaCy, by turns; BENCH="--landing DIR" for your articles, BENCH=--help
	@{ command -v uv >/dev/null && uv pip install --quiet --python $(BIN)/python textacy==0.13.0 \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check textacy==0.13.0; } \
		|| echo "textacy could not be installed: its quotes are left out" >&2
	@$(BIN)/python -m tests.bench $(BENCH)

scale: install ## time a night of 50,000 articles, and every view, on a warehouse of a million
	@$(BIN)/python -m tests.scale

clean: ## remove .venv and caches; ./data stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
