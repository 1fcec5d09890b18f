"""A question about a market, run: its worlds with the same draws, its rows as paired differences.

Belongs here: from a question to its answer. Does not: what the files say (read_question), the
equations (step), or sentences (brief).
Always true: all worlds see the same draws, and what a law says is worked out once (law_gate); a row
of one world against itself is exactly zero.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ecluse.law.library import Library
from ecluse.law.scenario import applied, read_scenario
from ecluse.simulate.ask import settings_of
from ecluse.simulate.gate import Steps
from ecluse.simulate.ground import Ground, Question, draws_on, ground_of, regime_on, run_on
from ecluse.simulate.measure import Worth, conversions
from ecluse.simulate.prior_file import Prior
from ecluse.simulate.quantiles import Draws, Floats
from ecluse.simulate.question_file import QuestionFile, SupposedWorld, ToldRow
from ecluse.simulate.read_market import Market
from ecluse.simulate.read_question import MarketQuestion
from ecluse.simulate.regime import Regime
from ecluse.simulate.result import values, whole_run
from ecluse.simulate.run import Progress, RunSums, quiet
from ecluse.simulate.supply_case import priors_for
from ecluse.simulate.supply_rows import source_values

_ALWAYS = ("stock", "backlog")  # for whether supply binds, which every answer tells


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldRun:
    """One world, run."""

    ground: Ground
    regime: Regime
    draws: Draws
    sums: RunSums


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRun:
    """A question with its worlds, arrays included."""

    question: MarketQuestion
    library: Library
    worlds: Mapping[str, WorldRun]
    worth: Worth
    id: str

    @property
    def first(self) -> WorldRun:
        """The first world: the answer tells what its law says, and whether its supply binds."""
        return self.worlds[self.question.file.worlds[0].world]

    @property
    def asked_on(self) -> date:
        """The first day of the step that holds the day that is asked about."""
        return _asked_on(self.question, self.first.ground.steps)

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
        period, sums = whole_run(self.first.ground.spans), self.worlds[world].sums
        if source is not None:
            parts = source_values(measure, period, sums)
            return next(drawn for name, chip, drawn in parts if name == source and chip is None)
        told = values(measure, sums, period, self.worth)
        return np.asarray(told[list(self.counts)].sum(axis=0))

    def levels(self, name: str) -> Floats:
        """A level of the first world on the day that is asked about; shape (draws,)."""
        sums = self.first.sums
        told = sums.tables[name][sums.before(self.asked_on)]
        return np.asarray(told[list(self.counts)].sum(axis=0))


def run_question(
    question: MarketQuestion,
    library: Library,
    *,
    draws: int = 1000,
    seed: int = 1,
    progress: Progress = quiet,
) -> QuestionRun:
    """Run all worlds of a question.

    Raises:
        ModelError: The books do not close.
    """
    file = question.file
    show = (*measures_of(file), *_ALWAYS)
    asked = Question(show=show, draws=draws, seed=seed, until=file.until)
    worlds = {}
    for done, world in enumerate(file.worlds, 1):
        worlds[world.world] = _run(world, question, library, asked)
        progress(done, len(file.worlds))
    worth = conversions(question.market, library, measures_of(file))
    said = json.dumps([question.digest, library.digest, draws, seed])
    digest = hashlib.sha256(said.encode()).hexdigest()[:16]
    return QuestionRun(question=question, library=library, worlds=worlds, worth=worth, id=digest)


def _asked_on(question: MarketQuestion, steps: Steps) -> date:
    return max(edge for edge in steps.edges[:-1] if edge <= question.file.on)


def measures_of(file: QuestionFile) -> tuple[str, ...]:
    """The measures that a question tells, each once."""
    return tuple(dict.fromkeys(measure for row in file.rows for measure in row.measures))


def set_in(world: SupposedWorld, market: Market) -> dict[str, float]:
    """The priors that a world sets, as numbers."""
    return settings_of([f"{name}={text}" for name, text in world.set.items()], market)


def _run(
    world: SupposedWorld, question: MarketQuestion, library: Library, asked: Question
) -> WorldRun:
    """One world, run, with sums up to the first day, the one that is asked about, and the end."""
    market = _edited(question.market, world)
    settings = set_in(world, market)
    asked = replace(asked, destination=world.destination, settings=settings)
    ground = ground_of(market, library, asked)
    edges, on = ground.steps.edges, _asked_on(question, ground.steps)
    ground = replace(ground, days=tuple(sorted({edges[0], on, edges[-1]})))
    law = library.register
    if world.scenario is not None:
        law = applied(read_scenario(world.scenario, library), law)
    regime, draws = regime_on(ground, law), draws_on(ground)
    return WorldRun(ground=ground, regime=regime, draws=draws, sums=run_on(ground, regime, draws))


def _edited(market: Market, world: SupposedWorld) -> Market:
    """The market with the edits of a world."""
    acts = [act for act in market.practice.acts if act.act not in world.without]
    gates = [act for act in market.gates.acts if act.act not in world.without]
    return replace(
        market,
        file=replace(market.file, takes={**market.file.takes, **world.takes}),
        practice=replace(market.practice, acts=(*acts, *world.adds)),
        gates=replace(market.gates, acts=tuple(gates)),
    )


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
