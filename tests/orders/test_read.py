"""Files as they are met: every row is kept; a file that is not what it says is one clear error."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ecluse.errors import InputError
from ecluse.orders.book import run_orders
from ecluse.orders.report import sections
from ecluse.orders.tally import BookReport
from ecluse.tables.csv_lines import LONGEST_LINE
from ecluse.tables.encoding import survey
from ecluse.tables.engine_duckdb import connect
from ecluse.tables.names import unique
from ecluse.tables.read import open_book
from ecluse.tables.read_csv import delimiter_of
from ecluse.tables.zip_guard import guard_zip

from .build import HEADINGS, book, library

ROW = "H100,3A090.a,8,30000,USD,China,,2024-02-01,Amberfield (fictional)"


def rows(path: Path, folder: Path) -> list[tuple[object, ...]]:
    connection = connect(folder)
    opened = open_book(path, connection, folder)
    return connection.execute(
        f"SELECT * EXCLUDE (file_row_number) FROM {opened.relation}"
    ).fetchall()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = book(
        tmp_path,
        ROW.replace("Amberfield", "Élan"),
        encoding="utf-8" if encoding == "utf-16-le" else encoding,
    )
    if encoding == "utf-16-le":
        path.write_bytes(b"\xff\xfe" + path.read_text(encoding="utf-8").encode("utf-16-le"))
    assert rows(path, tmp_path)[0][8] == "Élan (fictional)"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_any_usual_encoding_is_read_beside_a_row_that_does_not_fit(
    tmp_path: Path, encoding: str
) -> None:
    path = book(tmp_path, ROW.replace("Amberfield", "Élan"), ROW + ",more", encoding=encoding)
    found = rows(path, tmp_path)
    assert (found[0][0], found[0][8]) == ("H100", "Élan (fictional)")
    assert [row[10] for row in found] == [None, "the row has 10 fields where the heading has 9"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_usual_delimiter_is_found(tmp_path: Path, delimiter: str, end: str) -> None:
    path = book(
        tmp_path, ROW.replace(",", delimiter), headings=HEADINGS.replace(",", delimiter), end=end
    )
    assert rows(path, tmp_path)[0][5] == "China"


def test_headings_are_made_unique() -> None:
    found = unique(["Part", "part", "", "Part 2", "__row 2"], "book.csv")
    assert found == ["Part", "part 2", "column 3", "Part 2 2", "__row 2"]


def test_a_ragged_row_keeps_its_place_and_says_why(tmp_path: Path) -> None:
    path = book(tmp_path, ROW, ROW + ",more", ROW, "H100")
    report = run_orders(path, library=library(), out=tmp_path / "out.csv")
    assert (report.lines_in, report.lines_out) == (4, 4)
    assert [(row.row, row.reason) for row in report.quarantined if row.column is None] == [
        (3, "the row has 10 fields where the heading has 9"),
        (5, "the row has 1 field where the heading has 9"),
    ]
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 5
    assert ("rows that could not be read", "2", "") in sections(report)[1].rows


def test_all_that_cannot_be_read_is_counted_though_not_all_is_listed(tmp_path: Path) -> None:
    lines = (
        [ROW + ",more"] * 1_200
        + [ROW.replace("2024-02-01", "soon").replace(",8,", ",many,")] * 1_100
        + [ROW]
    )
    report = run_orders(book(tmp_path, *lines), library=library())
    assert [(count.column, count.lines) for count in report.unreadable] == [
        (None, 1_200),
        ("Ship Date", 1_100),
        ("Qty", 1_100),
    ]
    assert len(report.quarantined) == 3_000
    assert {
        ("rows that could not be read", "1,200", ""),
        ("cells that could not be read", "2,200", ""),
    } <= set(sections(report)[1].rows)


def test_part_names_are_counted_by_themselves(tmp_path: Path) -> None:
    """Two lines of a part that is not on file, one whose cell is an error, two without a number."""
    parts = ("H20 Imaginary 99,3", "H20 Imaginary 99,3", "#N/A,3", "H20,many", "H20,many", "H20,4")
    lines = [f"{part},CN,2024-02-01" for part in parts]
    made = book(tmp_path, *lines, headings="part,quantity,destination,date")
    report = run_orders(made, library=library())
    assert [(count.column, count.lines) for count in report.unreadable] == [("quantity", 2)]
    assert [(part.part, part.lines, part.rows) for part in report.unresolved] == [
        ("H20 Imaginary 99", 2, (2, 3)),
        ("#N/A", 1, (4,)),
    ]
    assert {(cell.row, cell.column) for cell in report.quarantined} == {
        *((row, "part") for row in (2, 3, 4)),
        *((row, "quantity") for row in (5, 6)),
    }


def test_a_quoted_field_may_hold_a_delimiter_and_a_line_break(tmp_path: Path) -> None:
    path = book(tmp_path, ROW.replace("Amberfield (fictional)", '"Amber,\nfield ""A"""'))
    assert rows(path, tmp_path)[0][8] == 'Amber,\nfield "A"'


def test_a_field_without_end_is_bounded_and_the_rest_is_read(tmp_path: Path) -> None:
    endless = ROW.replace("Amberfield", "x" * (3 * LONGEST_LINE))
    path = book(tmp_path, ROW, endless, ROW)
    report = run_orders(path, library=library(), out=tmp_path / "out.csv")
    assert report.lines_out == 3
    assert [(row.row, row.reason) for row in report.quarantined] == [
        (3, f"the line is longer than {LONGEST_LINE:,} characters")
    ]
    assert (tmp_path / "out.csv").stat().st_size < LONGEST_LINE


def faults(report: BookReport) -> list[tuple[int, str]]:
    return [(row.row, row.reason) for row in report.quarantined if row.column is None]


@pytest.mark.parametrize("following", [0, 3, 20_000])
def test_a_quote_never_closed_swallows_no_line(tmp_path: Path, following: int) -> None:
    last_cell = ROW.replace("Amberfield", '"Amberfield')
    for bad in ('"' + ROW, last_cell):
        report = run_orders(
            book(tmp_path, ROW, bad, *[ROW] * following),
            library=library(),
            out=tmp_path / "out.csv",
        )
        assert report.lines_in == report.lines_out == 2 + following
        assert faults(report) == [
            (
                3,
                "a quote is opened and never closed"
                if following < 20_000
                else "the row cannot be read (field larger than field limit (1000000))",
            )
        ]


def test_a_row_cut_short_is_not_filled_up(tmp_path: Path) -> None:
    report = run_orders(book(tmp_path, ROW, "H100,3A090.a,8,30000,USD,China"), library=library())
    assert faults(report) == [(3, "the row has 6 fields where the heading has 9")]
    assert report.outcomes[1].outcome == "UNDETERMINED"


def test_a_row_with_delimiters_too_many_and_nothing_in_them_fits(tmp_path: Path) -> None:
    report = run_orders(book(tmp_path, ROW + ",,,", ROW, ROW + ",more"), library=library())
    assert faults(report) == [(4, "the row has 10 fields where the heading has 9")]


@pytest.mark.parametrize("also", ["", ROW + ",more"], ids=["fits", "ragged"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_has_the_number_that_a_spreadsheet_shows(tmp_path: Path, also: str, end: str) -> None:
    unknown = ROW.replace("H100", "H1OO")
    two_lines = ROW.replace("Amberfield", '"Amber' + end + 'field"').replace(" (fictional)", "")
    path = book(
        tmp_path, two_lines, "", "", unknown, *([also] if also else []), "", unknown, "", end=end
    )
    report = run_orders(path, library=library())
    rows = [row.row for row in report.quarantined if row.column == "Material"]
    assert rows == [5, 8 if also else 7]
    assert report.lines_in == 3 + bool(also)


def test_lines_of_old_macintoshes_are_read(tmp_path: Path) -> None:
    assert run_orders(book(tmp_path, ROW, ROW, end="\r"), library=library()).lines_in == 2
    assert (
        run_orders(book(tmp_path, ROW, ROW + ",more", ROW, end="\r"), library=library()).lines_in
        == 3
    )


def test_ends_of_lines_may_be_mixed(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes(f"{HEADINGS}\r\n{ROW}\n{ROW}\r\n{ROW}".encode())
    report = run_orders(path, library=library(), out=tmp_path / "out.csv")
    assert (report.lines_in, report.quarantined) == (3, [])
    assert b"\r" not in (tmp_path / "out.csv").read_bytes()


@pytest.mark.parametrize(
    "cell", ["plain", 'a ""quoted"" word', '6" rack', "two\nlines", "comma, inside"]
)
def test_the_slow_way_and_the_fast_way_read_alike(tmp_path: Path, cell: str) -> None:
    cell = f'"{cell}"' if any(sign in cell for sign in ",\n") or '""' in cell else cell
    lines = [ROW.replace("Amberfield (fictional)", cell), ROW]
    fast = rows(book(tmp_path, *lines), tmp_path)
    slow = rows(book(tmp_path, *lines, ROW + ",more"), tmp_path)
    assert [row[:9] for row in fast] == [row[:9] for row in slow[:2]]
    assert [row[10] for row in slow] == [
        None,
        None,
        "the row has 10 fields where the heading has 9",
    ]


def test_ten_thousand_ragged_rows_keep_their_places(tmp_path: Path) -> None:
    lines = [
        f"{ROW} {number}" if number % 3 else f"{ROW} {number},more" for number in range(30_000)
    ]
    found = rows(book(tmp_path, *lines), tmp_path)
    assert [row[8] for row in found] == [line.split(",")[8] for line in lines]
    assert [row[9] for row in found] == list(range(2, 30_002))
    assert [row[10] is not None for row in found] == [number % 3 == 0 for number in range(30_000)]


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "the file is empty"), (b"\x00\x01\x02PK" * 50, "the file is no text")],
)
def test_a_file_without_text_is_one_error(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        run_orders(path, library=library())


def test_a_parquet_file_cut_short_is_one_error(tmp_path: Path) -> None:
    whole = tmp_path / "whole.parquet"
    connection = connect(tmp_path)
    connection.execute(
        "COPY (SELECT 'H100' AS part, 'CN' AS destination, DATE '2024-02-01' AS "
        f"ship_date FROM range(50000)) TO '{whole}'"
    )
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(whole.read_bytes()[:-100])
    with pytest.raises(InputError, match="not a whole Parquet file") as error:
        run_orders(cut, library=library(), out=tmp_path / "out.parquet")
    assert "\n" not in str(error.value)
    assert not (tmp_path / "out.parquet").exists()


def test_a_workbook_that_would_unpack_to_far_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    with pytest.raises(InputError, match="would unpack to 80,000,000"):
        guard_zip(path)


def test_a_workbook_reads_like_the_same_book_as_text(tmp_path: Path) -> None:
    import openpyxl

    workbook = openpyxl.Workbook()
    from datetime import datetime

    sheet = workbook.active
    sheet.append(HEADINGS.split(","))
    sheet.append(
        [
            "H100",
            "3A090.a",
            8,
            30000.0,
            "USD",
            "China",
            None,
            datetime(2024, 2, 1),
            "Amberfield (fictional)",
        ]
    )
    workbook.save(tmp_path / "book.xlsx")
    of_workbook = run_orders(tmp_path / "book.xlsx", library=library())
    of_text = run_orders(book(tmp_path, ROW), library=library())
    assert of_workbook.outcomes == of_text.outcomes
    assert of_workbook.total == of_text.total


def test_what_is_no_workbook_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("not a workbook", encoding="utf-8")
    with pytest.raises(InputError, match="not a workbook that can be read"):
        run_orders(path, library=library())


def test_parquet_columns_of_any_type_are_read(tmp_path: Path) -> None:
    path = tmp_path / "book.parquet"
    connect(tmp_path).execute(
        "COPY (SELECT 'H100' AS part, 'CN' AS destination, TIMESTAMP '2024-02-01 "
        "10:00:00' AS ship_date, 8.0 AS quantity, "
        f"struct_pack(a := 1) AS other, ['x'] AS tags) TO '{path}'"
    )
    report = run_orders(path, library=library(), out=tmp_path / "out.parquet")
    assert [row.outcome for row in report.outcomes] == ["LICENSE"]
    assert report.total.units == 8


def test_a_table_of_a_duckdb_file_is_read_and_written(tmp_path: Path) -> None:
    import duckdb

    with duckdb.connect(str(tmp_path / "shop.duckdb")) as connection:
        connection.execute(
            "CREATE TABLE orders AS SELECT 'H100' AS part, 'CN' AS destination, DATE "
            "'2024-02-01' AS ship_date FROM range(3)"
        )
    report = run_orders(
        f"{tmp_path}/shop.duckdb#orders",
        library=library(),
        out=f"{tmp_path}/answers.duckdb#answered",
    )
    assert (report.lines_in, report.lines_out) == (3, 3)
    with duckdb.connect(str(tmp_path / "answers.duckdb")) as connection:
        assert connection.execute("SELECT DISTINCT ecluse_outcome FROM answered").fetchall() == [
            ("LICENSE",)
        ]
    with pytest.raises(InputError, match="the database has no table 'order'"):
        run_orders(f"{tmp_path}/shop.duckdb#order", library=library())


def test_no_such_file_and_no_such_form_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        run_orders(tmp_path / "none.csv", library=library())
    (tmp_path / "book.doc").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"'\.doc' is no form of file that is read here"):
        run_orders(tmp_path / "book.doc", library=library())


def test_the_guesses_are_the_files_own(tmp_path: Path) -> None:
    path = book(tmp_path, ROW.replace("Amberfield", "Élan"), encoding="cp1252")
    assert survey(path).encoding == "cp1252"
    assert delimiter_of("a;b;c,d") == ";"
