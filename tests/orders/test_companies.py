"""Running totals know one company by its names, and errors where a name should stand are listed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ecluse.law.measure import Reading
from ecluse.orders.book import run_orders

from .build import library

HEAD = ["Part", "Destination", "Ship Date", "Quantity", "Consignee", "Consignee Certificate"]


def run(folder: Path, consignees: list[str]) -> tuple[list[str], list[str | None]]:
    """The outcomes of lines of 400 H100 each, and the cells that could not be read."""
    rows = [
        ["H100", "India", f"2025-06-{day:02d}", "400", name, "yes"]
        for day, name in enumerate(consignees, 1)
    ]
    with (folder / "book.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    out = folder / "out.csv"
    report = run_orders(folder / "book.csv", library=library(), out=out, reading=Reading.TEXT)
    with out.open(encoding="utf-8", newline="") as file:
        outcomes = [line["ecluse_outcome"] for line in csv.DictReader(file)]
    return outcomes, [row.text for row in report.quarantined]


ONE = ["EXCEPTION"] * 4 + ["LICENSE"] * 4


@pytest.mark.parametrize("other", ["Foo", "Foo GK", "OOO Foo", "FOO Co., Ltd.", "Foo DMCC"])
def test_one_company_is_one_whatever_its_legal_form(tmp_path, other):
    outcomes, _ = run(tmp_path, ["Foo", other] * 4)
    assert outcomes == ONE


def test_two_companies_are_two(tmp_path):
    outcomes, _ = run(tmp_path, ["Foo", "Quillon"] * 4)
    assert outcomes == ["EXCEPTION"] * 8


def test_an_error_in_place_of_a_consignee_is_listed(tmp_path):
    errors = ["#N/A", " #N/A", "err:502", "Err:502", "=A1"]
    outcomes, listed = run(tmp_path, ["Foo", *errors])
    assert listed == errors
    assert outcomes[0] == "EXCEPTION" and "EXCEPTION" not in outcomes[1:]
