"""Serving engines: what software adds to the time of a pass, as named values with their sources.

Belongs here: reading data/engines, and finding one by name. Does not: the time of a pass
(phase.py), fitting.
Always true: an engine holds no figure of a chip; each constant says which measurements set it.

Source: docs/model/serving.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ecluse.errors import ModelError
from ecluse.facts.reader import check, read_document

DATA = Path(__file__).parent.parent / "data" / "engines" / "engines.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingEngine:
    """One serving engine.

    `step_s` passes between two passes (scheduling, sampling, launching), `sequence_s` more for each
    sequence of a pass, and `request_s` once between a request's arrival and its first pass. A pass
    that is not captured in a graph takes the host at least `launch_layer_s` for each layer;
    captured are prompts up to `graph_prompt_tokens` in a pass and contexts up to
    `graph_context_tokens` (None: all). `shares_cache_reads` is false where each query head reads
    the cache head that it shares with others for itself.
    """

    engine: str
    step_s: float
    sequence_s: float
    request_s: float
    fitted_on: str
    launch_layer_s: float = 0.0
    graph_prompt_tokens: int | None = None
    graph_context_tokens: int | None = None
    shares_cache_reads: bool = True
    aliases: tuple[str, ...] = ()
    note: str | None = None
    cited: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        if min(self.step_s, self.sequence_s, self.request_s, self.launch_layer_s) < 0:
            raise ValueError("times that are not negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Engines:
    engines: tuple[ServingEngine, ...]


@cache
def engines(file: Path = DATA) -> tuple[ServingEngine, ...]:
    """Every engine of data/engines, or of such a file.

    Raises:
        DataError: The file cannot be read.
    """
    table: _Engines = check(read_document(file, name="data/engines/engines.yaml"), _Engines)
    return table.engines


def find_engine(name: str, file: Path = DATA) -> ServingEngine:
    """The engine called `name`, by its name or an alias, in any case.

    Raises:
        ModelError: There is none of that name.
    """
    wanted = name.casefold()
    for each in engines(file):
        if wanted in (each.engine.casefold(), *(alias.casefold() for alias in each.aliases)):
            return each
    raise ModelError(
        f"no serving engine is called '{name}'",
        "--engine",
        f"choose one of {', '.join(each.engine for each in engines(file))}",
    )
