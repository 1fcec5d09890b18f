"""The seats of a line whose party is a company on record.

Belongs here: which of two seats stands, the line's or the record's. Does not: the record
(on_record), or the law.
Always true: the stricter stands: a seat on record outranks the line's only where a rule names it
and the line's is none that a rule names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The seats on record, as numbers of places.

    Args:
        seats: The headquarters and the parent's, by the code of the parties; None where the line's
            own stands.
        restricted: The places that a rule names.
        told_parent: Whether the book has a column of the parent's headquarters.
    """

    seats: Sequence[tuple[int | None, int | None]]
    restricted: frozenset[int]
    told_parent: bool = False

    def of(self, code: int, headquarters: int, parent: int) -> tuple[int, int]:
        """The headquarters and the parent's that stand for a line."""
        seat, above = self.seats[code]
        free = parent not in self.restricted
        if seat is not None and headquarters not in self.restricted:
            headquarters = seat
            parent = seat if free else parent
        if above is not None and free and not (above == 0 and self.told_parent):
            parent = above
        return headquarters, parent
