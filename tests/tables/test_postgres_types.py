"""A value keeps its type on the way from a server and back, or stays text and says so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pytest import param

from ecluse.tables.postgres_types import cell_of, kind_of, stage_typed

TEXT, WHOLE, DAY, NUMBER, TRUTH, BYTES = 25, 20, 1082, 1700, 16, 17
Column = tuple[str, int, int | None, int | None]


def _staged(folder: Path, column: Column, *cells: str) -> tuple[str, list[Any], tuple[str, ...]]:
    """The type and the values of one column of text from a server, and what is said of it."""
    rows = folder / "rows.csv"
    rows.write_text("".join(f"{cell}\n" for cell in cells), encoding="utf-8")
    with duckdb.connect() as connection:
        staged, notes = stage_typed(rows, [column], "prices", folder, connection)
        relation = connection.sql(f"SELECT * FROM '{staged}'")
        return str(relation.types[0]), [row[0] for row in relation.fetchall()], notes


@pytest.mark.parametrize(
    ("column", "cells", "kind", "values"),
    [
        param(("a", TEXT, None, None), ["x", '""'], "VARCHAR", ["x", ""], id="text"),
        param(("a", WHOLE, None, None), ["8", "-9"], "BIGINT", [8, -9], id="whole numbers"),
        param(("a", DAY, None, None), ["2025-05-20"], "DATE", [date(2025, 5, 20)], id="days"),
        param(("a", TRUTH, None, None), ["t", "f"], "BOOLEAN", [True, False], id="truths"),
        param(("a", BYTES, None, None), ["\\x00ff"], "BLOB", [b"\x00\xff"], id="bytes"),
        param(("a", NUMBER, 5, 2), ["123.45"], "DECIMAL(5,2)", [Decimal("123.45")], id="numbers"),
        param(
            ("a", NUMBER, None, None),
            ["-12345.6", "7.89"],
            "DECIMAL(7,2)",
            [Decimal("-12345.60"), Decimal("7.89")],
            id="numbers of any size: the most digits of each side",
        ),
        param(
            ("a", NUMBER, None, None),
            ["9" * 38],
            "DECIMAL(38,0)",
            [Decimal("9" * 38)],
            id="38 digits",
        ),
    ],
)
def test_a_column_has_the_type_of_the_server(
    tmp_path: Path, column: Column, cells: list[str], kind: str, values: list[Any]
) -> None:
    assert _staged(tmp_path, column, *cells) == (kind, values, ())


@pytest.mark.parametrize(
    ("column", "cell", "wanted"),
    [
        param(("a", DAY, None, None), "infinity BC", "DATE", id="a day that is none"),
        param(("a", NUMBER, None, None), "9" * 39, "DECIMAL", id="39 digits"),
        param(("a", NUMBER, None, None), "NaN", "DECIMAL", id="no number"),
        param(("a", NUMBER, 3, 1), "1234.5", "DECIMAL", id="more than was said"),
        param(("a", WHOLE, None, None), "1.5e99", "BIGINT", id="no whole number"),
    ],
)
def test_what_no_type_holds_stays_text_and_is_told(
    tmp_path: Path, column: Column, cell: str, wanted: str
) -> None:
    kind, values, notes = _staged(tmp_path, column, cell)
    assert (kind, values) == ("VARCHAR", [cell])
    assert notes == (f"'a' holds what no {wanted} does and is kept as text",)


@pytest.mark.parametrize(
    ("kind", "postgres"),
    [
        ("DECIMAL(12,3)", "numeric(12,3)"),
        ("INTEGER[]", "jsonb"),
        ("STRUCT(a INTEGER)", "jsonb"),
        ("MAP(VARCHAR, INTEGER)", "jsonb"),
        ("UBIGINT", "numeric(20,0)"),
        ("TIMESTAMP WITH TIME ZONE", "timestamptz"),
        ("VARCHAR", "text"),
        ("INTERVAL", "text"),
    ],
)
def test_each_type_has_one_of_the_server(kind: str, postgres: str) -> None:
    assert kind_of(kind) == postgres


@pytest.mark.parametrize(
    ("value", "kind", "cell"),
    [
        ("'\\x00\\xFF'::BLOB", "BLOB", "\\x00ff"),
        ("[1, 2]", "INTEGER[]", "[1,2]"),
        ("'a' || chr(0) || 'b'", "VARCHAR", "ab"),
        ("8", "BIGINT", 8),
    ],
)
def test_a_cell_is_in_the_words_of_the_server(value: str, kind: str, cell: Any) -> None:
    select = f'SELECT {cell_of("a", kind)} FROM (SELECT {value} AS "a")'
    assert duckdb.sql(select).fetchall() == [(cell,)]
