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
from ecluse.simulate.drawn import DrawnRange, range_of
from ecluse.simulate.gate import GateStretch, stretch_on
from ecluse.simulate.own_book import OwnLine
from ecluse.simulate.own_dues import Fates
from ecluse.simulate.own_orders import OwnKind, OwnSimulation, kind_of
from ecluse.simulate.own_tree import OwnBookAnswer, OwnGate, OwnLineAnswer
from ecluse.simulate.quantiles import Floats

RUN, NOT_SOLD, LATE = "run", "not sold", "late"
_SOME = 1e-9  # of a line: less is a rounding
_TOTALS = ("delivered", "revenue_usd", "at_risk_usd", "charge_usd")


def own_answer(own: OwnSimulation) -> OwnBookAnswer:
    """What each line, and all together, come to by the end."""
    totals = np.zeros((4, own.found.draws.count))
    lines = [
        _line(own, line, place, totals)
        for line, place in zip(own.book.lines, own.places, strict=True)
    ]
    return OwnBookAnswer(
        book=own.book.source,
        digest=own.book.digest,
        since=own.found.regime.steps.edges[own.demand.first],
        sellers=_sellers(own),
        units=sum(each.quantity for each in own.book.lines if _is_run(own, each)),
        **_of_all(own, totals),
        lines=lines,
        gates=[_gate(kind, each) for kind, row in own.gates.items() for each in row],
        columns=dict(own.book.columns),
        notes=[*own.book.notes],
    )


def _sellers(own: OwnSimulation) -> list[str]:
    """Whose products the book is the demand for."""
    products = own.found.market.file.products
    return [*dict.fromkeys(products[place].seller for place in own.demand.replaced)]


def _of_all(own: OwnSimulation, totals: Floats) -> dict[str, DrawnRange]:
    """The ranges of the totals, and of the charge that no line bears."""
    charged = own.found.sums.tables["charge"][-1, list(own.demand.replaced)].sum(axis=0)
    told = {name: range_of(drawn) for name, drawn in zip(_TOTALS, totals, strict=True)}
    return told | {"charge_for_no_line_usd": range_of(charged - totals[-1])}


def _line(own: OwnSimulation, line: OwnLine, place: int | None, totals: Floats) -> OwnLineAnswer:
    """A line: what it says, and how it fares where it is run. In the run's last step no other
    begins in which a line is ordered: of such a line nothing is delivered by the end.
    """
    standing = NOT_SOLD if line.product is None else LATE
    said = copied(OwnLineAnswer, line, standing=standing, gate=_state_on(own, line))
    if place is not None:
        return _run(said, own, own.fates.at(place), totals)
    if _is_run(own, line) and line.due > own.found.regime.steps.edges[-2]:
        return _run(said, own, Fates(*np.zeros((4, own.found.draws.count))), totals)
    return said


def _is_run(own: OwnSimulation, line: OwnLine) -> bool:
    """Whether a line is of a product of the market and comes due within the run."""
    return line.product is not None and line.due < own.found.regime.steps.edges[-1]


def _run(said: OwnLineAnswer, own: OwnSimulation, fates: Fates, totals: Floats) -> OwnLineAnswer:
    """How a line fares, over the draws; its part is added to the totals."""
    delivered, charge = fates.delivered, said.quantity * fates.charge_usd
    value = said.quantity * _price(own, said)
    ever = delivered > _SOME
    days = (said.due - own.found.regime.steps.start).days
    waits = fates.day[ever] / delivered[ever] - days
    at_risk = value * (1 - delivered)
    totals += np.stack([said.quantity * delivered, value * delivered, at_risk, charge])
    return replace(
        said,
        standing=RUN,
        delivered=range_of(delivered),
        cancelled=range_of(fates.cancelled),
        wait_days=range_of(waits) if ever.any() else None,
        ever=float(np.mean(ever)),
        at_risk_usd=range_of(at_risk),
        charge_usd=range_of(charge),
    )


def _price(own: OwnSimulation, line: OwnLineAnswer) -> Floats:
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
