"""The stretches of days that results are told by: weeks, a seller's quarters, years.

Belongs here: which periods a market has, and the days on which they begin.
Does not: steps (regime), sums (run).
Always true: periods of one calendar follow one another without a gap; a period of which the run
sees a part alone says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from ecluse.simulate.gate import Steps
from ecluse.simulate.market_file import MarketFile, Seller

By = Literal["week", "quarter", "year"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A named stretch of days, and the part of it that a run sees."""

    name: str
    since: date
    until: date
    partial: bool = False

    @property
    def edges(self) -> tuple[date, date]:
        """Its first day, and the day after its last."""
        return self.since, self.until + _DAY


def steps_of(market: MarketFile, *, until: date | None = None, days: int = 7) -> Steps:
    """The steps of a market: cut where any seller's quarter, a calendar quarter or a year begins.

    The cuts do not depend on what is asked, so that a result does not either.
    """
    last = until or market.until
    cuts = {quarter.ends + _DAY for seller in market.sellers for quarter in seller.quarters}
    cuts |= {
        date(year, month, 1)
        for year in range(market.start.year, last.year + 1)
        for month in (1, 4, 7, 10)
    }
    return Steps(start=market.start, until=last, days=days, cuts=frozenset(cuts))


def periods_of(market: MarketFile, seller: str, by: By, steps: Steps) -> list[Period]:
    """The periods of a seller that a run sees, or parts of."""
    own = next(each for each in market.sellers if each.seller == seller)
    starts = {
        "week": [edge for edge in steps.edges if (edge - steps.start).days % 7 == 0],
        "quarter": [quarter.ends + _DAY for quarter in own.quarters],
        "year": [date(year, 1, 1) for year in range(steps.start.year, steps.until.year + 2)],
    }[by]
    named = _named(starts, by, own, steps)
    return [_seen(each, steps) for each in named if _meets(each, steps)]


def _named(starts: Sequence[date], by: By, seller: Seller, steps: Steps) -> Iterable[Period]:
    names = {q.ends: q.quarter for q in seller.quarters} if by == "quarter" else {}
    if by == "week" and starts[-1] <= steps.until:
        starts = [*starts, steps.until + _DAY]
    for first, following in pairwise(starts):
        last = following - _DAY
        name = names.get(last) or (str(first.year) if by == "year" else first.isoformat())
        yield Period(name=name, since=first, until=last)


def _meets(period: Period, steps: Steps) -> bool:
    return period.since <= steps.until and period.until >= steps.start


def _seen(period: Period, steps: Steps) -> Period:
    since, until = max(period.since, steps.start), min(period.until, steps.until)
    partial = (since, until) != (period.since, period.until)
    return replace(period, since=since, until=until, partial=partial)
