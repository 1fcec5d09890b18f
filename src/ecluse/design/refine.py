"""Branch and bound: boxes that cannot hold the optimum are dropped, and the others are halved.

Belongs here: branch and bound over the ranges of a space. Does not: the points (walk.py).
Always true: where `closed`, no design of the space, on its whole-number axes, is better than
`bound`. This needs three things, each tested: a design with higher figures is never slower, never
smaller, cooler or cheaper, and never freer under the law.

Source: docs/design-search.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ecluse.design.design_search import DesignSearch
from ecluse.design.figures import DesignFigures, Flags, Ints
from ecluse.design.objective import columns
from ecluse.design.paper_design import Design, design_of
from ecluse.design.points import Points, points
from ecluse.inference.chip import Floats

MOST_BOXES = 1_500_000  # alive at once
MOST_LOOKED_AT = 6_000_000


@dataclass(frozen=True, slots=True)
class Refined:
    """The best design found, and a value that none exceeds."""

    best: Design | None
    bound: float
    closed: bool
    boxes: int


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Boxes as columns.

    Args:
        fixed: Dies, stacks, gigabytes of a stack, on-chip memory and clock; shape (5, boxes).
        corners: The first and the last whole numbers of TPP, memory bandwidth and link; each has
            shape (3, boxes).
    """

    fixed: Ints
    corners: tuple[Ints, Ints]

    def __len__(self) -> int:
        return int(self.fixed.shape[1])

    @property
    def dram_gb(self) -> Ints:
        """All stacks together."""
        capacity: Ints = self.fixed[1] * self.fixed[2]
        return capacity

    @property
    def ranged(self) -> Flags:
        """Which boxes hold more than one design."""
        low, high = self.corners
        return np.asarray((high > low).any(axis=0))

    def take(self, places: Ints) -> _Boxes:
        """Some of the boxes."""
        low, high = (corner.take(places, axis=1) for corner in self.corners)
        return _Boxes(self.fixed.take(places, axis=1), (low, high))

    def halved(self) -> _Boxes:
        """Each box as two, cut across its widest range in relative terms.

        Every box must have a range to cut.
        """
        low, high = self.corners
        reach = np.where(high > low, (high + 1.0) / np.maximum(low, 1), 0.0)
        cut = np.argmax(reach, axis=0) == np.arange(len(low))[:, None]
        middle = (low + high) // 2
        lows = np.concatenate([low, np.where(cut, middle + 1, low)], axis=1)
        highs = np.concatenate([np.where(cut, middle, high), high], axis=1)
        return _Boxes(np.tile(self.fixed, (1, 2)), (lows, highs))


def refine(
    search: DesignSearch,
    incumbent: Design | None,
    *,
    tolerance: float = 0.005,
    most: int = MOST_LOOKED_AT,
) -> Refined:
    """Close in on the optimum of a space from a design already found.

    Args:
        incumbent: The best point of a walk, or None.
        tolerance: Boxes are dropped that cannot beat the best by more than this share.
        most: Boxes to look at. Beyond it the answer is not closed, and `bound` says how far it is
            off at most.
    """
    grid = points(search.space, search.legal, coarse=True)
    looking = _BoxSearch(search, grid.paddings)
    boxes = _boxes(grid)
    boxes = boxes.take(np.flatnonzero(boxes.dram_gb >= search.task.need_gb))
    best, looked = incumbent, 0
    while len(boxes):
        looked += len(boxes)
        best, boxes, over = looking.round(best, boxes, tolerance)
        if len(boxes) and (len(boxes) * 2 > MOST_BOXES or looked + 2 * len(boxes) > most):
            return Refined(best, float(over.max()), closed=False, boxes=looked)
        boxes = boxes.halved()
    return Refined(best, _floor(best, tolerance), closed=True, boxes=looked)


def _floor(best: Design | None, tolerance: float) -> float:
    """The value that a box must exceed to be kept."""
    return 0.0 if best is None else best.value * (1 + tolerance)


def _boxes(grid: Points) -> _Boxes:
    """One box for each point of a coarse space."""
    size = (1, len(grid.tpp))
    fixed = (grid.dies, grid.stacks, grid.stack_gb, grid.sram_mb, grid.clock_percent)
    low, high = (
        np.vstack([np.repeat(np.array(tpp), len(grid)), np.tile(np.stack(pair), size)])
        for tpp, pair in (
            (grid.tpp, (grid.dram_gb_per_s, grid.link_gb_per_s)),
            (grid.tpp_over, (grid.dram_over, grid.link_over)),
        )
    )
    return _Boxes(np.tile(np.stack(fixed), size), (low, high))


@dataclass(frozen=True, slots=True)
class _Corner:
    """The lower corner of each box, with the lowest figures; columns of shape (boxes,).

    Args:
        alive: Whether a design at the corner can be built and may ship. Where not, no design of
            the box can.
    """

    needed: Floats
    power: Floats
    area_tenths: Ints
    cost: Floats
    alive: Flags


@dataclass(frozen=True, slots=True)
class _BoxSearch:
    """One question, asked of many boxes at once."""

    search: DesignSearch
    paddings: tuple[Fraction, ...]

    def round(
        self, best: Design | None, boxes: _Boxes, tolerance: float
    ) -> tuple[Design | None, _Boxes, Floats]:
        """The best design so far, the boxes that may hold a better one, and the bound of each."""
        corner = self.lower_corner(boxes)
        over = self.over(boxes, corner)
        best = self.better(best, boxes, corner)
        keep = np.flatnonzero(corner.alive & boxes.ranged & (over > _floor(best, tolerance)))
        return best, boxes.take(keep), over[keep]

    def takes(self, boxes: _Boxes, end: int) -> tuple[Floats, Floats]:
        """Logic area and power at the lower (0) or upper (1) corner of each box."""
        _, stacks, _, sram, clock_percent = boxes.fixed
        tpp, dram, link = boxes.corners[end]
        return self.search.takes(tpp, sram, stacks, dram, link, clock_percent)

    def lower_corner(self, boxes: _Boxes) -> _Corner:
        """The least area, power and cost of each box, with the area padded until it may ship."""
        search, (dies, stacks, *_) = self.search, boxes.fixed
        needed, power = self.takes(boxes, 0)
        fits = (needed <= search.largest_mm2(dies)) & (power <= search.space.most_w)
        area, alive = search.lawful_tenths(
            needed,
            dies,
            boxes.corners[0][0],
            fits,
            self.paddings,
            lambda places, areas: self.allowed(boxes.take(places), areas),
        )
        cost = search.cost_usd(area, dies, stacks, boxes.dram_gb)
        return _Corner(needed, power, area, cost, alive & (cost <= search.space.most_usd))

    def allowed(self, boxes: _Boxes, areas: Ints) -> Flags:
        """Whether a design at the lower corner of each box, with this area, may ship."""
        search = self.search
        assert search.legal is not None
        tpp, dram, link = boxes.corners[0]
        figures = DesignFigures(
            tpp=tpp,
            area_tenth_mm2=areas,
            dram_gb_per_s=dram,
            dram_gb=boxes.dram_gb,
            link_gb_per_s=link,
            host_gb_per_s=search.space.host,
            process_nm=search.space.nm,
        )
        return search.legal.allowed(figures, search.wanted, len(boxes))

    def over(self, boxes: _Boxes, corner: _Corner) -> Floats:
        """The bound of each box: the upper corner's figures at the lower corner's cost."""
        over = np.zeros(len(boxes))
        places = np.flatnonzero(corner.alive)
        if len(places):
            part = boxes.take(places)
            _, warm = self.takes(part, 1)
            power = np.minimum(warm, self.search.space.most_w)
            over[places] = self.does(part, 1, power, corner.cost[places])[0]
        return over

    def better(self, best: Design | None, boxes: _Boxes, corner: _Corner) -> Design | None:
        """The best design so far, the lower corners included."""
        places = np.flatnonzero(corner.alive)
        if not len(places):
            return best
        part, power, cost = boxes.take(places), corner.power[places], corner.cost[places]
        values, decode, prefill = self.does(part, 0, power, cost)
        top = int(np.argmax(values))
        if best is not None and values[top] <= best.value:
            return best
        dies, stacks, _, sram, clock_percent = part.fixed
        tpp, dram, link = part.corners[0]
        figures = {
            "tpp": tpp,
            "dies": dies,
            "needed_mm2": corner.needed[places],
            "sram_mb": sram,
            "stacks": stacks,
            "dram_gb": part.dram_gb,
            "dram_gb_per_s": dram,
            "link_gb_per_s": link,
            "clock_percent": clock_percent,
            "power_w": power,
            "cost_usd": cost,
            "decode": decode,
            "prefill": prefill,
            "value": values,
        }
        row = {name: column[top] for name, column in figures.items()}
        return design_of(self.search.space.shared, corner.area_tenths[places[top]], row)

    def does(
        self, boxes: _Boxes, end: int, power: Floats, cost: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """The figure searched by, and both rates, at one corner of each box."""
        search, (tpp, dram, link) = self.search, boxes.corners[end]
        table, place = np.unique(link, return_inverse=True)
        host = float(search.space.host)
        needs = search.task.passes(search.objective, table.astype(np.float64), host)
        sram = boxes.fixed[3].astype(np.float64)
        designs = columns(tpp / 16, dram.astype(np.float64), sram, power, place)
        return search.task.measured(search.objective, needs, designs, cost)
