"""What a cell of text says at all: something, nothing, that nobody knows, or an error.

Belongs here: telling these four apart. Does not: what an error looks like (tables/cell_error),
numbers (cell_number), days (cell_day), or what follows for the line.
Always true: an error of a spreadsheet is never a blank.
"""

from __future__ import annotations

import re

from ecluse.facts.known import says_unknown
from ecluse.tables.cell_error import clean
from ecluse.tables.cell_error import is_error as error

__all__ = ["blank", "clean", "error", "unknown"]

_BLANK = frozenset({"", "-", "--", "null", "(blank)"})
# "N/A", "n.a.", "N. A."; never "NA": that is Namibia.
_NOT_AVAILABLE = re.compile(r"n\s?[./]\s?a\s?[./]?", re.IGNORECASE)


def blank(text: str | None) -> bool:
    """Whether a cell says nothing ("", "-", "N/A" …)."""
    plain = clean(text)
    return plain.casefold() in _BLANK or _NOT_AVAILABLE.fullmatch(plain) is not None


def unknown(text: str | None) -> bool:
    """Whether a cell says that nobody knows, which is not the same as leaving it out."""
    return says_unknown(clean(text))
