"""Scenarios joined: all edits, each once, and no two that contradict each other."""

import pytest

import build
from ecluse.errors import InputError, SeveralErrors
from ecluse.facts.reader import parse_document
from ecluse.law.join_scenarios import joined
from ecluse.law.scenario import applied, scenario_of

LETTERS = "us/2025-04-15-letters-h20"


def scenario(name, body):
    text = f"scenario: {name}\nsays: {{en: {name}., fr: {name}.}}\n{body}\n"
    return scenario_of(parse_document(text, name=f"{name}.yaml", user=True), build.library())


LATER = scenario("later", f"delays: [{{measure: {LETTERS}, days: 30}}]")
PAUSED = scenario("paused", f"pauses: [{{measure: {LETTERS}, since: 2025-06-01}}]")
DROPPED = scenario("dropped", "drops: [us/2023-01-18-macau]")


def test_joined_in_any_order_they_are_one_law():
    register = build.library().register
    some = (LATER, PAUSED, DROPPED)
    law, other = (applied(joined(each), register) for each in (some, some[::-1]))
    days = law.days()
    assert other.days() == days
    assert all(law.at(day).provisions == other.at(day).provisions for day in days)
    assert len(law.measures) == len(register.measures)  # one dropped, one of stays


def test_an_edit_of_two_is_made_once():
    same = scenario("same", f"delays: [{{measure: {LETTERS}, days: 30}}]")
    both = joined([LATER, same])
    assert both.delays == LATER.delays
    assert (both.scenario, both.says.en) == ("later + same", "later. same.")
    assert joined([LATER]) is LATER


def test_two_that_contradict_each_other_are_named():
    earlier = scenario("earlier", f"delays: [{{measure: {LETTERS}, days: -30}}]")
    gone = scenario("gone", f"drops: [{LETTERS}]")
    with pytest.raises(InputError) as caught:
        joined([LATER, DROPPED, earlier], "LEVERS")
    assert str(caught.value) == (
        f"'later' and 'earlier' contradict each other: together '{LETTERS}' is delayed twice "
        "(LEVERS): name one of the two, or measure one against the other"
    )
    with pytest.raises(SeveralErrors) as several:
        joined([LATER, PAUSED, gone])
    assert [each.what.partition(" contradict")[0] for each in several.value.mistakes] == [
        "'later' and 'gone'",
        "'paused' and 'gone'",
    ]
