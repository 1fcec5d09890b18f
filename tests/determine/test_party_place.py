"""The place that a party's name says, where no address does."""

from __future__ import annotations

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.party_place import place_in_name, placed
from ecluse.determine.verdict import Outcome
from ecluse.screening.party import Party, Role

SAID = {
    "Amberfield Robotics, Moscow": "Moscow",
    "Amberfield Robotics (Crimea)": "Crimea",
    "Amberfield Robotics Moscow Branch": "Moscow",
    "Amberfield Robotics, Tehran Branch": "Tehran",
    "Amberfield Robotics, final destination Russia": "final destination Russia",
    "Amberfield Robotics Iran": "Iran",
    "Tverskaya 1, Moscow, Russia": "Moscow, Russia",
    "ul. Kirova 12, Simferopol": "Simferopol",
    "摩尔电子（北京）": "北京",
}
NOT_SAID = (
    *("University of Georgia", "Amberfield Robotics", "Amberfield (Holding) GmbH", "Jordan"),
    *("Amberfield, Inc.", "Moscow Mule Bars GmbH", "Amberfield, Atlanta, Georgia", ""),
)


def test_a_place_is_found_where_a_name_says_one() -> None:
    assert {name: place_in_name(name) for name in SAID} == SAID


def test_no_place_is_made_up() -> None:
    assert not [name for name in NOT_SAID if place_in_name(name) is not None]


def test_an_address_that_is_given_stays() -> None:
    party = Party(name="Amberfield Robotics, Moscow", address="Main St 1, Berlin, Germany")
    assert placed(party) == party


@pytest.mark.parametrize(
    ("party", "outcome"),
    [
        (Party(name="Amberfield Robotics (Russia)", role=Role.END_USER), Outcome.UNDETERMINED),
        (Party(name="Amberfield, Sevastopol", role=Role.ULTIMATE_CONSIGNEE), Outcome.UNDETERMINED),
        (Party(name="Amberfield Robotics (Russia)", role=Role.PURCHASER), Outcome.NLR),
        (Party(name="Amberfield Robotics (Japan)", role=Role.END_USER), Outcome.NLR),
    ],
)
def test_where_a_name_places_who_receives_or_uses_is_decided_too(
    party: Party, outcome: Outcome
) -> None:
    assert ask("T4", to="DE", on="2026-03-01", parties=[party]).outcome is outcome
