"""What is behind a fact, and what a fact touches, are two sides of one relation."""

from __future__ import annotations

from random import Random

import pytest

from ecluse.equivalence.definitions import Behind, behind, groups_behind
from ecluse.law.condition.parse import parse_condition
from ecluse.law.condition.tree import facts_of
from ecluse.law.provision import conditions_of

from .build import a_law, library


@pytest.mark.parametrize("seed", range(4))
def test_a_fact_is_behind_whatever_changes_with_it(seed: int) -> None:
    law = a_law(Random(seed))
    definitions = law.definitions
    facts = sorted(library().vocabulary.facts)
    for name in facts:
        touching = {other for other in facts if name in law.touched_by(frozenset({other}))}
        assert behind([name], definitions) & set(facts) == touching


def test_what_is_given_is_not_looked_behind() -> None:
    definitions = library().register.at(library().data_as_of).definitions
    assert "die_area_mm2" in behind(["performance_density"], definitions)
    given = frozenset({"performance_density"})
    assert behind(["performance_density"], definitions, outright=given) == given


def test_the_groups_behind_a_condition_are_those_of_its_flags_too() -> None:
    law = library().register.at(library().data_as_of)
    definitions = law.definitions
    flag = next(
        says.defines
        for says in definitions.values()
        if says.when and groups_behind([says.when], {})
    )
    condition = parse_condition(flag, library().vocabulary, "the test")
    assert groups_behind([condition], {}) == frozenset()
    assert groups_behind([condition], definitions)


def test_looking_behind_a_condition_once_for_each_fact_finds_the_same() -> None:
    law = a_law(Random(5))
    definitions, kept = law.definitions, Behind(law)
    for entry in law.provisions.values():
        for condition in conditions_of(entry.says):
            wanted = behind(facts_of(condition), definitions)
            assert kept.of(condition) == (wanted, groups_behind([condition], definitions))
