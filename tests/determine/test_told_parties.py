"""Parties as they are told in a question: who names nobody, and what a name may settle."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest import param

import build
from ecluse.determine.ask import ask
from ecluse.determine.determination import Determination
from ecluse.determine.party_answer import parties_of, screened_line
from ecluse.determine.verdict import Outcome
from ecluse.screening.party import Party, Role

DAY = date(2026, 5, 1)


def end_user(name: str, **words: str) -> Party:
    return Party(name=name, role=Role.END_USER, **words)


def consignee(name: str, **words: str) -> Party:
    return Party(name=name, role=Role.ULTIMATE_CONSIGNEE, **words)


def asked(*parties: Party, on: date = DAY, to: str = "SG", **words: Any) -> Determination:
    chip = build.chip(tpp=1000, datacenter=True)
    return ask(chip, to=to, on=on, parties=parties, library=build.library(), **words)


@pytest.mark.parametrize(
    "text",
    ["unknown", "TBD", "to be determined", "various", "未知", "none", "nobody", "inconnu", "n/a"],
)
def test_who_is_said_to_be_unknown_is_not_screened(text):
    found = asked(end_user(text))
    assert found.outcome is Outcome.UNDETERMINED
    assert f"nobody is named, so not screened: end user (“{text}”)" in screened_line(found, "en")
    assert [each.band for each in parties_of(found) or []] == [None]


@pytest.mark.parametrize(
    ("parties", "outcome"),
    [
        param([end_user("Foo Harvest")], Outcome.NLR, id="a name"),
        param([consignee("Foo Harvest"), end_user("TBD")], Outcome.UNDETERMINED, id="one of two"),
        param([consignee("Foo Harvest"), end_user("same as consignee")], Outcome.NLR, id="same"),
        param([end_user("same as consignee")], Outcome.UNDETERMINED, id="the same as nobody"),
        param([consignee("Inspur Group Co., Ltd."), end_user("TBD")], Outcome.LICENSE, id="hit"),
    ],
)
def test_one_whom_no_name_tells_leaves_it_open(parties, outcome):
    assert asked(*parties).outcome is outcome


def test_that_there_is_no_intermediate_consignee_says_nothing():
    found = asked(Party(name="none", role=Role.INTERMEDIATE_CONSIGNEE))
    assert found.outcome is Outcome.NLR
    assert screened_line(found, "en") == "parties not named"
