"""Which items, and which places, one law cannot tell apart.

Belongs here: the signature of an item and of a place under a law: what comes of every test that asks of it alone.
Does not: deciding a case (hoist asks the evaluator).
Always true: two items (or two places) with one signature get the same determination beside the same other facts; where that
is not certain, they have different signatures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecluse.determine.shipment import Shipment
from ecluse.law.library import Library
from ecluse.law.register import Law

if TYPE_CHECKING:
    from ecluse.orders.hoist import Case


class Classes:
    """The signatures under one law, each worked out once."""

    def __init__(self, law: Law, library: Library, given: frozenset[str]) -> None:
        self.law = law
        self.library = library
        self.given = given
        self.on = False

    def key(self, shipment: Shipment, case: Case) -> object:
        """What a case cannot be told from by this law, other facts being equal."""
        return (case.item, case.destination, case.headquarters, case.parent)
