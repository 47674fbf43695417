# Two commands do all of their own set-up: `make brief` and `make test`.
# uv is used where it is present, pip otherwise.

PYTHON ?= python3
RAW ?= ../shared/data/raw
VENV := .venv
BIN := $(VENV)/bin
STORE := src/leadline/data/store
UV := $(shell command -v uv 2>/dev/null)

ifdef UV
INSTALL := VIRTUAL_ENV=$(CURDIR)/$(VENV) uv pip install --quiet
else
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.PHONY: help brief test check format docs messages gallery fonts install store bench lock clean

help: ## Show what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

brief: $(VENV)/base ## Write the briefing of today and print where it is
	@$(BIN)/leadline brief --out build/briefing

test: $(VENV)/dev ## Run the whole test suite
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal --cov --cov-report term-missing:skip-covered

check: $(VENV)/dev ## Lint, format and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

format: $(VENV)/dev ## Put the code in order
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

docs: $(VENV)/dev ## Write the generated pages of docs/ anew
	@$(BIN)/python docs/generate.py

messages: $(VENV)/dev ## Gather the messages of the briefing into the catalogues of translations
	@$(BIN)/python -m tools.messages

gallery: $(VENV)/dev ## Paint the briefing's pages into docs/gallery (needs Chromium)
	@$(BIN)/python tools/gallery.py

fonts: $(VENV)/dev ## Cut the package's fonts anew for the characters in use (needs Debian's fonts-noto-cjk)
	@$(BIN)/python tools/fonts.py

install: $(VENV)/dev ## Set up the environment for development

store: $(VENV)/base ## Build the bundled store anew from the raw files in RAW
	rm -rf $(STORE)
	@$(BIN)/leadline ingest --from $(RAW) --store $(STORE) --no-keep-raw --shipped
	@$(BIN)/leadline ingest --from src/leadline/data/curated --store $(STORE) --no-keep-raw
	@rm -f $(STORE)/.lock

bench: $(VENV)/bench $(VENV)/dev ## Measure side by side with other tools, into docs/benchmarks.md
	@for one in briefing price_one price_command against_model_prices index_fit index_choices large_store stack_command scenario claims; do $(BIN)/python -m benchmarks.$$one || exit 1; done
	@$(BIN)/python -m benchmarks.update_recorded $(RAW)

lock: ## Pin the dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url \
		--no-emit-find-links -o requirements.lock pyproject.toml build.in
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url \
		--no-emit-find-links --no-strip-extras -o requirements-dev.lock --group dev pyproject.toml build.in
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url \
		--no-emit-find-links -o requirements-bench.lock --group bench pyproject.toml build.in

clean: ## Remove what was made
	rm -rf $(VENV) build .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Leadline needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Name another with PYTHON=..." >&2; exit 1; }
ifdef UV
	@uv venv --quiet --python $(PYTHON) $(VENV)
else
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "No virtual environment could be made. On Debian, install the package python3-venv." >&2; rm -rf $(VENV); exit 1; }
endif

$(VENV)/base: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Setting up..." >&2
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/base
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/bench: requirements-bench.lock $(VENV)/base
	@$(INSTALL) --require-hashes -r requirements-bench.lock
	@touch $@
