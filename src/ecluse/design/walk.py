"""Looks at every point of a space under a law.

Belongs here: going through the points, in pieces of bounded size; the best design, the fronts, and
why the others drop out. Does not: the time, the cost or the legality of a point (objective.py,
body.py, legal.py), what lies between the points (refine.py).
Always true: no point is skipped; one drops out only if it cannot be built or may not ship; the same
question gives the same answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ecluse.design.cell_verdict import CellVerdict
from ecluse.design.design_search import DesignSearch
from ecluse.design.figures import DesignFigures, Flags, Ints
from ecluse.design.objective import Pass, columns
from ecluse.design.paper_design import Design, design_of
from ecluse.design.partition import PartitionedRows
from ecluse.design.points import Points, points
from ecluse.inference.chip import Floats

PIECE = 1 << 17  # rows looked at together; with some forty columns of eight bytes, 40 MB
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkResult:
    """What a walk found.

    Args:
        best: The best allowed design; None where there is none.
        trade: Allowed designs that no other beats in both decode and prefill, from the best prefill
            to the best decode.
        value_for_money: Allowed designs that no other beats in both the figure searched by and
            cost.
        counts: How many designs were looked at, dropped out for each reason, or are allowed.
        refusals: For each answer of the law that allows no shipment, how many buildable designs
            get it.
    """

    best: Design | None
    trade: tuple[Design, ...]
    value_for_money: tuple[Design, ...]
    counts: Counter[str]
    refusals: Counter[CellVerdict]


@dataclass(slots=True)
class _Best:
    """The best of the pieces looked at so far."""

    allowed: Design | None = None
    trade: list[Design] = field(default_factory=list)
    money: list[Design] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    refusals: Counter[CellVerdict] = field(default_factory=Counter)


def walk(search: DesignSearch, *, progress: Progress | None = None, workers: int = 2) -> WalkResult:
    """Look at every point of a space.

    Args:
        progress: Called with how many pieces are done and how many there are.
        workers: Threads.
    """
    grid = points(search.space, search.legal)
    needs = search.task.passes(search.objective, grid.links, float(search.space.host))
    pieces = [(tpp, start) for tpp in grid.tpp for start in range(0, len(grid), PIECE)]
    walker = _Walker(search, grid, needs)
    best = _Best()
    for done, piece in enumerate(_all(walker, pieces, workers), start=1):
        walker.fold(best, piece)
        if progress is not None:
            progress(done, len(pieces))
    return WalkResult(
        best=best.allowed,
        trade=_along(best.trade, "prefill", "decode", 1.0),
        value_for_money=_along(best.money, "cost_usd", "value", -1.0),
        counts=best.counts,
        refusals=best.refusals,
    )


def _all(walker: _Walker, pieces: Sequence[tuple[int, int]], workers: int) -> Iterator[_Piece]:
    if workers <= 1:
        yield from (walker.look(*piece) for piece in pieces)
        return
    # Array code lets go of the interpreter's lock; results come in order.
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(lambda piece: walker.look(*piece), pieces)


@dataclass(slots=True)
class _Piece:
    """Some rows at one TPP; all columns have the shape of `rows`."""

    tpp: int
    rows: Ints
    counts: Counter[str]
    refused: Counter[CellVerdict]
    needed: Floats
    power: Floats
    area_tenths: Ints
    allowed: Flags
    cost: Floats
    value: Floats
    decode: Floats
    prefill: Floats


@dataclass
class _Walker:
    search: DesignSearch
    grid: Points
    needs: dict[str, Pass]

    def __post_init__(self) -> None:
        search = self.search
        self.link = self.grid.link_gb_per_s
        self.capacity = self.grid.stacks * self.grid.stack_gb
        self.holds = self.capacity >= search.task.need_gb
        rows = DesignFigures(
            tpp=1,
            area_tenth_mm2=1,
            dram_gb_per_s=self.grid.dram_gb_per_s,
            dram_gb=self.capacity,
            link_gb_per_s=self.link,
            host_gb_per_s=search.space.host,
            process_nm=search.space.nm,
        )
        legal = search.legal
        self.cells = None if legal is None else PartitionedRows(legal, search.wanted, rows)
        self.sram_least = float(min(search.space.sram_mb)) * 2**20

    def look(self, tpp: int, start: int) -> _Piece:
        """Everything about one TPP and the rows from `start` on."""
        rows = np.arange(start, min(start + PIECE, len(self.grid)))
        counts: Counter[str] = Counter(looked_at=len(rows))
        rows, needed, power = self._buildable(tpp, rows, counts)
        area, allowed, refused = self._padded(tpp, rows, needed)
        dies, stacks = self.grid.dies[rows], self.grid.stacks[rows]
        cost = self.search.cost_usd(area, dies, stacks, self.capacity[rows])
        cheap = _kept(cost <= self.search.space.most_usd, counts, "too dear")
        rows, power, cost, allowed = rows[cheap], power[cheap], cost[cheap], allowed[cheap]
        counts["buildable"] += len(rows)
        counts["allowed"] += int(allowed.sum())
        taken = (needed[cheap], power, area[cheap], allowed, cost)
        return _Piece(tpp, rows, counts, refused, *taken, *self._does(tpp, rows, power, cost))

    def _buildable(self, tpp: int, rows: Ints, counts: Counter[str]) -> tuple[Ints, Floats, Floats]:
        """The rows that hold the model, fit their dies and stay cool, with their logic area and
        power.
        """
        grid, search = self.grid, self.search
        rows = rows[_kept(self.holds[rows], counts, "too little memory")]
        needed, power = search.takes(
            tpp,
            grid.sram_mb[rows],
            grid.stacks[rows],
            grid.dram_gb_per_s[rows],
            self.link[rows],
            grid.clock_percent[rows],
        )
        largest = search.largest_mm2(grid.dies[rows])
        fits = _kept(needed <= largest, counts, "too large for the dies")
        rows, needed, power = rows[fits], needed[fits], power[fits]
        cool = _kept(power <= search.space.most_w, counts, "too much power")
        return rows[cool], needed[cool], power[cool]

    def _does(
        self, tpp: int, rows: Ints, power: Floats, cost: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """The figure searched by, and both rates, of each row."""
        designs = columns(
            np.full(len(rows), tpp / 16),
            self.grid.dram_gb_per_s[rows].astype(np.float64),
            self.grid.sram_mb[rows].astype(np.float64),
            power,
            self.grid.link[rows],
        )
        search = self.search
        return search.task.measured(search.objective, self.needs, designs, cost, self.sram_least)

    def _padded(
        self, tpp: int, rows: Ints, needed: Floats
    ) -> tuple[Ints, Flags, Counter[CellVerdict]]:
        """For each row the smallest area with which it may ship, and whether there is one.

        A row that may not ship gets the area that it needs; the law's answers for those are
        counted.
        """
        cells = self.cells

        def may_ship(places: Ints, areas: Ints) -> Flags:
            assert cells is not None  # asked under a law alone
            return cells.allowed(tpp, rows[places], areas)

        area, allowed = self.search.lawful_tenths(
            needed,
            self.grid.dies[rows],
            tpp,
            np.ones(len(rows), dtype=np.bool_),
            self.grid.paddings,
            may_ship,
        )
        out = np.flatnonzero(~allowed)
        if cells is None or not len(out):
            return area, allowed, Counter()
        return area, allowed, cells.tally(tpp, rows[out], area[out])

    def fold(self, best: _Best, piece: _Piece) -> None:
        """Add one piece to the best so far."""
        best.counts.update(piece.counts)
        best.refusals.update(piece.refused)
        best.allowed = self._better(best.allowed, piece)
        good = np.flatnonzero(piece.allowed)
        trade = good[front(piece.prefill[good], piece.decode[good])]
        money = good[front(-piece.cost[good], piece.value[good])]
        best.trade += [self._design(piece, int(place)) for place in trade]
        best.money += [self._design(piece, int(place)) for place in money]

    def _better(self, best: Design | None, piece: _Piece) -> Design | None:
        places = np.flatnonzero(piece.allowed)
        if not len(places):
            return best
        top = float(piece.value[places].max())
        if best is not None and top < best.value:
            return best
        # Among equals the cheapest, then the first in order: the same question gives the same
        # answer.
        equal = places[piece.value[places] >= top]
        chosen = self._design(piece, int(equal[np.argmin(piece.cost[equal])]))
        if best is not None and (chosen.value, -chosen.cost_usd) <= (best.value, -best.cost_usd):
            return best
        return chosen

    def _design(self, piece: _Piece, place: int) -> Design:
        grid, row = self.grid, int(piece.rows[place])
        of_row = {
            "dies": grid.dies,
            "sram_mb": grid.sram_mb,
            "stacks": grid.stacks,
            "dram_gb": self.capacity,
            "dram_gb_per_s": grid.dram_gb_per_s,
            "link_gb_per_s": self.link,
            "clock_percent": grid.clock_percent,
        }
        of_piece = {
            "needed_mm2": piece.needed,
            "power_w": piece.power,
            "cost_usd": piece.cost,
            "decode": piece.decode,
            "prefill": piece.prefill,
            "value": piece.value,
        }
        figures = {"tpp": piece.tpp, **{name: column[row] for name, column in of_row.items()}}
        figures |= {name: column[place] for name, column in of_piece.items()}
        return design_of(
            self.search.space.shared, piece.area_tenths[place], {"tpp": piece.tpp, **figures}
        )


def front(one: Floats, other: Floats) -> Ints:
    """Places on the front, from the highest `one` to the highest `other`; of equal designs the
    first.

    >>> front(np.array([3.0, 2.0, 2.0, 1.0]), np.array([1.0, 2.0, 2.0, 2.0])).tolist()
    [0, 1]
    """
    if not len(one):
        return np.zeros(0, dtype=np.int64)
    order = np.lexsort((np.arange(len(one)), -other, -one))
    best_before = np.concatenate([[-np.inf], np.maximum.accumulate(other[order])[:-1]])
    places: Ints = order[other[order] > best_before].astype(np.int64)
    return places


def _kept(keep: Any, counts: Counter[str], why: str) -> Flags:
    """The rows to keep, as flags; the others are counted under the reason."""
    flags: Flags = np.asarray(keep)
    counts[why] += int((~flags).sum())
    return flags


def _along(designs: Sequence[Design], one: str, other: str, sign: float) -> tuple[Design, ...]:
    """The front of two figures, from the fronts of all pieces."""
    first = sign * np.array([getattr(design, one) for design in designs])
    second = np.array([getattr(design, other) for design in designs])
    return tuple(designs[place] for place in front(first, second))
