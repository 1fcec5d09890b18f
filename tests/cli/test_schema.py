"""What each command prints is valid under its schema, and each data file under its own."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from ecluse.cli import schema
from ecluse.law.library import DATA

DOCS = Path(__file__).parents[2] / "docs" / "schemas"
COMMANDS = {
    "chip": ("chips H20 --json", "chips --vendor AMD --on 2024-05-20 --json"),
    "data-folder": ("data show --json",),
    "determination": (
        "check H20 --to China --on 2025-05-20 --json",
        "check H100 --to AE --on 2024-06-01 --hq CN --lang fr --json",
        "check H200 --to FR --on 2026-03-01 --given tpp=3000 --end-use foo --json",
    ),
    "fact": ("facts --json",),
    "coverage": ("law coverage --json", "law coverage --part 744 --lang fr --json"),
    "interview": ("check H200 --to CN --on 2026-02-01 --interview --json",),
    "law": ("law 3A090.a --on 2025-05-20 --json", "law 2025-11-12-affiliates-stay --json"),
    "measure": ("law --measures --json",),
    "provision": ("law --on 2025-05-20 --json",),
    "schema-check": ("schema --check docs/schemas --json",),
    "seal": ("law seal --check --json",),
    "timeline": ("timeline A800 --to China --json",),
}
WHOLE_LAW = {"law-check"}  # it takes long; what it prints is held to its schema in test_interface
OWN = {
    name
    for name, place in schema.ANSWERS.items()
    if place.split(".")[1] in ("law", "facts", "determine", "interview")
    and name != "country"  # only a server prints it: tests/web
}
FOLDERS = {
    "about": "about.yaml",
    "countries": "countries/countries.yaml",
    "coverage": "coverage.yaml",
    "end-uses": "parties/end_uses.yaml",
    "exporters": "parties/exporters.yaml",
    "items": "items/*.yaml",
    "measure": "measures/us/*.yaml",
    "order-books": "order-books.yaml",
    "provisions": "provisions.yaml",
    "ordinary-uses": "parties/ordinary_uses.yaml",
    "scenario": "scenarios/*.yaml",
    "vocabulary": "vocabulary.yaml",
    "market": "markets/*.yaml",
    "priors": "priors/*.yaml",
    "practice": "practice/*.yaml",
    "gates": "gates/*.yaml",
    "news": "news/*.yaml",
}
FILES = [(name, path) for name, files in FOLDERS.items() for path in sorted(DATA.glob(files))]


@cache
def validator(name: str) -> Draft202012Validator:
    found = schema.one(name)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def loaded(path: Path) -> object:
    """A file as an editor has it: JSON's types, and days as text."""
    reader = YAML(typ="safe", pure=True)
    return json.loads(json.dumps(reader.load(path.read_text(encoding="utf-8")), default=str))


@pytest.mark.parametrize(
    ("name", "line"),
    [(name, line) for name, lines in COMMANDS.items() for line in lines],
)
def test_what_a_command_prints_is_valid_under_its_schema(run, name, line):
    _, printed, wrong = run(*line.split())
    data = json.loads(printed)
    rows = data if isinstance(data, list) else [data]
    assert rows, wrong
    for row in rows:
        validator(name).validate(row)
        assert row["schema"] == f"ecluse.{name}/1"


def test_every_answer_of_these_rooms_is_printed_by_some_command():
    only_served = {"country"}  # held to its schema in tests/web/test_api.py
    assert set(COMMANDS) == (OWN - only_served - WHOLE_LAW) | {"schema-check"}


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda each: getattr(each, "stem", each))
def test_every_data_file_is_valid_under_its_schema(name, path):
    validator(f"data/{name}").validate(loaded(path))


def test_a_users_own_chip_is_valid_under_the_schema_of_an_item():
    chip = {"item": "my design", "datacenter": True, "figures": {"tpp": 2300, "die_area_mm2": None}}
    validator("data/item").validate(chip)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("item", {"item": "x", "figure": {}}),
        ("measure", {"measure": "x", "kind": "rule"}),
        ("scenario", {"scenario": "x", "says": {"en": "x"}}),
    ],
)
def test_a_wrong_file_is_not_valid(name, wrong):
    assert list(validator(f"data/{name}").iter_errors(wrong))


def test_the_published_schemas_are_those_of_the_code():
    held = [line for line in schema.differences(DOCS) if not line.endswith(": extra")]
    assert held == []


def test_a_folder_that_differs_is_told(run, tmp_path):
    assert run("schema", "--out", tmp_path)[0] == 0
    assert run("schema", "--check", tmp_path)[0] == 0
    (tmp_path / "fact.json").write_text('{"title": "ecluse.fact/0"}', encoding="utf-8")
    (tmp_path / "old.json").write_text("{}", encoding="utf-8")
    status, printed, _ = run("schema", "--check", tmp_path)
    assert status == 2
    assert "fact.json: differs" in printed
    assert "old.json: extra" in printed


def test_a_file_that_is_no_schema_of_ours_is_not_replaced(run, tmp_path):
    mine = tmp_path / "fact.json"
    mine.write_text('{"title": "mine"}', encoding="utf-8")
    status, _, wrong = run("schema", "--out", tmp_path)
    assert (status, mine.read_text(encoding="utf-8")) == (2, '{"title": "mine"}')
    assert "a file is in the way" in wrong


def test_a_schema_that_is_unknown_is_told_with_near_names(run):
    status, _, wrong = run("schema", "determinations")
    assert status == 2
    assert "did you mean 'determination'?" in wrong


def test_whether_a_folder_is_fresh_is_an_answer_with_a_schema(run, tmp_path):
    run("schema", "--out", tmp_path)
    for stale in (False, True):
        if stale:
            (tmp_path / "fact.json").unlink()
        code, out, err = run("schema", "--check", tmp_path, "--json")
        validator("schema-check").validate(json.loads(out))
        assert json.loads(out)["fresh"] is not stale
        assert (code, bool(err)) == ((2, True) if stale else (0, False))


def test_nothing_is_written_where_one_name_is_taken(run, tmp_path):
    (tmp_path / "timeline.json").write_text("[]", encoding="utf-8")
    (tmp_path / "data").touch()
    code, _, err = run("schema", "--out", tmp_path)
    assert (code, err.count("a file is in the way")) == (2, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "timeline.json"]


def test_no_folder_above_the_folder_is_made(run, tmp_path):
    code, _, err = run("schema", "--out", tmp_path / "a" / "b")
    assert (code, "there is no such folder" in err) == (2, True)
    assert not (tmp_path / "a").exists()
    assert run("schema", "--out", tmp_path / "a")[0] == 0


def test_a_folder_that_differs_is_told_in_french_too(run, tmp_path):
    code, _, error = run("schema", "--check", tmp_path, "--lang", "fr")
    assert (code, error.startswith("ecluse: les schémas diffèrent")) == (2, True)
