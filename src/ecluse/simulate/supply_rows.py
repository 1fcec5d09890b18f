"""The destination's compute by source, as ranges: shares, what came, what stands there.

Belongs here: the rows of measures of sources. Does not: the sums (supply_sums), other measures
(result).
Always true: each row names its source, and there is no row of all sources together; shares are of
what is the destination's own and add up to one in every draw; what is rented abroad stands beside
them, as a ratio to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ecluse.simulate.measure import MEASURES, SUPPLY, tables_of
from ecluse.simulate.periods import Period
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.result import SeriesRow, Spans, difference, range_row
from ecluse.simulate.run import RunSums
from ecluse.simulate.supply import OWN, RENTED
from ecluse.simulate.supply_sums import CHIPS

_NONE = 1e-300  # keeps a share of nothing at zero
DOMESTIC = OWN[1]
OTHER_MAKERS = "other makers"
Named = tuple[str, str | None, Floats]  # source, chip, one number for each draw


def supply_rows(names: Sequence[str], spans: Spans, sides: Sequence[RunSums]) -> list[SeriesRow]:
    """Ranges of the measures of sources among some: of a run, or of its paired differences."""
    told = [name for name in names if MEASURES[name].kind == SUPPLY]
    return [row for name in told for row in _rows(name, spans.together, sides)]


def _rows(name: str, periods: Sequence[Period], sides: Sequence[RunSums]) -> Iterator[SeriesRow]:
    """All periods of one source or chip, then those of the next."""
    found = [[source_values(name, period, sums) for sums in sides] for period in periods]
    for place, (source, chip, _) in enumerate(found[0][0]):
        for period, told in zip(periods, found, strict=True):
            drawn = difference([side[place][2] for side in told])
            yield range_row(name, period, chip, drawn, effect=len(sides) > 1, source=source)


def source_values(name: str, period: Period, sums: RunSums) -> list[Named]:
    """One measure of sources in one period, by source and chip, for each draw."""
    table, *more = tables_of(name)
    if name == "cap_ratio":
        own = sums.tables[more[0]][sums.before(period.since), : len(OWN)].sum(axis=0)
        room = sums.within(table, period)[0]
        return [(OWN[0], None, room / np.maximum(own, _NONE))]
    rows = sums.within(table, period)
    if MEASURES[name].unit == SHARE:
        rows = shares(rows)
    found: list[Named] = [
        (source, None, row) for source, row in zip((*OWN, RENTED), rows, strict=False)
    ]
    if more:
        chips = zip(sums.chips, sums.within(CHIPS, period), strict=True)
        found[2:2] = [(DOMESTIC, chip or OTHER_MAKERS, row) for chip, row in chips]
    return found


SHARE = MEASURES["share"].unit


def shares(rows: Floats) -> Floats:
    """Of what is the destination's own, the share of each source; what is rented beside it.

    >>> shares(np.array([[1.0], [2.0], [1.0], [2.0]]))[:, 0].tolist()
    [0.25, 0.5, 0.25, 0.5]
    """
    return np.asarray(rows / np.maximum(rows[: len(OWN)].sum(axis=0), _NONE))
