"""The ground of a question about a market: what all its sides share, and a run of one of them.

Belongs here: what can be asked, the steps and periods of it, and one side run on them. Does not:
which sides a question has (ask, pull), the equations (step).
Always true: all sides on one ground see the same draws, in the same steps.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.law.register import Register
from ecluse.simulate.buyer_rows import check_told
from ecluse.simulate.gate import Steps
from ecluse.simulate.market import as_known
from ecluse.simulate.market_file import Destination, MarketFile
from ecluse.simulate.measure import MEASURES, SUPPLY, USUAL, of_sources
from ecluse.simulate.periods import By, Period, periods_of, steps_of
from ecluse.simulate.quantiles import Draws, Floats, draw
from ecluse.simulate.read_market import Market
from ecluse.simulate.regime import Regime, regime_of
from ecluse.simulate.result import Spans
from ecluse.simulate.run import BUYER_TABLES, Progress, RunSums, quiet, run
from ecluse.simulate.spill import Tables, check_room
from ecluse.simulate.supply import SupplyCase
from ecluse.simulate.supply_case import priors_for, supply_case

MOST_BYTES = 500 * 2**20  # of what is kept in memory of many runs


@dataclass(frozen=True, slots=True, kw_only=True)
class SideOfLaw:
    """One law of a question: its name, and its measures; the record's where None."""

    name: str | None = None
    register: Register | None = None


DRAWS, SEEDS = range(2, 1_000_001), range(2**63)  # that a question may ask for


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a market.

    Args:
        versus: The law that the effect is measured against; None for no effect.
        known: What had been published by this day: law, acts and priors; all of it where None.
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
    """One side of a question: its law, with whether the destination acts, and set priors."""

    regime: Regime
    settings: Mapping[str, float]


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
    """The ground of a question; its market is that of the day up to which things are known.

    Raises:
        InputError: A day lies outside the market, or something cannot be told so.
    """
    check_told(question.show, question.by, by_buyer=question.by_buyer)
    market = as_known(market, question.known)
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


def draws_on(
    ground: Ground,
    settings: Mapping[str, float] | None = None,
    *,
    count: int | None = None,
    given: Mapping[str, Floats] | None = None,
) -> Draws:
    """The draws of a question.

    Args:
        settings: Priors that are set beside those that the question sets, or instead.
        count: Other than the question's.
        given: Uniform numbers in the place of the hypercube's, by the name of the column.

    Raises:
        InputError: A prior that is set moves nothing that is shown.
    """
    market, asked = ground.market, ground.question
    priors, fixed = priors_for(market, asked.show), {**asked.settings, **(settings or {})}
    for name in fixed:
        if name not in priors:
            what = f"'{name}' moves nothing that is shown"
            raise InputError(what, f"set {name}", "show a measure of sources, such as share")
    return draw(
        priors,
        market.every_group,
        market.buyers,
        count=count or asked.draws,
        seed=asked.seed,
        fixed=fixed,
        given=given,
    )


def draws_in(ground: Ground, world: World, base: Draws) -> Draws:
    """The draws of one side: those of the question, unless it sets priors of its own."""
    same = world.settings == ground.question.settings
    return base if same else draws_on(ground, world.settings)


def supply_on(ground: Ground, regime: Regime) -> SupplyCase | None:
    """The destination's other sources, where one of their measures is shown."""
    return supply_case(ground.market, ground.library, regime, ground.question.show)


def run_on(
    ground: Ground,
    regime: Regime,
    draws: Draws,
    *,
    days: Sequence[date] | None = None,
    room: Tables | None = None,
    progress: Progress = quiet,
) -> RunSums:
    """Run one side, and keep what is shown.

    Args:
        days: Other days than those of the periods that are told; then without the destination's
            other sources, and without groups of buyers.
        room: Where the sums of several sides are kept.
    """
    told = days is None
    return run(
        ground.market,
        regime,
        draws,
        ground.days if days is None else days,
        names=_kept(ground.question, by_buyer=told),
        supply=supply_on(ground, regime) if told else None,
        room=room,
        progress=progress,
    )


def _kept(asked: Question, *, by_buyer: bool = True) -> set[str]:
    """The tables of a market that the measures shown are made of."""
    kinds = (MEASURES[name] for name in asked.show)
    names = {kind.source for kind in kinds if kind.kind != SUPPLY}
    return names | {*BUYER_TABLES} if asked.by_buyer and by_buyer else names


def _days(spans: Spans) -> list[date]:
    """The days before whose beginning sums are wanted."""
    periods = [*spans.together, *(period for each in spans.of_product for period in each)]
    return sorted({day for period in periods for day in period.edges})


def _last(market: Market, asked: Question) -> date:
    file = market.file
    for day, flag in ((asked.since, "from"), (asked.until, "until")):
        if day is not None and not file.start <= day <= file.until:
            what = f"{day} lies outside the market, {file.start} to {file.until}"
            raise InputError(what, flag, "give a day within it")
    if asked.since and asked.until and asked.until < asked.since:
        raise InputError(f"{asked.until} lies before {asked.since}", "until", "swap the two days")
    return asked.until or file.until


def periods_told(file: MarketFile, seller: str, asked: Question, steps: Steps) -> list[Period]:
    """The periods of a seller that a question asks for."""
    periods = periods_of(file, seller, asked.by, steps)
    return [p for p in periods if asked.since is None or p.until >= asked.since]


def _spans(market: Market, asked: Question, steps: Steps) -> Spans:
    file = market.file
    return Spans(
        products=market.products,
        of_product=tuple(
            tuple(periods_told(file, each.seller, asked, steps)) for each in file.products
        ),
        together=tuple(periods_told(file, file.calendar, asked, steps)),
    )


def id_of(ground: Ground, **worlds: Any) -> str:
    """A digest of everything that the numbers depend on.

    Args:
        worlds: What the worlds that are run come to.
    """
    asked = ground.question
    said = {
        "market": ground.market.digest,
        "law": ground.library.digest,
        "destination": asked.destination,
        "known": str(asked.known),
        "settings": asked.settings,
        "draws": asked.draws,
        "seed": asked.seed,
        "until": str(ground.steps.until),
        **worlds,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def check_size(ground: Ground, sides: int) -> None:
    """Refuse what would not fit.

    Raises:
        InputError: The sums of so many sides take too much room.
    """
    asked, products, buyers = ground.question, ground.market.products, ground.market.buyers
    each = [len(buyers) if name in BUYER_TABLES else 1 for name in _kept(asked)]
    rows = sum(each) * len(products) + 4 * len(of_sources(asked.show))
    need = rows * len(ground.days) * asked.draws * 8 * sides
    check_room(need, asked.draws)


def check_said_once(pairs: Sequence[str], where: str = "set") -> None:
    """Refuse `PRIOR=VALUE` pairs that set one prior twice.

    Raises:
        InputError: Two do.
    """
    names = [pair.partition("=")[0] for pair in pairs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"'{twice}' is said twice", where, "say it once")


def touches_nothing(market: Market, scenario: str, where: str = "scenario") -> InputError:
    """What is wrong where what may ship, and what was public, are as on record on every day."""
    what = f"the scenario '{scenario}' touches nothing in {market.file.market}"
    mend = f"its products are {', '.join(market.products)}; `ecluse scenario` says what it does"
    return InputError(what, where, mend)
