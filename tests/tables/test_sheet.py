"""What a cell of a sheet is, and where a merged cell stands."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from pytest import param

from ecluse.tables.sheet import (
    Area,
    Padded,
    Row,
    Table,
    error_cell,
    filled,
    formula_cell,
    kind_of,
    text_of,
)


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        param("H100", "H100", "t", id="a text"),
        param("", "", " ", id="an empty text"),
        param(None, "", " ", id="nothing"),
        param(8, "8", "i", id="a whole number"),
        param(8.0, "8", "i", id="a whole number with a point"),
        param(-0.5, "-0.5", "f", id="a fraction"),
        param(2.0**53 - 1, "9007199254740991", "i", id="the last whole number that is exact"),
        param(2.0**53, "9007199254740992", "f", id="one beyond it"),
        param(1e21, "1e+21", "f", id="a number that nobody writes out"),
        param(9e20, "900000000000000000000", "f", id="a number that somebody may"),
        param(Padded("0042"), "0042", "z", id="leading zeros"),
        param(True, "true", "b", id="true"),
        param(False, "false", "b", id="false"),
        param(date(2025, 5, 20), "2025-05-20", "d", id="a day"),
        param(datetime(2025, 5, 20), "2025-05-20", "d", id="a moment at midnight"),
        param(datetime(2025, 5, 20, 0, 0, 1), "2025-05-20 00:00:01", "m", id="a second later"),
        param(time(12, 30), "12:30:00", "h", id="a time of day"),
        param(timedelta(hours=30), "1 day, 6:00:00", "t", id="a stretch of time"),
        param(error_cell("#REF!"), "#REF!", "e", id="an error"),
        param(error_cell(""), "#ERROR", "e", id="an error that shows nothing"),
        param(formula_cell("of:=A1"), "=A1", "e", id="a formula of OpenDocument"),
        param(formula_cell(" "), "=?", "e", id="a formula that is not told"),
    ],
)
def test_a_cell_is_a_text_and_a_kind(value: Any, text: str, kind: str) -> None:
    assert (text_of(value), kind_of(value)) == (text, kind)


NAMES = ("Part", "To", "Qty")


def _rows(rows: list[list[Any]], *merged: Area, names: tuple[str, ...] = NAMES) -> list[list[Any]]:
    numbered: list[Row] = [(number, list(row)) for number, row in enumerate(rows, 1)]
    return [row for _, row in filled(numbered, merged, names)]


@pytest.mark.parametrize(
    ("rows", "merged", "found"),
    [
        param(
            [["a", "x", 1], [None, "y", 2], [None, "z", 3]],
            (0, 0, 1, 0),
            [["a", "x", 1], ["a", "y", 2], [None, "z", 3]],
            id="down",
        ),
        param([["a", "b"]], (0, 1, 0, 2), [["a", "b", "b"]], id="across, to the last column"),
        param([["a", "b"]], (0, 1, 0, 9), [["a", "b", "b"]], id="across, beyond the last column"),
        param([["a"], ["b"]], (0, 3, 1, 3), [["a"], ["b"]], id="beside the columns"),
        param(
            [["a", "b"], [None, None, 2]],
            (0, 0, 1, 1),
            [["a", "a"], ["a", "a", 2]],
            id="both ways",
        ),
        param([["", 1], [None, 2]], (0, 0, 1, 0), [["", 1], [None, 2]], id="an empty cell"),
        param([["Title"]], (0, 0, 0, 2), [["Title"]], id="a title between the rows"),
        param(
            [["a", None, 1]], (0, 0, 0, 1), [["a", "a", 1]], id="not over every column: no title"
        ),
        param(
            [["a"], [None]], (0, 0, 1, 2), [["a", "a", "a"], ["a", "a", "a"]], id="two rows: none"
        ),
    ],
)
def test_a_merged_cell_stands_wherever_it_covers(
    rows: list[list[Any]], merged: Area, found: list[list[Any]]
) -> None:
    assert _rows(rows, merged) == found


def test_a_title_need_only_be_over_the_columns_with_names() -> None:
    assert _rows([["Title"]], (0, 0, 0, 1), names=("Part", "To", " ")) == [["Title"]]


def test_an_error_over_a_whole_row_is_no_title() -> None:
    wrong = error_cell("#REF!")
    assert _rows([[wrong]], (0, 0, 0, 2)) == [[wrong] * 3]


def test_a_merged_cell_of_a_row_that_is_not_given_is_not_known() -> None:
    assert [row for _, row in filled([(3, [None, "y"])], [(0, 0, 5, 0)], NAMES)] == [[None, "y"]]


def test_only_cells_over_several_columns_are_spans() -> None:
    table = Table(rows=lambda: iter(()), merged=[(0, 1, 0, 2), (0, 0, 4, 0), (2, 0, 3, 1)])
    assert table.spans() == {1: [(1, 2)], 3: [(0, 1)]}
    assert Table(rows=lambda: iter(())).spans() is None
