# Two commands do everything: `make demo` runs it, `make test` tests it. `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 8000

# uv, from the PATH or installed into the project's own folder.
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN := $(UV) run --no-sync --quiet
PYTHON ?= python3
# What Python has compiled is kept, also where the environment says not to.
BYTECODE := PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=$(CURDIR)/.data/bytecode
TEMPLATES = $(shell git ls-files "templates/*.html")

.PHONY: help install demo test check migrations browser bench chaos hostile format pictures

help: ## What can be made here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.uv/bin/uv:
	@command -v $(PYTHON) >/dev/null \
		|| { echo "Python is missing: install Python 3.13 and run this again." >&2; exit 1; }
	@echo "Fetching uv, which fetches the rest."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .uv uv >/dev/null 2>&1 \
		|| { echo "uv could not be fetched: check the network and pip, or install uv yourself." >&2; exit 1; }

install: $(filter .uv/%,$(UV)) ## Install the locked packages into .venv
	@test -d .venv || echo "Installing the packages."
	@mkdir -p .data
	@$(UV) sync --locked --quiet 2>.data/install.log || { \
		if $(UV) python find --quiet >/dev/null 2>&1; \
		then echo "The packages could not be installed: check the network (details are in .data/install.log)." >&2; \
		else echo "Python 3.13 was not found and could not be downloaded: install it and run this again." >&2; \
		fi; exit 1; }

demo: install ## Run everything with the real data at http://127.0.0.1:8000 (PORT=8123 takes another port)
	@FOUNDATION_ENV=demo PORT=$(PORT) $(RUN) python manage.py demo

test: install ## Run every test that needs no browser
	@FOUNDATION_ENV=test $(BYTECODE) $(RUN) pytest -n auto --dist loadfile

check: install ## Lint, format, types, import contracts, migrations
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) djade --target-version 6.1 --check $(TEMPLATES)
	@FOUNDATION_ENV=test $(RUN) mypy
	@$(RUN) lint-imports
	@FOUNDATION_ENV=test $(RUN) python manage.py makemigrations --check --dry-run

migrations: install ## Take all migrations back and do them again (a minute)
	@FOUNDATION_ENV=test $(BYTECODE) $(RUN) pytest tests/migrations

tests/html/node_modules: tests/html/package-lock.json
	@npm ci --prefix tests/html --no-audit --no-fund --silent \
		|| { echo "html-validate could not be installed: npm or the network is missing." >&2; exit 1; }
	@touch $@

browser: install tests/html/node_modules ## Run the browser tests (needs Chromium and npm)
	@FOUNDATION_ENV=test $(BYTECODE) $(RUN) pytest -n 2 --dist worksteal tests/browser

bench: install ## Print what each page and a purchase cost
	@FOUNDATION_ENV=test $(RUN) python -m tests.benchmarks

chaos: install ## Kill processes while people buy, count what is lost (ORDERS=2000 SEED=7 say how much)
	@$(RUN) python -m tests.chaos $(if $(ORDERS),--orders $(ORDERS)) $(if $(SEED),--seed $(SEED)) $(CHAOS)

hostile: install ## Follow every link and answer every form with what it does not expect
	@FOUNDATION_ENV=test $(BYTECODE) $(RUN) pytest -s tests/hostile

format: install ## Format the code and the templates
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .
	@$(RUN) djade --target-version 6.1 $(TEMPLATES)

pictures: install ## Take the README's pictures from a running demo (needs Chromium)
	@FOUNDATION_ENV=test $(RUN) python -m tests.browser.pictures
