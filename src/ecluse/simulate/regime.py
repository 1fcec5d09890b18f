"""A scenario as arrays: what may ship in each step, what people believed, which acts hold.

Belongs here: from gates and dated acts to shares of steps. Does not: what the law says (gate), or
moving a chip (step).
Always true: an act counts from its day, for the part of a step that is left; an act that was not
public by the day up to which things are known does not count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np

from ecluse.law.library import Library
from ecluse.law.register import Register
from ecluse.simulate.gate import (
    FREE,
    HELD,
    SHUT,
    GateStretch,
    Steps,
    share_of,
    shut_on,
    stretch_on,
)
from ecluse.simulate.law_gate import LawGate, law_gate, places_of
from ecluse.simulate.market_file import Destination, DestinationAct, PracticeAct
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.read_market import Market

# What the law says of a flow, and whether the market's licenses may cover it: at its own place.
Gate: TypeAlias = tuple[tuple[GateStretch, ...], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A scenario as arrays; the first axis is the step, the second the product.

    The third axis of the gate's arrays is the group of buyers, of length 1 where the law says the
    same of all.

    Args:
        acts: What is dated and no law, the steps, and the day up to which things are known.
        free: Share of the step in which it may ship without a license that is to be applied for.
        held: Of that, the share in which it goes under a license that is held.
        licensable: Share in which a license is required and none is held.
        shut_at_start: 1 where the flow is shut on the first day; shape (products, buyers or 1).
        shut_at_end: 1 where it is shut to all buyers on the step's last day; shape
            (steps, products).
        approval: The parameter that says how much of what is applied for is approved, by step,
            product and group of buyers; None where nothing needs a license, or nothing is known of
            licenses there.
        desk: Share of the step in which licenses are decided.
        fee: Share of the step in which a fee is due on what is sold under a license.
        cap: Share of the step in which a cap holds.
        announced: Share of the step in which a rule is public that will shut what is open.
        public: Share of the step in which buyers take it that it may ship.
        signals: How many signals of each kind were public before the step's middle.
        band: For each step, the kinds of acts of the destination in force, by product and buyer.
        provoked: Days on which the other side acted, where the destination answers by hazard.
        gates: What the law says.
    """

    acts: DatedActs
    free: Floats
    held: Floats
    licensable: Floats
    shut_at_start: Floats
    shut_at_end: Floats
    approval: tuple[tuple[tuple[str | None, ...], ...], ...]
    desk: Floats
    fee: Floats
    cap: Floats
    announced: Floats
    public: Floats
    signals: tuple[tuple[tuple[int, ...], ...], ...]
    band: tuple[tuple[tuple[frozenset[str], ...], ...], ...]
    provoked: tuple[date, ...]
    gates: tuple[tuple[Gate, ...], ...]

    @property
    def steps(self) -> Steps:
        """The days of a run, cut into steps."""
        return self.acts.steps

    @property
    def destination(self) -> Destination:
        """Whether the destination's dated acts count, or a refusal on a drawn day."""
        return self.acts.destination

    @property
    def stretches(self) -> tuple[GateStretch, ...]:
        """What the law says, for a reader."""
        return tuple(each for row in self.gates for gate, _ in dict.fromkeys(row) for each in gate)

    @property
    def undetermined(self) -> tuple[GateStretch, ...]:
        """The days on which the engine cannot tell, and what it needs."""
        return tuple(each for each in self.stretches if each.needs)

    def like(self, other: Regime) -> bool:
        """Whether the same may ship under both, and was known to on the same days."""
        return self.digest == other.digest and self.provoked == other.provoked

    @property
    def digest(self) -> str:
        """A digest of what a law comes to in each step."""
        arrays = (self.free, self.held, self.licensable, self.public, self.announced)
        told = b"".join(array.tobytes() for array in arrays) + repr(self.approval).encode()
        return hashlib.sha256(told).hexdigest()


def regime_of(
    market: Market,
    library: Library,
    steps: Steps,
    *,
    register: Register | None = None,
    known: date | None = None,
    destination: Destination = "acts",
) -> Regime:
    """The arrays of a scenario's law and of the dated acts.

    Args:
        register: The scenario's law; the record's where left out.
        known: Only what was published by this day; everything where left out.
    """
    law = register or library.register
    says = law_gate(market, library, steps, law, known)
    acts = DatedActs(market=market, steps=steps, known=known, destination=destination)
    return Regime(
        acts=acts,
        **_of_law(says, acts),
        desk=1 - acts.share("hold"),
        fee=acts.share("fee"),
        cap=acts.share("cap"),
        signals=acts.signals(),
        band=acts.bands(),
        provoked=acts.provoked(law, [row[0] for row in says.stretches]),
    )


def _columns(market: Market) -> list[int]:
    """The place of each group of buyers; one for all of them where there is but one."""
    places = places_of(market)
    buyers = [places.index(each.place) for each in market.file.buyers]
    return [0] if len(places) == 1 else buyers


def _of_law(says: LawGate, acts: DatedActs) -> dict[str, Any]:
    """What the law says, and what was public of it, by product and group of buyers."""
    columns, days = _columns(acts.market), acts.steps.last_days
    gates = tuple(tuple((row[at], at == 0) for at in columns) for row in says.stretches)
    return {
        "gates": gates,
        "public": np.array(says.public)[:, :, columns],
        "announced": np.array(says.announced)[:, :, columns],
        "shut_at_start": _shut(gates, acts.steps.start),
        "shut_at_end": np.array([_shut(gates, day).min(axis=1) for day in days]),
        **of_gates(gates, acts),
    }


def of_gates(gates: Sequence[Sequence[Gate]], acts: DatedActs) -> dict[str, Any]:
    """What gates come to in each step, and what says how much of what they shut is approved.

    Args:
        gates: By product and column.
    """
    share, approvals = cache(partial(share_of, acts.steps)), cache(acts.approvals)

    def array(*states: str) -> Floats:
        rows = [[share(gate, states) for gate, _ in row] for row in gates]
        return np.ascontiguousarray(np.moveaxis(np.array(rows), 2, 0))

    named = [[approvals(gate, here=here) for gate, here in row] for row in gates]
    return {
        "free": array(FREE, HELD),
        "held": array(HELD),
        "licensable": array(SHUT),
        "approval": tuple(zip(*(zip(*row, strict=True) for row in named), strict=True)),
    }


def _shut(gates: Sequence[Sequence[Gate]], day: date) -> Floats:
    """1 where a flow is shut on a day."""
    return np.array([shut_on([gate for gate, _ in row], day) for row in gates])


# ---- dated acts that are no law ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedActs:
    """The acts of a market that are no law, as they count in each step of a run.

    Args:
        known: Only what was published by this day counts; everything where None.
        destination: `acts` for the destination's dated acts, `open` or `hazard` for none of them.
    """

    market: Market
    steps: Steps
    known: date | None
    destination: Destination

    def public(self, on: date) -> bool:
        """Whether what was published on a day counts."""
        return self.known is None or on <= self.known

    def practice(self, kind: str) -> list[PracticeAct]:
        """The acts of practice of a kind that count where the market is: at the place of its first
        buyer.
        """
        here = places_of(self.market)[0]
        acts = [act for act in self.market.practice.acts if act.kind == kind]
        return [act for act in acts if act.reaches(here) and self.public(act.on)]

    def share(self, kind: str) -> Floats:
        """The share of each step in which an act of practice of a kind holds, by product."""
        total = np.zeros((self.steps.count, len(self.market.products)))
        for act in self.practice(kind):
            reached = [name in act.products for name in self.market.products]
            total[:, reached] += self.steps.share(act.on, act.until)[:, None]
        return np.minimum(1.0, total)

    def approvals(self, stretches: Sequence[GateStretch], *, here: bool) -> list[str | None]:
        """The parameter of approval of one gate, by step: that of the practice where one is dated,
        else that of the gate's own policy.

        Args:
            here: Whether these shipments are what the market's licenses were given for: to its own
                place, with no other facts. Of licenses elsewhere nothing is known, and none is
                issued.
        """
        product = stretches[0].product
        granted = [act.on for act in self.practice("license") if product in act.products]

        def on(day: date) -> str | None:
            stretch = stretch_on(stretches, day)
            if not here or stretch.state != SHUT:
                return None
            if any(first <= day for first in granted):
                return "approval_practice"
            return self.market.file.policies.get(str(stretch.policy), "approval_denial")

        return [on(day) for day in self.steps.last_days]

    def signals(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """How many signals of each kind were public by the end of each step, by product."""
        news, products = self.market.news, self.market.products
        return tuple(
            news.counts(products, min(day, self.known or day)) for day in self.steps.last_days
        )

    def bands(self) -> tuple[tuple[tuple[frozenset[str], ...], ...], ...]:
        """The kinds of acts of the destination in force on the last day of each step, by product
        and group of buyers.
        """
        used = [act for act in self.market.gates.acts if self.public(act.on)]
        acts = sorted(used, key=lambda act: act.on) if self.destination == "acts" else []
        reach = [
            [[act for act in acts if act.reaches(product, buyer)] for buyer in self.market.buyers]
            for product in self.market.products
        ]
        return tuple(
            tuple(tuple(_kinds(own, day) for own in row) for row in reach)
            for day in self.steps.last_days
        )

    def provoked(self, law: Register, gates: Sequence[Sequence[GateStretch]]) -> tuple[date, ...]:
        """Days on which the other side acted, where the destination answers by hazard: those of the
        file, and of what shuts a product here.
        """
        answers = self.market.gates.answers
        if answers is None or self.destination != "hazard":
            return ()
        names = {act.measure for act in answers.acts}
        for before, after in (pair for stretches in gates for pair in pairwise(stretches)):
            if after.state == SHUT != before.state:
                names.update(set(after.measures) - set(before.measures))
        days = {m.published for m in law.measures if m.measure in names}
        return tuple(sorted(filter(self.public, days)))


def _kinds(acts: Sequence[DestinationAct], day: date) -> frozenset[str]:
    """The kinds of those acts, in order, that are in force on a day."""
    kinds: frozenset[str] = frozenset()
    for act in acts:
        if act.on <= day:
            kinds = frozenset() if act.lifts else kinds
            kinds |= {act.kind}
    return kinds
