"""What lies between the points: boxes that cannot hold the optimum are dropped, the rest are
halved.

Belongs here: branch and bound over the ranges of a space. Does not: the points (walk.py).
Always true: where `closed`, no design of the space, on its whole-number axes, is better than
`bound`; that rests on three things being monotone, each tested: more figures are never slower,
never smaller or cooler or cheaper, and never freer.

Source: docs/design-search.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ecluse.design import objective as goals
from ecluse.design.body import cost_usd, logic_mm2, power_w
from ecluse.design.legal import Figures, Legal
from ecluse.design.objective import Task, blocked
from ecluse.design.space import TENTHS, Ints, Space, padded, points
from ecluse.design.walk import Design

MOST_BOXES = 1_500_000  # alive at once
MOST_LOOKED_AT = 6_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Refined:
    """The best design found, and a value that none exceeds."""

    best: Design | None
    bound: float
    closed: bool
    rounds: int
    boxes: int


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Columns: what is fixed in a box, and the first and last whole number of each of its three
    ranges.
    """

    dies: Ints
    stacks: Ints
    stack_gb: Ints
    sram_mb: Ints
    clock_percent: Ints
    tpp: tuple[Ints, Ints]
    dram: tuple[Ints, Ints]
    link: tuple[Ints, Ints]

    def __len__(self) -> int:
        return int(self.dies.shape[0])

    @property
    def fixed(self) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """The columns that are no ranges."""
        return self.dies, self.stacks, self.stack_gb, self.sram_mb, self.clock_percent

    def take(self, keep: Any) -> _Boxes:
        """Some of the boxes."""
        dies, stacks, stack_gb, sram, clock = (each[keep] for each in self.fixed)
        tpp, dram, link = (
            (low[keep], high[keep]) for low, high in (self.tpp, self.dram, self.link)
        )
        return _Boxes(dies, stacks, stack_gb, sram, clock, tpp, dram, link)

    def halved(self) -> _Boxes:
        """Each box as two, cut across the range that reaches farthest, relatively; each has a range
        to cut.
        """
        sides = (self.tpp, self.dram, self.link)
        reach = np.stack(
            [np.where(high > low, (high + 1.0) / np.maximum(low, 1), 0.0) for low, high in sides]
        )
        longest = np.argmax(reach, axis=0)
        ranges = []
        for axis, (low, high) in enumerate(sides):
            middle = (low + high) // 2
            cut = longest == axis
            ranges.append(
                (
                    np.concatenate([low, np.where(cut, middle + 1, low)]),
                    np.concatenate([np.where(cut, middle, high), high]),
                )
            )
        dies, stacks, stack_gb, sram, clock = (np.concatenate([each, each]) for each in self.fixed)
        return _Boxes(dies, stacks, stack_gb, sram, clock, ranges[0], ranges[1], ranges[2])


def refine(
    space: Space,
    task: Task,
    legal: Legal | None,
    incumbent: Design | None,
    *,
    objective: str = "serve",
    wanted: str = "nlr",
    tolerance: float = 0.005,
    most: int = MOST_LOOKED_AT,
) -> Refined:
    """Close in on the optimum of a space from a design already found.

    Args:
        incumbent: The best point of a walk, or None.
        tolerance: Boxes are dropped that cannot beat the best by more than this share.
        most: Boxes to look at; beyond it the answer says that it is not closed, and how far it is
            off at most.
    """
    laid = points(space, legal, coarse=True)
    dies, stacks, stack_gb, sram, clock = (
        np.tile(each, len(laid.tpp))
        for each in (laid.dies, laid.stacks, laid.stack_gb, laid.sram_mb, laid.clock_percent)
    )
    boxes = _Boxes(
        dies,
        stacks,
        stack_gb,
        sram,
        clock,
        (np.repeat(np.array(laid.tpp), len(laid)), np.repeat(np.array(laid.tpp_over), len(laid))),
        (np.tile(laid.dram_gb_per_s, len(laid.tpp)), np.tile(laid.dram_over, len(laid.tpp))),
        (np.tile(laid.link_gb_per_s, len(laid.tpp)), np.tile(laid.link_over, len(laid.tpp))),
    )
    best, rounds, looked = incumbent, 0, 0
    boxes = boxes.take(boxes.stacks * boxes.stack_gb >= task.need_gb)
    while len(boxes):
        rounds += 1
        looked += len(boxes)
        best, over, alive = _round(
            space, task, legal, boxes, best, objective, wanted, laid.paddings
        )
        floor = best.value * (1 + tolerance) if best is not None else 0.0
        spread = (
            (boxes.tpp[1] > boxes.tpp[0])
            | (boxes.dram[1] > boxes.dram[0])
            | (boxes.link[1] > boxes.link[0])
        )
        keep = alive & spread & (over > floor)
        boxes, over = boxes.take(keep), over[keep]
        if len(boxes) and (len(boxes) * 2 > MOST_BOXES or looked + 2 * len(boxes) > most):
            return Refined(
                best=best, bound=float(over.max()), closed=False, rounds=rounds, boxes=looked
            )
        boxes = boxes.halved()
    return Refined(
        best=best,
        bound=best.value * (1 + tolerance) if best is not None else 0.0,
        closed=True,
        rounds=rounds,
        boxes=looked,
    )


def _round(
    space: Space,
    task: Task,
    legal: Legal | None,
    boxes: _Boxes,
    best: Design | None,
    objective: str,
    wanted: str,
    paddings: Any,
) -> tuple[Design | None, Any, Any]:
    """The best design with the lower corners looked at, what each box cannot exceed, and which
    boxes hold anything at all.
    """
    b, host = space.body, float(space.host)
    clock = boxes.clock_percent * (b.clock_mhz / 100)
    (tpp, tpp_over), (dram, dram_over), (link, link_over) = boxes.tpp, boxes.dram, boxes.link
    needed = np.asarray(logic_mm2(b, tpp / 16, boxes.sram_mb, boxes.stacks, link, host, clock, np))
    power = np.asarray(power_w(b, tpp / 16, needed, dram, link, host, clock))
    room = np.floor(boxes.dies * b.field_mm2 * TENTHS).astype(np.int64)
    base = np.ceil(needed * TENTHS).astype(np.int64)
    alive = (needed <= boxes.dies * b.field_mm2) & (power <= space.most_w)
    area = base.copy()
    if legal is not None:
        lawful = np.zeros(len(boxes), dtype=np.bool_)
        for tried in padded(base, tpp, paddings, space.area_step_tenth_mm2):
            open_ = np.flatnonzero(alive & ~lawful & (tried <= room))
            if len(open_):
                figures = Figures(
                    tpp=tpp[open_],
                    area_tenth_mm2=tried[open_],
                    dram_gb_per_s=dram[open_],
                    dram_gb=(boxes.stacks * boxes.stack_gb)[open_],
                    link_gb_per_s=link[open_],
                    host_gb_per_s=space.host,
                    process_nm=space.nm,
                )
                good = open_[legal.allowed(figures, wanted, len(open_))]
                area[good], lawful[good] = tried[good], True
        alive &= lawful
    cost = np.asarray(
        cost_usd(b, area / TENTHS, boxes.dies, boxes.stacks, boxes.stacks * boxes.stack_gb)
    )
    alive &= cost <= space.most_usd
    over = np.zeros(len(boxes))
    places = np.flatnonzero(alive)
    if len(places):
        part = boxes.take(places)
        most = np.asarray(
            logic_mm2(
                b,
                part.tpp[1] / 16,
                part.sram_mb,
                part.stacks,
                part.link[1],
                host,
                clock[places],
                np,
            )
        )
        warm = np.minimum(
            power_w(b, part.tpp[1] / 16, most, part.dram[1], part.link[1], host, clock[places]),
            space.most_w,
        )
        over[places] = _values(
            task,
            objective,
            space,
            tpp_over[places],
            dram_over[places],
            link_over[places],
            part.sram_mb,
            warm,
            cost[places],
        )[0]
        values, decode, prefill = _values(
            task,
            objective,
            space,
            tpp[places],
            dram[places],
            link[places],
            part.sram_mb,
            power[places],
            cost[places],
        )
        top = int(np.argmax(values))
        if best is None or values[top] > best.value:
            at = int(places[top])
            best = Design(
                nm=space.nm,
                memory=space.memory,
                tpp=int(tpp[at]),
                dies=int(boxes.dies[at]),
                area_mm2=int(area[at]) / TENTHS,
                needed_mm2=float(needed[at]),
                sram_mb=int(boxes.sram_mb[at]),
                stacks=int(boxes.stacks[at]),
                dram_gb=int(boxes.stacks[at] * boxes.stack_gb[at]),
                dram_gb_per_s=int(dram[at]),
                link_gb_per_s=int(link[at]),
                host_gb_per_s=space.host,
                clock_percent=int(boxes.clock_percent[at]),
                power_w=float(power[at]),
                cost_usd=float(cost[at]),
                decode=float(decode[top]),
                prefill=float(prefill[top]),
                value=float(values[top]),
            )
    return best, over, alive


def _values(
    task: Task,
    objective: str,
    space: Space,
    tpp: Any,
    dram: Any,
    link: Any,
    sram: Any,
    power: Any,
    cost: Any,
) -> tuple[Any, Any, Any]:
    table, place = np.unique(link, return_inverse=True)
    needs = {
        **task.passes(objective, table.astype(np.float64), float(space.host)),
        **task.passes("both", table.astype(np.float64), float(space.host)),
    }
    designs = goals.columns(
        tpp / 16, dram.astype(np.float64), sram.astype(np.float64), power, place
    )
    seconds = {name: blocked(each, designs, widths=task.widths) for name, each in needs.items()}
    return (
        task.values(objective, seconds, cost),
        task.values("decode", seconds, cost),
        task.values("prefill", seconds, cost),
    )
