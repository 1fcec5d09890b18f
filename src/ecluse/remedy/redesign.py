"""A change of the item's design, as a value: figures that move, and the stretch in which each would
have to lie.

Belongs here: the changes, what ties two of them, and both as plain data. Does not: finding them
(change).
Always true: a stretch is exact and says whether each of its bounds belongs to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ecluse.determine.verdict import Answer
from ecluse.facts.figure import Figure
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure or flag of the item: where it stands, and the stretch in which it would have to
    lie.
    """

    fact: str
    cell: Cell
    now: Figure | bool | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data; bounds are exact decimals, written out. `now` is null where it is not
        exact: `now_within` is told then.
        """
        now = self.now.exact if isinstance(self.now, Figure) else self.now
        within = (
            {"now_within": [_plain(self.now.low), _plain(self.now.high)]}
            if isinstance(self.now, Figure) and now is None
            else {}
        )
        return {"fact": self.fact, "now": _plain(now), **within, **cell_to_dict(self.cell)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A figure worked out from two that change; `corners` say what it means for `fact` at the ends
    of the other's stretch.

    Each corner is a value of `other` (and whether the stretch reaches it) and the stretch of `fact`
    there.
    """

    defined: str
    cell: Cell
    fact: str
    other: str
    corners: tuple[tuple[Decimal, bool, Cell], ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        corners = [
            {self.other: _plain(value), "reached": reached, **cell_to_dict(cell)}
            for value, reached, cell in self.corners
        ]
        return {
            "fact": self.defined,
            **cell_to_dict(self.cell),
            "so": self.fact,
            "corners": corners,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Redesign:
    """Changes that together reach `answer`; `size` sums how far each figure moves (as a logarithm;
    a flag counts 1).

    `new_design`: the item is one that a letter names, and no figure frees it; only another product,
    that the letter does not name, could stand there.
    """

    answer: Answer
    changes: tuple[Change, ...]
    ties: tuple[Tie, ...]
    size: float
    new_design: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "outcome": self.answer.outcome.value,
            "exception": self.answer.exception,
            "new_design": self.new_design,
            "changes": [change.to_dict() for change in self.changes],
            "ties": [tie.to_dict() for tie in self.ties],
            "size": round(self.size, 6),
        }


def bounded(cell: Cell) -> bool:
    """Whether a stretch leaves anything out."""
    return cell.value is not None or cell.high is not None or cell.low > 0


def cell_to_dict(cell: Cell) -> dict[str, Any]:
    """A stretch as plain data: its bounds, exact, and whether each belongs to it."""
    if cell.value is not None:
        return {"value": cell.value is Truth.TRUE if isinstance(cell.value, Truth) else cell.value}
    return {
        "low": _plain(cell.low) if cell.low > 0 else None,
        "low_included": cell.low_in,
        "high": _plain(cell.high),
        "high_included": cell.high_in,
    }


def _plain(value: Decimal | bool | None) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
