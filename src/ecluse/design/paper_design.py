"""One paper design: its figures, its area, power and cost, and its rates.

Belongs here: the value that a search returns. Does not: searching (walk.py, refine.py), the models
of area and time (body.py, objective.py).
Always true: a figure that the law may ask of a design is a whole number of its unit, the die's area
a whole number of tenths of a square millimeter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ecluse.design.figures import DesignFigures

TENTHS = 10  # of a square millimeter: the unit of areas


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One design: its figures, its area, power and cost, and its rates.

    Args:
        area_mm2: All logic dies together, with what padding adds.
        needed_mm2: The logic area without padding.
        dram_gb: All stacks together.
        link_gb_per_s: Between chips, both directions together.
        host_gb_per_s: To the host, both directions together.
        clock_percent: Of the clock at which the process's known die runs.
        power_w: With everything at its peak, in place of a TDP.
        cost_usd: To make, without design, margin or tax.
        decode: Output tokens per second and chip.
        prefill: Prompt tokens per second and chip.
        value: The figure searched by.
        tera_ops_16: Dense tera-operations per second at 16 bits.
        performance_density: TPP per square millimeter of logic.
    """

    nm: int
    memory: str
    tpp: int
    dies: int
    area_mm2: float
    needed_mm2: float
    sram_mb: int
    stacks: int
    dram_gb: int
    dram_gb_per_s: int
    link_gb_per_s: int
    host_gb_per_s: int
    clock_percent: int
    power_w: float
    cost_usd: float
    decode: float
    prefill: float
    value: float
    tera_ops_16: float = field(init=False)
    tera_ops_8: float = field(init=False)
    performance_density: float = field(init=False)

    def __post_init__(self) -> None:
        derived = {
            "tera_ops_16": self.tpp / 16,
            "tera_ops_8": 2 * (self.tpp / 16),
            "performance_density": self.tpp / self.area_mm2,
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    @property
    def figures(self) -> DesignFigures:
        """The figures that the law may ask for."""
        return DesignFigures(
            tpp=self.tpp,
            area_tenth_mm2=round(self.area_mm2 * TENTHS),
            dram_gb_per_s=self.dram_gb_per_s,
            dram_gb=self.dram_gb,
            link_gb_per_s=self.link_gb_per_s,
            host_gb_per_s=self.host_gb_per_s,
            process_nm=self.nm,
        )


_REAL = ("needed_mm2", "power_w", "cost_usd", "decode", "prefill", "value")


def design_of(fixed: Mapping[str, Any], area_tenths: Any, row: Mapping[str, Any]) -> Design:
    """A design from one row of a search's columns.

    Args:
        fixed: What all designs of a space share: nm, memory and host_gb_per_s.
        row: The other figures, by the names of `Design`.
    """
    plain: dict[str, Any] = {
        name: float(value) if name in _REAL else int(value) for name, value in row.items()
    }
    return Design(**fixed, area_mm2=int(area_tenths) / TENTHS, **plain)
