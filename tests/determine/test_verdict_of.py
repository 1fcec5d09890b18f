"""Verdicts by codes, held to the walked determination."""

from __future__ import annotations

import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from ecluse.determine.answer import to_json
from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import classified, facts_inside
from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.decide import determine, determine_case
from ecluse.determine.determination import Determination
from ecluse.determine.items import Items, laid_out
from ecluse.determine.proviso import provisos, provisos_kept
from ecluse.determine.question import Words, item_of, question, reading_of
from ecluse.determine.shipment import Shipment
from ecluse.determine.steps import determine_facts
from ecluse.determine.ultimate import readings
from ecluse.determine.verdict import Outcome
from ecluse.determine.verdict_of import Verdicts, verdict_of
from ecluse.errors import InputError, UnknownNameError
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law import library as libraries
from ecluse.law.condition.compile import CODES
from ecluse.law.condition.tree import Holds
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.provision import Jurisdiction, Requirement, Restriction, Review
from frozen.answers import design
from frozen.draw import _plain, _wide


@cache
def library() -> Library:
    """The shipped data."""
    return libraries.load()


def drawn(seed: int, *, strict: bool = False) -> tuple[Shipment, Law]:
    """A random question, as the frozen ones are drawn: half of them with all kinds of facts."""
    rng = random.Random(seed)
    asked = (_wide if seed % 2 else _plain)(rng, library())
    item = item_of(asked["item"], library(), "") if "item" in asked else design(asked["figures"])
    on = date.fromisoformat(asked["on"])
    known = date.fromisoformat(asked["known"]) if "known" in asked else None
    law = library().register.at(on, known, reading_of(asked.get("reading", "enforced")))
    rest = {
        name: value
        for name, value in asked.items()
        if name not in ("item", "figures", "on", "known", "reading")
    }
    return question(Words(item=item, on=on, strict=strict, **rest), library()), law


def walked(shipment: Shipment, law: Law, **how: bool) -> Determination:
    """The determination of a law that codes may not stand for: every case is walked."""
    coder, read = law.once(Coder), law.provisions.read  # type: ignore[attr-defined]
    coder.__dict__["whole"], items = False, read.pop(Items, None)
    try:
        return determine(shipment, law, library(), **how)
    finally:
        del coder.__dict__["whole"]
        read[Items] = items or Items(law)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_a_verdict_by_codes_is_the_walked_one(seed, strict):
    shipment, law = drawn(seed, strict=strict)
    found = walked(shipment, law, depends=False)
    verdicts = Verdicts(law, library())
    needed = verdicts.needed(shipment)
    assert verdict_of(shipment, law, library()) == found.verdict
    assert (needed.verdict, needed.needs, needed.settled) == (
        found.verdict,
        found.needs,
        found.settled,
    )
    if not readings(shipment.under(law), library()):  # a case is one reading of a shipment
        assert verdicts.of_case(CaseFacts(shipment, law, library())) == found.verdict


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_a_case_laid_out_on_its_item_is_the_case_laid_out_by_itself(seed, strict):
    shipment, law = drawn(seed, strict=strict)
    alone = CaseFacts(shipment, law, library())
    on_its_item = laid_out(shipment, law, library())
    assert dict(on_its_item) == dict(alone)
    assert on_its_item.stated == alone.stated
    assert on_its_item.law is law
    assert on_its_item.as_asked
    found = to_json(determine_case(on_its_item), library())
    assert found == to_json(determine_case(alone), library())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_findings_whose_truths_are_told_by_codes_are_the_walked_ones(seed, strict):
    shipment, law = drawn(seed, strict=strict)
    assert law.once(Coder).whole
    by_codes, by_walking = determine(shipment, law, library()), walked(shipment, law)
    assert by_codes == by_walking
    for found in (*by_codes.all_requirements, *by_codes.paragraphs.values()):
        assert found.own_truth is found.finding.truth
        assert found.own_confidence is found.finding.confidence
    assert to_json(by_codes, library()) == to_json(by_walking, library())


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**9))
def test_shipments_that_no_condition_tells_apart_are_each_answered_as_alone(seed):
    shipment, law = drawn(seed)
    assert law.once(Coder).whole
    rng, quantities = random.Random(seed), (None, Decimal(1), Decimal(3), Decimal(40_000))
    for code in rng.sample(sorted(library().countries.by_code), 4):
        other = replace(shipment, destination=code, quantity=rng.choice(quantities))
        found = determine_case(laid_out(other, law, library()))
        alone = determine_case(CaseFacts(other, law, library()))
        assert to_json(found, library()) == to_json(alone, library())
        for each in (*found.all_requirements, *found.all_exceptions):
            assert each.own_confidence is each.finding.confidence


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_unknowns_followed_by_codes_are_followed_as_by_walking(seed):
    shipment, law = drawn(seed)
    coded, found = determine(shipment, law, library()), walked(shipment, law)
    for name in ("answer", "needs", "settled", "answers", "depends", "requirements", "possible"):
        assert getattr(coded, name) == getattr(found, name)
    assert coded.verdict == found.verdict


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_every_compiled_condition_of_a_law_is_the_walked_one(seed):
    shipment, law = drawn(seed)
    facts = CaseFacts(shipment, law, library())
    coder = law.once(Coder)
    case = CodedCase.of(facts, coder)
    ran = coder.run(case.vector, case.inside)
    laid, _, paragraphs = classified(facts)
    asked = [
        says.when for kind in (Jurisdiction, Requirement, Review) for says, _ in law.of_kind(kind)
    ]
    assert asked
    for condition in asked:
        place = coder.coded.steps.place_of(condition)
        assert place is not None
        assert ran.steps[place] == CODES[laid.decide(condition).truth]
    for name, found in paragraphs.items():
        assert ran.steps[coder.coded.paragraphs[name]] == CODES[found.truth]
    if ran.inside_vector is not None:
        inside = laid.with_facts(facts_inside(laid))
        for flag, condition in coder.coded.flags.items():
            place = coder.coded.inside.place_of(condition)
            if place is not None:
                assert ran.inside[place] == CODES[inside.decide(condition).truth], flag


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**9))
def test_what_settles_an_unknown_is_what_its_finding_says(seed):
    shipment, law = drawn(seed)
    told = laid_out(shipment, law, library())
    fresh, walked = (CaseFacts(shipment, law, library()) for _ in range(2))
    for condition in law.conditions:
        settles = walked.decide(condition).settles
        assert told.settles(condition) == fresh.settles(condition) == settles


def test_codes_stand_for_every_shipped_law() -> None:
    register = library().register
    for day in register.days():
        assert register.at(day).once(Coder).whole


def test_answers_in_bulk_are_the_answers_one_by_one() -> None:
    law = library().register.at(date(2025, 5, 20))
    shipments = [
        Shipment(item=item, destination=code, on=law.on)
        for item in list(library().catalogue.items.values())[:40]
        for code in ("CN", "DE", "SA")
    ]
    verdicts = Verdicts(law, library()).all(shipments)
    assert len({str(verdict) for verdict in verdicts}) > 2
    for shipment, verdict in zip(shipments, verdicts, strict=True):
        assert verdict == determine(shipment, law, library(), depends=False).verdict


def test_an_item_of_the_same_name_is_another_item() -> None:
    law = build.law(date(2025, 5, 20))
    verdicts = Verdicts(law, build.library())
    large, small = build.chip(tpp=9000, datacenter=True), build.chip(tpp=100, datacenter=True)
    answers = [
        str(verdicts.of(Shipment(item=item, destination="CN", on=law.on)).outcome.value)
        for item in (large, small, large)
    ]
    assert answers[0] == answers[2] != answers[1]


def test_what_is_not_on_file_is_refused() -> None:
    law = library().register.at(date(2025, 5, 20))
    shipment = Shipment(item=library().catalogue.get("H20", ""), destination="XX", on=law.on)
    with pytest.raises(UnknownNameError, match="no country has the code 'XX'"):
        verdict_of(shipment, law, library())


def test_a_day_before_the_record_is_refused() -> None:
    law = library().register.at(date(2020, 1, 1))
    shipment = Shipment(item=library().catalogue.get("H20", ""), destination="CN", on=law.on)
    with pytest.raises(InputError, match="lies before the record"):
        verdict_of(shipment, law, library())


def test_a_strict_answer_beyond_the_record_is_open_on_its_own_day_alone() -> None:
    last = library().data_as_of
    for day in (last, date(last.year + 1, last.month, last.day)):
        law = library().register.at(day)
        facts = {name: Known(value=Truth.FALSE) for name in ("datacenter",)}
        shipment = Shipment(
            item=library().catalogue.get("V100 SXM2 32GB", ""),
            destination="FR",
            on=day,
            strict=True,
            given=facts,
        )
        found = walked(shipment, law, depends=False)
        assert Verdicts(law, library()).needed(shipment).needs == found.needs
        plain = replace(shipment, strict=False)
        assert verdict_of(plain, law, library()) == walked(plain, law, depends=False).verdict


def _alike(shipment: Shipment, law: Law) -> Determination:
    found = walked(shipment, law, depends=False)
    needed = Verdicts(law, library()).needed(shipment)
    assert (needed.verdict, needed.needs, needed.settled) == (
        found.verdict,
        found.needs,
        found.settled,
    )
    return found


def test_a_requirement_in_doubt_is_so_by_codes() -> None:
    law = library().register.at(date(2026, 11, 20))
    doubtful = {name for name, entry in law.provisions.items() if entry.doubt is not None}
    assert "744.11(a)(1)" in doubtful
    item = library().catalogue.get("H20", "")
    owned = {"owned_by_listed": Known(value=Truth.TRUE)}
    found = [
        _alike(Shipment(item=item, destination=code, on=law.on, given=owned), law)
        for code in ("DE", "FR", "BR", "CN")
    ]
    assert any("744.11(a)(1)" in need for each in found for need in each.needs)


def test_an_exception_that_may_be_barred_is_so_by_codes() -> None:
    law = library().register.at(date(2025, 5, 20))
    listed = {"listed_party": library().vocabulary.unknown("listed_party")}
    answers = [
        _alike(Shipment(item=item, destination=code, on=law.on, given=listed), law)
        for item in list(library().catalogue.items.values())[::6]
        for code in ("CN", "VN")
    ]
    assert any("listed_party" in each.needs for each in answers)


def test_what_may_bar_an_exception_is_needed_though_nothing_else_asks_for_it() -> None:
    shipped = build.law(date(2024, 6, 1))
    entry = next(entry for _, entry in shipped.of_kind(Restriction))
    asked = {name for names in shipped.asked.values() for name in names}
    meanings = build.library().vocabulary.facts
    flag = next(
        name
        for name, meaning in meanings.items()
        if meaning.type is FactType.FLAG and name not in {*asked, *shipped.definitions}
    )
    bar = replace(entry.says, provision="a bar of the test", bars=("NAC",), when=Holds(flag))
    provisions = {**shipped.provisions, bar.provision: replace(entry, says=bar)}
    law = replace(shipped, provisions=provisions)
    chip = build.chip(vendor="Acme", datacenter=True, tpp=2400, die_area_mm2=1000)
    given = {flag: build.library().vocabulary.unknown(flag)}
    shipment = Shipment(item=chip, destination="CN", on=law.on, given=given)
    needed = Verdicts(law, build.library()).needed(shipment)
    found = determine_facts(CaseFacts(shipment, law, build.library()))
    assert verdict_of(shipment, shipped, build.library()).exception == "NAC"
    assert (found.outcome, found.needs) == (Outcome.UNDETERMINED, {flag})
    # Followed through both its values, it still decides.
    assert (needed.verdict, needed.needs) == (found.verdict, found.needs)
    settled = replace(shipment, given={flag: Known(value=Truth.FALSE)})
    assert verdict_of(settled, law, build.library()).exception == "NAC"
    barred = replace(shipment, given={flag: Known(value=Truth.TRUE)})
    assert verdict_of(barred, law, build.library()).outcome is Outcome.LICENSE


@pytest.mark.slow
def test_of_a_thousand_questions_each_has_the_walked_verdict() -> None:
    for seed in range(1_000):
        shipment, law = drawn(seed, strict=seed % 3 == 0)
        found = _alike(shipment, law)
        assert determine(shipment, law, library(), depends=False) == found


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_provisos_by_codes_are_the_walked_ones(seed, strict):
    shipment, law = drawn(seed, strict=strict)
    facts = laid_out(shipment, law, library())
    coder = law.once(Coder)
    assert coder.whole
    coded = provisos(facts)
    assert provisos_kept(facts) == coded
    coder.__dict__["whole"] = False
    try:
        assert provisos(facts) == coded
    finally:
        del coder.__dict__["whole"]


@pytest.mark.slow
def test_threads_that_share_an_item_answer_as_one_alone() -> None:
    law = build.law(date(2024, 6, 1))
    figures = {"die_area_mm2": 400, "fp16_tera_ops_per_s": 989, "datacenter": True}
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(20):
            chip = build.chip(vendor="Acme", **figures)
            asked, ready = Shipment(item=chip, destination="CN", on=law.on), Barrier(8)

            def answered(_: int, asked: Shipment = asked, ready: Barrier = ready) -> str:
                ready.wait()
                found = determine(asked, law, build.library())
                return json.dumps(to_json(found, build.library()))

            with ThreadPoolExecutor(8) as threads:
                together = set(threads.map(answered, range(8)))
            alone = determine_case(CaseFacts(asked, law, build.library()))
            assert together == {json.dumps(to_json(alone, build.library()))}
    finally:
        sys.setswitchinterval(before)
