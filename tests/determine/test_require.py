"""Whether a ground of jurisdiction holds: a rule that was answered, or that stands only where it is
stated, makes nothing subject; wrongly FALSE it would free an item.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from ecluse.determine.require import reaches
from ecluse.facts.truth import Truth
from ecluse.law.condition.tree import Holds
from ecluse.law.provision import Jurisdiction

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
RULE, ANSWER = Holds("rule"), Holds("answer")
GROUND = Jurisdiction(kind="jurisdiction", provision="g", when=RULE)


def holds(ground: Jurisdiction, items: Truth, rule: Truth, answer: Truth = U) -> Truth:
    facts = SimpleNamespace(truth={RULE: rule, ANSWER: answer}.__getitem__)
    paragraphs = SimpleNamespace(described=lambda _names: SimpleNamespace(truth=items))
    return reaches(ground, facts, paragraphs)


@pytest.mark.parametrize(
    ("items", "rule", "truth"),
    [(T, T, T), (T, U, U), (U, T, U), (U, U, U), (F, T, F), (T, F, F), (U, F, F)],
)
def test_a_ground_holds_where_its_items_and_its_rule_do(items, rule, truth) -> None:
    assert holds(GROUND, items, rule) is truth


@pytest.mark.parametrize(("answer", "truth"), [(T, F), (U, T), (F, T)])
def test_only_a_sure_answer_takes_a_ground_away(answer: Truth, truth: Truth) -> None:
    assert holds(replace(GROUND, unless=ANSWER), T, T, answer) is truth


@pytest.mark.parametrize(
    ("stands", "truth"),
    [("always", U), ("presumed", U), ("where open", U), ("where stated", F)],
)
def test_a_ground_in_doubt_stays_so_but_where_it_must_be_stated(stands, truth) -> None:
    ground = replace(GROUND, stands=stands)
    assert holds(ground, T, U) is holds(ground, U, T) is truth
    assert holds(ground, T, T) is T
