"""What a design takes: logic area, power and the cost of making it.

Belongs here: the area, power and cost models, as array code, and the few constants set on known
dies.
Does not: what a design does (objective.py), or whether it may ship (legal.py).
Always true: each grows with everything that a design has; a die larger than the scanner's field has
no cost.

Source: docs/design-search.md. `python bench/design/calibrate.py` sets the constants again and
prints the errors on known dies.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, pi
from typing import Any

from ecluse.design.process import Link, Process, Stack, Technology

# FP32 rate beside the matrix units: one operation in four of theirs, up to what an H100 has
MOST_VECTOR_TERA_FLOPS = 64.0
VECTOR_SHARE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The constants of one process and one memory generation, worked out once for a space.

    `core_mm2` is the logic area of 1 dense tera-operation/s at 16 bits and `clock_mhz`, with its
    share of registers, schedulers, spare cores and wiring. It is the area of an A100 (7 nm) or an
    H100 (5 nm) without caches, memory and link interfaces and FP32 lanes. `core_w` is its power.
    `still_w_per_mm2` is the power that every square millimeter draws besides. Both are set on the
    printed TDP of A100, H100 and H20.
    """

    nm: int
    clock_mhz: float
    core_mm2: float
    core_w: float
    still_w_per_mm2: float
    speed_power: float
    sram_mm2_per_mb: float
    vector_mm2: float
    stack_mm2: float
    link_mm2_per_gb_per_s: float
    host_mm2_per_gb_per_s: float
    stack_w_per_gb_per_s: float
    link_w_per_gb_per_s: float
    stack_gb_per_s: float
    stack_usd_per_gb: float
    stack_footprint_mm2: float
    wafer_usd: float
    wafer_diameter_mm: float
    defects_per_mm2: float
    clustering: float
    package_usd_per_mm2: float
    assembly_usd: float
    field_mm2: float


# Set by bench/design/calibrate.py on the dies marked `fit`; the N3E figures follow N5's by the
# foundry's ratios.
CORE_MM2 = {7: (1410.0, 1.7572), 5: (1830.0, 0.5475)}
CORE_W = {7: 0.3737, 5: 0.3780}
STILL_W_PER_MM2 = 0.2306


def body(technology: Technology, nm: int, stack: str) -> Body:
    """The constants of one process and one memory generation.

    Raises:
        ModelError: Either is not on file.
    """
    process, memory = technology.process(nm), technology.stack(stack)
    clock, core, watts = _core(technology, process)
    serdes, host = technology.links[process.serdes], technology.links[process.host]
    density = process.transistors_per_mm2.value
    claimed = process if process.after else technology.processes[5]
    # Lanes for one tera-operation/s of multiply-adds at the reference clock.
    lanes = 1e12 / (2 * clock * 1e6)
    return Body(
        nm=nm,
        clock_mhz=clock,
        core_mm2=core,
        core_w=watts,
        still_w_per_mm2=STILL_W_PER_MM2,
        speed_power=_speed_power(claimed),
        sram_mm2_per_mb=process.sram_mm2_per_mb.value,
        vector_mm2=lanes * technology.vector_transistors_per_lane / density,
        link_mm2_per_gb_per_s=_interface_mm2(serdes, density) / serdes.gb_per_s.value,
        host_mm2_per_gb_per_s=_interface_mm2(host, density) / host.gb_per_s.value,
        link_w_per_gb_per_s=serdes.joule_per_bit.value * 8e9,
        wafer_usd=process.wafer_usd.value,
        wafer_diameter_mm=technology.wafer_diameter_mm,
        defects_per_mm2=process.defects_per_cm2.value / 100.0,
        clustering=technology.yield_clustering,
        package_usd_per_mm2=technology.package_usd_per_mm2,
        assembly_usd=technology.assembly_usd,
        field_mm2=technology.field_mm2,
        **_of_stack(memory, density),
    )


def _interface_mm2(part: Link | Stack, transistors_per_mm2: float) -> float:
    """The area on the die that talks to a link or a memory stack."""
    controller = part.controller_transistors.value / transistors_per_mm2
    return part.phy_mm2.value + controller


def _of_stack(memory: Stack, transistors_per_mm2: float) -> dict[str, float]:
    return {
        "stack_mm2": _interface_mm2(memory, transistors_per_mm2),
        "stack_w_per_gb_per_s": 1.0 / memory.gb_per_s_per_w.value,
        "stack_gb_per_s": memory.bandwidth_gb_per_s.value,
        "stack_usd_per_gb": memory.usd_per_gb.value,
        "stack_footprint_mm2": memory.footprint_mm2.value,
    }


def _core(technology: Technology, process: Process) -> tuple[float, float, float]:
    if process.nm in CORE_MM2:
        clock, core = CORE_MM2[process.nm]
        return clock, core, CORE_W[process.nm]
    assert process.after is not None  # a process that no die calibrates names the one it follows
    before = technology.processes[process.after.nm]
    clock, core, watts = _core(technology, before)
    return (
        clock,
        core * before.transistors_per_mm2.value / process.transistors_per_mm2.value,
        watts * process.after.power_at_same_speed,
    )


def _speed_power(process: Process) -> float:
    """The exponent k in power ~ clock^k, from the two halves of a foundry's claim.

    The claim gives the gain in speed at the same power, and the saving of power at the same speed.

    >>> from ecluse.design.process import technology
    >>> round(_speed_power(technology().processes[5]), 2)
    2.55
    """
    assert process.after is not None
    return log(1 / process.after.power_at_same_speed) / log(process.after.faster_at_same_power)


def vector_rate(tera_ops_16: Any, xp: Any) -> Any:
    """The FP32 rate that a design has beside its matrix units, in tera-operations per second."""
    return xp.minimum(VECTOR_SHARE * tera_ops_16, MOST_VECTOR_TERA_FLOPS)


def logic_mm2(
    b: Body,
    tera_ops_16: Any,
    sram_mb: Any,
    stacks: Any,
    link_gb_per_s: Any,
    host_gb_per_s: float,
    clock_mhz: Any,
    xp: Any,
) -> Any:
    """The logic area that a design needs, all dies together; shape (designs,)."""
    slower = b.clock_mhz / clock_mhz
    cores = (b.core_mm2 * tera_ops_16 + b.vector_mm2 * vector_rate(tera_ops_16, xp)) * slower
    return (
        cores
        + b.sram_mm2_per_mb * sram_mb
        + b.stack_mm2 * stacks
        + b.link_mm2_per_gb_per_s * link_gb_per_s
        + b.host_mm2_per_gb_per_s * host_gb_per_s
    )


def power_w(
    b: Body,
    tera_ops_16: Any,
    area_mm2: Any,
    dram_gb_per_s: Any,
    link_gb_per_s: Any,
    host_gb_per_s: float,
    clock_mhz: Any,
) -> Any:
    """Power with everything at its peak, which stands for the TDP; shape (designs,)."""
    # Energy of an operation: power ~ clock^k at a fixed number of units, rate ~ clock.
    energy = b.core_w * (clock_mhz / b.clock_mhz) ** (b.speed_power - 1)
    links = b.link_w_per_gb_per_s * (link_gb_per_s + host_gb_per_s)
    return (
        b.still_w_per_mm2 * area_mm2
        + energy * tera_ops_16
        + b.stack_w_per_gb_per_s * dram_gb_per_s
        + links
    )


def die_usd(b: Body, die_mm2: Any) -> Any:
    """The cost of one good die: a wafer's price over its good dies, shape as given.

    Gross dies by the usual formula for a round wafer; yield by the negative binomial, in which
    defects cluster.
    """
    gross = (
        pi * (b.wafer_diameter_mm / 2) ** 2 / die_mm2
        - pi * b.wafer_diameter_mm / (2 * die_mm2) ** 0.5
    )
    good = (1 + b.defects_per_mm2 * die_mm2 / b.clustering) ** -b.clustering
    return b.wafer_usd / (gross * good)


def cost_usd(b: Body, area_mm2: Any, dies: Any, stacks: Any, capacity_gb: Any) -> Any:
    """What it costs to make one chip: dies, memory, package, test and assembly; no design, margin
    or tax.
    """
    package = b.package_usd_per_mm2 * (area_mm2 + b.stack_footprint_mm2 * stacks)
    return (
        dies * die_usd(b, area_mm2 / dies)
        + b.stack_usd_per_gb * capacity_gb
        + package
        + b.assembly_usd
    )
