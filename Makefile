# Juzhan: `make run` serves the product, `make test` checks it. Paths stay relative, so that the folder's own path may
# hold spaces; pip's and npm's own configuration says where packages come from.
SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PORT ?= 8000
WORKERS ?= 2
PG15_BIN ?= /usr/lib/postgresql/15/bin
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
MYPY := JUZHAN_DEMO=1 JUZHAN_HTTPS=0 JUZHAN_VAR=var/test $(BIN)/mypy
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet

export PIP_ROOT_USER_ACTION = ignore
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help setup setup-escpos setup-dev setup-bench run load lint format check test bench lock audit hook clean

help: ## say what each target does
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

# --- set-up -------------------------------------------------------------------------------------------------------

setup: .venv/ready-base ## install what the product needs into .venv
setup-escpos: .venv/ready-escpos ## ... and what printing slips on ESC/POS printers needs
setup-dev: .venv/ready-dev ## ... and what its tests and checks need
setup-bench: .venv/ready-bench ## ... and what the measurements need

.venv/bin/python:
	@sh tools/make_venv.sh

.venv/ready-base: requirements/base.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the product needs into .venv (half a minute or so) …"
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-escpos: requirements/escpos.txt .venv/ready-base
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/escpos.txt
	@touch $@

.venv/ready-dev: requirements/dev.txt .venv/ready-base
	@echo "Installing what its tests and checks need …"
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

.venv/ready-bench: requirements/bench.txt .venv/ready-dev
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/bench.txt
	@touch $@

# --- use ----------------------------------------------------------------------------------------------------------

run: setup ## serve the demonstration on http://localhost:$PORT (8000)
	@exec $(BIN)/juzhan serve --demo --port $(PORT)

load: setup ## bring the demonstration's database up to date without serving
	$(BIN)/juzhan load --demo

# --- checks -------------------------------------------------------------------------------------------------------

lint: setup-dev ## style, types, import contracts, templates, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(MYPY)
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src
	$(BIN)/deptry .

format: setup-dev ## put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: setup-dev ## the quick habit before a commit: style, types, contracts, the pure tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(MYPY)
	$(BIN)/lint-imports
	$(PYTEST) -q -n $(WORKERS) tests/domain tests/setup/test_repository.py

test: lint ## everything: checks, the whole suite, and the database tests again on PostgreSQL 15 where it is found
	$(PYTEST) -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder
	@if [ -x "$(PG15_BIN)/postgres" ]; then \
		echo "again on $$("$(PG15_BIN)/postgres" --version)"; \
		JUZHAN_TEST_BINARIES="$(PG15_BIN)" $(PYTEST) -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder; \
	else echo "PostgreSQL 15 is not in $(PG15_BIN): its run is left out"; fi

bench: setup-bench ## measure, and print the tables of docs/performance.md
	$(BIN)/python -m bench

# --- upkeep -------------------------------------------------------------------------------------------------------

lock: setup-dev ## renew requirements/*.txt from pyproject.toml, keeping versions that still fit
	$(LOCK) pyproject.toml requirements/build.in -o requirements/base.txt
	$(LOCK) pyproject.toml requirements/build.in --extra escpos -c requirements/base.txt -o requirements/escpos.txt
	$(LOCK) pyproject.toml requirements/build.in --extra escpos --extra test --extra dev -c requirements/escpos.txt -o requirements/dev.txt
	$(LOCK) pyproject.toml requirements/build.in --extra escpos --extra test --extra dev --extra bench -c requirements/dev.txt -o requirements/bench.txt
	$(LOCK) requirements/npm.in -o requirements/npm.txt

audit: setup-dev ## compare the locked packages with the published advisories (needs the network)
	$(BIN)/uvx pip-audit --require-hashes --disable-pip -r requirements/escpos.txt

hook: ## run `make check` before every commit of this clone
	git config core.hooksPath tools/hooks

clean: ## remove what was installed and built; the database in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache var/static var/test
