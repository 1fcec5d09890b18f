"""Cells as people and systems write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest import param

from ecluse.facts.csv_rows import csv_rows
from ecluse.law.data_home import SHIPPED
from ecluse.orders.cell_day import (
    DAY_FIRST,
    MONTH_FIRST,
    YEAR_FIRST,
    dates_of,
    orders_of,
    serial_of,
)
from ecluse.orders.cell_number import COMMA, POINT, counts, decimal_sign, readings
from ecluse.orders.cell_text import blank, error, unknown
from ecluse.orders.resolve import Problems, days_of, values_of_fact

from .build import library

SINCE = date(2022, 8, 1)


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
        param("1E+05", "100000", id="a power, as spreadsheets export it"),
        param("1_000", "1000", id="underscores, as at every door"),
        param("\uff11\uff12\uff15\uff10", "1250", id="full-width digits"),
        param("(5)", None, id="an accountant's negative"),
        param("5-", None, id="a mainframe's negative"),
        param("-3", None, id="a negative"),
        param("8 16", None, id="two numbers"),
        param("400\u00b9", None, id="the mark of a footnote is no digit"),
        param("400\u2460", None, id="nor is a circled one"),
        param("1\u00bd", None, id="nor a half beside one"),
        param("9" * 40, None, id="forty digits"),
    ],
)
def test_numbers_are_read_as_written(text: str, number: str | None) -> None:
    found = readings(text, POINT) or readings(text, COMMA)
    assert [f"{each:f}" for each in found] == ([] if number is None else [number])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        param("1.250", ["1.250", "1250"], id="a point before three digits"),
        param("1,250", ["1250", "1.250"], id="a comma before three digits"),
        param("0.250", ["0.250"], id="nobody groups after a zero"),
        param("1250.000", ["1250.000"], id="four digits before it are not grouped"),
        param("1.250.000", ["1250000"], id="two points are no decimals"),
        param("1.250,000", ["1250.000"], id="the last sign parts decimals"),
        param("1 250,000", ["1250.000"], id="spaces group already"),
        param("12,5", ["12.5"], id="one digit behind"),
    ],
)
def test_a_number_is_read_in_each_way_that_is_possible(text: str, found: list[str]) -> None:
    assert [f"{number:f}" for number in readings(text)] == found


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        param(["1.800", "1.250,000"], COMMA, id="the other line shows both signs"),
        param(["1.800", "12,5"], COMMA, id="a decimal comma"),
        param(["1.800", "1.250.000"], COMMA, id="points between millions"),
        param(["1.800", "12.5"], POINT, id="a decimal point"),
        param(["1.800", "1,250,000"], POINT, id="commas between millions"),
        param(["1.800", "900"], None, id="nothing tells"),
        param(["1.800", "12.5", "12,5"], None, id="some tell one, some the other"),
        param(["eight", "#REF!", ""], None, id="what is no number tells nothing"),
    ],
)
def test_a_column_settles_which_sign_parts_its_decimals(texts: list[str], sign: str | None) -> None:
    assert decimal_sign(texts) == sign


@pytest.mark.parametrize(
    ("text", "day"),
    [
        param("2025-04-15", date(2025, 4, 15), id="ISO"),
        param("2025-04-15 08:30:00", date(2025, 4, 15), id="ISO with a time"),
        param("20250415", date(2025, 4, 15), id="compact"),
        param("20250415101500", date(2025, 4, 15), id="compact with a time, of SAP"),
        param("Tuesday, April 15, 2025", date(2025, 4, 15), id="Excel's long date"),
        param("Tue 15-Apr-2025", date(2025, 4, 15), id="a weekday, shortened"),
        param("2025-04-15Z", date(2025, 4, 15), id="XML Schema, in UTC"),
        param("2025.04.15.", date(2025, 4, 15), id="Hungarian"),
        param("15.04.2025.", date(2025, 4, 15), id="Croatian"),
        param("'2025-04-15", date(2025, 4, 15), id="marked as a text"),
        param("2025\u201104\u201115", date(2025, 4, 15), id="hyphens that do not break"),
        param("15.04.2025", date(2025, 4, 15), id="points put the day first"),
        param("15-Apr-2025", date(2025, 4, 15), id="month by name"),
        param("April 15, 2025", date(2025, 4, 15), id="American, by name"),
        param("15 avril 2025", date(2025, 4, 15), id="French"),
        param("25/04/2025", date(2025, 4, 25), id="no month 25"),
        param("20-Apr-25", date(2025, 4, 20), id="a year of two digits behind a named month"),
        param("15. Okt 2025", date(2025, 10, 15), id="German, shortened"),
        param("3. März 2025", date(2025, 3, 3), id="German"),
        param("20 de abril de 2025", date(2025, 4, 20), id="Spanish"),
        param("20 febbraio 2025", date(2025, 2, 20), id="Italian"),
        param("2025年4月20日", date(2025, 4, 20), id="Japanese and Chinese"),
        param("2025년 4월 20일", date(2025, 4, 20), id="Korean"),
        param("２０２５/０４/２０", date(2025, 4, 20), id="full-width digits"),
        param("2025-04-08T23:30:00-05:00", date(2025, 4, 9), id="a moment is dated in UTC"),
        param("2025-04-09T04:30:00Z", date(2025, 4, 9), id="the same moment"),
        param("2025-04-09 01:30:00+02", date(2025, 4, 8), id="the day before in UTC"),
        param("4/29/2025 11:30 PM -0500", date(2025, 4, 30), id="American, with an offset"),
    ],
)
def test_a_date_in_any_usual_form(text: str, day: date) -> None:
    assert dates_of(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30",
        "31/04/2025",
        "31.11.2025",
        "31/11/25",
        "2025-W16",
        "2025",
        "soon",
        "45000",
        "2025-04-15 to 2025-04-30",
        "2025-04-15 or later",
        "2025-04-15 08:30 EST",
        "15 Smarch 2025",
        "令和7年4月20日",
        "2025-06-2\u00b9",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates_of(text) == []


def test_a_date_with_two_readings_keeps_both() -> None:
    assert dates_of("03/04/2025") == [date(2025, 4, 3), date(2025, 3, 4)]


def test_the_column_settles_the_order_only_where_it_agrees_with_itself() -> None:
    assert orders_of(["03/04/2025", "25/04/2025"]) == (DAY_FIRST,)
    assert orders_of(["03/04/2025", "04/25/2025"]) == (MONTH_FIRST,)
    assert len(orders_of(["25/04/2025", "04/25/2025"])) > 1
    assert orders_of(["03/04/2025"]) == (DAY_FIRST, MONTH_FIRST)


def test_a_year_of_two_digits_may_come_first_where_that_is_a_day_of_the_record() -> None:
    since = SINCE
    every = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
    assert dates_of("24/04/25", every, since) == [date(2025, 4, 24), date(2024, 4, 25)]
    assert dates_of("25/04/25", every, since) == [date(2025, 4, 25)]  # either way
    assert dates_of("15/04/25", every, since) == [date(2025, 4, 15)]  # 2015 is before the record
    assert dates_of("24.04.25", every, since) == [date(2025, 4, 24), date(2024, 4, 25)]
    assert dates_of("25. 6. 24", every, since) == [date(2024, 6, 25), date(2025, 6, 24)]  # Korean
    assert dates_of("03.04.25", every, since) == [date(2025, 4, 3)]  # points part no American date
    assert orders_of(["24/04/25", "15/04/25"], since) == (DAY_FIRST,)
    assert orders_of(["24.04.25", "15.04.25"], since) == (DAY_FIRST,)
    assert orders_of(["24.04.25"], since) == (DAY_FIRST, YEAR_FIRST)


def test_dates_with_points_settle_no_order_between_other_signs() -> None:
    for other, day in (("08/04/2025", date(2025, 4, 8)), ("24/04/25", date(2025, 4, 24))):
        for beside in ("20.05.2025", "15.06.24", "20/05/2025"):
            days, notes = days_of([beside, other], SINCE, "Day", Problems())
            found = day if "/" in beside else None
            assert (days[other], len(notes)) == (found, 0 if found is None else 1), beside


def test_dates_with_points_are_settled_by_each_other() -> None:
    for beside in ("15.04.25", "20.05.2025"):
        days, notes = days_of([beside, "25.06.24"], SINCE, "Day", Problems())
        assert days["25.06.24"] == date(2024, 6, 25)
        assert [note.partition(",")[0] for note in notes] == [
            "dates such as 25.06.24 in 'Day' are read as day/month/year"
        ]
    days, _ = days_of(["25.06.24", "24/04/25"], SINCE, "Day", Problems())
    assert set(days.values()) == {None}


def test_a_book_of_older_days_knows_since_when_a_year_may_come_first() -> None:
    texts, old = ["03.06.25", "03.06.19"], date(1990, 1, 1)
    days, _ = days_of(texts, old, "Due", Problems(), SINCE)
    assert list(days.values()) == [date(2025, 6, 3), date(2019, 6, 3)]


def test_a_figure_of_dollars_is_in_no_other_money() -> None:
    problems = Problems()
    texts = ["4900", "USD 4,900.00", "$4,900", "EUR 4.900,00", "4900 GBP", "4900 pcs"]
    found = values_of_fact(texts, "order_value_usd", library(), "Order value", problems)
    assert [str(found[text].number) for text in texts[:3]] == ["4900", "4900.00", "4900"]
    assert [each.text for each in problems.found] == texts[3:]
    assert not any(found[text].settled for text in texts[3:])


def test_a_spreadsheets_number_for_a_day_is_known_as_one() -> None:
    assert serial_of("45767") == date(2025, 4, 20)
    assert serial_of("45767.5") == date(2025, 4, 20)
    assert serial_of("20250") is None and serial_of("457670") is None


def test_namibia_is_not_a_blank() -> None:
    assert not blank("NA")
    assert blank("N/A") and blank(" ") and unknown("?") and not blank("?")


@pytest.mark.parametrize("text", ["N/A", "n/a", "N.A.", "n.a.", "N. A.", "-", "null", " "])
def test_not_available_is_a_blank_however_it_is_written(text: str) -> None:
    assert blank(text) and not error(text)


@pytest.mark.parametrize(
    "text",
    [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#n/a",
        "#####",
        "Err:502",
        "#BEZUG!",
        "#WERT!",
        "#NV",
        "#ZAHL!",
        "#VALEUR!",
        "#NOM?",
        "#¡VALOR!",
        "#¿NOMBRE?",
        "#N/D",
        "#RIF!",
        "#VERW!",
    ],
)
def test_an_error_of_a_spreadsheet_is_never_a_blank(text: str) -> None:
    assert error(text) and not blank(text)


@pytest.mark.parametrize("text", ["#1 Computing Ltd", "#4711", "N/A", "NA", "No. #5!"])
def test_a_name_that_begins_with_a_number_sign_is_no_error(text: str) -> None:
    assert not error(text)


def test_a_currency_or_a_unit_of_the_table_may_stand_beside_a_number() -> None:
    words = list(
        csv_rows(SHIPPED / "amount_words.csv", "amount_words.csv", ("kind", "word", "currencies"))
    )
    assert {row["kind"] for row in words} == {"before", "behind", "dollars"}
    for row in words:
        word = row["word"]
        text = f"1250.5 {word}" if row["kind"] == "behind" else f"{word} 1250.5"
        assert readings(text) == [Decimal("1250.5")]
        assert counts(text, "USD") is (word in ("USD", "US$", "$"))
    assert readings("1250.5 CHF") == readings("pcs 1250.5") == []
