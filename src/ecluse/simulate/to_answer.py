"""A simulation as an answer: its ranges, and what is said beside them.

Belongs here: gates, priors and warnings as a reader gets them. Does not: running (ask), ranges of
sums (result).
Always true: a market that nobody researched says so; so does a product whose gate nobody can tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ecluse.answers.copied import copied
from ecluse.law.library import Library
from ecluse.simulate.acts import acts_of
from ecluse.simulate.ask import Simulation
from ecluse.simulate.buyer_rows import buyer_rows
from ecluse.simulate.gate import GateStretch
from ecluse.simulate.ground import draws_in
from ecluse.simulate.measure import Conversion
from ecluse.simulate.origin import data_hash, engine, law_hash
from ecluse.simulate.prior_file import WEAK, Prior, condition
from ecluse.simulate.result import GateRow, PriorUsed, SeriesRow, SimulationAnswer, rows_of
from ecluse.simulate.run import RunSums
from ecluse.simulate.supply_case import priors_for, supply_worth
from ecluse.simulate.supply_rows import supply_rows
from ecluse.words.say import say, when

RECORD = "record"  # what the law is called against which an effect is measured


def answer(found: Simulation, library: Library, lang: str = "en") -> SimulationAnswer:
    """A simulation as an answer, in one language."""
    drawn, cutoff = found.question.draws, found.market.file.cutoff
    return copied(
        SimulationAnswer,
        found.question,
        **_asked(found),
        **_origin(found, library),
        **_ranges(found),
        gates=[gate_row(each) for each in found.regime.stretches],
        acts=acts_of(found, lang),
        rests_on=_rests_on(found),
        conversions=[each for row in _worth(found).values() for each in row],
        books=max(side.worst for side in found.sides),
        warnings=_warnings(found, lang),
        disclaimer=say("simulate.disclaimer", lang, draws=drawn, cutoff=when(cutoff, lang)),
    )


def _origin(found: Simulation, library: Library) -> dict[str, Any]:
    """What the numbers were made of."""
    market = found.market.digest
    return {
        "law_hash": law_hash(library),
        "market_hash": market,
        "engine": engine(),
        "data_hash": data_hash(library, market),
        "id": found.id,
    }


def _asked(found: Simulation) -> dict[str, Any]:
    """What was asked, where the answer says it otherwise than the question."""
    asked, file = found.question, found.market.file
    return {
        "market": file.market,
        "scenario": asked.scenario.name,
        "versus": (asked.versus.name or RECORD) if asked.versus else None,
        "cutoff": file.cutoff,
        "researched": file.researched,
        "since": found.spans.together[0].since,
        "asked_from": asked.since,
        "until": found.regime.steps.until,
    }


def _ranges(found: Simulation) -> dict[str, Any]:
    """The series, and the effect where one was asked for."""
    show, spans, worth = found.question.show, found.spans, found.worth

    def told(sides: Sequence[RunSums]) -> list[SeriesRow]:
        rows = rows_of(show, spans, sides, worth) + supply_rows(show, spans, sides)
        if found.question.by_buyer:
            draws = [draws_in(found.ground, world, found.draws) for world in found.worlds]
            rows += buyer_rows(show, spans, sides, worth, found.market, draws)
        return rows

    series = told(found.sides[:1])
    return {"series": series, "effect": told(found.sides) if found.versus else None}


def _worth(found: Simulation) -> dict[str, tuple[Conversion, ...]]:
    """What a unit of each product, and of each of the destination's own chips, is worth."""
    if found.supply is None:
        return dict(found.worth)
    return {**found.worth, "share": tuple(supply_worth(found.supply, found.market))}


def gate_row(stretch: GateStretch) -> GateRow:
    """What the law says on some days, as an answer has it."""
    return copied(GateRow, stretch, review_policy=stretch.policy)


def _rests_on(found: Simulation) -> list[PriorUsed]:
    settings, cutoff = found.worlds[0].settings, found.market.file.cutoff
    return [
        prior_used(name, prior, cutoff, settings.get(name))
        for name, prior in priors_for(found.market, found.question.show).items()
    ]


def prior_used(name: str, prior: Prior, cutoff: date, set_to: float | None) -> PriorUsed:
    """A prior that an answer rests on, as the answer has it."""
    day = condition(prior, cutoff)
    return copied(PriorUsed, prior, prior=name, condition_on=day, set_to=set_to)


def _warnings(found: Simulation, lang: str) -> list[str]:
    """What a reader must know: an untested market, gates that nobody can tell, weak priors."""
    asked, file, lines = found.question, found.market.file, []
    if not file.researched:
        lines.append(say("simulate.unresearched", lang, market=file.market))
    lines += _about_gates(found, lang)
    if asked.scenario.register is not None or asked.versus is not None:
        lines.append(say("simulate.counterfactual", lang))
    drawn = [row for row in _rests_on(found) if row.set_to is None]
    lines.append(how_weak("simulate.weak", drawn, lang))
    lines += _not_yet(drawn, asked.known, lang)
    given = [row.prior for row in drawn if row.condition_on is not None]
    if given:
        lines.append(say("simulate.conditions", lang, priors=", ".join(given)))
    if found.supply is not None:
        lines.append(say("simulate.beside", lang))
    return [*lines, *without_figure(_worth(found), lang)]


def _not_yet(drawn: list[PriorUsed], known: date | None, lang: str) -> list[str]:
    """Priors that were published after the day up to which things are known, and are taken."""
    if known is None:
        return []
    late = [row for row in drawn if row.known_on > known and row.condition_on is None]
    names = [row.prior for row in late]
    if not names:
        return []
    day = when(known, lang)
    return [say("simulate.not yet", lang, count=len(names), day=day, names=", ".join(names))]


def _about_gates(found: Simulation, lang: str) -> list[str]:
    """Products of which the engine cannot tell on some days."""
    needs: dict[str, set[str]] = {}
    for each in found.regime.undetermined:
        if not each.stated:
            needs.setdefault(each.product, set()).update(each.needs)
    stated = dict.fromkeys(each.product for each in found.regime.undetermined if each.stated)
    return [
        say("simulate.undetermined", lang, product=product, needs=", ".join(sorted(facts)))
        for product, facts in needs.items()
    ] + [say("simulate.stated", lang, product=product) for product in stated]


def how_weak(key: str, drawn: Sequence[PriorUsed], lang: str) -> str:
    """How many of the priors that are drawn are weak, and how many were known later."""
    weak = sum(row.confidence in WEAK for row in drawn)
    late = sum(row.hindsight for row in drawn)
    return say(key, lang, weak=weak, all=len(drawn), late=late)


def without_figure(
    worth: Mapping[str, Sequence[Conversion]], lang: str, products: Collection[str] | None = None
) -> Iterator[str]:
    """Measures that leave a product out; one of some, or any."""
    for measure, row in worth.items():
        missing = [each.product for each in row if each.value is None]
        kept = [name for name in missing if products is None or name in products]
        if kept:
            yield say("simulate.no conversion", lang, measure=measure, products=", ".join(kept))
