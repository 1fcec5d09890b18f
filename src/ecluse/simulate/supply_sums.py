"""What the other sources of a destination came to, on the days that are asked for.

Belongs here: writing down stocks and sums of a run's sources. Does not: the equations (supply),
ranges and shares (supply_rows).
Always true: only what a measure needs is kept; the books are those of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np

from ecluse.errors import InputError
from ecluse.simulate.inputs import Inputs
from ecluse.simulate.moment import rooms_of
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.regime import Regime
from ecluse.simulate.step import Flows, State
from ecluse.simulate.supply import ALL_COMPUTE, UNITS, Sources, SupplyCase, worth_of

Keep = Callable[[date, Flows, State], None]
CHIPS = "chips"  # the maker's chips one by one, then those of all other makers
MOVED = ("came", "came_h100e", CHIPS)  # tables of what came; others are of what was there


class SupplySnapshots:
    """Where the sources of a run are written down: by name what came from each source up to each
    day, or what was there then; shape (days, rows, draws).
    """

    def __init__(self, case: SupplyCase, days: Sequence[date], count: int) -> None:
        for day in days:
            if day not in case.blocks and day != case.start:
                what = f"the other sources are not told on {day}"
                raise InputError(what, "by", "ask for quarters or years")
        self.case, self.places = case, {day: place for place, day in enumerate(days)}
        self.chips = (*(chip.chip for chip in case.supply.file.chips), None)
        self.tables: dict[str, Floats] = {}
        self.count, self.worst = count, 0.0

    def also(self, keep: Keep, part: slice, inputs: Inputs, regime: Regime) -> Keep:
        """Move the sources of some draws along with what a run keeps of its market."""
        sources = Sources(self.case, inputs, regime.shut_at_start.min(axis=1)[:, None])
        rooms = self._rooms(regime, inputs)

        def both(day: date, totals: Flows, state: State) -> None:
            keep(day, totals, state)
            if (block := self.case.blocks.get(day)) is not None:
                sources.step(block, totals)
                self.worst = max(self.worst, sources.worst)
            if (place := self.places.get(day)) is not None:
                for name in self.case.tables:
                    read = _READ.get(name)
                    rows = np.atleast_2d(rooms[day] if read is None else read(sources))
                    self._table(name, len(rows))[place, :, part] = rows

        return both

    def _table(self, name: str, rows: int) -> Floats:
        """A table, made when its first rows are written."""
        if name not in self.tables:
            self.tables[name] = np.empty((len(self.places), rows, self.count))
        return self.tables[name]

    def _rooms(self, regime: Regime, inputs: Inputs) -> Mapping[date, Floats]:
        """What caps allow up to each day, in compute; nothing where none holds."""
        nothing = np.zeros(inputs.draws.count)
        found = {self.case.start: nothing}
        if "room" in self.case.tables:
            worth = worth_of(self.case, inputs)[: len(inputs.need)]
            for day, room in zip(regime.steps.edges[1:], rooms_of(regime, inputs), strict=True):
                held = None if room is None else np.where(np.isinf(room), 0, room) * worth
                found[day] = nothing if held is None else held.sum(axis=0)
        return found


def _chips(sources: Sources) -> Floats:
    others = sources.made * sources.domestic.beside
    return np.vstack([sources.made * sources.domestic.mix, others[None]])


_READ: Mapping[str, Callable[[Sources], Floats]] = {
    "came": lambda sources: sources.came[UNITS],
    "came_h100e": lambda sources: sources.came[ALL_COMPUTE],
    "units": lambda sources: sources.level[UNITS],
    "h100e": lambda sources: sources.level[ALL_COMPUTE],
    CHIPS: _chips,
}
