# make setup | demo | serve | test | check | bench. Needs Python 3.11 with venv, and PyPI.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
TORCH_ARGS ?=  # e.g. --index-url https://download.pytorch.org/whl/cpu, where PyPI's torch comes with CUDA
BIN := .venv/bin
STAMP := .venv/installed
TORCH := $(shell sed -n 's/^ *"\(torch==[0-9.]*\)".*/\1/p' pyproject.toml)

.PHONY: setup demo serve test check bench

setup: $(STAMP)

# torch first: what asks for a newer one later finds this one.
$(STAMP): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet $(TORCH_ARGS) "$(TORCH)"
	$(BIN)/pip install --quiet -e ".[dev]"
	touch $@

demo: setup
	$(BIN)/microturn talk microturn/assets/example.ogg \
		-o out/example.wav --timeline out/example.json --plot out/example.png

serve: setup
	$(BIN)/microturn serve --open

test: setup
	$(BIN)/pytest

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/pytest tests/test_layers.py tests/test_budgets.py

bench: setup
	$(BIN)/microturn bench core
