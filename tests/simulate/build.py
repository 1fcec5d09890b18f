"""Markets and laws for tests, made without asking the engine."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ecluse.simulate import law_gate
from ecluse.simulate import regime as regimes
from ecluse.simulate.ask import Question, Simulation
from ecluse.simulate.gate import FREE, SHUT, GateStretch, Steps
from ecluse.simulate.ground import Ground, World
from ecluse.simulate.periods import steps_of
from ecluse.simulate.quantiles import Draws, draw
from ecluse.simulate.read_market import Market
from ecluse.simulate.regime import Regime, regime_of
from ecluse.simulate.result import Spans
from ecluse.simulate.run import BUYER_TABLES, RunSums, run
from ecluse.simulate.step import FLOWS, LEVELS

DENIAL = "presumption of denial"
END = date(2025, 10, 26)
EVERY_TABLE = (*FLOWS, *LEVELS, *BUYER_TABLES)


@dataclass(frozen=True)
class NoLaw:
    """A register in which nothing is published."""

    measures: tuple[()] = ()


def stretch(product: str, since: date, until: date, state: str) -> GateStretch:
    return GateStretch(
        product=product,
        destination="CN",
        headquarters="CN",
        since=since,
        until=until,
        state=state,
        policy=DENIAL if state == SHUT else None,
    )


def regime(
    market: Market,
    shuts: date | None,
    *,
    steps: Steps | None = None,
    states: tuple[str, str] = (FREE, SHUT),
    destination: str = "open",
) -> Regime:
    """Every product is open until the day on which all are shut."""
    steps = steps or steps_of(market.file, until=END)

    def asked_of(product: Any, *_: object) -> Any:
        def between(since: date, until: date, _known: date | None) -> Sequence[GateStretch]:
            day = shuts or date.max
            both = [(since, min(until, day - timedelta(days=1)), states[0])]
            both.append((max(since, day), until, states[1]))
            return [stretch(product.product, *each) for each in both if each[0] <= each[1]]

        return between

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(law_gate, "asked_of", asked_of)
        patch.setattr(regimes, "law_gate", law_gate.fresh_gate)
        return regime_of(market, None, steps, register=NoLaw(), destination=destination)


def under(
    market: Market, steps: Steps, stretches: Sequence[GateStretch], destination: str = "acts"
) -> Regime:
    """The law says the same of every product, stretch by stretch."""
    return told(market, steps, lambda *_: stretches, destination)


def by_place(
    market: Market,
    steps: Steps,
    says: Callable[[Any, tuple[str, str], date, date], Sequence[GateStretch]],
    destination: str,
) -> Regime:
    """What the law says of each product at each place between two days, whenever it is asked."""

    def asked_of(product: Any, place: tuple[str, str], *_: object) -> Any:
        return lambda since, until, _known: says(product, place, since, until)

    return _regime(market, steps, asked_of, destination)


def told(
    market: Market,
    steps: Steps,
    stretches: Callable[[Any, date, date, date | None], Sequence[GateStretch]],
    destination: str,
) -> Regime:
    """What the law says of each product between two days."""

    def asked_of(product: Any, *_: object) -> Any:
        return partial(stretches, product)

    return _regime(market, steps, asked_of, destination)


def _regime(market: Market, steps: Steps, asked_of: Callable[..., Any], destination: str) -> Regime:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(law_gate, "asked_of", asked_of)
        patch.setattr(regimes, "law_gate", law_gate.fresh_gate)
        return regime_of(market, None, steps, register=NoLaw(), destination=destination)


def draws_of(market: Market, count: int, seed: int = 1, **fixed: float) -> Draws:
    return draw(market.priors, market.groups, market.buyers, count=count, seed=seed, fixed=fixed)


def ran(market: Market, law: Regime, draws: Draws, **options: Any) -> RunSums:
    """A run with its sums on the first day and after the last."""
    edges = law.steps.edges
    return run(market, law, draws, [edges[0], edges[-1]], **options)


def total(sums: RunSums, flow: str) -> np.ndarray[Any, Any]:
    """What flowed in the whole run, of all products; shape (draws,)."""
    return (sums.tables[flow][-1] - sums.tables[flow][0]).sum(axis=0)


def without_practice(market: Market) -> Market:
    return replace(market, practice=replace(market.practice, acts=()))


def simulation(market: Market, law: Regime, draws: Draws, **options: Any) -> Simulation:
    """A question that was worked out under a law of the tests."""
    asked = Question(draws=draws.count, destination=law.destination)
    ground = Ground(
        market=market,
        library=None,
        question=asked,
        steps=law.steps,
        spans=Spans(products=market.products, of_product=(), together=()),
        days=(),
    )
    return Simulation(
        ground=ground,
        worlds=(World(regime=law, settings={}),),
        draws=draws,
        sums=ran(market, law, draws, **options),
        versus=None,
        worth={},
        id="0",
    )


def asked_otherwise(found: Simulation, law: Regime | None = None, **asked: Any) -> Simulation:
    """The same simulation of another question, or of another law."""
    question = replace(found.question, **asked)

    def other(world: World) -> World:
        regime = law or world.regime
        acts = replace(regime.acts, destination=question.destination)
        return replace(world, regime=replace(regime, acts=acts))

    worlds = tuple(other(world) for world in found.worlds)
    return replace(found, ground=replace(found.ground, question=question), worlds=worlds)


def seconds_of(pid: int) -> float:
    """What a process has computed so far."""
    user, system = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
