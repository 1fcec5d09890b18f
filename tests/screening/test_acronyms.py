"""A short name is enough to be taken for a concern only where it is nobody else's: both sides."""

from __future__ import annotations

import pytest

from ecluse.facts.company import Companies, Company, HowRead
from ecluse.screening import keys
from ecluse.screening.acronyms import _spells, family_acronyms, sole_acronyms
from ecluse.screening.entry import Entry

NOBODY = Companies()
YANGTZE = ("Yangtze Memory Technologies Corp", "YMTC")


def entry(*names: str, country: str = "CN", **more: object) -> Entry:
    key = names[0]
    return Entry(key=key, digest=key, list="", names=names, countries=(country,), **more)


def named(entries: list[Entry]) -> list[tuple[int, keys.NameForm]]:
    return [(number, form) for number, one in enumerate(entries) for form in keys.forms_of(one)]


def sole(*entries: Entry, companies: Companies = NOBODY) -> frozenset[str]:
    return sole_acronyms(named([*entries]), [*entries], companies)


def test_an_acronym_of_one_entry_is_its_own() -> None:
    assert sole(entry(*YANGTZE)) == {"ymtc"}


def test_an_acronym_that_another_entry_goes_by_is_of_no_one() -> None:
    other = entry("Yellow Mountain Trading Company of Hefei", "YMTC")
    assert sole(entry(*YANGTZE), other) == frozenset()


def test_entries_that_share_a_longer_name_or_a_group_are_one() -> None:
    twin = entry("Yangtze Memory Technologies Corp", "YMTC", country="HK")
    assert sole(entry(*YANGTZE), twin) == {"ymtc"}
    sister = entry("Yangtze Memory Marketing", "YMTC", group="Yangtze")
    assert sole(entry(*YANGTZE), sister) == frozenset()
    assert sole(entry(*YANGTZE, group="Yangtze"), sister) == {"ymtc"}


def test_two_are_one_by_way_of_a_third() -> None:
    """Neither of the two shares a name with the other; each shares one with the third."""
    first, second = entry(*YANGTZE), entry("Wuhan Memory Base", "YMTC")
    third = entry("Yangtze Memory Technologies Corp", "Wuhan Memory Base", "YMTC")
    assert sole(first, second) == frozenset()
    assert sole(first, second, third) == sole(first, third, second) == {"ymtc"}


def test_a_company_on_record_that_goes_by_it_takes_it_away() -> None:
    club = "Youth Media Tennessee Club"
    company = Company(key="other", name=club, names=("YMTC",), read=HowRead.OPENED)
    assert sole(entry(*YANGTZE), companies=Companies(companies=(company,))) == frozenset()


def test_a_short_name_that_spells_no_longer_one_is_no_acronym() -> None:
    assert sole(entry("Yangtze Memory Technologies Corp", "ABCD")) == frozenset()
    assert sole(entry("YMTC")) == frozenset()


def test_the_beginning_of_a_word_is_an_acronym_where_it_is_a_name_of_its_own() -> None:
    assert sole(entry("Rusatom Additive Technologies", "RUSAT")) == {"rusat"}
    assert sole(entry("Elit Limassol (LIMA) Co", "Elit Limassol")) == frozenset()


@pytest.mark.parametrize(
    ("short", "taken"), [("YM", False), ("YMT", True), ("YMTCO", True), ("YMTCOR", False)]
)
def test_an_acronym_has_three_letters_to_five(short: str, *, taken: bool) -> None:
    assert sole(entry("Yangtze Memory Technologies Corp Orient Region", short)) == (
        {short.lower()} if taken else frozenset()
    )


@pytest.mark.parametrize(
    ("short", "words", "spells"),
    [
        ("abc", "able bold cold", True),
        ("abc", "able bold", False),  # of three letters: initials alone
        ("abcd", "able bold cold", True),  # of four: letters inside a word too
        ("abdc", "able bold cold", True),
        ("adbc", "able bold cold", False),  # no word before "bold" holds a "d"
        ("ymtc", "yangtze memory corp", False),
        ("ba", "able bold", False),  # in their order
        ("abcd", "abcd", False),  # which does not hold it
        ("abc", "", False),
    ],
)
def test_what_a_short_name_is_made_of(short: str, words: str, *, spells: bool) -> None:
    assert _spells(short, tuple(words.split())) is spells


# ---- families ----------------------------------------------------------------------------------


def family(count: int, strangers: int = 0, **more: object) -> list[Entry]:
    """So many entries of a group that goes by four letters, one of them by the letters alone."""
    head = entry("China Electronics Technology Corp", "CETC", **more)
    members = [entry(f"CETC Institute {number}", **more) for number in range(1, count)]
    return [head, *members, *(entry(f"CETC {place}", country="DE") for place in range(strangers))]


def families(entries: list[Entry]) -> frozenset[str]:
    return family_acronyms(named(entries), entries)


def test_four_entries_of_one_country_are_a_family_and_three_are_none() -> None:
    assert families(family(4)) == {"cetc"}
    assert families(family(3)) == frozenset()


def test_a_family_is_of_one_country_but_for_a_tenth() -> None:
    assert families(family(9, strangers=1)) == {"cetc"}
    assert families(family(8, strangers=1)) == frozenset()


def test_persons_and_ships_are_no_family() -> None:
    for kind in ("Individual", "Vessel", "Aircraft"):
        assert families(family(4, type=kind)) == frozenset()
    assert families(family(4, type="Entity")) == {"cetc"}


def test_a_family_has_an_entry_whose_initials_it_is() -> None:
    assert families(family(5)[1:]) == frozenset()
