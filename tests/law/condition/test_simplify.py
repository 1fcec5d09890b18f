"""Conditions put together of others, and what is left of them as facts become known."""

from __future__ import annotations

import pickle

import pytest

import build
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import flags
from ecluse.law.condition.parse import parse_condition
from ecluse.law.condition.simplify import ALWAYS, NEVER, Left, plainly
from ecluse.law.condition.tree import Condition, Every

FIRST = "datacenter and (us_lab_tested or not no_weight_transfer)"


def condition(text: str) -> Condition:
    return plainly(parse_condition(text, build.library().vocabulary, "the test"))


def left_of() -> Left:
    return Left(lambda _code, _group: Truth.UNKNOWN)


@pytest.mark.parametrize(
    ("known", "rest"),
    [
        ({"datacenter": True}, "us_lab_tested or not no_weight_transfer"),
        ({"us_lab_tested": True}, "datacenter"),
        ({"us_lab_tested": False}, "datacenter and not no_weight_transfer"),
        ({"no_weight_transfer": False}, "datacenter"),
        ({"no_weight_transfer": True}, "datacenter and us_lab_tested"),
        ({"kyc_described": True}, FIRST),
        ({"datacenter": False}, NEVER),
        ({"datacenter": True, "us_lab_tested": True}, ALWAYS),
    ],
)
def test_a_fact_that_is_known_is_taken_out(known: dict[str, bool], rest: str | Condition) -> None:
    left = left_of()
    found = left.one(condition(FIRST))
    cells = {(cell.fact, cell.value): cell for name in known for cell in flags(name)}
    for name, value in known.items():
        found = left.of(found, cells[name, Truth.TRUE if value else Truth.FALSE])
    assert found is left.one(rest if isinstance(rest, Condition) else condition(rest))


def test_equal_conditions_are_one_and_others_are_not() -> None:
    left = left_of()
    assert left.one(condition(FIRST)) is left.one(condition(FIRST))
    assert left.one(condition(FIRST)) is not left.one(condition("datacenter or us_lab_tested"))
    assert (left.one(Every(())), left.facts(ALWAYS)) == (ALWAYS, frozenset())


def test_a_hash_goes_to_no_other_process() -> None:
    """Texts have another hash there."""
    first = condition(FIRST)
    assert hash(first) == hash(condition(FIRST)) and hasattr(first, "_hash")
    again = pickle.loads(pickle.dumps(first))
    assert again == first and not hasattr(again, "_hash")
