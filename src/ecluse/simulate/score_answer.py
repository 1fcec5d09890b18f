"""What a score answers: each target marked, and means over all.

Belongs here: the answer's classes, and means of marks. Does not: running anything, or the
arithmetic of one mark (score_market).
Always true: a mean of a naive forecast stands beside the mean of the model over the same targets;
money is in the targets' own unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from ecluse.answers.plain import key


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetScore:
    """One outcome and its marks; see docs/simulation.md for each.

    Args:
        value: The outcome.
        crps: Continuous ranked probability score, in the unit.
        interval50: The interval score of the middle half.
        interval90: That of the middle 90 %.
        pit: Where in the draws the outcome lies.
        in50: Whether it lies in the middle half, its ends included.
        naive_last: What "last quarter again" would have said; null where nothing was published.
        naive_zero: What "zero from the rule" would have said; null where that says nothing.
    """

    series: str
    period: str
    unit: str
    value: float
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    mean: float
    crps: float
    interval50: float
    interval90: float
    pit: float
    in50: bool
    in90: bool
    naive_last: float | None
    naive_zero: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSummary:
    """Means over the targets that were scored; null where there is none to take a mean of.

    Args:
        cover50: Share of outcomes in the middle half.
        crps_money: Mean CRPS over the targets of money.
        naive_last: Mean distance of "last quarter again" over those that have one.
        naive_zero: Mean distance of "zero from the rule" over those that have one.
        beside_last: How many have one.
        crps_beside_last: Mean CRPS over the targets of `naive_last`.
        crps_beside_zero: Mean CRPS over the targets of `naive_zero`.
        interval50_money: Mean interval score of the middle half, over the targets of money.
    """

    scored: int
    scored_money: int
    cover50: float | None
    cover90: float | None
    crps_money: float | None
    naive_last: float | None
    naive_zero: float | None
    beside_last: int
    beside_zero: int
    crps_beside_last: float | None
    crps_beside_zero: float | None
    interval50_money: float | None
    interval90_money: float | None
    pit_mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetNotScored:
    """A target without a score, and why."""

    series: str
    period: str
    value: float | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanScore:
    """The same without hindsight: rows known after the cut-off replaced by what was known by it.

    Args:
        replaced: The priors that were replaced.
    """

    replaced: list[str]
    targets: list[TargetScore]
    summary: ScoreSummary
    priors_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreAnswer:
    """A market's back-test on outcomes from outside.

    Args:
        destination: Whether the destination's own acts count: acts, hazard or open.
        on: The day of the scoring.
        outcomes: The file's name.
        outcomes_hash: Of its bytes.
        data_hash: Of the data files of law and market.
        engine: The engine's version, the digest of its code, and numpy's version.
        priors_hash: Of the priors: names, ranges, sources, days.
        not_scored: Targets that the model does not tell, or of which the file has no outcome.
        log: The file to which this scoring was added; null where the caller keeps none.
    """

    SCHEMA: ClassVar[str] = "ecluse.score/1"

    market: str
    destination: str
    cutoff: date
    on: date
    seed: int
    draws: int
    outcomes: str
    outcomes_hash: str
    targets: list[TargetScore]
    summary: ScoreSummary
    without_hindsight: CleanScore
    not_scored: list[TargetNotScored]
    priors_hash: str
    data_hash: str
    engine: str
    log: str | None = key(default=None)
    warnings: list[str]
    disclaimer: str


def summary_of(scores: Sequence[TargetScore], money: frozenset[str]) -> ScoreSummary:
    """The means of some scores.

    Args:
        money: The units that are of money.
    """
    of_money = [each for each in scores if each.unit in money]
    return ScoreSummary(
        scored=len(scores),
        scored_money=len(of_money),
        cover50=_mean(scores, "in50"),
        cover90=_mean(scores, "in90"),
        crps_money=_mean(of_money, "crps"),
        **_beside(of_money, "last"),
        **_beside(of_money, "zero"),
        interval50_money=_mean(of_money, "interval50"),
        interval90_money=_mean(of_money, "interval90"),
        pit_mean=_mean(scores, "pit"),
    )


def _beside(scores: Sequence[TargetScore], kind: str) -> dict[str, Any]:
    """How far a naive forecast misses, and the model on the same targets."""
    naive = f"naive_{kind}"
    both = [each for each in scores if getattr(each, naive) is not None]
    misses = [abs(getattr(each, naive) - each.value) for each in both]
    return {
        naive: sum(misses) / len(misses) if misses else None,
        f"beside_{kind}": len(both),
        f"crps_beside_{kind}": _mean(both, "crps"),
    }


def _mean(scores: Sequence[TargetScore], mark: str) -> float | None:
    """The mean of one mark; None where there is no score."""
    marks = [getattr(each, mark) for each in scores]
    return sum(marks) / len(marks) if marks else None
