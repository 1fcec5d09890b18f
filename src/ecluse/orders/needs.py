"""What the heading of an order book must name.

Belongs here: the needed columns by their usual and given names, for `heading`. Does not: finding
the heading, or settling which of several columns is taken (columns).
Always true: a heading names every column that an answer needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ecluse.facts.book_words import BookWords
from ecluse.facts.country import folded
from ecluse.orders.column_names import usual_names
from ecluse.orders.columns import REQUIRED
from ecluse.tables.heading import Needs


def needs_of(
    given: Mapping[str, str], words: BookWords, required: Iterable[str] = REQUIRED
) -> Needs:
    """What a heading must name, by its usual name or by the one that the user gives."""
    usual = usual_names(words)
    meanings = {folded(name): role for role, names in usual.items() for name in reversed(names)}
    meanings |= {folded(column): meaning for meaning, column in given.items()}
    return Needs(meaning=lambda name: meanings.get(folded(name)), needed=frozenset(required))
