# One door for developers. `make` alone explains.
PYTHON ?= .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help install test check crash monkey bench picture

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

install: ## make .venv with everything for developing
	python3 -m venv .venv && .venv/bin/pip install -e '.[test]'

test: ## run the tests
	$(PYTHON) -m pytest

check: ## run tests, linters, types and import contracts in this .venv
	$(PYTHON) -m pytest
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

crash: ## prove at length that kills, power cuts, full disks and damage lose nothing
	POSTIL_CRASH=full $(PYTHON) -m pytest tests/crash

monkey: ## press 20,000 random keys, resizes among them, on hostile articles
	POSTIL_MONKEY=full $(PYTHON) -m pytest tests/tui/test_monkey.py

bench: ## measure store, start-up and keys against named peers, as ratios
	$(PYTHON) tests/bench/store.py
	$(PYTHON) tests/bench/screen.py
	$(PYTHON) tests/bench/export.py
	$(PYTHON) tests/bench/anchoring.py
	$(PYTHON) tests/bench/listing.py

picture: ## draw postil.svg, the README's picture, with the program itself
	$(PYTHON) tests/picture.py
