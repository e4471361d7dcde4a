# SPDX-License-Identifier: EUPL-1.2
.DEFAULT_GOAL := help
.SILENT:
.PHONY: help setup demo test check bench bench-forms bench-cases messages clean

PORT ?= 8000
python := .venv/bin/python

help:  ## Show this help
	awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## Make .venv and install what the project needs (the others do this by themselves)
	sh scripts/setup.sh

demo: setup  ## Run the whole portal with a small town in it; another port: make demo PORT=8001
	$(python) -m portal.local demo --port $(PORT)

test: setup  ## Run every test; some of them: make test ARGS="tests/cases -x"
	sh scripts/test.sh $(ARGS)

check: setup  ## Check format, lint, types, imports, migrations, translations, settings
	$(python) scripts/check.py

bench: setup  ## Measure pages against a bare Django view; also as JSON: make bench JSON=path
	$(python) -m portal.local run -- $(python) -m scripts.bench $(if $(JSON),--json $(JSON))

bench-forms: setup  ## Measure a large form: its pieces, its page, a change in the designer
	$(python) -m portal.local run -- $(python) -m scripts.bench.forms

bench-cases: setup  ## Load 10 000 to 1 000 000 cases and measure the work with them; SIZES=10000,100000 JSON=path
	$(python) -m portal.local run -- $(python) -m scripts.bench.cases $(if $(SIZES),--sizes $(SIZES)) $(if $(JSON),--json $(JSON))

messages: setup  ## Collect texts into locale/*/LC_MESSAGES/django.po and compile them
	$(python) scripts/messages.py

clean:  ## Remove the local database, files and caches (not .venv)
	rm -rf .local .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
