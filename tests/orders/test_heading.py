"""Which row is the heading: titles above it, two rows of it, the user's word."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest import param

from ecluse.errors import InputError
from ecluse.facts.book_words import BookWords
from ecluse.orders.book import run_orders
from ecluse.orders.needs import needs_of
from ecluse.tables.heading import find_heading
from ecluse.tables.read_csv import delimiter_of

from .build import library
from .test_sheets import answered, outcomes
from .workbooks import xlsx

HEADINGS = ("Part", "Ship-To Country", "Ship Date", "Qty")
H100 = ("H100", "China", "2025-05-20", "8")
TITLES = (("Open Order Report",), ("Plant 1000", "Printed 01.05.2025"), ())


def as_csv(path: Path, *rows: tuple[str, ...], sign: str = ",", end: str = "\n") -> Path:
    path.write_bytes((end.join(sign.join(row) for row in rows) + end).encode())
    return path


@pytest.mark.parametrize("form", ["xlsx", "csv", "csv with returns"])
def test_titles_above_the_heading_are_passed_over_and_said(tmp_path: Path, form: str) -> None:
    rows = (*TITLES, HEADINGS, H100, ("H1OO", *H100[1:]))
    if form == "xlsx":
        path = xlsx(tmp_path / "book.xlsx", rows)
    else:
        path = as_csv(tmp_path / "book.csv", *rows, end="\r\n" if "returns" in form else "\n")
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["LICENSE", "UNDETERMINED"]
    assert {"the heading is row 4", "the 2 rows above it are no lines"} <= set(report.notes)
    assert [each.row for each in report.quarantined] == [6]


@pytest.mark.parametrize("ragged", [False, True], ids=["fits", "ragged"])
def test_titles_without_gaps_are_passed_over_fast_and_slowly(tmp_path: Path, ragged: bool) -> None:
    rows = (*TITLES[:2], HEADINGS, H100, *([(*H100, "more")] if ragged else []), H100)
    report, lines = answered(as_csv(tmp_path / "book.csv", *rows), tmp_path)
    assert outcomes(lines) == ["LICENSE", *(["UNDETERMINED"] if ragged else []), "LICENSE"]
    assert [each.row for each in report.quarantined] == ([5] if ragged else [])


def test_a_heading_that_is_not_found_can_be_named(tmp_path: Path) -> None:
    strange = ("Teil", "Ziel", "Tag", "Qty")
    path = as_csv(tmp_path / "book.csv", *TITLES[:2], strange, H100)
    with pytest.raises(InputError, match="no column is called"):
        run_orders(path, library=library())
    columns = {"part": "Teil", "destination": "Ziel", "date": "Tag"}
    report, lines = answered(path, tmp_path, columns=columns)  # their names are enough
    assert outcomes(lines) == ["LICENSE"]
    report, lines = answered(path, tmp_path, columns=columns, heading=3)
    assert outcomes(lines) == ["LICENSE"] and "the heading is row 3" in report.notes


@pytest.mark.parametrize(
    ("row", "what"), [(3, "it is empty"), (900, "it is not among the first rows")]
)
def test_a_heading_in_no_row_is_refused(tmp_path: Path, row: int, what: str) -> None:
    path = xlsx(tmp_path / "book.xlsx", (*TITLES, HEADINGS, H100))
    with pytest.raises(InputError, match=f"row {row} holds no heading: {what}"):
        run_orders(path, library=library(), heading=row)


def test_a_heading_is_refused_where_the_form_names_its_columns(tmp_path: Path) -> None:
    import duckdb

    duckdb.sql("SELECT 1 AS part").write_parquet(str(tmp_path / "book.parquet"))
    with pytest.raises(InputError, match=r"a \.parquet file has none that could be given"):
        run_orders(tmp_path / "book.parquet", library=library(), heading=1)


GROUPS = ("Item", "", "Ship From", "", "Ship To", "", "Ship Date", "Qty")
NAMES = ("Part", "Description", "Name", "Country", "Name", "Country", "", "")
LINE = ("H100", "GPU", "Austin DC", "United States", "Lotus Pond", "China", "2025-05-20", "8")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("asked", [None, 2, 3])
def test_a_heading_in_two_rows_is_one(tmp_path: Path, form: str, asked: int | None) -> None:
    rows = (("Shipments",), GROUPS, NAMES, LINE)
    path = (
        xlsx(tmp_path / "book.xlsx", rows, "A2:B2", "C2:D2", "E2:F2")
        if form == "xlsx"
        else as_csv(tmp_path / "book.csv", *rows)
    )
    report, lines = answered(path, tmp_path, heading=asked)
    assert outcomes(lines) == ["LICENSE"]
    assert {row.means: row.column for row in report.columns}["destination"] == ("Ship To Country")
    assert "the heading stands in rows 2 and 3" in report.notes
    assert lines[0]["Ship From Country"] == "United States"


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        param(
            (("Part", "", "Ship To Country", "Ship Date"), ("H100", "GPU", "China", "2025-05-20")),
            ("Part", "", "Ship To Country", "Ship Date"),
            id="a column without a name, over a line",
        ),
        param(
            (("Part", "Country", "Date", "Notes", ""), ("", "", "", "see", "below")),
            ("Part", "Country", "Date", "Notes", ""),
            id="a line that says nothing that is needed",
        ),
        param(
            (("Item", "", "From", "", "Ship Date"), ("Part", "Size", "Country", "City", "")),
            ("Item", "", "From", "", "Ship Date"),
            id="a country of another group is not taken for the destination",
        ),
    ],
)
def test_what_is_no_heading_in_two_rows_is_not_taken_for_one(
    rows: tuple[tuple[str, ...], ...], names: tuple[str, ...]
) -> None:
    found = find_heading(list(enumerate(rows, 1)), needs_of({}, BookWords()), "book.csv")
    assert found is not None and (found.names, found.last) == (names, 1)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ('Part;To;Date;"Qty, pcs, net, of returns"\nH100;JP;2025-05-20;8\n', ";"),
        ("Part;To;Price\nH100;JP;1,5\nH100;JP;2,5\nH100;JP;3,5\n", ";"),
        ("Report, of May, for all, plants\nPart;To;Date\nA;B;C\nA;B;C\n", ";"),
        ("a|b\n1|2,3,4\n", "|"),
        ("a\tb, c\n1\t2\n", "\t"),
        ("a,b\n", ","),
        ("a\n1\n", ","),
    ],
)
def test_the_delimiter_is_the_sign_that_makes_the_rows_alike(text: str, sign: str) -> None:
    assert delimiter_of(text) == sign


@pytest.mark.parametrize("sign", [";", "\t", "^"])
@pytest.mark.parametrize("ragged", [False, True], ids=["fits", "ragged"])
def test_a_line_that_names_the_delimiter_is_obeyed_and_no_row(
    tmp_path: Path, sign: str, ragged: bool
) -> None:
    path = as_csv(
        tmp_path / "book.csv",
        HEADINGS,
        ("H1OO", *H100[1:]),
        *([(*H100, "more")] if ragged else []),
        sign=sign,
    )
    path.write_text(f"sep={sign}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["UNDETERMINED"] * (2 if ragged else 1)
    # A spreadsheet does not show that line: its first row is the heading.
    assert [each.row for each in report.quarantined] == ([2, 3] if ragged else [2])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_rows_in_which_nothing_stands_are_no_lines_in_any_form(tmp_path: Path, form: str) -> None:
    empty = ("", " ", "", "")
    rows = (HEADINGS, H100, empty, empty, ("H1OO", *H100[1:]), empty)
    path = (
        as_csv(tmp_path / "book.csv", *rows)
        if form == "csv"
        else xlsx(tmp_path / "book.xlsx", rows)
    )
    report, lines = answered(path, tmp_path)
    assert (report.lines_in, report.lines_out, len(lines)) == (2, 2, 2)
    assert [each.row for each in report.quarantined] == [5]
    if form == "csv":
        assert "3 rows in which every cell is empty are no lines, and are left out" in report.notes


def test_a_row_of_commas_beside_a_ragged_one_is_no_line(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "book.csv", HEADINGS, ("", "", "", ""), (*H100, "more"), H100)
    report, lines = answered(path, tmp_path)
    assert outcomes(lines) == ["UNDETERMINED", "LICENSE"]
    assert [each.row for each in report.quarantined] == [3]
