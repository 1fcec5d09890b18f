"""PostgreSQL's types and DuckDB's: which holds what.

Belongs here: types and cells of a table read or written. Does not: asking a server (postgres).
Always true: a value that a type cannot hold stays text, and its column is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.tables.names import name_of, quoted, unique
from ecluse.tables.stage import csv_cells

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MOST_DIGITS = 38
_OF_OID = {
    16: "BOOLEAN",
    17: "BLOB",
    20: "BIGINT",
    21: "SMALLINT",
    23: "INTEGER",
    26: "BIGINT",
    700: "FLOAT",
    701: "DOUBLE",
    1082: "DATE",
    1083: "TIME",
    1114: "TIMESTAMP",
    1184: "TIMESTAMP WITH TIME ZONE",
    1700: "DECIMAL",
    2950: "UUID",
}
_TO_POSTGRES = {
    "BOOLEAN": "boolean",
    "TINYINT": "smallint",
    "SMALLINT": "smallint",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "UTINYINT": "smallint",
    "USMALLINT": "integer",
    "UINTEGER": "bigint",
    "UBIGINT": "numeric(20,0)",
    "HUGEINT": "numeric(39,0)",
    "UHUGEINT": "numeric(39,0)",
    "FLOAT": "real",
    "DOUBLE": "double precision",
    "DATE": "date",
    "TIME": "time",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP_S": "timestamp",
    "TIMESTAMP_MS": "timestamp",
    "TIMESTAMP_NS": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "UUID": "uuid",
    "BLOB": "bytea",
    "JSON": "jsonb",
}


def stage_typed(
    rows: Path,
    columns: Sequence[tuple[str, int, int | None, int | None]],
    where: str,
    folder: Path,
    connection: DuckDBPyConnection,
) -> tuple[Path, tuple[str, ...]]:
    """The server's rows of text with their types, as Parquet; a column with a value that DuckDB's
    type cannot hold stays text, and is named; `where` is the table, for an error.
    """
    headings = unique([name for name, *_ in columns], where)
    relation = csv_cells(rows, headings, ",", header=False, quoted_nulls=False)
    kinds = {
        name: kind
        for name, (_, oid, precision, scale) in zip(headings, columns, strict=True)
        if (kind := _duckdb_kind(oid, precision, scale))
    }
    held = _held(kinds, relation, connection)
    cells, notes = [], []
    for name in headings:
        kind = _fitting(kinds[name], *held[name]) if name in kinds else None
        if name in kinds and kind is None:
            wanted = kinds[name].partition("(")[0]
            notes.append(f"'{name}' holds what no {wanted} does and is kept as text")
        cells.append(f"{_cast(name_of(name), kind)} AS {name_of(name)}" if kind else name_of(name))
    staged = folder / "book.parquet"
    connection.execute(
        f"COPY (SELECT {', '.join(cells)} FROM {relation}) TO {quoted(staged)} (FORMAT parquet)"
    )
    return staged, tuple(notes)


def _held(
    kinds: Mapping[str, str], relation: str, connection: DuckDBPyConnection
) -> dict[str, tuple[int, int | None, int | None]]:
    """What the columns hold: values that their types cannot, and the most digits before and after
    the point.
    """
    if not kinds:
        return {}
    checks = ", ".join(_check(name_of(name), kind) for name, kind in kinds.items())
    counts = connection.execute(f"SELECT {checks} FROM {relation}").fetchone() or ()
    return {
        name: (counts[3 * place], counts[3 * place + 1], counts[3 * place + 2])
        for place, name in enumerate(kinds)
    }


def _fitting(kind: str, wrong: int, whole: int | None, part: int | None) -> str | None:
    """The type that holds all of a column; None where none does, and it stays text."""
    if kind == "DECIMAL":
        size = (whole or 1) + (part or 0)
        return None if wrong or size > _MOST_DIGITS else f"DECIMAL({size},{part or 0})"
    return None if wrong else kind


def _duckdb_kind(oid: int, precision: int | None, scale: int | None) -> str | None:
    kind = _OF_OID.get(oid)
    if (
        kind == "DECIMAL"
        and precision is not None
        and scale is not None
        and 0 <= scale <= precision <= 38
    ):
        return f"DECIMAL({precision},{scale})"
    return kind


def _check(column: str, kind: str) -> str:
    """How many values the type cannot hold; for numbers of any size also the most digits before and
    after the point.
    """
    if kind == "DECIMAL":
        digits = f"ltrim({column}, '-')"
        return (
            f"count(*) FILTER ({column} IS NOT NULL "
            f"AND NOT regexp_full_match({column}, '-?\\d+(\\.\\d+)?')), "
            f"max(length(split_part({digits}, '.', 1))), max(length(split_part({digits}, '.', 2)))"
        )
    tried = _cast(column, kind, "TRY_CAST")
    return f"count(*) FILTER ({column} IS NOT NULL AND {tried} IS NULL), NULL, NULL"


def _cast(column: str, kind: str, cast: str = "CAST") -> str:
    return f"unhex(substr({column}, 3))" if kind == "BLOB" else f"{cast}({column} AS {kind})"


def kind_of(kind: str) -> str:
    """PostgreSQL's type for one of DuckDB's."""
    if kind.startswith("DECIMAL("):
        return f"numeric{kind.removeprefix('DECIMAL')}"
    if kind.endswith("]") or kind.startswith(("STRUCT(", "MAP(")):
        return "jsonb"
    return _TO_POSTGRES.get(kind, "text")


def cell_of(heading: str, kind: str) -> str:
    """A cell in PostgreSQL's words."""
    column = name_of(heading)
    made = kind_of(kind)
    if made == "bytea":
        return f"'\\x' || lower(hex({column}))"
    if made == "jsonb":
        return f"CAST(to_json({column}) AS VARCHAR)"
    return f"replace(CAST({column} AS VARCHAR), chr(0), '')" if made == "text" else column
