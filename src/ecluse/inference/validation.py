"""Predicted against measured, for every published figure there is, fitted and unfitted rows apart.

Belongs here: errors by chip and by model, and whether chips are ranked right.
Does not: predicting a row (prediction.py), fitting.
Always true: the errors printed are of all scored rows; none is left out for being large.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any, ClassVar

from ecluse.answers.copied import copied
from ecluse.errors import EcluseError
from ecluse.inference.chip import Chip
from ecluse.inference.data_files import DATA
from ecluse.inference.measurement import Measurement, measurements
from ecluse.inference.phase import Calibration
from ecluse.inference.prediction import predict
from ecluse.words.figures import fixed, share
from ecluse.words.say import say

LATENCIES = ("latency_s", "ttft_ms", "tpot_ms")  # figures of which less is better
RANKED_APART = 0.15  # measurements nearer than this do not decide which chip is the better one
_SET_UP = ("source", "engine", "model", "kind", "count", "tp", "dp", "ep", "batch", "requests")
_LENGTHS = ("input_tokens", "output_tokens", "context_tokens")


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One measurement with its prediction."""

    row: Measurement
    figure: str
    measured: float
    predicted: float

    @property
    def ratio(self) -> float:
        """Predicted over measured, or measured over predicted for a latency.

        So a ratio above 1 is always too optimistic.
        """
        ratio = self.predicted / self.measured
        return 1 / ratio if self.figure in LATENCIES else ratio

    @property
    def error(self) -> float:
        """The relative error; positive is too optimistic."""
        return self.ratio - 1


@dataclass(frozen=True, slots=True)
class Errors:
    """Mean, median and worst absolute error, and mean signed error, of some rows."""

    name: str
    rows: int
    mean: float
    median: float
    worst: float
    bias: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two chips measured in the same set-up: the measured ratio and the predicted one."""

    one: str
    other: str
    setting: str
    measured_ratio: float
    predicted_ratio: float

    @property
    def decided(self) -> bool:
        """Whether the measurements are far enough apart to rank."""
        return abs(self.measured_ratio - 1) > RANKED_APART

    @property
    def right(self) -> bool:
        """Whether the better chip is predicted to be the better."""
        return (self.measured_ratio > 1) == (self.predicted_ratio > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedFigure:
    """One scored measurement, as it is printed.

    Args:
        chip: Its name.
        count: Chips in all.
        model: The language model's name.
        kind: prefill, decode, request or offline.
        source: The source of the measurement.
        engine: The serving engine; null where the source does not name it.
        use: Whether it set constants (fit) or none (holdout).
        figure: The name of the figure.
        measured: Its value in the source.
        predicted: Its value by the model.
        error: Relative; positive is too optimistic.
    """

    chip: str
    count: int
    model: str
    kind: str
    source: str
    engine: str | None
    use: str
    figure: str
    measured: float
    predicted: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnscoredRow:
    """One measurement that was not scored, and why."""

    chip: str
    model: str
    source: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedErrors:
    """Errors of the rows of one use, grouped in five ways; each group ends with all rows."""

    by_chip: tuple[Errors, ...]
    by_model: tuple[Errors, ...]
    by_source: tuple[Errors, ...]
    by_engine: tuple[Errors, ...]
    by_kind: tuple[Errors, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """How many pairs of chips the measurements rank, and how many of these are ranked right."""

    decided: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationAnswer:
    """Every measurement beside its prediction, and the errors.

    Args:
        rows: The scored measurements.
        skipped: The others.
        fit: Errors of the rows that set constants.
        holdout: Errors of the rows that set none.
        pairs: Whether chips are ranked right.
    """

    SCHEMA: ClassVar[str] = "ecluse.inference-validation/1"
    rows: tuple[PredictedFigure, ...]
    skipped: tuple[UnscoredRow, ...]
    fit: GroupedErrors
    holdout: GroupedErrors
    pairs: Ranking


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """Every row, and the summaries that docs/model/validation.md prints."""

    checked: tuple[CheckedRow, ...]
    skipped: tuple[tuple[Measurement, str], ...]

    def of(self, use: str) -> tuple[CheckedRow, ...]:
        """The rows of one use."""
        return tuple(checked for checked in self.checked if checked.row.use == use)

    def by(self, use: str, key: Callable[[CheckedRow], str]) -> tuple[Errors, ...]:
        """Errors of the rows of one use, grouped, and over all of them."""
        rows = self.of(use)
        groups: dict[str, list[CheckedRow]] = defaultdict(list)
        for row in rows:
            groups[key(row)].append(row)
        grouped = [errors(name, groups[name]) for name in sorted(groups)]
        return (*grouped, *([errors("all", rows)] if rows else []))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair of chips measured by one source in one set-up.

        Rows used in fitting count too, for ranking is of chips.
        """
        return tuple(_pairs(self.checked))

    @property
    def decided(self) -> tuple[Pair, ...]:
        """The pairs that the measurements rank."""
        return tuple(pair for pair in self.pairs if pair.decided)

    def answer(self) -> ValidationAnswer:
        """The report as it is printed for programs."""
        decided = self.decided
        return ValidationAnswer(
            rows=tuple(
                copied(
                    PredictedFigure,
                    checked.row,
                    figure=checked.figure,
                    measured=checked.measured,
                    predicted=checked.predicted,
                    error=checked.error,
                )
                for checked in self.checked
            ),
            skipped=tuple(copied(UnscoredRow, row, why=why) for row, why in self.skipped),
            pairs=Ranking(decided=len(decided), right=sum(pair.right for pair in decided)),
            fit=self._grouped("fit"),
            holdout=self._grouped("holdout"),
        )

    def _grouped(self, use: str) -> GroupedErrors:
        return GroupedErrors(**{name: self.by(use, key) for name, key in GROUPS.items()})

    def __str__(self) -> str:
        return to_text(self)


GROUPS: Mapping[str, Callable[[CheckedRow], str]] = {
    "by_chip": lambda checked: checked.row.chip,
    "by_model": lambda checked: checked.row.model,
    "by_source": lambda checked: checked.row.source,
    "by_engine": lambda checked: checked.row.engine or "not named",
    "by_kind": lambda checked: checked.row.kind,
}


def errors(name: str, rows: Sequence[CheckedRow]) -> Errors:
    """Summarize some rows; there must be one."""
    values = [checked.error for checked in rows]
    sizes = [abs(value) for value in values]
    return Errors(
        name,
        len(values),
        sum(sizes) / len(sizes),
        median(sizes),
        max(sizes),
        sum(values) / len(values),
    )


def validate(
    chips: Mapping[str, Chip] | None = None,
    *,
    rows: Iterable[Measurement] | None = None,
    calibration: Calibration | None = None,
    folder: Path = DATA,
) -> ValidationReport:
    """Predict every scored row and compare.

    Args:
        chips: By the name that rows use; those of the catalogue where left out.
        rows: All measurements of the folder where left out.
        folder: The data folder whose catalogue, models and measurements count.
    """
    scored = tuple(measurements(folder) if rows is None else rows)
    known = chips if chips is not None else _of_catalogue(folder)
    constants = calibration or Calibration()
    checked, skipped = [], []
    for row in scored:
        if row.use == "unscored":
            skipped.append((row, row.note or "unscored"))
        elif row.chip not in known:
            skipped.append((row, "the catalogue has no such chip"))
        else:
            try:
                predicted = predict(row, known[row.chip], constants, folder)
                checked.append(CheckedRow(row, *row.figure, predicted))
            except EcluseError as error:
                skipped.append((row, str(error)))
    return ValidationReport(tuple(checked), tuple(skipped))


def _of_catalogue(folder: Path) -> Mapping[str, Chip]:
    from ecluse.inference.from_item import chips_of_catalogue

    return chips_of_catalogue({row.chip for row in measurements(folder)}, folder)


def _pairs(rows: Sequence[CheckedRow]) -> Iterator[Pair]:
    groups: dict[tuple[Any, ...], list[CheckedRow]] = defaultdict(list)
    for checked in rows:
        names = (*_SET_UP, *_LENGTHS)
        groups[(*(getattr(checked.row, name) for name in names), checked.figure)].append(checked)
    for members in groups.values():
        for one, other in combinations(members, 2):
            if one.row.chip != other.row.chip:
                yield _pair(one, other)


def _pair(one: CheckedRow, other: CheckedRow) -> Pair:
    measured, predicted = one.measured / other.measured, one.predicted / other.predicted
    if one.figure in LATENCIES:
        measured, predicted = 1 / measured, 1 / predicted
    row = one.row
    setting = f"{row.model} {row.input_tokens}/{row.output_tokens} ({row.source})"
    return Pair(row.chip, other.row.chip, setting, measured, predicted)


def to_text(report: ValidationReport, lang: str = "en") -> str:
    """The report as a table for a terminal or a page."""
    lines = []
    for use in ("holdout", "fit"):
        if report.of(use):
            lines += _errors_in_words(report, use, lang)
    decided = report.decided
    lines.append(
        say(
            "inference.pairs",
            lang,
            apart=round(RANKED_APART * 100),
            right=sum(pair.right for pair in decided),
            decided=len(decided),
        )
    )
    lines += [f"  {_wrong(pair, lang)}" for pair in decided if not pair.right]
    unscored = Counter((row.chip, row.model, row.source, why) for row, why in report.skipped)
    for (chip, model, source, why), rows in unscored.items():
        named = {"chip": chip, "model": model, "source": source, "why": why, "rows": rows}
        lines.append(say("inference.skipped", lang, **named))
    return "\n".join(lines)


def _errors_in_words(report: ValidationReport, use: str, lang: str) -> list[str]:
    heads = [say(f"inference.errors {name}", lang) for name in ("mean", "median", "worst", "bias")]
    columns = "".join(f"{head:>8}" for head in heads)
    rows = say("inference.errors rows", lang)
    lines = [say(f"inference.errors {use}", lang), f"  {'':34}{rows:>5}{columns}"]
    for grouping, key in GROUPS.items():
        lines.append(f"  {say(f'inference.errors {grouping}', lang)}")
        grouped = report.by(use, key)[:-1]
        lines += [f"    {group.name:32}{_figures(group, lang)}" for group in grouped]
    total = errors(say("inference.errors all", lang), report.of(use))
    return [*lines, f"  {total.name:34}{_figures(total, lang)}"]


def _figures(summary: Errors, lang: str) -> str:
    shares = "".join(
        f"{share(value, lang):>8}" for value in (summary.mean, summary.median, summary.worst)
    )
    return f"{summary.rows:>5}{shares}{share(summary.bias, lang, signed=True):>8}"


def _wrong(pair: Pair, lang: str) -> str:
    return say(
        "inference.pair wrong",
        lang,
        one=pair.one,
        other=pair.other,
        setting=pair.setting,
        measured=fixed(pair.measured_ratio, 2, lang),
        predicted=fixed(pair.predicted_ratio, 2, lang),
    )
