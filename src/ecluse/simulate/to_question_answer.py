"""A question's run as its answer: ranges, whether supply binds, what the answer moves with.

Belongs here: from arrays to what a reader gets. Does not: running (question_run).
Always true: an answer that supposes anything says so first; so does a market that nobody
researched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from math import sqrt
from typing import Any

import numpy as np

from ecluse.answers.copied import copied
from ecluse.law.library import Library
from ecluse.simulate.drawn import range_of
from ecluse.simulate.gate import SHUT
from ecluse.simulate.measure import MEASURES
from ecluse.simulate.origin import data_hash
from ecluse.simulate.question_answer import (
    AnswerRow,
    FactTold,
    PriorDriver,
    QuestionAnswer,
    SupplyTold,
    WorldTold,
)
from ecluse.simulate.question_file import DatedFact, SupposedWorld, ToldRow
from ecluse.simulate.question_run import QuestionRun, correlations, run_question, set_in
from ecluse.simulate.read_question import MarketQuestion
from ecluse.simulate.result import GateRow, PriorUsed
from ecluse.simulate.to_answer import gate_row, how_weak, prior_used, without_figure
from ecluse.words.say import LANGUAGES, day, number, say

_DRIVERS = 5
_CHANCE = 3  # standard errors of a rank correlation of nothing, each 1 / sqrt(draws)


def question_answer(found: QuestionRun, lang: str = "en") -> QuestionAnswer:
    """The answer of a run question, in one language."""
    worlds = [_world(each, found) for each in found.question.file.worlds]
    supposed = any(each.supposed for each in worlds)
    count, cutoff = found.first.draws.count, day(found.question.market.file.cutoff, lang)
    return copied(
        QuestionAnswer,
        found.question.file,
        **_asked(found, lang),
        counterfactual=supposed,
        rows=[*_rows(found, lang)],
        worlds=worlds,
        gates=_gates(found),
        supply=_supply(found),
        drivers=_drivers(found),
        facts=[_fact(each, lang) for each in found.question.file.facts],
        rests_on=_rests_on(found),
        conversions=[each for row in found.worth.values() for each in row],
        books=max(each.sums.worst for each in found.worlds.values()),
        warnings=[*_warnings(found, lang, counterfactual=supposed)],
        disclaimer=say("simulate.disclaimer", lang, draws=number(count, lang), cutoff=cutoff),
    )


def answered(question: MarketQuestion, library: Library) -> dict[str, QuestionAnswer]:
    """A question run as every door runs it, and its answer in each language."""
    found = run_question(question, library)
    return {lang: question_answer(found, lang) for lang in LANGUAGES}


def _asked(found: QuestionRun, lang: str) -> dict[str, Any]:
    """What was asked, where the answer says it otherwise than the file."""
    file, market = found.question.file, found.question.market
    return {
        "asks": file.asks.say(lang),
        "since": found.first.ground.steps.start,
        "until": found.first.ground.steps.until,
        "cutoff": market.file.cutoff,
        "researched": market.file.researched,
        "seed": found.first.draws.seed,
        "draws": found.first.draws.count,
        "id": found.id,
        "products": list(file.products or market.products),
        "data_hash": data_hash(found.library, found.question.digest),
        "main": f"{file.main.row}.{file.main.measure}",
    }


def _world(world: SupposedWorld, found: QuestionRun) -> WorldTold:
    edits = (world.scenario, world.set, world.takes, world.without, world.adds)
    return copied(
        WorldTold,
        world,
        supposed=any(edits) or world.destination != "acts",
        set=set_in(world, found.question.market),
        adds=[act.act for act in world.adds],
    )


def _rows(found: QuestionRun, lang: str) -> Iterator[AnswerRow]:
    for row in found.question.file.rows:
        for measure in row.measures:
            drawn = found.drawn(row, measure)
            yield copied(
                AnswerRow,
                row,
                says=row.says.say(lang),
                measure=measure,
                unit=_unit(row, measure),
                **asdict(range_of(drawn)),
                share_positive=float(np.mean(drawn > 0)),
                share_negative=float(np.mean(drawn < 0)),
            )


def _gates(found: QuestionRun) -> list[GateRow]:
    """What the law says in the first world."""
    counts = _counted(found)
    return [gate_row(each) for each in found.first.regime.stretches if each.product in counts]


def _counted(found: QuestionRun) -> set[str]:
    """The names of the products that count."""
    return {found.question.market.products[place] for place in found.counts}


def _unit(row: ToldRow, measure: str) -> str:
    """The unit of a row; a share that changes does so by points."""
    unit = MEASURES[measure].unit
    return "points" if unit == "share" and row.versus is not None else unit


def _supply(found: QuestionRun) -> SupplyTold:
    stock, backlog = found.levels("stock"), found.levels("backlog")
    stocked, waiting = range_of(stock), range_of(backlog)
    return SupplyTold(
        on=found.asked_on,
        binds=float(np.mean(backlog > stock)),
        shut=_shut(found),
        stock_p5=stocked.p5,
        stock_p95=stocked.p95,
        backlog_p5=waiting.p5,
        backlog_p95=waiting.p95,
    )


def _shut(found: QuestionRun) -> bool:
    """Whether the law and its practice let none of the products ship on the day of the levels."""
    regime, on = found.first.regime, found.asked_on
    granted = [act.products for act in regime.acts.practice("license") if act.on <= on]
    names = _counted(found).difference(*granted)
    rows = [row for row in regime.stretches if row.since <= on <= row.until]
    says = {name: {row.state for row in rows if row.product == name} for name in names}
    return len(names) == len(found.counts) and all(told == {SHUT} for told in says.values())


def _drivers(found: QuestionRun) -> list[PriorDriver]:
    """The priors that the main row moves with most, but for what chance does in so few draws."""
    least, priors = _CHANCE / sqrt(found.first.draws.count), found.priors
    told = (row for row in correlations(found) if abs(row[1]) >= least)
    rows = sorted(told, key=lambda row: -abs(row[1]))
    return [
        copied(PriorDriver, priors[name], correlation=correlation)
        for name, correlation in rows[:_DRIVERS]
    ]


def _fact(fact: DatedFact, lang: str) -> FactTold:
    return copied(FactTold, fact, says=fact.says.say(lang), why=fact.why.say(lang))


def _rests_on(found: QuestionRun) -> list[PriorUsed]:
    """Every prior, with the value that every world sets it to, where all set the same."""
    market, rows = found.question.market, []
    for name, prior in found.priors.items():
        values = {set_in(each, market).get(name) for each in found.question.file.worlds}
        alike = values.pop() if len(values) == 1 else None
        rows.append(prior_used(name, prior, market.file.cutoff, alike))
    return rows


def _warnings(found: QuestionRun, lang: str, *, counterfactual: bool) -> Iterator[str]:
    """What a reader must know: a supposition, an untested market, weak and later priors."""
    file = found.question.file
    if not found.question.market.file.researched:
        yield say("simulate.unresearched", lang, market=file.market)
    if counterfactual:
        yield say("simulate.counterfactual", lang)
    if file.note is not None:
        yield file.note.say(lang)
    if any(row.source for row in file.rows):
        yield say("simulate.beside", lang)
    drawn = [row for row in _rests_on(found) if row.set_to is None]
    yield how_weak("market_brief.weak", drawn, lang)
    yield from without_figure(found.worth, lang, _counted(found))
