"""Several levers pulled together: a run for every set of them, and what each of them does.

Belongs here: the law, the destination and the priors under each set of levers, and the runs. Does
not: what a lever is (levers), sharing the whole effect out (shapley), printing.
Always true: all sets of levers see the same draws; a scenario that can change nothing is refused,
and so are two that contradict each other, before anything is run.

Where no scenario is pulled the law is the one that the effect is measured against; the first that
is pulled takes its place, and further ones are joined to it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ecluse.errors import InputError, raise_all
from ecluse.law.join_scenarios import joined
from ecluse.law.library import Library
from ecluse.law.register import Register, sharing
from ecluse.law.scenario import applied
from ecluse.simulate.ask import Simulation
from ecluse.simulate.ground import (
    MOST_BYTES,
    Ground,
    Question,
    SideOfLaw,
    World,
    check_size,
    draws_in,
    draws_on,
    ground_of,
    id_of,
    regime_on,
    run_on,
    supply_on,
    touches_nothing,
)
from ecluse.simulate.levers import Lever, check_levers
from ecluse.simulate.measure import Worth, conversions, single
from ecluse.simulate.quantiles import Draws, Floats
from ecluse.simulate.read_market import Market
from ecluse.simulate.result import totals, whole_run
from ecluse.simulate.run import RunSums, quiet
from ecluse.simulate.shapley import LeverShares, shares
from ecluse.simulate.spill import Tables

Stages = Callable[[str, int, int], None]  # which stage, how much of it is done, of how much


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What several levers do, together and each.

    Args:
        simulation: All levers pulled, against none.
        shares: By lever; the further axes are the measures shown that are one number of a draw and
            a period, and the draws.
    """

    levers: tuple[Lever, ...]
    simulation: Simulation
    shares: LeverShares


def effect_of(
    market: Market,
    library: Library,
    levers: Sequence[Lever],
    question: Question | None = None,
    *,
    where: str = "lever",
    progress: Stages | None = None,
) -> Effect:
    """Run a market under every set of some levers, with the same draws.

    Args:
        question: What is asked; `versus` is the law that the effect is measured against, the
            record's where left out. Its `scenario` is not looked at.
        where: Where the levers were named, for an error.
        progress: Told how many laws of how many are worked out, then how many runs are done.

    Raises:
        InputError, SeveralErrors: The levers do not go together, one touches nothing, or the
            question cannot be run.
        ModelError: The books do not close.
    """
    asked = question or Question()
    asked = replace(asked, scenario=SideOfLaw(), versus=asked.versus or SideOfLaw())
    check_levers(levers, asked, where)
    ground = ground_of(market, library, asked)
    _check_sizes(ground, 2 ** len(levers))
    sets = _Sets(ground, levers, where, progress or quiet)
    sets.work_out()
    sets.check_each_touches()
    return _effect(sets, [sets.world(pulled) for pulled in range(sets.count)])


def _check_sizes(ground: Ground, sets: int) -> None:
    check_size(ground, 2)
    asked = ground.question
    need = sets * len(single(asked.show)) * asked.draws * 8
    if need > MOST_BYTES:
        what = f"{sets} sets of levers at {asked.draws:,} draws take {need / 2**20:,.0f} MiB"
        fits = asked.draws * MOST_BYTES // need
        raise InputError(what, "draws", f"ask for {fits:,} draws, or for fewer measures")


class _Sets:
    """The sets of some levers on one ground: each is a number whose bits say which are pulled."""

    def __init__(self, ground: Ground, levers: Sequence[Lever], where: str, tell: Stages) -> None:
        self.ground, self.levers, self.where, self.tell = ground, levers, where, tell
        self.count = 2 ** len(levers)
        self.scenarios = {1 << at: lever for at, lever in enumerate(levers) if lever.scenario}
        self.laws = self._laws()

    def pulled(self, which: int) -> list[Lever]:
        """The levers of a set."""
        return [lever for place, lever in enumerate(self.levers) if which >> place & 1]

    def _laws(self) -> dict[int, Register]:
        """The law under each set of the levers that are scenarios."""
        record, versus = self.ground.library.register, self.ground.question.versus
        every = sum(self.scenarios)
        sets = [which for which in range(self.count) if which & every == which]
        found = {which: [e.scenario for e in self.pulled(which) if e.scenario] for which in sets}
        if every:
            joined(found[every], self.where)  # says which two contradict each other, before any law
        laws = [record if versus is None else versus.register or record]
        laws += [applied(joined(found[which], self.where), record) for which in sets[1:]]
        return dict(zip(sets, sharing([record, *laws])[1:], strict=True))

    def work_out(self) -> None:
        """Work out what each law says, which is kept."""
        for done, law in enumerate(self.laws.values()):
            self.tell("laws", done, len(self.laws))
            regime_on(self.ground, law)

    def check_each_touches(self) -> None:
        """Refuse a scenario that changes nothing, whichever others are pulled."""

        def changes(pulled: int, bit: int) -> bool:
            record = self.ground.library.register
            without = self.laws[pulled & ~bit] if pulled != bit else record
            before, after = (regime_on(self.ground, law) for law in (without, self.laws[pulled]))
            return not before.like(after)

        raise_all(
            [
                touches_nothing(self.ground.market, lever.name, self.where)
                for bit, lever in self.scenarios.items()
                if not any(changes(pulled, bit) for pulled in self.laws if pulled & bit)
            ]
        )

    def world(self, which: int) -> World:
        """The world under a set of levers."""
        those, asked = self.pulled(which), self.ground.question
        destination = next((each.destination for each in those if each.destination), None)
        return World(
            regime=regime_on(self.ground, self.laws[which & max(self.laws)], destination),
            settings={**asked.settings, **dict(each.setting for each in those if each.setting)},
        )

    def all_pulled(self) -> SideOfLaw:
        """The law under all levers, by the names of those that are scenarios."""
        names = [lever.name for lever in self.scenarios.values()]
        if not names:
            return SideOfLaw()
        return SideOfLaw(name=" + ".join(names), register=self.laws[max(self.laws)])

    def told(self, which: int, world: World) -> list[str]:
        """A world by the levers that make it, in whichever order they were named."""
        names = sorted(lever.name for lever in self.pulled(which))
        settings = json.dumps(world.settings, sort_keys=True)
        return [*names, world.regime.destination, settings, world.regime.digest]


# ---- runs ----------------------------------------------------------------------------------------


def _effect(sets: _Sets, worlds: Sequence[World]) -> Effect:
    """All runs, and what comes of them."""
    ground = sets.ground
    asked, base, last = ground.question, draws_on(ground), worlds[-1]
    worth = conversions(ground.market, ground.library, asked.show)
    values, (none, every) = _values(sets, worlds, base, worth)
    simulation = Simulation(
        ground=replace(ground, question=replace(asked, scenario=sets.all_pulled())),
        worlds=(last, worlds[0]),
        draws=base,
        sums=every,
        versus=none,
        worth=worth,
        id=id_of(
            ground,
            levers=sorted(each.name for each in sets.levers),
            worlds=sorted(sets.told(which, world) for which, world in enumerate(worlds)),
        ),
        supply=supply_on(ground, last.regime),
    )
    return Effect(levers=tuple(sets.levers), simulation=simulation, shares=shares(values))


def _values(
    sets: _Sets, worlds: Sequence[World], base: Draws, worth: Worth
) -> tuple[Floats, list[RunSums]]:
    """The measures shown of the whole run in each world, and all sums of the first and last."""
    show, whole = single(sets.ground.question.show), whole_run(sets.ground.spans)
    values, ends = np.empty((len(worlds), len(show), base.count)), []
    for which, sums in _runs(sets, worlds, base):
        values[which] = totals(show, sums, worth, whole)
        if which in (0, len(worlds) - 1):
            ends.append(sums)
    return values, ends


def _runs(sets: _Sets, worlds: Sequence[World], base: Draws) -> Iterator[tuple[int, RunSums]]:
    """A run of each world: of the first and the last with the sums of all periods that are told,
    then of the others with those of the whole run alone.
    """
    ground, last, room = sets.ground, len(worlds) - 1, Tables()
    whole = whole_run(ground.spans)
    for done, which in enumerate((0, last, *range(1, last))):
        sets.tell("runs", done, len(worlds))
        world, told = worlds[which], which in (0, last)
        draws = draws_in(ground, world, base)
        if told:
            yield which, run_on(ground, world.regime, draws, room=room)
        else:
            yield which, run_on(ground, world.regime, draws, days=whole.edges)
