"""The lists of parties, as dated facts: which tables there are, of which day, and opening them.

Belongs here: the register of tables (versions.csv), choosing between the shipped and the user's own
tables, their seal. Does not: what a row says (read_table), newer files (update).
Always true: a table is opened only when a party is named; one that is not as it was sealed answers
nothing; of two tables of one list the newer answers; each answer can say which tables they were.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecluse.errors import DataError, EcluseError, raise_all
from ecluse.facts.csv_rows import csv_rows, csv_text
from ecluse.screening.codes import FILE as SPELLINGS
from ecluse.screening.codes import Spellings, read_spellings
from ecluse.screening.entry import Entry, Lists, ListVersion
from ecluse.screening.read_table import Cells, entries_of, rows_of

FOLDER = "lists"
VERSIONS = "versions.csv"  # also named in law/seal
# The first two are read by the seal of the data folder, without a reader of tables.
HEADING = ("file", "sha256", "list", "as_of", "rows", "source", "url")
_MEND = "restore the file, or seal the lists anew with `ecluse law seal`"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTable:
    """The table of one list, not yet opened.

    Args:
        rows: How many entries it has.
    """

    path: Path
    version: ListVersion
    rows: int

    @property
    def name(self) -> str:
        """What it is called in errors."""
        return f"{FOLDER}/{self.path.name}"


def open_lists(folder: Path, own: Path | None = None) -> Lists:
    """All lists, opened.

    Args:
        folder: The data folder (`Library.folder`).
        own: The user's own tables, where there are any (`store.lists_in_use`).

    Raises:
        DataError, SeveralErrors: A table is not as it was sealed, or says what it cannot mean.
    """
    spellings = read_spellings(folder / FOLDER)
    tables = tables_of(folder, own)
    entries = tuple(entry for table in tables for entry in opened(table, spellings))
    return Lists(entries=entries, versions=tuple(table.version for table in tables))


def opened(table: ListTable, spellings: Spellings) -> list[Entry]:
    """The entries of one table.

    Raises:
        DataError, SeveralErrors: It is not as it was sealed, or says what it cannot mean.
    """
    return entries_of(table.version, cells_of(table), spellings, table.name)


def cells_of(table: ListTable) -> list[Cells]:
    """The rows of one table.

    Raises:
        DataError, SeveralErrors: It is not as it was sealed, or is no table.
    """
    try:
        content = table.path.read_bytes()
    except OSError as error:
        raise DataError("the list cannot be read", table.name, _MEND) from error
    if hashlib.sha256(content).hexdigest() != table.version.digest:
        raise DataError("the list is not as it was sealed", table.name, _MEND)
    rows = rows_of(content.decode("utf-8"), table.name)
    if len(rows) != table.rows:
        what = f"the list has {len(rows):,} entries, not {table.rows:,}"
        raise DataError(what, table.name, _MEND)
    return rows


def tables_of(folder: Path, own: Path | None = None) -> tuple[ListTable, ...]:
    """The table of each list that answers: the shipped one, or the user's where it is newer.

    Raises:
        DataError, SeveralErrors: The register of tables says what it cannot mean.
    """
    chosen = {table.version.list: table for table in read_versions(folder / FOLDER)}
    for table in read_versions(own) if own is not None else ():
        shipped = chosen.get(table.version.list)
        if shipped is None or shipped.version.as_of <= table.version.as_of:
            chosen[table.version.list] = table
    return tuple(chosen.values())


def lists_digest(folder: Path, own: Path | None = None) -> str:
    """Of the tables that answer and how they are read, without opening them: what is kept of the
    opened lists is kept under it.

    Raises:
        DataError, SeveralErrors: The register of tables says what it cannot mean.
    """
    versions = tuple(table.version for table in tables_of(folder, own))
    digest = hashlib.sha256(Lists(entries=(), versions=versions).digest.encode())
    digest.update((folder / FOLDER / SPELLINGS).read_bytes())
    return digest.hexdigest()


def read_versions(folder: Path) -> tuple[ListTable, ...]:
    """The register of the tables of a folder.

    Raises:
        DataError, SeveralErrors: Every row that says what it cannot mean.
    """
    tables: list[ListTable] = []
    errors: list[EcluseError] = []
    for row in csv_rows(folder / VERSIONS, f"{FOLDER}/{VERSIONS}", HEADING):
        try:
            version = ListVersion(
                list=row["list"],
                as_of=date.fromisoformat(row["as_of"]),
                digest=row["sha256"],
                source=row["source"],
                url=row["url"] or None,
            )
            path = folder / Path(row["file"]).name
            tables.append(ListTable(path=path, version=version, rows=int(row["rows"])))
        except ValueError as error:
            errors.append(row.error(f"no day, or no number: {error}", "mend the row"))
    raise_all(errors)
    return tuple(tables)


def versions_text(tables: Sequence[ListTable]) -> str:
    """The register of some tables, as a table."""
    return csv_text([HEADING, *map(_registered, tables)])


def _registered(table: ListTable) -> tuple[object, ...]:
    version = table.version
    said = (version.list, version.as_of.isoformat(), table.rows, version.source)
    return (table.path.name, version.digest, *said, version.url or "")
