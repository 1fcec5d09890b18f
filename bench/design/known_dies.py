"""The area, power and cost models beside known dies: setting their constants, and their errors.

Belongs here: area, power and cost of known dies, by the models and as published. Does not: the
models (ecluse.design.body).
Always true: no error is left out; each die says whether it set a constant or only checks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ecluse.design.body import Body, body, cost_usd, logic_mm2, power_w
from ecluse.design.process import Technology, read_cited, technology
from ecluse.facts.file_record import file_record
from ecluse.inference.chip import Chip, rate_of
from ecluse.inference.data_files import DATA
from ecluse.inference.from_item import catalogue, find_chip


@file_record
class KnownDie:
    """A chip whose die is public; it sets or checks the models of body.py."""

    item: str
    use: str
    nm: int
    clock_mhz: int
    sram_mb: float
    stacks_on_die: int
    stack: str
    stacks: int
    cited: tuple[str, ...]
    die_area_mm2: float | None = None
    tdp_w: float | None = None
    cost_usd: float | None = None
    same_die_as: str | None = None
    note: str | None = None


@file_record
class _Dies:
    sources: dict[str, str]
    dies: tuple[KnownDie, ...]


@dataclass(frozen=True, slots=True)
class CheckedDie:
    """One known die beside the models.

    Args:
        pairs: For area (mm2), power (W) and cost (USD): what is published or None, what the model
            says, and the columns to print it in.
    """

    item: str
    use: str
    pairs: tuple[tuple[float | None, float, int], ...]


def checks(folder: Path = DATA) -> list[CheckedDie]:
    """Every known die of a data folder beside the models."""
    return list(map(_check, _dies(folder)))


def refit(folder: Path = DATA) -> dict[str, float]:
    """The constants of body.py as the dies marked `fit` set them."""
    fits = [die for die in _dies(folder) if die.known.use == "fit"]
    own = {die.known.nm: die for die in fits if die.known.same_die_as is None}
    fitted = {
        f"core_mm2 {nm}": (die.area_mm2 - die.needed_mm2(replace(die.body, core_mm2=0.0)))
        / rate_of(die.chip, 16)
        for nm, die in own.items()
    }
    one, seven = own[5], own[7]
    other = next(die for die in fits if die.known.same_die_as == one.known.item)
    core, still = _core_and_still(one, other)
    without = replace(seven.body, core_w=0.0, still_w_per_mm2=still)
    return {
        **fitted,
        "core_w 5": core,
        "still": still,
        "core_w 7": (seven.tdp_w - seven.drawn_w(without)) / rate_of(seven.chip, 16),
    }


def _dies(folder: Path) -> list[_Die]:
    on_file: _Dies = read_cited(folder, "known_dies.yaml", _Dies)
    return [_Die(die, technology(folder), folder) for die in on_file.dies]


def _core_and_still(one: _Die, other: _Die) -> tuple[float, float]:
    """Watts for each tera-operation per second, and for each mm2.

    Two dies of one size at very different rates separate the power of the area from that of the
    cores.
    """
    rates = [rate_of(die.chip, 16) for die in (one, other)]
    rest = [
        die.tdp_w - die.drawn_w(replace(die.body, core_w=0.0, still_w_per_mm2=0.0))
        for die in (one, other)
    ]
    core = (rest[0] - rest[1]) / (rates[0] - rates[1])
    return core, (rest[1] - core * rates[1]) / one.area_mm2


@dataclass(frozen=True, slots=True)
class _Die:
    """One known die with what the catalogue says of its chip."""

    known: KnownDie
    technology: Technology
    folder: Path

    @property
    def body(self) -> Body:
        return body(self.technology, self.known.nm, self.known.stack)

    @property
    def chip(self) -> Chip:
        return find_chip(self.known.item, self.folder)

    @property
    def area_mm2(self) -> float:
        """The published area."""
        if self.known.die_area_mm2 is not None:
            return self.known.die_area_mm2
        item = catalogue(self.folder).get(self.known.item, "known_dies.yaml")
        area = item.figures["die_area_mm2"].number
        assert area is not None
        return float(area)

    @property
    def tdp_w(self) -> float:
        """The published power; 0 where nobody gives it."""
        tdp = self.known.tdp_w if self.known.tdp_w is not None else self.chip.tdp_w
        return float(tdp or 0.0)

    def needed_mm2(self, b: Body) -> float:
        """The area by the model.

        A die cut down in rate keeps its area: its full sibling's figures say what the die takes.
        """
        known = self.known
        full = find_chip(known.same_die_as, self.folder) if known.same_die_as else self.chip
        cores = b.core_mm2 * rate_of(full, 16) + b.vector_mm2 * (
            full.vector_tera_flops_per_s or 0.0
        )
        links = (full.chip_link_gb_per_s or 0.0, full.host_link_gb_per_s or 0.0)
        rest = logic_mm2(b, 0.0, known.sram_mb, known.stacks_on_die, *links, known.clock_mhz, np)
        return float(rest) + cores * (b.clock_mhz / known.clock_mhz)

    def drawn_w(self, b: Body) -> float:
        """The power by the model."""
        chip = self.chip
        return float(
            power_w(
                b,
                rate_of(chip, 16),
                self.area_mm2,
                chip.dram_bandwidth_gb_per_s,
                chip.chip_link_gb_per_s or 0.0,
                chip.host_link_gb_per_s or 0.0,
                self.known.clock_mhz,
            )
        )


def _check(die: _Die) -> CheckedDie:
    chip, b, area = die.chip, die.body, die.area_mm2
    dies = 2 if area > b.field_mm2 else 1
    cost = float(cost_usd(b, area, dies, die.known.stacks_on_die, chip.dram_capacity_gb))
    return CheckedDie(
        chip.name,
        die.known.use,
        (
            (area if die.known.same_die_as is None else None, die.needed_mm2(b), 9),
            (die.tdp_w or None, die.drawn_w(b), 8),
            (die.known.cost_usd, cost, 8),
        ),
    )
