"""A brief of an item, a scenario, a question or a book of one's own names commands that answer it,
and pages that there are.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from ecluse.law.scenario import shipped
from ecluse.simulate.read_question import question_names
from frozen.answers import data

EXAMPLES = Path(__file__).parents[2] / "examples"
SCENARIO, CHIP, BOOK = (
    EXAMPLES / name for name in ("my-scenario.yaml", "my-chip.yaml", "small.csv")
)
QUESTION = EXAMPLES / "my-question.yaml"
DAY = ("--to", "China", "--on", "2026-03-01")
OWN = ("my-scenario", "my-question", "my%20design", "my-design")
BRIEFS = {
    "chip": (CHIP, *DAY),
    "scenario": ("H20", *DAY, "--scenario", SCENARIO),
    "story": ("story", "H20", "--to", "China", "--scenario", SCENARIO),
    "measure": ("measure", SCENARIO, "--to", "China"),
    "book": ("book", BOOK, "--scenario", SCENARIO, "--known", "2025-07-01"),
    "market": ("market", QUESTION, "--draws", "20"),
}


@pytest.mark.parametrize("name", BRIEFS)
def test_a_brief_names_a_file_of_ones_own_and_no_page_of_it(run, name):
    code, out, error = run("brief", *BRIEFS[name], "--json")
    assert code in (0, 3), error
    brief = json.loads(out)
    pages = [brief["page"], *(bullet["proof"] for bullet in brief["bullets"])]
    assert [page for page in pages if any(own in page for own in OWN)] == []
    named = {str(each) for each in BRIEFS[name] if isinstance(each, Path)}
    asked = shlex.split(brief["answers"][0]["command"])
    assert named <= {part.rpartition(",")[2] for part in asked}
    code, _, error = run(*asked[1:])
    assert code in (0, 3), error


def test_a_shipped_one_has_its_page(run):
    scenario, question = "h20-pause-as-stay", question_names(data().folder)[0]
    assert scenario in shipped(data().folder)
    brief = json.loads(run("brief", "H20", *DAY, "--scenario", scenario, "--json")[1])
    assert brief["page"] == f"/check/nvidia-h20-96gb/cn/2026-03-01?scenario={scenario}"
    brief = json.loads(run("brief", "market", question, "--draws", "20", "--json")[1])
    assert brief["page"] == f"/brief/market/{question}"


def test_a_book_under_a_supposed_law_says_so(run):
    for law, told in ((("--scenario", "h20-pause-as-stay"), True), ((), False)):
        brief = json.loads(run("brief", "book", BOOK, *law, "--json")[1])
        assert ("What if?" in brief["title"]) is told
        assert ("h20-pause-as-stay" in brief["lead"]) is told
        assert ("h20-pause-as-stay" in brief["kicker"]) is told
