"""The designs among which to search: ranges of figures.

Belongs here: the axes of a space and their ends. Does not: the points that are looked at
(points.py), which of them are allowed or good (legal.py, walk.py).
Always true: every axis holds whole numbers of its unit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from math import floor
from pathlib import Path
from typing import Any

from ecluse.design.body import Body, body
from ecluse.design.process import Technology, technology
from ecluse.errors import ModelError
from ecluse.inference.data_files import DATA

_MOST_PER_DOUBLING = 64


@dataclass(frozen=True, kw_only=True)
class Space:
    """A space of designs; every axis is a tuple of whole numbers in the unit that its name ends in.

    The defaults are what a designer of 2022 to 2024 could buy: one or two dies of the 5 nm class,
    up to six stacks of HBM3 (as GH100 has interfaces for), links of up to 900 GB/s, 700 W, and PCI
    Express 5.

    Args:
        nm: Process class; data/processes has 7, 5 and 3.
        memory: Generation of the memory stacks.
        tpp: Points of the TPP axis; a geometric grid up to what fits where left empty. A
            tera-operation/s at 16 bits is 16 TPP.
        dram_gb_per_s: Points of the bandwidth axis; quarters of a stack's worth where left empty.
        link_gb_per_s: Points of the link axis; hundreds up to `most_link_gb_per_s` where left
            empty.
        clock_percent: Clocks, in percent of the clock at which the process's known die runs.
        most_die_mm2: The largest die; the scanner's field where left at 0.
        area_step_tenth_mm2: Logic area is a multiple of this; a die is padded, to lower its
            density, in these steps.
        per_doubling: Points of the TPP axis for each doubling.
        technology: The processes, stacks and links on file; the library's own where left out.
    """

    nm: int = 5
    memory: str = "HBM3"
    dies: tuple[int, ...] = (1, 2)
    stacks: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    stack_gb: tuple[int, ...] = ()
    tpp: tuple[int, ...] = ()
    sram_mb: tuple[int, ...] = (10, 25, 50, 100, 200)
    dram_gb_per_s: tuple[int, ...] = ()
    link_gb_per_s: tuple[int, ...] = ()
    most_link_gb_per_s: int = 900
    clock_percent: tuple[int, ...] = (60, 80, 100)
    host_gb_per_s: int = 0
    most_w: float = 700.0
    most_die_mm2: float = 0.0
    most_usd: float = float("inf")
    area_step_tenth_mm2: int = 1
    per_doubling: int = 4
    least_tpp: int = 200
    technology: Technology = field(default_factory=technology, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("dies", "stacks", "sram_mb", "clock_percent"):
            if not getattr(self, name) or min(getattr(self, name)) <= 0:
                raise _refusal(name, "no positive", "", "give whole numbers from 1")
        for name in ("tpp", "dram_gb_per_s", "stack_gb", "link_gb_per_s"):
            least = min(getattr(self, name), default=1)
            if least < (0 if name == "link_gb_per_s" else 1):
                raise _refusal(name, "a", f" of {least}", "give positive whole numbers")
        if not 1 <= self.per_doubling <= _MOST_PER_DOUBLING:
            raise ModelError(
                f"per_doubling is {self.per_doubling}",
                "per_doubling",
                f"give a whole number from 1 to {_MOST_PER_DOUBLING}",
            )
        if self.most_link_gb_per_s < 0 or self.host_gb_per_s < 0 or self.least_tpp < 1:
            raise ModelError(
                "the space has a negative link, or no TPP",
                "space",
                "give whole numbers, a TPP from 1",
            )
        if self.most_w <= 0 or self.most_usd <= 0 or self.most_die_mm2 < 0:
            raise ModelError(
                "the space allows no power, no cost or no area",
                "space",
                "give positive figures",
            )

    @cached_property
    def body(self) -> Body:
        """The constants of the process and the memory."""
        b = body(self.technology, self.nm, self.memory)
        return replace(b, field_mm2=self.most_die_mm2) if self.most_die_mm2 else b

    @cached_property
    def host(self) -> int:
        """The host link: a x16 slot of the process's generation where none is given."""
        if self.host_gb_per_s:
            return self.host_gb_per_s
        host = self.technology.links[self.technology.process(self.nm).host]
        return round(16 * host.gb_per_s.value)

    @property
    def capacities(self) -> tuple[int, ...]:
        """Capacities of one stack."""
        return self.stack_gb or self.technology.stack(self.memory).capacities_gb.values

    @property
    def shared(self) -> dict[str, Any]:
        """What all designs of the space share, by the names of `Design`."""
        return {"nm": self.nm, "memory": self.memory, "host_gb_per_s": self.host}

    @property
    def most_tpp(self) -> int:
        """The TPP of the largest logic area if it were all cores."""
        b = self.body
        return floor(16 * max(self.dies) * b.field_mm2 / b.core_mm2 * max(self.clock_percent) / 100)


def _refusal(axis: str, has: str, value: str, mend: str) -> ModelError:
    return ModelError(f"the space has {has} {axis}{value}", axis, mend)


def space_of(
    *,
    nm: int,
    memory: str,
    dies: int,
    stacks: int,
    link: int,
    watts: float,
    dollars: float | None,
    folder: Path = DATA,
) -> Space:
    """A space from the few numbers that a question gives.

    Args:
        nm: Process class.
        dies: Most logic dies.
        stacks: Most memory stacks.
        link: Most bandwidth of the links between chips, GB/s.
        watts: Most power.
        dollars: Most cost to make; any where left out.
        folder: The data folder whose processes and stacks count.

    Raises:
        ModelError: A number is out of range, or no such process or memory is on file.
    """
    for name, number in (("dies", dies), ("stacks", stacks)):
        if not 1 <= number <= 16:
            raise ModelError(f"{name} is {number}", name, "give a whole number from 1 to 16")
    if not 0 <= link <= 10_000:
        raise ModelError(f"link is {link}", "link", "give a bandwidth from 0 to 10000 GB/s")
    if dollars is not None and not dollars > 0:
        raise ModelError(f"dollars is {dollars:g}", "dollars", "give a positive cost")
    if not watts > 0:
        raise ModelError(f"watts is {watts:g}", "watts", "give a positive power")
    on_file = technology(folder)
    on_file.process(nm)
    return Space(
        nm=nm,
        memory=on_file.stack(memory).stack,
        dies=tuple(range(1, dies + 1)),
        stacks=tuple(range(1, stacks + 1)),
        most_link_gb_per_s=link,
        most_w=watts,
        most_usd=float("inf") if dollars is None else dollars,
        technology=on_file,
    )
