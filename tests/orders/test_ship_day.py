"""The day of a line of which several columns say one: the actual date, where it is filled."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ecluse.compare.book import diff_lines
from ecluse.compare.side import AS_IT_IS, sides_of
from ecluse.determine.ask import ask
from ecluse.orders.book import run_orders
from ecluse.orders.columns import find_columns

from .build import book, library
from .test_tables import joined, written

FREE, CLOSED = date(2025, 3, 1), date(2025, 6, 2)  # of an H20 to China
MADE = "Actual Ship Date, else Ship Date"
PAIRS = [(FREE, CLOSED), (FREE, ""), (FREE, "-"), (FREE, "n/a"), (CLOSED, FREE), ("", CLOSED)]
UNREAD = [(FREE, "TBD"), (FREE, "#REF!"), ("", "")]
DAYS = [CLOSED, FREE, FREE, FREE, FREE, CLOSED, None, None, None]


def outcomes(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["ecluse_outcome"] for row in csv.DictReader(file)]


def test_the_actual_date_counts_where_it_says_anything(tmp_path: Path) -> None:
    rows = [f"H20,CN,{ship},{actual}" for ship, actual in (*PAIRS, *UNREAD)]
    source = book(tmp_path, *rows, headings="Part,Country,Ship Date,Actual Ship Date")
    report = run_orders(source, library=library(), out=tmp_path / "out.csv", screen=False)
    asked = {
        day: ask("NVIDIA H20", to="CN", on=day, library=library()).outcome.value
        for day in (FREE, CLOSED)
    }
    assert asked == {FREE: "NLR", CLOSED: "LICENSE"}
    assert outcomes(tmp_path / "out.csv") == [
        "UNDETERMINED" if day is None else asked[day] for day in DAYS
    ]
    assert [(use.means, use.column) for use in report.columns][-1] == ("date", MADE)
    assert not [note for note in report.notes if "not used" in note]
    with (tmp_path / "out.csv").open(encoding="utf-8") as file:
        assert MADE not in next(csv.reader(file))


def test_columns_of_days_are_joined_as_columns_of_texts_are(tmp_path: Path) -> None:
    columns = {
        "Part": ["H20"] * 2,
        "Country": ["CN"] * 2,
        "Ship Date": [FREE, FREE],
        "Actual Ship Date": [CLOSED, None],
    }
    pq.write_table(pa.table(columns), tmp_path / "book.parquet")
    run_orders(tmp_path / "book.parquet", library=library(), out=tmp_path / "out.csv", screen=False)
    assert outcomes(tmp_path / "out.csv") == ["LICENSE", "NLR"]


def test_the_user_s_word_settles_which_date_counts(tmp_path: Path) -> None:
    source = book(
        tmp_path, f"H20,CN,{FREE},{CLOSED}", headings="Part,Country,Ship Date,Actual Ship Date"
    )
    out = tmp_path / "out.csv"
    run_orders(source, library=library(), out=out, columns={"date": "Ship Date"}, screen=False)
    assert outcomes(out) == ["NLR"]
    run_orders(source, library=library(), out=out, on=FREE, screen=False, force=True)
    assert outcomes(out) == ["NLR"]


def test_a_comparison_and_a_warehouse_date_a_line_alike(tmp_path: Path) -> None:
    rows = [f"H20,CN,2025-04-08,{actual}" for actual in ("2025-06-02", "", "2025-04-01")]
    source = book(tmp_path, *rows, headings="Part,Country,Ship Date,Actual Ship Date")
    run_orders(source, library=library(), out=tmp_path / "out.parquet", tables=tmp_path / "tables")
    assert joined(tmp_path / "tables", source) == written(tmp_path / "out.parquet")
    sides = sides_of(
        AS_IT_IS, AS_IT_IS, (library(), library()), CLOSED, before_known=date(2025, 4, 1)
    )
    changed = diff_lines(*sides, str(source), str(tmp_path / "changed.csv"), one_by_one=9)
    assert [(line.line, line.day, line.before) for line in changed.changes or ()] == [
        (1, "2025-06-02", "NLR")
    ]
    assert MADE not in duckdb.sql(f"SELECT * FROM '{tmp_path / 'changed.csv'}'").columns


@pytest.mark.parametrize(
    ("headings", "taken"),
    [
        (["Ship Date", "Revised Ship Date"], "Revised Ship Date, else Ship Date"),
        (
            ["Ship Date", "Revised Ship Date", "Actual GI Date"],
            "Actual GI Date, else Revised Ship Date, else Ship Date",
        ),
        (["Actual Ship Date", "Planned Ship Date"], "Actual Ship Date, else Planned Ship Date"),
        (["Actual Ship Date"], "Actual Ship Date"),
        (["Actual Ship Date", "Order Date"], "Actual Ship Date"),
        (["Delivery Date", "Ship Dt"], "Ship Dt"),
        (["Order Date", "Promise Date"], "Promise Date"),
        (["Order Date", "Invoice Date"], "Invoice Date"),
        (["Date", "Planned Delivery"], "Planned Delivery"),
    ],
)
def test_the_better_of_two_dates_is_taken(headings: list[str], taken: str) -> None:
    vocabulary, words = library().vocabulary, library().book_words
    found = find_columns(["Part", "Country", *headings], vocabulary, {}, "book.csv", words=words)
    assert found.roles["date"] == taken


@pytest.mark.parametrize("taken", ["Delivery Date", "Invoice Date", "Order Date", "Date"])
def test_a_date_that_is_no_ship_date_is_told_beside_one_that_may_be(taken: str) -> None:
    vocabulary, words = library().vocabulary, library().book_words
    headings = ["Part", "Country", taken, "Shipped at day"]
    found = find_columns(headings, vocabulary, {}, "book.csv", words=words)
    assert found.notes[0].startswith(f"'{taken}' is taken as the ship date, and not 'Shipped at")


@pytest.mark.parametrize(
    ("heading", "outcome"),
    [
        ("Final Delivery Country", "LICENSE"),
        ("Installation Country", "UNDETERMINED"),
        ("Country of Installation", "UNDETERMINED"),
        ("Install Site Country", "UNDETERMINED"),
        ("Installed in", "UNDETERMINED"),
        ("End Customer HQ", "LICENSE"),
        ("Customer HQ Country", "LICENSE"),
    ],
)
def test_a_country_beside_the_destination_is_understood(
    tmp_path: Path, heading: str, outcome: str
) -> None:
    rows = [f"H20,DE,2025-06-02,{country}" for country in ("CN", "DE")]
    source = book(tmp_path, *rows, headings=f"Part,Ship-To Country,Ship Date,{heading}")
    run_orders(source, library=library(), out=tmp_path / "out.csv", screen=False)
    assert outcomes(tmp_path / "out.csv") == [outcome, "NLR"]
