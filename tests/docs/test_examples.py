"""What a page shows of a file is what it holds, and every file that a page names is shipped."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import pytest
from blocks import pages

import build
from ecluse.facts.reader import read_document

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
MODULE = r"`(ecluse[.\w]+)`"
NEW_MEASURE = ROOT / "docs" / "how-to" / "new-measure.md"


def yaml_blocks(page: Path) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("how-to/scenario.md", "my-scenario.yaml"),
        ("how-to/new-measure.md", "my-measure.yaml"),
        ("data-files.md", "my-chip.yaml"),
    ],
)
def test_a_page_shows_the_file_as_it_is(page: str, file: str) -> None:
    text = "".join(
        f"{line}\n"
        for line in (EXAMPLES / file).read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
    assert text in yaml_blocks(ROOT / "docs" / page)


def test_the_scenario_with_a_measure_adds_that_measure() -> None:
    measure = read_document(EXAMPLES / "my-measure.yaml", name="the measure").tree
    scenario = read_document(EXAMPLES / "with-my-measure.yaml", name="the scenario").tree
    assert scenario["adds"] == [measure]


def test_the_cases_of_the_page_are_answered_as_it_says() -> None:
    """Copied word by word, with the measure in force, they hold."""
    (block,) = (each for each in yaml_blocks(NEW_MEASURE) if "\ncases:" in each)
    cases, scenario = build.cases_of(block), EXAMPLES / "with-my-measure.yaml"
    assert len(cases) == 4
    for case in cases:
        found = build.decide_case({**case, "scenario": scenario})
        assert {"outcome": found.outcome.value} == case["expect"], case["case"]


def test_the_road_of_a_measure_names_each_file_that_is_asked_for() -> None:
    for page in (NEW_MEASURE, ROOT / "CONTRIBUTING.md"):
        text = page.read_text("utf-8")
        assert "data/measures/us/DATE-NAME.yaml" in text and "data/coverage.yaml" in text


def test_each_new_name_of_a_module_is_there() -> None:
    page = (ROOT / "docs" / "old-names.md").read_text("utf-8")
    rows = [row.split("|") for row in page.partition("## Modules")[2].splitlines()]
    named = {name for row in rows if len(row) == 5 for name in re.findall(MODULE, row[2])}
    assert len(named) >= 3
    for name in named:
        import_module(name)


def test_every_example_that_a_page_names_is_shipped() -> None:
    named = {
        name
        for page in pages()
        for name in re.findall(r"\bexamples/([\w.-]+\w)", page.read_text("utf-8"))
    }
    assert len(named) > 3
    assert {name for name in named if not (EXAMPLES / name).exists()} == set()


def test_the_questions_that_are_shipped_are_answered_with_their_names(run) -> None:
    code, out, _ = run("check", "--from", EXAMPLES / "questions.jsonl")
    asked = (EXAMPLES / "questions.jsonl").read_text("utf-8").splitlines()
    assert code in (0, 3)
    assert [json.loads(row)["id"] for row in out.splitlines()] == [
        json.loads(row)["id"] for row in asked
    ]
