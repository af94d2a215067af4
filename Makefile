# The commands of a checkout. Nothing but make, Python 3.11 and a way to PyPI is needed; everything lands in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.8
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed

# As many processes as the machine has cores, between two and four.
JOBS ?= $(shell cores=$$(nproc 2>/dev/null || echo 2); echo $$((cores < 2 ? 2 : cores > 4 ? 4 : cores)))

# Which tests have to stay together and which come first is said in tests/shares.py.
SHARES := --dist loadfile --no-loadscope-reorder

# What `check --deploy` is asked about: an installation as docs/install.md describes it.
LIKE_PRODUCTION := env -u PLAIN_HTTP -u DEMO -u DEBUG \
	SECRET_KEY=like-production-6fB1vQ8zW3kT0pLr9sYc2uXe7nHd4mJa5gRt \
	ALLOWED_HOSTS=attest.example.com EMAIL_URL=smtps://mail.example.com \
	DATABASE_URL=postgresql://attest@db.example.com/attest REDIS_URL=redis://broker.example.com:6379/0

.PHONY: run setup test check lint types contracts migrations deployment docs test-sqlite test-postgres benchmark lock clean

run: $(RUNTIME)  ## The demonstration at http://127.0.0.1:8000 (HOST, PORT, VAR change where)
	@PLAIN_HTTP=$${PLAIN_HTTP:-1} DEMO=$${DEMO:-1} $(BIN)/python manage.py up

setup: $(RUNTIME) $(DEVELOPMENT)  ## Only installs

test: $(DEVELOPMENT) test-sqlite  ## The whole suite, browser journeys included

check: $(DEVELOPMENT) lint types contracts migrations deployment docs  ## Everything that must hold before a commit
	$(MAKE) test
	$(MAKE) test-postgres

lint: $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet foundation assurance audits certifications people

types: $(DEVELOPMENT)
	VAR=$(VENV)/for-types $(BIN)/mypy

contracts: $(DEVELOPMENT)
	$(BIN)/lint-imports

migrations: $(DEVELOPMENT)
	DJANGO_SETTINGS_MODULE=config.settings_test $(BIN)/python manage.py makemigrations --check --dry-run

deployment: $(DEVELOPMENT)
	$(LIKE_PRODUCTION) VAR=$(VENV)/like-production $(BIN)/python manage.py check --deploy --fail-level WARNING

docs: $(DEVELOPMENT)
	DJANGO_SETTINGS_MODULE=config.settings_test $(BIN)/python manage.py docs --check

test-sqlite: $(DEVELOPMENT)
	env -u DATABASE_URL $(BIN)/python -m pytest -n $(JOBS) $(SHARES) -m "not server" $(ARGS)

test-postgres: $(DEVELOPMENT)
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest -n $(JOBS) $(SHARES) -m "not journey and not anywhere" $(ARGS)

benchmark: $(DEVELOPMENT)  ## Measures with a company of a size (SIZE=S, M or L) and writes docs/performance.md
	$(BIN)/python -m benchmarks.run $(or $(SIZE),S)

lock: $(BIN)/uv  ## requirements*.txt from requirements*.in
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --universal \
		--no-header --python-version 3.11 requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --universal \
		--no-header --python-version 3.11 requirements-dev.in -o requirements-dev.txt

clean:  ## Removes what was installed and generated; never var/
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/uv:
	@echo "Installing into $(VENV)."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(RUNTIME): requirements.txt | $(BIN)/uv
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME)
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
