"""What opened, shut or moved the flows of a product on some days: gates of the law, dated acts.

Belongs here: choosing the acts and stretches of some days. Does not: what they move (equations).
Always true: an act that was not public by the day up to which things are known is left out; a gate
names the measures that impose it, each with its citation and the day on which it was known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ecluse.answers.copied import copied
from ecluse.law.register import Register
from ecluse.simulate.equations import CAP, DESTINATION, FEE, HOLD, LAW, LICENSE, NEWS
from ecluse.simulate.gate import SHUT, GateStretch
from ecluse.simulate.market_file import DestinationAct, PracticeAct, Signal
from ecluse.simulate.why_tree import WhyAct, WhyMeasure
from ecluse.simulate.why_uses import ProductSteps

PROVOKES = "provokes"  # an act of the other side that the destination may answer


def acts_of(kind: str, at: ProductSteps) -> list[WhyAct]:
    """The acts of a kind that reach a product in some steps."""
    return [*_KINDS[kind](kind, at)]


def _gates(_: str, at: ProductSteps) -> Iterator[WhyAct]:
    """What the law says of the product, stretch by stretch."""
    for each in at.regime.stretches:
        meets = each.since <= at.until and each.until >= at.since
        if each.product == at.product and meets:
            yield _gate(each, at)


def _gate(stretch: GateStretch, at: ProductSteps) -> WhyAct:
    place = f"{stretch.destination}/{stretch.headquarters}"
    return copied(
        WhyAct,
        stretch,
        act=f"{stretch.product} {place} {stretch.since}",
        kind=LAW,
        review_policy=stretch.policy,
        measures=tuple(_measure(name, at.law) for name in stretch.measures),
        **_statement(stretch, at),
    )


def _statement(stretch: GateStretch, at: ProductSteps) -> dict[str, str | None]:
    """What the market says where it states a gate."""
    if not stretch.stated:
        return {}
    gate = next(each for each in at.sold.stated_gates if each.since <= stretch.since <= each.until)
    return {"says": gate.note, "source": gate.source, "confidence": gate.confidence}


def _measure(name: str, law: Register) -> WhyMeasure:
    measure = law.measure(name)
    return WhyMeasure(
        measure=measure.measure,
        citation=str(measure.cited),
        url=measure.cited.url,
        known=measure.published,
    )


def _practice(kind: str, at: ProductSteps) -> Iterator[WhyAct]:
    """Acts of an agency that are no law; a license or a hold counts only where one is needed."""
    if kind in (LICENSE, HOLD) and not at.any("licensable"):
        return
    for act in at.market.practice.acts:
        ended = act.until is not None and act.until < at.since
        reaches = at.product in act.products and at.public(act.on)
        if act.kind == kind and reaches and not ended:
            yield _dated(act, kind, act.until)


def _dated(act: PracticeAct | DestinationAct, kind: str, until: date | None) -> WhyAct:
    return WhyAct(act=act.act, kind=kind, since=act.on, until=until, **_said(act))


def _said(act: PracticeAct | DestinationAct | Signal) -> dict[str, Any]:
    """What an act or a signal says, where it was read, and how sure it is."""
    return {"says": act.says, "source": act.source, "confidence": act.confidence}


def _destination(kind: str, at: ProductSteps) -> Iterator[WhyAct]:
    """Acts of the destination that are in force on one of the days, for one group of buyers; of a
    refusal on a drawn day, the acts of the other side that make one likelier.
    """
    if at.by_hazard:
        yield from _provoking(at)
    if at.regime.destination != "acts":
        return
    acts = [act for act in at.market.gates.acts if at.public(act.on)]
    held: set[str] = set()
    for buyer in at.market.buyers:
        toward = [act for act in acts if act.reaches(at.product, buyer)]
        held.update(_in_force(sorted(toward, key=lambda act: act.on), at.since))
    for act in acts:
        if act.act in held:
            yield _dated(act, kind, None)


def _provoking(at: ProductSteps) -> Iterator[WhyAct]:
    """Acts of the other side that the destination may answer: those of its file, and what shuts a
    product here.
    """
    answers = at.market.gates.answers
    names = set() if answers is None else {act.measure for act in answers.acts}
    names |= {name for each in at.regime.stretches if each.state == SHUT for name in each.measures}
    for measure in at.law.measures:
        day = measure.published
        if measure.measure in names and day in at.regime.provoked and at.public(day):
            yield WhyAct(
                act=measure.measure,
                kind=PROVOKES,
                since=day,
                until=None,
                measures=(_measure(measure.measure, at.law),),
            )


def _in_force(acts: Sequence[DestinationAct], since: date) -> list[str]:
    """The names of those acts, in order, that an act before a day has not ended."""
    found: list[str] = []
    for act in acts:
        found = [act.act] if act.lifts and act.on <= since else [*found, act.act]
    return found


def _news(kind: str, at: ProductSteps) -> Iterator[WhyAct]:
    """Public signals that a rule is near, where fear of one moves orders."""
    if not at.in_order_book:
        return
    for signal in at.market.news.signals:
        if at.product in signal.products and at.public(signal.on):
            named, told = signal.signal, _said(signal)
            yield WhyAct(act=named, kind=kind, since=signal.on, until=None, **told)


_KINDS: Mapping[str, Callable[[str, ProductSteps], Iterator[WhyAct]]] = {
    LAW: _gates,
    LICENSE: _practice,
    HOLD: _practice,
    FEE: _practice,
    CAP: _practice,
    DESTINATION: _destination,
    NEWS: _news,
}
