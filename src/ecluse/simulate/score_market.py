"""A market scored on outcomes from outside: how good were its ranges?

Belongs here: putting targets, outcomes and runs together, and the arithmetic of a mark. Does not:
the runs (score_run), means of marks (score_answer), or the record of scorings (score_log).
Always true: no outcome feeds anything; priors are hashed before they are scored; both scores stand,
with rows of hindsight and without them; what is not scored says why; lower is better for a CRPS and
an interval score, both in the unit of the outcome, and of a single value the CRPS is the distance
to it, so that a naive forecast stands beside a range.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np

from ecluse.answers.plain import plain
from ecluse.law.library import Library
from ecluse.simulate.drawn import range_of
from ecluse.simulate.origin import data_hash, engine
from ecluse.simulate.outcomes import Outcomes
from ecluse.simulate.prior_file import condition
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.read_market import Market
from ecluse.simulate.run import Progress, quiet
from ecluse.simulate.score_answer import (
    CleanScore,
    ScoreAnswer,
    TargetNotScored,
    TargetScore,
    summary_of,
)
from ecluse.simulate.score_run import BackTest, drawn_targets, two_laws, without_hindsight
from ecluse.simulate.targets import Key, ScoreTarget, Targets
from ecluse.words.say import say, when

_MONEY = "USD"


def score(
    market: Market,
    library: Library,
    targets: Targets,
    outcomes: Outcomes,
    asked: BackTest | None = None,
    *,
    on: date,
    lang: str = "en",
    progress: Progress = quiet,
) -> ScoreAnswer:
    """Score a market on outcomes.

    Args:
        on: The day of the scoring.
        progress: Told how many draws of how many are done, in each run.

    Raises:
        InputError, SeveralErrors: A row of hindsight has no fallback.
        ModelError: The books of a run do not close.
    """
    test = asked or BackTest()
    both = _both(market, library, targets, outcomes, test, progress)
    late = [name for name, prior in market.every_prior.items() if prior.hindsight]
    return ScoreAnswer(
        market=market.file.market,
        **asdict(test),
        cutoff=market.file.cutoff,
        on=on,
        outcomes=outcomes.name,
        outcomes_hash=outcomes.digest,
        **both[0],
        without_hindsight=CleanScore(replaced=late, **both[1]),
        not_scored=[*_not_scored(targets.all, outcomes, lang)],
        data_hash=data_hash(library, market.digest),
        engine=engine(),
        warnings=[*_warnings(market, targets, outcomes, lang)],
        disclaimer=say("score.disclaimer", lang, cutoff=when(market.file.cutoff, lang)),
    )


def _both(
    market: Market,
    library: Library,
    targets: Targets,
    outcomes: Outcomes,
    test: BackTest,
    progress: Progress,
) -> list[dict[str, Any]]:
    """The score with rows of hindsight, and without them; under the same laws."""
    markets = [market, without_hindsight(market)]
    told = [each for each in targets.all if each.key in outcomes.values]
    laws = two_laws(market, targets, library, test.destination)
    drawn = [drawn_targets(each, told, laws, test, progress) for each in markets]
    return [
        _scored(each, targets, outcomes, values)
        for each, values in zip(markets, drawn, strict=True)
    ]


def _scored(
    market: Market, targets: Targets, outcomes: Outcomes, drawn: Mapping[Key, Floats]
) -> dict[str, Any]:
    """One of the two scores: all outcomes that the model tells, marked."""
    scores = [
        _marked(each, drawn[each.key], outcomes.values[each.key])
        for each in targets.all
        if each.key in drawn
    ]
    money = frozenset(name for name, unit in targets.file.units.items() if unit.of == _MONEY)
    return {
        "targets": scores,
        "summary": summary_of(scores, money),
        "priors_hash": priors_hash(market),
    }


def _marked(target: ScoreTarget, drawn: Floats, outcome: float) -> TargetScore:
    return TargetScore(
        series=target.row.series,
        period=target.row.period,
        unit=target.series.unit,
        value=outcome,
        naive_last=None if target.last is None else target.last.value,
        naive_zero=None if target.zero is None else target.zero.value,
        **marks(drawn, outcome),
    )


def priors_hash(market: Market) -> str:
    """A digest of all that the priors of a market say, by name; of no comment, and no other row."""
    rows = {name: plain(prior) for name, prior in sorted(market.every_prior.items())}
    said = {"priors": rows, "groups": dict(sorted(market.every_group.items()))}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _not_scored(
    targets: Sequence[ScoreTarget], outcomes: Outcomes, lang: str
) -> Iterator[TargetNotScored]:
    for each in targets:
        value, reason = outcomes.values.get(each.key), each.series.not_modelled
        if reason is not None:
            why = say("score.not modelled", lang, why=reason.say(lang))
        elif value is None:
            why = say("score.no outcome", lang)
        else:
            continue
        yield TargetNotScored(series=each.row.series, period=each.row.period, value=value, why=why)


def _warnings(market: Market, targets: Targets, outcomes: Outcomes, lang: str) -> Iterator[str]:
    """What a reader of a score must know."""
    priors = market.every_prior
    late = sum(prior.hindsight for prior in priors.values())
    if late:
        yield say("score.hindsight", lang, late=late, all=len(priors))
    given = [name for name, prior in priors.items() if condition(prior, market.file.cutoff)]
    if given:
        yield say("score.conditions", lang, priors=", ".join(given))
    if any(each.hindsight for each in targets.file.naive):
        yield say("score.naive hindsight", lang)
    if outcomes.unread:
        yield say("score.unread", lang, columns=", ".join(outcomes.unread))


# ---- the rules of scoring ------------------------------------------------------------------------
# Gneiting and Raftery, Strictly Proper Scoring Rules (JASA 102, 2007), sections 4.2 and 6.2.


def marks(drawn: Floats, outcome: float) -> dict[str, Any]:
    """The figures of a `TargetScore` that draws and what came give, by name."""
    told = range_of(drawn)
    return {
        **asdict(told),
        "crps": crps(drawn, outcome),
        "interval50": interval_score(told.p25, told.p75, outcome, 0.5),
        "interval90": interval_score(told.p5, told.p95, outcome, 0.9),
        "pit": pit(drawn, outcome),
        "in50": told.p25 <= outcome <= told.p75,
        "in90": told.p5 <= outcome <= told.p95,
    }


def crps(drawn: Floats, outcome: float) -> float:
    """The continuous ranked probability score of an empirical distribution, exactly.

    The mean distance of a draw from the outcome, less half the mean distance of two draws; over
    sorted draws that is one sum.

    >>> round(crps(np.array([1.0, 3.0]), 2.0), 9)  # 1 - (0 + 2 + 2 + 0) / 8
    0.5
    """
    ordered = np.sort(drawn)
    count = len(ordered)
    ranks = np.arange(1, count + 1)
    spread = np.sum((2 * ranks - count - 1) * ordered) / count**2
    return float(np.mean(np.abs(ordered - outcome)) - spread)


def interval_score(low: float, high: float, outcome: float, share: float) -> float:
    """The width of a range that should hold a share of outcomes, and what a miss costs.

    >>> interval_score(1.0, 3.0, 2.0, 0.9), interval_score(1.0, 3.0, 4.0, 0.5)
    (2.0, 6.0)
    """
    miss = max(low - outcome, 0.0) + max(outcome - high, 0.0)
    return high - low + 2 / (1 - share) * miss


def pit(drawn: Floats, outcome: float) -> float:
    """The probability integral transform: where in the draws the outcome lies.

    >>> pit(np.array([0.0, 0.0, 1.0, 2.0]), 0.0)
    0.25
    """
    below, upto = np.mean(drawn < outcome), np.mean(drawn <= outcome)
    return float((below + upto) / 2)
