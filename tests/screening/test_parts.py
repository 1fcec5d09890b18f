"""A listed name in a cell that says more: its address, another firm, who is to be asked for."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from ecluse.law.data_home import SHIPPED
from ecluse.screening.lists import open_lists
from ecluse.screening.match import Band
from ecluse.screening.name_words import scoring
from ecluse.screening.parts import address_parts, asked_parts
from ecluse.screening.party import Party
from ecluse.screening.screen import Screener

FIRM = "Nordlicht Rechenzentrum Betreiber AG"
ROOM = "Room 305, Building 1, No. 170 Zihai Road, Minhang District, Shanghai, China"
PATTERNS: dict[str, Callable[[str, str], str]] = {
    "own address": lambda name, address: f"{name}, {address}",
    "firm, newline": lambda name, _: f"{FIRM}\n{name}",
    "firm, comma": lambda name, _: f"{FIRM}, {name}",
    "firm, dash": lambda name, _: f"{FIRM} - {name}",
    "firm and": lambda name, _: f"{FIRM} and {name}",
    "firm obo": lambda name, _: f"{FIRM} obo {name}",
    "firm d/b/a": lambda name, _: f"{FIRM} d/b/a {name}",
    "subsidiary of": lambda name, _: f"{FIRM}, subsidiary of {name}",
    "a division of": lambda name, _: f"{FIRM}, a division of {name}",
    "firm for": lambda name, _: f"{FIRM} for {name}",
    "firm pour": lambda name, _: f"{FIRM}, pour {name}",
    "via": lambda name, _: f"{name} via {FIRM}",
    "through": lambda name, _: f"{FIRM} through {name}",
    "im Auftrag von": lambda name, _: f"{FIRM} im Auftrag von {name}",
    "pour le compte de": lambda name, _: f"{FIRM} pour le compte de {name}",
    "Attn before": lambda name, _: f"Attn: Hans Gruber, {name}",
    "Attn after": lambda name, _: f"{name} Attn: Hans Gruber",
    "telephone": lambda name, _: f"{name} Tel +49 30 1234 Fax +49 30 1235",
    "branch": lambda name, _: f"{name} Rotterdam Branch",
    "department": lambda name, _: f"{name} Purchasing Department",
    "factory": lambda name, _: f"{name} No. 2 Factory",
    "warehouse": lambda name, _: f"{name} Warehouse 3",
    "vendor number": lambda name, _: f"100023445 {name}",
    "in brackets": lambda name, _: f"{name} [V-20391-CN]",
    "Messrs.": lambda name, _: f"Messrs. {name}",
    "Buyer": lambda name, _: f"Buyer: {name}",
    "sixth of six": lambda name, _: f"Amber; Bergamo; Corvina; Dunmore; Eastlake; {name}",
}
Sample = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener.open(SHIPPED)


@pytest.fixture(scope="module")
def listed() -> Sample:
    """Forty entries: the key, the name, an address."""
    entries = [
        entry
        for entry in open_lists(SHIPPED).entries
        if entry.list == "EL" and not entry.is_address and entry.removed is None
    ]
    chosen = random.Random(12).sample(entries, 40)
    return [(entry.key, entry.names[0], (*entry.addresses, ROOM)[0]) for entry in chosen]


@pytest.mark.parametrize("country", [None, "DE"])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_listed_name_is_found_in_a_cell_that_says_more(screener, listed, pattern, country):
    none = []
    for key, name, address in listed:
        text = PATTERNS[pattern](name, address)
        found = {match.entry for match in screener.matches(Party(name=text, country=country))}
        if key not in found:
            none.append(text)
    print(f"{pattern}: {len(none)} of {len(listed)} are none")
    assert none == []


@pytest.mark.parametrize(
    "name",
    [
        "Amberfield; Electronics",
        "Amberfield | International",
        "Amberfield; Industry",
        "Deutsche Telekom AG, Attn: Purchasing Department",
        "Equinix Germany GmbH, Amsterdam Branch",
        "Ericsson AB; Torshamnsgatan 21; Stockholm, Sweden",
        "Tata Consultancy Services, Mumbai, Maharashtra",
        "Saudi Aramco, Dhahran, Saudi Arabia",
        "University of Cambridge, Department of Computer Science and Technology",
    ],
)
def test_places_and_usual_words_of_a_cell_name_nobody(screener, name):
    assert screener.matches(Party(name=name)) == ()


def test_a_trade_alone_names_nobody_behind_another_name(screener):
    assert screener.matches(Party(name="Delta Air Lines via Cargo GmbH")) == ()
    for text in ("Delta Air Lines via Sugon GmbH", "Cargo GmbH", "Delta via Cargo Service LLC"):
        assert any(match.band is Band.HIT for match in screener.matches(Party(name=text))), text


def test_whom_a_party_stands_for_is_asked_by_an_acronym_too(screener):
    for text in ("Amberfield GmbH for YMTC", "Amberfield for NUDT", "YMTC via Amberfield GmbH"):
        assert any(match.band is Band.HIT for match in screener.matches(Party(name=text))), text
    for text in ("Center for Advanced Study", "CENTER FOR HEALTH", "General Company for Grain"):
        assert [part.text for part in asked_parts(text)] == [text], text


def test_another_country_lowers_a_review_no_further(screener):
    for name, country in (("Megvi Tech", "PL"), ("Hikvison Digital", "SG")):
        alone = screener.matches(Party(name=name))
        assert alone
        there = screener.matches(Party(name=name, country=country))
        assert {match.entry for match in there} == {match.entry for match in alone}
        assert all(match.score >= scoring()["review_from"] for match in there)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("Sugon, Haidian District, Beijing", True),
        ("c/o Huawei Technologies Co., Ltd.\nBantian, Shenzhen", True),
        ("36 Zhongguancun Road, Sugon, Beijing", False),  # a street may be named so
        ("Haidian District, Beijing, China", False),
        ("Mumbai, Maharashtra", False),
        ("Rotterdam", False),
    ],
)
def test_a_listed_name_before_the_number_of_an_address_is_a_review(screener, address, found):
    bands = {match.band for match in screener.matches(Party(name="Nordlicht", address=address))}
    assert bands == ({Band.REVIEW} if found else set())


def test_every_part_is_asked_once_and_all_of_them():
    names = [f"Firm{chr(97 + place)}" for place in range(20)]
    assert [part.text for part in asked_parts("; ".join(names))[1:]] == names
    assert [part.text for part in asked_parts("Acme；Bolt，Corvina、Dunmore")[1:]] == [
        "Acme",
        "Bolt",
        "Corvina",
        "Dunmore",
    ]
    assert [part.text for part in asked_parts("Acme Ltd., Acme")] == [
        "Acme Ltd., Acme",
        "Acme Ltd.",
    ]
    assert address_parts("5 Sugon Road") == ()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("Luanda, Angola", False),
        ("Lviv, Ukraine", False),
        ("Vienna, Austria", False),
        ("Sugon, Vienna, Austria", True),
        ("VTB Bank, Kyiv, Ukraine", True),
    ],
)
def test_the_country_of_an_address_names_nobody(screener, address, found):
    assert bool(screener.matches(Party(name="Quillon", address=address))) is found
