"""Tables of a DuckDB file, queried where they lie.

Belongs here: which table, and its rows' numbers. Does not: other forms (read).
Always true: a view is asked once, for it may say another thing each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ecluse.errors import InputError
from ecluse.tables.book import Book, OpenedFile, types_of
from ecluse.tables.halfway import engine_errors
from ecluse.tables.names import ROW, literal, name_of, quoted, refuse_ours


def open_database(opened: OpenedFile) -> Book:
    """A table or a view of a DuckDB file; the only one where none is named.

    Raises:
        InputError: It is no DuckDB file, or has no such table.
    """
    path, connection = opened.path, opened.connection
    with engine_errors("not a DuckDB file: {}", path, "check the path"):
        connection.execute(f"ATTACH {quoted(path.absolute())} AS source (READ_ONLY)")
        found = connection.execute(
            "SELECT table_schema, table_name, table_type = 'VIEW' FROM information_schema.tables "
            "WHERE table_catalog = 'source' ORDER BY ALL"
        ).fetchall()
    tables = {
        name if schema == "main" else f"{schema}.{name}": (
            f"source.{name_of(schema)}.{name_of(name)}",
            is_view,
        )
        for schema, name, is_view in found
    }
    table = _chosen(opened.part, list(tables), path)
    source, is_view = tables[table]
    if is_view:
        # A view may say another thing each time it is asked; the book is asked several times.
        once = opened.folder / "view.parquet"
        connection.execute(f"COPY (SELECT * FROM {source}) TO {quoted(once)} (FORMAT parquet)")
        source = f"read_parquet({literal(once)})"
    types = types_of(source, connection)
    called = f"{path}#{table}"
    refuse_ours(types, called)
    return Book(
        source=called,
        relation=f"(SELECT *, row_number() OVER () AS {ROW} FROM {source})",
        headings=tuple(types),
        types=types,
        has_fault=False,
        row=ROW,
    )


def _chosen(table: str, tables: Sequence[str], path: Path) -> str:
    if not table and len(tables) == 1:
        return tables[0]
    if table in tables:
        return table
    what = "the database has several tables" if tables else "the database has no tables"
    raise InputError(
        f"the database has no table '{table}'" if table else what,
        str(path),
        f"write {path.name}#TABLE; the tables are {', '.join(tables) or 'none'}",
    )
