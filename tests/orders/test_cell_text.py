"""Cells as people and systems write them."""

from __future__ import annotations

from datetime import date

import pytest
from pytest import param

from ecluse.orders.cell_text import (
    DAY_FIRST,
    MONTH_FIRST,
    blank,
    dates_of,
    number_of,
    order_of_days,
    unknown,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        param("1250", "1250", id="plain"),
        param("1,250", "1250", id="comma between thousands"),
        param("1.250,50", "1250.50", id="point between thousands, decimal comma"),
        param("1\u00a0250", "1250", id="non-breaking space"),
        param("1\u202f250,5", "1250.5", id="narrow space and decimal comma"),
        param("1'250.00", "1250.00", id="apostrophe"),
        param("USD 30,000.00", "30000.00", id="currency before"),
        param("8 pcs", "8", id="unit behind"),
        param("-4", None, id="negative is no quantity"),
        param("1,25,0", None, id="commas that part no thousands"),
        param("eight", None, id="a word"),
        param("1e5", None, id="a power is not how people write orders"),
        param("9" * 40, None, id="forty digits"),
    ],
)
def test_numbers_are_read_as_written(text: str, number: str | None) -> None:
    found = number_of(text)
    assert (None if found is None else str(found)) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        param("2025-04-15", date(2025, 4, 15), id="ISO"),
        param("2025-04-15 08:30:00", date(2025, 4, 15), id="ISO with a time"),
        param("20250415", date(2025, 4, 15), id="compact"),
        param("15.04.2025", date(2025, 4, 15), id="points put the day first"),
        param("15-Apr-2025", date(2025, 4, 15), id="month by name"),
        param("April 15, 2025", date(2025, 4, 15), id="American, by name"),
        param("15 avril 2025", date(2025, 4, 15), id="French"),
        param("25/04/2025", date(2025, 4, 25), id="no month 25"),
    ],
)
def test_a_date_in_any_usual_form(text: str, day: date) -> None:
    assert dates_of(text) == [day]


@pytest.mark.parametrize("text", ["2025-02-30", "31/04/2025", "2025", "soon", "45000"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates_of(text) == []


def test_a_date_with_two_readings_keeps_both() -> None:
    assert dates_of("03/04/2025") == [date(2025, 4, 3), date(2025, 3, 4)]


def test_the_column_settles_the_order_only_where_it_agrees_with_itself() -> None:
    assert order_of_days(["03/04/2025", "25/04/2025"]) == DAY_FIRST
    assert order_of_days(["03/04/2025", "04/25/2025"]) == MONTH_FIRST
    assert order_of_days(["25/04/2025", "04/25/2025"]) is None
    assert order_of_days(["03/04/2025"]) is None


def test_namibia_is_not_a_blank() -> None:
    assert not blank("NA")
    assert blank("N/A") and blank(" ") and unknown("?") and not blank("?")
