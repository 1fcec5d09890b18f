"""The answers of one book under two laws, set side by side in a table.

Belongs here: the table of the lines whose answer differs, and reading a verdict from the columns of
an answered book. Does not: answering the book (book), why the lines changed (kinds).
Always true: an answer is compared by its verdict's columns; no sentence is compared.

The table `changed` has the second side's columns under their names, the first side's under the
prefix `__then_`, the line's place in `__line`, and both verdicts as `__before` and `__after`. No
book has columns of such names (tables/names).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from ecluse.determine.verdict import NOT_PUBLISHED, Outcome, Verdict
from ecluse.errors import EcluseError
from ecluse.orders.columns import ELSE
from ecluse.orders.party_shown import PARTY_OUTPUT
from ecluse.orders.record import HELD_COLUMN, OUTPUT
from ecluse.tables.book import types_of
from ecluse.tables.names import name_of, quoted

THEN = "__then_"
BEFORE, AFTER, BY = "__before", "__after", "__by"
VERDICT = "STRUCT(outcome VARCHAR, exception VARCHAR, policy VARCHAR, held BOOLEAN)"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredBook:
    """A book as both sides answered it.

    Args:
        paths: The answered lines of each side.
        means: The column of each meaning.
        signs: The decimal sign, for each meaning whose column can be read in two ways.
    """

    paths: tuple[Path, Path]
    lines: int
    means: Mapping[str, str]
    signs: Mapping[str, str]


def set_side_by_side(
    connection: DuckDBPyConnection, book: AnsweredBook, source: str
) -> dict[str, str]:
    """Make the table `changed`; returns the book's own columns, with their types, and those of its
    parties as the second side screened them.

    Raises:
        EcluseError: The book gave its lines in another order the second time.
    """
    before, after = book.paths
    columns = types_of(f"read_parquet({quoted(after)})", connection)
    made = (book.means["date"],) if ELSE in book.means["date"] else ()  # of several columns
    answered = [name for name in columns if name in (*OUTPUT, HELD_COLUMN, *made)]
    own = {name: kind for name, kind in columns.items() if name not in answered}
    then = ", ".join(f"b.{name_of(name)} AS {name_of(THEN + name)}" for name in columns)
    connection.execute(
        f"CREATE TEMP VIEW pairs AS SELECT a.*, {then} FROM ("
        f"SELECT *, file_row_number AS __line "
        f"FROM read_parquet({quoted(after)}, file_row_number=true)) a "
        f"POSITIONAL JOIN read_parquet({quoted(before)}) b"
    )
    as_given = [name for name in own if name not in PARTY_OUTPUT]
    other = " OR ".join(
        f"{name_of(name)} IS DISTINCT FROM {name_of(THEN + name)}" for name in as_given
    )
    if as_given and one(connection, f"SELECT count(*) FROM pairs WHERE {other}"):
        raise EcluseError(
            "the book gave its lines in two orders",
            source,
            "export it to a file first, and compare that",
        )
    connection.execute(
        f"CREATE TEMP TABLE changed AS SELECT * FROM (SELECT *, "
        f"{_verdict(THEN)} AS {BEFORE}, {_verdict('')} AS {AFTER} FROM pairs) "
        f"WHERE {BEFORE} IS DISTINCT FROM {AFTER}"
    )
    return own


def verdict_of(cell: Mapping[str, Any]) -> Verdict:
    """The verdict that a cell of `__before` or `__after` holds."""
    return Verdict(Outcome(cell["outcome"]), cell["exception"], cell["policy"], cell["held"])


def column(connection: DuckDBPyConnection, value: str, source: str) -> list[Any]:
    """The distinct values that the rows of a source have."""
    rows = connection.execute(f"SELECT DISTINCT {value} FROM {source}").fetchall()
    return [row[0] for row in rows]


def one(connection: DuckDBPyConnection, query: str) -> Any:
    """The one value that a query gives."""
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def _verdict(prefix: str) -> str:
    """The SQL for one side's verdict."""
    outcome, exception, policy = (
        f"{prefix}ecluse_{name}" for name in ("outcome", "exception", "review_policy")
    )
    license_ = f"{outcome} = '{Outcome.LICENSE.value}'"
    return (
        f"struct_pack(outcome := {outcome}, exception := {exception}, policy := CASE WHEN "
        f"{license_} THEN coalesce({policy}, {quoted(NOT_PUBLISHED)}) END, "
        f"held := coalesce({license_} AND {prefix}{HELD_COLUMN} IS NOT NULL, false))"
    )
