"""What is written: all of it or nothing, and no live formula."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pytest import param

from ecluse.errors import EcluseError, InputError
from ecluse.orders.book import run_orders
from ecluse.orders.engine_duckdb import Embedded
from ecluse.orders.record import OUTPUT
from ecluse.orders.write import harmless

from .build import HEADINGS, book, library

ROW = "H100,3A090.a,8,30000,USD,China,,2024-02-01,{}"
LIVE = ["=cmd|' /C calc'!A0", "+SUM(A1:A9)", "-2+3+cmd", "@SUM(1)", "\t=1+1", " =1+1"]


@pytest.mark.parametrize(("text", "written"), [
    *(param(text, f"'{text}", id=repr(text)) for text in LIVE),
    param("-12.5", "-12.5", id="a number stays one"),
    param("+4", "+4", id="a signed number too"),
    param("Amberfield = Co", "Amberfield = Co", id="a sign inside is no formula"),
])
def test_a_formula_is_written_as_text(text: str, written: str) -> None:
    assert harmless(text) == written


def test_a_formula_in_a_cell_does_not_survive_in_csv(tmp_path: Path) -> None:
    quoted = ['"' + text.replace('"', '""') + '"' for text in LIVE]
    run_orders(book(tmp_path, *(ROW.format(text) for text in quoted)), library=library(), out=tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [row["Consignee"] for row in csv.DictReader(file)] == [f"'{text}" for text in LIVE]


def test_a_formula_in_a_cell_is_text_in_a_workbook(tmp_path: Path) -> None:
    import openpyxl

    run_orders(book(tmp_path, ROW.format("=1+1")), library=library(), out=tmp_path / "out.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx").active.cell(2, 9)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("form", ["csv", "tsv", "parquet", "xlsx"])
def test_every_column_and_every_line_comes_out_in_order(tmp_path: Path, form: str) -> None:
    source = book(tmp_path, *(ROW.format(f"party {number}") for number in range(50)))
    run_orders(source, library=library(), out=tmp_path / f"out.{form}")
    again = run_orders(tmp_path / f"out.{form}", library=library(), out=tmp_path / "again.csv")
    assert again.lines_out == 50
    with (tmp_path / "again.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == [*HEADINGS.split(","), *OUTPUT]
        assert [row["Consignee"] for row in reader] == [f"party {number}" for number in range(50)]


def test_an_interrupted_run_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = book(tmp_path, ROW.format("a")), tmp_path / "out.csv"
    out.write_text("what was there", encoding="utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ecluse.orders.write.os.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_orders(source, library=library(), out=out)
    assert out.read_text(encoding="utf-8") == "what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.csv", "out.csv"]


def test_lines_lost_on_the_way_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Embedded, "write", lambda *_: 1)
    with pytest.raises(EcluseError, match="2 lines went in and 1 came out"):
        run_orders(book(tmp_path, ROW.format("a"), ROW.format("b")), library=library(), out=tmp_path / "out.csv")


def test_the_book_is_never_overwritten(tmp_path: Path) -> None:
    source = book(tmp_path, ROW.format("a"))
    with pytest.raises(InputError, match="the output would take the place of the book"):
        run_orders(source, library=library(), out=source)
    with pytest.raises(InputError, match="there is no such folder"):
        run_orders(source, library=library(), out=tmp_path / "none" / "out.csv")
    with pytest.raises(InputError, match="no form of file that is written here"):
        run_orders(source, library=library(), out=tmp_path / "out.pdf")
