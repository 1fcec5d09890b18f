"""What the law says of a product, on each day and as it was known on each day.

Belongs here: steps of days, stretches that are open, held, shut or unknown, and what was public.
Does not: deciding what the law says (judge), keeping it (law_gate), acts that are no law (regime).
Always true: a step on part of which a flow is open has exactly that part; a day on which the engine
cannot tell is shut unless the market states it open, with a source; the seller sees all that is
known (`known=None`), buyers see what was public on the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from ecluse.answers.copied import copied
from ecluse.law.library import Library
from ecluse.law.register import Register
from ecluse.simulate.judge import FREE, HELD, SHUT, UNKNOWN, GateAnswer, judge_of
from ecluse.simulate.market_file import SoldProduct
from ecluse.simulate.quantiles import Floats

__all__ = [
    "FREE",
    "HELD",
    "SHUT",
    "UNKNOWN",
    "Asked",
    "GateStretch",
    "Steps",
    "asked_of",
    "beliefs",
    "ever_open",
    "share_of",
    "shut_on",
    "stretch_on",
]
_LOOK_AHEAD = timedelta(days=182)  # buyers place orders for about this long: the lead of supply


@dataclass(frozen=True, kw_only=True)
class Steps:
    """The days of a run, cut into equal steps and at the days on which a period begins."""

    start: date
    until: date
    days: int = 7
    cuts: frozenset[date] = frozenset()

    @cached_property
    def edges(self) -> tuple[date, ...]:
        """The first day of each step, and the day after the last."""
        total = (self.until - self.start).days + 1
        even = {self.start + timedelta(days=day) for day in (*range(0, total, self.days), total)}
        inside = {day for day in self.cuts if self.start < day <= self.until}
        return tuple(sorted(even | inside))

    @cached_property
    def last_days(self) -> tuple[date, ...]:
        """The last day of each step."""
        return tuple(edge - timedelta(days=1) for edge in self.edges[1:])

    @property
    def count(self) -> int:
        """How many steps there are."""
        return len(self.edges) - 1

    def share(self, since: date, until: date | None) -> Floats:
        """The share of each step that lies between two days, both included."""
        begin = np.array([day.toordinal() for day in self.edges[:-1]], float)
        end = np.array([day.toordinal() for day in self.edges[1:]], float)
        last = np.inf if until is None else until.toordinal() + 1
        inside = np.minimum(end, last) - np.maximum(begin, since.toordinal())
        return np.asarray(np.clip(inside, 0, None) / (end - begin))


@dataclass(frozen=True, slots=True, kw_only=True)
class GateStretch:
    """What the law says of one product for one group of buyers on some days."""

    product: str
    destination: str
    headquarters: str
    since: date
    until: date
    state: str
    policy: str | None
    measures: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    stated: bool = False


Asked = Callable[[date, date, date | None], Sequence[GateStretch]]


def asked_of(
    product: SoldProduct, place: tuple[str, str], law: Register, library: Library
) -> Asked:
    """What the law says of a product at a place between two days, as known on a third."""
    judge = judge_of(product.item, place, product.given, library)

    def between(since: date, until: date, known: date | None) -> list[GateStretch]:
        found: list[GateStretch] = []
        for first, last in law.periods(since, until, known):
            judged = judge.of(law.at(first, known))
            for stretch in _stretches(product, place, judged, first, last):
                if found and replace(found[-1], until=stretch.until) == replace(
                    stretch, since=found[-1].since
                ):
                    found[-1] = replace(found[-1], until=stretch.until)
                else:
                    found.append(stretch)
        return found

    return between


def _stretches(
    product: SoldProduct, place: tuple[str, str], judged: GateAnswer, first: date, last: date
) -> Iterator[GateStretch]:
    """One answer as a gate, cut where the market states what the engine cannot tell."""
    stretch = copied(
        GateStretch,
        judged,
        product=product.product,
        destination=place[0],
        headquarters=place[1],
        since=first,
        until=last,
    )
    if stretch.state != UNKNOWN:
        yield stretch
    else:
        yield from _as_stated(product, stretch)


def _as_stated(product: SoldProduct, stretch: GateStretch) -> Iterator[GateStretch]:
    """A stretch on which the engine cannot tell, cut at the gates that the market states."""
    first, last = stretch.since, stretch.until
    for gate in product.stated_gates:
        since, until = max(first, gate.since), min(last, gate.until)
        if since <= until:
            if first < since:
                yield replace(stretch, since=first, until=since - timedelta(days=1))
            state = FREE if gate.open else SHUT
            yield replace(stretch, since=since, until=until, state=state, stated=True)
            first = until + timedelta(days=1)
    if first <= last:
        yield replace(stretch, since=first)


def share_of(steps: Steps, stretches: Sequence[GateStretch], states: tuple[str, ...]) -> Floats:
    """The share of each step in which a product is in one of some states."""
    wanted = [steps.share(each.since, each.until) for each in stretches if each.state in states]
    return np.sum(wanted, axis=0) if wanted else np.zeros(steps.count)


def ever_open(stretches: Sequence[GateStretch]) -> bool:
    """Whether a product may ship on some day."""
    return any(each.state in (FREE, HELD) for each in stretches)


def shut_on(first: Sequence[Sequence[GateStretch]], day: date) -> Floats:
    """1 where a product's flow is shut on a day."""
    return np.array([float(stretch_on(row, day).state not in (FREE, HELD)) for row in first])


def stretch_on(stretches: Sequence[GateStretch], day: date) -> GateStretch:
    """What the law says on a day."""
    return next(each for each in stretches if each.since <= day <= each.until)


def beliefs(
    asked: Sequence[Asked],
    law: Register,
    steps: Steps,
    known: date | None,
    opens: Sequence[int],
) -> tuple[Floats, Floats]:
    """What buyers take to be open, and what they know will shut, by what was public on the day.
    What opens once it was shut is not announced to shut: a rule comes after the days it ends.

    Args:
        opens: The products that are open on some day; of the others nobody orders freely.
    """
    public = np.zeros((steps.count, len(asked)))
    announced = np.zeros((steps.count, len(asked)))
    for first, end in _days_of_news(law, steps, known):
        for place in opens:
            seen = asked[place](first, max(end, first + _LOOK_AHEAD), first)
            opened = share_of(steps, _within(seen, first, end), (FREE, HELD))
            public[:, place] += opened
            shuts = [each.since for each in seen if each.state == SHUT]
            ending = [each for each in seen if any(day > each.since for day in shuts)]
            announced[:, place] += share_of(steps, _within(ending, first, end), (FREE, HELD))
    return public, announced


def _days_of_news(law: Register, steps: Steps, known: date | None) -> list[tuple[date, date]]:
    """The stretches of days between which something was published."""
    last = min(steps.until, known or steps.until)
    news = sorted({m.published for m in law.measures if steps.start < m.published <= last})
    ends = [day - timedelta(days=1) for day in news]
    return list(zip([steps.start, *news], [*ends, steps.until], strict=True))


def _within(stretches: Sequence[GateStretch], since: date, until: date) -> list[GateStretch]:
    cut = [replace(e, since=max(e.since, since), until=min(e.until, until)) for e in stretches]
    return [each for each in cut if each.since <= each.until]
