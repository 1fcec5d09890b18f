"""A market from its first day to its last, under one regime.

Belongs here: the loop over steps, chunks of draws, sums by period. Does not: the equations (step),
quantiles of the sums (result).
Always true: a draw comes out the same to the last bit in a chunk of any size; the books are checked
after every step; a period that begins or ends inside a step takes its share of the step.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import numpy as np

from ecluse.simulate.cells import PLAIN, Cells, cells_for
from ecluse.simulate.inputs import Inputs, inputs_of
from ecluse.simulate.ledger import Ledger, levels
from ecluse.simulate.moment import Moment, moments_of
from ecluse.simulate.periods import Period
from ecluse.simulate.quantiles import Draws, Floats
from ecluse.simulate.read_market import Market
from ecluse.simulate.regime import Regime
from ecluse.simulate.spill import Tables
from ecluse.simulate.step import FLOWS, LEVELS, Flows, State, opening, step
from ecluse.simulate.supply import SupplyCase
from ecluse.simulate.supply_sums import MOVED, Keep, SupplySnapshots

CHUNK = 2048  # draws at a time: fewer cost calls, more no longer fit the cache (bench/simulate)
# What can be kept of each group of buyers: the part of the state that it is.
BUYER_TABLES = {"delivered by buyer": "received", "backlog by buyer": "backlog"}
_MOVED = frozenset({*FLOWS, *MOVED, "delivered by buyer"})  # sums; other tables are what was there
Progress = Callable[[int, int], None]
Move = Callable[[State, Inputs, Moment, Cells], Flows]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSums:
    """What came out of a run.

    Args:
        tables: By name, what flowed up to each day of `days`, or what was there then: flows and
            levels, of shape (days, products, draws); those of BUYER_TABLES, of shape (days,
            products, buyers, draws); those of the destination's other sources, of shape (days,
            rows, draws).
        worst: The worst difference of the books, relative to what moved.
        room: Where the tables stand: in memory, or in files.
        chips: The rows of the table of the maker's chips, then None for those of other makers.
    """

    days: tuple[date, ...]
    tables: Mapping[str, Floats]
    worst: float
    room: Tables = field(default_factory=Tables, repr=False, compare=False)
    chips: tuple[str | None, ...] = ()

    def before(self, day: date) -> int:
        """The place of the sums before a day begins."""
        return self.days.index(day)

    def within(self, name: str, period: Period, rows: Any = ...) -> Floats:
        """What flowed in a period by one of the tables, or what was there at its end; all rows, or
        some.
        """
        first, end = (self.tables[name][self.before(day)][rows] for day in period.edges)
        return np.asarray(end - first if name in _MOVED else end)


def quiet(*_: object) -> None:
    """Tell nobody how much is done."""


def run(
    market: Market,
    regime: Regime,
    draws: Draws,
    days: Sequence[date],
    *,
    names: Collection[str] = (*FLOWS, *LEVELS),
    supply: SupplyCase | None = None,
    chunk: int = CHUNK,
    compiled: bool | None = None,
    room: Tables | None = None,
    progress: Progress = quiet,
) -> RunSums:
    """Run a market under a regime.

    Args:
        days: The days before whose beginning sums are wanted, in order.
        names: The tables that are kept; all flows and levels where left out.
        supply: The destination's other sources, to be run beside.
        chunk: Draws at a time; the result does not depend on it.
        compiled: Whether compiled loops are used; where numba is installed and the run is long, if
            left out. The result does not depend on it.
        room: Where the sums are kept; room of their own where left out.
        progress: Told how many draws of how many are done.

    Raises:
        ModelError: The books do not close.
    """
    cells, room = _cells(market, regime, draws, compiled), room or Tables()
    table = Snapshots(market, tuple(days), draws.count, names, room)
    if supply is not None:
        table.beside = SupplySnapshots(supply, days, draws.count)
    worst = 0.0
    for part in parts(draws.count, chunk):
        inputs = inputs_of(market, draws.part(part.start, part.stop))
        keep = table.keeping(part, inputs, regime)
        worst = max(worst, run_chunk(regime, inputs, keep, cells))
        room.let_go()
        progress(part.stop, draws.count)
    return table.sums(worst)


def parts(count: int, chunk: int) -> list[slice]:
    """The draws, so many at a time."""
    return [slice(begin, min(begin + chunk, count)) for begin in range(0, count, chunk)]


def _cells(market: Market, regime: Regime, draws: Draws, compiled: bool | None) -> Cells:
    size = len(market.products) * len(market.buyers) * regime.steps.count * draws.count
    return cells_for(size, compiled=compiled)


class Snapshots:
    """Where sums and levels are written down, on the days that are asked for."""

    def __init__(
        self,
        market: Market,
        days: tuple[date, ...],
        count: int,
        names: Collection[str],
        room: Tables,
    ) -> None:
        self.days, self.places = days, {day: place for place, day in enumerate(days)}
        shape: tuple[int, ...] = (len(days), len(market.products))
        buyers = (*shape, len(market.buyers))
        shapes = dict.fromkeys((*FLOWS, *LEVELS), shape) | dict.fromkeys(BUYER_TABLES, buyers)
        kept = (name for name in shapes if name in names)
        self.tables = {name: room.new((*shapes[name], count)) for name in kept}
        self.room = room
        self.beside: SupplySnapshots | None = None

    def keep(self, part: slice, day: date, totals: Flows, state: State) -> None:
        """Write down the sums of some draws before a day, if it is one that is asked for."""
        if (place := self.places.get(day)) is None:
            return
        told = totals | levels(state)
        told |= {name: getattr(state, each) for name, each in BUYER_TABLES.items()}
        for name, table in self.tables.items():
            table[place, ..., part] = told[name]

    def keeping(self, part: slice, inputs: Inputs, regime: Regime) -> Keep:
        """What is called before each step and at the end: sums are kept, other sources move."""
        keep = partial(self.keep, part)
        return keep if self.beside is None else self.beside.also(keep, part, inputs, regime)

    def sums(self, worst: float) -> RunSums:
        """What was written down, with what the other sources came to."""
        beside = self.beside
        return RunSums(
            days=self.days,
            tables=self.tables if beside is None else self.tables | beside.tables,
            worst=worst if beside is None else max(worst, beside.worst),
            room=self.room,
            chips=() if beside is None else beside.chips,
        )


def run_chunk(
    regime: Regime,
    inputs: Inputs,
    keep: Keep,
    cells: Cells = PLAIN,
    move: Move = step,
) -> float:
    """Run some draws through all steps; how far the books are off.

    Args:
        keep: Told the sums before each step and at the end.
        move: What moves the market through a step.
    """
    state = opening(inputs, regime.shut_at_start[..., None])
    ledger = Ledger(levels(state), cells)
    totals = {name: np.zeros_like(inputs.supply) for name in FLOWS}
    moments = moments_of(regime, inputs)
    for first, moment in zip(regime.steps.edges, moments, strict=False):
        keep(first, totals, state)
        flows = move(state, inputs, moment, cells)
        for name in FLOWS:
            totals[name] += flows[name]
        ledger.check(state, inputs, totals)
    keep(regime.steps.edges[-1], totals, state)
    return ledger.worst
