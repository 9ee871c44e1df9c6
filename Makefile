# Every command of the project. `make` alone lists them.

PYTHON ?= python3
# The order of the tests and every drawn value follow from this number; a run prints it.
SEED ?= 20261122

VENV := .venv
BIN := $(VENV)/bin
FONTS := packages/touchline-fonts

# Each stamp stands for one step of the set-up, so that a second run takes no time.
SYSTEM := $(VENV)/.system
LOCKED := $(VENV)/.locked
FACES := $(VENV)/.faces
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup run test soak coverage lint format accept bench docs docs-fresh gallery lock changelog

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*##/\t/' | expand -t 14

setup: $(INSTALLED)  ## install everything into .venv

run: setup  ## build the demo from real data and serve it
	$(BIN)/touchline demo -o demo
	$(BIN)/touchline serve demo

test: lint docs-fresh  ## every check and every test
	$(BIN)/python -m pytest -n 2 -q --randomly-seed=$(SEED)

soak: setup  ## the tests with long counts
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -n 2 -q -m "soak or not soak" --randomly-seed=$(SEED)

coverage: setup  ## which lines and branches no test reaches
	$(BIN)/python -m pytest -n 2 -q --cov --randomly-seed=$(SEED)

lint: setup  ## style, types, floors and the project's own rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(BIN)/typos
	$(BIN)/python -m checks

format: setup  ## put every file into shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

accept: setup  ## take the golden pictures as they are drawn now
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q -p no:randomly tests/golden

bench: setup  ## run every benchmark, one after the other
	$(BIN)/python -m benchmarks

docs: setup  ## make the generated pages and schemas
	$(BIN)/python -m docs.generate

docs-fresh: setup  ## fail when a generated page or schema is stale
	$(BIN)/python -m docs.generate --check

gallery: setup  ## draw every template in every style and language
	$(BIN)/python -m docs.gallery

lock: setup  ## pin the newest versions, by hash and without naming a registry
	$(BIN)/uv pip compile pyproject.toml --upgrade --extra pdf --extra office --group dev --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--no-emit-package touchline-fonts --quiet -o requirements.lock
	$(BIN)/python $(FONTS)/build.py --lock

changelog: setup  ## compile the fragments of changelog.d
	$(BIN)/towncrier build --yes

$(SYSTEM): checks/machine.py
	$(PYTHON) checks/machine.py
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(LOCKED): $(SYSTEM) requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(FACES): $(LOCKED) $(FONTS)/build.py $(FONTS)/package-lock.json $(FONTS)/pyproject.toml \
		$(FONTS)/src/touchline_fonts/__init__.py
	$(BIN)/python $(FONTS)/build.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
		--force-reinstall ./$(FONTS)
	@touch $@

$(INSTALLED): $(FACES) pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
		--editable .
	@touch $@
