"""A table that flows from one step to the next: its name, its columns, and what they mean.

Belongs here: naming a table and its columns once, and filling it.
Does not: any table of its own.
Always true: SQL names a column by its relation, so that a column that is not there is an error
where the statement is built.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ecluse.tables.names import name_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CHUNK = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in SQL, its DuckDB type, and what it holds."""

    name: str
    type: str
    means: str = ""

    def __str__(self) -> str:
        """Its name, as SQL is built of it."""
        return self.name

    def __format__(self, spec: str) -> str:
        return format(self.name, spec)

    def of(self, alias: str) -> str:
        """The column of a table that the statement calls `alias`."""
        return f"{alias}.{self.name}"


@dataclass(frozen=True, slots=True)
class Relation:
    """A table of the embedded engine: `relation.role` is the column that plays a role.

    >>> cases = Relation("cases", "Each case once.", {"key": Column("k", "BIGINT")})
    >>> f"SELECT {cases.key} FROM {cases}"
    'SELECT k FROM cases'
    """

    name: str
    means: str
    columns: Mapping[str, Column]

    def __getattr__(self, role: str) -> Column:
        """The column that plays a role.

        Raises:
            AttributeError: No column does.
        """
        if role == "columns" or role.startswith("__"):  # of a relation that is still being made
            raise AttributeError(role)
        try:
            return self.columns[role]
        except KeyError:
            listed = ", ".join(self.columns)
            raise AttributeError(f"'{self.name}' has no '{role}', but {listed}") from None

    def __str__(self) -> str:
        """Its name, as SQL is built of it."""
        return self.name

    def __format__(self, spec: str) -> str:
        return format(self.name, spec)

    @property
    def typed(self) -> tuple[tuple[str, str], ...]:
        """Names and DuckDB types of the columns."""
        return tuple((column.name, column.type) for column in self.columns.values())

    @property
    def listed(self) -> str:
        """The names of the columns, as a statement lists them."""
        return ", ".join(name for name, _ in self.typed)

    def called(self, name: str) -> Relation:
        """The same columns under another name."""
        return replace(self, name=name)

    def only(self, *roles: str) -> Relation:
        """Some of its columns, under the same name."""
        return replace(self, columns={role: self.columns[role] for role in roles})

    def load(self, connection: DuckDBPyConnection, rows: Sequence[Sequence[Any]] = ()) -> None:
        """Make the table of Python values, in place of what it held."""
        load_table(connection, self.name, self.typed, rows)

    def fill(self, connection: DuckDBPyConnection, select: str) -> None:
        """Make the table of what a statement gives, in place of what it held."""
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {self.name} AS {select}")

    def add(self, connection: DuckDBPyConnection, select: str) -> None:
        """Add what a statement gives."""
        connection.execute(f"INSERT INTO {self.name} {select}")

    def count(self, connection: DuckDBPyConnection, where: str = "true") -> int:
        """How many rows meet a condition."""
        ((rows,),) = connection.execute(
            f"SELECT count(*) FROM {self.name} WHERE {where}"
        ).fetchall()
        return int(rows)


def load_table(
    connection: DuckDBPyConnection,
    name: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Make a small table of Python values; `columns` are names and DuckDB types."""
    made = ", ".join(f"{name_of(column)} {kind}" for column, kind in columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({made})")
    parts = ", ".join(f"unnest($c{place}::{kind}[])" for place, (_, kind) in enumerate(columns))
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        cells = {f"c{place}": [row[place] for row in chunk] for place in range(len(columns))}
        connection.execute(f"INSERT INTO {name} SELECT {parts}", cells)
