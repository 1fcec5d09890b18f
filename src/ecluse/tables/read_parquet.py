"""Parquet files, queried where they lie.

Belongs here: one file, or a folder of them. Does not: other forms (read).
Always true: a row's number is one row's alone, whatever file it is in; what a file lacks is never
read as blank; no file of a folder is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.errors import InputError
from ecluse.tables.book import Book, types_of
from ecluse.tables.halfway import engine_errors
from ecluse.tables.names import literal, refuse_ours

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BEGINS = b"PAR1"
PARQUET = (".parquet", ".pq")
_MOST_NAMED = 5


def open_parquet(path: Path, connection: DuckDBPyConnection) -> Book:
    """A Parquet file, or a folder of them, queried where it lies.

    Raises:
        InputError: It is no whole Parquet file, or its files do not have the same columns.
    """
    files = tuple(map(str, _parts(path) if path.is_dir() else (path,)))
    names = "[" + ", ".join(literal(Path(name)) for name in files) + "]"
    how = "union_by_name=true" if path.is_dir() else "hive_partitioning=false"
    relation = f"read_parquet({names}, file_row_number=true, {how})"
    mend = "write or copy it again; a file cut short has lost its footer"
    with engine_errors("not a whole Parquet file: {}", path, mend):
        # Names of ours would hide DuckDB's own.
        refuse_ours(types_of(f"read_parquet({names}, {how})", connection), str(path))
        types = types_of(relation, connection)
        connection.execute(f"SELECT sum(num_rows) FROM parquet_file_metadata({names})").fetchall()
        if len(files) > 1:
            _of_one_schema(names, path, connection)
    headings = tuple(name for name in types if name != "file_row_number")
    row = "file_row_number + 1"
    if len(files) > 1:
        relation = _numbered(relation)
        types.pop("file_index", None)
    return Book(
        source=str(path),
        relation=relation,
        headings=headings,
        types={name: types[name] for name in headings},
        has_fault=False,
        row=row,
        parquet=files,
        notes=tuple(_passed_over(path)) if path.is_dir() else (),
    )


def _numbered(relation: str) -> str:
    """The rows of several files: those of the second count from a million million on, and so forth,
    so that a number is one row's alone.
    """
    number = "file_row_number + 1000000000000 * file_index::BIGINT AS file_row_number"
    return f"(SELECT * REPLACE ({number}) FROM (SELECT *, file_index FROM {relation})) "


def _of_one_schema(names: str, path: Path, connection: DuckDBPyConnection) -> None:
    """Refuse a folder whose files do not have the same columns: what a file does not have would be
    read as blank in all its rows.

    Raises:
        InputError: Some file lacks a column that another has.
    """
    found = connection.execute(
        f"SELECT file_name, list(DISTINCT name) FROM parquet_schema({names}) "
        "GROUP BY ALL ORDER BY 1"
    ).fetchall()
    every = set().union(*(columns for _, columns in found))
    for file, columns in found:
        lacking = sorted(every - set(columns) - {"schema", "root", "spark_schema", "duckdb_schema"})
        if lacking:
            raise InputError(
                "the files do not have the same columns: "
                f"'{lacking[0]}' is not in {Path(file).name}",
                str(path),
                "write them with one schema, or give them one by one",
            )


def in_folder(folder: Path) -> list[Path]:
    """All that lies in a folder and those in it, less what a writer keeps there for itself, done or
    failed: names that begin with `_` or `.`, as Spark and Hive have it.
    """
    return [path for path in _all_in(folder) if not _in_writers(path, folder)]


def _all_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def _in_writers(path: Path, folder: Path) -> bool:
    return any(map(_is_writers, path.relative_to(folder).parts))


def _is_writers(name: str) -> bool:
    """Whether a name is of a writer's own; "_region=KR" is a part of the rows, as in Spark."""
    return name.startswith(".") or (name.startswith("_") and "=" not in name)


def _parts(folder: Path) -> list[Path]:
    """The Parquet files of a folder, which holds no other.

    Raises:
        InputError: It holds another, whose lines nobody would miss; or none at all.
    """
    parts = in_folder(folder)
    if not parts:
        mend = "give a folder of .parquet files"
        raise InputError("the folder holds no Parquet file", str(folder), mend)
    for part in parts:
        if not _is_parquet(part):
            raise InputError(
                f"not every file of the folder is a Parquet file: {part.relative_to(folder)}",
                str(folder),
                "take it out, or begin its name with _",
            )
    return parts


def _passed_over(folder: Path) -> Iterator[str]:
    """A note on the Parquet files of a folder that are taken for a writer's own."""
    own = [path for path in _all_in(folder) if _in_writers(path, folder) and _begins(path)]
    if own:
        named = ", ".join(str(path.relative_to(folder)) for path in own[:_MOST_NAMED])
        more = f" … ({len(own)})" if len(own) > _MOST_NAMED else ""
        yield f"Parquet files whose names begin with _ or . are not read: {named}{more}"


def _begins(path: Path) -> bool:
    """Whether a file begins as one of Parquet."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_BEGINS)) == _BEGINS


def _is_parquet(path: Path) -> bool:
    """Whether a file is Parquet, or is called so and is cut short."""
    return _begins(path) or (path.is_file() and path.suffix.casefold() in PARQUET)
