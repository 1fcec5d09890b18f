"""A market from its first day to its last, under one regime.

Belongs here: the loop over steps, chunks of draws, sums by period. Does not: the equations (step),
quantiles of the sums (result).
Always true: a draw comes out the same to the last bit in a chunk of any size; the books are checked
after every step; a period that begins or ends inside a step takes its share of the step.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

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
from ecluse.simulate.supply_sums import Keep, SupplySnapshots, SupplySums

CHUNK = 2048  # draws at a time: fewer cost calls, more no longer fit the cache (bench/simulate)
# What is kept of each group of buyers: the part of the state that it is.
BUYER_TABLES = {"delivered": "received", "backlog": "backlog"}
Progress = Callable[[int, int], None]
Move = Callable[[State, Inputs, Moment, Cells], Flows]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSums:
    """What came out of a run.

    Args:
        flows: By name, what flowed up to each day of `days`; shape (days, products, draws).
        levels: By name, what was there then.
        by_buyer: By name, units delivered up to each day and the backlog then; shape (days,
            products, buyers, draws); None where it was not asked for.
        worst: The worst difference of the books, relative to what moved.
        tables: Where these stand: in memory, or in files.
        supply: What the destination's other sources came to; None where it was not asked for.
    """

    days: tuple[date, ...]
    flows: Mapping[str, Floats]
    levels: Mapping[str, Floats]
    by_buyer: Mapping[str, Floats] | None
    worst: float
    tables: Tables = field(default_factory=Tables, repr=False, compare=False)
    supply: SupplySums | None = None

    def before(self, day: date) -> int:
        """The place of the sums before a day begins."""
        return self.days.index(day)

    def after(self, day: date) -> int:
        """The place of the sums when a day is over."""
        return self.days.index(day + timedelta(days=1))

    def within(self, table: Floats, period: Period, *, flow: bool) -> Floats:
        """What flowed in a period by one of the tables, or what was there at its end."""
        end = table[self.after(period.until)]
        return np.asarray(end - table[self.before(period.since)] if flow else end)


def quiet(*_: object) -> None:
    """Tell nobody how much is done."""


def run(
    market: Market,
    regime: Regime,
    draws: Draws,
    days: Sequence[date],
    *,
    names: Collection[str] | None = None,
    by_buyer: bool = False,
    supply: SupplyCase | None = None,
    chunk: int = CHUNK,
    compiled: bool | None = None,
    tables: Tables | None = None,
    progress: Progress = quiet,
) -> RunSums:
    """Run a market under a regime.

    Args:
        days: The days before whose beginning sums are wanted, in order.
        names: The flows and levels that are kept; all where left out.
        by_buyer: Keep deliveries and backlog by group of buyers too.
        supply: The destination's other sources, to be run beside.
        chunk: Draws at a time; the result does not depend on it.
        compiled: Whether compiled loops are used; where numba is installed and the run is long, if
            left out. The result does not depend on it.
        tables: Where the sums are kept; room of their own where left out.
        progress: Told how many draws of how many are done.

    Raises:
        ModelError: The books do not close.
    """
    cells, room = _cells(market, regime, draws, compiled), tables or Tables()
    table = Snapshots(market, tuple(days), draws.count, names, room, by_buyer=by_buyer)
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
        names: Collection[str] | None,
        room: Tables,
        *,
        by_buyer: bool,
    ) -> None:
        shape = (len(days), len(market.products), count)
        kept = (*FLOWS, *LEVELS) if names is None else names
        self.days, self.places = days, {day: place for place, day in enumerate(days)}
        self.flows = {name: room.new(shape) for name in FLOWS if name in kept}
        self.levels = {name: room.new(shape) for name in LEVELS if name in kept}
        each = (*shape[:2], len(market.buyers), count)
        self.room = room
        self.beside: SupplySnapshots | None = None
        self.by_buyer = {name: room.new(each) for name in BUYER_TABLES} if by_buyer else None

    def keep(self, part: slice, day: date, totals: Flows, state: State) -> None:
        """Write down the sums of some draws before a day, if it is one that is asked for."""
        if (place := self.places.get(day)) is None:
            return
        for name, table in self.flows.items():
            table[place, :, part] = totals[name]
        now = levels(state) if self.levels else {}
        for name, table in self.levels.items():
            table[place, :, part] = now[name]
        for name, buyers in (self.by_buyer or {}).items():
            buyers[place, :, :, part] = getattr(state, BUYER_TABLES[name])

    def keeping(self, part: slice, inputs: Inputs, regime: Regime) -> Keep:
        """What is called before each step and at the end: sums are kept, other sources move."""
        keep = partial(self.keep, part)
        return keep if self.beside is None else self.beside.also(keep, part, inputs, regime)

    def sums(self, worst: float) -> RunSums:
        """What was written down, with what the other sources came to."""
        beside = self.beside
        return RunSums(
            days=self.days,
            flows=self.flows,
            levels=self.levels,
            by_buyer=self.by_buyer,
            worst=worst if beside is None else max(worst, beside.worst),
            tables=self.room,
            supply=None if beside is None else beside.sums,
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
