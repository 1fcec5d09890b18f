"""Tables that stand anywhere in a sheet, and cells whose value stands elsewhere or nowhere."""

from __future__ import annotations

import csv
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from pytest import param

from ecluse.orders.book import run_orders
from ecluse.orders.tally import BookReport
from ecluse.tables.binary_sheets import _records, _stream
from ecluse.tables.sheet import filled

from .build import library
from .workbooks import raw_xlsx, row, xlsb, xlsx

HEADINGS = ("Part", "Ship-To Country", "Ship Date", "Qty", "HQ Country")
FREE = ("H100", "Germany", "2024-02-01", 1)
FILES = Path(__file__).parent / "files"
UNWORKED = "a formula without a value: open the file in a spreadsheet and save it once"
Lines = list[dict[str, str]]
Place = tuple[int, int]


def answered(path: Path, folder: Path) -> tuple[BookReport, Lines]:
    """The report, and the lines as they are written as CSV."""
    report = run_orders(path, library=library(), out=folder / "out.csv")
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return report, list(csv.DictReader(file))


def outcomes(lines: Lines) -> list[str]:
    return [line["ecluse_outcome"] for line in lines]


def read(path: Path, folder: Path) -> list[str]:
    return outcomes(answered(path, folder)[1])


def placed(path: Path, lines: Sequence[Sequence[Any]], at: Place, *merged: str) -> Path:
    """A workbook whose heading begins in a row and a column, both counted from 1."""
    book = openpyxl.Workbook()
    for down, line in enumerate([HEADINGS, *lines]):
        for across, value in enumerate(line):
            book.active.cell(at[0] + down, at[1] + across, value)
    for area in merged:
        book.active.merge_cells(area)
    book.save(path)
    return path


PLACES = [(1, 1), (1, 2), (3, 1), (3, 2), (7, 30)]


@pytest.mark.parametrize("at", PLACES)
def test_a_cell_without_a_value_is_found_wherever_its_table_begins(
    tmp_path: Path, at: Place
) -> None:
    lines = [(*FREE, "=Z99"), (*FREE, "#REF!"), ("#N/A", *FREE[1:], "Germany"), (*FREE, "Germany")]
    report, got = answered(placed(tmp_path / "b.xlsx", lines, at), tmp_path)
    assert outcomes(got) == ["UNDETERMINED", "UNDETERMINED", "UNDETERMINED", "NLR"]
    assert {(each.column, each.text) for each in report.quarantined} >= {
        ("HQ Country", "=Z99"),
        ("HQ Country", "#REF!"),
    }
    assert [line["Ship-To Country"] for line in got] == ["Germany"] * 4
    assert [line["Part"] for line in got] == ["H100", "H100", "#N/A", "H100"]
    assert [name for name in got[0] if not name.startswith("ecluse_")] == list(HEADINGS)


@pytest.mark.parametrize(
    ("at", "area"), [((1, 1), "E2:E3"), ((1, 2), "F2:F3"), ((3, 1), "E4:E5"), ((3, 2), "F4:F5")]
)
def test_a_merged_cell_is_where_its_table_is(tmp_path: Path, at: Place, area: str) -> None:
    lines = [(*FREE, "China"), FREE, FREE]
    assert read(placed(tmp_path / "b.xlsx", lines, at, area), tmp_path) == [
        "LICENSE",
        "LICENSE",
        "NLR",
    ]


@pytest.mark.parametrize("at", PLACES)
def test_number_formats_are_where_their_table_is(tmp_path: Path, at: Place) -> None:
    path = placed(tmp_path / "b.xlsx", [(*FREE, "China")], at)
    book = openpyxl.load_workbook(path)
    book.active.cell(at[0] + 1, at[1] + 3).number_format = "0000"
    book.save(path)
    _, lines = answered(path, tmp_path)
    assert (lines[0]["Qty"], lines[0]["Part"]) == ("0001", "H100")
    run_orders(path, library=library(), out=tmp_path / "out.xlsx")
    cells = openpyxl.load_workbook(tmp_path / "out.xlsx").active[2]
    assert [cell.number_format for cell in cells[:5]] == [*["General"] * 3, "0000", "General"]


def test_a_title_over_a_table_that_does_not_begin_in_the_first_column(tmp_path: Path) -> None:
    lines = [("Region: Asia",), (*FREE, "China")]
    _, got = answered(placed(tmp_path / "b.xlsx", lines, (1, 2), "B2:F2"), tmp_path)
    assert [got[0][name] for name in HEADINGS] == ["Region: Asia", "", "", "", ""]
    assert outcomes(got) == ["UNDETERMINED", "LICENSE"]


def test_a_mark_before_the_first_value_moves_nothing(tmp_path: Path) -> None:
    path = placed(tmp_path / "b.xlsx", [(*FREE, "=Z99"), (*FREE, "China")], (1, 3))
    book = openpyxl.load_workbook(path)
    book.active["A2"] = "=Z99"  # a column without a name, and before the reader's first
    book.save(path)
    _, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["UNDETERMINED", "LICENSE"]
    assert [lines[0][name] for name in HEADINGS] == [*map(str, FREE), "'=Z99"]


def test_a_binary_workbook_whose_table_begins_further_on(tmp_path: Path) -> None:
    free = ("H100", "Germany", "2024-02-01", "1")
    lines: list[tuple[str | int, ...]] = [HEADINGS, (*free, 0x2A), (*free, "China"), free]
    moved = [(), (), *[(None, *line) for line in lines]]
    report, got = answered(xlsb(tmp_path / "b.xlsb", moved, (4, 5, 5, 5)), tmp_path)
    assert outcomes(got) == ["UNDETERMINED", "LICENSE", "LICENSE"]
    assert [(each.row, each.column) for each in report.quarantined] == [(4, "HQ Country")]


def test_an_old_workbook_whose_table_begins_further_on(tmp_path: Path) -> None:
    """The same workbook with every cell one column to the right: the same answers."""
    was = FILES / "errors.xls"
    stream = _stream(was)
    moved, place, sheet = bytearray(stream), 0, False
    first = next(
        int.from_bytes(body[:4], "little") for kind, body in _records(stream, 0) if kind == 0x85
    )
    while place + 4 <= len(moved):
        kind, size = struct.unpack_from("<HH", moved, place)
        sheet = sheet or place >= first
        one: dict[int, tuple[int, ...]] = {
            0x200: (8, 10),
            0x208: (2, 4),
            0xBD: (2, size - 2),
            0xBE: (2, size - 2),
        }
        cells = dict.fromkeys((0x06, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E), (2,))
        spots = (one | cells).get(kind, ()) if sheet else ()
        if sheet and kind == 0xE5:
            count = int.from_bytes(moved[place + 4 : place + 6], "little")
            spots = tuple(2 + 8 * each + part for each in range(count) for part in (4, 6))
        for spot in spots:
            (column,) = struct.unpack_from("<H", moved, place + 4 + spot)
            struct.pack_into("<H", moved, place + 4 + spot, column + 1)
        place += 4 + size
    data = was.read_bytes()
    assert data.count(stream) == 1
    path = tmp_path / "moved.xls"
    path.write_bytes(data.replace(stream, bytes(moved)))
    before, there = answered(was, tmp_path)
    after, here = answered(path, tmp_path)
    assert here == there and after.quarantined == before.quarantined
    assert outcomes(here) == ["UNDETERMINED", "LICENSE", "LICENSE", "UNDETERMINED"]


# Cells, each with the outcome of a line whose headquarters are in it; formulas are worked out anew
# when a stale workbook is opened.
FRESH = {
    '<c r="@" t="str"><f>X!A1</f></c>': "UNDETERMINED",  # no value
    '<c r="@" t="str"><f>X!A1</f><v/></c>': "UNDETERMINED",  # a closed one
    '<c r="@" t="str"><f>X!A1</f><v></v></c>': "NLR",  # an empty text
    '<c r="@" t="str"><f/></c>': "UNDETERMINED",  # a formula without a text
    '<c r="@" t="str"><f\n>X!A1</f></c>': "UNDETERMINED",  # a broken line
    '<c r="@" t="s"><f>X!A1</f></c>': "UNDETERMINED",  # a shared text
    '<c r="@" t="b"><f>X!A1</f></c>': "UNDETERMINED",  # a truth
    '<c r="@" t="str"><f>A1</f><v>Germany</v></c>': "NLR",  # worked out
}
STALE = {
    '<c r="@" t="str"><f>X!A1</f></c>': "UNDETERMINED",
    '<c r="@" t="str"><f>X!A1</f><v/></c>': "UNDETERMINED",
    '<c r="@" t="str"><f>X!A1</f><v></v></c>': "UNDETERMINED",
    '<c r="@" t="str"><v></v></c>': "NLR",  # a text, and no formula
    '<c r="@" t="str"><f>A1</f><v>China</v></c>': "LICENSE",
}


@pytest.mark.parametrize(
    ("cells", "calculation"),
    [
        param(FRESH, "", id="fresh"),
        param(STALE, '<calcPr calcId="1" fullCalcOnLoad="1"/>', id="stale"),
    ],
)
def test_a_text_that_no_spreadsheet_has_worked_out_is_no_blank(
    tmp_path: Path, cells: dict[str, str], calculation: str
) -> None:
    lines = (row(*map(str, FREE), cell, number=at) for at, cell in enumerate(cells, 2))
    whole = row(*HEADINGS, number=1) + "".join(lines)
    path = raw_xlsx(tmp_path / "b.xlsx", whole, calculation=calculation)
    report, found = answered(path, tmp_path)
    assert dict(zip(cells, outcomes(found), strict=True)) == cells
    unknown = [at for at, outcome in enumerate(cells.values(), 2) if outcome == "UNDETERMINED"]
    assert [(each.row, each.reason) for each in report.quarantined] == [
        (at, UNWORKED) for at in unknown
    ]


def test_every_cell_that_an_array_would_fill_is_unknown(tmp_path: Path) -> None:
    path = placed(tmp_path / "b.xlsx", [FREE, FREE, (*FREE, "China"), FREE], (1, 2))
    book = openpyxl.load_workbook(path)
    book.active["F2"] = ArrayFormula("F2:F4", "=Z2:Z4")
    book.save(path)
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["UNDETERMINED", "UNDETERMINED", "LICENSE", "NLR"]
    assert report.quarantined[0].text == "=Z2:Z4"


def test_an_array_that_has_been_worked_out_leaves_blanks_as_they_are(tmp_path: Path) -> None:
    cells = row(*HEADINGS, number=1)
    cell = '<c r="@" t="str"><f t="array" ref="E2:E3">Z2:Z3</f><v>China</v></c>'
    for number, last in ((2, cell), (3, '<c r="@" t="str"><v></v></c>')):
        cells += row(*map(str, FREE), last, number=number)
    assert read(raw_xlsx(tmp_path / "b.xlsx", cells), tmp_path) == ["LICENSE", "NLR"]


@pytest.mark.parametrize("area", ["E2:E4", "E2:F4", "E2:J4", "E2:Z40"])
def test_a_merged_cell_wider_than_the_heading_stands_in_every_row(
    tmp_path: Path, area: str
) -> None:
    path = placed(tmp_path / "b.xlsx", [(*FREE, "China"), FREE, FREE], (1, 1), area)
    assert read(path, tmp_path) == ["LICENSE"] * 3


def test_a_merged_cell_that_begins_in_the_heading_reaches_into_the_lines(tmp_path: Path) -> None:
    path = placed(tmp_path / "b.xlsx", [FREE, FREE, FREE], (1, 1), "E1:E3")
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["UNDETERMINED", "UNDETERMINED", "NLR"]
    assert [line["HQ Country"] for line in lines] == ["HQ Country", "HQ Country", ""]
    assert "a merged cell stands in every row and column that it covers" in report.notes


def test_a_merged_cell_that_ends_with_the_heading_reaches_into_no_line(tmp_path: Path) -> None:
    lines = [("Orders", *[None] * 4), HEADINGS, (*FREE, "Germany")]
    report, got = answered(xlsx(tmp_path / "b.xlsx", lines, "A1:E1"), tmp_path)
    assert outcomes(got) == ["NLR"]
    assert not any("merged" in note for note in report.notes)


def test_a_cell_merged_over_several_whole_rows_stands_in_each(tmp_path: Path) -> None:
    path = placed(tmp_path / "b.xlsx", [("H100",), (), (*FREE, "Germany")], (1, 1), "A2:E3")
    _, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["UNDETERMINED", "UNDETERMINED", "NLR"]
    assert [line["Ship-To Country"] for line in lines[:2]] == ["H100", "H100"]


def merged(
    area: tuple[int, int, int, int], *rows: list[Any], names: str = "abc"
) -> list[list[Any]]:
    lines = ((number, list(values)) for number, values in enumerate(rows, 2))
    return [values for _, values in filled(lines, [area], list(names))]


def test_what_a_merged_cell_covers() -> None:
    assert merged((1, 0, 1, 2), ["t", None, ""]) == [["t", None, ""]]  # a title
    assert merged((1, 0, 1, 9), ["t", None, ""]) == [["t", None, ""]]  # one that reaches further
    assert merged((1, 0, 1, 2), ["t", "x", None]) == [["t", "t", "t"]]  # with values under it
    assert merged((1, 0, 1, 1), ["t", None, "x"]) == [["t", "t", "x"]]  # not over all columns
    assert merged((1, 1, 1, 9), ["x", "t", None]) == [["x", "t", "t"]]  # nor from the first
    assert merged((1, 0, 2, 2), ["t"], []) == [["t"] * 3] * 2  # nor in one row
    assert merged((1, 0, 2, 0), ["t"], [], names="a") == [["t"], ["t"]]  # nor over several
    assert merged((1, 1, 1, 2), [None, "t"], names=" bc") == [[None, "t"]]  # all that are named
    assert merged((1, 1, 1048575, 16383), ["x", "t"], ["y"]) == [["x", "t", "t"], ["y", "t", "t"]]
    assert merged((1, 3, 2, 4), ["x"], ["y"]) == [["x"], ["y"]]  # beyond the heading
