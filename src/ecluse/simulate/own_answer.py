"""What each line of a company's own book comes to, as ranges.

Belongs here: the ranges of a line and of all together. Does not: the run (own_run), the classes
(own_tree).
Always true: a total is the sum of its lines in each draw; a wait is told over the draws in which
anything is delivered, beside their share.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ecluse.answers.copied import copied
from ecluse.simulate.drawn import range_of
from ecluse.simulate.gate import GateStretch, stretch_on
from ecluse.simulate.own_book import OwnLine
from ecluse.simulate.own_orders import OwnKind, OwnSimulation, kind_of
from ecluse.simulate.own_tree import OwnBookAnswer, OwnGate, OwnLineAnswer
from ecluse.simulate.quantiles import Floats

RUN, NOT_SOLD, LATE = "run", "not sold", "late"
_SOME = 1e-9  # of a line: less is a rounding


def own_answer(own: OwnSimulation) -> OwnBookAnswer:
    """What each line, and all together, come to by the end."""
    totals = _Totals(own)
    lines = [
        _line(own, line, place, totals)
        for line, place in zip(own.book.lines, own.places, strict=True)
    ]
    charged = own.run.ends["charge"][list(own.demand.replaced)].sum(axis=0)
    return OwnBookAnswer(
        book=own.book.source,
        digest=own.book.digest,
        since=own.found.regime.steps.edges[own.demand.first],
        sellers=_sellers(own),
        units=sum(each.quantity for each in own.book.lines if _is_run(own, each)),
        delivered=range_of(totals.delivered),
        revenue_usd=range_of(totals.revenue),
        at_risk_usd=range_of(totals.at_risk),
        charge_usd=range_of(totals.charge),
        charge_for_no_line_usd=range_of(charged - totals.charge),
        lines=lines,
        gates=[_gate(kind, each) for kind, row in own.gates.items() for each in row],
        columns=dict(own.book.columns),
        notes=[*own.book.notes],
    )


def _sellers(own: OwnSimulation) -> list[str]:
    """Whose products the book is the demand for."""
    products = own.found.market.file.products
    return [*dict.fromkeys(products[place].seller for place in own.demand.replaced)]


class _Totals:
    """What the lines come to together, in units and dollars, one for each draw."""

    def __init__(self, own: OwnSimulation) -> None:
        zero = np.zeros(own.found.draws.count)
        self.delivered, self.revenue = zero.copy(), zero.copy()
        self.at_risk, self.charge = zero.copy(), zero.copy()

    def add(self, delivered: Floats, revenue: Floats, at_risk: Floats, charge: Floats) -> None:
        """Add a line."""
        self.delivered += delivered
        self.revenue += revenue
        self.at_risk += at_risk
        self.charge += charge


def _line(own: OwnSimulation, line: OwnLine, place: int | None, totals: _Totals) -> OwnLineAnswer:
    """A line: what it says, and how it fares where it is run."""
    standing = NOT_SOLD if line.product is None else LATE
    said = copied(OwnLineAnswer, line, standing=standing, gate=_state_on(own, line))
    if place is not None:
        return _run(said, own, line, place, totals)
    return _too_late(said, own, line, totals) if _in_last_step(own, line) else said


def _is_run(own: OwnSimulation, line: OwnLine) -> bool:
    """Whether a line is of a product of the market and comes due within the run."""
    edges = own.found.regime.steps.edges
    return line.product is not None and line.due < edges[-1]


def _in_last_step(own: OwnSimulation, line: OwnLine) -> bool:
    """Whether a line comes due in the run, and no step begins any more in which it is ordered."""
    edges = own.found.regime.steps.edges
    return _is_run(own, line) and line.due > edges[-2]


def _too_late(
    said: OwnLineAnswer, own: OwnSimulation, line: OwnLine, totals: _Totals
) -> OwnLineAnswer:
    """A line that comes due in the run's last step: nothing of it is delivered by the end."""
    none = np.zeros(own.found.draws.count)
    at_risk = line.quantity * _price(own, line)
    totals.add(none, none, at_risk, none)
    return replace(
        said,
        standing=RUN,
        delivered=range_of(none),
        cancelled=range_of(none),
        ever=0.0,
        at_risk_usd=range_of(at_risk),
        charge_usd=range_of(none),
    )


def _run(
    said: OwnLineAnswer, own: OwnSimulation, line: OwnLine, place: int, totals: _Totals
) -> OwnLineAnswer:
    """How a line fares, over the draws; and its part of the totals."""
    fates = own.run.fates
    delivered, charge = fates.delivered[place], line.quantity * fates.charge_usd[place]
    value = line.quantity * _price(own, line)
    ever = delivered > _SOME
    days = (line.due - own.found.regime.steps.start).days
    waits = fates.day[place][ever] / delivered[ever] - days
    totals.add(line.quantity * delivered, value * delivered, value * (1 - delivered), charge)
    return replace(
        said,
        standing=RUN,
        delivered=range_of(delivered),
        cancelled=range_of(fates.cancelled[place]),
        wait_days=range_of(waits) if ever.any() else None,
        ever=float(np.mean(ever)),
        at_risk_usd=range_of(value * (1 - delivered)),
        charge_usd=range_of(charge),
    )


def _price(own: OwnSimulation, line: OwnLine) -> Floats:
    """Dollars for one unit: the line's, else the market's prior."""
    if line.price_usd is not None:
        return np.full(own.found.draws.count, line.price_usd)
    products = own.found.market.file.products
    takes = next(each.takes for each in products if each.product == line.product)
    return own.found.draws.values[takes["price_usd"]]


def _state_on(own: OwnSimulation, line: OwnLine) -> str | None:
    """What the law says on the due date; None where it lies outside the run."""
    steps = own.found.regime.steps
    if not steps.start <= line.due <= steps.until:
        return None
    return stretch_on(own.gates[kind_of(line)], line.due).state


def _gate(kind: OwnKind, stretch: GateStretch) -> OwnGate:
    facts, policy = dict(kind.facts), stretch.policy
    own = {"item": kind.item, "product": kind.product, "facts": facts, "review_policy": policy}
    return copied(OwnGate, stretch, **own)
