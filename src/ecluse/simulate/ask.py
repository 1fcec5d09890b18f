"""A question about a market, answered: from names to ranges.

Belongs here: putting a market, a law, draws and a run together. Does not: the equations (step), one
side alone (ground), or printing.
Always true: both sides of an effect see the same draws; a scenario that changes nothing in the
market is refused, for its effect is nothing by construction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ecluse.errors import InputError, UnknownNameError, near
from ecluse.law.library import Library
from ecluse.law.register import sharing
from ecluse.simulate.ground import (
    Ground,
    Question,
    SideOfLaw,
    World,
    check_size,
    draws_on,
    ground_of,
    id_of,
    regime_on,
    run_on,
    supply_on,
    touches_nothing,
)
from ecluse.simulate.measure import Conversion, conversions
from ecluse.simulate.prior_file import Prior
from ecluse.simulate.quantiles import Draws, quantile
from ecluse.simulate.read_market import Market
from ecluse.simulate.regime import Regime
from ecluse.simulate.result import Spans
from ecluse.simulate.run import Progress, RunSums, quiet
from ecluse.simulate.spill import Tables
from ecluse.simulate.supply import SupplyCase

__all__ = [
    "Question",
    "SideOfLaw",
    "Simulation",
    "settings_of",
    "simulate",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """A question with everything that was worked out for it, arrays included.

    Args:
        worlds: The side that is told, and the one that it is measured against where there is one.
    """

    ground: Ground
    worlds: tuple[World, ...]
    draws: Draws
    sums: RunSums
    versus: RunSums | None
    worth: Mapping[str, tuple[Conversion, ...]]
    id: str
    supply: SupplyCase | None = None

    @property
    def market(self) -> Market:
        """The market, of the day up to which things are known."""
        return self.ground.market

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.ground.question

    @property
    def spans(self) -> Spans:
        """The periods that are told."""
        return self.ground.spans

    @property
    def sides(self) -> list[RunSums]:
        """The sums of the side that is told, and of the other where there is one."""
        return [self.sums] if self.versus is None else [self.sums, self.versus]

    @property
    def regime(self) -> Regime:
        """That of the side that is told."""
        return self.worlds[0].regime


def simulate(
    market: Market,
    library: Library,
    question: Question | None = None,
    *,
    progress: Progress = quiet,
) -> Simulation:
    """Run a market under one law, or under two with the same draws.

    Raises:
        InputError: A day lies outside the market, or a scenario touches nothing in it.
        ModelError: The books do not close.
    """
    ground = ground_of(market, library, question or Question())
    asked = ground.question
    regimes = _regimes(ground)
    check_size(ground, len(regimes))
    draws = draws_on(ground)
    room = Tables()
    runs = [run_on(ground, each, draws, room=room, progress=progress) for each in regimes]
    return Simulation(
        ground=ground,
        worlds=tuple(World(regime=each, settings=asked.settings) for each in regimes),
        draws=draws,
        sums=runs[0],
        versus=runs[1] if len(runs) > 1 else None,
        worth=conversions(ground.market, library, asked.show),
        id=_id(ground, regimes),
        supply=supply_on(ground, regimes[0]),
    )


def _regimes(ground: Ground) -> list[Regime]:
    """The regimes of both sides, or of the one."""
    asked = ground.question
    sides = [side for side in (asked.scenario, asked.versus) if side is not None]
    record = ground.library.register
    laws = sharing([record, *(side.register or record for side in sides)])[1:]
    regimes = [regime_on(ground, law) for law in laws]
    if laws[0] is not record and regime_on(ground).like(regimes[0]):
        raise touches_nothing(ground.market, str(asked.scenario.name))
    return regimes


def _id(ground: Ground, regimes: Sequence[Regime]) -> str:
    return id_of(
        ground,
        gates=[[str(each) for each in regime.stretches] for regime in regimes],
        public=[regime.public.tolist() for regime in regimes],
        announced=[regime.announced.tolist() for regime in regimes],
        provoked=[[str(day) for day in regime.provoked] for regime in regimes],
    )


def settings_of(pairs: Sequence[str], market: Market, where: str = "set") -> dict[str, float]:
    """`PRIOR=VALUE` pairs; a value such as p50 is a percentile of the prior.

    Raises:
        InputError: One is no pair, or no number.
        UnknownNameError: The market takes no such prior.
    """
    found, priors = {}, market.every_prior
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise InputError(f"'{pair}' is not PRIOR=VALUE", where, "write it as fee=0.25")
        if name not in priors:
            mend = (
                near(name, [*priors])
                or f"`rests_on` of an answer about {market.file.market} lists them"
            )
            raise UnknownNameError(f"no prior is called '{name}'", where, mend)
        found[name] = _value(name, text, priors[name], where)
    return found


def _bound(unit: str, value: float) -> str | None:
    """What is to be done where a value is not one of its unit; None where it is."""
    first = unit.partition(" ")[0]
    if first in ("share", "probability") and value > 1:
        return "a share lies between 0 and 1: 15 % is 0.15"
    if unit == "share of stock a quarter" and value == 1:
        return "give less than 1"
    if first in ("days", "weeks", "ratio", "likelihood") and value == 0:
        return "give more than 0"
    return None


def _value(name: str, text: str, prior: Prior, where: str) -> float:
    at = f"{where} {name}"
    percentile = text[:1] in ("p", "P")
    try:
        value = float(text[1:]) / 100 if percentile else float(text)
    except ValueError:
        value = -1.0
    if not (0 <= value < np.inf) or (percentile and value > 1):
        raise InputError(f"{name} cannot be '{text}'", at, "write it as 0.25 or p50, not below 0")
    if not percentile:
        if (mend := _bound(prior.unit, value)) is not None:
            raise InputError(f"{name} cannot be '{text}' ({prior.unit})", at, mend)
        return value
    return float(quantile(prior.dist, np.array([value]))[0])
