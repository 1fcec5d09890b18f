"""Workbooks as they are met: a cell without a value is no blank, a merged cell is everywhere."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from pytest import param

from ecluse.errors import InputError
from ecluse.orders.book import run_orders
from ecluse.orders.tally import BookReport

from .build import library
from .workbooks import ods, ods_row, raw_xlsx, row, xlsb, xlsx

HEADINGS = ("Part", "Ship-To Country", "End User HQ Country", "Ship Date")
H100 = ("H100", "Singapore", "China", "2025-05-20")
FILES = Path(__file__).parent / "files"
ERROR = "an error of the spreadsheet, not a value"
UNWORKED = "a formula without a value: open the file in a spreadsheet and save it once"
Lines = list[dict[str, str]]


def answered(path: Path | str, folder: Path, **said: object) -> tuple[BookReport, Lines]:
    """The report, and the lines as they are written as CSV."""
    report = run_orders(path, library=library(), out=folder / "out.csv", **said)  # type: ignore[arg-type]
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return report, list(csv.DictReader(file))


def outcomes(lines: Lines) -> list[str]:
    return [line["ecluse_outcome"] for line in lines]


def listed(report: BookReport) -> list[tuple[int, str | None, str | None, str]]:
    return [(cell.row, cell.column, cell.text, cell.reason) for cell in report.quarantined]


def sheet(*cells: str) -> str:
    """A sheet's XML: a heading, a row with `cells`, and one with nothing odd."""
    return row(*HEADINGS, number=1) + row(*cells, number=2) + row(*H100, number=3)


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!"])
@pytest.mark.parametrize("formula", ["", "<f>VLOOKUP(A2,X:Y,2,0)</f>"], ids=["plain", "formula"])
def test_an_error_cell_is_no_blank_and_comes_back(tmp_path: Path, error: str, formula: str) -> None:
    bad = f'<c r="@" t="e">{formula}<v>{error}</v></c>'
    path = raw_xlsx(tmp_path / "book.xlsx", sheet("H100", "Singapore", bad, "2025-05-20"))
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["UNDETERMINED", "LICENSE"]
    assert listed(report) == [(2, HEADINGS[2], error, ERROR)]
    assert lines[0][HEADINGS[2]] == error


@pytest.mark.parametrize("place", range(4), ids=["part", "destination", "headquarters", "date"])
def test_an_error_in_any_column_that_decides_frees_nothing(tmp_path: Path, place: int) -> None:
    cells = list(H100)
    cells[place] = '<c r="@" t="e"><v>#N/A</v></c>'
    _, lines = answered(raw_xlsx(tmp_path / "book.xlsx", sheet(*cells)), tmp_path)
    assert outcomes(lines) == ["UNDETERMINED", "LICENSE"]


def test_an_error_for_an_exporter_or_an_end_use_is_unknown_and_listed(tmp_path: Path) -> None:
    headings = ("Part", "Ship-To Country", "Ship Date", "Exporter", "End Use")
    error = '<c r="@" t="e"><v>#N/A</v></c>'
    rows = row(*headings, number=1) + row("H20", "China", "2025-05-20", error, error, number=2)
    report, lines = answered(raw_xlsx(tmp_path / "book.xlsx", rows), tmp_path)
    assert [each[1] for each in listed(report)] == ["End Use", "Exporter"]
    assert outcomes(lines) != ["NLR"]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        param("<c r='@'><f>VLOOKUP(A2,X:Y,2,0)</f></c>", None, id="no value"),
        param('<c r="@"><f>VLOOKUP(A2,X:Y,2,0)</f><v/></c>', None, id="an empty value"),
        param('<c r="@"><f>VLOOKUP(A2,X:Y,2,0)</f><v></v></c>', None, id="a value of nothing"),
        param('<c r="@" t="n"><f t="shared" si="0"/><v/></c>', None, id="a shared formula"),
        param('<c r="@" t="str"><f>A1</f><v>China</v></c>', "China", id="worked out"),
        param('<c r="@" t="str"><f>A1</f><v></v></c>', "", id="worked out, to an empty text"),
        param('<c r="@"/>', "", id="an empty cell"),
    ],
)
def test_a_formula_that_nothing_has_worked_out_is_no_blank(
    tmp_path: Path, cell: str, read: str | None
) -> None:
    path = raw_xlsx(tmp_path / "book.xlsx", sheet("H100", "Singapore", cell, "2025-05-20"))
    report, lines = answered(path, tmp_path)
    if read is None:
        assert outcomes(lines)[0] == "UNDETERMINED"
        assert [each[3] for each in listed(report)] == [UNWORKED]
        assert lines[0][HEADINGS[2]].startswith("'=")
    else:
        assert outcomes(lines)[0] == ("LICENSE" if read else "NLR")
        assert (lines[0][HEADINGS[2]], listed(report)) == (read, [])


@pytest.mark.parametrize(("stale", "outcome"), [("1", "UNDETERMINED"), ("0", "UNDETERMINED")])
def test_zero_in_a_formula_is_unworked_where_the_workbook_says_it_is_to_be_worked_out(
    tmp_path: Path, stale: str, outcome: str
) -> None:
    cell = '<c r="@"><f>VLOOKUP(A2,X:Y,2,0)</f><v>0</v></c>'
    path = raw_xlsx(
        tmp_path / "book.xlsx",
        sheet("H100", "Singapore", cell, "2025-05-20"),
        calculation=f'<calcPr fullCalcOnLoad="{stale}"/>',
    )
    report, lines = answered(path, tmp_path)
    assert outcomes(lines)[0] == outcome
    assert (listed(report)[0][3] == UNWORKED) is (stale == "1")


def test_cells_without_places_and_with_a_prefix_are_found(tmp_path: Path) -> None:
    cells = row(*HEADINGS, number=1) + row(
        "H100", "Singapore", '<c t="e"><v>#N/A</v></c>', number=2
    )
    path = raw_xlsx(tmp_path / "book.xlsx", cells)
    report, _ = answered(path, tmp_path)
    assert (2, HEADINGS[2], "#N/A", ERROR) in listed(report)


def test_an_error_alone_in_the_last_row_is_a_line(tmp_path: Path) -> None:
    cells = sheet(*H100) + row("<c r='@' t='e'><v>#REF!</v></c>", number=9)
    report, lines = answered(raw_xlsx(tmp_path / "book.xlsx", cells), tmp_path)
    assert outcomes(lines) == ["LICENSE", "LICENSE", "UNDETERMINED"]
    assert (9, "Part", "#REF!") in [(each.rows[0], "Part", each.part) for each in report.unresolved]


def test_errors_formulas_and_merged_cells_of_an_old_workbook(tmp_path: Path) -> None:
    report, lines = answered(FILES / "errors.xls", tmp_path)
    assert outcomes(lines) == ["UNDETERMINED", "LICENSE", "LICENSE", "UNDETERMINED"]
    assert listed(report) == [(2, HEADINGS[2], "#N/A", ERROR), (5, HEADINGS[2], "=?", UNWORKED)]
    assert "sheet 'Orders'; not read: 'old' (hidden)" in report.notes


def test_errors_and_merged_cells_of_a_binary_workbook(tmp_path: Path) -> None:
    rows = [HEADINGS, ("H100", "Singapore", 0x2A, "2025-05-20"), H100, (*H100[:2], None, H100[3])]
    report, lines = answered(xlsb(tmp_path / "b.xlsb", rows, (2, 3, 2, 2)), tmp_path)
    assert outcomes(lines) == ["UNDETERMINED", "LICENSE", "LICENSE"]
    assert listed(report) == [(2, HEADINGS[2], "#N/A", ERROR)]


def test_errors_formulas_merged_cells_and_hidden_tables_of_an_opendocument_sheet(
    tmp_path: Path,
) -> None:
    day = (
        '<table:table-cell office:value-type="date" office:date-value="2025-05-20">'
        "<text:p>20/05/25</text:p></table:table-cell>"
    )
    error = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p>'
        "</table:table-cell>"
    )
    unworked = '<table:table-cell table:formula="of:=VLOOKUP([.A2];[.X1];2)"/>'
    merged = (
        '<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1" '
        'office:value-type="string"><text:p>China</text:p></table:table-cell>'
    )
    path = ods(
        tmp_path / "book.ods",
        ("old", True, ods_row(*HEADINGS) + ods_row("H20", "Japan", "Japan", day)),
        (
            "Orders",
            False,
            ods_row(*HEADINGS)
            + ods_row("H100", "Singapore", error, day)
            + ods_row("H100", "Singapore", unworked, day)
            + ods_row("H100", "Singapore", merged, day)
            + ods_row("H100", "Singapore", "<table:covered-table-cell/>", day)
            + (
                '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
                'table:number-columns-repeated="16384"/></table:table-row>'
            ),
        ),
    )
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["UNDETERMINED", "UNDETERMINED", "LICENSE", "LICENSE"]
    assert [each[3] for each in listed(report)] == [ERROR, UNWORKED]
    assert lines[1][HEADINGS[2]] == "'=VLOOKUP([.A2];[.X1];2)"
    assert lines[3]["Ship Date"] == "2025-05-20"


def test_a_merged_cell_stands_in_every_row_and_column_that_it_covers(tmp_path: Path) -> None:
    rows = [
        (*HEADINGS, "Note", "Parent HQ"),
        ("H100", "Singapore", "China", date(2025, 5, 20), "a", None),
        ("H200", "Singapore", None, date(2025, 5, 20), None, None),
        ("B200", "Singapore", None, date(2025, 5, 20), None, None),
        ("H100", "Singapore", None, date(2025, 5, 20), None, None),
    ]
    path = xlsx(tmp_path / "book.xlsx", rows, "C2:C4", "E2:F3")
    report, lines = answered(path, tmp_path)
    assert outcomes(lines)[:3] == ["LICENSE"] * 2 + ["LICENSE"]
    assert outcomes(lines)[3] == "NLR"  # below the merged cell
    assert [line["Parent HQ"] for line in lines] == ["a", "a", "", ""]
    assert "2 merged cells stand in every row and column that they cover" in report.notes


def test_a_title_merged_over_a_whole_row_stands_once(tmp_path: Path) -> None:
    rows = [HEADINGS, ("Region: Asia", None, None, None), H100]
    _, lines = answered(xlsx(tmp_path / "book.xlsx", rows, "A2:D2"), tmp_path)
    assert [lines[0][name] for name in HEADINGS] == ["Region: Asia", "", "", ""]
    assert outcomes(lines) == ["UNDETERMINED", "LICENSE"]


def workbook_of_three(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "old"
    for line in (HEADINGS, ("H20", "Japan", "Japan", date(2024, 1, 5))):
        book.active.append(line)
    book.active.sheet_state = "hidden"
    book.create_sheet("Notes").append(("Read me",))
    orders = book.create_sheet("Orders")
    for line in (HEADINGS, H100):
        orders.append(line)
    book.save(path)
    return path


def test_the_first_sheet_that_is_shown_and_holds_an_order_book_is_read(tmp_path: Path) -> None:
    path = workbook_of_three(tmp_path / "book.xlsx")
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["LICENSE"]
    assert "sheet 'Orders'; not read: 'old' (hidden), 'Notes'" in report.notes
    report, lines = answered(f"{path}#old", tmp_path)
    assert outcomes(lines) == ["NLR"]
    assert "sheet 'old', which is hidden" in report.notes


def test_a_workbook_of_hidden_sheets_is_not_read_unasked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("old").append(HEADINGS)
    book["old"].append(H100)
    book["old"].sheet_state = "veryHidden"
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(InputError, match="no sheet that is shown holds anything; hidden: 'old'"):
        run_orders(tmp_path / "book.xlsx", library=library())
    assert run_orders(f"{tmp_path}/book.xlsx#old", library=library()).lines_in == 1


def types(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(
        ("Delivery", *HEADINGS[:2], "Ship Date", "Qty", "Price", "Tracking", "At", "Ok", "Share")
    )
    for qty in (8, "n/a"):
        moment = datetime(2025, 5, 20, 10, 30)
        book.active.append(
            (
                80012345,
                *H100[:2],
                moment.date(),
                qty,
                29999.95,
                1234567890123450,
                moment,
                True,
                0.05,
            )
        )
    book.active["A2"].number_format = book.active["A3"].number_format = "0000000000"
    book.active["D2"].number_format = "dd.mm.yyyy"
    book.active["J2"].number_format = "0%"
    book.save(path)
    return path


def test_cells_of_a_workbook_keep_value_type_and_format_in_a_workbook(tmp_path: Path) -> None:
    run_orders(types(tmp_path / "book.xlsx"), library=library(), out=tmp_path / "out.xlsx")
    sheet_ = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    cells = [(cell.value, cell.data_type, cell.number_format) for cell in sheet_[2]][:10]
    assert cells == [
        (80012345, "n", "0000000000"),
        ("H100", "s", "General"),
        ("Singapore", "s", "General"),
        (datetime(2025, 5, 20), "d", "dd.mm.yyyy"),
        (8, "n", "General"),
        (29999.95, "n", "General"),
        (1234567890123450, "n", "General"),
        (datetime(2025, 5, 20, 10, 30), "d", "yyyy-mm-dd h:mm:ss"),
        (True, "b", "General"),
        (0.05, "n", "0%"),
    ]
    assert sheet_.cell(3, 5).value == "n/a"  # in a column of numbers, and still a text


def test_cells_of_a_workbook_are_as_they_are_shown_in_text(tmp_path: Path) -> None:
    _, lines = answered(types(tmp_path / "book.xlsx"), tmp_path)
    assert (lines[0]["Delivery"], lines[0]["Qty"], lines[0]["Price"], lines[0]["Tracking"]) == (
        "0080012345",
        "8",
        "29999.95",
        "1234567890123450",
    )


def test_columns_of_a_workbook_have_types_where_the_form_has_types(tmp_path: Path) -> None:
    import duckdb

    run_orders(types(tmp_path / "book.xlsx"), library=library(), out=tmp_path / "out.parquet")
    found = duckdb.sql(f"DESCRIBE FROM '{tmp_path}/out.parquet'").fetchall()
    assert [kind for _, kind, *_ in found[:10]] == [
        "VARCHAR",  # leading zeros
        "VARCHAR",
        "VARCHAR",
        "DATE",
        "VARCHAR",  # a text among numbers
        "DOUBLE",
        "BIGINT",
        "TIMESTAMP",
        "BOOLEAN",
        "DOUBLE",
    ]


def test_an_error_comes_back_as_an_error_in_a_workbook(tmp_path: Path) -> None:
    bad = '<c r="@" t="e"><v>#N/A</v></c>'
    path = raw_xlsx(tmp_path / "book.xlsx", sheet("H100", "Singapore", bad, "2025-05-20"))
    run_orders(path, library=library(), out=tmp_path / "out.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx").active["C2"]
    assert (cell.value, cell.data_type) == ("#N/A", "e")
    _, lines = answered(tmp_path / "out.xlsx", tmp_path)
    assert outcomes(lines)[0] == "UNDETERMINED"


def test_a_number_of_a_workbook_that_a_formula_style_would_zero_fill_is_that_text(
    tmp_path: Path,
) -> None:
    styles = (
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="000"/></numFmts><cellXfs '
        'count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
    )
    cells = row("Ref", *HEADINGS, number=1)
    for number, value in ((2, "7"), (3, "1234"), (4, "1.5"), (5, "-7")):
        cells += row(f'<c r="@" s="1"><v>{value}</v></c>', *H100, number=number)
    _, lines = answered(raw_xlsx(tmp_path / "book.xlsx", cells, styles=styles), tmp_path)
    assert [line["Ref"] for line in lines] == ["007", "1234", "1.5", "-7"]
