"""Published measurements of inference, as they were printed, each with its source.

Belongs here: reading data/measurements and refusing rows that may not be used as they say. Does
not: predicting.
Always true: a row taken on an H20, an Ascend or an AMD chip is never `fit`; a row has exactly one
measured figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ecluse.errors import EcluseError, raise_all
from ecluse.facts.reader import Document, data_files, read_document, try_check
from ecluse.inference.layout import Layout, Overlap

DATA = Path(__file__).parent.parent / "data" / "measurements"
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


_SHARED = (
    "kind",
    "engine",
    "max_sequences",
    "chunk_tokens",
    "memory_share",
)  # what a file may say once for all its rows


@cache
def measurements(folder: Path = DATA) -> tuple[Measurement, ...]:
    """Every row of data/measurements, or of such a folder, in file order.

    Raises:
        DataError: A row does not fit its fields, has no or two figures, or is held out by kind and
            marked `fit`.
    """
    rows: list[Measurement] = []
    for path in data_files(folder):
        rows += read_rows(read_document(path, name=f"data/measurements/{path.name}"))
    return tuple(rows)


def read_rows(document: Document) -> list[Measurement]:
    """The rows of one file; see `measurements`."""
    source, errors = try_check(document, MeasurementFile)
    raise_all(errors)
    rows: list[Measurement] = []
    faults: list[EcluseError] = []
    for index, row in enumerate(source.rows):
        place = ("rows", index)
        shared = {name: value for name in _SHARED if (value := getattr(source, name)) is not None}
        tree = {**shared, **row}
        value, errors = try_check(document, Measurement, place=place, tree=tree)
        faults += errors
        if value is None:
            continue
        have = [name for name in FIGURES if getattr(value, name) is not None]
        if len(have) != 1:
            faults.append(
                document.error(
                    f"{len(have)} measured figures in one row",
                    place,
                    f"give one of {', '.join(FIGURES)}",
                )
            )
        elif value.use == "fit" and HELD_OUT.search(value.chip):
            faults.append(
                document.error(
                    f"a row measured on {value.chip} is marked 'fit'",
                    place,
                    "mark it 'holdout': it may not set any constant",
                )
            )
        elif value.layout.chips != value.count:
            faults.append(
                document.error(
                    f"tp x pp x dp is {value.layout.chips}, count is {value.count}",
                    place,
                    "make the layout use the count",
                )
            )
        else:
            rows.append(replace(value, source=source.measured, framework=source.framework))
    raise_all(faults)
    return rows


KNOWN_FIELDS = tuple(each.name for each in fields(Measurement))
