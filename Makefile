# What a newcomer needs: `make demo` and `make test`. Both work from a fresh checkout.
PORT ?= 8000
PYTHON := .venv/bin/python

.PHONY: demo test test-postgres setup setup-dev check bench lock

demo: setup
	$(PYTHON) manage.py migrate --verbosity 0
	$(PYTHON) manage.py demo
	@echo "http://127.0.0.1:$(PORT) (Ctrl+C stops it)"
	@PORT=$(PORT) bin/serve

test: setup-dev
	.venv/bin/pytest -n auto

# On a throw-away cluster of its own, in the encoding that a server has. The browser need not go round twice, nor what
# knows nothing of a database.
test-postgres: setup-dev
	pg_virtualenv -t -c '--encoding UTF8 --locale C.UTF-8' sh -c ' \
	    DATABASE_URL="postgres://$$PGUSER:$$PGPASSWORD@$$PGHOST:$$PGPORT/$$PGDATABASE" \
	    .venv/bin/pytest -n auto -m "not browser" --ignore=tests/documents'

setup:
	@bin/setup

setup-dev:
	@bin/setup --dev

check: setup-dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	.venv/bin/mypy .
	$(PYTHON) manage.py makemigrations --check --dry-run
	HTTPS=1 $(PYTHON) manage.py check --deploy --fail-level WARNING
	@! grep --invert-match --line-number --extended-regexp \
	    '^([a-z0-9-]+==[^ ]+( ; .+)?|    --hash=sha256:[0-9a-f]{64})( \\)?$$' requirements*.txt \
	    || (echo "Only pinned names and hashes belong into the requirements" && false)

bench: setup-dev
	@for script in bench/*.py; do PYTHONPATH=. $(PYTHON) $$script || exit 1; done

# uv is needed for this alone.
lock:
	@command -v uv >/dev/null || (echo "make lock needs uv: pipx install uv" && false)
	uv pip compile $(LOCK) --output-file requirements.txt pyproject.toml
	uv pip compile $(LOCK) --output-file requirements-dev.txt --extra dev pyproject.toml

lock: LOCK := --quiet --universal --generate-hashes --no-header --no-annotate
