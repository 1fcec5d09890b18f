"""An order book in PostgreSQL: a table or a query read as one snapshot, an answered table written
in one transaction.

Belongs here: addresses and what is shown of them, the connection, PostgreSQL's types and DuckDB's.
Does not: what a column means.
Always true: a password is never shown; what is read is read in a read-only transaction; a table
comes to be whole or not at all, and only a table that ecluse wrote is ever replaced.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.errors import EcluseError, InputError, near
from ecluse.outputs.mark import TABLE_COMMENT
from ecluse.tables.book import types_of
from ecluse.tables.connection import own_folder
from ecluse.tables.csv_lines import LONGEST_LINE
from ecluse.tables.halfway import check_count, refuse_others
from ecluse.tables.names import name_of, plain_names, quoted
from ecluse.tables.postgres_address import FORM, Address, address_of, is_address, shown
from ecluse.tables.postgres_types import cell_of, kind_of, stage_typed

if TYPE_CHECKING:
    import psycopg
    from duckdb import DuckDBPyConnection

__all__ = ["address_of", "check_target", "is_address", "shown", "stage_table", "write_table"]

_NAME_BYTES = 63
_BLOCK = 1 << 18
_RELATIONS = (
    "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') "
    "AND n.nspname NOT IN ('pg_catalog', 'information_schema') "
    "AND n.nspname NOT LIKE 'pg_toast%' ORDER BY n.nspname <> 'public', 1, 2 LIMIT 200"
)
# One form of every text, whatever the server's settings; a table's rows in the order in which they
# lie.
_SETTINGS = (
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL intervalstyle = 'iso_8601'",
    "SET LOCAL synchronize_seqscans = off",
)


def stage_table(
    text: str, folder: Path, connection: DuckDBPyConnection
) -> tuple[str, Path, tuple[str, ...]]:
    """Stage a table or a query as Parquet; the address as it may be shown, the file, and what was
    found out.

    The server's rows stream through one file of text: memory does not grow with the table.

    Raises:
        InputError: The server, the table or the query is not to be had.
    """
    address = address_of(text)
    rows = folder / "table.csv"
    with _session(address) as (server, cursor):
        server.read_only = True
        for setting in _SETTINGS:
            cursor.execute(setting)
        address = _only_table(cursor, address)
        query = address.query
        if query is None:
            cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
            query = f"SELECT * FROM {_found(cursor, address)}"
        cursor.execute(f"SELECT * FROM ({query}\n) AS book LIMIT 0".encode())
        columns = [
            (column.name, column.type_code, column.precision, column.scale)
            for column in cursor.description or ()
        ]
        if not columns:
            raise InputError("the table has no columns", address.shown, "name another table")
        _copy_out(cursor, query, rows, address)
        count = cursor.rowcount
    staged, notes = stage_typed(rows, columns, address.shown, folder, connection)
    rows.unlink()
    held = int(
        connection.execute(f"SELECT count(*) FROM read_parquet({quoted(staged)})").fetchall()[0][0]
    )
    if held != count:
        raise EcluseError(
            f"the server gave {count} rows and {held} were read",
            address.shown,
            "report this as an error of ecluse",
        )
    return address.shown, staged, notes


def _copy_out(cursor: psycopg.Cursor[Any], query: str, rows: Path, address: Address) -> None:
    """Copy what a query gives to a file of text, row by row."""
    with (
        rows.open("wb") as file,
        cursor.copy(f"COPY ({query}\n) TO STDOUT (FORMAT csv)".encode()) as copy,
    ):
        for number, row in enumerate(copy, 1):
            if len(row) > LONGEST_LINE:
                raise InputError(
                    f"row {number:,} is longer than {LONGEST_LINE:,} bytes",
                    address.shown,
                    "name the columns that are wanted: '#SELECT part, … FROM …'",
                )
            file.write(row)


def check_target(text: str, source: object) -> None:
    """Refuse, before any work, a target that could not be written or would take the place of
    something else.

    Raises:
        InputError: It would.
    """
    address = address_of(text)
    if address.table is None:
        raise InputError("the output names no table", address.shown, FORM)
    with _session(address) as (_, cursor):
        _replaceable(cursor, address, source)


def write_table(
    connection: DuckDBPyConnection,
    select: str,
    text: str,
    *,
    source: object,
    lines: int | None,
) -> int:
    """Write what `select` gives as a new table; the lines written.

    Raises:
        InputError: It cannot be written.
        EcluseError: Not as many lines came out as went in; nothing was written.
    """
    address = address_of(text)
    kinds = types_of(f"({select})", connection)
    _check_names(kinds, address)
    with tempfile.TemporaryDirectory(dir=own_folder(connection)) as folder:
        path = Path(folder) / "answered.csv"
        cells = ", ".join(
            f"{cell_of(heading, kind)} AS {name_of(heading)}" for heading, kind in kinds.items()
        )
        connection.execute(
            f"COPY (SELECT {cells} FROM ({select})) TO {quoted(path)} (FORMAT csv, HEADER false)"
        )
        with _session(address) as (_, cursor):
            target, there = _replaceable(cursor, address, source)
            if there:
                cursor.execute(f"DROP TABLE {target}".encode())
            made = ", ".join(
                f"{name_of(heading)} {kind_of(kind)}" for heading, kind in kinds.items()
            )
            cursor.execute(f"CREATE TABLE {target} ({made})".encode())
            _copy_in(cursor, target, path)
            count = int(cursor.rowcount)
            check_count(count, lines, address.shown)
            cursor.execute(f"COMMENT ON TABLE {target} IS {quoted(TABLE_COMMENT)}".encode())
    return count


def _check_names(headings: Iterable[str], address: Address) -> None:
    for heading in headings:
        if len(heading.encode()) > _NAME_BYTES:
            raise InputError(
                f"the column '{heading[:40]}…' has a longer name than PostgreSQL allows "
                f"({_NAME_BYTES} bytes)",
                address.shown,
                "rename it, or write a file",
            )


def _copy_in(cursor: psycopg.Cursor[Any], target: str, path: Path) -> None:
    with (
        path.open("rb") as file,
        cursor.copy(f"COPY {target} FROM STDIN (FORMAT csv)".encode()) as copy,
    ):
        while block := file.read(_BLOCK):
            copy.write(block)


@contextmanager
def _session(address: Address) -> Iterator[tuple[psycopg.Connection[Any], psycopg.Cursor[Any]]]:
    """A connection and its one transaction: committed at the end, undone on any error."""
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise InputError(
            "PostgreSQL is read and written with psycopg",
            address.shown,
            "install it with: pip install 'ecluse[postgres]'",
        ) from error
    try:
        settings = conninfo_to_dict(address.url)
    except psycopg.Error:
        raise InputError("the address cannot be read", address.shown, FORM) from None
    secret = str(settings.get("password") or "")
    options: dict[str, Any] = {
        "connect_timeout": 10,
        "application_name": "ecluse",
        **settings,
        "client_encoding": "UTF8",
    }
    try:
        with psycopg.connect(**options) as server, server.cursor() as cursor:
            server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            yield server, cursor
    except psycopg.Error as error:
        what = _first(str(error))
        what = what.replace(secret, "***") if secret else what
        mend = (
            "check the server, the name and the rights"
            if isinstance(error, psycopg.OperationalError)
            else "mend the query, or the rights of this user"
        )
        raise InputError(f"PostgreSQL says: {what}", address.shown, mend) from None


def _first(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["nothing"]
    failed = next(
        (line for line in lines if "failed: " in line and not line.endswith("failures were:")),
        lines[0],
    )
    return failed.removeprefix("- ").removeprefix("connection failed: ")


def _resolved(cursor: psycopg.Cursor[Any], address: Address) -> tuple[str, str | None]:
    """The table's name as SQL writes it, and its number where it is there."""
    schemas = (
        [f"{name_of(schema)}." for schema in plain_names(address.schema)]
        if address.schema
        else [""]
    )
    names = [
        f"{schema}{name_of(table)}"
        for schema in schemas
        for table in plain_names(address.table or "")
    ]
    for name in names:
        cursor.execute("SELECT to_regclass(%s)::oid", (name,))
        found = cursor.fetchone()
        if found and found[0] is not None:
            return name, str(found[0])
    return names[-1], None


def _found(cursor: psycopg.Cursor[Any], address: Address) -> str:
    name, number = _resolved(cursor, address)
    if number is None:
        cursor.execute(_RELATIONS)
        names = [f"{schema}.{table}" for schema, table in cursor.fetchall()]
        wanted = name.replace('"', "")
        raise InputError(
            f"the database has no table '{wanted}'",
            address.shown,
            near(wanted, names) or near(f"public.{wanted}", names) or _listed(names),
        )
    return name


def _only_table(cursor: psycopg.Cursor[Any], address: Address) -> Address:
    if address.table is not None or address.query is not None:
        return address
    cursor.execute(_RELATIONS)
    names = cursor.fetchall()
    if len(names) != 1:
        raise InputError(
            "no table is named, and the database has several"
            if names
            else "the database has no tables",
            address.shown,
            f"{FORM}; {_listed([f'{schema}.{table}' for schema, table in names])}",
        )
    schema, table = names[0]
    return replace(
        address,
        shown=f"{address.shown}#{schema}.{table}",
        schema=name_of(schema),
        table=name_of(table),
    )


def _listed(names: Sequence[str]) -> str:
    return (
        f"the tables are {', '.join(names[:20])}{' …' if len(names) > 20 else ''}"
        if names
        else "it has none that this user may see"
    )


def _replaceable(cursor: psycopg.Cursor[Any], address: Address, source: object) -> tuple[str, bool]:
    """The target's name as SQL writes it, and whether it is there: written by ecluse, and no part
    of what is read.
    """
    name, number = _resolved(cursor, address)
    if number is None:
        _check_schema(cursor, address)
        return name, False
    _check_ours(cursor, address, number)
    if is_address(source) and _reads(address_of(str(source)), address):
        raise InputError(
            "the output would take the place of the book",
            address.shown,
            "write to another table",
        )
    return name, True


def _check_schema(cursor: psycopg.Cursor[Any], address: Address) -> None:
    if not address.schema:
        return
    names = plain_names(address.schema)
    cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = ANY(%s)", (names,))
    if cursor.fetchone() is None:
        raise InputError(
            f"the database has no schema '{names[0]}'", address.shown, "make it, or name another"
        )


def _check_ours(cursor: psycopg.Cursor[Any], address: Address, number: str) -> None:
    """Refuse a table that ecluse did not write, or to which someone added columns."""
    cursor.execute(
        "SELECT relkind = 'r', coalesce(obj_description(oid, 'pg_class'), '') "
        "FROM pg_class WHERE oid = %s",
        (number,),
    )
    plain, comment = cursor.fetchone() or (False, "")
    cursor.execute(
        "SELECT attname FROM pg_attribute "
        "WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        (number,),
    )
    names = [str(name) for (name,) in cursor.fetchall()]
    refuse_others("table", comment if plain else "", names, address.shown)


def _reads(book: Address, target: Address) -> bool:
    """Whether a book's table is the target, or its query names it."""
    table = plain_names(target.table or "")[-1].casefold()
    read = book.query if book.query is not None else book.table or table
    named = rf"(?<!\w){re.escape(table)}(?!\w)"
    return re.search(named, read.replace('""', '"'), re.IGNORECASE) is not None
