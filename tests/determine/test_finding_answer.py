"""A finding that is kept for all cases alike is the one that would be made anew."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from determine.test_verdict_of import drawn, library
from ecluse.determine import finding_answer
from ecluse.determine.ask import ask
from ecluse.determine.decide import determine, determine_case
from ecluse.determine.determination import Determination
from ecluse.determine.finding_answer import FindingAnswers, finding_of
from ecluse.determine.trace import Found
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth


def looked_at(found: Determination) -> Iterator[Found]:
    """Every finding of a determination."""
    yield from (*found.jurisdiction, *found.presumptions, *found.paragraphs.values())
    yield from (*found.all_requirements, *found.all_exceptions, *found.no_export)


TABLES = (
    finding_answer._findings,
    finding_answer._all_tested,
    finding_answer._numbered,
    finding_answer._tests,
)


@pytest.fixture(params=[None, 64], ids=["kept", "few kept"])
def kept(request, monkeypatch):
    """As many are kept as usual, or so few that all are forgotten again and again."""
    if request.param is not None:
        monkeypatch.setattr(finding_answer, "_MOST_WORDED", request.param)  # of each law
        for table in (*TABLES, library().worded):
            monkeypatch.setattr(table, "most", request.param)


@pytest.mark.usefixtures("kept")
def test_a_kept_finding_is_the_one_made_anew():
    @settings(max_examples=25, deadline=None)
    @given(st.integers(0, 10**9), st.booleans(), st.sampled_from(["en", "fr"]))
    def of_drawn(seed: int, strict: bool, lang: str) -> None:
        shipment, law = drawn(seed, strict=strict)
        found = determine(shipment, law, library())
        answers = FindingAnswers(law, library(), lang)
        for row in looked_at(found):
            assert answers.of(row) == finding_of(row, library(), lang), row.provision

    of_drawn()


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(finding_answer._findings, "most", 32)
    found = ask("H20", to="CN", on=date(2025, 5, 20), library=library())
    answers = FindingAnswers(found.law, library(), "en")
    rows = list(looked_at(found))
    assert len(rows) > 32
    for row in rows:
        answers.of(row)
        assert len(finding_answer._findings) <= 32


def test_what_is_kept_goes_with_its_library():
    found = ask("H20", to="CN", on=date(2025, 5, 20), library=library())
    other = replace(library(), register=replace(library().register))
    answers = FindingAnswers(other.register.at(date(2025, 5, 20)), other, "en")
    for row in looked_at(found):
        answers.of(row)
    held = weakref.ref(other)
    del other, answers
    gc.collect()
    assert held() is None


@pytest.mark.parametrize(
    ("value", "other"),
    [
        (Known(value=Truth.TRUE), Known(value=Truth.UNKNOWN)),
        (Known(value=Truth.TRUE), Known(value=Truth.TRUE, assumed=True)),
        (Known(value=Truth.TRUE), Known(value=Truth.TRUE, because="somebody says so")),
        (Known(value=Truth.UNKNOWN), Known(value=Truth.UNKNOWN, unsettled=frozenset({"tpp"}))),
    ],
    ids=["its truth", "that it is assumed", "why", "what would settle it"],
)
def test_facts_that_differ_in_one_thing_are_told_apart(value, other):
    found = ask(build.item(tpp="4800"), to="CN", on=date(2024, 6, 1), library=library())
    answers = FindingAnswers(found.law, library(), "en")
    shown = []
    for known in (value, other):
        facts = found.facts.with_facts({"datacenter": known})
        otherwise = determine_case(facts)
        shown.append([answers.of(row) for row in looked_at(otherwise)])
        assert shown[-1] == [finding_of(row, library(), "en") for row in looked_at(otherwise)]
    assert shown[0] != shown[1]
