"""The cells of a workbook are written as what they were, and never as another value."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pytest import param

from ecluse.tables.sheet_types import SheetTypes, typed, value_of


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("H100", "t", "H100"),
        ("8", "i", 8),
        ("8.5", "i", "8.5"),
        ("8.5", "f", 8.5),
        ("0042", "z", 42),
        ("2025-05-20", "d", date(2025, 5, 20)),
        ("20.05.2025", "d", "20.05.2025"),
        ("2025-05-20 12:30:00", "m", datetime(2025, 5, 20, 12, 30)),
        ("12:30:00", "h", time(12, 30)),
        ("true", "b", True),
        ("false", "b", False),
        ("#REF!", "e", "#REF!"),
        ("", " ", ""),
        (None, "i", None),
    ],
)
def test_a_text_is_what_its_cell_was_or_stays_a_text(
    text: str | None, kind: str, value: Any
) -> None:
    found = value_of(text, kind)
    assert found == value and type(found) is type(value)


def _types(folder: Path = Path(), **seen: str) -> SheetTypes:
    kinds = {name: frozenset(letters) for name, letters in seen.items()}
    return SheetTypes(path=folder / "kinds", headings=tuple(seen), seen=kinds, formats={})


@pytest.mark.parametrize(
    ("seen", "kind"),
    [
        param("i", "BIGINT", id="whole numbers"),
        param("f", "DOUBLE", id="fractions"),
        param("if", "DOUBLE", id="both"),
        param("d", "DATE", id="days"),
        param("dm", "TIMESTAMP", id="days and moments"),
        param("m", "TIMESTAMP", id="moments"),
        param("h", "TIME", id="times"),
        param("b", "BOOLEAN", id="truths"),
        param("t", None, id="texts"),
        param("z", None, id="leading zeros"),
        param("i ", None, id="an empty cell is none of it"),
        param("ie", None, id="an error among numbers"),
        param("dh", None, id="days and times"),
        param("", None, id="nothing seen"),
    ],
)
def test_a_column_has_a_type_where_its_cells_are_alike(seen: str, kind: str | None) -> None:
    types = _types(c=seen)
    assert types.column("c") == kind
    assert types.column("another") is None


def test_a_statement_has_the_types_of_its_columns() -> None:
    select = "SELECT '8' AS \"a\"\"b\", '0042' AS c, '2025-05-20' AS d"
    types = _types(**{'a"b': "i", "c": "z", "d": "d"})
    rows = duckdb.sql(typed(select, types, ('a"b', "c", "d"))).fetchall()
    assert rows == [(8, "0042", date(2025, 5, 20))]
    assert typed(select, types, ("c",)) == select


def test_the_kinds_of_each_row_are_kept_by_column(tmp_path: Path) -> None:
    types = _types(tmp_path, part="t", to="t")
    types.path.write_text("ti\n \nte\n", encoding="ascii")
    assert list(types.rows()) == [
        {"part": "t", "to": "i"},
        {"part": " "},
        {"part": "t", "to": "e"},
    ]
