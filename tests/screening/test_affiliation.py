"""Listed owners of the companies on record, and the terms that they pass on."""

from datetime import date
from decimal import Decimal

from ecluse.facts.company import Companies, Company, Holding, HowRead
from ecluse.facts.read_companies import read_companies
from ecluse.facts.truth import Truth
from ecluse.law.library import DATA
from ecluse.screening.affiliates import affiliates_rule
from ecluse.screening.affiliation import Affiliation, affiliation
from ecluse.screening.entry import Entry, EntryPolicy, ItemsCovered

RULE = affiliates_rule(DATA)
SHIPPED = read_companies(DATA)
DAY = date(2025, 10, 15)


def _entry(key: str, code: str = "EL", *footnotes: int) -> Entry:
    return Entry(
        key=key,
        digest="",
        list=code,
        names=(key,),
        footnotes=frozenset(footnotes),
        items=ItemsCovered.ALL,
        policy_read=EntryPolicy.PRESUMPTION_OF_DENIAL,
    )


LISTED = {
    "inspur-group": [_entry("inspur-group", "EL", 4)],
    "huawei-technologies": [_entry("huawei-technologies", "EL", 1)],
    "sugon": [_entry("sugon", "EL", 4), _entry("sugon", "MEU")],
}


def _of(key: str, companies: Companies = SHIPPED) -> Affiliation:
    company = companies.company(key, DAY)
    assert company is not None
    return affiliation(company, companies, DAY, RULE, lambda owner: LISTED.get(owner.key, ()))


def test_the_lists_are_those_of_supplement_8():
    assert RULE.lists == {"EL", "MEU", "SDN"}


def test_a_unit_of_a_listed_company_of_which_no_share_is_known_stays_open():
    found = _of("huawei-cloud-singapore")
    assert found.ownership.reached is Truth.UNKNOWN
    assert found.ownership.listed_owners == ("huawei-technologies",)
    assert found.terms is not None
    assert found.terms.footnotes == {1}


def test_a_minority_share_of_a_listed_company_is_a_red_flag_alone():
    found = _of("hygon")
    assert (found.ownership.reached, found.ownership.percent) == (Truth.FALSE, Decimal("27.96"))
    assert found.ownership.red_flag
    assert found.terms is not None
    assert found.terms.lists == {"EL", "MEU"}


def test_a_us_company_under_a_listed_one_is_not_reached_itself():
    found = _of("aivres")
    assert found.ownership.domestic
    assert found.ownership.reached is Truth.FALSE
    assert found.ownership.red_flag


def test_a_company_without_a_listed_owner_takes_no_terms():
    found = _of("khazna")
    assert (found.ownership.reached, found.terms) == (Truth.FALSE, None)


def test_a_user_s_file_of_owners_decides():
    row = Holding(
        child="huawei-cloud-singapore",
        parent="huawei-technologies",
        percent=Decimal(100),
        read=HowRead.GIVEN,
    )
    found = _of("huawei-cloud-singapore", SHIPPED.with_holdings([row]))
    assert found.ownership.reached is Truth.TRUE


def test_only_owners_are_looked_up():
    asked: list[str] = []

    def entries_of(owner: Company) -> tuple[Entry, ...]:
        asked.append(owner.key)
        return ()

    company = SHIPPED.company("inspur-taiwan", DAY)
    assert company is not None
    affiliation(company, SHIPPED, DAY, RULE, entries_of)
    assert asked == ["inspur-group"]
