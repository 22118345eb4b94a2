# PYTHON makes .venv; later calls take that of .venv, unless another is named: then .venv is made anew.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(or $(and $(wildcard $(VENV)/.python-*),$(BIN)/python),python3)
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
# Stamps, written when a step is complete: .venv itself, what the demo runs, and on top of it what developers need.
MADE := $(VENV)/.python-$(VERSION)
DEMO := $(VENV)/.demo-installed
STAMP := $(VENV)/.installed

PIP := $(BIN)/python -m pip --disable-pip-version-check
# A lock file is complete, so nothing is resolved: a newer release of anything changes nothing. Bytecode comes with use.
INSTALL := $(PIP) install --quiet --no-compile --no-deps
CHECK := $(PIP) check || { echo "What $(VENV) holds does not fit together, perhaps from an older lock: make clean, then again." >&2; exit 1; }

# Quick tests compute, so a process for each core; the others wait for brokers, of which each process starts its own.
QUICK := $(BIN)/pytest -n auto --dist worksteal -m "not broker and not browser"
BROKER := $(BIN)/pytest -n 4 --dist worksteal -m "broker or browser"

.PHONY: help install demo test torture soak fuzz fuzz-guided check lint format schemas screenshots lock clean bench-extract
.PHONY: mutate wheels bench-memory bench-copies bench-pages bench-chains bench-language bench-linking
help: ## What each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(MADE):
	@command -v $(PYTHON) >/dev/null || \
		{ echo "There is no $(PYTHON): install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Communiqué needs Python 3.11 or newer, and $(PYTHON) is $(VERSION); name another: make PYTHON=/path/to/python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(DEMO): requirements-demo.lock pyproject.toml $(MADE)
	$(INSTALL) --require-hashes -r requirements-demo.lock
	$(INSTALL) --no-build-isolation -e .
	@$(CHECK)
	@touch $@

$(STAMP): requirements.lock $(DEMO)
	$(INSTALL) --require-hashes -r requirements.lock
	@$(CHECK)
	@touch $@

install: $(STAMP) ## Set up .venv from the lock files: all that developers need

demo: $(DEMO) ## Sample articles through the whole stream, and what came of them (ARTICLES=file adds yours, STAY=1 keeps the live page)
	$(BIN)/communique demo $(if $(STAY),--stay) $(ARTICLES)

test: lint ## Everything: linters, then all tests; with Java and Maven the broker tests run on real Apache Kafka
	@if command -v java >/dev/null && command -v mvn >/dev/null; then \
		echo "Broker tests: real Apache Kafka, its jars fetched by Maven."; \
	elif [ -n "$$COMMUNIQUE_REQUIRE_KAFKA" ]; then \
		echo "Broker tests need real Apache Kafka here: install Java 17 or newer and Maven." >&2; exit 1; \
	else \
		echo "Broker tests: the EMBEDDED broker, for Java or Maven is missing. Real Apache Kafka was not tested."; \
	fi
	@if ! command -v chromium >/dev/null; then \
		if [ -n "$$COMMUNIQUE_REQUIRE_BROWSER" ]; then echo "Browser tests need Chromium here." >&2; exit 1; fi; \
		echo "Browser tests: they will NOT run, for there is no Chromium. The page was not looked at."; \
	fi
	@worst=0; $(QUICK) || worst=$$?; $(BROKER) || worst=$$?; exit $$worst

torture: install ## Faults on real Kafka, all compared after each (ROUNDS=200 SEED=1 MINUTES=30; EVERY=5 rounds are compared)
	$(BIN)/python -m tests.torture.run $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SEED),--seed $(SEED)) \
		$(if $(MINUTES),--minutes $(MINUTES)) $(if $(EVERY),--every $(EVERY))

soak: install ## A file of articles through real Kafka and the real extractor, a worker killed (ARTICLES=file WORKERS=2 KILL=1)
	$(BIN)/python -m tests.torture.soak $(ARTICLES) $(if $(WORKERS),--workers $(WORKERS)) $(if $(KILL),--kill $(KILL)) \
		$(if $(JSON),--json)

fuzz: install ## Hostile records and texts for a while (SECONDS=600 SEED=1)
	$(BIN)/python -m tests.fuzz.run $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED))

fuzz-guided: install ## Records that atheris makes up from those that reached new code (RUNS=100000 SEED=1; Linux, Python up to 3.13)
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.fuzz.guided $(if $(RUNS),--runs $(RUNS)) $(if $(SEED),--seed $(SEED))

check: lint ## Linters and the quick tests: no broker, no browser
	$(QUICK)

lint: install ## Format, rules, types, imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install ## Format and sort imports
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: install ## Write anew what follows from lists: JSON Schemas, manifests, and the references of settings and metrics
	$(BIN)/python -m tools.json_schemas
	$(BIN)/python -m tools.kubernetes_manifests
	$(BIN)/python -m tools.settings_reference
	$(BIN)/python -m tools.metrics_reference

screenshots: install ## Pictures of the live page for the README: the samples through the whole stream, in Chromium
	$(BIN)/python -m tests.browser.screenshots

mutate: install ## Decisions that no test holds: make mutate ROOM=streams/core/linking (LIMIT=60 SEED=7 TESTS=tests/... AT_LEAST=90)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tools.mutate $(or $(ROOM),ROOM) $(if $(LIMIT),--limit $(LIMIT)) \
		$(if $(SEED),--seed $(SEED)) $(if $(TESTS),--tests $(TESTS)) $(if $(AT_LEAST),--at-least $(AT_LEAST))

bench-extract: install ## Extractor beside spaCy's whole pipeline: make bench-extract ARTICLES=articles.jsonl
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 BLIS_NUM_THREADS=1 $(BIN)/python -m tools.training.bench $(ARTICLES)

bench-memory: install ## Memory of a process that extracts, flat or not: make bench-memory ARTICLES=articles.jsonl READ=20000
	OMP_NUM_THREADS=1 $(BIN)/python -m tools.training.memory $(ARTICLES) $(if $(READ),--read $(READ))

bench-copies: install ## Linking of copies: make bench-copies ARTICLES=articles.jsonl COPIES=copies.jsonl
	$(BIN)/python -m tools.training.copies $(or $(ARTICLES),ARTICLES) $(or $(COPIES),COPIES)

bench-pages: install ## Reading from web pages beside their reports alone: make bench-pages PAGES=pages.jsonl
	OMP_NUM_THREADS=1 $(BIN)/python -m tools.training.pages $(or $(PAGES),PAGES)

bench-language: install ## Hard language: how much is read without any fault, and whether what is not asserted is given events
	$(BIN)/python -m tests.core.events.hard_language
	$(BIN)/python -m tests.core.events.assertion_frames

bench-chains: install ## Events planned, called off, planned anew and held, read from texts: how many are one event
	$(BIN)/python -m tests.core.linking.chains

bench-linking: install ## What one more report costs in a busy block, and how that grows: make bench-linking SIZES="100 1000"
	$(BIN)/python -m tests.core.state.busy_block $(if $(SIZES),--sizes $(SIZES))

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"
lock: ## Write the lock files anew from pyproject.toml: everything, what the image runs, what builds, what the demo runs
	$(LOCK) --extra dev --group pyproject.toml:build -o requirements.lock pyproject.toml
	$(LOCK) --constraint requirements.lock -o requirements-runtime.lock pyproject.toml
	$(LOCK) --constraint requirements.lock --group pyproject.toml:build -o requirements-build.lock
	$(LOCK) --constraint requirements.lock --extra embedded --group pyproject.toml:build -o requirements-demo.lock pyproject.toml

wheels: install ## Which wheels of the runtime lock are missing, for Python 3.11 to 3.13 on Linux and macOS (asks the package index)
	$(BIN)/python -m tools.wheels

clean: ## Remove what make made
	rm -rf $(VENV) .cache .build
