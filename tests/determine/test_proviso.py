"""What an answer presumes: in its headline, on the right side, and taken as unknown by --strict."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from ecluse.determine.answer import to_json
from ecluse.determine.ask import ask
from ecluse.determine.decide import Determination
from ecluse.determine.remarks import provided
from ecluse.determine.steps import determine_facts
from ecluse.determine.verdict import FREER, Outcome
from ecluse.law.library import load

A = {"vendor": "Acme", "datacenter": True, "tpp": 4800, "die_area_mm2": 400}
SMALL = {
    "vendor": "Acme",
    "datacenter": True,
    "tpp": 100,
    "die_area_mm2": 400,
    "io_bandwidth_gb_per_s": 10,
    "dram_bandwidth_gb_per_s": 10,
}


def asked(words: dict[str, Any], to: str, on: str, **more: Any) -> Determination:
    chip = build.chip(**{**SMALL, **words})
    return ask(chip, to=to, on=date.fromisoformat(on), library=build.library(), **more)


def facts_of(found: Determination) -> list[str]:
    return [each.fact for each in found.provided]


def test_an_uncontrolled_chip_presumes_parties_and_end_uses_but_no_seat():
    assert facts_of(asked({}, "CN", "2024-06-01")) == ["declared_eccn", "end_use", "listed_party"]


def test_a_controlled_chip_where_it_is_free_presumes_the_seats_too():
    found = asked(A, "DE", "2024-06-01")
    assert found.outcome is Outcome.NLR
    expected = ["headquarters", "parent_headquarters", "declared_eccn", "end_use", "listed_party"]
    assert facts_of(found) == expected


@pytest.mark.parametrize(
    ("fact", "more"),
    [
        ("headquarters", {"hq": "Germany"}),
        ("parent_headquarters", {"parent_hq": "Germany"}),
        ("end_use", {"end_use": "none_known"}),
        ("listed_party", {"given": {"listed_party": "none"}}),
    ],
)
def test_what_is_given_is_not_presumed(fact, more):
    assert fact not in facts_of(asked(A, "DE", "2024-06-01", **more))


@pytest.mark.parametrize(
    ("day", "stands", "unconfirmed"),
    [
        ("2025-09-28", False, None),
        ("2025-09-29", True, False),
        ("2025-11-09", True, False),
        ("2025-11-10", False, None),
        ("2026-11-09", False, None),
        ("2026-11-10", True, True),
    ],
)
def test_ownership_is_presumed_while_the_affiliates_rule_is_on(day, stands, unconfirmed):
    found = asked({}, "DE", day)
    by_fact = {each.fact: each.unconfirmed for each in found.provided}
    assert ("owned_by_listed" in by_fact) is stands
    assert by_fact.get("owned_by_listed") is unconfirmed


@pytest.mark.parametrize(
    ("to", "given", "presumed"),
    [
        ("UA", {}, "region"),
        ("DE", {"end_use": "supercomputer"}, "end_use_place"),
        ("IQ", {}, "licensed_goods_transferred"),
    ],
)
def test_a_place_is_presumed_where_it_bears_alone(to, given, presumed):
    assert presumed in facts_of(asked({}, to, "2024-01-15", given=given))
    assert presumed not in facts_of(asked({}, "FR", "2024-01-15"))


def test_a_license_presumes_nothing():
    found = asked(A, "CN", "2024-06-01")
    assert (found.outcome, found.provided) == (Outcome.LICENSE, ())


def test_an_exception_presumes_what_it_asks_for():
    found = asked({"tpp": 2400, "die_area_mm2": 1000}, "CN", "2024-06-01")
    assert (found.outcome, found.answer.exception) == (Outcome.EXCEPTION, "NAC")
    assert "nac_refused" in facts_of(found)


@pytest.mark.parametrize("more", [{}, {"hq": "DE"}, {"hq": "DE", "end_use": "none_known"}])
def test_strict_takes_each_of_them_as_unknown(more):
    found = asked(A, "DE", "2024-06-01", strict=True, **more)
    assert found.outcome is Outcome.UNDETERMINED
    assert found.provided == ()
    assert not found.assumed


def test_strict_asks_for_nothing_that_is_given():
    given = {"listed_party": "none", "owned_by_listed": "no", "other_eccn": "none"}
    given["end_use_place"] = "DE"
    more = {"hq": "DE", "parent_hq": "DE", "end_use": "none_known", "exporter": "Acme"}
    found = asked(SMALL, "DE", "2024-06-01", strict=True, given=given, **more)
    assert found.outcome is Outcome.NLR


@pytest.mark.parametrize(
    ("day", "beyond", "strictly"),
    [
        ("2026-09-30", False, Outcome.NLR),
        ("2026-10-01", True, Outcome.UNDETERMINED),
        ("9999-12-31", True, Outcome.UNDETERMINED),
    ],
)
def test_a_day_after_the_record_keeps_its_outcome_and_says_so(day, beyond, strictly):
    given = {"listed_party": "none", "owned_by_listed": "no", "other_eccn": "none"}
    given["end_use_place"] = "DE"
    given["ic_producer"] = "elsewhere"
    more = {"hq": "DE", "parent_hq": "DE", "end_use": "none_known", "exporter": "Acme"}
    found = asked({}, "DE", day, given=given, **more)
    assert (found.outcome, found.beyond_record) == (Outcome.NLR, beyond)
    assert asked({}, "DE", day, given=given, strict=True, **more).outcome is strictly
    assert to_json(found, build.library())["beyond_record"] is beyond


def test_a_license_after_the_record_stands_even_strictly():
    assert asked(A, "IR", "2026-12-01", strict=True).outcome is Outcome.LICENSE


def test_what_is_presumed_reads_as_clauses_in_both_languages():
    library = load()
    found = ask("H100", to="Germany", on=date(2026, 11, 20), library=library)
    english, french = (provided(found, library, lang) for lang in ("en", "fr"))
    assert english[-1] == "no party is owned 50 % or more by listed parties (unconfirmed)"
    assert french[-1].endswith("(non confirmé)")
    assert to_json(found, library)["provided"] == english


DAYS = ["2022-09-15", "2023-03-01", "2024-06-01", "2025-06-01", "2025-10-15", "2026-08-01"]


@settings(max_examples=60, deadline=None)
@given(
    tpp=st.sampled_from([100, 1600, 2400, 4800]),
    area=st.sampled_from([100, 400, 1000, 3000]),
    to=st.sampled_from(["CN", "DE", "VN", "SA", "SG", "PL", "MM", "US"]),
    day=st.sampled_from(DAYS),
)
def test_whatever_could_make_an_answer_stricter_is_among_its_provisos(tpp, area, to, day):
    """Each fact taken for granted, made unknown by itself: if the answer opens, it was said."""
    found = asked({"tpp": tpp, "die_area_mm2": area, "vendor": "NVIDIA"}, to, day)
    if found.outcome not in FREER:
        return
    said = set(facts_of(found))
    for name in found.assumed:
        unknown = build.library().vocabulary.unknown(name)
        other = determine_facts(found.facts.with_facts({name: unknown}))
        if other.outcome in (Outcome.LICENSE, Outcome.UNDETERMINED):
            assert name in said or other.subject is not found.subject, name
