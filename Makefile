# `make run` and `make test` are all that is needed, on a machine with make and Python 3.11 or later.

# Any Python from 3.8 on can make the environments. It is found by running it: a name may be a shim.
PYTHON := $(shell for python in python3 python python3.15 python3.14 python3.13 python3.12 \
	python3.11 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.*/bin/python; do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1; \
	then echo "$$python"; break; fi; done)

NEWEST := .venv/bin
OLDEST := .venv-oldest/bin
WORKERS ?= 2

# Else everything is compiled again whenever Python starts, and the tests start it often.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-newest test-oldest test-long gallery briefing pages validation check environment environment-oldest pins clean

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1: \2/p' Makefile

run: environment ## Simulate the lead-nation scenario; says where the pictures are
	@$(NEWEST)/contingent run scenarios/lead-nation.yaml

test: ## What CI runs: check, all tests on the newest Python, and those of the oldest
	@$(MAKE) --no-print-directory -j 3 test-newest check test-oldest

test-newest: environment
	$(NEWEST)/pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder --cov

test-oldest: environment-oldest
	$(OLDEST)/python -m pytest -m "not long and not once"
	$(OLDEST)/contingent -q validate scenarios/*.yaml

check: environment ## Format, lint, types, import floors, spelling
	$(NEWEST)/ruff format --check .
	$(NEWEST)/ruff check .
	$(NEWEST)/mypy
	$(NEWEST)/lint-imports
	$(NEWEST)/codespell

test-long: environment ## The tests that take longer
	$(NEWEST)/pytest -n $(WORKERS) -m long

gallery: environment ## Draw the scenarios that ship again, into reports/gallery
	$(NEWEST)/python tools/gallery.py

briefing: environment ## Answer the questions of a planner from reports again, into docs/briefing.md
	$(NEWEST)/python tools/briefing.py

pages: environment ## Write what is generated: the language, its schema, the output in the README
	$(NEWEST)/python tools/reference.py
	$(NEWEST)/python tools/readme.py

validation: environment ## Write docs/validation.md; CONTINGENT_REFERENCE_DATA names the folder of reference data
	$(NEWEST)/contingent prove --write docs/validation.md

environment:
	@$(if $(PYTHON),$(PYTHON),$(error no Python from 3.8 on was found)) tools/environment.py newest

environment-oldest:
	@$(if $(PYTHON),$(PYTHON),$(error no Python from 3.8 on was found)) tools/environment.py oldest

pins: ## Pin what pyproject.toml asks for; UPGRADE=--upgrade renews every pin (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--only-binary :all: --no-strip-extras --no-header --no-annotate --no-emit-index-url --quiet $(UPGRADE) \
		--output-file requirements.txt

clean: ## Remove the environments and caches; reports stay
	rm -rf .venv .venv-oldest .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf .coverage build dist
	find sim tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} +
