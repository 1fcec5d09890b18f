"""The area, power and cost models beside known dies: setting their constants, and their errors.

Belongs here: what a known die should take by the models, and what it takes. Does not: the models
(body.py).
Always true: no error is left out; dies that set a constant are told apart from those that only
check.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ecluse.design.body import Body, body, cost_usd, logic_mm2, power_w
from ecluse.design.process import KnownDie, technology
from ecluse.inference.chip import Chip, rate_of
from ecluse.inference.from_item import find_chip


@dataclass(frozen=True, slots=True)
class CheckedDie:
    """One known die: (published or None, by the model, columns to print in) for area, power and
    cost.
    """

    item: str
    use: str
    pairs: tuple[tuple[float | None, float, int], ...]


def checks() -> list[CheckedDie]:
    """Every known die beside the models."""
    return [_check(die) for die in technology().known_dies]


def refit() -> dict[str, float]:
    """The constants of body.py as the dies marked `fit` set them."""
    fits = [die for die in technology().known_dies if die.use == "fit"]
    own = {die.nm: die for die in fits if die.same_die_as is None}
    found: dict[str, float] = {}
    for nm, die in own.items():
        b, chip = _body(die), find_chip(die.item)
        without = replace(b, core_mm2=0.0)
        found[f"core_mm2 {nm}"] = (_area(die) - _needed(without, die, chip)) / rate_of(chip, 16)
    # Two dies of one size at very different rates tell what the area draws from what the cores
    # draw.
    one = own[5]
    other = next(die for die in fits if die.same_die_as == one.item)
    rates = [rate_of(find_chip(die.item), 16) for die in (one, other)]
    rest = [
        _tdp(die) - _drawn(replace(_body(die), core_w=0.0, still_w_per_mm2=0.0), die)
        for die in (one, other)
    ]
    found["core_w 5"] = (rest[0] - rest[1]) / (rates[0] - rates[1])
    found["still"] = (rest[1] - found["core_w 5"] * rates[1]) / _area(one)
    seven = own[7]
    b7 = replace(_body(seven), core_w=0.0, still_w_per_mm2=found["still"])
    found["core_w 7"] = (_tdp(seven) - _drawn(b7, seven)) / rate_of(find_chip(seven.item), 16)
    return found


def _body(die: KnownDie) -> Body:
    return body(technology(), die.nm, die.stack)


def _area(die: KnownDie) -> float:
    from ecluse.law.library import load

    if die.die_area_mm2 is not None:
        return die.die_area_mm2
    known = load().catalogue.get(die.item, "known_dies.yaml").figures["die_area_mm2"].number
    assert known is not None
    return float(known)


def _tdp(die: KnownDie) -> float:
    tdp = die.tdp_w if die.tdp_w is not None else find_chip(die.item).tdp_w
    return float(tdp or 0.0)


def _needed(b: Body, die: KnownDie, chip: Chip) -> float:
    # A die cut down in rate keeps its area: its full sibling's figures say what the die takes.
    full = find_chip(die.same_die_as) if die.same_die_as else chip
    rate = rate_of(full, 16)
    slower = b.clock_mhz / die.clock_mhz
    fp32 = full.vector_tera_flops_per_s or 0.0
    area = float(
        logic_mm2(
            b,
            0.0,
            die.sram_mb,
            die.stacks_on_die,
            full.chip_link_gb_per_s or 0.0,
            full.host_link_gb_per_s or 0.0,
            die.clock_mhz,
            np,
        )
    )
    return area + (b.core_mm2 * rate + b.vector_mm2 * fp32) * slower


def _drawn(b: Body, die: KnownDie) -> float:
    chip = find_chip(die.item)
    return float(
        power_w(
            b,
            rate_of(chip, 16),
            _area(die),
            chip.dram_bandwidth_gb_per_s,
            chip.chip_link_gb_per_s or 0.0,
            chip.host_link_gb_per_s or 0.0,
            die.clock_mhz,
        )
    )


def _check(die: KnownDie) -> CheckedDie:
    chip, b = find_chip(die.item), _body(die)
    dies = 2 if _area(die) > b.field_mm2 else 1
    cost = float(cost_usd(b, _area(die), dies, die.stacks_on_die, chip.dram_capacity_gb))
    return CheckedDie(
        chip.name,
        die.use,
        (
            (_area(die) if die.same_die_as is None else None, _needed(b, die, chip), 9),
            (_tdp(die) or None, _drawn(b, die), 8),
            (die.cost_usd, cost, 8),
        ),
    )
