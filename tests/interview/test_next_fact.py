"""The next question: what is asked, in which order, and when nothing more is."""

from __future__ import annotations

import random
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.question import Words, item_of, question, reading_of
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.errors import InputError
from ecluse.interview import NextQuestion, next_question, told
from ecluse.interview.possible import OpenCase
from ecluse.interview.telling import said, with_fact
from ecluse.interview.to_text import choice_words, possible_words
from ecluse.law import library as libraries
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from frozen.answers import design
from frozen.draw import _plain, _wide

JANUARY = (
    *("exported_from", "us_shipments_declared", "us_supply_sufficient", "no_prohibited_end_use"),
    *("kyc_described", "remote_users_listed", "no_weight_transfer"),
    *("physical_security_described", "us_lab_tested", "china_volume_share"),
)


@cache
def library() -> Library:
    """The shipped data."""
    return libraries.load()


def asked(item: str, to: str, on: str, **more: object) -> tuple[Shipment, Law]:
    """A question, and the law of its day."""
    day = date.fromisoformat(on)
    words = Words(item=item_of(item, library(), ""), to=to, on=day, **more)
    return question(words, library()), library().register.at(day)


def step(shipment: Shipment, law: Law) -> NextQuestion | Determination:
    return next_question(shipment, law, library())


def answered(shipment: Shipment, law: Law, *answers: str) -> tuple[Shipment, list[str]]:
    """The case after some answers, and what was asked."""
    facts = []
    for answer in answers:
        found = step(shipment, law)
        assert isinstance(found, NextQuestion)
        facts.append(found.fact)
        shipment = told(shipment, found.fact, answer, library())
    return shipment, facts


def choices(found: NextQuestion, lang: str = "en") -> dict[str, str]:
    meaning = library().vocabulary.facts[found.fact]
    return {
        choice_words(row.choice, meaning, library(), lang): possible_words(row.does, lang)
        for row in found.choices
    }


def test_the_h200_to_china_asks_for_each_of_the_january_2026_conditions():
    shipment, law = asked("H200", "China", "2026-02-01")
    after, facts = answered(shipment, law, "US", *["yes"] * 8, "0.5")
    assert tuple(facts) == JANUARY
    assert str(step(after, law).verdict) == "LICENSE, case-by-case"


@pytest.mark.parametrize("place", range(10))
def test_the_first_condition_that_is_not_met_ends_it(place):
    shipment, law = asked("H200", "China", "2026-02-01")
    met = ["US", *["yes"] * 8, "0.5"]
    unmet = ["Taiwan", *["no"] * 8, "0.51"]
    after, _ = answered(shipment, law, *met[:place], unmet[place])
    found = step(after, law)
    assert isinstance(found, Determination)
    assert str(found.verdict) == "LICENSE, presumption of denial"


def test_the_day_before_the_policy_nothing_is_asked():
    assert isinstance(step(*asked("H200", "China", "2026-01-14")), Determination)


def test_each_choice_says_what_it_does():
    shipment, law = asked("H200", "China", "2026-02-01")
    denial = "License required · presumption of denial"
    both = f"License required · case-by-case review, or {denial}"
    assert choices(step(shipment, law)) == {
        "United States (US)": both,
        "any other country": denial,
    }
    after, _ = answered(shipment, law, "US", *["yes"] * 8)
    assert choices(step(after, law)) == {
        "at most 0.5": "License required · case-by-case review",
        "more than 0.5": denial,
    }


def test_a_figure_is_asked_for_rather_than_what_is_worked_out_from_it():
    """4,000 TPP have a density of 5.92 on 675.676 mm2, and of 1.6 on 2,500 mm2."""
    chip = design({"tpp": "4000", "datacenter": "true"})
    on = date(2024, 6, 1)
    shipment = question(Words(item=chip, to="CN", on=on), library())
    found = step(shipment, library().register.at(on))
    assert isinstance(found, NextQuestion)
    assert found.fact == "die_area_mm2"
    assert list(choices(found)) == [
        "at most 675.676 mm2",
        "more than 675.676 and at most 2500 mm2",
        "more than 2500 mm2",
    ]


def test_who_does_not_know_is_not_asked_again():
    shipment, law = asked("H200", "China", "2026-02-01")
    for text in ("I don't know", "?", "unknown", "je ne sais pas"):
        after = told(shipment, "us_lab_tested", text, library())
        assert not after.given["us_lab_tested"].settled
        found = step(after, law)
        assert isinstance(found, Determination)  # presumed denied whatever else is said
        assert str(found.verdict) == "LICENSE, presumption of denial"


def test_what_is_presumed_is_asked_for_strictly():
    loose = step(*asked("H20", "Germany", "2025-06-01"))
    strict = step(*asked("H20", "Germany", "2025-06-01", strict=True))
    assert isinstance(loose, Determination)
    assert loose.outcome is Outcome.NLR
    assert isinstance(strict, NextQuestion)
    assert library().vocabulary.facts[strict.fact].if_left_out is not None


def test_an_answer_that_does_not_fit_is_refused():
    shipment, _ = asked("H200", "China", "2026-02-01")
    with pytest.raises(InputError, match="'us_lab_tested' cannot be 'perhaps'"):
        told(shipment, "us_lab_tested", "perhaps", library())


def drawn(seed: int, *, strict: bool) -> tuple[Shipment, Law]:
    """A random question, as the frozen ones are drawn."""
    rng = random.Random(seed)
    words = (_wide if seed % 2 else _plain)(rng, library())
    item = item_of(words["item"], library(), "") if "item" in words else design(words["figures"])
    on = date.fromisoformat(words["on"])
    known = date.fromisoformat(words["known"]) if "known" in words else None
    law = library().register.at(on, known, reading_of(words.get("reading", "enforced")))
    apart = ("item", "figures", "on", "known", "reading")
    rest = {name: value for name, value in words.items() if name not in apart}
    return question(Words(item=item, on=on, strict=strict, **rest), library()), law


def holds(seed: int, *, strict: bool) -> None:
    """What must be so of an interview with somebody who answers at random, or does not know."""
    shipment, law = drawn(seed, strict=strict)
    rng = random.Random(seed)
    first, count = None, 0
    while isinstance(found := step(shipment, law), NextQuestion):
        first = first or found
        assert found.fact not in said(shipment)
        assert found.stands.verdict == determine(shipment, law, library()).verdict
        row = rng.choice((*found.choices, None))
        unknown = library().vocabulary.unknown(found.fact)
        does = found.not_known if row is None else row.does
        shipment = with_fact(shipment, found.fact, unknown if row is None else row.choice.known)
        after = OpenCase(shipment, law, library()).possible(10_000 if not strict else 50)
        if does.complete:
            assert set(after.verdicts) <= set(does.verdicts)
        count += 1
    assert found.verdict == determine(shipment, law, library()).verdict
    if first is not None:
        assert count <= first.at_most
        if first.possible.complete and all(each.settled for each in shipment.given.values()):
            assert found.verdict in first.possible.verdicts
    nothing_changes(shipment, law, found, rng)


def nothing_changes(shipment: Shipment, law: Law, found: Determination, rng: random.Random) -> None:
    """No further fact changes a verdict at which an interview ends."""
    case = OpenCase(shipment, law, library())
    if found.outcome is Outcome.UNDETERMINED:
        return
    names = [name for name in law.asked_outright if not case.facts[name].settled]
    # Who exports says what it does too, which is presumed.
    names = [name for name in names if name not in case.skipped and name != "exporter"]
    for name in rng.sample(names, min(5, len(names))):
        if row := case.choices(name):
            shipment = with_fact(shipment, name, rng.choice(row).known)
    waits = found.facts.shipment.given.values()
    if all(known.settled for known in waits):
        after = determine(shipment, law, library()).verdict
        # Whether an item is subject at all is presumed too, and no matter where nothing is needed.
        assert after.outcome is Outcome.NOT_SUBJECT or after == found.verdict


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_an_interview_never_changes_a_verdict(seed):
    holds(seed, strict=False)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**9))
def test_a_strict_interview_never_changes_a_verdict(seed):
    holds(seed, strict=True)
