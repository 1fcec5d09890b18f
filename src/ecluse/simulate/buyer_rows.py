"""What each group of buyers gets, as ranges: chips, compute, revenue, backlog.

Belongs here: the rows of measures by buyer. Does not: sums (run), rows of all buyers (result).
Always true: the rows of all groups of buyers add up to the row of all together in every draw; a
measure that has no buyers, such as a charge, has no such rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from ecluse.errors import InputError
from ecluse.simulate.measure import MEASURES, Worth, of_sources
from ecluse.simulate.periods import By, Period
from ecluse.simulate.quantiles import Draws, Floats
from ecluse.simulate.read_market import Market
from ecluse.simulate.result import SeriesRow, Spans, factors_of, rows_by_product
from ecluse.simulate.run import RunSums

OF_BUYERS = {name: kind.by_buyer for name, kind in MEASURES.items() if kind.by_buyer}


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
    sides: Sequence[RunSums],
    worth: Worth,
    market: Market,
    draws: Sequence[Draws],
) -> Iterator[SeriesRow]:
    """Ranges by group of buyers: of a run, or of its paired differences with another.

    Args:
        draws: Those of each run: a lever may set a price on one side alone.
    """
    for name in (each for each in show if each in OF_BUYERS):
        factors = [_factors(name, worth, market, side) for side in draws]
        for place, buyer in enumerate(market.buyers):
            told = [
                partial(_values, name, place, *side) for side in zip(sides, factors, strict=False)
            ]
            yield from rows_by_product(name, spans, worth, told, buyer)


def _factors(name: str, worth: Worth, market: Market, draws: Draws) -> Floats:
    """What a unit of each product is worth in a measure: its price in the draws, for revenue."""
    if name != "revenue":
        return factors_of(name, worth)
    return np.stack([draws.values[each.takes["price_usd"]] for each in market.file.products])


def _values(name: str, buyer: int, sums: RunSums, factors: Floats, period: Period) -> Floats:
    """One measure in one period, of one group of buyers; shape (products, draws)."""
    return sums.within(OF_BUYERS[name], period, np.s_[:, buyer]) * factors
