"""What a simulation answers: ranges by measure, period and product, and what they rest on.

Belongs here: the answer's classes, and ranges of sums. Does not: running anything (run).
Always true: an effect is the range of paired differences, never the difference of two ranges; an
answer names every prior that it rests on, how sure each is, and whether it is hindsight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import ClassVar

import numpy as np

from ecluse.answers.plain import key
from ecluse.simulate.drawn import range_of
from ecluse.simulate.measure import MEASURES, SUPPLY, Conversion, Worth
from ecluse.simulate.own_tree import OwnBookAnswer
from ecluse.simulate.periods import Period
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.run import RunSums
from ecluse.simulate.why_tree import WhyTree

WHOLE = "whole"  # the name of a run as one period
_ROUNDING = 1e-12  # of the larger of two sums: less is what is left of two that are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """The range of one measure in one period.

    Args:
        since: First day that the run sees of the period.
        until: Last day.
        partial: The run sees a part of the period alone.
        product: Null for all products together.
        buyer: Null for all groups of buyers together.
        source: Of the destination's compute: legal, domestic, smuggled or rented; left out for
            measures of the market's own products.
        share_positive: Of an effect: the share of draws in which it is above zero.
    """

    measure: str
    unit: str
    period: str
    since: date = key("from")
    until: date
    partial: bool
    product: str | None
    buyer: str | None
    source: str | None = key(optional=True, default=None)
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    mean: float
    share_positive: float | None = key(optional=True, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRow:
    """What the law says of one product on some days: free, held (under a license of the scenario),
    shut (a license is required) or unknown.

    Args:
        stated: The engine cannot tell; the market states it, with a source.
        needs: The facts that would settle it.
    """

    product: str
    destination: str
    headquarters: str
    since: date = key("from")
    until: date
    state: str
    review_policy: str | None
    measures: tuple[str, ...]
    stated: bool
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketAct:
    """One dated act that moves the market.

    Args:
        until: The last day, for a hold.
        by: Whose it is: law, practice (of an agency, no law) or destination.
        kind: What it does: of the law free, held, shut, unknown or review (another policy alone).
        buyers: The groups of buyers that it reaches; all where empty.
        source: Where it was read; empty for an act of the law, whose measures are named.
        measures: Of the log.
    """

    act: str
    on: date
    until: date | None
    by: str
    kind: str
    products: list[str]
    buyers: list[str]
    says: str
    source: str
    measures: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorUsed:
    """One prior that an answer rests on.

    Args:
        condition_on: The day of an act after the cut-off that the run is given and for whose sake
            the row stands; null where no such act is.
        set_to: The value that was set instead of drawing it; null where it was drawn.
    """

    prior: str
    unit: str
    confidence: str
    hindsight: bool
    known_on: date
    condition_on: date | None
    source: str
    set_to: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverShare:
    """What one lever does to one measure over the whole run, as means over the same draws.

    Args:
        shapley: Its share of the whole effect, over every order in which levers can be pulled.
        p5: The range of that share over the draws, up to `p95`.
        first: Its effect where it is pulled alone.
        last: Its effect where it is pulled after all others.
    """

    lever: str
    measure: str
    unit: str
    shapley: float
    p5: float
    p95: float
    first: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorShare:
    """How much of the spread of one measure one prior makes (Sobol).

    Args:
        measure: What it is told of, as MEASURE@PERIOD.
        first: Share of the variance that the prior makes alone.
        first_ci: Half the width of the 95 % interval of `first`, which may reach below zero.
        total: Share with all its interactions.
        ci: Half the width of the 95 % interval of `total`.
    """

    prior: str
    measure: str
    first: float
    first_ci: float
    total: float
    ci: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationAnswer:
    """A market over time under a law, as ranges over draws.

    Args:
        scenario: The scenario's name; null for the law as it is on record.
        versus: What the effect is measured against; null where none was asked for.
        destination: Whether the destination's own acts count: acts, hazard or open.
        known: Up to which day what was published counts; null for everything.
        asked_from: The day from which periods were asked for; null for all. The first one that is
            told begins on `from`.
        researched: False for a structural test, whose numbers nobody looked for.
        by: The periods that are told: week, quarter or year.
        data_hash: Of the data files of law and market.
        law_hash: Of all data files but those of markets.
        market_hash: Of the market's files.
        engine: The engine's version, the digest of its code, and numpy's version.
        id: The same inputs, the same id, the same numbers to the last bit.
        series: Ranges under the scenario.
        effect: Ranges of paired differences, scenario less versus; null without versus.
        levers: What was done, all of it on the side of the scenario; left out without `effect`.
        whole: Ranges of the paired differences over the whole run, all products together.
        attribution: Which lever did it; left out where it was not asked for.
        sensitivity: Which prior moves the answer; left out where it was not asked for.
        acts: The dated acts that the run used, in order.
        why: Where one number comes from; left out where it was not asked for.
        orders: A company's own book as the demand, by line; left out where none was given.
        books: The worst difference in the books of the run, relative to what moved.
    """

    SCHEMA: ClassVar[str] = "ecluse.simulation/1"

    market: str
    scenario: str | None
    versus: str | None
    destination: str
    known: date | None
    asked_from: date | None
    since: date = key("from")
    until: date
    cutoff: date
    researched: bool
    seed: int
    draws: int
    by: str
    data_hash: str
    law_hash: str
    market_hash: str
    engine: str
    id: str
    series: list[SeriesRow]
    effect: list[SeriesRow] | None
    levers: list[str] | None = key(optional=True, default=None)
    whole: list[SeriesRow] | None = key(optional=True, default=None)
    attribution: list[LeverShare] | None = key(optional=True, default=None)
    sensitivity: list[PriorShare] | None = key(optional=True, default=None)
    why: WhyTree | None = key(optional=True, default=None)
    orders: OwnBookAnswer | None = key(optional=True, default=None)
    gates: list[GateRow]
    acts: list[MarketAct]
    rests_on: list[PriorUsed]
    conversions: list[Conversion]
    books: float
    warnings: list[str]
    disclaimer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """The periods that are told: of each product, and of all together.

    Args:
        together: Of all products, on the market's own calendar.
    """

    products: tuple[str, ...]
    of_product: tuple[tuple[Period, ...], ...]
    together: tuple[Period, ...]


def rows_of(
    names: Sequence[str], spans: Spans, sides: Sequence[RunSums], worth: Worth
) -> list[SeriesRow]:
    """Ranges of some measures: of a run, or of its paired differences with another.

    Measures of the destination's sources are left to supply_rows.
    """
    told = [name for name in names if MEASURES[name].kind != SUPPLY]
    return [
        row
        for name in told
        for row in rows_by_product(
            name, spans, worth, [partial(values, name, sums, worth=worth) for sums in sides]
        )
    ]


def rows_by_product(
    name: str,
    spans: Spans,
    worth: Worth,
    sides: Sequence[Callable[[Period], Floats]],
    buyer: str | None = None,
) -> Iterator[SeriesRow]:
    """Ranges of all products together; where there are several, then those of each.

    Args:
        worth: A product whose unit has none in the measure has no rows.
        sides: The measure in a period by product and draw, of a run or of two.
    """

    def row(period: Period, product: str | None, rows: slice) -> SeriesRow:
        drawn = difference([side(period)[rows] for side in sides]).sum(axis=0)
        return range_row(name, period, product, drawn, effect=len(sides) > 1, buyer=buyer)

    for period in spans.together:
        yield row(period, None, slice(None))
    unknown = {each.product for each in _conversions(name, worth) if each.value is None}
    for place, (product, periods) in enumerate(zip(spans.products, spans.of_product, strict=True)):
        for period in periods if len(spans.products) > 1 and product not in unknown else ():
            yield row(period, product, slice(place, place + 1))


def difference(sides: Sequence[Floats]) -> Floats:
    """The sums of one run, or the paired differences of two."""
    return sides[0] if len(sides) == 1 else less(*sides)


def less(now: Floats, was: Floats) -> Floats:
    """Paired differences by draw: what is left of two sums that are the same is nothing.

    >>> less(np.array([3e9 + 4.77e-7, 1.5]), np.array([3e9, 1.0])).tolist()
    [0.0, 0.5]
    """
    found = now - was
    found[np.abs(found) <= _ROUNDING * max(np.abs(now).max(), np.abs(was).max())] = 0.0
    return found


def _conversions(name: str, worth: Worth) -> Sequence[Conversion]:
    """What a unit of each product is worth in a measure; none where units are what it tells."""
    per = MEASURES[name].per
    return () if per is None else worth[per]


def factors_of(name: str, worth: Worth) -> Floats:
    """What a unit of each product is worth in a measure, zero where nobody says; shape (products or
    1, 1).
    """
    told = _conversions(name, worth)
    return np.array([[each.value or 0.0] for each in told]) if told else np.ones((1, 1))


def values(name: str, sums: RunSums, period: Period, worth: Worth) -> Floats:
    """One measure in one period by product and draw; a product without its conversion is zero."""
    told = sums.within(MEASURES[name].source, period) * factors_of(name, worth)
    sums.room.let_go()
    return told


def whole_run(spans: Spans) -> Period:
    """All periods that are told, as one."""
    first, last = spans.together[0], spans.together[-1]
    return Period(name=WHOLE, since=first.since, until=last.until)


def totals(names: Sequence[str], sums: RunSums, worth: Worth, period: Period) -> Floats:
    """Some measures in one period, of all products together; shape (measures, draws)."""
    return np.stack([values(name, sums, period, worth).sum(axis=0) for name in names])


def range_row(
    name: str,
    period: Period,
    product: str | None,
    drawn: Floats,
    *,
    effect: bool,
    buyer: str | None = None,
    source: str | None = None,
) -> SeriesRow:
    """The range of one measure in one period over all draws; shape (draws,).

    Raises:
        InputError: One is beyond all measure.
    """
    return SeriesRow(
        measure=name,
        unit=MEASURES[name].unit,
        period=period.name,
        since=period.since,
        until=period.until,
        partial=period.partial,
        product=product,
        buyer=buyer,
        source=source,
        share_positive=float(np.mean(drawn > 0)) if effect else None,
        **asdict(range_of(drawn)),
    )
