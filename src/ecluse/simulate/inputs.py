"""The numbers of a run as arrays, draws as the last axis.

Belongs here: from drawn priors to what a step reads: need, supply, prices, fear, willingness.
Does not: what happens in a step (step), or which days are open (regime).
Always true: shapes are (products, draws), (products, buyers, draws) or (draws,); all times are in
days; the same draws give the same arrays, whatever the scenario.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ecluse.simulate.quantiles import Draws, Floats
from ecluse.simulate.read_market import Market

STAGES = 4  # of the Erlang pipeline: its spread is half the lead, near the range of the source
WEEK, QUARTER, YEAR = 7.0, 91.0, 365.25
_TINY = 1e-9  # keeps a ratio defined where nothing is wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What is drawn of a market.

    Args:
        output: Units a day that are finished when a run begins.
        supply: Units a day that are started then, to be finished a lead later.
        growth: Ratio a quarter of supply and of need.
        capacity: Units a day that the line of a product can start at most; one row for each line.
        need: Units a day that each group of buyers puts to use.
        cover: Days of need that buyers hold or have on order without fear.
        ship_days: Days of shipping that finished stock stands for.
        obligation_days: Days of supply that are ordered of suppliers and not started.
        cost_usd: Of one unit at the seller.
        on_books: Share of the units in making that stand in the seller's stock; the rest are
            obligations to suppliers.
        elsewhere: Share of shut stock that is sold elsewhere in a day.
    """

    market: Market
    output: Floats
    supply: Floats
    growth: Floats
    capacity: Floats
    lines: tuple[tuple[int, ...], ...]
    need: Floats
    cover: Floats
    lead_days: Floats
    ship_days: Floats
    obligation_days: Floats
    backlog_days: Floats
    price_usd: Floats
    cost_usd: Floats
    not_reusable: Floats
    kept_starts: Floats
    in_production: Floats
    on_books: Floats
    elsewhere: Floats
    elsewhere_usd: Floats
    own: dict[str, Floats]  # the market's own parameters, shape (draws,)
    draws: Draws


def inputs_of(market: Market, draws: Draws) -> Inputs:
    """The arrays of some draws."""
    product = _Stacked(draws, [each.takes for each in market.file.products])
    growth, price, lead = product("growth"), product("price_usd"), product("lead_days")
    output = product("supply") / QUARTER * growth**0.5  # the row is of the quarter before
    return Inputs(
        market=market,
        output=output,
        supply=output * growth ** (lead / QUARTER),
        growth=growth,
        lead_days=lead,
        price_usd=price,
        elsewhere=-np.log1p(-product("elsewhere_share")) / QUARTER,
        own={name: draws.values[row] for name, row in market.file.takes.items()},
        draws=draws,
        **_scaled(product, price),
        **_lines(market, output * product("surge")),
        **_wants(market, draws, output * product("need_ratio")),
    )


def _scaled(product: _Stacked, price: Floats) -> dict[str, Any]:
    """Parameters that are taken as they are, in weeks, or in shares of the price."""
    found = {name: product(name) for name in _SHARES}
    found |= {name: product(row) * WEEK for name, row in _WEEKS.items()}
    return found | {name: price * product(row) for name, row in _OF_PRICE.items()}


_OF_PRICE = {"cost_usd": "cost_share", "elsewhere_usd": "elsewhere_price"}
_SHARES = ("not_reusable", "kept_starts", "in_production", "on_books")
_WEEKS = {
    "ship_days": "stock_weeks",
    "obligation_days": "obligation_weeks",
    "backlog_days": "backlog_weeks",
}


class _Stacked:
    """The draws of one parameter after another, stacked over products or buyers."""

    def __init__(self, draws: Draws, takes: Sequence[Mapping[str, str]]) -> None:
        self.draws, self.takes = draws, takes

    def __call__(self, name: str) -> Floats:
        rows = [self.draws.values[each[name]] for each in self.takes]
        return np.stack([row[i] if row.ndim > 1 else row for i, row in enumerate(rows)])


def _lines(market: Market, room: Floats) -> dict[str, Any]:
    """The places of the products of each line, and what it can start in a day."""
    products = market.file.products
    names = dict.fromkeys(each.line for each in products)
    lines = tuple(tuple(i for i, p in enumerate(products) if p.line == name) for name in names)
    capacity = np.stack([room[list(line)].sum(axis=0) for line in lines])
    return {"lines": lines, "capacity": capacity}


def _wants(market: Market, draws: Draws, wanted: Floats) -> dict[str, Any]:
    """What each group of buyers needs, and the cover that it holds."""
    buyer = _Stacked(draws, [each.takes for each in market.file.buyers])
    share = buyer("share")
    return {
        "need": wanted[:, None] * (share / share.sum(axis=0)),
        "cover": buyer("cover_weeks") * WEEK,
    }


# ---- what people fear ----------------------------------------------------------------------------


def hazard(inputs: Inputs, counts: Sequence[Sequence[int]]) -> Floats:
    """How likely buyers take it that a rule will shut a product: odds times likelihood ratios.

    Args:
        counts: How many signals of each kind were public, by product.

    Returns:
        Shape (products, draws).
    """
    ratios = [np.log(inputs.draws.values[name]) for name in inputs.market.news.ratios.values()]
    start = np.log(inputs.own["hazard_odds"])
    rows = [
        start + sum((n * ratio for n, ratio in zip(row, ratios, strict=True) if n), start * 0)
        for row in counts
    ]
    return np.asarray(1 / (1 + np.exp(-np.stack(rows))))


def fear_days(inputs: Inputs) -> Floats:
    """Days of cover that certainty of a rule would add, so that the order book comes out.

    Orders of the book's days are need and fear together: `book = need (days + fear h)`, with h the
    hazard at their end, whatever a run sees of them. Zero where the book is smaller than need, or
    for products not in it.
    """
    market, book = inputs.market, inputs.market.file.order_book
    found = np.zeros_like(inputs.supply)
    if book is None:
        return found
    places = [market.products.index(name) for name in book.products]
    fear = hazard(inputs, market.news.counts(market.products, book.until))
    value = inputs.own["order_book_usd"] * inputs.own["order_book_real"]
    daily = sum(inputs.need[p].sum(axis=0) * inputs.price_usd[p] for p in places)
    days = (book.until - book.since).days + 1
    for place in places:
        found[place] = np.maximum(0.0, value / (daily + _TINY) - days) / (fear[place] + _TINY)
    return found


# ---- what the destination lets its buyers take ---------------------------------------------------


def willing(inputs: Inputs, kinds: Sequence[Sequence[frozenset[str]]]) -> Floats:
    """The share of orders that buyers still place under the acts in force: the smallest band.

    Returns:
        Shape (products, buyers, draws); one where no act is in force.
    """
    names = inputs.market.gates.bands
    bands = {kind: inputs.draws.values[name] for kind, name in names.items()}
    count = inputs.draws.count
    rows = [
        [
            np.min([bands[kind] for kind in sorted(each)], axis=0) if each else np.ones(count)
            for each in row
        ]
        for row in kinds
    ]
    return np.array(rows)
