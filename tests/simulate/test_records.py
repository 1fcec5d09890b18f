"""What a record of a market's files may not say alone; beside each, what it may just say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from math import inf
from typing import Any

import pytest

from ecluse.facts.vocabulary import Wording
from ecluse.simulate.calibration_file import Arithmetic, SeenFigure
from ecluse.simulate.market_file import (
    AnswersToActs,
    Buyer,
    FiscalQuarter,
    ForeignAct,
    PracticeAct,
    Seller,
    ServingLoad,
)
from ecluse.simulate.panel_file import DaySlider, DayStop, PriorSlider
from ecluse.simulate.prior_file import (
    BetaShape,
    Between,
    Distribution,
    Fallback,
    GammaShape,
    OftenZero,
    Peaked,
    Percentiles,
    Prior,
    PriorsFile,
)
from ecluse.simulate.supply_file import DomesticChip, SupplyFile
from ecluse.simulate.target_file import NaiveFigure, TargetSeries, UnitOfTarget

DAY = date(2025, 4, 14)
NEXT = date(2025, 4, 15)
SAID = Wording(en="So.", fr="Ainsi.")


def prior(**more: Any) -> Prior:
    known: dict[str, Any] = {"prior": "fee", "unit": "share", "dist": Distribution(fixed=0.1)}
    known |= {"source": "a source", "confidence": "high", "period_end": None, "known_on": DAY}
    return Prior(**(known | more))


def fallback(**more: Any) -> Fallback:
    known: dict[str, Any] = {"dist": Distribution(fixed=0.1), "source": "a source"}
    known |= {"confidence": "low", "period_end": None, "known_on": DAY}
    return Fallback(**(known | more))


def seller(*ends: date, source: str = "a filing") -> Seller:
    quarters = tuple(FiscalQuarter(quarter=str(day), ends=day) for day in ends)
    return Seller(seller="S", quarters=quarters, source=source)


def buyer(source: str) -> Buyer:
    return Buyer(
        buyer="B", destination="CN", headquarters="CN", takes={}, source=source, confidence="low"
    )


def practice(kind: Any, *destinations: str) -> PracticeAct:
    return PracticeAct(
        act="a", on=DAY, kind=kind, products=("H20",), destinations=destinations, says="so",
        source="s", confidence="high",
    )  # fmt: skip


def answers(since: date, until: date, *days: date) -> AnswersToActs:
    acts = tuple(ForeignAct(measure="m", on=day) for day in days)
    return AnswersToActs(factor="f", days="d", since=since, until=until, acts=acts)


def chip(dies: int, stacks: int) -> DomesticChip:
    return DomesticChip(
        chip="c", item="i", dies=dies, stacks=stacks, takes={}, source="s", confidence="low"
    )


def supply(*chips: DomesticChip) -> SupplyFile:
    return SupplyFile(
        supply="s", priors="p", maker="m", plan_middle=DAY, chips=chips, takes={}, bands={}
    )


def seen(**more: Any) -> SeenFigure:
    known: dict[str, Any] = {"figure": "f", "unit": "u", "source": "s", "confidence": "low"}
    return SeenFigure(**(known | {"period_end": None, "known_on": DAY} | more))


def sums(**more: Any) -> Arithmetic:
    return Arithmetic(check="c", says=SAID, low=1, high=1, unit="u", **more)


def naive(source: str) -> NaiveFigure:
    return NaiveFigure(figure="f", value=1, unit="u", source=source, confidence="low", known_on=DAY)


def series(**more: Any) -> TargetSeries:
    return TargetSeries(series="s", says=SAID, unit="u", **more)


def slider(*stops: float) -> PriorSlider:
    return PriorSlider(prior="fee", says=SAID, told_as="number", stops=stops)


def days(*names: str) -> DaySlider:
    return DaySlider(says=SAID, stops=tuple(DayStop(scenario=name, says=SAID) for name in names))


def load(*numbers: int) -> ServingLoad:
    chips, asked, answered = numbers
    return ServingLoad(model="m", chips=chips, input_tokens=asked, output_tokens=answered)


# What may just be said, what may not, and what is wanted then.
EDGES: list[tuple[Callable[[], object], Callable[[], object], str]] = [
    (lambda: Percentiles(p5=1, p95=1.01), lambda: Percentiles(p5=1, p95=1), "a p5 that is below"),
    (lambda: Between(low=0, high=0.01), lambda: Between(low=0, high=0), "a low that is below"),
    (
        lambda: Peaked(low=0, mode=0, high=1),
        lambda: Peaked(low=0, mode=-0.01, high=1),
        "a mode between",
    ),
    (
        lambda: Peaked(low=0, mode=1, high=1),
        lambda: Peaked(low=1, mode=1, high=1),
        "a mode between",
    ),
    (
        lambda: OftenZero(zero=0.01, low=0, high=1),
        lambda: OftenZero(zero=0, low=0, high=1),
        "a zero between 0 and 1",
    ),
    (
        lambda: OftenZero(zero=0.99, low=0, high=1),
        lambda: OftenZero(zero=1, low=0, high=1),
        "a zero between 0 and 1",
    ),
    (
        lambda: OftenZero(zero=0.5, low=0, high=1),
        lambda: OftenZero(zero=0.5, low=-0.1, high=1),
        "a low that is below the high",
    ),
    (lambda: Distribution(fixed=0), lambda: Distribution(), "one of fixed, uniform"),
    (
        lambda: Distribution(fixed=1),
        lambda: Distribution(fixed=1, uniform=Between(low=0, high=1)),
        "one of fixed, uniform",
    ),
    (
        lambda: Distribution(log_uniform=Between(low=0.01, high=1)),
        lambda: Distribution(log_uniform=Between(low=0, high=1)),
        "above zero",
    ),
    (
        lambda: Distribution(lognormal=Percentiles(p5=0.01, p95=1)),
        lambda: Distribution(lognormal=Percentiles(p5=0, p95=1)),
        "above zero",
    ),
    (
        lambda: prior(condition_on=DAY),
        lambda: prior(condition_on=DAY, known_on=NEXT),
        "not after its condition_on",
    ),
    (
        lambda: prior(condition_on=DAY, known_on=NEXT, hindsight=True),
        lambda: prior(source=" "),
        "a row with a source",
    ),
    (fallback, lambda: fallback(source=""), "a fallback with a source"),
    (
        lambda: PriorsFile(priors=(), groups={"g": 0.0}),
        lambda: PriorsFile(priors=(), groups={"g": -0.01}),
        "correlations of at least 0",
    ),
    (
        lambda: PriorsFile(priors=(), groups={"g": 0.99}),
        lambda: PriorsFile(priors=(), groups={"g": 1.0}),
        "correlations of at least 0",
    ),
    (lambda: seller(DAY, NEXT), lambda: seller(DAY), "at least two quarters in order"),
    (lambda: seller(DAY, NEXT), lambda: seller(NEXT, DAY), "at least two quarters in order"),
    (lambda: seller(DAY, NEXT), lambda: seller(DAY, DAY), "at least two quarters in order"),
    (lambda: buyer("s"), lambda: buyer(" "), "a group of buyers with a source"),
    (lambda: load(1, 1, 1), lambda: load(1, 0, 1), "chips and tokens of at least one"),
    (lambda: load(1, 1, 1), lambda: load(1, 1, 0), "chips and tokens of at least one"),
    (lambda: practice("license", "CN"), lambda: practice("license"), "the destinations of a"),
    (lambda: practice("fee", "CN"), lambda: practice("fee"), "the destinations of a license"),
    (lambda: practice("cap", "CN"), lambda: practice("cap"), "the destinations of a license"),
    (lambda: practice("hold"), lambda: practice("cap"), "the destinations of a license"),
    (lambda: answers(DAY, NEXT), lambda: answers(DAY, DAY), "a since before the until"),
    (lambda: answers(DAY, NEXT, DAY, NEXT), lambda: answers(DAY, NEXT, NEXT, DAY), "in order"),
    (lambda: chip(1, 1), lambda: chip(0, 1), "at least one die"),
    (lambda: chip(1, 1), lambda: chip(1, 0), "at least one die"),
    (lambda: supply(chip(1, 1)), supply, "at least one chip"),
    (lambda: seen(low=1, high=1), lambda: seen(low=1), "both ends of a range"),
    (lambda: seen(value=1), seen, "a value or a range"),
    (
        lambda: seen(value=1, low=1, high=2),
        lambda: seen(value=0.99, low=1, high=2),
        "a value between its low and its high",
    ),
    (
        lambda: seen(value=2, low=1, high=2),
        lambda: seen(value=2.01, low=1, high=2),
        "a value between its low and its high",
    ),
    (lambda: seen(value=1), lambda: seen(value=1, source=" "), "a figure with a source"),
    (lambda: sums(adds=("f",)), lambda: sums(over=("f",)), "figures to add up or to multiply"),
    (
        lambda: sums(times=("f",), over_number=0.01),
        lambda: sums(times=("f",), over_number=0),
        "an over_number above zero",
    ),
    (lambda: naive("s"), lambda: naive(" "), "a figure with a source"),
    (lambda: UnitOfTarget(of="USD", times=0.01), lambda: UnitOfTarget(of="USD", times=0), "above"),
    (lambda: series(not_modelled=SAID), series, "measures and products"),
    (
        lambda: series(adds=("chips",), products=("H20",)),
        lambda: series(adds=("chips",), products=("H20",), made=("c",)),
        "measures and products",
    ),
    (lambda: series(made=("c",)), lambda: series(adds=("chips",)), "measures and products"),
    (lambda: slider(0, 1), lambda: slider(), "stops from 0 up"),
    (lambda: slider(0, 1), lambda: slider(-0.1, 1), "stops from 0 up"),
    (lambda: slider(0, 1), lambda: slider(1, 1), "stops from 0 up"),
    (lambda: days("record", "later"), lambda: days("later"), "the stop 'record' once"),
    (lambda: days("record", "later"), lambda: days("record", "record"), "'record' once"),
]


@pytest.mark.parametrize(("right", "wrong", "wanted"), EDGES)
def test_a_record_says_what_it_may_not(right, wrong, wanted):
    right()
    with pytest.raises(ValueError, match=wanted):
        wrong()


def test_every_kind_of_distribution_has_a_quantile_function_and_declared_ends():
    """A kind that is added to the files and not to these would be drawn or checked as another."""
    from ecluse.simulate.quantiles import _KINDS

    assert {each.name for each in fields(Distribution)} == set(_KINDS)
    ends = {
        "fixed": Distribution(fixed=2.0),
        "uniform": Distribution(uniform=Between(low=1, high=2)),
        "log_uniform": Distribution(log_uniform=Between(low=1, high=2)),
        "normal": Distribution(normal=Percentiles(p5=1, p95=2)),
        "lognormal": Distribution(lognormal=Percentiles(p5=1, p95=2)),
        "triangular": Distribution(triangular=Peaked(low=1, mode=1, high=2)),
        "zero_inflated": Distribution(zero_inflated=OftenZero(zero=0.5, low=1, high=2)),
        "beta": Distribution(beta=BetaShape(a=1, b=2)),
        "gamma": Distribution(gamma=GammaShape(mean=1, shape=2)),
    }
    assert {*ends} == {*_KINDS}
    own = {"fixed": (2, 2), "zero_inflated": (0, 2), "beta": (0, 1), "gamma": (0, inf)}
    assert {name: dist.ends for name, dist in ends.items()} == dict.fromkeys(ends, (1, 2)) | own
