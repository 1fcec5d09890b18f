"""The draws of each target: what a market's run says that a series will be.

Belongs here: the two runs, with the rule and without, and sums over a target's days. Does not: the
equations (step), or marks (score_market).
Always true: both runs see the same draws; a day inside a step takes its share of what moved in it,
so that a score's numbers are those of `ecluse simulate`; what the model does not tell has no draws.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import numpy as np

from ecluse.errors import InputError, raise_all
from ecluse.law.library import Library
from ecluse.law.scenario import Scenario, applied
from ecluse.simulate.gate import Steps
from ecluse.simulate.inputs import QUARTER, inputs_of
from ecluse.simulate.market import earlier, with_rows
from ecluse.simulate.market_file import Destination
from ecluse.simulate.measure import FLOW, MEASURES
from ecluse.simulate.periods import steps_of
from ecluse.simulate.quantiles import Draws, Floats, draw
from ecluse.simulate.read_market import Market
from ecluse.simulate.regime import Regime, regime_of
from ecluse.simulate.run import Progress, RunSums, quiet, run
from ecluse.simulate.supply import chips_made
from ecluse.simulate.target_file import TargetsFile
from ecluse.simulate.targets import Key, ScoreTarget, Targets

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTest:
    """Which world is scored, and how often it is drawn."""

    destination: Destination = "acts"
    draws: int = 1000
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoLaws:
    """What may ship under the law on record, and under the same law without the rule."""

    record: Regime
    no_rule: Regime


def two_laws(
    market: Market, targets: Targets, library: Library, destination: Destination
) -> TwoLaws:
    """The regimes of both runs; the slow part, which every run of a score shares."""
    steps = steps_of(market.file)
    free = applied(_without(targets.file, market), library.register)
    regime = partial(regime_of, market, library, steps, destination=destination)
    return TwoLaws(record=regime(), no_rule=regime(register=free))


def _without(file: TargetsFile, market: Market) -> Scenario:
    """The law without the rule, as a scenario."""
    return Scenario(
        scenario=f"{file.targets} without the rule", says=market.file.says, drops=file.no_rule
    )


def without_hindsight(market: Market) -> Market:
    """The market with what each row of hindsight would have said on the cut-off day.

    Raises:
        InputError, SeveralErrors: A row of hindsight has no fallback.
    """
    files = [(f"priors/{market.file.priors}.yaml", market.priors)]
    if (supply := market.supply) is not None:
        files.append((supply.taken.file, supply.priors))
    mend = "add `fallback:` with what was known by the cut-off, so that both scores stand"
    raise_all(
        [
            InputError(f"the prior '{name}' is hindsight and has no fallback", file, mend)
            for file, priors in files
            for name, prior in priors.items()
            if prior.hindsight and prior.fallback is None
        ]
    )
    return with_rows(market, lambda row: earlier(row) or row if row.hindsight else row)


def drawn_targets(
    market: Market,
    targets: Sequence[ScoreTarget],
    laws: TwoLaws,
    asked: BackTest,
    progress: Progress = quiet,
) -> Mapping[Key, Floats]:
    """The draws of each target in its unit; shape (draws,).

    Raises:
        ModelError: The books of a run do not close.
    """
    priors, groups, count = market.every_prior, market.every_group, asked.draws
    draws = draw(priors, groups, market.buyers, count=count, seed=asked.seed)
    told = [each for each in targets if each.series.adds]
    runs = _BothRuns(market, laws, draws, told, progress)
    found = {each.key: runs.drawn(each) for each in told}
    return found | {each.key: _made(market, each, draws) for each in targets if each.series.made}


def _made(market: Market, target: ScoreTarget, draws: Draws) -> Floats:
    """The draws of what the destination's own maker makes in the days of a target."""
    if market.supply is None:
        raise AssertionError("a target names chips of the market's supply")
    days = Steps(start=target.since, until=target.until)
    chips = chips_made(market.supply, draws, days)
    made = (chips[name] for name in target.series.made)
    return sum(made, np.zeros(draws.count)) / target.unit.times


class _BothRuns:
    """The run under the law on record, and that without the rule where a target tells what it lost,
    with the sums before and after the days of all targets.
    """

    def __init__(
        self,
        market: Market,
        laws: TwoLaws,
        draws: Draws,
        targets: Sequence[ScoreTarget],
        progress: Progress,
    ) -> None:
        self.market, self.draws, self.law = market, draws, laws.record
        series = [each.series for each in targets]
        names = {MEASURES[name].source for each in series for name in (*each.adds, *each.less)}
        edges = sorted({edge for each in targets for edge in self._edges(each)})
        self.record = run(market, self.law, draws, edges, names=names, progress=progress)
        self.no_rule = self.record
        if any(each.lost for each in series):
            self.no_rule = run(market, laws.no_rule, draws, edges, names=names, progress=progress)

    def drawn(self, target: ScoreTarget) -> Floats:
        """The draws of a target in its unit."""
        values = self._sum(target, self.record)
        if target.series.lost:
            values = self._sum(target, self.no_rule) - values
        if target.series.supplied_before:
            values = values + self._before(target)
        return values / target.unit.times

    def _first(self, target: ScoreTarget) -> date:
        """The first day from which flows of a target count."""
        start = self.market.file.start
        return start if target.series.since_start else max(target.since, start)

    def _edges(self, target: ScoreTarget) -> Iterator[date]:
        """The edges of the steps around the first day of a target, and the day after its last."""
        for day in (self._first(target), target.until + _DAY):
            yield from self._around(day)[:2]

    def _around(self, day: date) -> tuple[date, date, float]:
        """The edges of the step that holds a day's beginning, and the share of it that is over."""
        edges = self.law.steps.edges
        place = bisect_right(edges, day) - 1
        first, end = edges[place], edges[min(place + 1, len(edges) - 1)]
        return first, end, (day - first).days / max((end - first).days, 1)

    def _sum(self, target: ScoreTarget, sums: RunSums) -> Floats:
        """What a run has of a target, over its products; flows within its days, levels at their
        end.
        """
        rows = self._rows(target)

        def at(table: Floats, day: date) -> Floats:
            first, end, share = self._around(day)
            before, after = (table[sums.before(edge)][rows] for edge in (first, end))
            return np.asarray((before + (after - before) * share).sum(axis=0))

        def moved(name: str) -> Floats:
            kind = MEASURES[name]
            table = sums.tables[kind.source]
            found = at(table, target.until + _DAY)
            return found - at(table, self._first(target)) if kind.kind == FLOW else found

        less = [-moved(name) for name in target.series.less]
        return np.asarray(sum([*(moved(name) for name in target.series.adds), *less]))

    def _rows(self, target: ScoreTarget) -> list[int]:
        return [self.market.products.index(name) for name in target.series.products]

    def _before(self, target: ScoreTarget) -> Floats:
        """Units of the days of a target before the market's first, at the seller's output that
        leads up to it, of products that were open then.
        """
        inputs = inputs_of(self.market, self.draws)
        days = max((self.market.file.start - target.since).days, 0)
        pace = np.log(inputs.growth) / QUARTER
        steady = np.abs(pace) < 1e-12  # no growth: days as they are
        spread = np.where(steady, days, -np.expm1(-pace * days) / np.where(steady, 1.0, pace))
        opened = (1 - self.law.shut_at_start.min(axis=1))[:, None]
        units = inputs.output * inputs.in_production * spread * opened
        return np.asarray(units[self._rows(target)].sum(axis=0))
