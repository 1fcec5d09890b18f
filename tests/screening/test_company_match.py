"""A company on record by its name, and what its row may fill in."""

from datetime import date

import pytest

from ecluse.facts.company import Companies, Company, HowRead
from ecluse.law.library import load
from ecluse.screening.company_facts import SeatFacts, contradicts, seat_facts
from ecluse.screening.company_match import CompanyMatch, CompanyNames

DAY = date(2026, 6, 1)
RESTRICTED = frozenset({"CN", "HK", "MO", "RU"})
COMPANIES = Companies(
    companies=(
        Company(
            key="apple",
            name="Apple Inc.",
            names=("苹果",),
            headquarters="US",
            ultimate_parent="apple",
            read=HowRead.SECONDARY,
            source="a table",
        ),
        Company(
            key="quanta",
            name="Quanta Computer Inc.",
            names=("Quanta", "Quanta Cloud"),
            headquarters="TW",
            identifiers=("5493-00ABC",),
            read=HowRead.SECONDARY,
            source="a table",
        ),
        Company(key="top", name="Top Holding", headquarters="CN", read=HowRead.OPENED, source="f"),
        Company(
            key="shop",
            name="Shop Pte. Ltd.",
            headquarters="SG",
            parent="middle",
            read=HowRead.OPENED,
            source="a filing",
        ),
        Company(key="middle", name="Middle", headquarters="SG", parent="top", read=HowRead.OPENED),
        Company(key="lambda", name="Lambda", headquarters="US", read=HowRead.OPENED),
        Company(key="cloudy", name="Cloudy", headquarters="SG", read=HowRead.MEMORY),
        Company(
            key="murky",
            name="Murky",
            headquarters="SG",
            parent_disputed=True,
            read=HowRead.SECONDARY,
            source="the press",
        ),
        Company(key="one", name="Two Names", read=HowRead.OPENED),
        Company(key="two", name="Two Names Ltd", read=HowRead.OPENED),
        Company(
            key="moved",
            name="Moved Ltd",
            headquarters="CN",
            until=date(2026, 6, 1),
            read=HowRead.OPENED,
        ),
        Company(
            key="moved",
            name="Moved Ltd",
            headquarters="SG",
            since=date(2026, 6, 1),
            read=HowRead.OPENED,
        ),
    )
)
NAMES = CompanyNames(COMPANIES, load().exporters.bare)


def _found(name: str, on: date = DAY, identifier: str | None = None) -> CompanyMatch:
    match = NAMES.named(name, on, identifier)
    assert match is not None
    return match


def _seat(name: str, on: date = DAY) -> SeatFacts:
    return seat_facts(_found(name, on), COMPANIES, on, RESTRICTED)


@pytest.mark.parametrize(
    ("name", "key", "sure"),
    [
        ("Apple Inc.", "apple", True),
        ("APPLE,  INC", "apple", True),
        ("Apple", "apple", True),
        ("苹果", "apple", False),
        ("Apple Ltd", "apple", False),
        ("Quanta", "quanta", False),
        ("Quanta Cloud", "quanta", True),
        ("Quanta Ltd", "quanta", False),
        ("Quanta Computer", "quanta", True),
        ("Shop", "shop", True),
        ("Lambda", "lambda", False),
    ],
)
def test_a_company_is_sure_by_its_name_and_by_another_of_several_words(name, key, sure):
    match = _found(name)
    assert (match.company.key, match.sure) == (key, sure)


@pytest.mark.parametrize("name", ["Aple Inc.", "Apple Computer", "Apple Singapore Ltd", "", "…"])
def test_a_name_that_is_merely_near_names_nobody(name):
    assert NAMES.named(name, DAY) is None


def test_a_name_of_two_companies_names_neither_unless_it_is_written_as_one_of_them():
    assert NAMES.named("Two Names Inc.", DAY) is None
    assert _found("Two Names Ltd").company.key == "two"


def test_an_identifier_names_a_company_whatever_the_name():
    assert _found("廣達", identifier="549300abc").company.key == "quanta"


def test_what_is_filled_in_says_where_it_was_read():
    assert _seat("Shop") == SeatFacts(
        company="Shop Pte. Ltd.",
        headquarters="SG",
        parent="Top Holding",
        parent_headquarters="CN",
        read=HowRead.OPENED,
        source="a filing",
        parent_source="f",
    )


def test_a_namesake_fills_in_nothing_that_may_free():
    assert _seat("Apple Inc.").headquarters == "US"
    assert _seat("Apple Ltd").headquarters is None


def test_a_row_that_was_only_recalled_fills_in_nothing_that_may_free():
    assert _seat("Cloudy").headquarters is None


def test_a_company_at_the_top_has_no_other_parent():
    assert _seat("Apple Inc.").parent is None


def test_a_disputed_parent_stays_unknown():
    assert _seat("Murky").parent_open


def test_headquarters_are_those_of_the_day():
    assert _seat("Moved", date(2026, 5, 31)).headquarters == "CN"
    assert _seat("Moved", date(2026, 6, 1)).headquarters == "SG"


def test_two_statements_that_differ_are_a_red_flag():
    assert contradicts("SG", "CN")
    assert not contradicts(None, "CN")
    assert not contradicts("CN", "CN")
