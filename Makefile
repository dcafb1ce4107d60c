# Two commands: `make run` monitors, `make test` tests. Both set up what they need, in .venv, without root.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test chaos setup lint bench picture lock clean
.DEFAULT_GOAL := run

run: .venv/ready
	@exec $(BIN)/storywatch run

test: .venv/ready-dev
	$(BIN)/python -m pytest --ignore tests/chaos

chaos: .venv/ready-dev
	$(BIN)/python -m pytest tests/chaos

lint: .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/ready-dev
	$(BIN)/python -m tests.bench

setup: .venv/ready-dev

.venv/ready: requirements.lock pyproject.toml
	@deploy/setup $(PYTHON) requirements.lock
	@touch $@

.venv/ready-dev: requirements-dev.lock pyproject.toml
	@deploy/setup $(PYTHON) requirements-dev.lock
	@touch $@ .venv/ready

lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv var build .mypy_cache .ruff_cache .pytest_cache

picture: .venv/ready-dev # docs/run.svg, from the sample story
	$(BIN)/python -m tests.picture
