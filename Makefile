# Two commands do everything on a fresh machine (Python 3.11, pip, make): `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := demo-out

.PHONY: demo test test-all check frozen scores fix docs bench clean

# All set-up, then the main job: every line of a realistic order book is determined.
demo: $(VENV)/.installed
	@mkdir -p $(OUT)
	$(BIN)/ecluse orders examples/order-book.csv --out $(OUT)/order-book-determined.csv
	@echo
	@echo "Every line with its determination, reason and citation: $(OUT)/order-book-determined.csv"
	@echo "Ask your own:  $(BIN)/ecluse check H20 --to China --on 2025-05-20"

# All set-up, then the fast tests.
test: $(VENV)/.tested
	$(BIN)/python -m pytest -n auto -m "not slow"

test-all: $(VENV)/.tested
	$(BIN)/python -m pytest -n auto

# The gate, run by CI beside the tests: format, lint, floors, types, the data and their seal, the examples of docstrings.
check: $(VENV)/.developed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/ecluse law seal --check
	$(BIN)/ecluse law check
	$(BIN)/python -m pytest --doctest-modules src/ecluse

# The 20,000 frozen questions: which answers differ, kind by kind (ACCEPT=1 writes today's).
frozen: $(VENV)/.tested
	$(BIN)/python tests/frozen/answers.py $(if $(ACCEPT),--accept)

# Wrong NLR and the share UNDETERMINED, over the cases, the example book and 2,000 plain questions.
scores: $(VENV)/.tested
	$(BIN)/python tests/frozen/scores.py

# What a formatter and a linter can mend by themselves.
fix: $(VENV)/.developed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed
	$(BIN)/python docs/make_pages.py

bench: $(VENV)/.tested
	$(BIN)/python bench/engine.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.tested: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.developed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed $(VENV)/.tested

clean:
	rm -rf $(VENV) $(OUT) build dist
