"""What is kept of an item under one law is not taken for what another law makes of it."""

from __future__ import annotations

import random
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from determine.test_verdict_of import drawn, library, walked
from ecluse.determine.coded_case import Coder
from ecluse.determine.decide import determine, prepare
from ecluse.determine.question import Words, item_of, question
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.determine.verdict_of import Verdicts
from ecluse.law.in_force import Law
from ecluse.law.library import DATA
from ecluse.law.register import Register
from ecluse.law.scenario import applied, read_scenario

SCENARIOS = sorted(path.stem for path in (DATA / "scenarios").glob("*.yaml"))


@cache
def register(scenario: str) -> Register:
    """The shipped register under a shipped scenario."""
    return applied(read_scenario(scenario, library()), library().register)


def alone(shipment: Shipment, law: Law) -> object:
    """The answer of a shipment whose cases are laid out by themselves."""
    found = walked(shipment, law, depends=False)
    return found.verdict, found.needs, found.settled


def test_no_question_waits_for_a_law_that_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert prepare(library()) > 1
    first, record = library().register.answers_from, library().data_as_of
    days = [first, *library().register.days(None, "enforced"), record]
    monkeypatch.setattr("ecluse.determine.coded_case.CodedLaw", None)  # none is compiled any more
    for day in days:
        if day >= first:
            assert library().register.at(day).once(Coder).whole


def test_a_flag_that_one_law_defines_and_the_other_asks_for_is_another_fact() -> None:
    on = date(2025, 5, 13)
    said = {"transistor_count_billion": "35", "designer_attested": "yes"}
    item = item_of("A10", library(), "item")
    asked = question(Words(item=item, to="VN", on=on, exporter="ASE", given=said), library())
    defines = library().register.at(on, None, "text")
    asks = register("without-diffusion").at(on, None, "text")
    Verdicts(defines, library()).of(asked)
    found = Verdicts(asks, library()).needed(asked)
    assert found.verdict.outcome is Outcome.UNDETERMINED
    assert found.needs == {"approved_ic_designer"}
    assert determine(asked, asks, library()).needs == {"approved_ic_designer"}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_an_answer_is_the_same_whichever_law_was_asked_before(seed: int, strict: bool) -> None:
    shipment, law = drawn(seed, strict=strict)
    rng = random.Random(seed)
    known = None if law.known == date.max else law.known
    laws = [law, register(rng.choice(SCENARIOS)).at(law.on, known, law.reading)]
    rng.shuffle(laws)
    for each in laws:
        found = Verdicts(each, library()).needed(shipment)
        assert (found.verdict, found.needs, found.settled) == alone(shipment, each)
        whole = determine(shipment, each, library(), depends=False)
        assert (whole.verdict, whole.needs, whole.settled) == alone(shipment, each)
