"""What the other sources of a destination take beside the draws: worths and acts in force.

Belongs here: from catalogue items and dated acts to arrays. Does not: the equations (supply).
Always true: where sources disagree about a chip, its lowest and its highest worth stand; where
nobody bounds it, it is worth nothing in compute and is named; an act that was not public by the day
up to which things are known does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

import numpy as np

from ecluse.determine.figures import figures_of, ranges_of
from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.simulate.gate import Steps
from ecluse.simulate.measure import Conversion, of_sources
from ecluse.simulate.prior_file import Prior
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.read_market import Market
from ecluse.simulate.read_supply import Supply
from ecluse.simulate.regime import DatedActs, Regime
from ecluse.simulate.supply import Block, SupplyCase

MOST_STEPS = (
    5  # of a block: a third of a quarter, far below the lags of what the other sources answer to
)


def supply_case(
    market: Market, library: Library, regime: Regime, show: Iterable[str]
) -> SupplyCase | None:
    """The other sources of a market's destination, for a run of which some measures are shown; None
    where none of these is of sources.

    Raises:
        InputError: The market names no supply.
    """
    supply, tables = market.supply, of_sources(show)
    if not tables:
        return None
    if supply is None:
        what = f"{market.file.market} says nothing of the destination's other sources"
        raise InputError(what, "show", "add a line 'supply: …' with a file under data/supply")
    over = _bounds(market.file.yardstick, library)[0]
    bounds = [_bounds(item, library) for _, item in _items(market, supply)]
    low, high = (np.array([each[end] / over if over else 0.0 for each in bounds]) for end in (0, 1))
    return SupplyCase(
        supply=supply,
        tables=tables,
        start=regime.steps.start,
        low=low,
        high=high,
        blocks=_blocks(regime.steps, _in_force(supply, regime.acts)),
    )


def priors_for(market: Market, show: Iterable[str]) -> Mapping[str, Prior]:
    """The priors that some measures rest on; those of other sources where these are shown."""
    return market.every_prior if of_sources(show) else market.priors


def _items(market: Market, supply: Supply) -> list[tuple[str, str]]:
    """The products of a market and the chips of a destination, with their items."""
    products = [(each.product, each.item) for each in market.file.products]
    return products + [(each.chip, each.item) for each in supply.file.chips]


def _bounds(name: str, library: Library) -> tuple[float, float]:
    """The lowest and the highest TPP of an item; nothing where no one bounds it."""
    item = library.catalogue.get(name, "supply")
    tpp = figures_of(item, library)["tpp"]
    if tpp is not None:
        return tpp, tpp
    found = ranges_of(item, library).get("tpp")
    if found is None or found.high is None:
        return 0.0, 0.0
    return found.low, found.high


def _blocks(steps: Steps, in_force: Floats) -> dict[date, Block]:
    """The blocks of a run: at most five steps, cut where a quarter or a year may begin.

    They do not depend on what is asked, so that a result does not either.
    """
    found, begin = {}, 0
    for place, end in enumerate(steps.edges[1:], start=1):
        if place - begin < MOST_STEPS and end not in steps.cuts and place < steps.count:
            continue
        days = np.array([(b - a).days for a, b in pairwise(steps.edges[begin : place + 1])])
        acts = (in_force[begin:place] * days[:, None]).sum(axis=0) / days.sum()
        before = (steps.edges[begin] - steps.start).days
        found[end] = Block(
            days=float(days.sum()),
            middle=float(before + days.sum() / 2),
            in_force=tuple(acts.tolist()),
        )
        begin = place
    return found


def _in_force(supply: Supply, acts: DatedActs) -> Floats:
    """The share of each step in which an act of each kind holds."""
    kinds = [*supply.file.bands]
    found = np.zeros((acts.steps.count, len(kinds)))
    for act in supply.file.acts:
        dropped = act.side == "destination" and acts.destination != "acts"
        if not dropped and acts.public(act.on):
            found[:, kinds.index(act.kind)] += acts.steps.share(act.on, act.until)
    return np.minimum(found, 1.0)


def supply_worth(case: SupplyCase, market: Market) -> Iterator[Conversion]:
    """What a unit of each product and chip is worth in the measures of sources."""
    names = [name for name, _ in _items(market, case.supply)]
    for name, low, high in zip(names, case.low.tolist(), case.high.tolist(), strict=True):
        by, value = f"TPP over that of {market.file.yardstick}", (low + high) / 2
        if low != high:
            by += f": drawn between {low:.4g} and {high:.4g}, for sources disagree"
        yield Conversion(
            measure="share", product=name, value=value or None, unit="H100 by TPP", by=by
        )
