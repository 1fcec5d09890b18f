"""Measures, their changes and acts: each value refuses what it cannot mean, by whatever door."""

from dataclasses import replace
from datetime import date, datetime

import pytest

import build
from ecluse.citation import Citation
from ecluse.law.measure import Act, Change
from ecluse.law.provision import Group

DAY = date(2024, 1, 1)
CITED = Citation(source="1 FR 1")
LIST = Group(kind="group", provision="G", group="D5", members=frozenset({"CN"}))


def change(**words):
    return Change(
        **{"act": "adds", "provision": "G", "says": LIST, "effective": DAY, "cited": CITED} | words
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"act": "amends"}, "adds or replaces or removes"),
        ({"act": "removes"}, "or removes it"),
        ({"says": None}, "or removes it"),
        ({"provision": "H"}, "'G' says what 'H' reads"),
        ({"effective": datetime(2024, 1, 1)}, "'effective' is a day"),
        ({"effective": "2024-01-01"}, "'effective' is a day"),
        ({"complied_from": date(2023, 12, 31)}, "before 'effective'"),
        ({"reading": "enforced"}, "a Reading or None"),
    ],
)
def test_a_change_that_means_nothing_cannot_be_made(words, message):
    assert change(complied_from=DAY).applies_from == DAY
    with pytest.raises(ValueError, match=message):
        change(**words)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"act": "ends"}, "an act of"),
        ({"until": DAY}, "'until' after 'since'"),
        ({"to": date(2025, 1, 1)}, "'postpones' with 'to'"),
        ({"act": "postpones"}, "'postpones' with 'to'"),
        ({"act": "postpones", "to": DAY}, "after 'since'"),
        ({"since": "2024-01-01"}, "'since' is a day"),
    ],
)
def test_an_act_that_means_nothing_cannot_be_made(words, message):
    assert Act(act="postpones", measure="t/x", since=DAY, to=date(2024, 1, 2))
    with pytest.raises(ValueError, match=message):
        Act(**{"act": "suspends", "measure": "t/x", "since": DAY} | words)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"measure": " "}, "a name"),
        ({"kind": "decree"}, "a measure of kind"),
        ({"kind": "bill"}, "cannot change the law"),
        ({"published": datetime(2024, 1, 1)}, "'published' is a day"),
        ({"complied_from": date(2020, 1, 1)}, "before 'effective'"),
    ],
)
def test_a_measure_that_means_nothing_cannot_be_made(words, message):
    whole = build.library().register.measure("2023-01-18-macau")
    with pytest.raises(ValueError, match=message):
        replace(whole, **words)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"joins": frozenset({"NI"})}, "never both"),
        ({"leaves": frozenset({"CN"})}, "never both"),
        ({"members": None}, "or with joins, leaves or doubtful"),
        (
            {"members": None, "joins": frozenset({"NI"}), "leaves": frozenset({"NI"})},
            "joins or leaves, not both",
        ),
        ({"members": frozenset({"cn"})}, "two capitals"),
        ({"doubtful": frozenset({"China"})}, "two capitals"),
    ],
)
def test_a_group_is_a_whole_list_or_a_change_of_one(words, message):
    with pytest.raises(ValueError, match=message):
        replace(LIST, **words)


def test_a_list_may_be_empty_and_have_members_in_doubt():
    assert replace(LIST, members=frozenset(), doubtful=frozenset({"AE"})).members == frozenset()
