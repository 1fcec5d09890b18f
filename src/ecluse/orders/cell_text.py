"""What a cell of text says at all: something, nothing, that nobody knows, or an error.

Belongs here: telling these four apart. Does not: what an error looks like (tables/cell_error),
numbers (cell_number), days (cell_day), or what follows for the line.
Always true: an error of a spreadsheet is never a blank; the mark of a footnote is never a digit.
"""

from __future__ import annotations

import unicodedata

from ecluse.facts.known import says_nothing, says_unknown
from ecluse.tables.cell_error import clean
from ecluse.tables.cell_error import is_error as error

__all__ = ["blank", "clean", "error", "narrowed", "unknown"]


def blank(text: str | None) -> bool:
    """Whether a cell says nothing ("", "-", "N/A" …)."""
    return says_nothing(clean(text))


def unknown(text: str | None) -> bool:
    """Whether a cell says that nobody knows, which is not the same as leaving it out."""
    return says_unknown(clean(text))


def narrowed(text: str) -> str:
    """A clean cell with plain digits and signs for wide ones. A raised, lowered or circled digit
    stays what it is: there it is the mark of a footnote, and no number is read.

    >>> narrowed(" ４００ "), narrowed("400¹"), narrowed("400①")
    ('400', '400¹', '400①')
    """
    if text.isascii():
        return clean(text)
    signs = (
        sign if unicodedata.category(sign) == "No" else unicodedata.normalize("NFKC", sign)
        for sign in text
    )
    return clean(unicodedata.normalize("NFC", "".join(signs)))
