"""The changed lines of a book added up: by currency, by any columns, and what cannot be read."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest

from ecluse.compare.amounts import sums
from ecluse.compare.answer import LineTotals

COLUMNS = "answer VARCHAR, __currency VARCHAR, __units DECIMAL(38,6), "
COLUMNS += "__value DECIMAL(38,6), __tpp DECIMAL(38,6)"
ROWS = [
    ("shut", "USD", "10", "125000", "23680"),
    ("shut", "EUR", "1000", "12000000.005", "2368000"),
    ("shut", "USD", "5", None, "11840"),  # no price
    ("shut", "", "2", None, None),  # neither a price nor a figure of the chip
    ("free", "EUR", None, None, None),  # nothing that can be read
]


@pytest.fixture
def changed():
    """A database with the table of the changed lines."""
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE changed ({COLUMNS})")
        yield connection


def filled(connection):
    connection.executemany("INSERT INTO changed VALUES (?, ?, ?, ?, ?)", ROWS)
    return connection


def test_a_currency_is_never_added_to_another(changed):
    (((), total),) = sums(filled(changed), ())
    assert dict(total.value) == {"EUR": 12_000_000.01, "USD": 125_000}  # to the cent
    assert [*total.value] == sorted(total.value)
    assert (total.lines, total.units, total.tpp) == (5, Decimal(1017), Decimal(2_403_520))
    assert (total.without_quantity, total.without_tpp) == (1, 2)


def test_the_sums_of_some_columns_are_those_of_all(changed):
    found = dict(sums(filled(changed), ("answer",)))
    assert [*found] == [("free",), ("shut",)]
    assert found["free",] == LineTotals(lines=1, without_quantity=1, without_tpp=1)
    assert (found["shut",].lines, found["shut",].without_tpp) == (4, 1)
    (((), total),) = sums(changed, ())
    for name in ("lines", "units", "tpp", "without_quantity", "without_tpp"):
        assert sum(getattr(each, name) for each in found.values()) == getattr(total, name)


@pytest.mark.parametrize("by", [(), ("answer",)])
def test_where_no_line_changed_there_is_no_sum(changed, by):
    assert sums(changed, by) == []


def test_a_group_of_no_currency_is_a_group(changed):
    """A column without an answer is one, as any other."""
    changed.execute("INSERT INTO changed VALUES (NULL, '', 1, 3, NULL), ('free', '', 1, 4, NULL)")
    found = dict(sums(changed, ("answer",)))
    assert found[None,].value == {"": 3.0} and found["free",].value == {"": 4.0}
