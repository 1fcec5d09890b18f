"""A question about a market, run: its worlds with the same draws, its rows as paired differences.

Belongs here: from a question to its answer. Does not: what the files say (read_question), the
equations (step), or sentences (brief).
Always true: all worlds see the same draws; worlds that differ by priors alone share one reading of
the law; a row of one world against itself is exactly zero.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from ecluse.law.library import Library
from ecluse.law.register import Register
from ecluse.law.scenario import applied, read_scenario
from ecluse.simulate.ask import settings_of
from ecluse.simulate.gate import GateStretch, Steps
from ecluse.simulate.measure import MEASURES, SUPPLY, Conversion, conversions, of_sources
from ecluse.simulate.periods import Period, steps_of
from ecluse.simulate.prior_file import Prior
from ecluse.simulate.quantiles import Draws, Floats, draw
from ecluse.simulate.question_file import QuestionFile, SupposedWorld, ToldRow
from ecluse.simulate.read_market import Market
from ecluse.simulate.read_question import MarketQuestion
from ecluse.simulate.regime import Regime, regime_of
from ecluse.simulate.result import factors_of, values
from ecluse.simulate.run import Progress, RunSums, run
from ecluse.simulate.supply import SupplyCase
from ecluse.simulate.supply_case import groups_of, priors_for, supply_case
from ecluse.simulate.supply_rows import source_values

_ALWAYS = frozenset({"stock", "backlog"})  # kept for whether supply binds


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldRun:
    """One world, run."""

    market: Market
    draws: Draws
    sums: RunSums


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRun:
    """A question with its worlds, arrays included.

    Args:
        asked_on: The first day of the step that holds the day that is asked about.
        stretches: What the law says in the first world.
    """

    question: MarketQuestion
    library: Library
    steps: Steps
    asked_on: date
    worlds: Mapping[str, WorldRun]
    stretches: tuple[GateStretch, ...]
    worth: Mapping[str, tuple[Conversion, ...]]
    count: int
    seed: int
    id: str

    @property
    def counts(self) -> tuple[int, ...]:
        """The places of the products that count."""
        market = self.question.market
        names = self.question.file.products or market.products
        return tuple(market.products.index(name) for name in names)

    def drawn(self, row: ToldRow, measure: str) -> Floats:
        """One measure of a row over the whole run; shape (draws,)."""
        found = self._total(row.world, measure, row.source)
        if row.versus is None:
            return found
        return found - self._total(row.versus, measure, row.source)

    @property
    def priors(self) -> Mapping[str, Prior]:
        """The priors that the answer rests on."""
        return priors_for(self.question.market, measures_of(self.question.file))

    def _total(self, world: str, measure: str, source: str | None) -> Floats:
        period = Period(name="run", since=self.steps.start, until=self.steps.until)
        sums, products = self.worlds[world].sums, self.question.market.products
        if source is not None:
            parts = source_values(measure, period, sums)
            return next(drawn for name, chip, drawn in parts if name == source and chip is None)
        factors = factors_of(measure, products, self.worth)
        return np.asarray(values(measure, sums, period, factors)[list(self.counts)].sum(axis=0))

    def levels(self, name: str) -> Floats:
        """A level of the first world on the day that is asked about; shape (draws,)."""
        sums = self.worlds[self.question.file.worlds[0].world].sums
        return np.asarray(
            sums.levels[name][sums.before(self.asked_on)][list(self.counts)].sum(axis=0)
        )


def run_question(
    question: MarketQuestion,
    library: Library,
    *,
    draws: int = 1000,
    seed: int = 1,
    progress: Progress | None = None,
) -> QuestionRun:
    """Run all worlds of a question.

    Raises:
        ModelError: The books do not close.
    """
    file = question.file
    steps = steps_of(question.market.file, until=file.until)
    asked_on = max(edge for edge in steps.edges[:-1] if edge <= file.on)
    reader = _Worlds(question, library, steps, asked_on)
    worlds = {}
    for done, world in enumerate(file.worlds, 1):
        worlds[world.world] = reader.run(world, draws, seed)
        if progress is not None:
            progress(done, len(file.worlds))
    return QuestionRun(
        question=question,
        library=library,
        steps=steps,
        asked_on=asked_on,
        worlds=worlds,
        stretches=reader.regime(file.worlds[0]).stretches,
        worth=conversions(question.market, library, measures_of(file)),
        count=draws,
        seed=seed,
        id=_id(question, library, draws, seed),
    )


def measures_of(file: QuestionFile) -> tuple[str, ...]:
    """The measures that a question tells, each once."""
    return tuple(dict.fromkeys(measure for row in file.rows for measure in row.measures))


def set_in(world: SupposedWorld, market: Market) -> dict[str, float]:
    """The priors that a world sets, as numbers."""
    return settings_of([f"{name}={text}" for name, text in world.set.items()], market)


class _Worlds:
    """The worlds of a question, run; each law is read once."""

    def __init__(
        self, question: MarketQuestion, library: Library, steps: Steps, asked_on: date
    ) -> None:
        self.question, self.library, self.steps = question, library, steps
        self.told = measures_of(question.file)
        self.days = sorted({steps.start, asked_on, steps.until + timedelta(days=1)})
        kinds = (MEASURES[name] for name in self.told)
        self.names = _ALWAYS | {kind.source for kind in kinds if kind.kind != SUPPLY}
        self.read: dict[Any, Regime] = {}

    def run(self, world: SupposedWorld, count: int, seed: int) -> WorldRun:
        """One world, run."""
        market = self.market_of(world)
        priors, fixed = priors_for(market, self.told), set_in(world, market)
        groups, buyers = groups_of(market), market.buyers
        drawn = draw(priors, groups, buyers, count=count, seed=seed, fixed=fixed)
        sums = run(
            market,
            self.regime(world),
            drawn,
            self.days,
            destination=world.destination,
            names=self.names,
            supply=self.supply(world),
        )
        return WorldRun(market=market, draws=drawn, sums=sums)

    def market_of(self, world: SupposedWorld) -> Market:
        """The market with the edits of a world."""
        market = self.question.market
        acts = [act for act in market.practice.acts if act.act not in world.without]
        gates = [act for act in market.gates.acts if act.act not in world.without]
        return replace(
            market,
            file=replace(market.file, takes={**market.file.takes, **world.takes}),
            practice=replace(market.practice, acts=(*acts, *world.adds)),
            gates=replace(market.gates, acts=tuple(gates)),
        )

    def regime(self, world: SupposedWorld) -> Regime:
        """What may ship in a world."""
        key = (world.scenario, world.destination, world.without, world.adds)
        if key not in self.read:
            self.read[key] = regime_of(
                self.market_of(world),
                self.library,
                self.steps,
                register=self._register(world.scenario),
                destination=world.destination,
            )
        return self.read[key]

    def supply(self, world: SupposedWorld) -> SupplyCase | None:
        """The destination's other sources, where the question tells of them."""
        if not of_sources(self.told):
            return None
        market, place = self.question.market, world.destination
        return supply_case(market, self.library, self.steps, self.told, destination=place)

    def _register(self, scenario: str | None) -> Register | None:
        if scenario is None:
            return None
        return applied(read_scenario(scenario, self.library), self.library.register)


def _id(question: MarketQuestion, library: Library, draws: int, seed: int) -> str:
    """A digest of everything that the numbers depend on."""
    said = [question.digest, library.digest, draws, seed]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def correlations(found: QuestionRun) -> Iterator[tuple[str, float]]:
    """The rank correlation of the main row with each prior that is drawn."""
    file = found.question.file
    row = next(row for row in file.rows if row.row == file.main.row)
    answer = _ranks(found.drawn(row, file.main.measure))
    if not np.ptp(answer):
        return
    first, other = found.worlds[row.world].draws, _of_other_products(found)
    for name, drawn in first.values.items():
        if name in other:
            continue
        rows = np.atleast_2d(drawn)
        found_here = [_correlation(_ranks(each), answer) for each in rows if np.ptp(each) > 0]
        if found_here:
            yield name, max(found_here, key=abs)


def _of_other_products(found: QuestionRun) -> set[str]:
    """Priors that products alone take that do not count: they move with others of their group."""
    file, counts = found.question.market.file, found.counts
    takes = [(place in counts, set(p.takes.values())) for place, p in enumerate(file.products)]
    own = set().union(*(names for counted, names in takes if counted), file.takes.values())
    return set().union(*(names for counted, names in takes if not counted)) - own


def _ranks(drawn: Floats) -> Floats:
    """The rank of each draw; equal ones share their mean rank."""
    _, places, counts = np.unique(drawn, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[places], float)


def _correlation(one: Floats, other: Floats) -> float:
    return float(np.corrcoef(one, other)[0, 1])
