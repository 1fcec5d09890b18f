"""Rows in which nothing stands are left out of a book; no other is, and each keeps its number."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from pytest import param

from ecluse.tables.stage import without_empty_rows

FULL, FAULT = ("H100", "China"), "a quote is not closed"


def _staged(folder: Path, *rows: tuple[str | None, ...], fault: bool = False) -> Path:
    """Rows of two columns as Parquet; with `fault`, of the row's number and its fault besides."""
    path = folder / "book.parquet"
    extra = ", __row BIGINT, __fault VARCHAR" if fault else ""
    with duckdb.connect() as connection:
        connection.execute(f'CREATE TABLE t ("part" VARCHAR, "to" VARCHAR{extra})')
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO t VALUES ({marks})", rows)
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def _kept(staged: Path, first: int = 2) -> tuple[list[tuple[str | None, ...]], int]:
    """The rows that are left, with their numbers where they were numbered anew; how many went."""
    with duckdb.connect() as connection:
        path, gone = without_empty_rows(staged, ("part", "to"), first, connection)
        return connection.execute(f"SELECT * FROM '{path}'").fetchall(), gone


@pytest.mark.parametrize(
    "cells",
    [
        param((None, None), id="nothing at all"),
        param(("", ""), id="empty texts"),
        param((" \t", "\u00a0"), id="spaces of three kinds"),
        param((None, "  "), id="nothing and spaces"),
    ],
)
def test_an_empty_row_is_left_out_and_the_next_keeps_its_number(
    tmp_path: Path, cells: tuple[str | None, ...]
) -> None:
    rows, gone = _kept(_staged(tmp_path, FULL, cells, FULL))
    assert gone == 1
    assert rows == [(*FULL, 2, None), (*FULL, 4, None)]


@pytest.mark.parametrize(
    "cells",
    [
        param(("H100", None), id="only the first"),
        param((None, "China"), id="only the last"),
        param((" ", "-"), id="a dash"),
        param(("0", ""), id="a nought"),
        param(("\n", ""), id="a line's end is no space"),
    ],
)
def test_a_row_in_which_anything_stands_is_kept(
    tmp_path: Path, cells: tuple[str | None, ...]
) -> None:
    rows, gone = _kept(_staged(tmp_path, cells, (None, None)))
    assert gone == 1
    assert rows == [(*cells, 2, None)]


def test_a_row_that_could_not_be_read_is_kept_though_its_cells_are_empty(tmp_path: Path) -> None:
    staged = _staged(
        tmp_path, (*FULL, 5, None), (None, None, 6, FAULT), (None, None, 7, None), fault=True
    )
    rows, gone = _kept(staged)
    assert gone == 1
    assert rows == [(*FULL, 5, None), (None, None, 6, FAULT)]


def test_a_row_is_empty_only_where_the_last_of_many_columns_is(tmp_path: Path) -> None:
    names = [f"c{place}" for place in range(30)]
    cells = [
        ", ".join(f"{last if name == 'c29' else 'NULL'} AS {name}" for name in names)
        for last in ("'x'", "' '")
    ]
    with duckdb.connect() as connection:
        for rows, left in ((cells[:1], 1), (cells, 1)):
            path = tmp_path / "book.parquet"
            select = " UNION ALL ".join(f"SELECT {row}" for row in rows)
            connection.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
            kept, gone = without_empty_rows(path, names, 2, connection)
            assert gone == len(rows) - left
            assert connection.execute(f"SELECT c29 FROM '{kept}'").fetchall() == [("x",)]


def test_a_book_without_an_empty_row_is_not_written_anew(tmp_path: Path) -> None:
    staged = _staged(tmp_path, FULL)
    with duckdb.connect() as connection:
        assert without_empty_rows(staged, ("part", "to"), 2, connection) == (staged, 0)
    assert staged.exists()
