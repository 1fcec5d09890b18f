"""What a book is worth: prices for some units, sizes of amounts, and each currency by itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from pytest import param

from ecluse.orders.book import run_orders
from ecluse.orders.tally import BookReport

from .build import book, library

HEADINGS = "Part,Country,Ship Date,Qty"
LINE = "H100,Japan,2025-05-20,1"
TOO_LARGE = "no amount that is summed: it is too large or too small"


def report_of(folder: Path, headings: str, *rows: str) -> BookReport:
    lines = [f"{LINE},{row}" for row in rows]
    source = book(folder, *lines, headings=f"{HEADINGS},{headings}")
    return run_orders(source, library=library())


def listed(report: BookReport) -> list[tuple[int, str | None]]:
    return [(cell.row, cell.reason) for cell in report.quarantined]


def test_a_price_for_no_unit_is_listed_and_the_other_lines_are_summed(tmp_path: Path) -> None:
    report = report_of(tmp_path, "Net Price,PEINH", "5,0", "6,2", "7,1E-9", "8,", "9,0.00", "4,0.5")
    assert report.total.value == {"": 19.0}
    none, small = "a quantity of none", TOO_LARGE
    assert listed(report) == [(2, none), (4, small), (6, none)]


def test_a_typed_price_for_no_unit_is_listed(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    said = {"Part": "H100", "Country": "Japan", "Ship Date": "2025-05-20", "Qty": 1}
    prices = [5.0, 6.0, 1e20, float("nan"), float("inf")]
    columns: dict[str, list[object]] = {name: [value] * len(prices) for name, value in said.items()}
    columns |= {"Net Price": [*prices], "Price Unit": [0, 2, 1, 1, 1]}
    source = tmp_path / "book.parquet"
    pq.write_table(pa.table(columns), source)
    report = run_orders(source, library=library())
    assert report.total.value == {"": 3.0}
    none = "a quantity of none"
    assert listed(report) == [(1, none), (3, TOO_LARGE), (4, TOO_LARGE), (5, TOO_LARGE)]


@pytest.mark.parametrize(
    ("price", "value"),
    [
        ("60000000000", 6e10),  # more than half the digits of the engine's own product
        ("99999999999998", 99999999999998.0),
        param("100000000000000", None, id="too large as it stands"),
        param("USD 1E20", None, id="too large in words"),
    ],
)
def test_an_amount_that_is_too_large_is_listed(
    tmp_path: Path, price: str, value: float | None
) -> None:
    report = report_of(tmp_path, "Net Price", price)
    assert [*report.total.value.values()] == ([] if value is None else [value])
    assert listed(report) == ([(2, TOO_LARGE)] if value is None else [])


def test_the_largest_amounts_are_multiplied_and_divided(tmp_path: Path) -> None:
    price, unit = "99999999999998", "0.0001"
    row = f"H100,Japan,2025-05-20,99999999999998,{price},{unit}"
    source = book(tmp_path, row, headings=f"{HEADINGS},Net Price,Price Unit")
    report = run_orders(source, library=library())
    assert report.total.units == Decimal(price)


@pytest.mark.parametrize(
    ("headings", "rows", "value"),
    [
        param("Net Price", ["1000 EUR", "€5", "¥9", "$6", "7"],
              {"EUR": 1005.0, "¥": 9.0, "$": 6.0, "": 7.0}, id="no column says it"),
        param("Net Price,Curr", ["EUR 7,", "5,USD", "$6,USD", "$7,SGD", "¥8,CNY", "US$ 2,USD"],
              {"EUR": 7.0, "USD": 13.0, "SGD": 7.0, "CNY": 8.0}, id="a sign of several currencies"),
        param("Line Total,Währung", ["1000,EUR", "100000,JPY"],
              {"EUR": 1000.0, "JPY": 100000.0}, id="Währung"),
        param("Line Total,Document Currency", ["1000,EUR", "100000,JPY"],
              {"EUR": 1000.0, "JPY": 100000.0}, id="Document Currency"),
        param("Unit Price (USD)", ["1000", "EUR 5"], {"USD": 1000.0, "EUR": 5.0}, id="heading"),
        param("Unit Price (USD),Currency", ["1000,CHF", "9,"],
              {"CHF": 1000.0, "USD": 9.0}, id="the column outranks the heading"),
    ],
)  # fmt: skip
def test_each_currency_stands_by_itself(
    tmp_path: Path, headings: str, rows: list[str], value: dict[str, float]
) -> None:
    report = report_of(tmp_path, headings, *rows)
    assert report.total.value == value
    assert listed(report) == []


def test_an_amount_of_another_currency_than_its_line_s_is_listed(tmp_path: Path) -> None:
    report = report_of(
        tmp_path, "Net Price,Curr", "1000 EUR,USD", "¥100000,USD", "5,USD", "8 EUR,EUR"
    )
    assert report.total.value == {"USD": 5.0, "EUR": 8.0}
    assert listed(report) == [
        (2, "says EUR where 'Curr' says USD"),
        (3, "says ¥ where 'Curr' says USD"),
    ]
