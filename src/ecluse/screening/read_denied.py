"""The Denied Persons List as the agency gives it: text with tabs between its columns.

Belongs here: these columns. Does not: whether an order still stands (the list keeps those that
ended).
Always true: each row is an order against a name; an empty row says nothing.
"""

from __future__ import annotations

from ecluse.screening.entry import DENIED_PERSONS
from ecluse.screening.published import (
    FileMistakes,
    PublishedLists,
    Road,
    dated,
    filled,
    lists_of,
    named_rows,
    one_line,
)
from ecluse.screening.read_table import Cells

COLUMNS = frozenset(
    {"Name", "Street_Address", "City", "Country", "Effective_Date", "Expiration_Date"}
    | {"FR_Citation"}
)
_SOURCE = "Bureau of Industry and Security, Denied Persons List"


def read_denied(text: str, mistakes: FileMistakes) -> PublishedLists:
    """The list.

    Raises:
        InputError, SeveralErrors: Every mistake in it.
    """
    rows = [
        _row({column: one_line(row[column]) for column in COLUMNS}, line, mistakes)
        for line, row in named_rows(text, mistakes, COLUMNS, "Name", "\t")
    ]
    return lists_of(Road.DENIED_PERSONS, _SOURCE, {DENIED_PERSONS: rows}, mistakes)


def _row(said: dict[str, str], line: int, mistakes: FileMistakes) -> Cells:
    start = mistakes.day(said["Effective_Date"], line)
    row = filled(
        name=said["Name"],
        countries=mistakes.place(said["Country"]),
        addresses=", ".join(filter(None, (said["Street_Address"], said["City"]))),
        listed=start,
        listed_is="effective" if start else "",
        expires=mistakes.day(said["Expiration_Date"], line),
        citation=said["FR_Citation"],
    )
    return dated(row)
