"""The seats of a line whose parties are on record, or are said to be elsewhere.

Belongs here: from the numbers of a line's places to those that stand, and back. Does not: the
record (on_record), which of two stands (determine), or the law.
Always true: what stands is what a question of the same words has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ecluse.determine.party_seats import NO_DOUBTS, OPEN, PlaceDoubts, SeatsOnRecord
from ecluse.determine.proviso import SEATS

if TYPE_CHECKING:
    from ecluse.screening.address_region import StatedRegion

HEADQUARTERS, PARENT = 1, 2  # the seats that a line leaves out; the sum of both is both
LEFT_OUT = dict(zip(SEATS, (HEADQUARTERS, PARENT), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSeats:
    """What is on record of the seats of a line, which of them it leaves out, and the countries that
    its end user and ultimate consignee are said to be in, with the regions of these that are under
    an embargo of their own.
    """

    found: SeatsOnRecord = SeatsOnRecord()  # noqa: RUF009  it is frozen
    left_out: int = 0
    said_in: tuple[str, ...] = ()
    received_in: tuple[str, ...] = ()
    place_doubts: PlaceDoubts = NO_DOUBTS
    regions: tuple[StatedRegion, ...] = ()
    receiving_regions: tuple[StatedRegion, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether nothing bears on the places of a line."""
        of_places = (self.said_in, self.place_doubts, self.regions)
        return self.found.says_nothing and of_places == ((), NO_DOUBTS, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The seats on record, by the code of a line's parties.

    Args:
        places: The codes of the countries, by number; number 0 is one that nobody knows.
        strict: A seat that is left out is unknown.
    """

    seats: Sequence[LineSeats]
    places: Sequence[str]
    strict: bool = False

    def of(self, code: int, destination: int, headquarters: int, parent: int) -> tuple[int, int]:
        """The headquarters and the parent's that stand for a line."""
        line = self.seats[code]
        if line.found.says_nothing:
            return headquarters, parent
        seat, above = line.found.standing(
            (
                None if line.left_out & HEADQUARTERS else self._code(headquarters),
                None if line.left_out & PARENT else self._code(parent),
            ),
            self.places[destination],
        )
        headquarters = headquarters if seat is None else self._number(seat)
        if above is not None:
            return headquarters, self._number(above)
        return headquarters, 0 if self.strict else headquarters

    def said_in(self, code: int) -> tuple[int, ...]:
        """The countries that the end user and the ultimate consignee are said to be in."""
        return tuple(self._number(each) for each in self.seats[code].said_in)

    @property
    def all_said_in(self) -> frozenset[int]:
        """The same of all lines."""
        return frozenset(map(self._number, {each for line in self.seats for each in line.said_in}))

    def received_in(self, code: int) -> tuple[int, ...]:
        """Those of them that are said of whoever may receive the item."""
        return tuple(self._number(each) for each in self.seats[code].received_in)

    def _code(self, number: int) -> str:
        return OPEN if number == 0 else self.places[number]

    def _number(self, code: str) -> int:
        return 0 if code == OPEN else self.places.index(code)
