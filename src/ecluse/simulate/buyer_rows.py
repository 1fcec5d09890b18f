"""What each group of buyers gets, as ranges: chips, compute, revenue, backlog.

Belongs here: the rows of measures by buyer. Does not: sums (run), rows of all buyers (result).
Always true: the rows of all groups of buyers add up to the row of all together in every draw; a
measure that has no buyers, such as a charge, has no such rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ecluse.errors import InputError
from ecluse.simulate.measure import Worth, of_sources
from ecluse.simulate.periods import By, Period
from ecluse.simulate.quantiles import Draws, Floats
from ecluse.simulate.read_market import Market
from ecluse.simulate.result import SeriesRow, Spans, factors_of, less, rows_by_product
from ecluse.simulate.run import RunSums

# Measures that have buyers: the table that a run keeps of them.
OF_BUYERS: Mapping[str, str] = {
    **dict.fromkeys(
        ("chips", "tpp", "h100e", "decode", "prefill", "revenue"), "delivered by buyer"
    ),
    "backlog": "backlog by buyer",
}


def check_told(show: Sequence[str], by: By, *, by_buyer: bool) -> None:
    """Refuse to tell what has no buyers by buyer, and the other sources by week.

    Raises:
        InputError: It is asked for.
    """
    if by_buyer and not any(name in OF_BUYERS for name in show):
        what = f"no measure of {', '.join(show)} is told by buyer"
        raise InputError(what, "by_buyer", f"show one of {', '.join(OF_BUYERS)}")
    if by == "week" and of_sources(show):
        what = "the other sources are not told by week: nothing of them is known so finely"
        raise InputError(what, "by", "ask for quarters or years")


def buyer_rows(
    show: Sequence[str],
    spans: Spans,
    runs: tuple[RunSums, RunSums | None],
    worth: Worth,
    market: Market,
    draws: Sequence[Draws],
) -> list[SeriesRow]:
    """Ranges by group of buyers: of a run, or of its paired differences with another.

    Args:
        draws: Those of each run: a lever may set a price on one side alone.
    """
    told = [name for name in show if name in OF_BUYERS]
    each = [_Told(name, worth, market, draws) for name in told]
    return [
        row
        for measure in each
        for place, buyer in enumerate(market.buyers)
        for row in _rows(measure, spans, runs, (place, buyer))
    ]


class _Told:
    """One measure by product, group of buyers and draw."""

    def __init__(self, name: str, worth: Worth, market: Market, draws: Sequence[Draws]) -> None:
        self.name, self.worth = name, worth
        self.factors = [factors_of(name, worth)] * 2
        if name == "revenue":
            prices = [each.takes["price_usd"] for each in market.file.products]
            self.factors = [np.stack([side.values[row] for row in prices]) for side in draws]

    def values(self, side: int, sums: RunSums, period: Period, buyer: int) -> Floats:
        """In one period, of one group of buyers of one side; shape (products, draws)."""
        return sums.within(OF_BUYERS[self.name], period, np.s_[:, buyer]) * self.factors[side]


def _rows(
    told: _Told, spans: Spans, runs: tuple[RunSums, RunSums | None], buyer: tuple[int, str]
) -> Iterator[SeriesRow]:
    sums, versus = runs

    def drawn(period: Period, place: int | None) -> Floats:
        found = told.values(0, sums, period, buyer[0])
        if versus is not None:
            found = less(found, told.values(1, versus, period, buyer[0]))
        return np.asarray(found.sum(axis=0) if place is None else found[place])

    effect = versus is not None
    yield from rows_by_product(told.name, spans, told.worth, drawn, effect=effect, buyer=buyer[1])
