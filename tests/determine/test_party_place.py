"""The place that a party's name says, where no address does."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.party_place import place_in_name, placed
from ecluse.determine.verdict import Outcome
from ecluse.screening.address_country import country_of
from ecluse.screening.address_words import address_words
from ecluse.screening.party import Party, Role

# Names of firms and persons that are called as a country or a city is, and each with its place.
ORDINARY = list(csv.DictReader(Path(__file__).with_name("ordinary_names.csv").open()))
SAID = {
    "Amberfield Robotics, Moscow": "Moscow",
    "Amberfield Robotics (Crimea)": "Crimea",
    "Amberfield Robotics Moscow Branch": "Moscow",
    "Amberfield Robotics, Tehran Branch": "Tehran",
    "Amberfield Robotics, final destination Russia": "final destination Russia",
    "Amberfield Robotics Iran": "Iran",
    "Amberfield Robotics Iran Ltd": "Iran",
    "Amberfield Robotics (Iran) Co., Ltd.": "Iran",
    "Amberfield Robotics (Iran), GmbH & Co. KG": "Iran",
    "Amberfield Robotics North Korea": "North Korea",
    "Amberfield Robotics D.P.R. Korea": "D.P.R. Korea",
    "Amberfield Democratic People's Republic of Korea": "Democratic People's Republic of Korea",
    "Amberfield Robotics Pyongyang North Korea": "North Korea",
    "Amberfield Robotics Russian Federation": "Russian Federation",
    "Amberfield Robotics Syrian Arab Republic": "Syrian Arab Republic",
    "Amberfield Robotics South Sudan": "South Sudan",
    "Amberfield North Korea Branch": "North Korea",
    "Amberfield Jordan Branch": "Jordan",
    "Amberfield Nizhny Novgorod Plant": "Nizhny Novgorod",
    "Amberfield Donetsk Office": "Donetsk",
    "Amberfield, Havana, S.A.": "Havana",
    "Amberfield, Moscow & Kazan": "Moscow & Kazan",
    "Amberfield (China & Vietnam)": "China & Vietnam",
    "Amberfield, Leninsky 1, Moscow +7 495": "Leninsky 1, Moscow +7 495",
    "摩尔电子（北京）有限公司": "北京",
    "Tverskaya 1, Moscow, Russia": "Moscow, Russia",
    "ul. Kirova 12, Simferopol": "Simferopol",
    "摩尔电子（北京）": "北京",
    # A country at either end, and in another script than the Latin one a city too.
    "Bank of China": "China",
    "Air China": "China",
    "Juan Cuba": "Cuba",  # a person's name, and nothing says so
    "Siemens China GmbH": "China",
    "New China Logistics": "China",
    "Amberfield Iran Trading": "Iran",
    "ООО Москва Чип": "Москва",
    "テヘラン大学": "テヘラン",
    "Cuba Amberfield": "Cuba",
    "Amberfield Crimea": "Crimea",
    "Donetsk Steelworks": "Donetsk",
    "西门子中国": "中国",
    "北京某某科技有限公司": "北京",
    "日立ロシア": "ロシア",
    "삼성 중국": "중국",
    "دانشگاه تهران": "تهران",
    "شركة النور كوبا": "كوبا",
    "אמברפילד איראן": "איראן",
}
ORDINARY_NAMES = 100
NOT_SAID = (
    *("University of Georgia", "Amberfield Robotics", "Amberfield (Holding) GmbH", "Jordan"),
    *("中国電力株式会社", "北京飯店", "이란성 쌍둥이", "シリアル食品", "University of Tehran"),
    *("Amberfield, Inc.", "Moscow Mule Bars GmbH", "Amberfield, Atlanta, Georgia", ""),
)


def test_a_place_is_found_where_a_name_says_one() -> None:
    assert {name: place_in_name(name) for name in SAID} == SAID
    said = {row["said"]: row["place"] for row in ORDINARY}
    assert {name: place_in_name(name) for name in said} == said


def test_no_place_is_made_up() -> None:
    ordinary = [row["name"] for row in ORDINARY]
    assert len(ordinary) >= ORDINARY_NAMES
    assert not [name for name in (*NOT_SAID, *ordinary) if place_in_name(name) is not None]


def test_a_country_at_a_names_end_is_the_one_that_its_words_name() -> None:
    for country in ("North Korea", "D.P.R. Korea", "South Sudan", "Russian Federation"):
        place = place_in_name(f"Amberfield Robotics {country}")
        assert place is not None
        assert country_of(place) == country_of(f"Main St 1, {country}") != country_of("Korea")
        assert country_of(place) in address_words().name_end


def test_an_address_that_is_given_stays() -> None:
    party = Party(name="Amberfield Robotics, Shanghai", address="Main St 1, Berlin, Germany")
    assert placed(party) == party


def test_who_ends_with_a_country_under_an_embargo_sits_there_too() -> None:
    berlin = "Main St 1, Berlin, Germany"
    for name, seat in (
        *(("Amberfield Iran", "IR"), ("Amberfield (Syria) Ltd", "SY"), ("Amberfield, Cuba", "CU")),
        *(("Amberfield, Moscow", "RU"), ("Amberfield Iran Trading GmbH", "IR")),
        *(("Amberfield China", None), ("Jakub Kuba", None), ("Syria Müller", None)),
        *(("Amberfield IR", None), ("Embassy of Iran", "IR"), ("Embassy of Japan in Iran", "IR")),
    ):
        party = Party(name=name, address=berlin)
        assert placed(party) == replace(party, body_of=seat), name
    there = Party(name="Friends of Persia, Iran", address="Iran, Tehran")
    assert placed(there) == there


def test_a_branch_sits_where_its_house_does_wherever_it_lies() -> None:
    singapore = "1 Raffles Place, Singapore"
    for name, seat in (
        *(("Bank of China Singapore Branch", "CN"), ("Bank of China, Singapore Branch", "CN")),
        *(("Amberfield (China) Ho Chi Minh Branch", "CN"), ("Air China Warsaw Office", "CN")),
        *(("Amberfield China Branch", None), ("Bank of China Singapore", None)),
        *(("DBS Bank Taiwan Branch", None), ("OCBC China Square Branch", None)),
        *(("National Library Cuba Street Branch", None), ("Hotel China Singapore Branch", None)),
    ):
        party = Party(name=name, address=singapore)
        assert placed(party) == replace(party, body_of=seat), name
    assert place_in_name("Bank of China Singapore") == "China"
    assert place_in_name("Bank of Taiwan Singapore") is None


@pytest.mark.parametrize(
    ("party", "outcome"),
    [
        (Party(name="Amberfield Robotics (Russia)", role=Role.END_USER), Outcome.UNDETERMINED),
        (Party(name="Amberfield North Korea", role=Role.END_USER), Outcome.UNDETERMINED),
        (Party(name="Amberfield South Korea", role=Role.END_USER), Outcome.NLR),
        (Party(name="Importeur SA Teheran", role=Role.END_USER), Outcome.UNDETERMINED),
        (Party(name="Importeur SA", role=Role.END_USER), Outcome.NLR),
        (Party(name="Amberfield, Sevastopol", role=Role.ULTIMATE_CONSIGNEE), Outcome.UNDETERMINED),
        (Party(name="Amberfield Robotics (Russia)", role=Role.PURCHASER), Outcome.NLR),
        (Party(name="Amberfield Robotics (Japan)", role=Role.END_USER), Outcome.NLR),
    ],
)
def test_where_a_name_places_who_receives_or_uses_is_decided_too(
    party: Party, outcome: Outcome
) -> None:
    assert ask("T4", to="DE", on="2026-03-01", parties=[party]).outcome is outcome
