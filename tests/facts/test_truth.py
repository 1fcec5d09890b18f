"""Kleene's three values: the tables in full, and no `if` swallows the third."""

from itertools import product

import pytest

from ecluse.facts.truth import Truth, every, of, some

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def completions(truth):
    return [T, F] if truth is U else [truth]


@pytest.mark.parametrize(("one", "other"), list(product(Truth, repeat=2)))
def test_and_or_are_what_holds_in_every_completion(one, other):
    ands = {a is T and b is T for a in completions(one) for b in completions(other)}
    ors = {a is T or b is T for a in completions(one) for b in completions(other)}
    assert (one & other) is (of(ands.pop()) if len(ands) == 1 else U)
    assert (one | other) is (of(ors.pop()) if len(ors) == 1 else U)


def test_not_keeps_the_unknown():
    assert [~T, ~F, ~U] == [F, T, U]


def test_nothing_is_all_true_and_none_true():
    assert (every([]), some([])) == (T, F)


@pytest.mark.parametrize("truth", list(Truth))
def test_a_truth_is_no_bool(truth):
    with pytest.raises(TypeError):
        bool(truth)


def test_a_truth_is_told_in_python_and_in_a_word() -> None:
    told = {truth: (truth.known, truth.word) for truth in Truth}
    assert told == {
        Truth.TRUE: (True, "yes"),
        Truth.FALSE: (False, "no"),
        Truth.UNKNOWN: (None, "unknown"),
    }
    assert all(of(truth.known) is truth for truth in Truth)
