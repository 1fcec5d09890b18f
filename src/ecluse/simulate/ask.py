"""A question about a market, answered: from names to ranges.

Belongs here: putting a market, a law, draws and a run together, and what is said beside the ranges.
Does not: the equations (step), or printing.
Always true: both sides of an effect see the same draws; a scenario that changes nothing in the
market is refused, for its effect is nothing by construction.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import numpy as np

from ecluse.errors import InputError, UnknownNameError, near
from ecluse.law.library import Library
from ecluse.law.register import Register
from ecluse.simulate.gate import Steps
from ecluse.simulate.measure import MEASURES, USUAL, Conversion, conversions
from ecluse.simulate.periods import By, Period, periods_of, steps_of
from ecluse.simulate.quantiles import Draws, draw, quantile
from ecluse.simulate.read_market import Market
from ecluse.simulate.regime import Regime, regime_of
from ecluse.simulate.result import (
    Spans,
)
from ecluse.simulate.run import Progress, RunSums, run
from ecluse.simulate.spill import Tables, check_room

Destination = Literal["acts", "hazard", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideOfLaw:
    """One law of a question: its name, and its measures; the record's where None."""

    name: str | None = None
    register: Register | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a market.

    Args:
        versus: The law that the effect is measured against; None for no effect.
        settings: Priors that are set and not drawn.
        since: The first day that is told; the market's where left out.
    """

    scenario: SideOfLaw = field(default_factory=SideOfLaw)
    versus: SideOfLaw | None = None
    destination: Destination = "acts"
    known: date | None = None
    settings: Mapping[str, float] = field(default_factory=dict)
    draws: int = 1000
    seed: int = 1
    by: By = "quarter"
    show: tuple[str, ...] = USUAL
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """A question with everything that was worked out for it, arrays included."""

    market: Market
    question: Question
    regime: Regime
    draws: Draws
    spans: Spans
    sums: RunSums
    versus: RunSums | None
    worth: Mapping[str, tuple[Conversion, ...]]
    id: str


def simulate(
    market: Market,
    library: Library,
    question: Question | None = None,
    *,
    progress: Progress | None = None,
) -> Simulation:
    """Run a market under one law, or under two with the same draws.

    Raises:
        InputError: A day lies outside the market, or a scenario touches nothing in it.
        ModelError: The books do not close.
    """
    asked = question or Question()
    steps = steps_of(market.file, until=_last(market, asked))
    spans = _spans(market, asked, steps)
    regimes = _regimes(market, library, steps, asked)
    days = _days(spans)
    _check_size(market, asked, len(days), len(regimes))
    draws = _draws(market, asked)
    tables = Tables()
    runs = [_run(market, each, draws, days, asked, tables, progress) for each in regimes]
    return Simulation(
        market=market,
        question=asked,
        regime=regimes[0],
        draws=draws,
        spans=spans,
        sums=runs[0],
        versus=runs[1] if len(runs) > 1 else None,
        worth=conversions(market, library, asked.show),
        id=_id(market, library, asked, regimes),
    )


def _run(
    market: Market,
    regime: Regime,
    draws: Draws,
    days: list[date],
    asked: Question,
    tables: Tables,
    progress: Progress | None,
) -> RunSums:
    """Run one side, and keep what is shown."""
    return run(
        market,
        regime,
        draws,
        days,
        destination=asked.destination,
        names=_kept(asked),
        tables=tables,
        progress=progress,
    )


def _kept(asked: Question) -> frozenset[str]:
    """The flows and levels that the measures shown are made of."""
    return frozenset(MEASURES[name].source for name in asked.show)


def _draws(market: Market, asked: Question) -> Draws:
    return draw(
        market.priors,
        market.groups,
        market.buyers,
        count=asked.draws,
        seed=asked.seed,
        fixed=asked.settings,
    )


def _days(spans: Spans) -> list[date]:
    """The days before whose beginning sums are wanted."""
    periods = [*spans.together, *(period for each in spans.of_product for period in each)]
    return sorted({day for p in periods for day in (p.since, p.until + timedelta(days=1))})


def _regimes(market: Market, library: Library, steps: Steps, asked: Question) -> list[Regime]:
    """The regimes of both sides, or of the one."""
    sides = [side for side in (asked.scenario, asked.versus) if side is not None]
    regimes = [_regime(market, library, steps, asked, side) for side in sides]
    _check_touches(market, library, asked, regimes)
    return regimes


def _regime(
    market: Market, library: Library, steps: Steps, asked: Question, side: SideOfLaw
) -> Regime:
    """The regime of one side."""
    return regime_of(
        market,
        library,
        steps,
        register=side.register,
        known=asked.known,
        destination=asked.destination,
    )


def _check_touches(
    market: Market, library: Library, asked: Question, regimes: Sequence[Regime]
) -> None:
    """Refuse a scenario that changes nothing in a market.

    Raises:
        InputError: What may ship, and what was public, are as on record on every day.
    """
    if asked.scenario.register is None:
        return
    if asked.versus is not None and asked.versus.register is None:
        without = regimes[1]
    else:
        without = _regime(market, library, regimes[0].steps, asked, SideOfLaw())
    if without.like(regimes[0]):
        what = f"the scenario '{asked.scenario.name}' touches nothing in {market.file.market}"
        mend = f"its products are {', '.join(market.products)}; `ecluse scenario` says what it does"
        raise InputError(what, "scenario", mend)


def _last(market: Market, asked: Question) -> date:
    file = market.file
    for day, flag in ((asked.since, "from"), (asked.until, "until")):
        if day is not None and not file.start <= day <= file.until:
            what = f"{day} lies outside the market, {file.start} to {file.until}"
            raise InputError(what, flag, "give a day within it")
    if asked.since and asked.until and asked.until < asked.since:
        raise InputError(f"{asked.until} lies before {asked.since}", "until", "swap the two days")
    return asked.until or file.until


def _spans(market: Market, asked: Question, steps: Steps) -> Spans:
    def of(seller: str) -> tuple[Period, ...]:
        periods = periods_of(market.file, seller, asked.by, steps)
        return tuple(p for p in periods if asked.since is None or p.until >= asked.since)

    return Spans(
        products=market.products,
        of_product=tuple(of(each.seller) for each in market.file.products),
        together=of(market.file.calendar),
    )


def _check_size(market: Market, asked: Question, days: int, sides: int) -> None:
    """Refuse what would not fit."""
    need = len(_kept(asked)) * days * len(market.products) * asked.draws * 8 * sides
    check_room(need, asked.draws)


def _id(market: Market, library: Library, asked: Question, regimes: Sequence[Regime]) -> str:
    """A digest of everything that the numbers depend on."""
    said = {
        "market": market.digest,
        "law": library.digest,
        "gates": [[str(each) for each in regime.stretches] for regime in regimes],
        "public": [regime.public.tolist() for regime in regimes],
        "announced": [regime.announced.tolist() for regime in regimes],
        "destination": asked.destination,
        "provoked": [[str(day) for day in regime.provoked] for regime in regimes],
        "known": str(asked.known),
        "settings": dict(sorted(asked.settings.items())),
        "draws": asked.draws,
        "seed": asked.seed,
        "until": str(regimes[0].steps.until),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def settings_of(pairs: Sequence[str], market: Market, where: str = "set") -> dict[str, float]:
    """`PRIOR=VALUE` pairs; a value such as p50 is a percentile of the prior.

    Raises:
        InputError: One is no pair, or no number.
        UnknownNameError: The market takes no such prior.
    """
    found = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise InputError(f"'{pair}' is not PRIOR=VALUE", where, "write it as fee=0.25")
        if name not in market.priors:
            mend = (
                near(name, [*market.priors])
                or f"`rests_on` of an answer about {market.file.market} lists them"
            )
            raise UnknownNameError(f"no prior is called '{name}'", where, mend)
        found[name] = _value(name, text, market, where)
    return found


def _value(name: str, text: str, market: Market, where: str) -> float:
    at = f"{where} {name}"
    percentile = text[:1] in ("p", "P")
    try:
        value = float(text[1:]) / 100 if percentile else float(text)
    except ValueError:
        value = -1.0
    if not (0 <= value < np.inf) or (percentile and value > 1):
        raise InputError(f"{name} cannot be '{text}'", at, "write it as 0.25 or p50, not below 0")
    if not percentile:
        return value
    return float(quantile(market.priors[name].dist, np.array([value]))[0])
