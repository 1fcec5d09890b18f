"""Which names of parties are looked at: armed forces, places, listed firms; and which are not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.party_place import placed
from ecluse.determine.party_seats import may_lie_in, regions_said
from ecluse.determine.verdict import Outcome
from ecluse.law.library import load
from ecluse.screening.address_words import address_words
from ecluse.screening.party import Party, Role
from ecluse.screening.screen import Screener
from ecluse.screening.state_body import country_of_body

# Hostile names, and ordinary firms that are called as a place, a ship or an army is.
TOLD = list(csv.DictReader(Path(__file__).with_name("names_told.csv").open()))
HOSTILE, ORDINARY = 60, 100


def _is_looked_at(row: dict[str, str], screener: Screener) -> bool:
    """Whether a name meets an entry, or says a place where an answer may be less free."""
    party = placed(Party(name=row["name"], address=row["address"] or None))
    strict = address_words().name_end.keys() - {row["to"]}
    return bool(
        screener.matches(party) or regions_said(party) or strict.intersection(may_lie_in(party))
    )


def test_hostile_names_are_looked_at_and_ordinary_ones_are_not() -> None:
    screener = Screener.open(load().folder)
    found = {tuple(row.values())[:3]: _is_looked_at(row, screener) for row in TOLD}
    told = {tuple(row.values())[:3]: row["looked_at"] == "yes" for row in TOLD}
    assert found == told
    assert sum(told.values()) >= HOSTILE
    assert len(told) - sum(told.values()) >= ORDINARY


@pytest.mark.parametrize(
    ("item", "to", "name", "address", "outcome"),
    [
        ("H100", "DE", "PLA Unit 61398", "Hauptstr. 1, 10115 Berlin", Outcome.UNDETERMINED),
        ("T4", "CN", "PLA Unit 61398", None, Outcome.UNDETERMINED),  # § 744.21, where it sits too
        ("T4", "CN", "PLA Filament GmbH", None, Outcome.NLR),
        ("T4", "VN", "Vietnam People's Army", None, Outcome.UNDETERMINED),  # § 744.17
        ("H100", "DE", "Bundeswehr", None, Outcome.NLR),
        ("H100", "DE", "Siemens China", None, Outcome.UNDETERMINED),
        ("H100", "DE", "Siemens China", "Hauptstr. 1, 10115 Berlin", Outcome.NLR),
    ],
)
def test_an_armed_force_has_its_seat_in_its_state_wherever_it_is(
    item: str, to: str, name: str, address: str | None, outcome: Outcome
) -> None:
    party = Party(name=name, address=address, role=Role.END_USER)
    assert ask(item, to=to, on="2025-06-01", parties=[party]).outcome is outcome


def test_a_short_name_of_a_force_counts_in_capitals_and_alone() -> None:
    forces = {"PLA": "CN", "P.L.A.": "CN", "FSB": "RU", "ФСБ": "RU", "KPA": "KP", "PLA (DE)": "CN"}
    assert {name: country_of_body(name) for name in forces} == forces
    others = ("Pla", "FSB Technology Ltd", "Unit 6139", "Unit 613980", "Republic of China Army")
    assert not [name for name in others if country_of_body(name) is not None]


def test_a_ship_is_met_by_a_name_that_says_no_company() -> None:
    screener = Screener.open(load().folder)

    def ships(name: str) -> set[str | None]:
        met = screener.matches(Party(name=name))
        return {screener.entry(match.entry).type for match in met} & {"Vessel", "Aircraft"}

    assert ships("ADRIAN DARYA 1") == ships("MV Adrian Darya 1") == {"Vessel"}
    assert not ships("Adrian Darya 1 GmbH")
    assert not ships("Adrian Darya 1 Machine Tools")
