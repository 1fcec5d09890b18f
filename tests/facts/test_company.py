"""Companies and their owners: days, counts, and every mistake of a table or of a user's file."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ecluse.errors import EcluseError, InputError
from ecluse.facts.company import Companies, Company, Holding, HowRead
from ecluse.facts.read_companies import read_companies, read_owners
from ecluse.law.library import DATA

FIRMS = "key,name,names,headquarters,parent,ultimate_parent,since,until,ids,kind,read,source,note"
OWNERS = "child,parent,percent,since,until,read,source,note"
SHIPPED = read_companies(DATA)
DAY = date(2026, 6, 1)


def _read(folder: Path, firms: str, owners: str = "") -> Companies:
    (folder / "companies").mkdir()
    (folder / "companies/companies.csv").write_text(f"{FIRMS}\n{firms}", "utf-8")
    (folder / "companies/owners.csv").write_text(f"{OWNERS}\n{owners}", "utf-8")
    return read_companies(folder)


def test_a_folder_without_tables_has_no_companies(tmp_path):
    assert read_companies(tmp_path) == Companies()


def test_at_least_120_companies_were_opened_and_few_are_recalled():
    counts = SHIPPED.counts()
    assert counts[HowRead.OPENED] + counts[HowRead.SECONDARY] >= 120
    assert counts[HowRead.MEMORY] <= 40
    assert sum(counts.values()) == len({company.key for company in SHIPPED.companies})


@pytest.mark.parametrize(
    ("key", "headquarters", "top"),
    [
        ("huawei-cloud-singapore", "SG", "huawei-investment-and-holding"),
        ("inspur-taiwan", "TW", "inspur-group"),
        ("scaleway", "FR", "iliad"),
        ("core42", "AE", "g42"),
        ("megaspeed", "SG", None),
        ("firmus", None, "firmus"),
    ],
)
def test_companies_that_matter_have_their_seat_and_their_parent(key, headquarters, top):
    company = SHIPPED.company(key, DAY)
    assert company is not None
    assert (company.headquarters, company.ultimate_parent) == (headquarters, top)


def test_shares_have_their_days():
    def h3c(on: date) -> dict[str, Decimal | None]:
        return {holding.parent: holding.percent for holding in SHIPPED.owners("h3c", on)}

    assert h3c(date(2024, 8, 31)) == {"unisplendour": 51, "hpe": 49}
    assert h3c(date(2024, 9, 1)) == {"unisplendour": 81, "hpe": 19}


def test_a_parent_without_a_share_is_an_owner_of_an_unknown_share():
    owners = SHIPPED.owners("inspur-taiwan", DAY)
    assert [(owner.parent, owner.percent) for owner in owners] == [("inspur-group", None)]


def test_two_rows_of_a_company_hold_on_their_days(tmp_path):
    firms = "a,A,,CN,,,,2025-01-01,,,opened,s,\na,A,,SG,,,2025-01-01,,,,opened,s,\n"
    companies = _read(tmp_path, firms)
    before, after = (companies.company("a", date(year, 12, 31)) for year in (2024, 2025))
    assert before is not None
    assert after is not None
    assert (before.headquarters, after.headquarters) == ("CN", "SG")


@pytest.mark.parametrize(
    ("firms", "owners", "mistakes"),
    [
        pytest.param(
            "A B,A,,cn,,,2025-13-01,,,,opend,,\n",
            "",
            [
                "companies.csv:2): write small letters",
                "companies.csv:2): write the two letters",
                "companies.csv:2): write it as 2025-09-29",
                "companies.csv:2): did you mean 'opened'?",
            ],
            id="cells of a company",
        ),
        pytest.param(
            "a,A,,,b,,,,,,opened,s,\n",
            "a,z,,,,opened,s,\n",
            [
                "no company has the key 'b' (data/companies/companies.csv:2)",
                "no company has the key 'z' (data/companies/owners.csv:2)",
            ],
            id="keys of nobody",
        ),
        pytest.param(
            "a,A,,,,,,,,,memory,,\nb,B,,,,,,,,,memory,,\n",
            "a,b,101,,,memory,,\na,b,half,,,memory,,\na,b,-1,,,memory,,\na,b,nan,,,memory,,\n",
            ["owners.csv:2", "owners.csv:3", "owners.csv:4", "owners.csv:5"],
            id="percentages",
        ),
        pytest.param(
            "a,A,,,,,,,,,memory,,\na,A,,,,,2025-01-01,,,,memory,,\n",
            "",
            ["'a' has two rows for one day (data/companies/companies.csv:3)"],
            id="two rows for one day",
        ),
        pytest.param(
            "a,A,,,,,,2025-01-02,,,memory,,\na,A,,,,,2025-01-01,,,,memory,,\n",
            "",
            ["'a' has two rows for one day (data/companies/companies.csv:3)"],
            id="two rows that overlap by a day",
        ),
        pytest.param(
            "a,A,,,,,2025-01-02,2025-01-02,,,memory,,\n",
            "",
            ["it ends on 2025-01-02, which is not after its first day 2025-01-02"],
            id="no day at all",
        ),
        pytest.param("a,A\n", "", ["a row of 2 cells, not 13"], id="a row cut short"),
    ],
)
def test_every_mistake_of_the_tables_is_told_at_once(tmp_path, firms, owners, mistakes):
    with pytest.raises(EcluseError) as raised:
        _read(tmp_path, firms, owners)
    told = [str(each) for each in raised.value.mistakes]
    assert len(told) == len(mistakes)
    assert [
        mistake for mistake, line in zip(mistakes, told, strict=True) if mistake not in line
    ] == []


def test_a_user_s_owners_are_read_with_keys_where_they_are_on_record(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("child,parent,percent,since,until,source\nShop,Huawei,50,,,register\n", "utf-8")
    holdings = read_owners(path, {"Huawei": "huawei-technologies"}.get)
    assert holdings == (
        Holding(
            child="Shop",
            parent="huawei-technologies",
            percent=Decimal(50),
            read=HowRead.GIVEN,
            source="register",
        ),
    )


def test_a_user_s_file_is_read_whole_or_not_at_all(tmp_path):
    path = tmp_path / "mine.csv"
    rows = "Shop,Huawei,500,,,\nShop,,10,,,\nShop,Huawei,10,,,\n"
    path.write_text(f"child,parent,percent,since,until,source\n{rows}", "utf-8")
    with pytest.raises(InputError) as raised:
        read_owners(path, dict[str, str]().get)
    assert [each.where for each in raised.value.mistakes] == ["mine.csv:2", "mine.csv:3"]


@pytest.mark.parametrize("text", ["", "child,parent\n", "\x00"])
def test_a_user_s_file_with_other_columns_is_refused(tmp_path, text):
    path = tmp_path / "mine.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match="columns"):
        read_owners(path, dict[str, str]().get)


def test_with_holdings_keeps_the_companies():
    firm = Company(key="a", name="A", read=HowRead.OPENED)
    more = Holding(child="a", parent="b", read=HowRead.GIVEN)
    companies = Companies(companies=(firm,)).with_holdings([more])
    assert (companies.company("a", DAY), companies.owners("a", DAY)) == (firm, (more,))
