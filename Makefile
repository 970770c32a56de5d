# make run    everything that is needed, then http://localhost:8000 (HOST and PORT change it)
# make test   everything that is checked before a change lands
# make bench  how fast, and how good, in ratios

HOST ?= 127.0.0.1
PORT ?= 8000
CHROMIUM ?= $(firstword $(shell command -v chromium-headless-shell chromium) chromium)
PYTHON3 ?= python3
PYTHON = .venv/bin/python
# One more than cores: each waits for the database or the browser now and then. More than eight would ask too much of both.
WORKERS ?= $(shell cores=$$(getconf _NPROCESSORS_ONLN); echo $$((cores < 8 ? cores + 1 : 8)))
export HOST PORT
unexport PYTHONDONTWRITEBYTECODE # many processes read the same code: compiled once, where a machine says otherwise too

.PHONY: run test bench lint migrations tests-compiled format translations pins install install-dev tools

run: install .data/secret_key
	@HTTPS=0 COLLECTED_STATIC=0 SECRET_KEY="$$(cat .data/secret_key)" exec $(PYTHON) manage.py serve

test: tools
	@$(MAKE) --silent --jobs=2 --output-sync lint migrations tests-compiled
	@CHROMIUM="$$(command -v "$(CHROMIUM)")" $(PYTHON) -m pytest -q -n $(WORKERS) --dist loadgroup

bench: install-dev
	@DEBUG=1 EMBEDDED_PG_PROFILE=test $(PYTHON) -m tests.bench

lint: install-dev
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m ruff format --check --quiet .
	@find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --check --target-version 5.2 2> .data/djade.log \
		|| { cat .data/djade.log; exit 1; }

migrations: install-dev
	@DEBUG=1 EMBEDDED_PG_PROFILE=test $(PYTHON) manage.py makemigrations --check --dry-run

# Their assertions are rewritten once here: three workers that start together would each do it.
tests-compiled: install-dev
	@$(PYTHON) -m pytest -qq --collect-only > .data/tests.log || { cat .data/tests.log; exit 1; }

format: install-dev
	@$(PYTHON) -m ruff check --fix --quiet .
	@$(PYTHON) -m ruff format --quiet .
	@find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 5.2

translations: install
	@$(PYTHON) -m wemix.catalogue

# What a package index knows, frozen with its hashes; no index is named. Make them with the oldest 3.11 at hand (Debian 12
# has 3.11.2): a release may ask for a later one, and then can't be installed there.
pins: install-dev
	@CUSTOM_COMPILE_COMMAND="make pins" $(PYTHON) -m piptools compile $(COMPILE) -o requirements.txt pyproject.toml
	@CUSTOM_COMPILE_COMMAND="make pins" $(PYTHON) -m piptools compile $(COMPILE) --extra dev -c requirements.txt \
		-o requirements-dev.txt pyproject.toml
	@CUSTOM_COMPILE_COMMAND="make pins" $(PYTHON) -m piptools compile $(COMPILE) --extra s3 -c requirements.txt \
		-o requirements-s3.txt pyproject.toml

COMPILE = --quiet --generate-hashes --allow-unsafe --strip-extras --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

install:
	@$(PYTHON3) wemix/install.py requirements.txt

install-dev:
	@$(PYTHON3) wemix/install.py requirements-dev.txt

# What no wheel brings: named when missing, never skipped.
tools:
	@command -v "$(CHROMIUM)" > /dev/null || { echo "Chromium is missing: install the package chromium-headless-shell or chromium, or set CHROMIUM to its path."; exit 1; }
	@command -v soffice > /dev/null || { echo "LibreOffice is missing: install the package libreoffice-calc."; exit 1; }
	@command -v pdftoppm > /dev/null || { echo "pdftoppm is missing: install the package poppler-utils."; exit 1; }

.data/secret_key:
	@umask 077 && $(PYTHON) -c "import secrets; print(secrets.token_urlsafe(60))" > $@
