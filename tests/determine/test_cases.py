"""Every case of tests/cases/us through the engine: the answer that the law gives, not the answer
that the engine gave.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

import build

CASES = build.read_cases()
WANTED = {
    "outcome",
    "exception",
    "review",
    "classification",
    "not_classified",
    "needs",
    "provisions",
    "asks",
    "duty",
    "note",
    "licensed",
}


def _params() -> list[Any]:
    found = []
    for file, case in CASES:
        marks = (
            [pytest.mark.xfail(strict=True, reason=f"engine bug {case['bug']}")]
            if "bug" in case
            else []
        )
        found.append(pytest.param(case, id=f"{file}: {case['case']}", marks=marks))
    return found


@pytest.mark.parametrize("case", _params())
def test_the_case_is_answered_as_the_law_says(case: dict[str, Any]) -> None:
    expect = case["expect"]
    assert expect and set(expect) <= WANTED, "a case must expect something that is checked"
    found = build.decide_case(case)
    answered: dict[str, Any] = {"outcome": found.outcome.value}
    if "exception" in expect:
        answered["exception"] = found.answer.exception
    if "review" in expect:
        answered["review"] = found.review.policy if found.review else None
    if "classification" in expect:
        answered["classification"] = sorted(found.classification)
        expect = {**expect, "classification": sorted(expect["classification"])}
    if "not_classified" in expect:
        answered["not_classified"] = [
            name for name in expect["not_classified"] if name not in found.classification
        ]
    if "needs" in expect:
        answered["needs"] = sorted(found.needs)
        expect = {**expect, "needs": sorted(expect["needs"])}
    if "provisions" in expect:
        answered["provisions"] = sorted(each.provision for each in found.requirements)
        expect = {**expect, "provisions": sorted(expect["provisions"])}
    if "asks" in expect:
        answered["asks"] = sorted(found.asks)
        expect = {**expect, "asks": sorted(expect["asks"])}
    if "duty" in expect:
        duties = " ".join(duty.en for duty in found.used.entry.says.duties) if found.used else ""
        answered["duty"] = expect["duty"] if expect["duty"] in duties else duties
    if "note" in expect:
        notes = [each.provision for each in found.notices]
        answered["note"] = expect["note"] if expect["note"] in notes else notes
    if "licensed" in expect:
        answered["licensed"] = bool(found.licenses)
    assert answered == expect


def test_no_two_cases_of_a_file_have_one_name() -> None:
    names = Counter((file, case["case"]) for file, case in CASES)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_case_says_an_outcome() -> None:
    assert [case["case"] for _, case in CASES if "outcome" not in case["expect"]] == []
