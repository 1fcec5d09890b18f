"""The different names of parties in a book, whatever their columns.

Belongs here: their different values. Does not: which columns name parties (party_file_columns),
comparing names (screening), answering lines (book).
Always true: a name is told once, with every column that holds it.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from ecluse.facts.book_words import BookWords
from ecluse.orders.party_file_columns import columns_of, opening_of
from ecluse.outputs.scratch import scratch
from ecluse.tables.connection import connect
from ecluse.tables.intake import take
from ecluse.tables.names import name_of


def party_names(source: str | Path, words: BookWords) -> dict[str, list[str]]:
    """The different names in the columns of a book that name parties, each with its columns.

    Raises:
        InputError, SeveralErrors: The book cannot be read, or no column names parties.
    """
    with scratch("ecluse-parties-") as folder:
        taken = take(source, folder)
        with closing(connect(folder, files=taken.files, folders=taken.folders)) as connection:
            book = taken.open(connection, folder, opening_of(words))
            found: dict[str, list[str]] = {}
            for seat in columns_of(book, words).seats:
                name = name_of(seat.name)
                values = connection.execute(
                    f"SELECT DISTINCT CAST({name} AS VARCHAR) FROM {book.relation} "
                    f"WHERE {name} IS NOT NULL ORDER BY 1"
                )
                for (value,) in values.fetchall():
                    if value.strip():
                        found.setdefault(value, []).append(seat.name)
            return found
