# What can be done in this house. `make` alone lists it.
#
# A machine needs Python >= 3.11 with pip, and make. The first run brings the rest into this folder: uv (unless
# there is one), the locked Python packages in .venv, and Node for building the pages where none is new enough.

PORT ?= 8311
PYTHON ?= python3

UV := $(or $(shell command -v uv),.tools/bin/uv)
export UV
BIN := .venv/bin
RUNTIME := .venv/.runtime $(BIN)/tanggap look/dist/manifest.json
WORKSHOP := .venv/.workshop $(BIN)/tanggap look/dist/manifest.json
COMPILE := --quiet --universal --python-version 3.11 --generate-hashes --extra embedded \
	--custom-compile-command 'make lock'
FACE := vite.config.ts tsconfig.json $(wildcard cities/_default/kinds.toml) \
	$(shell find look -type f -not -path 'look/dist/*' -not -name '*.html' -not -name '*.po')

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test test-quick test-night check fix bench bench-tower lighthouse shots lock clean browser

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## Show a city on this machine: http://127.0.0.1:8311 (PORT= changes it)
	@exec $(BIN)/tanggap demo --port $(PORT)

test: $(WORKSHOP) browser ## Run every test of every day, the browser's too
	@$(BIN)/python tools/lanes.py

test-quick: $(WORKSHOP) ## Run the rules, the house and the stores: the inner loop
	@$(BIN)/python tools/lanes.py quick

test-night: $(WORKSHOP) browser ## Run everything, the long ones too
	@$(BIN)/python tools/lanes.py --night

check: $(WORKSHOP) ## Everything a change must pass: format, lint, types, floors, locks
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --quiet --lint look tanggap
	tools/node npm run --silent check
	tools/node node_modules/.bin/pyright
	$(BIN)/python -m pytest -q tests/house/test_locks.py

fix: $(WORKSHOP) ## Mend what can be mended without thinking: format, imports, simple lint
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(RUNTIME) ## Measure intake, reading and waiting on this machine
	@$(BIN)/python -m bench

bench-tower: $(RUNTIME) ## Measure what a city hall looks at among 10 thousand and 10 million reports (an hour, 20 GB in test-results/)
	@for each in tower tiles desk rollup; do \
	  TANGGAP_BENCH=$(CURDIR)/test-results/bench $(BIN)/python -m bench.$$each --reports 10000 10000000 || exit 1; done

lighthouse: $(WORKSHOP) browser tools/lighthouse/node_modules/.package-lock.json ## Let Lighthouse judge the citizen's pages, as on a cheap phone
	@$(BIN)/python -m bench.lighthouse

shots: $(WORKSHOP) browser ## Take a picture of every page, in both languages and themes, for the eye
	@$(BIN)/python -m tests.look.book

lock: .venv/pyvenv.cfg ## Pin what pyproject.toml asks for, by hash (UPGRADE=--upgrade: the newest that fits)
	$(UV) pip compile $(COMPILE) $(UPGRADE) --group dev pyproject.toml --output-file requirements-dev.txt
	$(UV) pip compile $(COMPILE) --constraint requirements-dev.txt pyproject.toml --output-file requirements.txt

setup: $(WORKSHOP) ## Bring everything a developer needs, and do nothing with it

clean: ## Remove what was brought and built; keep the city's records
	rm -rf .venv .tools node_modules tools/lighthouse/node_modules look/dist .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# What the targets above stand on.

.tools/bin/uv:
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools 'uv>=0.8'

.venv/pyvenv.cfg: | $(filter .tools/%,$(UV))
	$(UV) venv --quiet --python '>=3.11' .venv

# The running city needs few packages; a developer needs those and more, so `sync` may tidy only for the latter.
.venv/.runtime: requirements.txt | .venv/pyvenv.cfg
	$(UV) pip install --quiet --compile-bytecode --python .venv --require-hashes --requirement requirements.txt
	@touch $@

.venv/.workshop: requirements-dev.txt | .venv/pyvenv.cfg
	$(UV) pip sync --quiet --compile-bytecode --python .venv --require-hashes requirements-dev.txt
	@touch .venv/.runtime $@

# The package is run where it stands, not built: one line tells Python where that is.
$(BIN)/tanggap: | .venv/pyvenv.cfg
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/tanggap.pth"
	@printf '#!%s\nimport sys\n\nfrom tanggap.app.commands import main\n\nsys.exit(main())\n' "$(CURDIR)/$(BIN)/python" > $@
	@chmod +x $@

node_modules/.package-lock.json: package.json package-lock.json | .venv/pyvenv.cfg
	tools/node npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

tools/lighthouse/node_modules/.package-lock.json: tools/lighthouse/package-lock.json | .venv/.workshop
	tools/node npm ci --prefix tools/lighthouse --ignore-scripts --no-audit --no-fund --loglevel=error

look/dist/manifest.json: node_modules/.package-lock.json $(FACE)
	tools/node npm run --silent build -- --logLevel warn
	@touch $@

browser:
	@command -v chromium >/dev/null && command -v exiftool >/dev/null || tools/browser
