"""A question about a market, answered: from names to ranges.

Belongs here: putting a market, a law, draws and a run together: one side after another on the same
ground. Does not: the equations (step), or printing.
Always true: all sides of a question see the same draws; what a law says is worked out once; a
scenario that changes nothing in the market is refused, for its effect is nothing by construction.
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
from ecluse.law.register import Register, sharing
from ecluse.simulate.buyer_rows import check_buyers
from ecluse.simulate.gate import Steps
from ecluse.simulate.measure import MEASURES, SUPPLY, USUAL, Conversion, conversions, of_sources
from ecluse.simulate.periods import By, Period, periods_of, steps_of
from ecluse.simulate.prior_file import Prior
from ecluse.simulate.quantiles import Draws, draw, quantile
from ecluse.simulate.read_market import Market
from ecluse.simulate.regime import Regime, regime_of
from ecluse.simulate.result import Spans
from ecluse.simulate.run import BUYER_TABLES, Progress, RunSums, run
from ecluse.simulate.spill import Tables, check_room
from ecluse.simulate.supply import SupplyCase
from ecluse.simulate.supply_case import groups_of, priors_for, supply_case

Destination = Literal["acts", "hazard", "open"]
MOST_BYTES = 500 * 2**20  # of the sums of many runs at once, which stay in memory


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
        by_buyer: Tell what has buyers by group of buyers too.
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
    by_buyer: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One side of a question: its law, whether the destination's acts count, and set priors."""

    regime: Regime
    destination: Destination
    settings: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """A question with everything that was worked out for it, arrays included.

    Args:
        worlds: The side that is told, and the one that it is measured against where there is one.
    """

    market: Market
    question: Question
    regime: Regime
    draws: Draws
    spans: Spans
    sums: RunSums
    versus: RunSums | None
    worth: Mapping[str, tuple[Conversion, ...]]
    id: str
    ground: Ground
    worlds: tuple[World, ...]
    supply: SupplyCase | None = None


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
    ground = ground_of(market, library, question or Question())
    asked = ground.question
    regimes = _regimes(ground)
    check_size(ground, len(regimes))
    draws = draws_on(ground)
    tables = Tables()
    runs = [run_on(ground, each, draws, tables=tables, progress=progress) for each in regimes]
    return Simulation(
        market=market,
        question=asked,
        regime=regimes[0],
        draws=draws,
        spans=ground.spans,
        sums=runs[0],
        versus=runs[1] if len(runs) > 1 else None,
        worth=conversions(market, library, asked.show),
        id=_id(market, library, asked, regimes),
        supply=supply_on(ground, asked.destination),
        ground=ground,
        worlds=tuple(
            World(regime=each, destination=asked.destination, settings=asked.settings)
            for each in regimes
        ),
    )


# ---- one side after another, on the same ground --------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all sides of a question share: market, steps, and the periods that are told.

    Args:
        days: The days before whose beginning sums are wanted.
    """

    market: Market
    library: Library
    question: Question
    steps: Steps
    spans: Spans
    days: tuple[date, ...]


def ground_of(market: Market, library: Library, question: Question) -> Ground:
    """The ground of a question.

    Raises:
        InputError: A day lies outside the market, or what is shown is not told so.
    """
    _check_told(question)
    steps = steps_of(market.file, until=_last(market, question))
    spans = _spans(market, question, steps)
    return Ground(
        market=market,
        library=library,
        question=question,
        steps=steps,
        spans=spans,
        days=tuple(_days(spans)),
    )


def regime_on(
    ground: Ground,
    register: Register | None = None,
    destination: Destination | None = None,
) -> Regime:
    """The regime of a law; what the law says is worked out once.

    Args:
        register: The law; the record's where left out.
        destination: The question's where left out.
    """
    return regime_of(
        ground.market,
        ground.library,
        ground.steps,
        register=register,
        known=ground.question.known,
        destination=destination or ground.question.destination,
    )


def draws_on(ground: Ground, settings: Mapping[str, float] | None = None) -> Draws:
    """The draws of a question.

    Args:
        settings: Priors that are set beside those that the question sets, or instead.

    Raises:
        InputError: A prior is set that nothing shown rests on.
    """
    market, asked = ground.market, ground.question
    priors, fixed = priors_for(market, asked.show), {**asked.settings, **(settings or {})}
    for name in fixed:
        if name not in priors:
            what = f"'{name}' moves nothing that is shown"
            raise InputError(what, f"set {name}", "show a measure of sources, such as share")
    return draw(
        priors,
        groups_of(market),
        market.buyers,
        count=asked.draws,
        seed=asked.seed,
        fixed=fixed,
    )


def run_on(
    ground: Ground,
    regime: Regime,
    draws: Draws,
    *,
    destination: Destination | None = None,
    days: Sequence[date] | None = None,
    tables: Tables | None = None,
    progress: Progress | None = None,
) -> RunSums:
    """Run one side, and keep what is shown.

    Args:
        destination: The question's where left out; the regime's own.
        days: Other days than those of the periods that are told.
        tables: Where the sums find room; in memory of their own where left out.
    """
    world = destination or ground.question.destination
    return run(
        ground.market,
        regime,
        draws,
        ground.days if days is None else days,
        destination=world,
        names=_kept(ground.question),
        by_buyer=ground.question.by_buyer,
        supply=supply_on(ground, world),
        tables=tables,
        progress=progress,
    )


def _kept(asked: Question) -> frozenset[str]:
    """The flows and levels that the measures shown are made of."""
    kinds = (MEASURES[name] for name in asked.show)
    return frozenset(kind.source for kind in kinds if kind.kind != SUPPLY)


def supply_on(ground: Ground, destination: Destination) -> SupplyCase | None:
    """The destination's other sources, where one of their measures is shown."""
    asked = ground.question
    if not of_sources(asked.show):
        return None
    return supply_case(
        ground.market,
        ground.library,
        ground.steps,
        asked.show,
        known=asked.known,
        destination=destination,
    )


def _check_told(asked: Question) -> None:
    """Refuse to tell what has no buyers by buyer, and sources by week.

    Raises:
        InputError: It is asked for.
    """
    if asked.by_buyer:
        check_buyers(asked.show)
    if asked.by == "week" and of_sources(asked.show):
        what = "the other sources are not told by week: nothing of them is known so finely"
        raise InputError(what, "by", "ask for quarters or years")


def _days(spans: Spans) -> list[date]:
    """The days before whose beginning sums are wanted."""
    periods = [*spans.together, *(period for each in spans.of_product for period in each)]
    return sorted({day for p in periods for day in (p.since, p.until + timedelta(days=1))})


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


def touches_nothing(market: Market, scenario: str, where: str = "scenario") -> InputError:
    """What is wrong where what may ship, and what was public, are as on record on every day."""
    what = f"the scenario '{scenario}' touches nothing in {market.file.market}"
    mend = f"its products are {', '.join(market.products)}; `ecluse scenario` says what it does"
    return InputError(what, where, mend)


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


def check_size(ground: Ground, sides: int) -> None:
    """Refuse what would not fit.

    Raises:
        InputError: The sums of so many sides have no room.
    """
    asked, market = ground.question, ground.market
    rows = len(_kept(asked)) * len(market.products) + 4 * len(of_sources(asked.show))
    if asked.by_buyer:
        rows += len(BUYER_TABLES) * len(market.products) * len(market.buyers)
    need = rows * len(ground.days) * asked.draws * 8 * sides
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
    found, priors = {}, priors_for(market, MEASURES)
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
        return value
    return float(quantile(prior.dist, np.array([value]))[0])
