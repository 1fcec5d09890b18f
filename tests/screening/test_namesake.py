"""A party that is surely a company on record which no list has."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest import param

from ecluse.law.release import open_release
from ecluse.screening.match import Band
from ecluse.screening.namesake import seat_on_record, unlisted_company
from ecluse.screening.party import Party
from ecluse.screening.screen import Screener


def nobody(name: str, country: str) -> bool:
    del name, country
    return False


@pytest.fixture(scope="module")
def folder() -> Path:
    return open_release().data


@pytest.mark.parametrize(
    ("party", "key"),
    [
        param(Party(name="NEC Corporation", country="JP"), "nec", id="its own name, where it sits"),
        param(Party(name="Thales", country="FR"), "thales", id="without its legal form"),
        param(Party(name="NEC Corporation", address="Tokyo, Japan"), "nec", id="by its address"),
        param(Party(name="NEC Corporation"), None, id="nobody says where"),
        param(Party(name="NEC Corporation", country="IR"), None, id="elsewhere"),
        param(Party(name="Thale", country="FR"), None, id="another word"),
        param(Party(name="Thales Trading", country="FR"), None, id="more than its name"),
        param(Party(name="AMD", country="US"), None, id="an acronym, which others have too"),
        param(Party(name="Apple Ltd", country="US"), None, id="another legal form"),
        param(Party(name="NEC Corporation", country="JP", identifier="1"), None, id="a number"),
    ],
)
def test_who_is_surely_an_unlisted_company(folder: Path, party: Party, key: str | None) -> None:
    company = unlisted_company(party, folder, nobody)
    assert (None if company is None else company.key) == key


def test_a_company_one_of_whose_names_is_listed_frees_nobody(folder: Path) -> None:
    party = Party(name="NEC Corporation", country="JP")
    assert unlisted_company(party, folder, lambda name, _: name == "NEC") is None


@pytest.mark.parametrize(
    ("name", "country"),
    [
        param("Inspur Cloud Information Technology Co., Ltd.", "CN", id="of a listed parent"),
        param("Inspur Systems, Inc.", "US", id="of a listed owner's"),
    ],
)
def test_a_company_of_a_listed_house_is_not_freed(folder: Path, name: str, country: str) -> None:
    party = Party(name=name, country=country)
    assert unlisted_company(party, folder, nobody) is not None  # it stands on no list itself
    assert unlisted_company(party, folder, lambda name, _: name == "Inspur Group") is None
    assert Screener.open(folder).matches(party)


def test_a_company_above_which_nobody_is_listed_is_freed(folder: Path) -> None:
    assert not Screener.open(folder).matches(Party(name="NEC Corporation", country="JP"))


@pytest.mark.parametrize(
    ("party", "seat"),
    [
        param(Party(name="NEC Corporation"), "JP", id="nobody says where it is"),
        param(Party(name="NEC Corporation", country="IR"), None, id="it is said to be elsewhere"),
        param(Party(name="AMD"), None, id="an acronym, which others have too"),
        param(Party(name="NEC Corporation", identifier="1"), None, id="a number"),
    ],
)
def test_where_an_unlisted_company_sits(folder: Path, party: Party, seat: str | None) -> None:
    assert seat_on_record(party, folder, nobody) == seat
    assert seat_on_record(party, folder, lambda name, _: name == "NEC") is None


def test_a_short_alias_in_the_whole_name_of_a_company_on_record_is_no_review(folder: Path) -> None:
    """ "ASE" is an alias of a company of Iran, "42" of a person."""
    screener = Screener.open(folder)
    for name in ("ASE Technology Holding Co., Ltd.", "Group 42 Holding Ltd", "42 Holding"):
        assert not screener.matches(Party(name=name)), name
    (met,) = screener.matches(Party(name="ASE Holding"))  # nobody on record is called so
    assert met.band is Band.REVIEW
