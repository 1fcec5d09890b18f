"""Compiled conditions, held to the walked ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.compile import (
    CODES,
    NOT_STATED,
    SAID_FALSE,
    SAID_TRUE,
    Program,
    Slots,
    code_of,
    flags_in,
    without_circles,
)
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.condition.tree import Every, Holds, Not, OneOf, Some, facts_of
from law import trees

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def coded(slots, facts):
    """The codes of all leaves."""
    return bytes(code_of(leaf, facts[next(facts_of(leaf))], trees.member) for leaf in slots)


@settings(max_examples=150)
@given(st.lists(trees.conditions, min_size=1, max_size=6), trees.facts)
def test_compiled_conditions_are_the_walked_ones(conditions, facts):
    slots = Slots()
    program = Program(slots, {})
    places = [program.of(condition) for condition in conditions]
    values = program.function()(coded(slots, facts), (), ())
    for place, condition in zip(places, conditions, strict=True):
        assert values[place] == CODES[evaluate(condition, facts, trees.member).truth]


@settings(max_examples=150)
@given(trees.leaves, trees.facts, st.booleans())
def test_a_leaf_is_coded_as_it_is_walked(leaf, facts, more_open):
    fact = next(facts_of(leaf))
    known = facts[fact]
    if more_open:
        known = Known(value=known.value, unsettled=frozenset({"something else"}))
    walked = evaluate(leaf, {fact: known}, trees.member).truth
    assert code_of(leaf, known, trees.member) == CODES[walked]


def test_a_country_in_doubt_is_coded_unknown():
    leaf = trees.Member("destination", "D5")
    assert code_of(leaf, Known(value="CN"), lambda *_: U) == CODES[U]


def test_equal_leaves_share_a_slot():
    slots = Slots()
    program = Program(slots, {})
    program.of(Every((Holds("a"), Not(Some((Holds("b"), Holds("a")))))))
    assert len(slots) == 2


@pytest.mark.parametrize(
    ("slot", "law_says", "value"),
    [
        pytest.param(NOT_STATED, T, T, id="nobody states it: what the law works out"),
        pytest.param(NOT_STATED, U, U, id="nobody states it, and the law does not know"),
        pytest.param(CODES[T], F, T, id="stated, and nobody asks the law"),
        pytest.param(SAID_TRUE, T, T, id="stated, and the law agrees"),
        pytest.param(SAID_TRUE, U, T, id="stated, and the law does not know"),
        pytest.param(SAID_TRUE, F, U, id="stated to hold, and the law says that it does not"),
        pytest.param(SAID_FALSE, F, F, id="stated not to hold, and the law agrees"),
        pytest.param(SAID_FALSE, U, F, id="stated not to hold, and the law does not know"),
        pytest.param(SAID_FALSE, T, U, id="stated not to hold, and the law says that it does"),
    ],
)
def test_a_flag_that_the_law_works_out(slot, law_says, value):
    slots = Slots()
    program = Program(slots, {"flag": Holds("base")})
    place = program.of(Holds("flag"))
    vector = bytearray(len(slots))
    vector[slots[Holds("base")]], vector[slots[Holds("flag")]] = CODES[law_says], slot
    assert program.function()(bytes(vector), (), ())[place] == CODES[value]


def test_a_flag_that_rests_on_itself_is_left_out():
    definitions = {
        "a": Some((Holds("b"), Holds("x"))),
        "b": Not(Holds("a")),
        "c": Holds("x"),
        "d": Every((Holds("c"), OneOf("w", ("v",)))),
    }
    assert list(flags_in(definitions["d"])) == ["c"]
    assert without_circles(definitions).keys() == {"c", "d"}
