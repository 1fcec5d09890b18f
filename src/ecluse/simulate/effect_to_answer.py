"""The effect of several levers as an answer: each one's share, and the whole with its range.

Belongs here: turning shares by draw into rows. Does not: running (pull), printing.
Always true: a mean over draws stands beside the range of what it is the mean of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ecluse.law.library import Library
from ecluse.simulate.drawn import range_of
from ecluse.simulate.measure import MEASURES, single
from ecluse.simulate.pull import Effect
from ecluse.simulate.result import LeverShare, SeriesRow, SimulationAnswer, range_row, whole_run
from ecluse.simulate.to_answer import answer
from ecluse.words.say import say


def effect_answer(found: Effect, library: Library, lang: str = "en") -> SimulationAnswer:
    """The effect of several levers, in one language."""
    told = answer(found.simulation, library, lang)
    return replace(
        told,
        levers=[lever.name for lever in found.levers],
        whole=[*_whole(found)],
        attribution=[*_attribution(found)],
        warnings=[*_warnings(found, lang), *told.warnings],
    )


def _whole(found: Effect) -> Iterator[SeriesRow]:
    whole, show = whole_run(found.simulation.spans), single(found.simulation.question.show)
    for name, drawn in zip(show, found.shares.whole, strict=True):
        yield range_row(name, whole, None, drawn, effect=True)


def _attribution(found: Effect) -> Iterator[LeverShare]:
    shares = found.shares
    for at, measure in enumerate(single(found.simulation.question.show)):
        for place, lever in enumerate(found.levers):
            told = range_of(shares.shapley[place, at])
            yield LeverShare(
                lever=lever.name,
                measure=measure,
                unit=MEASURES[measure].unit,
                shapley=told.mean,
                p5=told.p5,
                p95=told.p95,
                first=float(shares.first[place, at].mean()),
                last=float(shares.last[place, at].mean()),
            )


def _warnings(found: Effect, lang: str) -> list[str]:
    """Where the first scenario that is pulled also leaves the law that it is measured against."""
    versus = found.simulation.question.versus
    scenarios = sum(lever.scenario is not None for lever in found.levers)
    if versus is None or versus.register is None or scenarios < 2:
        return []
    return [say("levers.leaves", lang, versus=versus.name)]
