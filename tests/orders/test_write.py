"""What is written: all of it or nothing, and no live formula."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from pytest import param

from ecluse.errors import EcluseError, InputError
from ecluse.orders.answered import answered_in_order
from ecluse.orders.book import run_orders
from ecluse.orders.join import Coding
from ecluse.orders.record import OUTPUT
from ecluse.tables.engine_duckdb import Embedded, connect
from ecluse.tables.write import _harmless, harmless, write_book

from .build import HEADINGS, book, library

ROW = "H100,3A090.a,8,30000,USD,China,,2024-02-01,{}"
LIVE = [
    "=cmd|' /C calc'!A0",
    "+SUM(A1:A9)",
    "-2+3+cmd",
    "@SUM(1)",
    "\t=1+1",
    " =1+1",
    "\r=1+1",
    "＝1+1",
    "|cmd",
]
CALM = ["-12.5", "-5", "+4", "Amberfield = Co", "--", "a-b", "H20"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *(param(text, f"'{text}", id=repr(text)) for text in LIVE),
        *(param(text, text, id=repr(text)) for text in CALM),
    ],
)
def test_a_formula_is_written_as_text(text: str, written: str) -> None:
    assert harmless(text) == written


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_formula_in_a_cell_does_not_survive_in_text(tmp_path: Path, suffix: str) -> None:
    quoted = ['"' + text.replace('"', '""') + '"' for text in LIVE]
    run_orders(
        book(tmp_path, *(ROW.format(text) for text in quoted)),
        library=library(),
        out=tmp_path / f"out.{suffix}",
    )
    with (tmp_path / f"out.{suffix}").open(encoding="utf-8", newline="") as file:
        assert [
            row["Consignee"]
            for row in csv.DictReader(file, delimiter="\t" if suffix == "tsv" else ",")
        ] == [f"'{text}" for text in LIVE]


def test_the_two_ways_of_making_a_formula_harmless_agree(tmp_path: Path) -> None:
    texts = [
        *LIVE,
        *CALM,
        "",
        "-",
        "- -",
        "1e-5",
        "-1,000.50",
        "-1\u00a0000",
        "+49 30 1234",
        "=",
        "'=1",
        "\n=1",
        "\r\n+1",
        "x\n=1",
        "\u00a0=1",
        "-5\n",
        "\u2212" + "5",
        *"09:;<@A[`az{|}~é＝",
    ]
    connection = connect(tmp_path)
    connection.execute("CREATE TABLE cells (t VARCHAR)")
    connection.executemany("INSERT INTO cells VALUES (?)", [[text] for text in texts])
    found = connection.execute(_harmless("SELECT * FROM cells", ["t"], {})).fetchall()
    assert found == [(harmless(text),) for text in texts]


def test_a_wide_book_waits_aside_and_comes_out_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = book(tmp_path, *(ROW.format(f'"{text}"') for text in (*LIVE, *CALM)))
    outs = [tmp_path / "out.csv", tmp_path / "wide.csv"]
    for out, many in zip(outs, (1_200, 3), strict=True):
        monkeypatch.setattr("ecluse.tables.write._MANY", many)
        run_orders(source, library=library(), screen=False, out=out)
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_a_formula_does_not_survive_in_a_heading_or_in_any_type(tmp_path: Path) -> None:
    path = tmp_path / "book.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TYPE alive AS ENUM ('=1+1', 'calm')")
        connection.execute("""
            CREATE TABLE book AS SELECT 'H100' AS part, 'CN' AS destination,
            DATE '2024-02-01' AS ship_date, '=1+1'::alive AS word, '=1+1'::BLOB AS bytes,
            -5 AS number, -5.5::DECIMAL(9,2) AS exact, ['=1+1'] AS list, '-5'::VARCHAR AS text,
            'x' AS "=cmd|' /C calc'!A0" """)
    run_orders(f"{path}#book", library=library(), screen=False, out=tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        headings, cells = list(csv.reader(file))
    assert headings[3:10] == [
        "word",
        "bytes",
        "number",
        "exact",
        "list",
        "text",
        "'=cmd|' /C calc'!A0",
    ]
    assert cells[3:10] == ["'=1+1", "'=1+1", "-5", "-5.50", "['=1+1']", "-5", "x"]
    run_orders(f"{path}#book", library=library(), screen=False, out=tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {
        "s",
        "n",
        "d",
    }  # and never "f", a formula
    assert (sheet.cell(1, 10).value, sheet.cell(2, 4).value, sheet.cell(2, 6).value) == (
        "=cmd|' /C calc'!A0",
        "=1+1",
        -5,
    )


def test_a_formula_in_a_cell_is_text_in_a_workbook(tmp_path: Path) -> None:
    rows = [ROW.format('"' + text.replace('"', '""') + '"') for text in LIVE]
    run_orders(book(tmp_path, *rows), library=library(), screen=False, out=tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert [
        (sheet.cell(place, 9).value, sheet.cell(place, 9).data_type)
        for place in range(2, 2 + len(LIVE))
    ] == [(text.replace("\r", "\n"), "s") for text in LIVE]


def test_what_a_sheet_cannot_hold_is_text_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.parquet"
    values = (
        "9007199254740993 AS large, 12345678901234567.25::DECIMAL(20,2) AS exact, DATE "
        "'1812-06-24' AS early, TIMESTAMPTZ '2024-02-01 10:00+00' AS zoned, "
        "'nan'::DOUBLE AS nothing, [1, 2] AS list, 'a\x07b' AS bell"
    )
    connect(tmp_path).execute(
        "COPY (SELECT 'H100' AS part, 'CN' AS destination, DATE '2024-02-01' AS "
        f"ship_date, {values}) TO '{path}'"
    )
    run_orders(path, library=library(), screen=False, out=tmp_path / "out.xlsx")
    cells = [
        cell.value
        for cell in list(openpyxl.load_workbook(tmp_path / "out.xlsx").active.iter_rows())[1]
    ][3:10]
    assert cells == [
        "9007199254740993",
        "12345678901234567.25",
        "1812-06-24",
        "2024-02-01 10:00:00+00",
        "nan",
        "[1, 2]",
        "ab",
    ]
    for length, fits in ((32_767, True), (32_768, False)):
        source = book(tmp_path, ROW.format("x" * length))
        if fits:
            assert (
                run_orders(
                    source, library=library(), screen=False, out=tmp_path / "out.xlsx"
                ).lines_out
                == 1
            )
            continue
        (tmp_path / "out.xlsx").unlink()
        with pytest.raises(InputError, match=r"line 1 of ‘Consignee’ holds 32,768 characters"):
            run_orders(source, library=library(), screen=False, out=tmp_path / "out.xlsx")
        assert not (tmp_path / "out.xlsx").exists()


def test_more_lines_than_a_sheet_has_are_refused(tmp_path: Path) -> None:
    connection = connect(tmp_path)
    with pytest.raises(InputError, match="a sheet holds 1,048,575 lines"):
        write_book(
            connection,
            "SELECT range AS n FROM range(1048576)",
            tmp_path / "out.xlsx",
            ["n"],
            {"n": "BIGINT"},
            1_048_576,
        )
    assert (
        write_book(
            connection,
            "SELECT range AS n FROM range(3)",
            tmp_path / "out.xlsx",
            ["n"],
            {"n": "BIGINT"},
            3,
        )
        == 3
    )


def test_a_table_beside_the_book_is_written_in_the_same_duckdb_file(tmp_path: Path) -> None:
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE SCHEMA sales")
        connection.execute(
            "CREATE TABLE sales.orders AS SELECT 'H1OO' AS part, 'CN' AS destination, "
            "DATE '2024-02-01' AS ship_date FROM range(3)"
        )
    for _ in range(2):
        report = run_orders(
            f"{path}#sales.orders", library=library(), screen=False, out=f"{path}#answered"
        )
        assert (report.lines_out, len(report.quarantined)) == (3, 3)
    with duckdb.connect(str(path)) as connection:
        assert connection.execute(
            "SELECT count(*), min(ecluse_outcome) FROM answered"
        ).fetchall() == [(3, "UNDETERMINED")]
    for out in ("#answered", "#Answered"):
        with pytest.raises(InputError, match="the output would take the place of the book"):
            run_orders(f"{path}#answered", library=library(), screen=False, out=f"{path}{out}")


@pytest.mark.parametrize(
    "form", ["out.csv", "out.parquet", "out.arrow", "out.duckdb#answered", "out.xlsx"]
)
def test_lines_lost_on_the_way_leave_no_output(tmp_path: Path, form: str) -> None:
    for lines in (2, 4):
        with pytest.raises(EcluseError, match=f"{lines} lines went in and 3 came out"):
            write_book(
                connect(tmp_path),
                "SELECT range AS n FROM range(3)",
                tmp_path / form,
                ["n"],
                {"n": "BIGINT"},
                lines,
            )
    if form.startswith("out.duckdb"):
        with duckdb.connect(str(tmp_path / "out.duckdb")) as connection:
            assert connection.execute("SHOW TABLES").fetchall() == []
    else:
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["csv", "tsv", "parquet", "xlsx"])
def test_every_column_and_every_line_comes_out_in_order(tmp_path: Path, form: str) -> None:
    source = book(tmp_path, *(ROW.format(f"party {number}") for number in range(50)))
    run_orders(source, library=library(), screen=False, out=tmp_path / f"out.{form}")
    again = run_orders(
        tmp_path / f"out.{form}", library=library(), screen=False, out=tmp_path / "again.csv"
    )
    assert again.lines_out == 50
    with (tmp_path / "again.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == [*HEADINGS.split(","), *OUTPUT]
        assert [row["Consignee"] for row in reader] == [f"party {number}" for number in range(50)]


def test_an_interrupted_run_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = book(tmp_path, ROW.format("a")), tmp_path / "out.csv"
    run_orders(source, library=library(), screen=False, out=out)
    before = out.read_bytes()

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ecluse.outputs.staging.Staging.put", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_orders(source, library=library(), screen=False, out=out)
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.csv", "out.csv"]


def test_lines_lost_on_the_way_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Embedded, "write", lambda *_: 1)
    with pytest.raises(EcluseError, match="2 lines went in and 1 came out"):
        run_orders(
            book(tmp_path, ROW.format("a"), ROW.format("b")),
            library=library(),
            out=tmp_path / "out.csv",
        )


def test_the_book_is_never_overwritten(tmp_path: Path) -> None:
    source = book(tmp_path, ROW.format("a"))
    with pytest.raises(InputError, match="the output would take the place of the book"):
        run_orders(source, library=library(), screen=False, out=source)
    with pytest.raises(InputError, match="there is no such folder"):
        run_orders(source, library=library(), screen=False, out=tmp_path / "none" / "out.csv")
    with pytest.raises(InputError, match="no form of file that is written here"):
        run_orders(source, library=library(), screen=False, out=tmp_path / "out.pdf")


@pytest.fixture(scope="module")
def long_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that is read in many stretches, by as many cores as there are."""
    path = tmp_path_factory.mktemp("long") / "book.parquet"
    duckdb.sql(
        "COPY (SELECT i AS order_number, 'H100' AS part, 'China' AS destination, "
        "DATE '2024-02-01' AS ship_date FROM range(40000) t(i)) "
        f"TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)"
    )
    return path


@pytest.mark.parametrize("form", ["csv", "parquet", "duckdb"])
def test_lines_come_out_in_the_order_of_the_book(
    long_book: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"out.{form}"
    run_orders(long_book, library=library(), out=out)
    read = f"'{out}'"
    if form == "duckdb":
        duckdb.sql(f"ATTACH '{out}' AS in_order (READ_ONLY)")
        read = "in_order.answered"
    lines = duckdb.sql(f"SELECT order_number FROM {read}").fetchall()
    if form == "duckdb":
        duckdb.sql("DETACH in_order")
    assert [int(number) for (number,) in lines] == list(range(40_000))


def test_lines_beside_which_answers_of_others_would_stand_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def backwards(coding: Coding, *words: Any, **options: Any) -> str:
        turned = f"(SELECT * FROM {coding.book.relation} ORDER BY file_row_number DESC)"
        book_of = replace(coding.book, relation=turned)
        return answered_in_order(replace(coding, book=book_of), *words, **options)

    monkeypatch.setattr("ecluse.orders.book.answered_in_order", backwards)
    source, out = book(tmp_path, ROW.format("a"), ROW.format("b")), tmp_path / "out.csv"
    with pytest.raises(duckdb.Error, match="lines are not in the order of their numbers"):
        run_orders(source, library=library(), screen=False, out=out)
    assert not out.exists()
