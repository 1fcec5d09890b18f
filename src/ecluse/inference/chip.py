"""Chips as the model sees them: a handful of figures, or many chips at once as columns.

Belongs here: the figures that a time depends on, what is assumed where one is missing, and one chip
or a million as arrays.
Does not: classification, prices in law, where a figure was read (the catalogue keeps that).
Always true: a figure nobody gives is None in `Chip`; every assumption made for it has a low and a
high end and is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ecluse.errors import ModelError

Floats = npt.NDArray[np.float64]
BITS = (4, 8, 16)
DRAM_GB = 2.0**30  # what data sheets call a GB of DRAM; see memory.capacity_bytes

# What is taken for a missing figure: (low, likely, high), as a multiple of a figure that is known.
# Read off data/items: the spread of data-center chips since 2020 (A100, H100, H20, B200, L40S,
# MI300X, 910B). Never used without being named.
VECTOR_PER_TENSOR_16 = (0.03, 0.065, 0.25)  # FP32 vector rate over dense BF16 matrix rate
WATT_PER_TERA_OP_16 = (0.45, 0.75, 1.3)  # TDP over dense BF16 matrix rate
HOST_LINK_GB_PER_S = (32.0, 64.0, 128.0)  # PCI Express 3.0, 4.0, 5.0 x16, both directions
NETWORK_GB_PER_S = (
    12.5,
    50.0,
    50.0,
)  # one 100 Gb/s port a chip; one 400 Gb/s port a chip, as DGX H100 has


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One accelerator: dense rates without sparsity; bandwidths of links count both directions
    together, as data sheets do.

    `chip_link_gb_per_s` reaches `link_domain` chips (one node, one rack); `network_gb_per_s` is
    what one chip can send to other domains, one way; `switch_sums` says that the switches between
    chips sum what passes through them. `sustained_tera_ops_per_s` is what the maker says that large
    products reach, where it says so. `ends` holds the lowest and highest value of figures that
    sources disagree about, by this class's names, rates as `tera_ops_per_s` and the width
    (`tera_ops_per_s 8`).
    """

    name: str
    tera_ops_per_s: Mapping[int, float]
    dram_bandwidth_gb_per_s: float | None
    dram_capacity_gb: float | None
    chip_link_gb_per_s: float | None = None
    host_link_gb_per_s: float | None = None
    network_gb_per_s: float | None = None
    vector_tera_flops_per_s: float | None = None
    tdp_w: float | None = None
    link_domain: int = 8
    switch_sums: bool = False
    sustained_tera_ops_per_s: Mapping[int, float] = field(default_factory=dict)
    price_usd: float | None = None
    ends: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for bits, rate in self.tera_ops_per_s.items():
            if not rate > 0:
                raise ModelError(
                    f"{self.name} has a rate of {rate} tera-operations/s at {bits} bits",
                    "chip",
                    "give a positive rate, or none",
                )
        for name in (
            "dram_bandwidth_gb_per_s",
            "dram_capacity_gb",
            "chip_link_gb_per_s",
            "network_gb_per_s",
            "vector_tera_flops_per_s",
            "tdp_w",
        ):
            value = getattr(self, name)
            if value is not None and (
                not value >= 0
                or (value == 0 and name not in ("chip_link_gb_per_s", "network_gb_per_s"))
            ):
                raise ModelError(
                    f"{self.name} has {name} {value}",
                    "chip",
                    "give a positive figure, or leave it out where nobody gives it",
                )


@dataclass(frozen=True, slots=True)
class ChipArrays:
    """Many chips: each field has shape (designs,); rates and bandwidths in operations, bytes and
    watts per second.

    `tensor` has one column per operand width of BITS, shape (designs, 3); a width that the chip
    lacks holds the next wider one's rate, since narrower operands are then widened first.
    `sustained` has the same shape: what the maker says that large products reach, infinite where it
    says nothing.
    """

    tensor: Floats
    vector: Floats
    dram_bytes_per_s: Floats
    dram_bytes: Floats
    link_bytes_per_s: Floats
    network_bytes_per_s: Floats
    tdp_w: Floats
    link_domain: Floats
    shares_bus: npt.NDArray[np.bool_]
    switch_sums: npt.NDArray[np.bool_]
    sustained: Floats
    assumed: tuple[str, ...] = field(default=(), compare=False)

    def __len__(self) -> int:
        return int(self.dram_bytes.shape[0])

    def take(self, rows: slice) -> ChipArrays:
        """Some of the chips."""
        return ChipArrays(
            self.tensor[rows],
            self.vector[rows],
            self.dram_bytes_per_s[rows],
            self.dram_bytes[rows],
            self.link_bytes_per_s[rows],
            self.network_bytes_per_s[rows],
            self.tdp_w[rows],
            self.link_domain[rows],
            self.shares_bus[rows],
            self.switch_sums[rows],
            self.sustained[rows],
            self.assumed,
        )


def rate_of(chip: Chip, bits: int) -> float:
    """The dense rate at `bits`, or at the next wider operands that the chip multiplies.

    Raises:
        ModelError: It has no rate at `bits` or wider.
    """
    wider = sorted(width for width in chip.tera_ops_per_s if width >= bits)
    if not wider:
        have = ", ".join(f"{width} bits" for width in sorted(chip.tera_ops_per_s)) or "no width"
        raise ModelError(
            f"{chip.name} has no rate at {bits} bits or wider",
            f"it has one at {have}",
            "choose a precision that it has",
        )
    return chip.tera_ops_per_s[wider[0]]


def stack(chips: Iterable[Chip]) -> ChipArrays:
    """Chips as columns; missing figures get the likely end of their assumption.

    Raises:
        ModelError: A chip lacks a figure that nothing stands in for.
    """
    rows = [_filled(chip, 1) for chip in chips]
    return _columns(
        [row for row, _ in rows], tuple(sorted({name for _, names in rows for name in names}))
    )


def spread(chip: Chip) -> ChipArrays:
    """One chip as three columns: likely, low and high ends of what is assumed for its missing
    figures.
    """
    rows = [_filled(chip, end) for end in (1, 0, 2)]
    return _columns([row for row, _ in rows], rows[0][1])


def _filled(chip: Chip, end: int) -> tuple[Chip, tuple[str, ...]]:
    missing = [
        name
        for name in ("dram_bandwidth_gb_per_s", "dram_capacity_gb")
        if getattr(chip, name) is None
    ]
    if missing or not chip.tera_ops_per_s:
        names = ", ".join([*(["tera_ops_per_s"] if not chip.tera_ops_per_s else []), *missing])
        raise ModelError(
            f"{chip.name} cannot be modelled without {names}",
            "nobody gives the figure",
            "write a YAML file of the item with your own figures, or choose another chip",
        )
    tensor = rate_of(chip, max(chip.tera_ops_per_s))
    if max(chip.tera_ops_per_s) == 8:
        tensor /= 2  # a chip that multiplies 8-bit operands only is taken to be half as fast at 16
    filled: dict[str, Any] = {
        name: pair[end // 2]
        for name, pair in chip.ends.items()
        if end != 1 and not name.startswith("tera_ops")
    }
    rates = {
        bits: chip.ends.get(f"tera_ops_per_s {bits}", (rate, rate, rate))[end // 2]
        if end != 1
        else rate
        for bits, rate in chip.tera_ops_per_s.items()
    }
    disagreeing = tuple(chip.ends)
    if chip.vector_tera_flops_per_s is None:
        filled["vector_tera_flops_per_s"] = VECTOR_PER_TENSOR_16[end] * tensor
    if chip.tdp_w is None:
        filled["tdp_w"] = WATT_PER_TERA_OP_16[end] * tensor
    if chip.network_gb_per_s is None:
        filled["network_gb_per_s"] = NETWORK_GB_PER_S[end]
    if chip.host_link_gb_per_s is None and not chip.chip_link_gb_per_s:
        filled["host_link_gb_per_s"] = HOST_LINK_GB_PER_S[end]
    return replace(chip, tera_ops_per_s=rates, **filled), tuple(
        sorted({*(name for name in filled if getattr(chip, name) is None), *disagreeing})
    )


def _columns(chips: list[Chip], assumed: tuple[str, ...]) -> ChipArrays:
    def column(name: str, scale: float) -> Floats:
        return np.array([getattr(chip, name) for chip in chips], dtype=np.float64) * scale

    def tensor(chip: Chip, bits: int) -> float:
        if bits > max(chip.tera_ops_per_s):
            return rate_of(chip, max(chip.tera_ops_per_s)) / 2
        return rate_of(chip, bits)

    # Chips without a link of their own, or of unknown link, talk over the host's bus and share it.
    links = [
        (chip.chip_link_gb_per_s or chip.host_link_gb_per_s or 0.0, not chip.chip_link_gb_per_s)
        for chip in chips
    ]
    return ChipArrays(
        tensor=np.array([[tensor(chip, bits) for bits in BITS] for chip in chips], dtype=np.float64)
        * 1e12,
        vector=column("vector_tera_flops_per_s", 1e12),
        dram_bytes_per_s=column("dram_bandwidth_gb_per_s", 1e9),
        dram_bytes=column("dram_capacity_gb", DRAM_GB),
        link_bytes_per_s=np.array([link for link, _ in links], dtype=np.float64) * 1e9 / 2,
        network_bytes_per_s=column("network_gb_per_s", 1e9),
        tdp_w=column("tdp_w", 1.0),
        link_domain=column("link_domain", 1.0),
        shares_bus=np.array([bus for _, bus in links], dtype=np.bool_),
        switch_sums=np.array([chip.switch_sums for chip in chips], dtype=np.bool_),
        sustained=np.array(
            [[chip.sustained_tera_ops_per_s.get(bits, np.inf) for bits in BITS] for chip in chips],
            dtype=np.float64,
        )
        * 1e12,
        assumed=assumed,
    )


def chip_from_figures(
    name: str,
    figures: Mapping[str, Any],
    *,
    ends: Mapping[str, tuple[float, float]] | None = None,
    **more: Any,
) -> Chip:
    """A chip from figures named as in data/items (`fp8_tera_ops_per_s`, `dram_bandwidth_gb_per_s`,
    …); others are ignored.

    >>> chip_from_figures("paper", {"bf16_tera_ops_per_s": 148, "dram_bandwidth_gb_per_s": 4000, "dram_capacity_gb": 96}).tera_ops_per_s
    {16: 148.0}
    """

    def number(key: str) -> float | None:
        value = figures.get(key)
        return None if value is None else float(value)

    rates: dict[int, float] = {}
    spans: dict[str, tuple[float, float]] = {}
    for bits, formats in ((4, ("fp4", "int4")), (8, ("fp8", "int8")), (16, ("bf16", "fp16"))):
        found = {
            key: rate
            for key in (f"{each}_tera_ops_per_s" for each in formats)
            if (rate := number(key))
        }
        if found:
            fastest = max(found, key=lambda key: found[key])
            rates[bits] = found[fastest]
            if ends and fastest in ends:
                spans[f"tera_ops_per_s {bits}"] = ends[fastest]
    for key in (
        "dram_bandwidth_gb_per_s",
        "dram_capacity_gb",
        "chip_link_gb_per_s",
        "host_link_gb_per_s",
        "tdp_w",
    ):
        if ends and key in ends:
            spans[key] = ends[key]
    return Chip(
        name=name,
        tera_ops_per_s=rates,
        dram_bandwidth_gb_per_s=number("dram_bandwidth_gb_per_s"),
        dram_capacity_gb=number("dram_capacity_gb"),
        chip_link_gb_per_s=number("chip_link_gb_per_s"),
        host_link_gb_per_s=number("host_link_gb_per_s"),
        vector_tera_flops_per_s=number("fp32_tera_ops_per_s"),
        tdp_w=number("tdp_w"),
        ends=spans,
        **more,
    )
