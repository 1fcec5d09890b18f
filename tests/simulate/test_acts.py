"""The dated acts that an answer tells: those that the run used, on their days, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ecluse.simulate.acts import acts_of
from ecluse.simulate.gate import FREE, SHUT, GateStretch
from ecluse.simulate.periods import steps_of
from simulate import build
from simulate.conftest import RULE

DAY = timedelta(days=1)
REVIEW, MILDER = RULE + 40 * DAY, "case-by-case"


def says(product, since: date, until: date, *_) -> list[GateStretch]:
    """Shut from the rule on; later reviewed in another way, by another measure."""
    rule = {"measures": ("us/rule",)}
    milder = {"policy": MILDER, "measures": ("us/rule", "us/review")}
    return [
        build.stretch(product.product, since, RULE - DAY, FREE),
        replace(build.stretch(product.product, RULE, REVIEW - DAY, SHUT), **rule),
        replace(build.stretch(product.product, REVIEW, until, SHUT), **milder),
    ]


@pytest.fixture(scope="module")
def found(market, draws):
    steps = steps_of(market.file, until=build.END)
    law = build.told(market, steps, says, "acts")
    return build.simulation(market, law, draws.part(0, 2))


def told(found, lang="en", **asked):
    return acts_of(build.asked_otherwise(found, **asked), lang)


def test_the_law_is_told_on_the_day_on_which_it_says_something_else(found):
    shut, review = (act for act in told(found) if act.by == "law")
    assert (shut.on, shut.kind, shut.measures) == (RULE, SHUT, ["us/rule"])
    assert shut.products == list(found.market.products) and build.DENIAL in shut.says
    # What is shut still is only reviewed otherwise; the measure that was there before is not named.
    assert (review.on, review.kind, review.measures) == (REVIEW, "review", ["us/review"])
    assert MILDER in review.says


def test_acts_stand_in_the_order_of_their_days_those_of_one_day_law_first(found):
    acts = told(found)
    assert [act.on for act in acts] == sorted(act.on for act in acts)
    assert {act.by for act in acts} == {"law", "practice", "destination"}


def test_an_act_that_the_run_did_not_use_is_not_told(found):
    market, steps = found.market, found.regime.steps
    named = {act.act for act in told(found)}
    for act in (*market.practice.acts, *market.gates.acts):
        used = steps.start <= act.on <= steps.until and set(act.products) & set(market.products)
        assert (act.act in named) == bool(used), act.act


@pytest.mark.parametrize("destination", ["open", "hazard"])
def test_acts_of_a_destination_that_do_not_count_are_not_told(found, destination):
    assert {act.by for act in told(found, destination=destination)} == {"law", "practice"}


def test_an_act_is_told_from_the_day_on_which_it_was_public(found):
    first = min(act.on for act in told(found) if act.by == "destination")
    before, on = (told(found, known=day) for day in (first - DAY, first))
    assert not any(act.by == "destination" for act in before)
    assert [act.on for act in on if act.by == "destination"] == [first]
    assert sum(act.by == "law" for act in before) == 2  # the law goes by its own day of knowledge


def test_a_hold_has_its_last_day_and_french_says_it_in_french(found):
    by_name = {act.act: act for act in told(found, "fr")}
    files = {act.act: act for act in found.market.practice.acts}
    for name, act in by_name.items():
        if name in files:
            assert act.until == files[name].until
            assert act.measures == ([files[name].measure] if files[name].measure else [])
    gates = [act for act in found.market.gates.acts if act.fr and act.act in by_name]
    assert gates
    for act in gates:
        assert by_name[act.act].says.replace("\u00a0", " ").replace("\u202f", " ") == act.fr
        assert by_name[act.act].buyers == list(act.buyers)
