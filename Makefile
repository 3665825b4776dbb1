# Two commands do all set-up: `make run` plays, `make test` passes every test.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed

.PHONY: run test check bench messages clean

run: $(STAMP)
	@$(BIN)/servicesim run complaint-01

test: $(STAMP) .system
	$(BIN)/python -m pytest -n 2
	$(BIN)/lint-imports --no-cache
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: test

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/score.py
	$(BIN)/python benchmarks/simulate.py

messages: $(STAMP)
	$(BIN)/python -m sim.locale.update

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $(STAMP)

# What a test needs beyond Python. Elsewhere than in CI such tests are skipped by name when it is absent.
.PHONY: .system
.system:
ifdef CI
	@command -v tmux >/dev/null && command -v chromium >/dev/null || \
	  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq tmux chromium fonts-noto-cjk >/dev/null)
endif

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
