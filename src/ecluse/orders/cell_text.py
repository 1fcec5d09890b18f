"""What a cell of text says at all: something, nothing, that nobody knows, or an error.

Belongs here: telling these four apart. Does not: what an error looks like (tables/cell_error),
numbers (cell_number), days (cell_day), or what follows for the line.
Always true: an error of a spreadsheet is never a blank.
"""

from __future__ import annotations

from ecluse.facts.known import says_nothing, says_unknown
from ecluse.tables.cell_error import clean
from ecluse.tables.cell_error import is_error as error

__all__ = ["blank", "clean", "error", "unknown"]


def blank(text: str | None) -> bool:
    """Whether a cell says nothing ("", "-", "N/A" …)."""
    return says_nothing(clean(text))


def unknown(text: str | None) -> bool:
    """Whether a cell says that nobody knows, which is not the same as leaving it out."""
    return says_unknown(clean(text))
