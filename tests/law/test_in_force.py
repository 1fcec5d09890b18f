"""What is read off the law of a day: what rests on what, and which conditions ask for what."""

from __future__ import annotations

from datetime import date

import pytest

import build
from ecluse.law.condition.tree import (
    FASTER_FORMAT,
    LargestOverFormats,
    comparisons,
    facts_of,
    groups_of,
    limits_in,
)
from ecluse.law.eccn_part import ECCN_FACTS
from ecluse.law.in_force import Law
from ecluse.law.provision import (
    Classification,
    Definition,
    Group,
    Requirement,
    Review,
    conditions_of,
)


@pytest.fixture(scope="module")
def law() -> Law:
    return build.library().register.at(date(2026, 9, 1))


def test_the_conditions_are_those_of_all_provisions(law: Law) -> None:
    found = [each for entry in law.provisions.values() for each in conditions_of(entry.says)]
    assert list(law.conditions) == found and len(found) > 50
    assert law.asked_facts == {name for each in found for name in facts_of(each)}
    asked = {name for each in found for name in groups_of(each)}
    assert law.unlisted == {name for name in asked if not _listed(law, name)}


def _listed(law: Law, name: str) -> bool:
    group = law.groups.get(name)
    return group is not None and group.members is not None


def test_the_limits_of_a_fact_are_in_order(law: Law) -> None:
    found = limits_in(law.conditions)
    assert {fact: tuple(sorted(limits)) for fact, limits in found.items()} == law.limits
    compared = [each for node in law.conditions for each in comparisons(node)]
    assert found == {
        fact: {each.limit for each in compared if each.fact == fact}
        for fact in {each.fact for each in compared}
    }


def test_a_definition_says_what_it_is_worked_out_from(law: Law) -> None:
    for fact, says in law.definitions.items():
        made_of = [part for part in (says.formula, says.when) if part is not None]
        wanted = {name for part in made_of for name in facts_of(part)}
        wanted |= {says.or_else} if says.or_else else set()
        wanted |= {*ECCN_FACTS} if says.eccn is not None else set()
        wanted |= {FASTER_FORMAT} if isinstance(says.formula, LargestOverFormats) else set()
        assert law.inputs_of(fact) == says.inputs == wanted
    assert "tpp" in law.inputs_of("performance_density")
    assert law.inputs_of("destination") == frozenset()


def test_a_definition_of_the_table_rests_on_what_finds_its_row(law: Law) -> None:
    of_the_table = [says for says in law.definitions.values() if says.eccn is not None]
    assert of_the_table and all(says.inputs == {*ECCN_FACTS} for says in of_the_table)
    assert all(says.made_of == () for says in of_the_table)


def test_what_moves_with_a_figure_is_what_formulas_make_of_it(law: Law) -> None:
    assert law.worked_out_of("die_area_mm2") >= {"die_area_mm2", "performance_density"}
    flags = {name for name, says in law.definitions.items() if says.formula is None}
    for fact in law.limits:
        moved = law.worked_out_of(fact)
        assert fact in moved and not moved - {fact} & flags
        assert moved <= law.touched_by(frozenset({fact}))


def test_what_is_untouched_asks_for_nothing_that_changes(law: Law) -> None:
    changed = frozenset({"destination"})
    touched, untouched = law.touched_by(changed), law.untouched(changed)
    assert untouched == {node for node, asked in law.asked.items() if not asked & touched}
    assert 0 < len(untouched) < len(law.asked)


def test_a_provision_bears_where_a_fact_can_change_one_of_its_conditions(law: Law) -> None:
    found = {says.provision for says, _ in law.bears("tpp", Requirement, Review)}
    touched = law.touched_by(frozenset({"tpp"}))
    wanted = {
        says.provision
        for kind in (Requirement, Review)
        for says, _ in law.of_kind(kind)
        if any(touched & {*facts_of(node)} for node in conditions_of(says))
    }
    assert found == wanted
    assert law.bears("tpp", Group) == ()


def test_what_is_read_of_the_provisions_is_read_once_for_all_days_that_share_them(law: Law) -> None:
    register = build.library().register
    next_day = register.at(date(2026, 9, 2))
    assert next_day.provisions is law.provisions
    assert next_day.conditions is law.conditions
    changed = frozenset({"tpp"})
    assert next_day.touched_by(changed) is law.touched_by(changed)
    kinds = (Classification, Definition)
    assert next_day.conditions_in(*kinds) is law.conditions_in(*kinds)
    assert law.conditions_in(Classification) < law.conditions_in(*kinds)
