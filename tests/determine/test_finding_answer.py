"""A finding that is kept for all cases alike is the one that would be made anew."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from determine.test_verdict_of import drawn, library
from ecluse.bounded import Bounded
from ecluse.determine import finding_answer
from ecluse.determine.answer import to_json
from ecluse.determine.ask import ask
from ecluse.determine.decide import determine, determine_case
from ecluse.determine.determination import Determination
from ecluse.determine.finding_answer import FindingAnswers, _KeptFindings, _WordedLaw, forget
from ecluse.determine.trace import Found, leaves
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.to_text import source
from ecluse.law.library import Library
from ecluse.law.scenario import applied, read_scenario


def looked_at(found: Determination) -> Iterator[Found]:
    """Every finding of a determination."""
    yield from (*found.jurisdiction, *found.presumptions, *found.paragraphs.values())
    yield from (*found.all_requirements, *found.all_exceptions, *found.no_export)


@pytest.fixture(params=[None, 64], ids=["kept", "few kept"])
def kept(request, monkeypatch):
    """As much is kept as usual, or so little that all is forgotten again and again."""
    if request.param is not None:
        monkeypatch.setattr(finding_answer, "_MOST_WORDED", request.param)  # of each law
        for table in tables(library()):
            monkeypatch.setattr(table, "most", request.param)


def tables(of: Library) -> list[Bounded[Any, Any]]:
    """What is kept for all laws of a library."""
    return [part for part in vars(of.once(_KeptFindings)).values() if isinstance(part, Bounded)]


@pytest.mark.usefixtures("kept")
def test_a_finding_is_the_one_made_anew_and_says_what_its_condition_came_to():
    @settings(max_examples=25, deadline=None)
    @given(st.integers(0, 10**9), st.booleans(), st.sampled_from(["en", "fr"]))
    def of_drawn(seed: int, strict: bool, lang: str) -> None:
        shipment, law = drawn(seed, strict=strict)
        found = determine(shipment, law, library())
        answers = FindingAnswers(law, library(), lang)
        anew = FindingAnswers(law, replace(library()), lang)
        for row in looked_at(found):
            answer = answers.of(row)
            assert answer == anew.of(row), row.provision
            tested = [(source(leaf.node), leaf.truth.value) for leaf in leaves(row.finding)]
            assert [(each["test"], each["truth"]) for each in answer["comparisons"]] == tested

    of_drawn()


def test_no_two_answers_share_any_of_a_finding():
    found = ask("H20", to="CN", on=date(2025, 5, 20), library=library())
    answers = FindingAnswers(found.law, library(), "en")
    row = found.requirements[0]
    first, before = answers.of(row), answers.of(row)
    first["needs"].append("another fact")
    for each in first["comparisons"]:
        each["value"] = "another value"
        each["sources"].append("another source")
        each["source_names"].append("another name")
    assert answers.of(row) == before


def spoil(data: object) -> None:
    """Change all that plain data hold, wherever it is."""
    if isinstance(data, dict):
        for name, part in data.items():
            spoil(part)
            data[name] = "changed"
    elif isinstance(data, list):
        for part in data:
            spoil(part)
        data.append("added")


@pytest.mark.parametrize("to", ["CN", "DE"])
def test_whoever_changes_an_answer_changes_no_other(to):
    def answered() -> dict[str, object]:
        return to_json(ask("H20", to=to, on=date(2025, 5, 20), library=library()), library())

    found = ask("H20", to=to, on=date(2025, 5, 20), library=library())
    before = json.dumps(answered())
    spoil(answered())
    spoil(to_json(found, library()))
    assert json.dumps(answered()) == json.dumps(to_json(found, library())) == before


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    for table in tables(library()):
        monkeypatch.setattr(table, "most", 32)
        table.clear()
    found = ask("H20", to="CN", on=date(2025, 5, 20), library=library())
    answers = FindingAnswers(found.law, replace(library()), "en")
    monkeypatch.setattr(finding_answer, "_MOST_OF_A_LOOK", 2)
    few = FindingAnswers(found.law, library(), "en")
    rows = list(looked_at(found))
    assert len(rows) > 32
    for row in rows:
        assert few.of(row) == answers.of(row)
        assert all(len(table) <= 32 for table in tables(library()))
    looks = library().once(_KeptFindings)._all_looks.values()
    assert max(map(len, looks)) <= 2


@pytest.mark.parametrize("register", [None, "its own"])
def test_what_is_kept_goes_with_its_library(register):
    found = ask("H20", to="CN", on=date(2025, 5, 20), library=library())
    own = library().register if register is None else replace(library().register)
    other = replace(library(), register=own)
    law = other.register.at(date(2025, 5, 20))
    answers = FindingAnswers(law, other, "en")
    for row in looked_at(found):
        answers.of(row)
    held = weakref.ref(other), weakref.ref(other.once(_KeptFindings))
    del other, answers
    gc.collect()
    assert [each() for each in held] == [None, None]


def test_what_is_forgotten_is_so_of_each_law_of_a_scenario_too():
    own = replace(library())
    supposed = applied(read_scenario("diffusion-enforced", own), own.register)
    found = ask("H20", to="CN", on=date(2025, 5, 20), library=own)
    laws = [register.at(date(2025, 5, 20)) for register in (own.register, supposed)]
    for law in laws:
        FindingAnswers(law, own, "en").of(found.requirements[0])
    met = [law.once(_WordedLaw)._met for law in laws]
    kept = own.once(_KeptFindings)
    assert [kept in each for each in met] == [True, True]
    held = weakref.ref(kept)
    del kept  # as the laws still stand
    forget(own)
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
        anew = FindingAnswers(found.law, replace(library()), "en")
        shown.append([answers.of(row) for row in looked_at(otherwise)])
        assert shown[-1] == [anew.of(row) for row in looked_at(otherwise)]
    assert shown[0] != shown[1]
