"""The dated acts that move a market, as an answer tells them.

Belongs here: which days the law opened or shut a product on, what an agency and a destination did.
Does not: what an act does to a flow (regime, moment).
Always true: an act that the run did not use is not told: one outside its days, one that was not
public by the day up to which things are known, an act of the destination where those do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from ecluse.answers.copied import copied
from ecluse.determine.wording import policy
from ecluse.simulate.ask import Simulation
from ecluse.simulate.gate import GateStretch
from ecluse.simulate.market_file import DestinationAct, PracticeAct
from ecluse.simulate.result import MarketAct
from ecluse.words.say import french, say

LAW, PRACTICE, DESTINATION = "law", "practice", "destination"
_ORDER = (LAW, PRACTICE, DESTINATION)


def acts_of(found: Simulation, lang: str) -> list[MarketAct]:
    """All acts that a run used, in the order of their days."""
    market, asked, steps = found.market, found.question, found.regime.steps
    products = set(market.products)
    acts = [*_of_law(found, lang), *(_of_practice(act, lang) for act in market.practice.acts)]
    if found.regime.destination == "acts":
        acts += [_of_destination(act, lang) for act in market.gates.acts]
    used = [
        act
        for act in acts
        if products.intersection(act.products)
        and steps.start <= act.on <= steps.until
        and (asked.known is None or act.by == LAW or act.on <= asked.known)
    ]
    return sorted(used, key=lambda act: (act.on, _ORDER.index(act.by), act.act))


def _of_law(found: Simulation, lang: str) -> Iterator[MarketAct]:
    """The days on which the law says something else of a product, those of one kind together."""
    groups: dict[tuple[date, str, str | None], list[tuple[GateStretch, GateStretch]]] = {}
    for before, after in pairwise(found.regime.stretches):
        same = (before.product, before.destination, before.headquarters) == (
            *(after.product, after.destination, after.headquarters),
        )
        if same and (before.state, before.policy) != (after.state, after.policy):
            groups.setdefault((after.since, after.state, after.policy), []).append((before, after))
    for (day, state, review), pairs in groups.items():
        told = say(f"simulate.{state}", lang)
        says = told if review is None else f"{told}, {policy(review, lang)}"
        yield _law_act(day, state, says, pairs)


def _law_act(
    day: date, state: str, says: str, pairs: Sequence[tuple[GateStretch, GateStretch]]
) -> MarketAct:
    """What the law says of some products from a day on, and said before."""
    return MarketAct(
        act=f"{LAW}-{day.isoformat()}-{state}",
        on=day,
        until=None,
        by=LAW,
        kind=state if any(one.state != other.state for one, other in pairs) else "review",
        products=list(dict.fromkeys(after.product for _, after in pairs)),
        buyers=[],
        says=says,
        source="",
        measures=list(dict.fromkeys(name for pair in pairs for name in _new(*pair))),
    )


def _new(before: GateStretch, after: GateStretch) -> list[str]:
    """The measures that say it, those alone that did not say it before where there are any."""
    new = [name for name in after.measures if name not in before.measures]
    return new or list(after.measures or before.measures)


def _said(act: PracticeAct | DestinationAct, lang: str) -> str:
    """What an act says, in a language that its file has."""
    return french(act.fr) if lang == "fr" and act.fr else act.says


def _of_practice(act: PracticeAct, lang: str) -> MarketAct:
    return copied(
        MarketAct,
        act,
        by=PRACTICE,
        products=list(act.products),
        buyers=[],
        says=_said(act, lang),
        measures=[act.measure] if act.measure else [],
    )


def _of_destination(act: DestinationAct, lang: str) -> MarketAct:
    return copied(
        MarketAct,
        act,
        until=None,
        by=DESTINATION,
        products=list(act.products),
        buyers=list(act.buyers),
        says=_said(act, lang),
        measures=[],
    )
