"""A change of the item's design, as a value.

Belongs here: the figures that move, the range in which each has to lie, and what ties two of them.
Does not: finding such changes (change), or putting them into words (answer, to_text).
Always true: a range is exact and says whether each of its bounds belongs to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ecluse.determine.verdict import FREER, Answer, Outcome
from ecluse.facts.figure import Figure
from ecluse.law.condition.cells import Cell

# The outcomes that a new design or an amended limit is to reach. They are freer than a license, but
# the item stays subject to the regulations, for no remedy changes what those reach.
SOUGHT = FREER - {Outcome.NOT_SUBJECT}


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignChange:
    """One figure or flag of the item: where it stands, and the range in which it has to lie."""

    fact: str
    cell: Cell
    now: Figure | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """The range of one tied figure while the other has one value.

    Args:
        value: The value of the other figure.
        reached: Whether that value belongs to the range of the other figure.
        cell: The range of the first figure there.
    """

    value: Decimal
    reached: bool
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A limit on a figure that is worked out from two figures which both change.

    Args:
        defined: The figure that is worked out, such as a density.
        cell: The range in which it has to lie.
        fact: The changing figure for which `corners` give a range.
        other: The other changing figure.
        corners: What the limit means for `fact` at the ends of the range of `other`.
    """

    defined: str
    cell: Cell
    fact: str
    other: str
    corners: tuple[Corner, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redesign:
    """Changes that together reach an answer.

    Args:
        size: How far the figures move: the sum of the logarithms of their ratios. A flag counts 1.
        new_design: A letter names the item, so no figure frees it. Only another product, which the
            letter does not name, can use this change.
    """

    answer: Answer
    changes: tuple[DesignChange, ...]
    ties: tuple[Tie, ...]
    size: float
    new_design: bool = False


def bounded(cell: Cell) -> bool:
    """Whether a range leaves any value out."""
    return cell.value is not None or cell.high is not None or cell.low > 0
