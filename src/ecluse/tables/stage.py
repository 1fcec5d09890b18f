"""Rows of text as Parquet, which every engine reads.

Belongs here: writing them, numbering them, leaving out rows in which nothing stands. Does not:
where they come from (read_csv, read_workbook).
Always true: a row has the number that a spreadsheet shows; a row is left out only where every cell
of it is empty, and how many were is said.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.errors import InputError
from ecluse.tables.book import types_of
from ecluse.tables.csv_lines import LONGEST_LINE
from ecluse.tables.names import FAULT, ROW, literal, name_of, quoted
from ecluse.tables.sheet_types import SheetTypes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SPACES = "chr(9) || ' ' || chr(160)"
_MOST_LISTED = 1_000
_FEW = 10  # columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """Rows that were staged as a Parquet file.

    Args:
        notes: What was found out about the file, in words.
        first: The number of the first row, where the rows do not say theirs.
        unreadable: Column → text → why it cannot be read, for cells that hold no value.
        types: What the cells were in the sheet that they come from.
    """

    path: Path
    notes: tuple[str, ...] = ()
    first: int = 2
    unreadable: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    types: SheetTypes | None = None


def stage_rows(
    headings: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    folder: Path,
    connection: DuckDBPyConnection,
) -> Path:
    """Stage numbered rows of text as Parquet.

    Raises:
        InputError: They have more columns than fit in the memory.
    """
    import duckdb

    clean, staged = folder / "rows.csv", folder / "book.parquet"
    columns = [*headings, ROW, FAULT]
    with clean.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([*row, number, ""] for number, row in rows)
    try:
        copy_csv(clean, columns, ",", staged, connection)
    except duckdb.OutOfMemoryException as error:
        raise InputError(
            f"the table has {len(columns) - 2:,} columns, more than fit in the memory",
            "sheet",
            "remove what stands far from the table",
        ) from error
    clean.unlink()
    return staged


def copy_csv(
    path: Path,
    headings: Sequence[str],
    delimiter: str,
    staged: Path,
    connection: DuckDBPyConnection,
    *,
    skip: int = 0,
) -> None:
    """Stage a CSV file in which every row fits; `skip` lines stand before its heading."""
    select = ", ".join(
        f"CAST({ROW} AS BIGINT) AS {ROW}" if name == ROW else name_of(name) for name in headings
    )
    connection.execute(
        f"COPY (SELECT {select} FROM {csv_cells(path, headings, delimiter, skip=skip)}) "
        f"TO {quoted(staged)} (FORMAT parquet)"
    )


def csv_cells(
    path: Path,
    headings: Sequence[str],
    delimiter: str,
    *,
    header: bool = True,
    quoted_nulls: bool = True,
    skip: int = 0,
) -> str:
    """The engine's own reading of a file in which every row fits: an empty cell is nothing, unless
    it is quoted and `quoted_nulls` is false.
    """
    columns = "{" + ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in headings) + "}"
    return (
        f"read_csv({literal(path)}, auto_detect=false, header={str(header).lower()}, "
        f"delim={quoted(delimiter)}, quote='\"', escape='\"', columns={columns}, "
        f"skip={skip}, strict_mode=true, null_padding=false, ignore_errors=false, "
        f"nullstr='', allow_quoted_nulls={str(quoted_nulls).lower()}, "
        f"max_line_size={2 * LONGEST_LINE})"
    )


def without_empty_rows(
    staged: Path, headings: Sequence[str], first: int, connection: DuckDBPyConnection
) -> tuple[Path, int]:
    """The staged rows less the empty ones, numbered as before; how many those are."""
    source = f"read_parquet({literal(staged)}, file_row_number=true)"
    has_row = ROW in types_of(source, connection)
    faults = [f"{FAULT} IS NOT NULL"] if has_row else []
    empty, count = "", 0
    for looked_at in (headings[:_FEW], headings):  # a few columns show it of most books
        empty = _empty(looked_at, faults)
        ((count,),) = connection.execute(f"SELECT count(*) FROM {source} WHERE {empty}").fetchall()
        if not count:
            return staged, 0
    kept = staged.with_name("kept.parquet")
    columns = ", ".join(name_of(name) for name in headings)
    number = (
        f"{ROW}, {FAULT}"
        if has_row
        else f"file_row_number + {first} AS {ROW}, CAST(NULL AS VARCHAR) AS {FAULT}"
    )
    connection.execute(
        f"COPY (SELECT {columns}, {number} FROM {source} WHERE NOT ({empty})) "
        f"TO {quoted(kept)} (FORMAT parquet)"
    )
    staged.unlink()
    return kept, int(count)


def _empty(headings: Sequence[str], faults: Sequence[str]) -> str:
    """Whether nothing stands in these columns of a row, and nothing is wrong with it."""
    # One case after the other: conditions joined by AND are all compared with each other, and a
    # thousand columns take seconds.
    filled = [f"coalesce(trim({name_of(name)}, {_SPACES}), '') <> ''" for name in headings]
    cases = (f"WHEN {cell} THEN false" for cell in (*filled, *faults))
    return f"CASE {' '.join(cases)} ELSE true END"


def cells_like(
    staged: Path,
    headings: Sequence[str],
    pattern: str,
    reason: str,
    connection: DuckDBPyConnection,
) -> dict[str, dict[str, str]]:
    """The cells, by column, that a pattern is found in; each with `reason`."""
    found = {}
    for name in headings:
        rows = connection.execute(
            f"SELECT DISTINCT {name_of(name)} FROM read_parquet({literal(staged)}) "
            f"WHERE regexp_matches({name_of(name)}, {quoted(pattern)}) LIMIT {_MOST_LISTED}"
        ).fetchall()
        if rows:
            found[name] = dict.fromkeys((row[0] for row in rows), reason)
    return found
