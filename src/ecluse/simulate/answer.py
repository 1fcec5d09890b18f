"""A simulation as an answer: its ranges, and what is said beside them.

Belongs here: gates, priors and warnings as a reader gets them. Does not: running (ask), ranges of
sums (result).
Always true: a market that nobody researched says so; so does a product whose gate nobody can tell.
"""

from __future__ import annotations

import hashlib

from ecluse.law.library import Library
from ecluse.simulate.ask import Simulation
from ecluse.simulate.gate import GateStretch
from ecluse.simulate.prior_file import WEAK
from ecluse.simulate.result import GateRow, RestsOn, SimulationAnswer, rows_of
from ecluse.words.say import say


def answer(found: Simulation, library: Library, lang: str = "en") -> SimulationAnswer:
    """A simulation as an answer, in one language."""
    asked, file = found.question, found.market.file
    effect = None
    if found.versus is not None:
        effect = rows_of(asked.show, found.spans, found.sums, found.worth, found.versus)
    worst = [found.sums.worst, *([found.versus.worst] if found.versus else [])]
    return SimulationAnswer(
        market=file.market,
        scenario=asked.scenario.name,
        versus=(asked.versus.name or "record") if asked.versus else None,
        destination=asked.destination,
        known=asked.known,
        since=found.spans.together[0].since,
        until=found.policy.steps.until,
        cutoff=file.cutoff,
        researched=file.researched,
        seed=asked.seed,
        draws=asked.draws,
        data_hash=hashlib.sha256(f"{library.digest} {found.market.digest}".encode()).hexdigest(),
        id=found.id,
        series=rows_of(asked.show, found.spans, found.sums, found.worth),
        effect=effect,
        gates=[_gate(each) for each in found.policy.stretches],
        rests_on=_rests_on(found),
        conversions=[each for row in found.worth.values() for each in row],
        books=max(worst),
        warnings=_warnings(found, lang),
        disclaimer=say("simulate.disclaimer", lang, draws=asked.draws, cutoff=file.cutoff),
    )


def _gate(stretch: GateStretch) -> GateRow:
    return GateRow(
        product=stretch.product,
        destination=stretch.destination,
        headquarters=stretch.headquarters,
        since=stretch.since,
        until=stretch.until,
        state=stretch.state,
        review_policy=stretch.policy,
        measures=list(stretch.measures),
        stated=stretch.stated,
        needs=list(stretch.needs),
    )


def _rests_on(found: Simulation) -> list[RestsOn]:
    return [
        RestsOn(
            prior=name,
            unit=prior.unit,
            confidence=prior.confidence,
            hindsight=prior.hindsight,
            known_on=prior.known_on,
            source=prior.source,
            set_to=found.question.settings.get(name),
        )
        for name, prior in found.market.priors.items()
    ]


def _warnings(found: Simulation, lang: str) -> list[str]:
    """What a reader must know: an untested market, gates that nobody can tell, weak priors."""
    asked, market, lines = found.question, found.market, []
    if not market.file.researched:
        lines.append(say("simulate.unresearched", lang, market=market.file.market))
    shut = [each for each in found.policy.undetermined if not each.stated]
    for product in dict.fromkeys(each.product for each in shut):
        needs = sorted({need for each in shut if each.product == product for need in each.needs})
        lines.append(say("simulate.undetermined", lang, product=product, needs=", ".join(needs)))
    stated = dict.fromkeys(each.product for each in found.policy.undetermined if each.stated)
    lines += [say("simulate.stated", lang, product=product) for product in stated]
    if asked.scenario.register is not None or asked.versus is not None:
        lines.append(say("simulate.counterfactual", lang))
    drawn = [row for row in _rests_on(found) if row.set_to is None]
    weak = sum(row.confidence in WEAK for row in drawn)
    late = sum(row.hindsight for row in drawn)
    lines.append(say("simulate.weak", lang, weak=weak, all=len(drawn), late=late))
    lines += _without_figure(found, lang)
    return lines


def _without_figure(found: Simulation, lang: str) -> list[str]:
    """Measures that leave a product out."""
    missing = {
        measure: ", ".join(each.product for each in row if each.value is None)
        for measure, row in found.worth.items()
    }
    return [
        say("simulate.no conversion", lang, measure=measure, products=products)
        for measure, products in missing.items()
        if products
    ]
