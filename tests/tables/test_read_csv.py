"""Rows of CSV in which something does not fit are set beside their marks, never beside others."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from ecluse.tables.heading import Heading
from ecluse.tables.read_csv import _Shape, _with_marks

SHAPE = _Shape(
    delimiter=",",
    led=False,
    headings=("part", "to"),
    heading=Heading(names=("part", "to"), first=1, last=1),
    one_by_one=True,
)


def _marked(folder: Path, *marks: str) -> list[tuple[object, ...]]:
    """Three rows below a heading, staged with marks of a number and a fault."""
    clean, marked, staged = folder / "rows.csv", folder / "marks.csv", folder / "staged.parquet"
    clean.write_text('"",""\nH100,China\nH20,Japan\n"",""\n')
    marked.write_text("".join(f"{mark}\n" for mark in ('"1",""', *marks)))
    with duckdb.connect() as connection:
        _with_marks(SHAPE, clean, marked, staged, connection)
        return connection.execute(f"SELECT * FROM '{staged}'").fetchall()


def test_a_mark_stands_beside_the_row_of_its_number(tmp_path: Path) -> None:
    rows = _marked(tmp_path, '3,"a quote is opened and never closed"', '"4",""')
    assert rows == [
        ("H100", "China", 2, None),
        ("H20", "Japan", 3, "a quote is opened and never closed"),
    ]


def test_rows_beside_which_marks_of_others_would_stand_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error, match="rows are not in the order of their numbers"):
        _marked(tmp_path, "2,twice", "2,told")
