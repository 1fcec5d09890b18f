"""Processes, memory stacks and links, with where each figure was read.

Belongs here: reading data/processes. Does not: what a design takes of them (body.py).
Always true: every figure has a source, or says how it was worked out, or that it is recalled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ecluse.citation import Confidence
from ecluse.errors import DataError, ModelError
from ecluse.facts.file_record import file_record
from ecluse.facts.reader import check, read_data
from ecluse.inference.data_files import DATA, RELEASES


@file_record
class SourcedFigure:
    """One figure, positive, with its sources by key."""

    value: float
    confidence: Confidence
    cited: tuple[str, ...] = ()
    note: str | None = None

    def __post_init__(self) -> None:
        if not self.value > 0:
            raise ValueError("a positive figure")
        if not self.cited and self.confidence not in (Confidence.DERIVED, Confidence.MEMORY):
            raise ValueError("cited, or marked derived or memory")


@file_record
class Choices:
    """The values that a part is sold in."""

    values: tuple[int, ...]
    cited: tuple[str, ...]
    confidence: Confidence


@file_record
class FoundryClaim:
    """A foundry's comparison of a process with the one before it.

    It gives the gain in speed at the same power, and the power at the same speed.
    """

    nm: int
    faster_at_same_power: float
    power_at_same_speed: float
    cited: tuple[str, ...]
    confidence: Confidence


@file_record
class Process:
    """One process of a foundry."""

    process: str
    nm: int
    wafer_usd: SourcedFigure
    defects_per_cm2: SourcedFigure
    transistors_per_mm2: SourcedFigure
    sram_mm2_per_mb: SourcedFigure
    serdes: str
    host: str
    after: FoundryClaim | None = None


@file_record
class Stack:
    """One generation of high-bandwidth memory."""

    stack: str
    bandwidth_gb_per_s: SourcedFigure
    capacities_gb: Choices
    gb_per_s_per_w: SourcedFigure
    usd_per_gb: SourcedFigure
    phy_mm2: SourcedFigure
    controller_transistors: SourcedFigure
    footprint_mm2: SourcedFigure


@file_record
class Link:
    """One link or lane off the package; its bandwidth counts both directions."""

    link: str
    gb_per_s: SourcedFigure
    phy_mm2: SourcedFigure
    controller_transistors: SourcedFigure
    joule_per_bit: SourcedFigure


@file_record
class _Logic:
    sources: dict[str, str]
    field_mm2: SourcedFigure
    wafer_diameter_mm: SourcedFigure
    yield_clustering: SourcedFigure
    processes: tuple[Process, ...]


@file_record
class _Parts:
    sources: dict[str, str]
    stacks: tuple[Stack, ...]
    links: tuple[Link, ...]
    vector_transistors_per_lane: SourcedFigure
    package_usd_per_mm2: SourcedFigure
    assembly_usd: SourcedFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology:
    """The processes, memory stacks and links under data/processes."""

    field_mm2: float
    wafer_diameter_mm: float
    yield_clustering: float
    processes: Mapping[int, Process]
    stacks: Mapping[str, Stack]
    links: Mapping[str, Link]
    vector_transistors_per_lane: float
    package_usd_per_mm2: float
    assembly_usd: float

    def process(self, nm: int) -> Process:
        """The process of a class.

        Raises:
            ModelError: None is on file.
        """
        if nm not in self.processes:
            classes = sorted(self.processes.items())
            known = ", ".join(f"{key} ({process.process})" for key, process in classes)
            raise ModelError(
                f"no process of {nm} nm is on file", "process", f"choose one of {known}"
            )
        return self.processes[nm]

    def stack(self, name: str) -> Stack:
        """The memory stack of a generation.

        Raises:
            ModelError: None is on file.
        """
        stacks = {key.casefold(): stack for key, stack in self.stacks.items()}
        if name.casefold() not in stacks:
            raise ModelError(
                f"no memory stack '{name}' is on file",
                "memory",
                f"choose one of {', '.join(self.stacks)}",
            )
        return stacks[name.casefold()]


@lru_cache(maxsize=RELEASES)
def technology(folder: Path = DATA) -> Technology:
    """The processes, memory stacks and links of a data folder.

    Raises:
        DataError: A file is wrong, or cites a source that it does not name.
    """
    logic: _Logic = read_cited(folder, "logic.yaml", _Logic)
    parts: _Parts = read_cited(folder, "parts.yaml", _Parts)
    return Technology(
        field_mm2=logic.field_mm2.value,
        wafer_diameter_mm=logic.wafer_diameter_mm.value,
        yield_clustering=logic.yield_clustering.value,
        processes={process.nm: process for process in logic.processes},
        stacks={stack.stack: stack for stack in parts.stacks},
        links={link.link: link for link in parts.links},
        vector_transistors_per_lane=parts.vector_transistors_per_lane.value,
        package_usd_per_mm2=parts.package_usd_per_mm2.value,
        assembly_usd=parts.assembly_usd.value,
    )


def read_cited(folder: Path, file: str, shape: Any) -> Any:
    """A file of data/processes, each of whose citations is among its sources.

    Raises:
        DataError: It is wrong, or cites a source that it does not name.
    """
    document = read_data(folder, f"processes/{file}")
    table = check(document, shape)
    missing = sorted(set(_cited(document.tree)) - set(table.sources))
    if missing:
        raise DataError(
            f"'{missing[0]}' is cited and not among the sources",
            document.file,
            "name it under sources, or mend the key",
        )
    return table


def _cited(tree: Any) -> Iterator[str]:
    """The keys of sources that a tree cites anywhere."""
    if isinstance(tree, Mapping):
        yield from map(str, tree.get("cited", ()))
        tree = [branch for name, branch in tree.items() if name != "cited"]
    if isinstance(tree, list):
        for branch in tree:
            yield from _cited(branch)
