"""Which of several changes are the smallest.

Belongs here: how far a figure moves, and whether one change does with less what another does. Does
not: finding changes.
Always true: a change is left out only where another reaches as good an answer with no figure moved
further.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from ecluse.determine.verdict import Outcome
from ecluse.facts.figure import Figure
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell
from ecluse.remedy.redesign import Change, Redesign, bounded

RANK = {
    Outcome.NOT_SUBJECT: 0,
    Outcome.NLR: 0,
    Outcome.EXCEPTION: 1,
    Outcome.LICENSE: 2,
    Outcome.UNDETERMINED: 2,
}


def distance(change: Change) -> float:
    """How far the figure moves at least: the logarithm of its ratio to the nearest bound; 1 where
    it cannot be told.
    """
    now, cell = change.now, change.cell
    if cell.value is not None or not isinstance(now, Figure):
        return 1.0
    if not bounded(cell) or holds(cell, now):
        return 0.0
    bound, stands = (cell.high, now.low) if below(cell, now) else (cell.low, now.high)
    return abs(log(float(bound) / float(stands))) if bound and stands else 1.0


def holds(cell: Cell, now: Figure | bool | None) -> bool:
    """Whether the item stands within a stretch already, whatever is not known of it."""
    if now is None:
        return False
    if isinstance(now, bool):
        return (cell.value is Truth.TRUE) is now
    return cell.contains(now.low) and (
        cell.high is None if now.high is None else cell.contains(now.high)
    )


def below(cell: Cell, now: Figure) -> bool:
    """Whether the item would have to come down to a stretch."""
    return cell.high is not None and (
        now.high is None or now.high > cell.high or (now.high == cell.high and not cell.high_in)
    )


def nearest(made: list[Redesign]) -> Iterator[Redesign]:
    """Those that no other of the same answer beats on every figure; where figures are tied, each
    says something of its own.
    """
    for each in made:
        rivals = [other for other in made if other is not each and other.answer == each.answer]
        if not any(_closer(other, each) for other in rivals):
            yield each


def _closer(one: Redesign, other: Redesign) -> bool:
    mine, theirs = ([distance(change) for change in each.changes] for each in (one, other))
    return (
        one.ties == other.ties
        and all(a <= b for a, b in zip(mine, theirs, strict=True))
        and mine != theirs
        and _same_side(one, other)
    )


def _same_side(one: Redesign, other: Redesign) -> bool:
    return all(_side(a) == _side(b) for a, b in zip(one.changes, other.changes, strict=True))


def _side(change: Change) -> object:
    if isinstance(change.now, Figure) and bounded(change.cell):
        return below(change.cell, change.now)
    return change.cell.value


def covers(smaller: Redesign, larger: Redesign) -> bool:
    """Whether fewer of the same changes reach as much already."""
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
    return low and (
        outer.high is None
        or (
            inner.high is not None
            and (
                inner.high < outer.high
                or (inner.high == outer.high and (outer.high_in or not inner.high_in))
            )
        )
    )
