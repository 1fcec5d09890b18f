"""Columns over parties that hold codes: passed over where somebody is named, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecluse.orders.tally import BookReport

from .build import book, library
from .test_parties import answered

GOODS = "L4,JP,2025-06-01"
NEEDED = "part,destination,ship date"


def outcomes(folder: Path, headings: str, *rows: str) -> tuple[BookReport, list[str]]:
    lines = (f"{GOODS},{row}" for row in rows)
    report, found = answered(folder, *lines, headings=f"{NEEDED},{headings}")
    return report, [line["ecluse_outcome"] for line in found]


@pytest.mark.parametrize(
    ("headings", "rows", "came"),
    [
        # The seller's own company code, where the line says for whom the item is.
        ("Company,Consignee", ["1000,Amberfield", "2000,Quay Traders"], "NLR NLR"),
        ("Firma,End User", ["0001,Amberfield"], "NLR"),
        # A number of the customer's beside its name.
        ("Ship-to party,Name of the ship-to party", ["10001234,Amberfield"], "NLR"),
        ("Sold-to party,Name 1", ["C1000234,Amberfield", "C1000235,Quay Traders"], "NLR NLR"),
        # Line by line: where nobody is named beside it, a code is a party whom nobody knows.
        ("Company,Consignee", ["1000,Amberfield", "1000,", "1000,-"], "NLR UNKNOWN UNKNOWN"),
        ("Customer,Customer Name", ["10001,Amberfield", "10002,"], "NLR UNKNOWN"),
        ("Company,Consignee", ["1000,TBD"], "UNKNOWN"),
        # Nobody else is named, or the two are codes.
        ("Company", ["1000"], "UNKNOWN"),
        ("Company,Consignee", ["1000,4711"], "UNKNOWN"),
        ("Customer,Customer Name", ["10001,4711"], "UNKNOWN"),
        # A role that the other column does not name, and a number that is no company code.
        ("Sold-to party,Consignee", ["10001234,Amberfield"], "UNKNOWN"),
        ("Company,Consignee", ["100012,Amberfield"], "UNKNOWN"),
        ("End User,Consignee", ["1000,Amberfield"], "UNKNOWN"),
        # One name among the codes: each is a party's.
        ("Company,Consignee", ["1688,Amberfield", "3M,Amberfield"], "UNKNOWN NLR"),
        ("Company,Consignee", ["1688,Amberfield", "Quay Traders,Amberfield"], "UNKNOWN NLR"),
    ],
)  # fmt: skip
def test_codes_pass_where_somebody_is_named(
    tmp_path: Path, headings: str, rows: list[str], came: str
) -> None:
    assert outcomes(tmp_path, headings, *rows)[1] == came.replace("UNKNOWN", "UNDETERMINED").split()


def test_a_name_of_digits_and_words_is_screened_in_whatever_column(tmp_path: Path) -> None:
    names = ("3M", "360 Security", "Huawei")
    rows = [f"{name},Amberfield" for name in names]
    assert outcomes(tmp_path, "Company,Consignee", *rows)[1] == ["NLR", "NLR", "LICENSE"]


def test_the_report_says_which_codes_were_not_screened(tmp_path: Path) -> None:
    report, _ = outcomes(tmp_path, "Company,Consignee,End User", "1000,Amberfield,Quay Traders")
    assert (
        "'Company': codes, not screened where 'Consignee', 'End User' names somebody"
        in report.notes
    )
    assert "Company" not in {use.column for use in report.columns}
    assert list(report.quarantined) == []


def test_numbers_beside_a_name_are_shown_as_no_party(tmp_path: Path) -> None:
    report, _ = outcomes(tmp_path, "Ship-to party,Ship-to name", "10001234,Amberfield")
    shown = [(use.means, use.column) for use in report.columns]
    assert ("consignee", "Ship-to name") in shown
    assert "Ship-to party" not in dict(map(reversed, shown))


def test_the_users_word_that_a_column_names_the_purchaser_is_not_doubted(tmp_path: Path) -> None:
    from ecluse.orders.book import run_orders

    from .stand_in import StandIn

    path = book(tmp_path, f"{GOODS},1000,Amberfield", headings=f"{NEEDED},Company,Consignee")
    report = run_orders(path, library=library(), screens=StandIn, columns={"purchaser": "Company"})
    assert report.lines_of("UNDETERMINED") == 1
