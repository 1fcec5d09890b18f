"""What the heading of an order book must name.

Belongs here: the needed columns by their usual and given names, for `heading`. Does not: finding
the heading, or settling which of several columns is taken (columns).
Always true: a heading names every column that an answer needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ecluse.facts.country import folded
from ecluse.orders.columns import REQUIRED, USUAL
from ecluse.tables.heading import Needs


def needs_of(given: Mapping[str, str], required: Iterable[str] = REQUIRED) -> Needs:
    """What a heading must name, by its usual name or by the one that the user gives."""
    meanings = {folded(name): role for role, names in USUAL.items() for name in reversed(names)}
    meanings |= {folded(column): meaning for meaning, column in given.items()}
    return Needs(meaning=lambda name: meanings.get(folded(name)), needed=frozenset(required))
