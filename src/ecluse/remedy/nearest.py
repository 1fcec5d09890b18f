"""Which of several changes of the item are the smallest.

Belongs here: how far a figure moves, and whether a smaller change reaches the same answer. Does
not: finding changes.
Always true: a change is left out only where another change reaches an answer as good and moves no
figure further.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from ecluse.determine.verdict import Outcome
from ecluse.facts.figure import Figure
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell
from ecluse.remedy.redesign import DesignChange, Redesign, bounded

RANK = {
    Outcome.NOT_SUBJECT: 0,
    Outcome.NLR: 0,
    Outcome.EXCEPTION: 1,
    Outcome.LICENSE: 2,
    Outcome.UNDETERMINED: 2,
}


def distance(change: DesignChange) -> float:
    """How far the figure has to move: the logarithm of its ratio to the nearest bound.

    It is 1 for a flag, and for a figure whose value is not known.
    """
    now, cell = change.now, change.cell
    if cell.value is not None or not isinstance(now, Figure):
        return 1.0
    if not bounded(cell) or holds(cell, now):
        return 0.0
    bound, stands = (cell.high, now.low) if below(cell, now) else (cell.low, now.high)
    return abs(log(float(bound) / float(stands))) if bound and stands else 1.0


def holds(cell: Cell, now: Figure | bool | None) -> bool:
    """Whether the item lies in a range already, whatever its exact figure is."""
    if now is None:
        return False
    if isinstance(now, bool):
        return (cell.value is Truth.TRUE) is now
    return cell.contains(now.low) and (
        cell.high is None if now.high is None else cell.contains(now.high)
    )


def below(cell: Cell, now: Figure) -> bool:
    """Whether the item has to come down to reach a range."""
    return cell.high is not None and (
        now.high is None or now.high > cell.high or (now.high == cell.high and not cell.high_in)
    )


def nearest(redesigns: list[Redesign]) -> Iterator[Redesign]:
    """The changes that no other change with the same answer beats on every figure.

    A change with a tie is compared only with those that have the same tie.
    """
    for redesign in redesigns:
        if not any(
            _closer(other, redesign)
            for other in redesigns
            if other is not redesign and other.answer == redesign.answer
        ):
            yield redesign


def _closer(one: Redesign, other: Redesign) -> bool:
    mine, theirs = ([distance(change) for change in redesign.changes] for redesign in (one, other))
    return (
        one.ties == other.ties
        and all(a <= b for a, b in zip(mine, theirs, strict=True))
        and mine != theirs
        and _same_side(one, other)
    )


def _same_side(one: Redesign, other: Redesign) -> bool:
    return all(_side(a) == _side(b) for a, b in zip(one.changes, other.changes, strict=True))


def _side(change: DesignChange) -> object:
    if isinstance(change.now, Figure) and bounded(change.cell):
        return below(change.cell, change.now)
    return change.cell.value


def covers(smaller: Redesign, larger: Redesign) -> bool:
    """Whether fewer of the same changes reach an answer as good."""
    if (
        len(smaller.changes) >= len(larger.changes)
        or RANK[smaller.answer.outcome] > RANK[larger.answer.outcome]
    ):
        return False
    there = {change.fact: change.cell for change in larger.changes}
    return not smaller.ties and all(
        change.fact in there and _within(there[change.fact], change.cell)
        for change in smaller.changes
    )


def _within(inner: Cell, outer: Cell) -> bool:
    if inner.value is not None or outer.value is not None:
        return inner.value == outer.value
    low = inner.low > outer.low or (inner.low == outer.low and (outer.low_in or not inner.low_in))
    if not low or outer.high is None or inner.high is None:
        return low and outer.high is None
    return inner.high < outer.high or (
        inner.high == outer.high and (outer.high_in or not inner.high_in)
    )
