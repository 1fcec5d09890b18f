"""Which prior moves an answer most: Sobol indices, by SALib.

Belongs here: which columns of uniform numbers are sampled, the runs, and the indices. Does not: the
quantile functions (quantiles), printing.
Always true: a prior that the runs do not use has exactly zero; the same seed gives the same
numbers; SALib is imported only when this is asked for.

The indices are shares of a variance among inputs that do not depend on each other. Rows of one
group do: so what is sampled is each row's own column and the column that its group shares, before
the two are joined. The shared column stands as an input of its own, called `group NAME`. A prior
that is drawn for each buyer is one input, whose columns are exchanged together.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from ecluse.errors import InputError, UnknownNameError, offered
from ecluse.simulate.ask import Simulation
from ecluse.simulate.ground import MOST_BYTES, World, draws_on, run_on
from ecluse.simulate.measure import conversions, measures_named, single
from ecluse.simulate.periods import Period
from ecluse.simulate.quantiles import Floats, column_name, group_column
from ecluse.simulate.result import WHOLE, PriorShare, totals, whole_run
from ecluse.simulate.run import Progress, quiet

_LEAST = 16  # points below which the intervals say nothing
_RESAMPLES = 200  # of the bootstrap that the intervals come from


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityPlan:
    """What is to be run.

    Args:
        inputs: The columns of uniform numbers of each input, which are exchanged together.
        base: Points of the sample; a power of two.
        measures: What the indices are of, in one period.
    """

    inputs: Mapping[str, tuple[str, ...]]
    base: int
    measures: tuple[str, ...]
    period: Period

    @property
    def runs(self) -> int:
        """Draws of each side."""
        return self.base * (len(self.inputs) + 2)


def plan_sensitivity(
    found: Simulation, of: str | None = None, where: str = "of"
) -> SensitivityPlan:
    """What the indices of an answer take.

    The sample has as many points as the largest power of two up to the answer's draws, or as
    memory allows.

    Args:
        of: MEASURE@PERIOD; all measures shown, over the whole run, where left out.

    Raises:
        InputError: Nothing is drawn, or too little.
        UnknownNameError: There is no such measure or period.
    """
    measures, period = found.question.show, whole_run(found.spans)
    if of is not None:
        measures, period = _named(of, found, where)
    measures = single(measures, where if of is not None else "show")
    inputs = _inputs(found)
    if not inputs or found.question.draws < _LEAST:
        what = f"{len(inputs)} priors are drawn, {found.question.draws} times"
        raise InputError(f"{what}: too few to say which moves the answer", "draws", "draw more")
    columns = sum(len(each) for each in inputs.values())
    room = MOST_BYTES // (8 * 4 * columns * (len(inputs) + 2))
    base = 1 << min(found.question.draws, room).bit_length() - 1
    return SensitivityPlan(inputs=inputs, base=base, measures=measures, period=period)


def _named(of: str, found: Simulation, where: str) -> tuple[tuple[str, ...], Period]:
    measure, _, name = of.partition("@")
    periods = {each.name: each for each in (whole_run(found.spans), *found.spans.together)}
    if (name or WHOLE) not in periods:
        mend = offered(name, [*periods])
        raise UnknownNameError(f"no period is called '{name}'", where, mend)
    return measures_named([measure], where), periods[name or WHOLE]


def _inputs(found: Simulation) -> dict[str, tuple[str, ...]]:
    """The inputs that are drawn on some side, and their columns."""
    market = found.market
    names = [
        name
        for name, prior in market.priors.items()
        if prior.dist.fixed is None and not all(name in world.settings for world in found.worlds)
    ]
    inputs = {name: _columns(found, name) for name in names}
    groups = dict.fromkeys(market.priors[name].group for name in names)
    return inputs | {f"group {each}": (group_column(each),) for each in groups if each is not None}


def _columns(found: Simulation, name: str) -> tuple[str, ...]:
    by_buyer = found.market.priors[name].per == "buyer"
    return tuple(column_name(name, each) for each in (found.market.buyers if by_buyer else ("",)))


def prior_shares(
    found: Simulation, planned: SensitivityPlan | None = None, *, progress: Progress = quiet
) -> list[PriorShare]:
    """How much of the spread of an answer each prior makes, those that make most first.

    Where the answer is measured against another side, it is the spread of the paired difference.
    A measure that does not vary has no rows.

    Args:
        progress: Told how many runs of how many are done.

    Raises:
        ModuleNotFoundError: SALib is not installed.
    """
    planned = planned or plan_sensitivity(found)
    problem = _problem(planned)
    seed = found.question.seed + 1  # SALib takes zero for no seed
    given = _sample(problem, planned, seed)
    drawn = _evaluated(found, planned, given, progress)
    return [
        row
        for measure, values in zip(planned.measures, drawn, strict=True)
        for row in _rows(f"{measure}@{planned.period.name}", planned, problem, values, seed)
    ]


def _problem(planned: SensitivityPlan) -> dict[str, Any]:
    """The columns as SALib reads them: names, bounds, and which are exchanged together."""
    names = [(column, name) for name, columns in planned.inputs.items() for column in columns]
    return {
        "num_vars": len(names),
        "names": [column for column, _ in names],
        "groups": [name for _, name in names],
        "bounds": [[0.0, 1.0]] * len(names),
    }


def _sample(problem: dict[str, Any], planned: SensitivityPlan, seed: int) -> dict[str, Floats]:
    """The columns of the sample, by name."""
    from SALib.sample import sobol

    rows = sobol.sample(problem, planned.base, calc_second_order=False, seed=seed)
    return dict(zip(problem["names"], np.ascontiguousarray(rows.T), strict=True))


def _evaluated(
    found: Simulation, planned: SensitivityPlan, given: Mapping[str, Floats], progress: Progress
) -> Floats:
    """The measures at each point of the sample; shape (measures, runs)."""
    worlds = found.worlds

    def tell(at: int, done: int, total: int) -> None:
        progress(at * total + done, len(worlds) * total)

    sides = [
        _side(found, world, planned, given, partial(tell, at)) for at, world in enumerate(worlds)
    ]
    return sides[0] - sides[1] if len(sides) > 1 else sides[0]


def _side(
    found: Simulation,
    world: World,
    planned: SensitivityPlan,
    given: Mapping[str, Floats],
    progress: Progress,
) -> Floats:
    market, period = found.market, planned.period
    asked = replace(found.question, show=planned.measures, settings={})
    ground = replace(found.ground, question=asked)
    settings = {name: value for name, value in world.settings.items() if name in market.priors}
    draws = draws_on(ground, settings, count=planned.runs, given=given)
    sums = run_on(ground, world.regime, draws, days=period.edges, progress=progress)
    worth = conversions(market, ground.library, planned.measures)
    return totals(planned.measures, sums, worth, period)


def _rows(
    of: str, planned: SensitivityPlan, problem: dict[str, Any], values: Floats, seed: int
) -> Iterator[PriorShare]:
    """The indices of one measure, sorted."""
    from SALib.analyze import sobol

    if np.ptp(values) == 0:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas, about its own future
        found = sobol.analyze(
            problem, values, calc_second_order=False, num_resamples=_RESAMPLES, seed=seed
        )
    told = (found[f"S{kind}{end}"] for kind in "T1" for end in ("", "_conf"))  # as SALib has them
    columns = zip(planned.inputs, *told, strict=True)
    for name, total, ci, first, first_ci in sorted(columns, key=lambda row: (-row[1], row[0])):
        yield PriorShare(
            prior=name,
            measure=of,
            first=float(first),
            first_ci=float(first_ci),
            total=float(total),
            ci=float(ci),
        )
