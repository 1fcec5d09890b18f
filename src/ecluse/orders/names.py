"""Names and texts as SQL writes them, and headings that can be told apart.

Belongs here: quoting. Does not: statements.
Always true: what comes out is one word of SQL, whatever went in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ROW, FAULT = "__row", "__fault"
_OURS = re.compile(
    r"__(row|fault|plain|item|key|own\d+|cell\d+)|file_row_number|file_index", re.IGNORECASE
)


def is_ours(name: str) -> bool:
    """Whether a column's name is one that is kept for what is worked out beside a line."""
    return _OURS.fullmatch(name) is not None


def quoted(text: object) -> str:
    """A text as SQL writes it."""
    return "'" + str(text).replace("'", "''") + "'"


def name_of(column: str) -> str:
    """A column's name as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'


def unique(headings: Sequence[str]) -> list[str]:
    """Headings as they stand, numbered where one is empty, stands twice, or is a name of our own."""
    found: list[str] = []
    seen: set[str] = set()
    for place, heading in enumerate(headings, 1):
        name = heading.strip().lstrip("\ufeff") or f"column {place}"
        count, candidate = 2, name
        while candidate.casefold() in seen or is_ours(candidate):
            candidate, count = f"{name} {count}", count + 1
        found.append(candidate)
        seen.add(candidate.casefold())
    return found
