"""Parties as companies on record, with the lists as they are shipped."""

from datetime import date
from decimal import Decimal

import pytest

from ecluse.facts.company import Holding, HowRead
from ecluse.facts.truth import Truth
from ecluse.law.library import DATA, load
from ecluse.law.seats import restricted_seats
from ecluse.screening.party import Party
from ecluse.screening.registry import CompanyRegistry, PartyOnRecord, listed_by
from ecluse.screening.screen import Screener
from ecluse.screening.sdn_tags import read_sdn_tags

LIBRARY = load()
REGISTRY = CompanyRegistry(companies=LIBRARY.companies, data=DATA, bare=LIBRARY.exporters.bare)
RULE_DAY = date(2025, 10, 15)


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener.open(DATA)


def _ask(
    screener: Screener, name: str, on: date = RULE_DAY, registry: CompanyRegistry = REGISTRY
) -> PartyOnRecord | None:
    restricted = restricted_seats(LIBRARY, LIBRARY.register.at(on))
    entries_of = listed_by(screener, registry.rule, on, None, read_sdn_tags(DATA))
    return next(iter(registry.ask(Party(name=name), on, restricted, entries_of)), None)


@pytest.mark.parametrize(
    ("name", "headquarters", "parent"),
    [
        ("HUAWEI INTERNATIONAL PTE. LTD.", "SG", "CN"),
        ("阿里云", "CN", "CN"),
        ("Scaleway", "FR", "FR"),
        ("Amazon Web Services, Inc.", "US", "US"),
        ("Core42 Technology Projects", "AE", "AE"),
    ],
)
def test_a_company_on_record_brings_its_seat_and_its_parents(screener, name, headquarters, parent):
    found = _ask(screener, name)
    assert found is not None
    assert (found.seat.headquarters, found.seat.parent_headquarters) == (headquarters, parent)


@pytest.mark.parametrize(
    "name",
    [
        "Amazon Web Service Partners",
        "Acme",
        "Alibaba Restaurant",
        "Momenta Pizza",
        "Scaleway Berlin",
    ],
)
def test_others_are_not_on_record(screener, name):
    assert _ask(screener, name) is None


def test_nobody_knows_who_stands_behind_a_party_that_is_called_after_a_company_of_china(screener):
    for name in (
        *("Tencent Cloud Singapore", "Alibaba Cloud (Singapore) Private Limited"),
        *(
            "Lenovo Technologies Poland Sp. z o.o.",
            "Huawei Internationl Pte",
            "Tencent Cloud Netherlands B.V.",
            "Lenovo Philippines, Inc.",
            "Unitree Robotics Europe",
        ),
    ):
        found = _ask(screener, name)
        assert found is not None, name
        assert found.seat.house in ("CN", "HK"), name
        assert found.seat.parent_open
        assert (found.seat.headquarters, found.seat.parent_headquarters) == (None, None)
        assert found.affiliation.ownership.reached is Truth.FALSE


def test_nor_behind_one_that_is_called_after_a_company_whose_own_parent_is_there_or_open(screener):
    houses = {
        "TikTok Germany GmbH": "CN",
        "BytePlus Deutschland GmbH": "CN",
        "Aivres Cloud GmbH": "CN",
        "Megaspeed Singapore Pte. Ltd.": None,
        "KAYTUS Deutschland GmbH": None,
    }
    for name, house in houses.items():
        found = _ask(screener, name)
        assert found is not None, name
        assert (found.seat.house, found.seat.parent_open) == (house, True), name
        assert (found.seat.headquarters, found.seat.parent_headquarters) == (None, None)
    free = ("Scaleway Germany GmbH", "Amazon Web Services Deutschland GmbH", "Core42 Cloud GmbH")
    assert [name for name in free if _ask(screener, name) is not None] == []
    assert _ask(screener, "TikTok Bakery Berlin") is None


def test_a_company_that_is_named_beside_a_place_keeps_its_parent(screener):
    for name in ("TikTok Pte. Ltd., Berlin", "c/o Huawei International Pte. Ltd."):
        found = _ask(screener, name)
        assert found is not None, name
        assert found.seat.parent_headquarters == "CN", name


@pytest.mark.parametrize(
    ("name", "reached", "owners"),
    [
        ("Inspur Cloud", Truth.UNKNOWN, ("inspur-group",)),
        ("xFusion", Truth.FALSE, ()),  # sold by Huawei in 2021
        ("Khazna", Truth.FALSE, ()),
        ("Aivres", Truth.FALSE, ("inspur-electronic-information-industry", "inspur-group")),
        ("Enflame", Truth.FALSE, ()),
    ],
)
def test_listed_owners_are_those_of_the_lists(screener, name, reached, owners):
    found = _ask(screener, name)
    assert found is not None
    counted = found.affiliation.ownership
    assert (counted.reached, counted.listed_owners) == (reached, owners)


def test_an_owner_counts_from_the_day_of_its_listing(screener):
    before, after = (_ask(screener, "Inspur Cloud", date(2023, 3, day)) for day in (1, 2))
    assert before is not None
    assert after is not None
    assert before.affiliation.ownership.listed_owners == ()
    assert after.affiliation.ownership.listed_owners == ("inspur-group",)


@pytest.mark.parametrize(("percent", "reached"), [("49", Truth.FALSE), ("50", Truth.TRUE)])
def test_a_user_s_file_settles_a_share(screener, percent, reached):
    row = Holding(
        child="inspur-cloud",
        parent="inspur-group",
        percent=Decimal(percent),
        read=HowRead.GIVEN,
    )
    found = _ask(screener, "Inspur Cloud", RULE_DAY, REGISTRY.with_owners([row]))
    assert found is not None
    assert found.affiliation.ownership.reached is reached
    assert found.affiliation.terms is not None
    assert 4 in found.affiliation.terms.footnotes
