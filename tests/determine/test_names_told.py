"""Which names of parties are looked at: armed forces, places, listed firms; and which are not."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.party_place import placed, without_cleared_body
from ecluse.determine.party_seats import countries_said, may_lie_in, regions_said
from ecluse.determine.verdict import Outcome
from ecluse.law.library import load
from ecluse.screening.address_city import cities
from ecluse.screening.address_words import address_words
from ecluse.screening.clearance import Clearance, Clearances
from ecluse.screening.match import Band
from ecluse.screening.of_no_list import STATE_BODY
from ecluse.screening.party import Party, Role
from ecluse.screening.screen import Screener
from ecluse.screening.state_body import country_of_body, country_of_mission

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


def _asked(name: str, country: str | None, *cleared: Clearance) -> Outcome:
    party = Party(name=name, country=country, role=Role.END_USER)
    on_file = Clearances.made(*cleared)
    return ask("T4", to="DE", on="2026-09-01", parties=[party], clearances=on_file).outcome


def test_the_place_that_is_said_stands_beside_the_state_of_a_body() -> None:
    said = Party(name="Armed Forces of Armenia", country="RU")
    assert countries_said(placed(said)) == ("RU", "AM")
    named = placed(Party(name="Royal Cambodian Army, Tehran"))
    assert (named.address, named.body_of) == ("Tehran", "KH")
    assert {"IR", "KH"} <= set(may_lie_in(named))


def test_two_persons_clear_a_body_and_its_seat_and_no_other_place() -> None:
    def cleared(name: str, second: str | None, day: date = date(2026, 8, 1)) -> Clearance:
        return Clearance(
            name=name,
            entry=STATE_BODY,
            digest=STATE_BODY,
            by="Anna",
            approved_by=second,
            day=day,
            because="a shop",
        )

    shop, bare = "Royal Cambodian Army, Tehran", "Royal Cambodian Army Surplus"
    assert _asked(bare, "DE", cleared(bare, "Bert")) is Outcome.NLR
    assert _asked(shop, None, cleared(shop, "Bert")) is Outcome.UNDETERMINED
    party = placed(Party(name=bare, country="DE"))
    for second, day, states in (
        ("Bert", date(2026, 8, 1), ("DE",)),
        (None, date(2026, 8, 1), ("DE", "KH")),
        ("Bert", date(2026, 9, 2), ("DE", "KH")),
    ):
        on_file = Clearances.made(cleared(bare, second, day))
        left = without_cleared_body(party, on_file, date(2026, 9, 1))
        assert countries_said(left) == states


def test_a_name_that_a_list_has_is_a_hit_whatever_body_it_may_be_too() -> None:
    screener = Screener.open(load().folder)
    listed = (
        *("RUSAT", "Rusat GmbH", "SHAF", "SER Inc.", "MEDIC", "GAN", "NICA", "ALSA Company"),
        "FUERZAS ARMADAS REVOLUCIONARIAS DE COLOMBIA",
        "NS Champion LLC",
    )

    def hit(name: str) -> bool:
        met = screener.matches(placed(Party(name=name)))
        return any(match.band is Band.HIT for match in met)

    assert [name for name in listed if not hit(name)] == []


def test_a_short_name_of_a_force_counts_in_capitals_and_alone() -> None:
    forces = {"PLA": "CN", "P.L.A.": "CN", "FSB": "RU", "ФСБ": "RU", "KPA": "KP", "PLA (DE)": "CN"}
    assert {name: country_of_body(name) for name in forces} == forces
    others = ("Pla", "FSB Technology Ltd", "Unit 6139", "Unit 613980", "Republic of China Army")
    assert not [name for name in others if country_of_body(name) is not None]


def test_a_body_keeps_its_state_beside_every_country_but_that_of_a_namesake() -> None:
    states = {
        "PLA Eastern Theater Command Taiwan Strait Base": "CN",
        "Beijing Public Security Bureau, Taiwan Affairs Office": "CN",
        "Beijing Public Security Bureau Vietnam Section": "CN",
        "Public Security Bureau of Vietnam": "VN",
        "Public Security Bureau Iran": "IR",
        "Western Theater Command Kazakhstan Border": "CN",
        "Central Military Commission, North Korea": "KP",
        "Chinese Armed Forces Republic of Korea Office": "CN",
        "GRU Southern Military District Sweden": "RU",
        "Main Intelligence Directorate Germany": "RU",
        "Main Intelligence Directorate of Ukraine": None,
        "Ukrainian Main Intelligence Directorate": None,
        "Republic of China Army": None,
        "Armed Forces of Ukraine": None,
    }
    assert {name: country_of_body(name) for name in states} == states


def test_a_body_is_told_in_either_spelling_and_by_the_country_that_it_deals_with() -> None:
    bodies = {
        "Eastern Theatre Command Taiwan": "CN",
        "Eastern Theater Command Taiwan": "CN",
        "National University of Defence Technology Training Centre": "CN",
        "National Defence Academy of China": "CN",
        "Ethiopian Defence Industry": "ET",
        "Ministry of Public Security, Taiwan Affairs Office": "CN",
        "Ministry of State Security Germany Desk": "CN",
        "Ministry of Public Security of Taiwan": None,
        "Ministry of State Security, Germany": None,
        "Theatre Royal Drury Lane": None,
        "Royal Shakespeare Theatre Commanding Heights": None,
        "Polish Armed Forces Training Centre": None,
    }
    assert {name: country_of_body(name) for name in bodies} == bodies
    offices = {
        "State Council Taiwan Affairs Office": "CN",
        "Hong Kong and Macao Affairs Office": "CN",
        "Organisation Department of the Central Committee": "CN",
        "Russian Trade Mission Warsaw": "RU",
        "国务院台湾事务办公室": "CN",
        "Swedish Trade Mission": None,
        "Taiwan Foundation for Democracy": None,
        "Organisation Design Centre": None,
    }
    assert {name: country_of_mission(name) for name in offices} == offices


def test_a_body_of_a_free_state_is_no_hit_of_its_namesake() -> None:
    screener = Screener.open(load().folder)

    def is_hit(name: str, **said: str) -> bool:
        met = screener.matches(Party(name=name, **said))
        return any(match.band is Band.HIT for match in met)

    security, home = "State Security Department", "Ministry of Home Affairs"
    assert not is_hit(security, address="T. Kosciuskos g. 36, Vilnius, Lithuania")
    assert not is_hit(security, country="LT")
    assert is_hit(security)  # North Korea's
    assert is_hit(security, country="SG")  # which has none of that name
    assert is_hit(security, country="KP")
    assert is_hit(security, country="LT", address="Pyongyang, North Korea")
    assert not is_hit(f"{home}, Singapore")
    assert not is_hit("Ministry of Defence of the Republic of Latvia", country="LV")
    assert is_hit(home, country="MM")  # Myanmar's is on the Entity List
    assert is_hit(home)
    assert is_hit(home, country="SG", address="Naypyidaw, Myanmar")


def test_a_ship_of_one_word_is_met_by_a_name_that_says_no_company() -> None:
    screener = Screener.open(load().folder)

    def ships(name: str) -> set[str | None]:
        met = screener.matches(Party(name=name))
        return {screener.entry(match.entry).type for match in met} & {"Vessel", "Aircraft"}

    assert ships("ADRIAN DARYA 1") == ships("MV Adrian Darya 1") == {"Vessel"}
    assert ships("Adrian Darya 1 Machine Tools") == {"Vessel"}  # all of a name of several words
    assert ships("Ebano") == ships("MV Ebano IMO 9299719") == ships("Master of Ebano") == {"Vessel"}
    assert not ships("Ebano GmbH")
    assert not ships("Ebano Machine Tools")


def test_each_country_of_d5_or_in_doubt_there_has_names_cities_bodies_and_embassies() -> None:
    library = load()
    group = library.latest_law.groups["D5"]
    assert group.members
    assert group.doubtful == {"ET"}
    seats = {*group.members, *group.doubtful, "MO"}
    ends = {code for code in address_words().name_end if code.isupper()}
    english = {code: library.countries.by_code[code].en for code in ends}
    assert seats <= ends
    assert seats <= {countries.split()[0] for countries in cities().city.values()}
    forces = {code: country_of_body(f"Armed Forces of {english[code]}") for code in seats}
    assert forces == {code: code for code in seats}
    missions = {code: country_of_mission(f"Embassy of {english[code]}") for code in ends}
    assert missions == {code: code for code in ends}
