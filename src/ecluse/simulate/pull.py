"""Several levers pulled together: a run for every set of them, and what each of them does.

Belongs here: the law, the destination and the priors under each set of levers, and the runs. Does
not: what a lever is (levers), sharing the whole effect out (shapley), printing.
Always true: all sets of levers see the same draws; a scenario that can change nothing is refused,
and so are two that contradict each other, before anything is run.

Where no scenario is pulled the law is the one that the effect is measured against; the first that
is pulled takes its place, and further ones are joined to it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

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
    draws_on,
    ground_of,
    id_of,
    regime_on,
    run_on,
    supply_on,
    touches_nothing,
)
from ecluse.simulate.levers import Lever, check_levers
from ecluse.simulate.measure import Conversion, conversions, single
from ecluse.simulate.periods import Period
from ecluse.simulate.quantiles import Draws, Floats
from ecluse.simulate.read_market import Market
from ecluse.simulate.regime import Regime
from ecluse.simulate.result import totals, whole_run
from ecluse.simulate.run import RunSums
from ecluse.simulate.shapley import LeverShares, shares
from ecluse.simulate.spill import Tables

Stages = Callable[[str, int, int], None]  # which stage, how much of it is done, of how much


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What several levers do, together and each.

    Args:
        simulation: All levers pulled, against none.
        whole: The run as one period.
        measures: Those shown that are one number of a draw.
        shares: By lever; the further axes are these measures, and the draws.
    """

    levers: tuple[Lever, ...]
    simulation: Simulation
    whole: Period
    measures: tuple[str, ...]
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
    tell = progress or _quiet
    laws = _laws(ground, levers, where)
    _work_out(ground, laws, tell)
    _check_each_touches(ground, laws, levers, where)
    worlds = [_world(ground, laws, levers, pulled) for pulled in range(2 ** len(levers))]
    return _effect(ground, levers, laws, worlds, tell)


def _quiet(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def _check_sizes(ground: Ground, sets: int) -> None:
    check_size(ground, 2)
    asked = ground.question
    need = sets * len(single(asked.show)) * asked.draws * 8
    if need > MOST_BYTES:
        what = f"{sets} sets of levers at {asked.draws:,} draws take {need / 2**20:,.0f} MiB"
        fits = asked.draws * MOST_BYTES // need
        raise InputError(what, "draws", f"ask for {fits:,} draws, or for fewer measures")


# ---- sets of levers: a number whose bits say which are pulled ------------------------------------


def _laws(ground: Ground, levers: Sequence[Lever], where: str) -> dict[int, Register]:
    """The law under each set of the levers that are scenarios."""
    record, versus = ground.library.register, ground.question.versus
    bits = {1 << place: lever.scenario for place, lever in enumerate(levers) if lever.scenario}
    if bits:
        joined([*bits.values()], where)  # says which two contradict each other, before any law
    sets = [0]
    for bit in bits:
        sets += [each | bit for each in sets]
    laws = [record if versus is None else versus.register or record]
    for each in sets[1:]:
        some = [scenario for bit, scenario in bits.items() if each & bit]
        laws.append(applied(joined(some, where), record))
    return dict(zip(sets, sharing([record, *laws])[1:], strict=True))


def _work_out(ground: Ground, laws: Mapping[int, Register], tell: Stages) -> None:
    """Work out what each law says, which is kept."""
    for done, law in enumerate(laws.values()):
        tell("laws", done, len(laws))
        regime_on(ground, law)


def _check_each_touches(
    ground: Ground, laws: Mapping[int, Register], levers: Sequence[Lever], where: str
) -> None:
    """Refuse a scenario that changes nothing, whichever others are pulled."""

    def changes(pulled: int, bit: int) -> bool:
        without = laws[pulled & ~bit] if pulled != bit else ground.library.register
        before, after = (regime_on(ground, law) for law in (without, laws[pulled]))
        return not before.like(after)

    bits = {1 << place: lever for place, lever in enumerate(levers) if lever.scenario}
    raise_all(
        [
            touches_nothing(ground.market, lever.name, where)
            for bit, lever in bits.items()
            if not any(changes(pulled, bit) for pulled in laws if pulled & bit)
        ]
    )


def _world(
    ground: Ground, laws: Mapping[int, Register], levers: Sequence[Lever], pulled: int
) -> World:
    """The world under a set of levers."""
    those = [lever for place, lever in enumerate(levers) if pulled >> place & 1]
    asked = ground.question
    destination = next((e.destination for e in those if e.destination), asked.destination)
    law = laws[pulled & max(laws)]
    return World(
        regime=regime_on(ground, law, destination),
        settings={**asked.settings, **dict(each.setting for each in those if each.setting)},
    )


# ---- runs ----------------------------------------------------------------------------------------


def _effect(
    ground: Ground,
    levers: Sequence[Lever],
    laws: Mapping[int, Register],
    worlds: Sequence[World],
    tell: Stages,
) -> Effect:
    """All runs, and what comes of them."""
    asked, base = ground.question, draws_on(ground)
    worth = conversions(ground.market, ground.library, asked.show)
    values, none, every = _values(ground, worlds, base, worth, tell)
    simulation = Simulation(
        ground=replace(ground, question=replace(asked, scenario=_side(levers, laws))),
        worlds=(worlds[-1], worlds[0]),
        draws=base,
        sums=every,
        versus=none,
        worth=worth,
        id=_id(ground, levers, worlds),
        supply=supply_on(ground, worlds[-1].regime),
    )
    return Effect(
        levers=tuple(levers),
        simulation=simulation,
        whole=whole_run(ground.spans),
        measures=single(asked.show),
        shares=shares(values),
    )


def _values(
    ground: Ground,
    worlds: Sequence[World],
    base: Draws,
    worth: Mapping[str, tuple[Conversion, ...]],
    tell: Stages,
) -> tuple[Floats, RunSums, RunSums]:
    """The measures shown of the whole run in each world, and all sums of the first and last."""
    show, last, whole = single(ground.question.show), len(worlds) - 1, whole_run(ground.spans)
    values = np.empty((len(worlds), len(show), ground.question.draws))
    tables, ends = Tables(), []
    for done, each in enumerate((0, last, *range(1, last))):
        tell("runs", done, len(worlds))
        sums = _run(ground, worlds[each], base, tables if each in (0, last) else whole)
        values[each] = totals(show, sums, worth, whole)
        if each in (0, last):
            ends.append(sums)
    return values, ends[0], ends[1]


def _run(ground: Ground, world: World, base: Draws, into: Tables | Period) -> RunSums:
    """A run, with the sums of all periods that are told in some tables, or of one period alone."""
    whole = into if isinstance(into, Period) else None
    same = world.settings == ground.question.settings
    return run_on(
        ground,
        world.regime,
        base if same else draws_on(ground, world.settings),
        days=None if whole is None else (whole.since, whole.until + timedelta(days=1)),
        tables=into if isinstance(into, Tables) else None,
    )


def _side(levers: Sequence[Lever], laws: Mapping[int, Register]) -> SideOfLaw:
    """The law under all levers, by the names of those that are scenarios."""
    names = [lever.name for lever in levers if lever.scenario]
    return SideOfLaw(name=" + ".join(names), register=laws[max(laws)]) if names else SideOfLaw()


def _id(ground: Ground, levers: Sequence[Lever], worlds: Sequence[World]) -> str:
    return id_of(
        ground,
        levers=sorted(each.name for each in levers),
        worlds=sorted(_world_told(levers, pulled, each) for pulled, each in enumerate(worlds)),
    )


def _world_told(levers: Sequence[Lever], pulled: int, world: World) -> list[str]:
    """A world by the levers that make it, in whichever order they were named."""
    those = sorted(lever.name for place, lever in enumerate(levers) if pulled >> place & 1)
    settings = json.dumps(world.settings, sort_keys=True)
    return [*those, world.regime.destination, settings, _law_digest(world.regime)]


def _law_digest(regime: Regime) -> str:
    """A digest of what a law comes to in each step."""
    arrays = (regime.free, regime.held, regime.licensable, regime.public, regime.announced)
    told = b"".join(array.tobytes() for array in arrays) + repr(regime.approval).encode()
    return hashlib.sha256(told).hexdigest()
