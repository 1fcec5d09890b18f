# Two commands do everything on a fresh machine (Python 3.11, pip, make): `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := demo-out

.PHONY: help demo serve test test-all check frozen scores measure mutate coverage schemas news fix docs bench lock clean

help:  # what can be made
	@grep -E '^[a-z-]+:.*  # ' $(MAKEFILE_LIST) | sed 's/:.*  # /\t/' | expand -t 12

# All set-up, then the main job: every line of a realistic order book is determined, and a chip is put to work.
demo: $(VENV)/.demo  # set everything up, determine a realistic order book, run a model on a chip
	@mkdir -p $(OUT)
	@echo "[3/4] every line of an order book is determined"
	$(BIN)/ecluse orders examples/order-book.csv --out $(OUT)/order-book-determined.csv
	@echo
	@echo "[4/4] what one of its chips does for a language model"
	$(BIN)/ecluse infer H20 --count 8 --model Llama-3.1-70B --tp 8
	@echo
	@echo "Every line with its determination, reason and citation: $(OUT)/order-book-determined.csv"
	@echo "Ask your own:  $(BIN)/ecluse check H20 --to China --on 2025-05-20"

# All set-up for pages and the HTTP API, then the server on this machine.
serve: $(VENV)/.serving  # set everything up, open the pages on this machine
	$(BIN)/ecluse serve --open

# All set-up, then the fast tests; those of the house and of the documentation are the gate's.
test: $(VENV)/.tested  # set everything up, run the fast tests
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" --ignore tests/house --ignore tests/docs

test-all: $(VENV)/.tested  # all tests, the slow ones too
	$(BIN)/python -m pytest -n auto --dist worksteal

# The gate, run by CI beside the tests. Complexity over 10 and wide lines are ruff's; modules over 400 lines, functions over 250
# tokens and the other rules of the house are tests/house; the documentation's commands are tests/docs.
check: $(VENV)/.developed  # the gate: format, lint, floors, types, data, schemas, house, documentation
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/ecluse law seal --check
	$(BIN)/ecluse law check
	$(BIN)/ecluse schema --check docs/schemas
	$(BIN)/python tests/house/audit.py
	$(BIN)/python -m pytest --doctest-modules src/ecluse
	$(BIN)/python -m pytest -m "not slow" tests/house tests/docs
	$(BIN)/python docs/build_site.py

# The 20,000 frozen questions: which answers differ, kind by kind (ACCEPT=1 writes today's).
frozen: $(VENV)/.tested  # which of the 20,000 frozen answers differ (ACCEPT=1 writes today's)
	$(BIN)/python tests/frozen/answers.py $(if $(ACCEPT),--accept)

# Wrong NLR and the share UNDETERMINED, over the cases, the example book and 2,000 plain questions.
scores: $(VENV)/.tested  # wrong NLR, and the share UNDETERMINED
	$(BIN)/python tests/frozen/scores.py

measure: $(VENV)/bin/python  # the house in numbers: modules, functions, tokens, what is over a bound
	$(BIN)/python tests/house/measure.py

mutate: $(VENV)/.developed  # a sample of mutants of the engine, and which of them the tests let live
	$(BIN)/python tests/house/mutate.py $(if $(MUTANTS),--mutants $(MUTANTS)) $(if $(SEED),--seed $(SEED)) $(if $(ROOMS),--rooms $(ROOMS))

coverage: $(VENV)/.developed  # which lines and branches the fast tests reach
	$(BIN)/coverage run -m pytest -m "not slow" --ignore tests/house --ignore tests/docs
	$(BIN)/coverage report --sort=cover --skip-covered

schemas: $(VENV)/.installed  # write docs/schemas/ anew from the answers' dataclasses
	$(BIN)/ecluse schema --out docs/schemas

news: $(VENV)/.developed  # what the next release's CHANGELOG.md will say
	$(BIN)/python docs/news.py

# What a formatter and a linter can mend by themselves.
fix: $(VENV)/.developed  # what a formatter and a linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Computed pages and the printed answers of every page are written anew, then the site is built; a warning is an error.
docs: $(VENV)/.developed  # the documentation, computed anew: docs/_build/html
	$(BIN)/python docs/make_pages.py
	$(BIN)/python docs/make_briefs.py
	$(BIN)/python docs/make_market_briefs.py
	$(BIN)/python docs/make_pictures.py
	$(BIN)/python docs/official_examples.py
	$(BIN)/python docs/blocks.py --write
	$(BIN)/python docs/build_site.py

bench: $(VENV)/.tested  # how fast the engine is
	$(BIN)/python bench/engine.py

lock: $(VENV)/.developed  # uv.lock, from pyproject.toml
	$(BIN)/uv lock

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# Wheels only, the core and inference: no compiler is asked for, under 250 MB.
$(VENV)/.demo: pyproject.toml $(VENV)/bin/python
	@echo "[1/4] Python's own environment stands in $(VENV)"
	@echo "[2/4] wheels are fetched: the core and inference, under 250 MB"
	$(BIN)/python -m pip install --disable-pip-version-check --only-binary :all: --no-compile --progress-bar on -e '.[inference]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.serving: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[serve,brief,simulate]'
	@touch $@ $(VENV)/.installed

$(VENV)/.tested: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.developed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed $(VENV)/.tested

clean:
	rm -rf $(VENV) $(OUT) build dist .mutants
