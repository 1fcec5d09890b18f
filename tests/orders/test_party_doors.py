"""One party at every door: `screen`, `check`, a book and a table of parties say the same of it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecluse.determine.ask import ask
from ecluse.determine.party_answer import parties_of
from ecluse.determine.party_screening import screened
from ecluse.orders.book import run_orders
from ecluse.orders.list_screens import open_screens
from ecluse.orders.party_file import screen_table
from ecluse.screening.party import Party, Role

from .build import library

DAY = date(2026, 3, 1)
# A name, the country that is said of it, and its band at every door.
KNOWN = [
    ("Huawei Technologies Co., Ltd.", "CN", "hit"),
    ("PDVSA", "", "review"),  # an SDN under a program that § 744.8 does not name
    ("Petroleos de Venezuela", "VE", "hit"),
    ("China Telecom Corporation Limited", "CN", "hit"),  # a list outside part 744
    ("Amberfield Robotics", "DE", "none"),
    ("Co., Ltd.", "", "review"),  # of which nothing can be compared
    ("Havana", "", "hit"),  # nobody is named, and the words are a listed name
    ("customer in Huawei", "", "not screened"),  # nobody is named, and the words are near one
    ("TBD", "", "not screened"),
    ("NEC Corporation, Japan", "", "review"),  # a place that its name says
]
WORDS = ("Huawei", "Inspur", "PDVSA", "China Telecom", "NEC", "Quay", "customer", "Cuba", "unknown")
BEHIND = ("", " Group", " Electronic", ", Japan", " (Moscow)", " Branch", " Ltd", ", Tehran")


class Said(NamedTuple):
    """What a door says of a party: its band, and the list of its gravest match."""

    band: str
    list: str


def by_screen(name: str, country: str) -> Said:
    party = Party(name=name, country=country or None)
    answer = screened(party, library(), DAY, None, "en")
    nobody = answer.note is not None and "NOBODY" in answer.note
    band = "not screened" if nobody and answer.band == "review" else answer.band
    return Said(band, answer.hits[0].list_code if answer.hits else "")


def by_check(name: str, country: str) -> Said:
    party = Party(name=name, country=country or None, role=Role.END_USER)
    found = ask("T4", to="DE", on=DAY, parties=[party], library=library())
    (told,) = parties_of(found) or []
    return Said(told.band or "not screened", told.hits[0].list_code if told.hits else "")


def by_table(rows: list[tuple[str, str]], folder: Path) -> list[dict[str, str]]:
    """The lines of a book of these end users, with the columns of a table of parties beside."""
    source, table, out = (folder / name for name in ("book.csv", "table.csv", "out.csv"))
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("part", "destination", "ship date", "End User", "End User Country"))
        writer.writerows(("T4", "DE", DAY.isoformat(), *row) for row in rows)
    screen_table(source, table, library(), DAY, force=True)
    run_orders(
        table, library=library(), out=out, screens=lambda: open_screens(library()), force=True
    )
    with table.open(encoding="utf-8-sig", newline="") as file:
        by_file = list(csv.DictReader(file))
    with out.open(encoding="utf-8-sig", newline="") as file:
        return [{**line, **own} for line, own in zip(csv.DictReader(file), by_file, strict=True)]


def agree(rows: list[tuple[str, str]], folder: Path) -> list[str]:
    """The bands of some parties, which every door says."""
    for row, line in zip(rows, by_table(rows, folder), strict=True):
        alone = by_screen(*row)
        assert by_check(*row) == alone, row
        shown = alone if alone.band != "not screened" else Said(alone.band, "")
        assert (line["ecluse_party_band"], line["ecluse_party_list"]) == shown, row
        assert (line["ecluse_band"], line["ecluse_list"]) == shown, row
    return [by_screen(*row).band for row in rows]


def test_every_door_says_one_thing_of_a_party(tmp_path: Path) -> None:
    assert agree([row[:2] for row in KNOWN], tmp_path) == [band for *_, band in KNOWN]


@pytest.mark.slow
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.tuples(
            st.builds("{}{}".format, st.sampled_from(WORDS), st.sampled_from(BEHIND)),
            st.sampled_from(("", "CN", "JP", "VE")),
        ),
        min_size=4,
        max_size=12,
        unique=True,
    )
)
def test_every_door_says_one_thing_of_any_party(
    tmp_path: Path, rows: list[tuple[str, str]]
) -> None:
    agree(rows, tmp_path)


def test_a_table_of_parties_is_read_with_all_columns_of_an_address(tmp_path: Path) -> None:
    """Of an address on a list, of which no column alone is one."""
    source, out = tmp_path / "parties.csv", tmp_path / "out.csv"
    source.write_text("Name,Street,City\nAmberfield Robotics,14 Hafenweg,Leipzig\nTBD,,\n")
    found = screen_table(source, out, library(), DAY)
    assert found.columns == {"name": "Name", "address": "Street, City"}
    assert (found.none, found.not_screened) == (1, 1)


def test_a_town_without_a_name_is_nobody_to_look_at(tmp_path: Path) -> None:
    """What of an address that is where the goods go meets nothing is no party without a name."""
    book, out = tmp_path / "book.csv", tmp_path / "out.csv"
    rows = ("DE,Hafenweg 14,Leipzig", "DE,,", "DE,Nanshan Ave 8,Shenzhen")
    goods = "".join(f"H100 SXM,{DAY},Amberfield Robotics,{row}\n" for row in rows)
    book.write_text(f"part,ship date,Consignee,Country,Street,City\n{goods}", encoding="utf-8")
    run_orders(book, library=library(), out=out, screens=lambda: open_screens(library()))
    with out.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["ecluse_outcome"] for line in lines] == ["NLR", "NLR", "UNDETERMINED"]
    assert {line["ecluse_party_band"] for line in lines} == {"none"}


def test_the_code_of_a_state_in_its_own_column_is_no_country_and_hides_no_town(
    tmp_path: Path,
) -> None:
    """Bavaria is not Belarus, and Hanoi, of the code that is Honduras's too, is no town there."""
    said = {
        "Germany,Leopoldstr. 5,München,BY,Germany": "NLR",
        "Italy,Via Verdi 3,Cuneo,CN,Italy": "NLR",
        "Italy,Via Verdi 3,Venezia,ve,Italy": "NLR",
        "Germany,Minsk,,BE,": "UNDETERMINED",
        'Singapore,"Road 5, Hanoi",Hanoi,HN,': "UNDETERMINED",
        "Germany,Nanshan Ave 8,,Guangdong,": "UNDETERMINED",
    }
    book, out = tmp_path / "book.csv", tmp_path / "out.csv"
    goods = "".join(f"H100 SXM,{DAY},Amberfield GmbH,{row}\n" for row in said)
    beside = "Address,Consignee City,Consignee State,Consignee Country"
    book.write_text(
        f"part,ship date,Consignee,Country,Consignee {beside}\n{goods}", encoding="utf-8"
    )
    run_orders(book, library=library(), out=out, screens=lambda: open_screens(library()))
    with out.open(encoding="utf-8-sig", newline="") as file:
        found = [line["ecluse_outcome"] for line in csv.DictReader(file)]
    assert found == list(said.values())
