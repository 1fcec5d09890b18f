"""A market from its first day to its last, under one policy.

Belongs here: the loop over steps, chunks of draws, sums by period. Does not: the equations (step),
quantiles of the sums (result).
Always true: a draw comes out the same to the last bit in a chunk of any size; the books are checked
after every step; a period that begins or ends inside a step takes its share of the step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from ecluse.simulate.inputs import (
    QUARTER,
    Inputs,
    fear_days,
    hazard,
    inputs_of,
    refusal_day,
    willing,
)
from ecluse.simulate.ledger import Ledger, levels
from ecluse.simulate.open_market import Market
from ecluse.simulate.policy import Policy
from ecluse.simulate.quantiles import Draws, Floats
from ecluse.simulate.step import FLOWS, LEVELS, Flows, Moment, State, opening, step

CHUNK = 256  # draws at a time: all arrays of a step then fit the cache
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What came out of a run.

    Args:
        flows: By name, what flowed up to each day of `days`; shape (days, products, draws).
        levels: By name, what was there then.
        by_buyer: Units delivered up to each day; shape (days, products, buyers, draws); None where
            it was not asked for.
        worst: The worst difference of the books, relative to what moved.
    """

    days: tuple[date, ...]
    flows: Mapping[str, Floats]
    levels: Mapping[str, Floats]
    by_buyer: Floats | None
    worst: float

    def before(self, day: date) -> int:
        """The place of the sums before a day begins."""
        return self.days.index(day)

    def after(self, day: date) -> int:
        """The place of the sums when a day is over."""
        return self.days.index(day + timedelta(days=1))


def run(
    market: Market,
    policy: Policy,
    draws: Draws,
    days: Sequence[date],
    *,
    destination: str = "acts",
    by_buyer: bool = False,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Sums:
    """Run a market under a policy.

    Args:
        days: The days before whose beginning sums are wanted, in order.
        destination: `hazard` for a refusal on a day that is drawn; else as the policy has it.
        by_buyer: Keep deliveries by group of buyers too.
        chunk: Draws at a time; the result does not depend on it.
        progress: Told how many draws of how many are done.

    Raises:
        ModelError: The books do not close.
    """
    shape = (len(days), len(market.products), draws.count)
    flows = {name: np.empty(shape) for name in FLOWS}
    held = {name: np.empty(shape) for name in LEVELS}
    each = np.empty((*shape[:2], len(market.buyers), draws.count)) if by_buyer else None
    places = {day: place for place, day in enumerate(days)}
    worst = 0.0
    for begin in range(0, draws.count, chunk):
        part = slice(begin, min(begin + chunk, draws.count))
        inputs = inputs_of(market, draws.part(part.start, part.stop))

        def keep(day: date, totals: Flows, state: State, part: slice = part) -> None:
            if (place := places.get(day)) is None:
                return
            for name, total in totals.items():
                flows[name][place, :, part] = total
            for name, level in levels(state).items():
                held[name][place, :, part] = level
            if each is not None:
                each[place, :, :, part] = state.received

        worst = max(worst, _run_chunk(market, policy, inputs, keep, destination))
        if progress is not None:
            progress(part.stop, draws.count)
    return Sums(days=tuple(days), flows=flows, levels=held, by_buyer=each, worst=worst)


def _run_chunk(
    market: Market,
    policy: Policy,
    inputs: Inputs,
    keep: Callable[[date, Flows, State], None],
    destination: str,
) -> float:
    """Run some draws through all steps; tells `keep` the sums before each step and at the end."""
    state = opening(inputs, policy.shut_at_start[:, None])
    ledger = Ledger(levels(state))
    totals = {name: np.zeros_like(inputs.supply) for name in FLOWS}
    moments = moments_of(market, policy, inputs, destination=destination)
    for first, moment in zip(policy.steps.edges, moments, strict=False):
        keep(first, totals, state)
        flows = step(state, inputs, moment)
        for name in FLOWS:
            totals[name] += flows[name]
        ledger.check(state, inputs, totals)
    keep(policy.steps.edges[-1], totals, state)
    return ledger.worst


def moments_of(
    market: Market, policy: Policy, inputs: Inputs, *, destination: str = "acts"
) -> Iterator[Moment]:
    """What each step is told; what changes on few days is worked out on these days alone."""
    own, edges = inputs.own, policy.steps.edges
    extra = fear_days(market, inputs, policy)
    refused = _refusal(market, policy, inputs) if destination == "hazard" else None
    paces = _paces(market, policy)
    count, fee = inputs.draws.count, own["fee"]
    seen: tuple[object, Floats] = (None, extra)
    taken: tuple[object, Floats] = (None, extra)
    cap = np.zeros_like(inputs.supply)
    for t, (first, end) in enumerate(pairwise(edges)):
        if seen[0] != policy.signals[t]:
            seen = policy.signals[t], hazard(market, inputs, policy.signals[t])
        if taken[0] != policy.band[t]:
            taken = policy.band[t], willing(market, inputs, policy.band[t])
        middle = ((first - edges[0]) + (end - first) / 2).days
        approval = _approval(policy.approval[t], own, count)
        public = policy.public[t][:, None]
        sure = policy.announced[t][:, None] * (1 - own["notice_cut"])
        fear = extra * np.maximum(seen[1], sure)
        days = float((end - first).days)
        capped = policy.cap[t][:, None] > 0
        cap = cap + np.where(capped, own["cap"] * own["home_units"] / QUARTER * days, 0.0)
        free = policy.free[t][..., None]
        due = policy.fee[t][:, None] * fee
        hope = (public + (1 - public) * approval) * (1 + own["fee_passed_on"] * due) ** -own[
            "fee_elasticity"
        ]
        yield Moment(
            days=days,
            grown=inputs.growth ** (middle / QUARTER),
            pace=1 + own["back_loading"] * paces[t][:, None],
            free=free,
            held=policy.held[t][..., None],
            licensable=policy.licensable[t][..., None],
            shut=policy.shut_at_end[t][:, None],
            hope=hope,
            fear=fear,
            willing=taken[1] if refused is None else taken[1] * refused[t],
            approval=approval,
            desk=policy.desk[t][:, None],
            fee=due,
            room=np.where(capped, cap, np.inf) if capped.any() else None,
        )


def _approval(names: Sequence[str | None], own: Mapping[str, Floats], count: int) -> Floats:
    """The approved share of each product, zero where nothing is to be approved."""
    return np.stack([np.zeros(count) if name is None else own[name] for name in names])


def _paces(market: Market, policy: Policy) -> Floats:
    """How far each step lies from the middle of its seller's quarter: -1 at its start, 1 at its
    end; shape (steps, products).
    """
    ends = {s.seller: [q.ends for q in s.quarters] for s in market.file.sellers}
    rows = []
    for first, end in pairwise(policy.steps.edges):
        middle = (first.toordinal() + end.toordinal()) / 2
        rows.append([_phase(middle, ends[p.seller]) for p in market.file.products])
    return np.array(rows)


def _phase(middle: float, ends: Sequence[date]) -> float:
    for before, after in pairwise(ends):
        begin, length = before.toordinal() + 1, (after - before).days
        if begin <= middle < begin + length:
            return 2 * (middle - begin) / length - 1
    return 0.0


def _refusal(market: Market, policy: Policy, inputs: Inputs) -> list[Floats]:
    """What a refusal on a drawn day after the cut-off leaves, for each step."""
    day = refusal_day(inputs)
    band = inputs.draws.values[market.gates.bands[market.gates.refusal]]
    cutoff = market.file.cutoff
    return [
        np.where(day < (end - cutoff).days, band, np.ones_like(band))
        for end in policy.steps.edges[1:]
    ]
