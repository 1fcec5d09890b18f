"""What each step is told: shares of days from the law, beliefs and bands from the draws.

Belongs here: joining a regime with draws, step by step. Does not: what a step does with it (step).
Always true: what changes on few days is worked out on these days alone; nothing here looks at the
state of the market; the mean rate of refusals over the time in which they were counted is the one
of the prior, however much it rises after an act, and the day comes of one uniform number of the
draw, so that a scenario with one act less is never refused earlier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from ecluse.simulate.inputs import QUARTER, YEAR, Inputs, fear_days, hazard, willing
from ecluse.simulate.market_file import AnswersToActs
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.read_market import Market
from ecluse.simulate.regime import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a step is told: days, shares of the step, and what people believe.

    Args:
        days: The length of the step.
        grown: Supply and need over those of the first day; shape (products, draws).
        pace: How fast the seller ships against his mean, which ends of quarters raise.
        free: Share of the step that is open, under a license that is held included; shape
            (products, buyers or 1, 1), as held and licensable.
        shut: 1 where the flow is shut at the end of the step; shape (products, 1).
        hope: Share of orders that buyers place; shape (products, buyers or 1, draws).
        fear: Days of cover that fear adds; shape (products, buyers or 1, draws).
        willing: Share that the destination's acts leave; shape (products, buyers, draws).
        approval: Share of what is applied for that is approved; shape (products, buyers or 1,
            draws).
        desk: Share of the step in which licenses are decided; shape (products, 1).
        fee: The fee on sales under a license, as a share; shape (products, draws).
        room: Units that a cap leaves for the run so far; None where no cap holds.
    """

    days: float
    grown: Floats
    pace: Floats
    free: Floats
    held: Floats
    licensable: Floats
    shut: Floats
    hope: Floats
    fear: Floats
    willing: Floats
    approval: Floats
    desk: Floats
    fee: Floats
    room: Floats | None


def moments_of(regime: Regime, inputs: Inputs) -> Iterator[Moment]:
    """What each step of a run is told, in order."""
    growth = np.log(inputs.growth) / QUARTER
    paces = _paces(inputs.market, regime)[..., None] * inputs.own["back_loading"]
    starts = regime.steps.edges[0]
    changing = zip(
        _fears(regime, inputs),
        _bands(regime, inputs),
        rooms_of(regime, inputs),
        pairwise(regime.steps.edges),
        strict=True,
    )
    for t, (fear, band, room, (first, end)) in enumerate(changing):
        days = (end - first).days
        middle = (first - starts).days + days / 2
        yield Moment(
            days=float(days),
            grown=np.exp(growth * middle),
            pace=1 + paces[t],
            **_of_law(regime, t),
            **_of_practice(regime, t, inputs),
            fear=fear,
            willing=band,
            room=room,
        )


def _of_law(regime: Regime, t: int) -> dict[str, Floats]:
    """The shares of a step, with an axis for the draws."""
    shares = {"free": regime.free, "held": regime.held, "licensable": regime.licensable}
    shares |= {"shut": regime.shut_at_end, "desk": regime.desk}
    return {name: array[t][..., None] for name, array in shares.items()}


def _of_practice(regime: Regime, t: int, inputs: Inputs) -> dict[str, Floats]:
    """What may be approved, the fee that is due, and the orders that buyers place under both."""
    own = inputs.own
    approval = _approval(regime.approval[t], own, inputs.draws.count)
    due = regime.fee[t][:, None] * own["fee"]
    hope = _hope(regime.public[t][..., None], approval, due[:, None], own)
    return {"approval": approval, "fee": due, "hope": hope}


def _approval(
    names: Sequence[Sequence[str | None]], own: Mapping[str, Floats], count: int
) -> Floats:
    """The approved share of each product and group, zero where nothing is to be approved."""
    none = np.zeros(count)
    return np.array([[none if name is None else own[name] for name in row] for row in names])


def _hope(public: Floats, approval: Floats, due: Floats, own: Mapping[str, Floats]) -> Floats:
    """The share of orders that buyers place: what is open to their knowledge, or may be licensed,
    less what the part of a fee that they bear drives off.
    """
    hope = public + (1 - public) * approval
    if due.any():
        hope = hope * (1 + own["fee_passed_on"] * due) ** -own["fee_elasticity"]
    return hope


def _fears(regime: Regime, inputs: Inputs) -> Iterator[Floats]:
    """The days of cover that fear adds in each step: the hazard, or an announced rule that may
    still be changed.
    """
    certain = fear_days(inputs)
    seen: tuple[object, Floats] = (None, certain)
    for signals, announced in zip(regime.signals, regime.announced, strict=True):
        if seen[0] != signals:
            seen = signals, (certain * hazard(inputs, signals))[:, None]
        sure = announced[..., None] * (1 - inputs.own["notice_cut"])
        yield np.maximum(seen[1], certain[:, None] * sure) if announced.any() else seen[1]


def _bands(regime: Regime, inputs: Inputs) -> Iterator[Floats]:
    """What the destination leaves in each step."""
    after = refused(regime, inputs) if regime.destination == "hazard" else None
    seen: tuple[object, Floats] = (None, inputs.need)
    for t, kinds in enumerate(regime.band):
        if seen[0] != kinds:
            seen = kinds, willing(inputs, kinds)
        yield seen[1] if after is None else seen[1] * after[t]


def rooms_of(regime: Regime, inputs: Inputs) -> Iterator[Floats | None]:
    """What a cap allows up to each step: a share of what the seller's home takes meanwhile."""
    share_of_home = inputs.own["cap"]
    allowed = np.zeros_like(inputs.supply) + share_of_home * inputs.own["home_before"]
    daily = share_of_home * inputs.own["home_units"] / QUARTER
    for share, (first, end) in zip(regime.cap, pairwise(regime.steps.edges), strict=True):
        if not share.any():
            yield None
            continue
        capped = share[:, None] > 0
        allowed = allowed + np.where(capped, daily * ((end - first).days * share[:, None]), 0.0)
        yield np.where(capped, allowed, np.inf)


def _paces(market: Market, regime: Regime) -> Floats:
    """How far each step lies from the middle of its seller's quarter: -1 at its start, 1 at its
    end; shape (steps, products).
    """
    ends = {s.seller: [q.ends for q in s.quarters] for s in market.file.sellers}
    rows = []
    for first, end in pairwise(regime.steps.edges):
        middle = (first.toordinal() + end.toordinal()) / 2
        rows.append([_phase(middle, ends[p.seller]) for p in market.file.products])
    return np.array(rows)


def _phase(middle: float, ends: Sequence[date]) -> float:
    for before, after in pairwise(ends):
        begin, length = before.toordinal() + 1, (after - before).days
        if begin <= middle < begin + length:
            return 2 * (middle - begin) / length - 1
    return 0.0


# ---- a refusal on a drawn day, where the destination's acts are not given ------------------------


def refused(regime: Regime, inputs: Inputs) -> list[Floats]:
    """What a refusal after the cut-off leaves of orders, for each step; shape (draws,)."""
    gates, cutoff = inputs.market.gates, inputs.market.file.cutoff
    band = inputs.draws.values[gates.bands[gates.refusal]]
    # A refusal comes when as many were to be expected.
    due = -np.log1p(-inputs.own["refusal_clock"])
    rate = inputs.own["refusals_per_year"] / YEAR
    expected = [rate * max((end - cutoff).days, 0) for end in regime.steps.edges[1:]]
    if gates.answers is not None:
        expected = _raised_rate(gates.answers, regime, inputs, rate, cutoff)
    return [np.where(due < count, band, 1.0) for count in expected]


def _raised_rate(
    answers: AnswersToActs, regime: Regime, inputs: Inputs, rate: Floats, cutoff: date
) -> list[Floats]:
    """Refusals to be expected from the cut-off to the end of each step."""
    more = inputs.draws.values[answers.factor] - 1
    window = inputs.draws.values[answers.days]
    counted = (answers.until - answers.since).days
    high = raised([act.on for act in answers.acts], window, answers.since, answers.until)
    quiet = rate * counted / (counted + more * high)
    return [
        quiet * (max((end - cutoff).days, 0) + more * raised(regime.provoked, window, cutoff, end))
        for end in regime.steps.edges[1:]
    ]


def raised(acts: Sequence[date], window: Floats, since: date, until: date) -> Floats:
    """Days between two days that lie within `window` days after some act; shape (draws,).

    Args:
        acts: In order.

    >>> raised([date(2025, 1, 1), date(2025, 1, 6)], np.array([10.0]), date(2025, 1, 4), date.max)
    array([12.])
    """
    found = np.zeros_like(window)
    begin, end = since.toordinal(), until.toordinal()
    following = [*(act.toordinal() for act in acts[1:]), date.max.toordinal()]
    for act, other in zip(acts, following, strict=False):
        last = np.minimum(np.minimum(act.toordinal() + window, other), end)
        found += np.maximum(last - max(act.toordinal(), begin), 0)
    return found
