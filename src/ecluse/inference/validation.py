"""Predicted against measured, for every published figure there is, fitted and unfitted rows apart.

Belongs here: predicting a row in the set-up it was measured in, errors by chip and by model, and
whether chips are ranked right.
Does not: fitting.
Always true: the errors printed are of all scored rows; none is left out for being large.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import median
from typing import Any

from ecluse.errors import EcluseError
from ecluse.inference.chip import Chip, stack
from ecluse.inference.layout import find_precision
from ecluse.inference.llm import find_llm
from ecluse.inference.measurement import Measurement, measurements
from ecluse.inference.memory import USABLE, fit
from ecluse.inference.phase import DEFAULT, Calibration, decode_time, prefill_time
from ecluse.inference.serving_engine import find_engine

LATENCIES = ("latency_s", "ttft_ms", "tpot_ms")  # figures of which less is better
RANKED_APART = 0.15  # measurements nearer than this do not decide which chip is the better one
CHUNK_TOKENS = (
    8192  # prompt tokens that an engine puts into one pass: TensorRT-LLM's and SGLang's default
)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row with its prediction; `error` is predicted / measured - 1."""

    row: Measurement
    figure: str
    measured: float
    predicted: float

    @property
    def error(self) -> float:
        """Relative error of the rate; a latency's is turned round so that positive always means too
        optimistic.
        """
        ratio = self.predicted / self.measured
        return (1 / ratio if self.figure in LATENCIES else ratio) - 1


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


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """Every row, and the summaries that docs/model/validation.md prints."""

    checked: tuple[CheckedRow, ...]
    skipped: tuple[tuple[Measurement, str], ...]

    def of(self, use: str) -> tuple[CheckedRow, ...]:
        """The rows of one use."""
        return tuple(each for each in self.checked if each.row.use == use)

    def by(self, use: str, key: Callable[[CheckedRow], str]) -> tuple[Errors, ...]:
        """Errors of the rows of one use, grouped, and over all of them."""
        rows = self.of(use)
        names = sorted({key(each) for each in rows})
        return (
            *(errors(name, [each for each in rows if key(each) == name]) for name in names),
            *([errors("all", rows)] if rows else []),
        )

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair of chips measured by one source in one set-up; rows used in fitting count too,
        for ranking is of chips.
        """
        return tuple(_pairs(self.checked))

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        decided = [pair for pair in self.pairs if pair.decided]
        return {
            "rows": [
                {
                    "chip": c.row.chip,
                    "count": c.row.count,
                    "model": c.row.model,
                    "kind": c.row.kind,
                    "source": c.row.source,
                    "engine": c.row.engine,
                    "use": c.row.use,
                    "figure": c.figure,
                    "measured": c.measured,
                    "predicted": c.predicted,
                    "error": c.error,
                }
                for c in self.checked
            ],
            "skipped": [
                {"chip": row.chip, "model": row.model, "source": row.source, "why": why}
                for row, why in self.skipped
            ],
            **{
                use: {
                    name: [_row(each) for each in self.by(use, key)] for name, key in _KEYS.items()
                }
                for use in ("fit", "holdout")
            },
            "pairs": {"decided": len(decided), "right": sum(pair.right for pair in decided)},
        }

    def __str__(self) -> str:
        return to_text(self)


_KEYS: Mapping[str, Callable[[CheckedRow], str]] = {
    "by_chip": lambda each: each.row.chip,
    "by_model": lambda each: each.row.model,
    "by_source": lambda each: each.row.source,
    "by_engine": lambda each: each.row.engine or "not named",
    "by_kind": lambda each: each.row.kind,
}


def errors(name: str, rows: Sequence[CheckedRow]) -> Errors:
    """Summarize some rows; there must be one."""
    values = [each.error for each in rows]
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
    calibration: Calibration = DEFAULT,
) -> ValidationReport:
    """Predict every scored row and compare.

    Args:
        chips: By the name that rows use; the catalogue where left out.
        rows: All of data/measurements where left out.
    """
    known = chips if chips is not None else _catalogue()
    checked, skipped = [], []
    for row in measurements() if rows is None else rows:
        if row.use == "unscored":
            skipped.append((row, row.note or "unscored"))
        elif row.chip not in known:
            skipped.append((row, "the catalogue has no such chip"))
        else:
            try:
                checked.append(
                    CheckedRow(row, *row.figure, predict(row, known[row.chip], calibration))
                )
            except EcluseError as error:
                skipped.append((row, str(error)))
    return ValidationReport(tuple(checked), tuple(skipped))


def predict(row: Measurement, chip: Chip, calibration: Calibration = DEFAULT) -> float:
    """The row's own figure, predicted in the row's own set-up.

    Raises:
        ModelError: The set-up cannot be modelled, for instance because it would not fit.
    """
    from dataclasses import replace

    if row.network_gb_per_s is not None:
        chip = replace(chip, network_gb_per_s=row.network_gb_per_s)
    if row.engine is not None:
        calibration = _under(row.engine, calibration)
    name, _ = row.figure
    if row.kind == "prefill":
        tokens = row.forward_tokens or (row.batch or 1) * (row.input_tokens or 1)
        seconds = _prefill_s(row, chip, tokens, calibration)
        return (
            (seconds + calibration.engine.request_s) * 1e3
            if name == "ttft_ms"
            else tokens / row.tp / seconds
        )
    if row.kind == "decode":
        batch = row.batch or 1
        seconds = _decode_s(row, chip, batch, row.context_tokens or 1, calibration)
        return seconds * 1e3 if name == "tpot_ms" else batch / row.tp / row.pp / seconds
    if row.kind == "request":
        seconds = _request_s(row, chip, row.batch or 1, calibration)
        requests = (row.batch or 1) * row.dp
    else:
        seconds, requests = _offline_s(row, chip, calibration)
    outputs, inputs = requests * (row.output_tokens or 0), requests * (row.input_tokens or 0)
    if name == "latency_s":
        return seconds
    if name == "total_tokens_per_s":
        return (inputs + outputs) / seconds
    return outputs / seconds / (row.count if name.endswith("per_chip") else 1)


def _under(name: str, calibration: Calibration) -> Calibration:
    """The calibration with the row's engine; a fit gives its own constants for an engine, and for
    TensorRT-LLM of all ages.
    """
    from dataclasses import replace

    known, given = find_engine(name), calibration.engine
    if given.engine == known.engine:
        return calibration
    if name.startswith(given.engine):
        known = replace(known, step_s=given.step_s, sequence_s=given.sequence_s)
    return replace(calibration, engine=known)


def _prefill_s(row: Measurement, chip: Chip, tokens: float, calibration: Calibration) -> float:
    time = prefill_time(
        stack([chip]),
        find_llm(row.model),
        row.layout,
        find_precision(row.precision),
        tokens=tokens,
        input_tokens=min(row.input_tokens or tokens, tokens),
        overlap=row.overlap,
        calibration=calibration,
    )
    return float(time.total_s[0])


def _decode_s(
    row: Measurement, chip: Chip, batch: float, context: float, calibration: Calibration
) -> float:
    time = decode_time(
        stack([chip]),
        find_llm(row.model),
        row.layout,
        find_precision(row.precision),
        batch=batch,
        context_tokens=context,
        overlap=row.overlap,
        calibration=calibration,
    )
    return float(time.total_s[0])


def _request_s(row: Measurement, chip: Chip, batch: float, calibration: Calibration) -> float:
    """A batch from its first prompt token to its last output token; prompts go through in passes of
    whole prompts.
    """
    inputs, outputs = row.input_tokens or 1, row.output_tokens or 1
    together = max(1, min(batch, (row.chunk_tokens or CHUNK_TOKENS) // inputs))
    prompts = batch / together * _prefill_s(row, chip, together * inputs, calibration)
    return prompts + (outputs - 1) * _decode_s(row, chip, batch, inputs + outputs / 2, calibration)


def _offline_s(row: Measurement, chip: Chip, calibration: Calibration) -> tuple[float, int]:
    """`requests` queued at once: full waves of as many as fit, then the rest; equal lengths finish
    together.
    """
    inputs, outputs = row.input_tokens or 1, row.output_tokens or 1
    total = ceil((row.requests or 1) / row.dp)
    memory = fit(
        chip,
        find_llm(row.model),
        row.layout,
        find_precision(row.precision),
        batch=None,
        tokens=inputs + outputs,
        pass_tokens=row.chunk_tokens or CHUNK_TOKENS,
        usable=row.memory_share or USABLE,
    )
    batch = min(total, memory.largest_batch, row.max_sequences or LARGEST_OFFLINE_BATCH)
    waves = floor(total / batch)
    rest = total - waves * batch
    seconds = waves * _request_s(row, chip, batch, calibration) + (
        _request_s(row, chip, rest, calibration) if rest else 0.0
    )
    return seconds, total * row.dp


LARGEST_OFFLINE_BATCH = 2048  # TensorRT-LLM's default ceiling (max_batch_size)


def _pairs(rows: Sequence[CheckedRow]) -> Iterable[Pair]:
    def setting(each: CheckedRow) -> tuple[Any, ...]:
        r = each.row
        return (
            r.source,
            r.engine,
            r.model,
            r.kind,
            r.count,
            r.tp,
            r.dp,
            r.ep,
            r.batch,
            r.requests,
            r.input_tokens,
            r.output_tokens,
            r.context_tokens,
            each.figure,
        )

    groups: dict[tuple[Any, ...], list[CheckedRow]] = {}
    for each in rows:
        groups.setdefault(setting(each), []).append(each)
    for key, members in groups.items():
        for index, one in enumerate(members):
            for other in members[index + 1 :]:
                if one.row.chip == other.row.chip:
                    continue
                lower_is_better = one.figure in LATENCIES
                measured, predicted = one.measured / other.measured, one.predicted / other.predicted
                if lower_is_better:
                    measured, predicted = 1 / measured, 1 / predicted
                yield Pair(
                    one.row.chip,
                    other.row.chip,
                    f"{key[2]} {key[10]}/{key[11]} ({key[0]})",
                    measured,
                    predicted,
                )


def to_text(report: ValidationReport) -> str:
    """The report as a table for a terminal or a page."""
    lines = []
    for use, title in (("holdout", "Unfitted rows"), ("fit", "Rows that set constants")):
        if not report.of(use):
            continue
        lines += [title, f"  {'':34}{'rows':>5}{'mean':>8}{'median':>8}{'worst':>8}{'bias':>8}"]
        for heading, key in _KEYS.items():
            lines.append(f"  {heading.replace('_', ' ')}")
            lines += [
                f"    {e.name:32}{e.rows:>5}{e.mean:>8.1%}{e.median:>8.1%}{e.worst:>8.1%}{e.bias:>+8.1%}"
                for e in report.by(use, key)
                if e.name != "all"
            ]
        total = errors("all", report.of(use))
        lines.append(
            f"  {'all':34}{total.rows:>5}{total.mean:>8.1%}{total.median:>8.1%}{total.worst:>8.1%}{total.bias:>+8.1%}"
        )
    decided = [pair for pair in report.pairs if pair.decided]
    right = sum(pair.right for pair in decided)
    lines.append(
        f"Chip pairs more than {RANKED_APART:.0%} apart in one set-up: {right} of {len(decided)} ranked right"
    )
    lines += [
        f"  wrong: {pair.one} against {pair.other}, {pair.setting}: measured {pair.measured_ratio:.2f}, predicted {pair.predicted_ratio:.2f}"
        for pair in decided
        if not pair.right
    ]
    apart = Counter((row.chip, row.model, row.source, why) for row, why in report.skipped)
    lines += [
        f"Not scored: {chip}, {model} ({source}), {count} rows: {why}"
        for (chip, model, source, why), count in apart.items()
    ]
    return "\n".join(lines)


def _row(each: Errors) -> dict[str, Any]:
    return {
        "name": each.name,
        "rows": each.rows,
        "mean": each.mean,
        "median": each.median,
        "worst": each.worst,
        "bias": each.bias,
    }


def _catalogue() -> Mapping[str, Chip]:
    from ecluse.inference.from_item import chips_of_catalogue

    return chips_of_catalogue({row.chip for row in measurements()})
