# Needs Python 3.11 or newer and make; everything else is installed into .venv and templates/node_modules, pinned by hash.

ROUND    ?= 2023-Q2
HOME_DIR ?= var/portfolio
RUNS     ?= 5
MUTANTS  ?= 1000
PORT     ?= 3000
PAGES    ?= 1 4 5 7

VENV := .venv
BIN  := $(VENV)/bin
# The first of these that is new enough; say PYTHON=... to choose another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

# The machine's own certificates count, for a network that puts its own before the registries'.
export UV_SYSTEM_CERTS := true
export NODE_USE_SYSTEM_CA := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export DAGSTER_DISABLE_TELEMETRY := 1
export VIRTUAL_ENV := $(abspath $(VENV))
# `say` goes to stderr: stdout is the command's own.
say = @echo "==> $(1)" >&2

# What is there when a command succeeds, and else comes with a Debian package: installed where that is allowed.
define debian
$(1) >/dev/null 2>&1 || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "==> installing $(2)" >&2 && \
	apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(2) >/dev/null; \
} || { echo "$(2) is missing. On Debian and Ubuntu: sudo apt install $(2)" >&2; exit 1; }
endef

RUNTIME := $(VENV)/runtime.stamp
DEV     := $(VENV)/dev.stamp
# Timed in an environment of its own, with what a report needs and nothing else: tests bring packages that slow imports.
BENCH_VENV := .venv-bench
BENCH   := $(BENCH_VENV)/runtime.stamp
FONTS   := templates/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report test test-quick test-system lint format ui bench picture lineage lock clean

help: ## Show what can be made
	@echo "make TARGET [ROUND=$(ROUND)] [HOME_DIR=$(HOME_DIR)]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

report: $(RUNTIME) $(FONTS) | $(HOME_DIR)/office ## Build the report of ROUND in HOME_DIR, the 2023 example when it is not there yet
	$(call say,building the report of $(ROUND))
	@$(BIN)/portefolje --home $(HOME_DIR) report $(ROUND)
	@echo
	@echo "The report of $(ROUND) lies in $(HOME_DIR)/drafts/$(ROUND):"
	@echo "  nb/index.html  to read in a browser; nn/ and en/ are the same in nynorsk and English"
	@echo "  nb/report.pdf  to print or to send"
	@echo "  report.json    every number; ask where one comes from with:"
	@echo "  $(BIN)/portefolje --home $(HOME_DIR) trace $(ROUND) status.now.yellow"

test: $(DEV) $(FONTS) ## Run the tests
	$(call say,running the tests)
	@$(BIN)/pytest -q -n auto --dist loadfile --ignore=tests/system

test-quick: $(DEV) $(FONTS) ## Run the tests of plain functions, in seconds
	@$(BIN)/pytest -q -n auto -m "not slow" --ignore=tests/system --ignore=tests/packaging --ignore=tests/pipelines --ignore=tests/benchmarks

test-system: $(DEV) $(FONTS) ## Run the tests that need Debian packages: a real browser, spreadsheet and word processor
	@$(call debian,command -v chromium,chromium)
	@$(call debian,command -v localc,libreoffice-calc)
	@$(call debian,command -v lowriter,libreoffice-writer)
	$(call say,running the system tests)
	@$(BIN)/pytest -q tests/system

lint: $(DEV) ## Check style, types, who imports whom, and that Dagster can load the definitions
	$(call say,ruff)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	$(call say,mypy)
	@$(BIN)/mypy
	$(call say,import-linter)
	@$(BIN)/lint-imports
	$(call say,dg check defs)
	@mkdir -p $(VENV)/dagster && cp dagster.yaml $(VENV)/dagster/
	@DAGSTER_HOME=$(abspath $(VENV))/dagster $(BIN)/dg check defs

format: $(DEV) ## Write the code the way lint wants it
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

ui: $(RUNTIME) $(FONTS) | $(HOME_DIR)/office ## Open Dagster's UI on HOME_DIR, at 127.0.0.1 only
	@mkdir -p $(HOME_DIR)/dagster && test -f $(HOME_DIR)/dagster/dagster.yaml || cp dagster.yaml $(HOME_DIR)/dagster/
	$(call say,Dagster on $(HOME_DIR): http://127.0.0.1:$(PORT))
	@PATH="$(abspath $(BIN)):$$PATH" PORTFOLIO_HOME=$(abspath $(HOME_DIR)) DAGSTER_HOME=$(abspath $(HOME_DIR))/dagster \
		dg dev --host 127.0.0.1 --port $(PORT)

bench: $(BENCH) $(FONTS) ## Time the report against a plain script that draws the same, and hand in MUTANTS faulty files
	@$(BENCH_VENV)/bin/python -m compileall -q pipelines assets checks benchmarks
	@$(BENCH_VENV)/bin/python benchmarks/bench.py --runs $(RUNS) --round $(ROUND)
	$(call say,handing in $(MUTANTS) files gone wrong at random)
	@$(BENCH_VENV)/bin/python -m benchmarks.mutants --mutants $(MUTANTS)

picture: $(DEV) report ## Renew docs/report.png, the README's picture, from the report of ROUND
	@$(BIN)/python docs/picture.py $(HOME_DIR)/drafts/$(ROUND)/nb/report.pdf $(PAGES)

lineage: $(DEV) ## Record which columns each statistic comes from, as its query says
	@$(BIN)/python -m tests.statistics.lineage_of_queries

lock: $(DEV) ## Bring the locks under deploy/ in line with pyproject.toml (UPGRADE=--upgrade for newer versions)
	@for lock in "requirements build" "requirements-dev dev"; do set -- $$lock; \
		$(BIN)/uv pip compile pyproject.toml --quiet --group $$2 --output-file deploy/$$1.txt $(UPGRADE) $(LOCKING); done
	@echo uv | $(BIN)/uv pip compile - --quiet --constraints deploy/requirements.txt --output-file deploy/uv.txt $(LOCKING)

# Hashes and versions alone, no addresses; for every platform and Python that pyproject.toml allows.
LOCKING := --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-header --no-annotate --no-strip-extras

clean: ## Remove what was installed; homes under var/ stay
	rm -rf $(VENV) $(BENCH_VENV) templates/node_modules .mypy_cache .ruff_cache .import_linter_cache dist

$(HOME_DIR)/office: | $(RUNTIME)
	$(call say,laying out the example portfolio of 2023 in $(HOME_DIR))
	@$(BIN)/portefolje init $(HOME_DIR) --example

# Installing: uv takes a third of pip's time; where uv cannot reach what pip is configured for, pip does it.
$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found. On Debian: apt install python3" >&2; exit 1; }
	@$(call debian,$(PYTHON) -c "import ensurepip; import venv",python3-venv)
	$(call say,setting up $(VENV) with $(PYTHON); the first time takes half a minute to a minute)
	@$(PYTHON) -m venv $(VENV)

$(BIN)/uv: deploy/uv.txt | $(VENV)/pyvenv.cfg
	@$(BIN)/pip install --quiet --no-deps --require-hashes -r deploy/uv.txt
	@touch $@

$(RUNTIME): deploy/requirements.txt pyproject.toml | $(BIN)/uv
	$(call say,installing what the report needs)
	@$(call install,deploy/requirements.txt)
	@touch $@

$(DEV): deploy/requirements-dev.txt pyproject.toml | $(RUNTIME)
	$(call say,installing what the tests need)
	@$(call install,deploy/requirements-dev.txt)
	@touch $@

$(BENCH): deploy/requirements.txt pyproject.toml | $(BIN)/uv
	$(call say,installing what the report needs once more, to be timed alone)
	@$(PYTHON) -m venv $(BENCH_VENV)
	@VIRTUAL_ENV=$(abspath $(BENCH_VENV)) $(BIN)/uv pip install -r deploy/requirements.txt --quiet --compile-bytecode --require-hashes
	@$(BENCH_VENV)/bin/pip install --quiet --no-deps --no-index --no-build-isolation --editable .
	@touch $@

define install
$(BIN)/uv pip install -r $(1) --quiet --compile-bytecode --require-hashes \
	|| $(BIN)/pip install --quiet --no-deps --require-hashes -r $(1)
@$(BIN)/pip install --quiet --no-deps --no-index --no-build-isolation --editable .
endef

$(FONTS): templates/package-lock.json templates/package.json | $(RUNTIME)
	$(call say,installing Designsystemet and the typeface)
	@PATH="$(abspath $(BIN)):$$PATH" npm ci --prefix templates --ignore-scripts --no-audit --no-fund --silent
	@touch $@
