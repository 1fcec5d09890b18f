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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ecluse.errors import EcluseError, InputError, near
from ecluse.outputs.mark import TABLE, TABLE_COMMENT, is_answered
from ecluse.tables.connection import own_folder
from ecluse.tables.names import name_of, plain_names, quoted, table_of, unique
from ecluse.tables.read_csv import LONGEST_LINE

if TYPE_CHECKING:
    import duckdb
    import psycopg

SCHEMES = ("postgresql://", "postgres://")
_FORM = "write it as postgresql://user@host:port/database#schema.table"
_NAME_BYTES = 63
_BLOCK = 1 << 18
_SECRET = re.compile(r"((?:^|&)(?:ssl)?password=)[^&]*", re.IGNORECASE)
_RELATIONS = (
    "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') "
    "AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%' ORDER BY n.nspname <> 'public', 1, 2 LIMIT 200"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A server, a database, and a table or a query in it.

    Args:
        url: What libpq connects to; it may hold a password and is never shown.
        shown: The whole address without its password.
    """

    url: str
    shown: str
    schema: str | None = None
    table: str | None = None
    query: str | None = None

    def __repr__(self) -> str:
        return f"Address({self.shown!r})"


def is_address(text: object) -> bool:
    """Whether this names a PostgreSQL database rather than a file."""
    return str(text).casefold().startswith(SCHEMES)


def address_of(text: str) -> Address:
    """An address, checked before anything is asked of a server.

    >>> address_of("postgresql://anna:secret@db.example:5433/shop#sales.orders").shown
    'postgresql://anna:***@db.example:5433/shop#sales.orders'

    Raises:
        InputError: It is no address, or names neither a table nor one SELECT.
    """
    url, _, said = text.partition("#")
    said = said.strip()
    shown = _masked(url)
    if not said:
        return Address(url=url, shown=shown)
    if re.match(r"(select|with)\b", said, re.IGNORECASE):
        if ";" in said:
            raise InputError(
                "a query is one SELECT, without a semicolon",
                f"{shown}#{said.partition(';')[0]}…",
                "leave the semicolon out, or make a view",
            )
        return Address(url=url, shown=f"{shown}#{said}", query=said)
    named = table_of(said)
    if named is None:
        raise InputError(
            "what follows # is neither a table nor a SELECT",
            shown,
            "write #schema.table or '#SELECT … FROM …'",
        )
    return Address(url=url, shown=f"{shown}#{said}", schema=named[0], table=named[1])


def shown(source: object) -> str:
    """A source or an output as it may be shown: a file as it is named, an address without its
    password.
    """
    return address_of(str(source)).shown if is_address(source) else str(source)


def _masked(url: str) -> str:
    """The address without its secrets.

    Raises:
        InputError: It is so written that nobody can tell where the password ends.
    """
    mend = f"{_FORM}; in a password write @ as %40, # as %23, / as %2F, : as %3A"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise InputError("the address cannot be read", "postgresql://…", mend) from None
    user, at, host = parts.netloc.rpartition("@")
    if "@" in user or user.count(":") > 1:
        raise InputError("the address cannot be read", "postgresql://…", mend)
    name, colon, _ = user.partition(":")
    query = _SECRET.sub(r"\1***", parts.query)
    return f"postgresql://{name}{':***' if colon else ''}{at}{host}{parts.path}{'?' if query else ''}{query}"


def stage_table(
    text: str, folder: Path, connection: duckdb.DuckDBPyConnection
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
        count = cursor.rowcount
    staged, notes = _typed(rows, columns, folder, connection)
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


def check_target(text: str, source: object) -> None:
    """Refuse, before any work, a target that could not be written or would take the place of
    something else.

    Raises:
        InputError: It would.
    """
    address = address_of(text)
    if address.table is None:
        raise InputError("the output names no table", address.shown, _FORM)
    with _session(address) as (_, cursor):
        _replaceable(cursor, address, source)


def write_table(
    connection: Any, select: str, text: str, *, source: object, lines: int | None
) -> int:
    """Write what `select` gives as a new table; the lines written.

    Raises:
        InputError: It cannot be written.
        EcluseError: Not as many lines came out as went in; nothing was written.
    """
    address = address_of(text)
    kinds = [
        (str(row[0]), str(row[1])) for row in connection.execute(f"DESCRIBE {select}").fetchall()
    ]
    for heading, _ in kinds:
        if len(heading.encode()) > _NAME_BYTES:
            raise InputError(
                f"the column '{heading[:40]}…' has a longer name than PostgreSQL allows ({_NAME_BYTES} bytes)",
                address.shown,
                "rename it, or write a file",
            )
    with tempfile.TemporaryDirectory(dir=own_folder(connection)) as folder:
        path = Path(folder) / "answered.csv"
        cells = ", ".join(
            f"{_cell(heading, kind)} AS {name_of(heading)}" for heading, kind in kinds
        )
        connection.execute(
            f"COPY (SELECT {cells} FROM ({select})) TO {quoted(path)} (FORMAT csv, HEADER false)"
        )
        with _session(address) as (_, cursor):
            target, there = _replaceable(cursor, address, source)
            if there:
                cursor.execute(f"DROP TABLE {target}".encode())
            made = ", ".join(f"{name_of(heading)} {_kind(kind)}" for heading, kind in kinds)
            cursor.execute(f"CREATE TABLE {target} ({made})".encode())
            with (
                path.open("rb") as file,
                cursor.copy(f"COPY {target} FROM STDIN (FORMAT csv)".encode()) as copy,
            ):
                while block := file.read(_BLOCK):
                    copy.write(block)
            count = int(cursor.rowcount)
            if lines is not None and count != lines:
                raise EcluseError(
                    f"{lines} lines went in and {count} came out",
                    address.shown,
                    "nothing was written; report this as an error of ecluse",
                )
            cursor.execute(f"COMMENT ON TABLE {target} IS {quoted(TABLE_COMMENT)}".encode())
    return count


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
        raise InputError("the address cannot be read", address.shown, _FORM) from None
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
            f"{_FORM}; {_listed([f'{schema}.{table}' for schema, table in names])}",
        )
    schema, table = names[0]
    return Address(
        url=address.url,
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
        if address.schema:
            cursor.execute(
                "SELECT 1 FROM pg_namespace WHERE nspname = ANY(%s)", (plain_names(address.schema),)
            )
            if cursor.fetchone() is None:
                raise InputError(
                    f"the database has no schema '{plain_names(address.schema)[0]}'",
                    address.shown,
                    "make it, or name another",
                )
        return name, False
    cursor.execute(
        "SELECT relkind = 'r', coalesce(obj_description(oid, 'pg_class'), '') FROM pg_class WHERE oid = %s",
        (number,),
    )
    plain, comment = cursor.fetchone() or (False, "")
    if not plain or not comment.startswith(TABLE):
        raise InputError(
            "there is a table of that name which ecluse did not write",
            address.shown,
            "name another table, or drop it yourself",
        )
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        (number,),
    )
    if not is_answered([str(row[0]) for row in cursor.fetchall()]):
        raise InputError(
            "the table has columns that ecluse did not write",
            address.shown,
            "name another table, or drop it yourself",
        )
    if is_address(source):
        book = address_of(str(source))
        table = plain_names(address.table or "")[-1].casefold()
        read = book.query if book.query is not None else book.table or table
        if re.search(rf"(?<!\w){re.escape(table)}(?!\w)", read.replace('""', '"'), re.IGNORECASE):
            raise InputError(
                "the output would take the place of the book",
                address.shown,
                "write to another table",
            )
    return name, True


def _typed(
    rows: Path,
    columns: Sequence[tuple[str, int, int | None, int | None]],
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
) -> tuple[Path, tuple[str, ...]]:
    """The server's rows of text with their types, as Parquet; a column with a value that DuckDB's
    type cannot hold stays text, and is named.
    """
    headings = unique([name for name, *_ in columns])
    listed = "{" + ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in headings) + "}"
    relation = (
        f"read_csv({quoted(rows)}, auto_detect=false, header=false, delim=',', quote='\"', escape='\"', columns={listed}, nullstr='', "
        f"allow_quoted_nulls=false, strict_mode=true, max_line_size={2 * LONGEST_LINE})"
    )
    kinds = {
        name: kind
        for name, (_, oid, precision, scale) in zip(headings, columns, strict=True)
        if (kind := _duckdb_kind(oid, precision, scale))
    }
    if kinds:
        checks = ", ".join(_check(name_of(name), kind) for name, kind in kinds.items())
        found = connection.execute(f"SELECT {checks} FROM {relation}").fetchone() or ()
        said = {name: found[3 * place : 3 * place + 3] for place, name in enumerate(kinds)}
    else:
        said = {}
    cells, notes = [], []
    for name in headings:
        kind = kinds.get(name)
        if kind is not None:
            wrong, whole, part = said[name]
            if kind == "DECIMAL":
                size = (whole or 1) + (part or 0)
                kind, wrong = f"DECIMAL({size},{part or 0})", wrong + (size > 38)
            if wrong:
                notes.append(
                    f"'{name}' holds what no {kind.partition('(')[0]} does and is kept as text"
                )
                kind = None
        cells.append(f"{_cast(name_of(name), kind)} AS {name_of(name)}" if kind else name_of(name))
    staged = folder / "book.parquet"
    connection.execute(
        f"COPY (SELECT {', '.join(cells)} FROM {relation}) TO {quoted(staged)} (FORMAT parquet)"
    )
    return staged, tuple(notes)


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
            f"count(*) FILTER ({column} IS NOT NULL AND NOT regexp_full_match({column}, '-?\\d+(\\.\\d+)?')), max(length(split_part({digits}, '.', 1))), "
            f"max(length(split_part({digits}, '.', 2)))"
        )
    return f"count(*) FILTER ({column} IS NOT NULL AND {_cast(column, kind, 'TRY_CAST')} IS NULL), NULL, NULL"


def _cast(column: str, kind: str, cast: str = "CAST") -> str:
    return f"unhex(substr({column}, 3))" if kind == "BLOB" else f"{cast}({column} AS {kind})"


def _kind(kind: str) -> str:
    if kind.startswith("DECIMAL("):
        return f"numeric{kind.removeprefix('DECIMAL')}"
    if kind.endswith("]") or kind.startswith(("STRUCT(", "MAP(")):
        return "jsonb"
    return _TO_POSTGRES.get(kind, "text")


def _cell(heading: str, kind: str) -> str:
    """A cell in PostgreSQL's words."""
    column = name_of(heading)
    made = _kind(kind)
    if made == "bytea":
        return f"'\\x' || lower(hex({column}))"
    if made == "jsonb":
        return f"CAST(to_json({column}) AS VARCHAR)"
    return f"replace(CAST({column} AS VARCHAR), chr(0), '')" if made == "text" else column
