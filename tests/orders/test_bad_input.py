"""Bad input from the command line: one line, exit status 2, nothing written, and memory within
bounds.
"""

from __future__ import annotations

import csv
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from children import MOST_MEMORY
from ecluse.cli.main import status
from ecluse.orders.book import run_orders
from ecluse.orders.tally import BookReport
from ecluse.tables.csv_lines import LONGEST_LINE

from .build import HEADINGS, book, library

ROW = "H100,3A090.a,8,30000,USD,China,,2024-02-01,Amberfield (fictional)"
GIB = 1 << 30
MEASURE = (
    "import sys; from ecluse.cli.main import status; code = status(sys.argv[1:]); "
    f"print('PEAK', {MOST_MEMORY} * 1024); sys.exit(code)"
)


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """The one line that the command ends with."""
    assert status(["orders", *map(str, words)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and said.err.startswith("ecluse: ")
    return said.err


def peak(*words: object) -> tuple[int, int]:
    """The exit status and the most memory of a run, in bytes."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, "orders", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, int(done.stdout.rpartition("PEAK ")[2])


def repeated(path: Path, size: int, *, spoiled: bool) -> int:
    """A CSV file of about `size` bytes; its lines."""
    block = (ROW + "\n") * 10_000
    lines = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADINGS + "\n")
        while file.tell() < size:
            file.write(block)
            lines += 10_000
        if spoiled:
            file.write(ROW + ",more\n")
    return lines + spoiled


@pytest.mark.slow
@pytest.mark.parametrize("spoiled", [False, True], ids=["fits", "ragged"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, spoiled: bool) -> None:
    found = []
    for size in (20_000_000, 200_000_000):
        lines = repeated(tmp_path / "book.csv", size, spoiled=spoiled)
        code, most = peak(tmp_path / "book.csv", "--out", tmp_path / "out.csv")
        with (tmp_path / "out.csv").open("rb") as file:
            assert (
                code,
                sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")),
            ) == (0, lines + 1)
        found.append(most)
    assert found[1] < GIB
    assert (
        found[1] - found[0] < 400_000_000
    )  # ten times the file: 180 MB more of it, and 400 MB and more of output


@pytest.mark.slow
@pytest.mark.parametrize("size", [50_000_000, 600_000_000])
@pytest.mark.parametrize("place", ["row", "quoted", "heading"])
def test_a_field_larger_than_the_memory_it_may_take_is_bounded(
    tmp_path: Path, size: int, place: str
) -> None:
    path, sign = tmp_path / "book.csv", '"' if place == "quoted" else ""
    with path.open("w", encoding="utf-8") as file:
        file.write("" if place == "heading" else f"{HEADINGS}\n{ROW}\n{sign}")
        for _ in range(size // 1_000_000):
            file.write("x" * 1_000_000)
        file.write(f"{sign}\n{ROW}\n")
    code, most = peak(path, "--out", tmp_path / "out.csv")
    assert most < GIB // 2
    assert code == (2 if place == "heading" else 0)
    if place != "heading":
        with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
            assert [row["ecluse_outcome"] for row in csv.DictReader(file)] == [
                "LICENSE",
                "UNDETERMINED",
                "LICENSE",
            ]


def test_a_heading_without_end_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "book.csv"
    for text in ("x" * 2 * LONGEST_LINE, '"' + "x\n" * LONGEST_LINE):
        path.write_text(text, encoding="utf-8")
        assert "heading" in refused(capsys, path)


def test_a_zip_bomb_is_one_line_whatever_it_says_of_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    assert "would unpack to 60,000,000" in refused(capsys, path)
    honest = path.read_bytes()
    lying = honest.replace(struct.pack("<I", 60_000_000), struct.pack("<I", 1_000))
    assert lying != honest
    path.write_bytes(lying)
    assert "not a workbook that can be read" in refused(capsys, path)


def test_two_cells_at_the_ends_of_a_sheet_do_not_fill_the_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "part"
    workbook.active["XFD1048576"] = "far away"
    workbook.save(tmp_path / "book.xlsx")
    assert "reaches over 1,048,576 rows and 16,384 columns" in refused(
        capsys, tmp_path / "book.xlsx"
    )


def test_a_workbook_cut_short_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    workbook = openpyxl.Workbook()
    for _ in range(200):
        workbook.active.append(ROW.split(","))
    workbook.save(tmp_path / "book.xlsx")
    whole = (tmp_path / "book.xlsx").read_bytes()
    for kept in (10, len(whole) // 2, len(whole) - 10):
        (tmp_path / "book.xlsx").write_bytes(whole[:kept])
        assert "not a workbook that can be read" in refused(capsys, tmp_path / "book.xlsx")
    spoiled = bytearray(whole)
    spoiled[len(whole) // 3 : len(whole) // 3 + 40] = bytes(40)
    (tmp_path / "book.xlsx").write_bytes(spoiled)
    assert "not a workbook that can be read" in refused(capsys, tmp_path / "book.xlsx")


def test_a_parquet_file_cut_short_or_spoiled_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import duckdb

    whole, path = tmp_path / "whole.parquet", tmp_path / "book.parquet"
    duckdb.connect().execute(
        "COPY (SELECT 'H100' AS part, 'CN' AS destination, DATE '2024-02-01' AS "
        f"ship_date, md5(range::VARCHAR) AS note FROM range(50000)) TO '{whole}'"
    )
    content = whole.read_bytes()
    for kept in (0, 4, len(content) // 2, len(content) - 100, len(content) - 1):
        path.write_bytes(content[:kept])
        assert "not a whole Parquet file" in refused(capsys, path, "--out", tmp_path / "out.csv")
    spoiled = bytearray(content)
    spoiled[400 : len(content) // 2] = bytes(len(content) // 2 - 400)
    path.write_bytes(spoiled)
    assert "the book cannot be read or written to its end" in refused(
        capsys, path, "--out", tmp_path / "out.csv"
    )
    assert sorted(each.name for each in tmp_path.iterdir()) == ["book.parquet", "whole.parquet"]


def test_a_column_with_a_name_of_our_own_is_one_line_in_every_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import duckdb
    import openpyxl
    from pyarrow import feather

    def made(name: str) -> Iterator[Path]:
        table = duckdb.sql(
            f"SELECT 'H100' AS part, 'CN' AS destination, '2024-02-01' AS ship_date, 'a' AS {name}"
        )
        table.write_csv(str(tmp_path / "book.csv"))
        yield tmp_path / "book.csv"
        table.write_parquet(str(tmp_path / "book.parquet"))
        yield tmp_path / "book.parquet"
        feather.write_feather(table.to_arrow_table(), tmp_path / "book.feather")
        yield tmp_path / "book.feather"
        workbook = openpyxl.Workbook()
        for row in (table.columns, *table.fetchall()):
            workbook.active.append(row)
        workbook.save(tmp_path / "book.xlsx")
        yield tmp_path / "book.xlsx"
        (tmp_path / "book.duckdb").unlink(missing_ok=True)
        with duckdb.connect(str(tmp_path / "book.duckdb")) as connection:
            connection.execute(f"CREATE TABLE t AS SELECT * FROM '{tmp_path}/book.parquet'")
        yield tmp_path / "book.duckdb"

    for name in ("__row", "__Fault", "__seats", "file_row_number", "__own0", "__of_part"):
        for path in made(name):
            said = refused(capsys, path)
            assert f"a column is called '{name}'" in said and said.endswith(": rename it\n"), said


def test_a_column_of_mixed_types_is_read_cell_by_cell(tmp_path: Path) -> None:
    import openpyxl

    workbook = openpyxl.Workbook()
    from datetime import date, datetime

    mixed = [
        8,
        8.0,
        "8",
        "eight",
        " 8 ",
        "1,250",
        datetime(2024, 2, 1),
        True,
        None,
        "=4+4",
        "N/A",
        -8,
    ]
    workbook.active.append(HEADINGS.split(","))
    for quantity in mixed:
        workbook.active.append(
            ["H100", "3A090.a", quantity, 1, "USD", "China", None, date(2024, 2, 1), "x"]
        )
    workbook.save(tmp_path / "book.xlsx")
    report = run_orders(tmp_path / "book.xlsx", library=library(), out=tmp_path / "out.csv")
    assert report.lines_out == len(mixed)
    assert report.total.units == 8 * 4 + 1250
    assert [(row.row, row.text) for row in report.quarantined] == [
        (5, "eight"),
        (8, "2024-02-01"),
        (9, "true"),
        (11, "=4+4"),  # nothing has worked it out
        (13, "-8"),
    ]


DAYS = {
    "2024-02-01": 1,
    "01/02/2024": 2,
    "15/02/2024": 1,
    "1.2.2024": 1,
    "Feb 1, 2024": 1,
    "2024-02-01T00:00:00": 1,
    "20240201": 1,
    "31/02/2024": 0,
    "02/15/24": 1,
}
PLACES = [
    "China",
    "CN",
    "CHN",
    "china",
    " China\u00a0",
    "People's Republic of China",
    "China (PRC)",
    "CN - China",
    "P.R. China",
    "Chine",
]


def answered(report: BookReport) -> dict[str, int]:
    return {row.outcome: row.lines for row in report.outcomes}


@pytest.mark.parametrize("text", DAYS)
def test_dates_are_read_or_named(tmp_path: Path, text: str) -> None:
    row = ROW.replace("2024-02-01", f'"{text}"')
    report = run_orders(book(tmp_path, row), library=library())
    assert answered(report) == ({"LICENSE": 1} if DAYS[text] == 1 else {"UNDETERMINED": 1})
    assert [each.text for each in report.quarantined] == ([] if DAYS[text] == 1 else [text])
    assert report.eccn == ()  # a day that nobody can read has no law, which says nothing of an ECCN


def test_dates_in_two_orders_are_settled_by_neither(tmp_path: Path) -> None:
    report = run_orders(
        book(
            tmp_path,
            *(
                ROW.replace("2024-02-01", text)
                for text in ("15/02/2024", "02/15/2024", "03/04/2024")
            ),
        ),
        library=library(),
    )
    assert [(row.row, row.reason) for row in report.quarantined] == [
        (4, "can be read as 2024-04-03 or as 2024-03-04")
    ]


def test_a_country_is_known_in_its_spellings(tmp_path: Path) -> None:
    rows = [ROW.replace("China", text) for text in PLACES]
    report = run_orders(book(tmp_path, *rows), library=library())
    assert [(row.code, row.lines) for row in report.destinations] == [("CN", len(PLACES))]
    assert report.quarantined == []


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("1,250", 1250),
        ("1 250", 1250),
        ("1\u00a0250", 1250),
        ("1\u202f250", 1250),
        ("1'250", 1250),
        ("1.250,00", 1250),
        ("1250.00", 1250),
    ],
)
def test_thousands_separators_are_read(tmp_path: Path, text: str, units: int) -> None:
    report = run_orders(book(tmp_path, ROW.replace(",8,", f',"{text}",')), library=library())
    assert (report.total.units, report.quarantined) == (units, [])


def test_a_folder_a_device_and_a_file_that_may_not_be_read_are_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert "holds no Parquet file" in refused(capsys, tmp_path / "empty")
    assert "there is no such file" in refused(capsys, tmp_path / "none.csv")
    (tmp_path / "dir.csv").mkdir()
    assert "holds no Parquet file" in refused(capsys, tmp_path / "dir.csv")
    if os.geteuid() != 0:
        path = book(tmp_path, ROW)
        path.chmod(0)
        assert "may not be read" in refused(capsys, path)
