"""What is said of a scenario's edits: which touch nothing, and what they undo unasked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from ecluse.facts.reader import parse_document
from ecluse.law.measure import Reading
from ecluse.law.scenario import Scenario, applied, read_scenario, scenario_of, shipped
from ecluse.law.scenario_effect import notes_of

HEAD = "scenario: t\nsays: {en: x, fr: x}\n"
LETTERS = "us/2025-04-15-letters-h20"
RULE = "us/2023-10-25-advanced-computing"
MINE = (
    "adds:\n  - measure: t/draft\n    kind: scenario\n    title: {en: x, fr: x}\n"
    "    summary: {en: x, fr: x}\n    cited: {source: mine}\n    published: 2026-01-01\n"
    "    effective: 2026-02-01\n"
)
D5 = "'Supp. 1 to part 740, D:5'"


def scenario(body: str) -> Scenario:
    return scenario_of(parse_document(HEAD + body, name="s.yaml", user=True), build.library())


def said(body: str) -> list[str]:
    return [str(note) for note in notes_of(scenario(body), build.library().register)]


# ---- nothing is touched --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        pytest.param(
            f"delays: [{{measure: {LETTERS}, days: 60}}]\n"
            f"pauses: [{{measure: {LETTERS}, since: 2025-04-20, until: 2025-05-01}}]\n",
            [f"pauses {LETTERS}: the stay touches nothing"],
            id="a stay that ends before the delayed measure begins",
        ),
        pytest.param(
            f"pauses: [{{measure: {LETTERS}, since: 2025-01-01, until: 2025-04-09}}]\n",
            [f"pauses {LETTERS}: the stay touches nothing"],
            id="a stay up to the first day",
        ),
        pytest.param(
            f"pauses: [{{measure: {LETTERS}, since: 2025-01-01, until: 2025-04-10}}]\n",
            [],
            id="a stay of the first day",
        ),
        pytest.param(
            f"pauses: [{{measure: {LETTERS}, since: 2025-05-01, provisions: [letters of April 2025,"
            " bandwidth, 3A090.a]}]\n".replace(
                "letters of April 2025, bandwidth", '"letters of April 2025, bandwidth"'
            ),
            [f"pauses {LETTERS}: the stay touches nothing of 3A090.a"],
            id="a stay of a provision that the measure does not have, beside one that it has",
        ),
        pytest.param(
            f"pauses: [{{measure: {LETTERS}, since: 2025-05-01, provisions: [3A090.a]}}]\n",
            [f"pauses {LETTERS}: the stay touches nothing"],
            id="a stay of a provision that the measure does not have",
        ),
        pytest.param(
            f"pauses:\n  - {{measure: {LETTERS}, since: 2025-05-01}}\n"
            f"  - {{measure: {LETTERS}, since: 2025-06-01, until: 2025-07-01}}\n",
            [f"pauses {LETTERS}: the stay from 2025-06-01 touches nothing"],
            id="a stay within another",
        ),
        pytest.param(
            "drops: [us/bill-gain-ai]\n",
            ["drops us/bill-gain-ai: the drop touches nothing"],
            id="the drop of a bill",
        ),
        pytest.param(
            "delays: [{measure: us/2025-11-12-affiliates-stay, days: 10}]\n",
            ["delays us/2025-11-12-affiliates-stay: the delay touches nothing"],
            id="the delay of a measure that changes no provision",
        ),
        pytest.param("drops: [us/2023-01-18-macau]\n", [], id="a drop of what had effect"),
        pytest.param(f"delays: [{{measure: {LETTERS}, days: 1}}]\n", [], id="a delay by a day"),
        pytest.param(
            MINE + f"    replaces: [{{provision: {D5}, kind: group, group: D5, joins: [CN]}}]\n",
            [],
            id="a list that is written anew by another measure is another text",
        ),
        pytest.param(
            MINE + "    acts_on: [{act: suspends, measure: us/no-such-thing, since: 2026-03-01}]\n",
            ["adds t/draft: the measure touches nothing"],
            id="an act on no measure",
        ),
        pytest.param(
            MINE
            + f"    acts_on: [{{act: suspends, measure: {LETTERS}, since: 2026-03-01, provisions:"
            " [3A090.a]}]\n"
            "    adds: [{provision: mine, kind: requirement, items: [any], reason: x, when: "
            "destination == BR}]\n",
            [f"adds t/draft: that it suspends {LETTERS} touches nothing"],
            id="an act on a provision that the measure does not have, beside a change that tells",
        ),
        pytest.param(
            MINE + "    removes: [{provision: no such paragraph}]\n"
            "    adds: [{provision: mine, kind: requirement, items: [any], reason: x, when: "
            "destination == BR}]\n",
            ["adds t/draft: what it removes of no such paragraph touches nothing"],
            id="the removal of what is not there",
        ),
        pytest.param(
            "grants: [{name: x, when: tpp >= 1, since: 2025-05-01}]\n", [], id="a license"
        ),
        pytest.param("", [], id="no edit at all"),
    ],
)
def test_an_edit_that_touches_nothing_is_said_and_no_other(body: str, notes: list[str]) -> None:
    assert said(body) == notes


@pytest.mark.parametrize("name", shipped())
def test_nothing_is_said_of_the_shipped_scenarios(name: str) -> None:
    books = build.library()
    assert notes_of(read_scenario(name, books), books.register) == ()


def text_of(register, day, reading):
    return {
        name: (entry.says, entry.doubt)
        for name, entry in register.at(day, None, reading).provisions.items()
    }


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 60),
    st.dates(date(2022, 9, 1), date(2027, 1, 1)),
    st.integers(1, 400),
    st.dates(date(2022, 9, 1), date(2027, 6, 1)),
    st.sampled_from(list(Reading)),
)
def test_a_stay_said_to_touch_nothing_changes_no_day(place, since, days, day, reading) -> None:
    register = build.library().register
    measure = register.measures[place % len(register.measures)].measure
    body = (
        f"pauses: [{{measure: {measure}, since: {since}, until: {since + timedelta(days=days)}}}]\n"
    )
    if said(body):
        changed = applied(scenario(body), register)
        assert text_of(changed, day, reading) == text_of(register, day, reading)


# ---- what is undone unasked --------------------------------------------------------------------


def test_a_rule_delayed_behind_its_corrections_is_said_to_replace_them() -> None:
    assert said(f"delays: [{{measure: {RULE}, days: 140}}]\n") == [
        (
            f"delays {RULE}: from 2024-04-05 it brings back 2 provisions that "
            "us/2024-04-04-corrections had removed"
        ),
        (
            f"delays {RULE}: from 2024-04-05 it replaces what us/2024-04-04-corrections made of 10 "
            "provisions"
        ),
    ]


def test_a_rule_delayed_to_the_day_of_its_corrections_is_still_corrected_by_them() -> None:
    assert said(f"delays: [{{measure: {RULE}, days: 139}}]\n") == []


def test_what_a_later_measure_removed_and_the_delayed_one_brings_back_is_said() -> None:
    notes = said("delays: [{measure: us/2022-10-13-advanced-computing, days: 500}]\n")
    assert any(f"that {RULE} had removed" in note for note in notes)


def test_a_postponement_of_ones_own_tells_the_same() -> None:
    notes = said(
        MINE
        + f"    acts_on: [{{act: postpones, measure: {RULE}, since: 2023-10-01, to: 2024-04-05}}]\n"
    )
    assert notes == [
        (
            f"moves {RULE}: from 2024-04-05 it brings back 2 provisions that "
            "us/2024-04-04-corrections had removed"
        ),
        (
            f"moves {RULE}: from 2024-04-05 it replaces what us/2024-04-04-corrections made of 10 "
            "provisions"
        ),
    ]


def test_one_that_joins_a_list_later_replaces_nobodys_change() -> None:
    assert said("delays: [{measure: us/2024-03-15-nicaragua, days: 100}]\n") == []
