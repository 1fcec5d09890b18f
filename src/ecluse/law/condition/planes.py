"""The truths of many cases at once, as the bits of one whole number.

Belongs here: how truths of many cases are written as bits, and the tables with which the function
of a program works on them. Does not: what a program is (compile), or which cases there are.
Always true: in each case a term is what the same program makes of that case alone
(property-tested).

A plane of `n` cases has two bits a case: that it is not FALSE, in the lower n bits, and that it is
TRUE, n bits higher. So `&` is again the least of two truths and `|` the greatest, in all cases by
one operation on one number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ecluse.law.condition.compile import (
    FALSE,
    NOT_STATED,
    SAID_FALSE,
    SAID_TRUE,
    TRUE,
    UNKNOWN,
    Tables,
)

_CODES = (FALSE, UNKNOWN, TRUE, NOT_STATED, SAID_TRUE, SAID_FALSE)


def bits(codes: bytes, *wanted: int) -> int:
    """The cases that have one of the codes, as bits; the first case is the highest bit.

    >>> bin(bits(bytes([3, 0, 1, 3]), 3))
    '0b1001'
    """
    digits = bytes(ord("1") if code in wanted else ord("0") for code in range(max(_CODES) + 1))
    return int(codes.translate(digits.ljust(256, b"0")) or b"0", 2)


@dataclass(frozen=True, slots=True)
class StatedPlane:
    """What stands in the slot of a flag that the law works out, in each case.

    Args:
        outright: The plane of the cases in which it is stated outright.
        not_stated, said_true, said_false: The other cases, by their code.
    """

    planes: Planes
    outright: int
    not_stated: int
    said_true: int
    said_false: int

    def __getitem__(self, plane: int) -> int:
        """The plane of the flag, where the law makes of it what `plane` holds."""
        wide, cases = self.planes.wide, self.planes.cases
        not_false, true = plane & self.planes.every, plane >> cases
        return (
            self.outright
            | (plane & wide(self.not_stated))
            | self.said_true
            | ((not_false & self.said_true) << cases)
            | (true & self.said_false)
        )


class _Table:
    """A table of planes by plane, worked out as it is read."""

    def __init__(self, read: Callable[[int], int]) -> None:
        self._read = read

    def __getitem__(self, plane: int) -> int:
        return self._read(plane)


class _AsItStands:
    """The table whose entries are what they are looked up by."""

    def __getitem__(self, stated: StatedPlane) -> StatedPlane:
        return stated


class Planes:
    """How truths of a number of cases are written and worked on.

    Args:
        cases: How many cases there are.
    """

    def __init__(self, cases: int) -> None:
        self.cases = cases
        self.every = (1 << cases) - 1  # a bit for each case; the plane that is UNKNOWN in all
        self.true = self.wide(self.every)
        self.tables = Tables(
            T=self.true,
            U=self.every,
            N=_Table(self._opposite),
            S=_Table(lambda plane: self.wide(plane >> cases)),
            O=_Table(lambda plane: self.wide(plane & self.every & ~(plane >> cases))),
            C=_AsItStands(),
        )

    def wide(self, some: int) -> int:
        """The plane that is TRUE in some cases and FALSE in the others."""
        return some | some << self.cases

    def plane(self, not_false: int, true: int) -> int:
        """The plane of the cases that are not FALSE, and of those that are TRUE."""
        return not_false | true << self.cases

    def parts(self, plane: int) -> tuple[int, int, int]:
        """The cases in which it is TRUE, UNKNOWN and FALSE, as bits."""
        not_false, true = plane & self.every, plane >> self.cases
        return true, not_false & ~true, self.every & ~not_false

    def stated(self, spread: Callable[[bytes, tuple[int, ...]], int], codes: bytes) -> StatedPlane:
        """What stands in the slot of a flag that the law works out.

        Args:
            spread: From codes and those that are wanted, to the cases that have one of these.
        """
        return StatedPlane(
            self,
            self.plane(spread(codes, (UNKNOWN, TRUE)), spread(codes, (TRUE,))),
            spread(codes, (NOT_STATED,)),
            spread(codes, (SAID_TRUE,)),
            spread(codes, (SAID_FALSE,)),
        )

    def _opposite(self, plane: int) -> int:
        turned = (plane >> self.cases) | ((plane & self.every) << self.cases)
        return self.true & ~turned
