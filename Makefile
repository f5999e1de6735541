# make run   install, ingest the sample archive, serve it
# make test  install what tests need, and run them
.PHONY: help run test audit cluster screenshots sizes check plugin plugin-lint lint types imports format texts bench sample clean lock

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
DATA ?= index_data
PORT ?= 9200
NODES ?= 1
SETUP := ./scripts/setup.sh

help: ## List the targets
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

run: $(VENV)/.installed $(DATA)/.sampled ## Install, ingest the sample archive, serve it
	@$(BIN)/fehrest --data $(DATA) serve

sample: $(DATA)/.sampled ## Ingest the sample archive

test: $(VENV)/.installed-dev ## Run every test
	@./scripts/browser.sh $(BIN)
	@./scripts/cluster.sh $(BIN)
	@./scripts/wordpress.sh $(BIN)
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

cluster: $(VENV)/.installed-dev ## Start OpenSearch on this machine, for trials (PORT=9200, NODES=1)
	@./scripts/cluster.sh $(BIN)
	@$(PYTHON) -m tests.cluster --port $(PORT) --nodes $(NODES)

screenshots: $(VENV)/.installed-dev ## Take screenshots of eight states of the page, in build/screenshots
	@./scripts/browser.sh $(BIN)
	@$(PYTHON) -m tests.browser.screenshots

plugin: $(VENV)/.installed ## Build the plugin for WordPress, build/fehrest-VERSION.zip
	@$(PYTHON) scripts/plugin.py

plugin-lint: ## Check the plugin for WordPress
	@./scripts/plugin_lint.sh

sizes: $(VENV)/.installed ## Print the installed size of each extra
	@./scripts/sizes.sh $(PYTHON)

check: lint types imports audit ## Check style, types, the direction of imports and known vulnerabilities

lint: $(VENV)/.installed-dev ## Check the style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/.installed-dev ## Check the types
	@$(BIN)/mypy

imports: $(VENV)/.installed-dev ## Check the direction of imports
	@$(BIN)/lint-imports

audit: $(VENV)/.installed ## Check for known vulnerabilities of the pinned packages
	@./scripts/audit.sh $(PYTHON)

format: $(VENV)/.installed-dev ## Format the code
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

texts: $(VENV)/.installed-dev ## Update the message catalogues from the source
	@$(PYTHON) scripts/messages.py

bench: $(VENV)/.installed-dev ## Measure quality and speed (reads ../shared/data)
	@for name in analysis langid extraction ranking typing_help stories speed ingest agreement; do echo "== $$name"; $(PYTHON) -m benchmarks.$$name; done

lock: $(VENV)/.installed-dev ## Write the versions in use to constraints.txt
	@$(BIN)/pip freeze --exclude-editable --exclude pip --exclude fehrest > constraints.txt

clean: ## Remove build files; keep the archive and the index
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
