"""Serving engines: what software adds to the time of a pass, as named values with their sources.

Belongs here: reading data/engines, and finding one by name. Does not: the time of a pass
(phase.py), fitting.
Always true: an engine holds no figure of a chip; each constant says which measurements set it.

Source: docs/model/serving.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ecluse.errors import ModelError
from ecluse.inference.data_files import DATA, RELEASES, read_table

STANDARD = "tensorrt-llm"  # most rows marked `fit` were measured with it


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingEngine:
    """One serving engine.

    Args:
        step_s: Time between two passes: scheduling, sampling, launching.
        sequence_s: Further time between two passes for each sequence of the pass.
        request_s: Time between a request's arrival and its first pass.
        launch_layer_s: The least time that the host takes to launch one layer of a pass that no
            graph captured.
        graph_prompt_tokens: Most prompt tokens of a captured pass; None where all are captured.
        graph_context_tokens: Longest captured context; None where all are captured.
        shares_cache_reads: Whether query heads that share a cache head read it once together.
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

    def between_s(self, sequences: float) -> float:
        """Time between two passes of so many sequences."""
        return self.step_s + sequences * self.sequence_s


@dataclass(frozen=True, slots=True, kw_only=True)
class _Engines:
    engines: tuple[ServingEngine, ...]


@lru_cache(maxsize=RELEASES)
def engines(folder: Path = DATA) -> tuple[ServingEngine, ...]:
    """Every serving engine of a data folder.

    Raises:
        DataError: The file cannot be read.
    """
    return read_table(folder, "engines/engines.yaml", _Engines).engines


def find_engine(name: str = STANDARD, folder: Path = DATA) -> ServingEngine:
    """The engine called `name`, by its name or an alias, in any case.

    Raises:
        ModelError: There is none of that name.
    """
    wanted = name.casefold()
    for engine in engines(folder):
        if wanted in (called.casefold() for called in (engine.engine, *engine.aliases)):
            return engine
    raise ModelError(
        f"no serving engine is called '{name}'",
        "engine",
        f"choose one of {', '.join(engine.engine for engine in engines(folder))}",
    )
