"""An answered book as a table of a DuckDB file.

Belongs here: the table's name, whether it may be replaced, and writing it.
Does not: files of other forms (write).
Always true: a table comes to be whole or not at all; only a table whose comment says that ecluse
wrote it, and to which nobody added a column, is ever replaced, and none that is read.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.errors import EcluseError, InputError
from ecluse.outputs.mark import TABLE_COMMENT
from ecluse.outputs.scratch import scratch
from ecluse.tables.connection import connect, waiting
from ecluse.tables.halfway import check_count, engine_errors, refuse_others
from ecluse.tables.names import DATABASES, name_of, parted, plain_names, quoted, table_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TABLE_NAME = "answered"
_MAIN = "main"
_RELATIONS = (
    "SELECT schema_name, table_name, 'table', comment, '' FROM duckdb_tables() "
    "WHERE database_name = {0} "
    "UNION ALL SELECT schema_name, view_name, 'view', comment, sql FROM duckdb_views() "
    "WHERE database_name = {0} AND NOT internal"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A table of a DuckDB file.

    Args:
        path: The file; it need not be there.
        schema: The schema as it is written; None where none is named.
    """

    path: Path
    schema: str | None
    table: str

    @property
    def shown(self) -> str:
        """The table as a user names it."""
        return f"{self.path}#{f'{self.schema}.' if self.schema else ''}{self.table}"


def target_of(out: str | Path) -> Target | None:
    """The table that an output names; None where it names no DuckDB file.

    >>> target_of("my.duckdb#sales.answered").schema, target_of("PO#4711.csv")
    ('sales', None)

    Raises:
        InputError: What follows # is no name of a table.
    """
    place, said = parted(out)
    path = Path(place)
    if path.suffix.casefold() not in DATABASES:
        return None
    schema, table = _named(said or TABLE_NAME, str(out))
    return Target(path=path, schema=schema, table=table)


def _named(said: str, out: str) -> tuple[str | None, str]:
    named = table_of(said)
    if named is not None:
        schema, table = named
        return (plain_names(schema)[0] if schema else None), plain_names(table)[0]
    if "." in said:
        raise InputError(
            "what follows # is no table", out, 'write #TABLE or #SCHEMA.TABLE, and "…" round a name'
        )
    return None, said


def check_table(target: Target, source: object) -> None:
    """Refuse, before any work, a table that ecluse did not write, or that is read.

    Raises:
        InputError: It is one, or the file is no DuckDB file.
    """
    if not has_database(target.path):
        wal = Path(f"{target.path}.wal")
        if wal.exists():
            raise InputError(
                "a log of another database lies beside it",
                str(wal),
                "move it away, or write elsewhere",
            )
        return
    with scratch("ecluse-check-") as folder:
        connection = connect(folder, files=[target.path])
        try:
            with _said(target):
                connection.execute(
                    f"ATTACH {quoted(target.path)} AS target (TYPE duckdb, READ_ONLY)"
                )
                _refuse_table(connection, target, source)
        finally:
            connection.close()


def write_duckdb(
    connection: DuckDBPyConnection,
    select: str,
    target: Target,
    lines: int | None,
    source: object,
    made: Path | None,
) -> int:
    """Write what `select` gives as the table; the lines written.

    Args:
        made: Where to make the file, which is not there yet; the target's own where left out.

    Raises:
        InputError: The table cannot be written.
        EcluseError: Not as many lines came out as went in.
    """
    import duckdb

    same = False
    if made is None:
        held = connection.execute(
            "SELECT path FROM duckdb_databases() WHERE database_name = 'source'"
        ).fetchone()
        same = held is not None and target.path.samefile(held[0])
    # One file is open once: the answers wait beside it while the book is let go.
    aside = waiting(connection, select) if same else nullcontext(select)
    with _said(target), aside as given:
        if same:
            connection.execute("DETACH source")
        connection.execute(f"ATTACH {quoted(made or target.path)} AS target (TYPE duckdb)")
        try:
            count = _written(connection, given, target, lines, source, fresh=made is not None)
        except BaseException:
            with suppress(duckdb.Error):  # the first error is the one that is raised
                connection.execute("DETACH target")
            log = Path(f"{target.path}.wal")
            if log.exists() and not log.stat().st_size:  # begun, and nothing came of it
                log.unlink()
            raise
        connection.execute("DETACH target")
        if same:
            connection.execute(f"ATTACH {quoted(target.path)} AS source (READ_ONLY)")
    if made is not None and Path(f"{made}.wal").exists():
        raise EcluseError("the table was not written to its end", target.shown, "run it again")
    return count


def _written(
    connection: DuckDBPyConnection,
    select: str,
    target: Target,
    lines: int | None,
    source: object,
    *,
    fresh: bool,
) -> int:
    import duckdb

    schema = f"target.{name_of(target.schema or _MAIN)}"
    table = f"{schema}.{name_of(target.table)}"
    connection.execute("BEGIN")
    try:
        if fresh:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        else:
            _refuse_table(connection, target, source)  # somebody may have come meanwhile
        connection.execute(f"CREATE OR REPLACE TABLE {table} AS {select}")
        connection.execute(f"COMMENT ON TABLE {table} IS {quoted(TABLE_COMMENT)}")
        ((count,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        check_count(int(count), lines, target.shown)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # unless the engine undid it by itself
            connection.execute("ROLLBACK")
        raise
    return int(count)


def _refuse_table(connection: DuckDBPyConnection, target: Target, source: object) -> None:
    found = connection.execute(_RELATIONS.format("'target'")).fetchall()
    at = (_schema(connection, target), target.table.casefold())
    there = {(row[0].casefold(), row[1].casefold()): row for row in found}
    if at not in there:
        return
    if _reads(target, source, at, there):
        raise InputError(
            "the output would take the place of the book", target.shown, "write to another table"
        )
    schema, table, kind, comment, _ = there[at]
    columns = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = 'target' "
        "AND schema_name = ? AND table_name = ? ORDER BY column_index",
        [schema, table],
    ).fetchall()
    names = [str(name) for (name,) in columns]
    refuse_others(kind, str(comment or ""), names, target.shown)


def _schema(connection: DuckDBPyConnection, target: Target) -> str:
    """The target's schema, in small letters.

    Raises:
        InputError: The database has none of that name.
    """
    rows = connection.execute(
        "SELECT schema_name FROM duckdb_schemas() WHERE database_name = 'target' AND NOT internal"
    ).fetchall()
    schemas = {_MAIN, *(str(name) for (name,) in rows)}
    wanted = (target.schema or _MAIN).casefold()
    if wanted not in {name.casefold() for name in schemas}:
        raise InputError(
            f"the database has no schema '{target.schema}'",
            target.shown,
            f"make it, or name another; it has {', '.join(sorted(schemas))}",
        )
    return wanted


def _reads(
    target: Target, source: object, at: tuple[str, str], there: dict[tuple[str, str], Any]
) -> bool:
    """Whether the book is this table, or a view whose words, or a view's in these, name it."""
    book = target_of(str(source)) if source else None
    if book is None or not book.path.exists() or not book.path.samefile(target.path):
        return False
    read = ((book.schema or _MAIN).casefold(), book.table.casefold())
    if not parted(str(source))[1] and len(there) == 1:
        read = next(iter(there))  # the only table need not be named
    if read == at:
        return True
    if read not in there or there[read][2] != "view":
        return False
    views = " ".join(row[4] for row in there.values())
    return re.search(rf"(?<!\w){re.escape(at[1])}(?!\w)", views, re.IGNORECASE) is not None


def has_database(path: Path) -> bool:
    """Whether a file is there that may hold a database."""
    return path.exists() and path.stat().st_size > 0


def _said(target: Target) -> AbstractContextManager[None]:
    """What the engine says, in one line."""
    return engine_errors(
        "the table cannot be written: {}",
        target.shown,
        "check that it is a DuckDB file, that nothing else has it open, and that there is room",
    )
