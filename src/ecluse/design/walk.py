"""Walks a space inside a law.

Belongs here: looking at every point, in pieces of bounded size; the best, the fronts, what stood in
the way; a bound on what lies between the points. Does not: what a point does, takes or may
(objective.py, body.py, legal.py).
Always true: no point of the space is skipped but one that cannot be built, allowed or better; the
same question gives the same answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ecluse.design import objective as goals
from ecluse.design.body import Body, cost_usd, logic_mm2, power_w
from ecluse.design.front import front
from ecluse.design.legal import Figures, Legal, Verdict
from ecluse.design.objective import DesignColumns, Pass, Task, blocked
from ecluse.design.partition import Hoisted
from ecluse.design.space import TENTHS, Ints, Points, Space, padded, points

Floats = npt.NDArray[np.float64]
PIECE = 1 << 17  # rows looked at together; with some forty columns of eight bytes, 40 MB
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One design, what it takes and what it does. Bandwidths of links count both directions;
    `area_mm2` is all logic dies.
    """

    nm: int
    memory: str
    tpp: int
    dies: int
    area_mm2: float
    needed_mm2: float
    sram_mb: int
    stacks: int
    dram_gb: int
    dram_gb_per_s: int
    link_gb_per_s: int
    host_gb_per_s: int
    clock_percent: int
    power_w: float
    cost_usd: float
    decode: float
    prefill: float
    value: float

    @property
    def tera_ops_16(self) -> float:
        """Dense tera-operations per second at 16 bits; twice as many at 8."""
        return self.tpp / 16

    @property
    def density(self) -> float:
        """TPP per mm2 of logic."""
        return self.tpp / self.area_mm2

    @property
    def figures(self) -> Figures:
        """What the law may ask of it."""
        return Figures(
            tpp=self.tpp,
            area_tenth_mm2=round(self.area_mm2 * TENTHS),
            dram_gb_per_s=self.dram_gb_per_s,
            dram_gb=self.dram_gb,
            link_gb_per_s=self.link_gb_per_s,
            host_gb_per_s=self.host_gb_per_s,
            process_nm=self.nm,
        )

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {
            **fields,
            "tera_ops_16": self.tera_ops_16,
            "tera_ops_8": 2 * self.tera_ops_16,
            "performance_density": self.density,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkResult:
    """What a walk found.

    Args:
        best: The best allowed design; None where there is none.
        trade: Allowed designs that no other beats in both decode and prefill, from the best prefill
            to the best decode.
        value_for_money: Allowed designs that no other beats in both the figure searched by and
            cost.
        counts: Designs by what became of them.
        refusals: Of buildable designs that are not allowed, how many each answer of the law
            refused.
        nearest: The best buildable design that is not allowed, with the law's answer.
    """

    best: Design | None
    trade: tuple[Design, ...]
    value_for_money: tuple[Design, ...]
    counts: Counter[str]
    refusals: Counter[Verdict]
    nearest: tuple[Design, Verdict] | None


@dataclass
class _Kept:
    best: Design | None = None
    nearest: tuple[Design, Verdict] | None = None
    trade: list[Design] = field(default_factory=list)
    money: list[Design] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    refusals: Counter[Verdict] = field(default_factory=Counter)


def walk(
    space: Space,
    task: Task,
    legal: Legal | None,
    *,
    objective: str = "serve",
    wanted: str = "nlr",
    progress: Progress | None = None,
    workers: int = 2,
) -> WalkResult:
    """Look at every point of a space.

    Args:
        legal: The law's cells; None where nothing is forbidden.
        wanted: The outcome that allows a design: nlr, exception, case-by-case or any.
        progress: Told how many of how many pieces are done.
    """
    laid = points(space, legal)
    needs = {
        **task.passes(objective, laid.links, float(space.host)),
        **task.passes("both", laid.links, float(space.host)),
    }
    pieces = [(tpp, start) for tpp in laid.tpp for start in range(0, len(laid), PIECE)]
    walker = _Walker(space, task, legal, objective, wanted, laid, needs)
    kept = _Kept()
    for done, piece in enumerate(_all(walker, pieces, workers), start=1):
        walker.keep(kept, piece)
        if progress is not None:
            progress(done, len(pieces))
    return WalkResult(
        best=kept.best,
        trade=_along(kept.trade, "prefill", "decode", 1.0),
        value_for_money=_along(kept.money, "cost_usd", "value", -1.0),
        counts=kept.counts,
        refusals=kept.refusals,
        nearest=kept.nearest,
    )


def _all(walker: _Walker, pieces: Sequence[tuple[int, int]], workers: int) -> Iterator[_Piece]:
    if workers <= 1:
        yield from (walker.look(*each) for each in pieces)
        return
    with ThreadPoolExecutor(
        workers
    ) as pool:  # array code lets go of the interpreter's lock; results come in order
        yield from pool.map(lambda each: walker.look(*each), pieces)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One TPP and some rows, after a look: what is left of them."""

    tpp: int
    rows: Ints
    area_tenths: Ints
    needed: Floats
    power: Floats
    cost: Floats
    value: Floats
    decode: Floats
    prefill: Floats
    allowed: npt.NDArray[np.bool_]
    counts: Counter[str]
    refused: Counter[Verdict]


@dataclass
class _Walker:
    space: Space
    task: Task
    legal: Legal | None
    objective: str
    wanted: str
    laid: Points
    needs: dict[str, Pass]

    def __post_init__(self) -> None:
        self.body: Body = self.space.body
        self.link = self.laid.link_gb_per_s
        self.capacity = self.laid.stacks * self.laid.stack_gb
        self.holds = self.capacity >= self.task.need_gb
        rows = Figures(
            tpp=1,
            area_tenth_mm2=1,
            dram_gb_per_s=self.laid.dram_gb_per_s,
            dram_gb=self.capacity,
            link_gb_per_s=self.link,
            host_gb_per_s=self.space.host,
            process_nm=self.space.nm,
        )
        self.cells = None if self.legal is None else Hoisted(self.legal, self.wanted, rows)
        self.sram_least = float(min(self.space.sram_mb)) * 2**20

    def look(self, tpp: int, start: int) -> _Piece:
        """Everything about one TPP and the rows from `start` on."""
        p, b, space = self.laid, self.body, self.space
        rows = np.arange(start, min(start + PIECE, len(p)))
        counts: Counter[str] = Counter(looked_at=len(rows))
        rows = _only(rows, self.holds[rows], counts, "too little memory")
        clock = p.clock_percent[rows] * (b.clock_mhz / 100)
        rate = tpp / 16
        needed = np.asarray(
            logic_mm2(
                b,
                rate,
                p.sram_mb[rows],
                p.stacks[rows],
                self.link[rows],
                float(space.host),
                clock,
                np,
            ),
            dtype=np.float64,
        )
        power = np.asarray(
            power_w(
                b, rate, needed, p.dram_gb_per_s[rows], self.link[rows], float(space.host), clock
            ),
            dtype=np.float64,
        )
        largest = p.dies[rows].astype(np.float64) * b.field_mm2
        fits, cool = needed <= largest, power <= space.most_w
        counts["too large for the dies"] += int((~fits).sum())
        counts["too much power"] += int((fits & ~cool).sum())
        keep = fits & cool
        rows, needed, power, largest = rows[keep], needed[keep], power[keep], largest[keep]
        area, allowed, refused = self._padded(tpp, rows, needed, largest)
        cost = np.asarray(
            cost_usd(b, area / TENTHS, p.dies[rows], p.stacks[rows], self.capacity[rows]),
            dtype=np.float64,
        )
        cheap = cost <= space.most_usd
        counts["too dear"] += int((~cheap).sum())
        rows, area, needed, power, cost = (
            rows[cheap],
            area[cheap],
            needed[cheap],
            power[cheap],
            cost[cheap],
        )
        allowed = allowed[cheap]
        counts["buildable"] += len(rows)
        counts["allowed"] += int(allowed.sum())
        value, decode, prefill = self._does(tpp, rows, power, cost)
        return _Piece(
            tpp, rows, area, needed, power, cost, value, decode, prefill, allowed, counts, refused
        )

    def _padded(
        self, tpp: int, rows: Ints, needed: Any, largest: Any
    ) -> tuple[Ints, npt.NDArray[np.bool_], Counter[Verdict]]:
        """For each row the smallest area with which it is allowed, or what it needs where none is;
        and what the law said of those.
        """
        area = np.ceil(needed * TENTHS).astype(np.int64)
        if self.cells is None:
            return area, np.ones(len(rows), dtype=np.bool_), Counter()
        tries = padded(area, tpp, self.laid.paddings, self.space.area_step_tenth_mm2)
        room = np.floor(largest * TENTHS).astype(np.int64)
        area, allowed = tries[0].copy(), np.zeros(len(rows), dtype=np.bool_)
        for tried in tries:
            open_ = np.flatnonzero(~allowed & (tried <= room))
            if len(open_):
                good = open_[self.cells.allowed(tpp, rows[open_], tried[open_])]
                area[good], allowed[good] = tried[good], True
        out = np.flatnonzero(~allowed)
        return area, allowed, self.cells.tally(tpp, rows[out], area[out]) if len(out) else Counter()

    def _does(
        self, tpp: int, rows: Ints, power: Floats, cost: Floats
    ) -> tuple[Floats, Floats, Floats]:
        p = self.laid
        rate = np.full(len(rows), tpp / 16)
        designs: DesignColumns = goals.columns(
            rate,
            p.dram_gb_per_s[rows].astype(np.float64),
            p.sram_mb[rows].astype(np.float64),
            power,
            p.link[rows],
        )
        seconds = {
            name: blocked(each, designs, widths=self.task.widths, least_sram_bytes=self.sram_least)
            for name, each in self.needs.items()
        }
        value = np.asarray(self.task.values(self.objective, seconds, cost), dtype=np.float64)
        return (
            value,
            self.task.values("decode", seconds, cost),
            self.task.values("prefill", seconds, cost),
        )

    def keep(self, kept: _Kept, piece: _Piece) -> None:
        """Fold one piece into what was found."""
        kept.counts.update(piece.counts)
        kept.refusals.update(piece.refused)
        kept.best = self._better(kept.best, piece, piece.allowed)
        if self.legal is not None and not piece.allowed.all():
            near = self._better(kept.nearest[0] if kept.nearest else None, piece, ~piece.allowed)
            if near is not None and (kept.nearest is None or near is not kept.nearest[0]):
                kept.nearest = (near, self.legal.of_design(near.figures))
        good = np.flatnonzero(piece.allowed)
        for place in good[front(piece.prefill[good], piece.decode[good])]:
            kept.trade.append(self._design(piece, int(place)))
        for place in good[front(-piece.cost[good], piece.value[good])]:
            kept.money.append(self._design(piece, int(place)))

    def _better(self, best: Design | None, piece: _Piece, mask: Any) -> Design | None:
        places = np.flatnonzero(mask)
        if not len(places):
            return best
        top = float(piece.value[places].max())
        if best is not None and (top < best.value):
            return best
        # Among equals the cheapest, then the first in order: the same question gives the same
        # answer.
        equal = places[piece.value[places] >= top]
        chosen = self._design(piece, int(equal[np.argmin(piece.cost[equal])]))
        if best is not None and (chosen.value, -chosen.cost_usd) <= (best.value, -best.cost_usd):
            return best
        return chosen

    def _design(self, piece: _Piece, place: int) -> Design:
        p, row = self.laid, int(piece.rows[place])
        return Design(
            nm=self.space.nm,
            memory=self.space.memory,
            tpp=piece.tpp,
            dies=int(p.dies[row]),
            area_mm2=int(piece.area_tenths[place]) / TENTHS,
            needed_mm2=float(piece.needed[place]),
            sram_mb=int(p.sram_mb[row]),
            stacks=int(p.stacks[row]),
            dram_gb=int(self.capacity[row]),
            dram_gb_per_s=int(p.dram_gb_per_s[row]),
            link_gb_per_s=int(self.link[row]),
            host_gb_per_s=self.space.host,
            clock_percent=int(p.clock_percent[row]),
            power_w=float(piece.power[place]),
            cost_usd=float(piece.cost[place]),
            decode=float(piece.decode[place]),
            prefill=float(piece.prefill[place]),
            value=float(piece.value[place]),
        )


def _only(rows: Ints, keep: Any, counts: Counter[str], why: str) -> Ints:
    counts[why] += int((~keep).sum())
    found: Ints = rows[keep]
    return found


def _along(designs: Sequence[Design], one: str, other: str, sign: float) -> tuple[Design, ...]:
    if not designs:
        return ()
    first = sign * np.array([getattr(each, one) for each in designs])
    second = np.array([getattr(each, other) for each in designs])
    return tuple(designs[place] for place in front(first, second))
