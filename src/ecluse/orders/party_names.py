"""The different names of parties in a book, whatever their columns.

Belongs here: finding the columns that name parties, and their different values. Does not:
comparing names (screening), answering lines (book).
Always true: a name is told once, with every column that holds it.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from ecluse.errors import InputError
from ecluse.facts.country import folded
from ecluse.orders.party_file_columns import COLUMNS
from ecluse.outputs.scratch import scratch
from ecluse.tables.book import Opening
from ecluse.tables.connection import connect
from ecluse.tables.heading import Needs
from ecluse.tables.intake import take
from ecluse.tables.names import name_of

_PARTIES = frozenset(
    map(folded, (*COLUMNS["name"], "purchaser", "buyer", "intermediate consignee", "forwarder",
                 "sold to", "sold to party", "ship to", "ship to party", "acheteur"))
)  # fmt: skip


def party_names(source: str | Path) -> dict[str, list[str]]:
    """The different names in the columns of a book that name parties, each with its columns.

    Raises:
        InputError, SeveralErrors: The book cannot be read, or no column names parties.
    """
    with scratch("ecluse-parties-") as folder:
        taken = take(source, folder)
        with closing(connect(folder, files=taken.files, folders=taken.folders)) as connection:
            needs = Needs(meaning=_meaning, needed=frozenset({"party"}))
            book = taken.open(connection, folder, Opening(needs=needs))
            columns = [heading for heading in book.headings if _meaning(heading) is not None]
            if not columns:
                mend = f"call one consignee or end user; its columns are {', '.join(book.headings)}"
                raise InputError("no column holds the names of parties", str(source), mend)
            found: dict[str, list[str]] = {}
            for column in columns:
                name = name_of(column)
                values = connection.execute(
                    f"SELECT DISTINCT CAST({name} AS VARCHAR) FROM {book.relation} "
                    f"WHERE {name} IS NOT NULL ORDER BY 1"
                )
                for (value,) in values.fetchall():
                    if value.strip():
                        found.setdefault(value, []).append(column)
            return found


def _meaning(heading: str) -> str | None:
    return "party" if folded(heading) in _PARTIES else None
