# One door for everything: `make help`.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help audit test check format reports docs bench quality clean

help: ## what can be asked for
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

# Made anew when the project's dependencies change.
.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

audit: .venv/ready ## audit the sample documents in seeds/
	$(BIN)/audit check seeds/

test: .venv/ready ## run the whole suite
	$(BIN)/pytest -n auto

check: .venv/ready ## format, lint, types, imports, tests, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/audit rules test
	$(BIN)/python -m scripts.write_docs --check
	$(BIN)/pytest -n auto

format: .venv/ready ## format and repair what ruff can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

reports: .venv/ready ## rewrite the committed reports of seeds/
	$(BIN)/python -m scripts.write_reports

docs: .venv/ready ## rewrite the generated pages
	$(BIN)/python -m scripts.write_docs

bench: .venv/ready ## MB/s per core, share of each stage, with and without the gate
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/hostile.py

clean: ## remove everything that was made
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

quality: .venv/ready ## measure all evaluation sets in DATA and rewrite docs/quality.md
	$(BIN)/python -m scripts.quality $(DATA)
