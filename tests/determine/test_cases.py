"""Every case of tests/cases/us through the engine: the answer that the law gives, not the answer
that the engine gave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

import build
from ecluse.determine.determination import Determination

CASES = build.read_cases()


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


def _among(wanted: str, said: list[str]) -> str | list[str]:
    return wanted if wanted in said else said


def _one_of(said: str, wanted: str | list[str]) -> str | list[str]:
    """A case may name several outcomes, where what it says leaves more than one open."""
    return wanted if said in wanted and isinstance(wanted, list) else said


def _duty(found: Determination, wanted: str) -> str:
    duties = " ".join(duty.en for duty in found.used.entry.says.duties) if found.used else ""
    return wanted if wanted in duties else duties


# What each key of a case's "expect" is held to, beside the value that is expected.
ANSWERED: dict[str, Callable[[Determination, Any], object]] = {
    "outcome": lambda found, wanted: _one_of(found.outcome.value, wanted),
    "exception": lambda found, _: found.answer.exception,
    "review": lambda found, _: found.review.policy if found.review else None,
    "classification": lambda found, _: sorted(found.classification),
    "not_classified": lambda found, wanted: [
        name for name in wanted if name not in found.classification
    ],
    "needs": lambda found, _: sorted(found.needs),
    "provisions": lambda found, _: sorted(each.provision for each in found.requirements),
    "asks": lambda found, _: sorted(found.asks),
    "duty": _duty,
    "note": lambda found, wanted: _among(wanted, [each.provision for each in found.notices]),
    "licensed": lambda found, _: bool(found.licenses),
}
IN_ANY_ORDER = ("classification", "needs", "provisions", "asks")


@pytest.mark.parametrize("case", _params())
def test_the_case_is_answered_as_the_law_says(case: dict[str, Any]) -> None:
    expect = case["expect"]
    assert expect and expect.keys() <= ANSWERED.keys(), (
        "a case must expect something that is checked"
    )
    found = build.decide_case(case)
    expected = {
        name: sorted(wanted) if name in IN_ANY_ORDER else wanted for name, wanted in expect.items()
    }
    answered = {name: ANSWERED[name](found, wanted) for name, wanted in expect.items()}
    assert answered == expected


def test_no_two_cases_of_a_file_have_one_name() -> None:
    names = Counter((file, case["case"]) for file, case in CASES)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_case_says_an_outcome() -> None:
    assert [case["case"] for _, case in CASES if "outcome" not in case["expect"]] == []
