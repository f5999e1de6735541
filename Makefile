# make run   install, take in the sample archive, serve it
# make test  install what tests need, and run them
.PHONY: help run test cluster screenshots sizes check lint types imports format texts bench sample clean lock

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
DATA ?= index_data
PORT ?= 9200
NODES ?= 1
SETUP := ./scripts/setup.sh

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

$(VENV)/.installed: pyproject.toml hatch_build.py constraints.txt scripts/setup.sh
	@$(SETUP) $(VENV)
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(SETUP) $(VENV) dev
	@touch $@

$(DATA)/.sampled: | $(VENV)/.installed
	@$(BIN)/fehrest --data $(DATA) ingest index_data/sample/pages index_data/sample/export.xml
	@touch $@

run: $(VENV)/.installed $(DATA)/.sampled ## Install, take in the sample archive, serve it
	@$(BIN)/fehrest --data $(DATA) serve

sample: $(DATA)/.sampled ## Take in the sample archive

test: $(VENV)/.installed-dev ## Run every test
	@./scripts/browser.sh $(BIN)
	@./scripts/cluster.sh $(BIN)
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

cluster: $(VENV)/.installed-dev ## An OpenSearch of one node on this machine, for trying out (PORT=9200, NODES=1)
	@./scripts/cluster.sh $(BIN)
	@$(PYTHON) -m tests.cluster --port $(PORT) --nodes $(NODES)

screenshots: $(VENV)/.installed-dev ## Pictures of eight states of the page, in build/screenshots
	@./scripts/browser.sh $(BIN)
	@$(PYTHON) -m tests.browser.screenshots

sizes: $(VENV)/.installed ## What each way to install Fehrest takes: packages and megabytes
	@./scripts/sizes.sh $(PYTHON)

check: lint types imports ## Lint, types and the direction of imports

lint: $(VENV)/.installed-dev ## Style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/.installed-dev ## Types
	@$(BIN)/mypy

imports: $(VENV)/.installed-dev ## The direction of imports
	@$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## Put the code into its style
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

texts: $(VENV)/.installed-dev ## Bring the interface's translations in line with the source
	@$(PYTHON) scripts/messages.py

bench: $(VENV)/.installed-dev ## Measure quality and speed (reads ../shared/data)
	@for name in analysis langid extraction ranking typing_help stories speed ingest agreement; do echo "== $$name"; $(PYTHON) -m benchmarks.$$name; done

lock: $(VENV)/.installed-dev ## Write the versions in use to constraints.txt
	@$(BIN)/pip freeze --exclude-editable --exclude pip --exclude fehrest > constraints.txt

clean: ## Remove what was made; the archive and the index stay
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
