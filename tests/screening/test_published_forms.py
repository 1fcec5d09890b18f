"""Files as publishers give them: every mistake is told with its line, a file with one gives no
rows, and what a row says is read as far as it goes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import build
from ecluse.errors import EcluseError, SeveralErrors
from ecluse.screening import read_csl, read_denied, read_entity_list, read_open_sanctions
from ecluse.screening.published import FileMistakes, PublishedLists, day_of, one_line
from ecluse.screening.read_table import Cells


def mistakes() -> FileMistakes:
    return FileMistakes("the file", build.library().countries)


def told(read: Callable[[], object]) -> list[str]:
    """Every mistake, with its place."""
    with pytest.raises(EcluseError) as caught:
        read()
    error = caught.value
    every = error.errors if isinstance(error, SeveralErrors) else [error]
    return [f"{each.where.partition(':')[2]} {each.what}" for each in every]


def table(columns: frozenset[str], *rows: Mapping[str, str], delimiter: str = ",") -> str:
    heading = sorted(columns)
    lines = [heading, *([row.get(name, "") for name in heading] for row in rows)]
    return "\n".join(delimiter.join(line) for line in lines) + "\n"


# ---- the Consolidated Screening List -----------------------------------------------------------

LISTED = {"name": "Acme", "source": "Entity List (EL) - BIS", "license_requirement": "All items"}


def records(*said: Any) -> PublishedLists:
    return read_csl.read_records(said, mistakes())


def columns(*rows: Mapping[str, str]) -> PublishedLists:
    return read_csl.read_columns(table(read_csl.COLUMNS, *rows), mistakes())


@pytest.mark.parametrize(("read", "first"), [(records, 1), (columns, 2)])
def test_each_row_of_the_consolidated_list_that_says_too_little_is_told(read, first) -> None:
    rows = (
        {**LISTED, "name": "  "},
        LISTED,
        {**LISTED, "source": "Nobody's list"},
        {**LISTED, "license_requirement": ""},
        {**LISTED, "start_date": "soon"},
        {**LISTED, "name": ""},
    )
    wanted = [
        "a row without a name",
        "",
        "no list is called 'Nobody's list'",
        "'Acme' has no license requirement",
        "'soon' is no day",
        "a row without a name",
    ]
    found = told(lambda: read(*rows))
    assert [line.replace("a record", "a row") for line in found] == [
        f"{line} {what}" for line, what in enumerate(wanted, first) if what
    ]


def test_what_is_no_record_is_told() -> None:
    assert told(lambda: records(None, 5, {"name": 5}, [])) == [
        f"{number} a record without a name" for number in range(1, 5)
    ]


def test_a_list_goes_by_its_own_code() -> None:
    sources = {
        "Entity List (EL) - Bureau of Industry and Security": "EL",
        "Military End User (MEU) List": "MEU",
        "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury": "NS-MBS",
        "Non-SDN Chinese Military-Industrial Complex Companies List (NS-CMIC)": "CMIC",
        "Capta List (CAP) - Treasury": "CAP",
    }
    found = records(*({**LISTED, "source": source} for source in sources)).lists
    assert {*found} == {*sources.values()}


def test_an_end_counts_of_an_order_of_denial_alone() -> None:
    ends = {"start_date": "2020-01-01", "end_date": "2030-01-01"}
    denied = {"name": "Acme", "source": "Denied Persons List (DPL)", **ends}
    (row,) = records(denied).lists["DPL"]
    assert (row["listed"], row["listed_is"], row["expires"]) == (
        "2020-01-01",
        "effective",
        "2030-01-01",
    )
    (row,) = records({**LISTED, **ends}).lists["EL"]
    assert "expires" not in row


def test_numbers_that_identify_a_company_are_kept_and_those_of_persons_are_not() -> None:
    ids = [
        {"type": "Registration Number", "number": "R1"},
        {"type": "Passport", "number": "P1"},
        {"type": "Tax ID No.", "number": "T1"},
        "no mapping",
    ]
    (row,) = records({**LISTED, "ids": ids}).lists["EL"]
    assert row["identifiers"] == "R1 | T1"


def test_a_country_that_the_agency_misspells_is_a_mistake_and_the_treasurys_is_none() -> None:
    there = {"addresses": [{"country": "Chna"}, {"country": "CN", "city": "Wuhan"}]}
    assert told(lambda: records({**LISTED, **there})) == ["1 no country is called 'Chna'"]
    treasury = {"name": "Acme", "source": "Specially Designated Nationals (SDN)", **there}
    (row,) = records(treasury).lists["SDN"]
    assert row["countries"] == "CN"


# ---- the Denied Persons List -------------------------------------------------------------------


def denied(*rows: Mapping[str, str]) -> list[Cells]:
    text = table(read_denied.COLUMNS, *rows, delimiter="\t")
    return read_denied.read_denied(text, mistakes()).lists["DPL"]


def test_an_order_of_denial_is_read_and_an_empty_row_says_nothing() -> None:
    order = {
        "Name": "Acme  Ltd",
        "Street_Address": "1 Road",
        "City": "Wuhan",
        "Country": "CN",
        "Effective_Date": "03/25/2025",
        "Expiration_Date": "03/25/2035",
        "FR_Citation": "90 FR 1",
    }
    assert denied({}, order, {"Name": "Zenith"}) == [
        {
            "name": "Acme Ltd",
            "countries": "CN",
            "addresses": "1 Road, Wuhan",
            "listed": "2025-03-25",
            "listed_is": "effective",
            "expires": "2035-03-25",
            "citation": "90 FR 1",
        },
        {"name": "Zenith"},
    ]


def test_an_order_against_nobody_or_of_no_day_is_told() -> None:
    rows = ({"City": "Wuhan"}, {"Name": "Acme", "Effective_Date": "soon"})
    assert told(lambda: denied(*rows)) == ["2 a row without a name", "3 'soon' is no day"]


def test_columns_that_are_missing_are_told_together() -> None:
    text = "Name\tCity\nAcme\tWuhan\n"
    (only,) = told(lambda: read_denied.read_denied(text, mistakes()))
    missing = "Country, Effective_Date, Expiration_Date, FR_Citation, Street_Address"
    assert only == f"1 columns are missing: {missing}"


# ---- OpenSanctions -----------------------------------------------------------------------------


def nested(*lines: str) -> list[Cells]:
    (rows,) = read_open_sanctions.read_nested("\n".join(lines), mistakes()).lists.values()
    return rows


def entity(schema: str = "Company", **properties: list[str]) -> str:
    said = {"id": "NK-1", "schema": schema, "datasets": ["us_bis"], "properties": properties}
    return json.dumps(said)


def test_an_entity_is_read_and_what_is_no_party_is_passed_over() -> None:
    line = entity(
        name=["Acme", "ACME Ltd"], alias=["AC"], country=["cn", "suhh"], leiCode=["L1"], note=["x"]
    )
    rows = nested("", line, entity("Address", name=["1 Road"]), entity(name=[]))
    assert rows == [
        {
            "number": "NK-1",
            "name": "Acme",
            "aliases": "ACME Ltd | AC",
            "type": "Entity",
            "countries": "CN",  # none that is no more
            "identifiers": "L1",
            "note": "us_bis",
        }
    ]


def test_each_line_that_is_no_entity_is_told() -> None:
    lines = ("{", "[]", "5", '{"schema": "Company"}', '{"properties": 5}', entity(name=["Acme"]))
    assert told(lambda: nested(*lines)) == [
        f"{number} a line that is no entity, or is cut short" for number in range(1, 6)
    ]


def test_a_row_of_the_simple_form_is_read_and_one_without_a_name_is_told() -> None:
    row = {"id": "NK-1", "name": "Acme", "aliases": "AC;A.C.", "countries": "cn;suhh;xx"}
    text = table(read_open_sanctions.COLUMNS, row)
    (rows,) = read_open_sanctions.read_simple(text, mistakes()).lists.values()
    assert rows == [
        {
            "number": "NK-1",
            "name": "Acme",
            "aliases": "AC | A.C.",
            "type": "Entity",
            "countries": "CN",
        }
    ]
    text = table(read_open_sanctions.COLUMNS, {"id": "1"}, row, {"id": "2"})
    assert told(lambda: read_open_sanctions.read_simple(text, mistakes())) == [
        "2 a row without a name",
        "4 a row without a name",
    ]


# ---- what all of them share --------------------------------------------------------------------


def test_a_row_that_is_cut_short_is_told_and_the_others_are_read() -> None:
    text = table(read_csl.COLUMNS, LISTED) + "Acme,\n"
    assert told(lambda: read_csl.read_columns(text, mistakes())) == ["3 a row that is cut short"]
    quoted = table(read_csl.COLUMNS, LISTED) + '"Acme'
    (only,) = told(lambda: read_csl.read_columns(quoted, mistakes()))
    assert only.startswith("3 the table is cut short or damaged")


def test_a_day_is_read_in_two_forms_and_a_year_of_two_figures_by_its_century() -> None:
    days = {
        "2016-07-05": "2016-07-05",
        "7/5/16": "2016-07-05",
        "85 FR 83799, 12/23/2020": "2020-12-23",
        "1/1/60": "2060-01-01",
        "1/1/61": "1961-01-01",
        "2/29/2024": "2024-02-29",
    }
    assert {text: str(day_of(text)) for text in days} == days
    for text in ("", "soon", "13/1/2020", "2/30/2024", "2023-02-29", "1/1/202"):
        assert day_of(text) is None, text


def test_a_text_of_one_line_has_single_spaces() -> None:
    assert one_line(" a\xa0 b\n\tc ") == "a b c"
    assert one_line(None) == one_line(" \n") == ""


# ---- the regulation's own table ----------------------------------------------------------------

HEADING = ",".join(f'"{column}"' for column in read_entity_list.COLUMNS)
ACME = '"Acme Chips Co., Ltd., Bantian, Shenzhen, China","All items","Denial","84 FR 22961"'


def regulation(*lines: str) -> list[Cells]:
    text = "\n".join((HEADING, *lines)) + "\n"
    return read_entity_list.read_regulation_csv(text, mistakes()).lists["EL"]


def test_a_country_stands_for_the_rows_below_it_and_the_heading_may_come_again() -> None:
    rows = regulation(
        '"CHINA, PEOPLE\'S REPUBLIC OF","","","",""',
        f'"",{ACME}',
        "",
        HEADING,
        f'"HONG KONG",{ACME}',
    )
    assert [(row["name"], row["countries"]) for row in rows] == [
        ("Acme Chips Co., Ltd.", "CN"),
        ("Acme Chips Co., Ltd.", "HK | CN"),
    ]
    assert rows[0]["addresses"] == "Bantian, Shenzhen, China"
    assert rows[0]["requirement"] == "All items" and rows[0]["policy"] == "Denial"


def test_each_row_of_the_regulation_that_says_too_little_is_told() -> None:
    rows = (f'"",{ACME}', '"CHINA","Acme","","Denial",""', '"","Acme"', f'"Narnia",{ACME}')
    assert told(lambda: regulation(*rows)) == [
        "2 'Acme Chips Co., Ltd., Bantian, Shenzhen, China' has no country",
        "3 'Acme' has no license requirement",
        "4 a row of more or fewer cells",
        "5 no country is called 'Narnia'",
        "5 'Acme Chips Co., Ltd., Bantian, Shenzhen, China' has no country",
    ]


def test_what_is_not_the_regulations_table_is_told() -> None:
    for text in ("", "a,b\n1,2\n", HEADING.partition(",")[2] + "\n"):
        (only,) = told(partial(read_entity_list.read_regulation_csv, text, mistakes()))
        assert only == "1 the table has other columns"
    part = ET.fromstring("<ECFR><DIV9 N='Supplement No. 4 to Part 744'/></ECFR>")
    for root in (part, ET.fromstring("<ECFR><TABLE/></ECFR>")):
        (only,) = told(partial(read_entity_list.read_regulation, root, mistakes()))
        assert only == " the Entity List is not in it"


def test_a_file_is_of_the_day_in_its_name() -> None:
    assert str(read_entity_list.day_of_name("ecfr-2026-07-09.xml")) == "2026-07-09"
    assert read_entity_list.day_of_name("ecfr-2026-13-09.xml") is None
    assert read_entity_list.day_of_name("ecfr.xml") is None
