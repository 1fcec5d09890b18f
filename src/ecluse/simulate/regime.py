"""A scenario as arrays: what may ship in each step, what people believed, which acts hold.

Belongs here: from gates and dated acts to shares of steps. Does not: what the law says (gate), or
moving a chip (step).
Always true: an act counts from its day, for the part of a step that is left; an act that was not
public by the day up to which things are known does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

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
from ecluse.simulate.law_gate import law_gate, places_of
from ecluse.simulate.market_file import Buyer, PracticeAct
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.read_market import Market


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A scenario as arrays; the first axis is the step, the second the product.

    The third axis of the gate's arrays is the group of buyers, of length 1 where the law says the
    same of all.

    Args:
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
        stretches: What the law says, for a reader.
    """

    steps: Steps
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
    stretches: tuple[GateStretch, ...]

    @property
    def undetermined(self) -> tuple[GateStretch, ...]:
        """The days on which the engine cannot tell, and what it needs."""
        return tuple(each for each in self.stretches if each.needs)

    def like(self, other: Regime) -> bool:
        """Whether the same may ship under both, and was known to on the same days."""
        arrays = ("free", "held", "licensable", "public", "announced")
        same = self.approval == other.approval and self.provoked == other.provoked
        return same and all(
            np.array_equal(getattr(self, name), getattr(other, name)) for name in arrays
        )


def regime_of(
    market: Market,
    library: Library,
    steps: Steps,
    *,
    register: Register | None = None,
    known: date | None = None,
    destination: str = "acts",
) -> Regime:
    """The arrays of a scenario's law and of the dated acts.

    Args:
        register: The scenario's law; the record's where left out.
        known: Only what was published by this day; everything where left out.
        destination: `acts` for the destination's dated acts, `open` or `hazard` for none of them.
    """
    law = register or library.register
    says = law_gate(market, library, steps, law, known)
    first, places = [row[0] for row in says.stretches], places_of(market)
    return Regime(
        steps=steps,
        public=np.array(says.public)[:, :, _columns(market, places)],
        announced=np.array(says.announced)[:, :, _columns(market, places)],
        stretches=tuple(each for row in says.stretches for part in row for each in part),
        **_shares(market, steps, says.stretches, places),
        **_of_acts(market, steps, says.stretches, places, known),
        band=_bands(market, steps, known, destination),
        provoked=_provoked(market, law, first, known, destination),
    )


def _last_days(steps: Steps) -> list[date]:
    return [edge - timedelta(days=1) for edge in steps.edges[1:]]


def _shares(
    market: Market,
    steps: Steps,
    found: Sequence[Sequence[Sequence[GateStretch]]],
    places: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    """The share of each step that is open, held or shut, by product and group of buyers."""
    columns = _columns(market, places)

    def array(*states: str) -> Floats:
        rows = [[share_of(steps, row[place], states) for place in columns] for row in found]
        return np.ascontiguousarray(np.moveaxis(np.array(rows), 2, 0))

    def shut(day: date) -> Floats:
        return np.stack([shut_on([row[place] for row in found], day) for place in columns], axis=1)

    return {
        "free": array(FREE, HELD),
        "held": array(HELD),
        "licensable": array(SHUT),
        "shut_at_start": shut(steps.start),
        "shut_at_end": np.stack([shut(day).min(axis=1) for day in _last_days(steps)]),
    }


def _columns(market: Market, places: Sequence[tuple[str, str]]) -> list[int]:
    """The place of each group of buyers; one for all of them where there is but one."""
    buyers = [places.index((b.destination, b.headquarters)) for b in market.file.buyers]
    return [0] if len(places) == 1 else buyers


def _of_acts(
    market: Market,
    steps: Steps,
    found: Sequence[Sequence[Sequence[GateStretch]]],
    places: Sequence[tuple[str, str]],
    known: date | None,
) -> dict[str, Any]:
    """What news and the practice of an agency come to in each step."""
    acts = practice_of(market, known)
    columns = [
        [approvals(market, steps, row[place], known, here=place == 0) for row in found]
        for place in _columns(market, places)
    ]
    return {
        "signals": tuple(
            market.news.counts(market.products, min(day, known or day)) for day in _last_days(steps)
        ),
        "approval": tuple(
            tuple(tuple(column[p][t] for column in columns) for p in range(len(found)))
            for t in range(steps.count)
        ),
        "desk": 1 - np.minimum(1.0, _acts(market, steps, acts, "hold")),
        "fee": np.minimum(1.0, _acts(market, steps, acts, "fee")),
        "cap": np.minimum(1.0, _acts(market, steps, acts, "cap")),
    }


# ---- dated acts that are no law ------------------------------------------------------------------


def _acts(market: Market, steps: Steps, acts: Sequence[PracticeAct], kind: str) -> Floats:
    """The share of each step in which an act of a kind holds, by product."""
    total = np.zeros((steps.count, len(market.products)))
    for act in acts:
        if act.kind == kind:
            for name in act.products:
                if name in market.products:
                    total[:, market.products.index(name)] += steps.share(act.on, act.until)
    return total


def practice_of(market: Market, known: date | None) -> list[PracticeAct]:
    """The acts of practice that count where the market is: at the place of its first buyer."""
    first = places_of(market)[0]
    acts = (act for act in market.practice.acts if act.reaches(first))
    return [act for act in acts if known is None or act.on <= known]


def approvals(
    market: Market,
    steps: Steps,
    stretches: Sequence[GateStretch],
    known: date | None,
    *,
    here: bool,
) -> list[str | None]:
    """The parameter of approval of one gate, by step: that of the practice where one is dated, else
    that of the gate's own policy.

    Args:
        here: Whether these shipments are what the market's licenses were given for: to its own
            place, with no other facts. Of licenses elsewhere nothing is known, and none is issued.
    """
    if not here:
        return [None] * steps.count
    product = stretches[0].product
    granted = [
        act.on
        for act in practice_of(market, known)
        if act.kind == "license" and product in act.products
    ]
    return [
        _approval(market, stretch_on(stretches, day), granted=any(on <= day for on in granted))
        for day in _last_days(steps)
    ]


def _approval(market: Market, stretch: GateStretch, *, granted: bool) -> str | None:
    if stretch.state != SHUT:
        return None
    if granted:
        return "approval_practice"
    return market.file.policies.get(str(stretch.policy), "approval_denial")


def _provoked(
    market: Market,
    law: Register,
    first: Sequence[Sequence[GateStretch]],
    known: date | None,
    destination: str,
) -> tuple[date, ...]:
    """Days on which the other side acted: those of the file, and of what shuts a product here."""
    answers = market.gates.answers
    if answers is None or destination != "hazard":
        return ()
    names = {act.measure for act in answers.acts}
    for stretches in first:
        for before, after in pairwise(stretches):
            if after.state == SHUT != before.state:
                names.update(set(after.measures) - set(before.measures))
    days = {m.published for m in law.measures if m.measure in names}
    return tuple(sorted(day for day in days if known is None or day <= known))


def _bands(
    market: Market, steps: Steps, known: date | None, destination: str
) -> tuple[tuple[tuple[frozenset[str], ...], ...], ...]:
    """The kinds of acts in force on the last day of each step, by product and group of buyers."""
    used = destination == "acts"
    acts = sorted(
        (a for a in market.gates.acts if used and (known is None or a.on <= known)),
        key=lambda act: act.on,
    )

    def in_force(product: str, buyer: Buyer, day: date) -> frozenset[str]:
        kinds: set[str] = set()
        for act in acts:
            if act.on > day or product not in act.products:
                continue
            if act.buyers and buyer.buyer not in act.buyers:
                continue
            if act.lifts:
                kinds.clear()
            kinds.add(act.kind)
        return frozenset(kinds)

    return tuple(
        tuple(
            tuple(in_force(product, buyer, day) for buyer in market.file.buyers)
            for product in market.products
        )
        for day in _last_days(steps)
    )
