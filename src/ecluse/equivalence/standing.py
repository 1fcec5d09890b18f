"""Where a figure stands to the limits that a law compares it with.

Belongs here: the place of a number, and of all that is known of a figure, among limits; and the
limits that can tell figures of one fact apart. Does not: the stretches between limits (cells).
Always true: two numbers with one place meet every comparison with every one of the limits alike,
and so do two figures with one standing, in what they leave open too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal

from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.law.in_force import Law


def place(number: Decimal, limits: Sequence[Decimal]) -> int:
    """How many limits a number reaches, and how many it passes, together: odd on a limit.

    Args:
        limits: In order.

    >>> [place(Decimal(number), [Decimal(2), Decimal(5)]) for number in (1, 2, 3, 5, 9)]
    [0, 1, 2, 3, 4]
    """
    return bisect_left(limits, number) + bisect_right(limits, number)


def standing(figure: Figure, limits: Sequence[Decimal]) -> Hashable:
    """Where all that a figure may be stands among limits, in order."""
    high = None if figure.high is None else place(figure.high, limits)
    return place(figure.low, limits), figure.above, figure.exact is not None, high


def standing_of(known: Known, limits: Sequence[Decimal]) -> Hashable:
    """Where a fact stands: a figure among its limits, anything else by its value."""
    value = known.value
    return standing(value, limits) if isinstance(value, Figure) else value


def limits_of(fact: str, laws: Iterable[Law]) -> tuple[Decimal, ...]:
    """Every limit of a figure, and of what is worked out from it, under any of the laws; zero is
    the first.

    Where a figure alone is known, it bounds what is worked out from it: so their limits tell it
    apart too.
    """
    limits = {Decimal(0)}
    for law in laws:
        for name in law.worked_out_of(fact):
            limits.update(law.limits.get(name, ()))
    return tuple(sorted(limits))
