"""Published measurements of inference, as they were printed, each with its source.

Belongs here: reading data/measurements, and refusing a row whose `use` is not allowed. Does not:
predicting.
Always true: a row taken on an H20, an Ascend or an AMD chip is never `fit`; a row has exactly one
measured figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from ecluse.errors import EcluseError, raise_all
from ecluse.facts.reader import Document, data_files, read_document, try_check
from ecluse.inference.data_files import DATA, RELEASES
from ecluse.inference.layout import Layout, Overlap

HELD_OUT = re.compile(
    r"\bH20\b|\bAscend|\b910[A-D]|\bMI\d{3}", re.IGNORECASE
)  # by any spelling; H200 is another chip
FIGURES = (
    "input_tokens_per_s_per_chip",
    "output_tokens_per_s_per_chip",
    "output_tokens_per_s",
    "total_tokens_per_s",
    "latency_s",
    "ttft_ms",
    "tpot_ms",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One printed figure and the set-up it was measured in.

    `kind`: `prefill` (passes over prompts), `decode` (steps at one context), `request` (one batch
    from first prompt token to last output token), `offline` (`requests` queued at once, as many in
    flight as memory holds). `memory_share` is the share of DRAM that the engine was told to take,
    `max_sequences` and `chunk_tokens` the most sequences and prompt tokens that it puts into one
    pass, given or by its default; `engine` is one of data/engines. `use`: `fit` may set constants,
    `holdout` may not, `unscored` is kept for the record and says why in `note`.
    """

    chip: str
    count: int
    model: str
    precision: str
    kind: Literal["prefill", "decode", "request", "offline"]
    use: Literal["fit", "holdout", "unscored"]
    tp: int = 1
    pp: int = 1
    dp: int = 1
    ep: int = 1
    batch: int | None = None
    forward_tokens: int | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    context_tokens: int | None = None
    requests: int | None = None
    overlap: Overlap = "none"
    network_gb_per_s: float | None = None
    memory_share: float | None = None
    max_sequences: int | None = None
    chunk_tokens: int | None = None
    engine: str | None = None
    input_tokens_per_s_per_chip: float | None = None
    output_tokens_per_s_per_chip: float | None = None
    output_tokens_per_s: float | None = None
    total_tokens_per_s: float | None = None
    latency_s: float | None = None
    ttft_ms: float | None = None
    tpot_ms: float | None = None
    note: str | None = None
    source: str = ""
    framework: str = ""

    @property
    def layout(self) -> Layout:
        """The layout as a value."""
        return Layout(tp=self.tp, pp=self.pp, dp=self.dp, ep=self.ep)

    @property
    def figure(self) -> tuple[str, float]:
        """The one measured figure: its name and value."""
        return next((name, value) for name in FIGURES if (value := getattr(self, name)) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementFile:
    """One file of data/measurements, before its rows are checked."""

    measured: str
    framework: str
    measured_on: str
    cited: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]
    kind: str | None = None
    engine: str | None = None
    max_sequences: int | None = None
    chunk_tokens: int | None = None
    memory_share: float | None = None


# What a file may say once for all its rows.
_SHARED = ("kind", "engine", "max_sequences", "chunk_tokens", "memory_share")


@lru_cache(maxsize=RELEASES)
def measurements(folder: Path = DATA) -> tuple[Measurement, ...]:
    """Every measurement of a data folder, in file order.

    Raises:
        DataError: A row does not fit its fields, has no or two figures, or is held out by kind and
            marked `fit`.
    """
    rows: list[Measurement] = []
    for path in data_files(folder / "measurements"):
        rows += read_rows(read_document(path, name=f"data/measurements/{path.name}"))
    return tuple(rows)


def read_rows(document: Document) -> list[Measurement]:
    """The rows of one file; see `measurements`."""
    source, errors = try_check(document, MeasurementFile)
    raise_all(errors)
    shared = {name: value for name in _SHARED if (value := getattr(source, name)) is not None}
    rows: list[Measurement] = []
    faults: list[EcluseError] = []
    for index, row in enumerate(source.rows):
        place = ("rows", index)
        value, errors = try_check(document, Measurement, place=place, tree={**shared, **row})
        faults += errors
        if value is None:
            continue
        fault = _fault(value)
        if fault is None:
            rows.append(replace(value, source=source.measured, framework=source.framework))
        else:
            faults.append(document.error(fault[0], place, fault[1]))
    raise_all(faults)
    return rows


def _fault(row: Measurement) -> tuple[str, str] | None:
    """What is wrong with a row, and how to mend it."""
    given = [name for name in FIGURES if getattr(row, name) is not None]
    if len(given) != 1:
        return f"{len(given)} measured figures in one row", f"give one of {', '.join(FIGURES)}"
    if row.use == "fit" and HELD_OUT.search(row.chip):
        what = f"a row measured on {row.chip} is marked 'fit'"
        return what, "mark it 'holdout': it may not set any constant"
    if row.layout.chips != row.count:
        what = f"tp x pp x dp is {row.layout.chips}, count is {row.count}"
        return what, "make the layout use the count"
    return None
