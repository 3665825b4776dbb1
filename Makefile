# Two commands do all set-up: `make run` plays, `make test` passes every test.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed
LRS = $(VENV)/lrs/.installed

.PHONY: run test check bench messages clean

run: $(STAMP)
	@$(BIN)/servicesim run complaint-01

test: $(STAMP) $(LRS) .system
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -n 2

check: test

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/score.py
	$(BIN)/python benchmarks/simulate.py
	$(BIN)/python benchmarks/store.py
	$(BIN)/python benchmarks/report.py
	$(BIN)/python benchmarks/serve.py
	$(BIN)/python benchmarks/scale.py

messages: $(STAMP)
	$(BIN)/python -m sim.locale.update

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $(STAMP)

# A learning record store to send to: apart, for it wants older packages than ours.
$(LRS): constraints-lrs.txt $(STAMP) | .system
	$(PYTHON) -m venv $(VENV)/lrs
	$(VENV)/lrs/bin/python -m pip install --quiet --disable-pip-version-check -c constraints-lrs.txt \
	  "ralph-malph[lrs,cli,backend-fs]" requests
	@if command -v npm >/dev/null; then npm install --prefix $(VENV)/lrs --no-fund --no-audit --silent \
	  xapi-validation@2.1.4 rulr@4.0.2 lodash@4.18.1; fi
	@touch $(LRS)

# What a test needs beyond Python. Elsewhere than in CI such tests are skipped by name when it is absent.
.PHONY: .system
.system:
ifdef CI
	@missing=$$(for need in tmux:tmux chromium:chromium nginx:nginx-light openssl:openssl systemd-analyze:systemd npm:npm; do \
	  command -v "$${need%%:*}" >/dev/null || echo "$${need##*:}"; done); \
	fc-list :lang=zh 2>/dev/null | grep -q . || missing="$$missing fonts-noto-cjk"; \
	[ -z "$$missing" ] || (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null)
endif

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
