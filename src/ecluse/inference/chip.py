"""Chips as the model sees them: a handful of figures, or many chips at once as columns.

Belongs here: the figures that a time depends on, what is assumed where one is missing, and one chip
or a million as arrays.
Does not: classification, prices in law, where a figure was read (the catalogue keeps that).
Always true: a figure that nobody gives is None in `Chip`; every assumption made for it is named and
has a low and a high end.
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
# One 100 Gb/s port a chip; one 400 Gb/s port a chip, as DGX H100 has.
NETWORK_GB_PER_S = (12.5, 50.0, 50.0)
LIKELY, LOW, HIGH = 1, 0, 2  # places in these


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One accelerator, with its published figures.

    Rates are dense, without sparsity. Bandwidths of links count both directions together, as data
    sheets do.

    Args:
        tera_ops_per_s: Rates by operand width in bits.
        chip_link_gb_per_s: Reaches the `link_domain` chips of one node or rack.
        network_gb_per_s: What one chip can send to other domains, one way.
        switch_sums: Whether the switches between chips sum what passes through them.
        sustained_tera_ops_per_s: What the maker says that large products reach, by width.
        ends: The lowest and the highest value of each figure that sources disagree about, by the
            names of this class; a rate is named with its width (`tera_ops_per_s 8`).
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
        for name in (*_POSITIVE, *_ZERO_OR_MORE):
            value = getattr(self, name)
            if value is not None and not (value > 0 or (value == 0 and name in _ZERO_OR_MORE)):
                raise ModelError(
                    f"{self.name} has {name} {value}",
                    "chip",
                    "give a positive figure, or leave it out where nobody gives it",
                )


_POSITIVE = (
    "dram_bandwidth_gb_per_s",
    "dram_capacity_gb",
    "vector_tera_flops_per_s",
    "tdp_w",
)
_ZERO_OR_MORE = ("chip_link_gb_per_s", "network_gb_per_s")


@dataclass(frozen=True, slots=True)
class ChipArrays:
    """Many chips: each field has shape (designs,), in operations or bytes per second, or in watts.

    Args:
        tensor: One column for each operand width of BITS, shape (designs, 3). A width that the chip
            lacks has the rate of the next wider one, for its operands are widened first.
        sustained: What the maker says that large products reach, shape (designs, 3); infinite where
            it says nothing.
        assumed: The figures that were assumed, or that sources disagree about.
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
            "precision",
            f"choose a precision that it has: its rates are at {have}",
        )
    return chip.tera_ops_per_s[wider[0]]


def stack(chips: Iterable[Chip]) -> ChipArrays:
    """Chips as columns; missing figures get the likely end of their assumption.

    Raises:
        ModelError: A chip lacks a figure that nothing stands in for.
    """
    rows = [_filled(chip, LIKELY) for chip in chips]
    assumed = {name for _, names in rows for name in names}
    return _columns([row for row, _ in rows], tuple(sorted(assumed)))


def spread(chip: Chip) -> ChipArrays:
    """One chip three times: with the likely, low and high ends of what is assumed for it."""
    rows = [_filled(chip, end) for end in (LIKELY, LOW, HIGH)]
    return _columns([row for row, _ in rows], rows[0][1])


def _filled(chip: Chip, end: int) -> tuple[Chip, tuple[str, ...]]:
    """A chip without gaps, and the figures that were assumed or that sources disagree about."""
    _check_modelled(chip)
    widest = max(chip.tera_ops_per_s)
    # A chip that multiplies 8-bit operands only is taken to be half as fast at 16.
    tensor = chip.tera_ops_per_s[widest] / (2 if widest == 8 else 1)
    assumed = {
        "vector_tera_flops_per_s": VECTOR_PER_TENSOR_16[end] * tensor,
        "tdp_w": WATT_PER_TERA_OP_16[end] * tensor,
        "network_gb_per_s": NETWORK_GB_PER_S[end],
    }
    if not chip.chip_link_gb_per_s:
        assumed["host_link_gb_per_s"] = HOST_LINK_GB_PER_S[end]
    missing = {name: value for name, value in assumed.items() if getattr(chip, name) is None}
    names = tuple(sorted({*missing, *chip.ends}))
    return replace(chip, **{**_at_end(chip, end), **missing}), names


def _check_modelled(chip: Chip) -> None:
    missing = [] if chip.tera_ops_per_s else ["tera_ops_per_s"]
    missing += [name for name in _SPANNED[:2] if getattr(chip, name) is None]
    if missing:
        raise ModelError(
            f"{chip.name} cannot be modelled without {', '.join(missing)}, which nobody gives",
            "chip",
            "write a YAML file of the item with your own figures, or choose another chip",
        )


def _at_end(chip: Chip, end: int) -> dict[str, Any]:
    """The figures that sources disagree about, at one of their ends."""
    if end == LIKELY:
        return {}
    place = end // 2
    rates = {
        bits: chip.ends[f"tera_ops_per_s {bits}"][place]
        if f"tera_ops_per_s {bits}" in chip.ends
        else rate
        for bits, rate in chip.tera_ops_per_s.items()
    }
    others = {
        name: pair[place] for name, pair in chip.ends.items() if not name.startswith("tera_ops")
    }
    return {"tera_ops_per_s": rates, **others}


def _columns(chips: list[Chip], assumed: tuple[str, ...]) -> ChipArrays:
    def column(name: str, scale: float) -> Floats:
        return np.array([getattr(chip, name) for chip in chips], dtype=np.float64) * scale

    # Chips without a link of their own, or of unknown link, talk over the host's bus and share it.
    links = [chip.chip_link_gb_per_s or chip.host_link_gb_per_s or 0.0 for chip in chips]
    said = (chip.sustained_tera_ops_per_s for chip in chips)
    sustained = [[rates.get(bits, np.inf) for bits in BITS] for rates in said]
    return ChipArrays(
        tensor=np.array([[_tensor(chip, bits) for bits in BITS] for chip in chips]) * 1e12,
        vector=column("vector_tera_flops_per_s", 1e12),
        dram_bytes_per_s=column("dram_bandwidth_gb_per_s", 1e9),
        dram_bytes=column("dram_capacity_gb", DRAM_GB),
        link_bytes_per_s=np.array(links, dtype=np.float64) * 1e9 / 2,
        network_bytes_per_s=column("network_gb_per_s", 1e9),
        tdp_w=column("tdp_w", 1.0),
        link_domain=column("link_domain", 1.0),
        shares_bus=np.array([not chip.chip_link_gb_per_s for chip in chips], dtype=np.bool_),
        switch_sums=np.array([chip.switch_sums for chip in chips], dtype=np.bool_),
        sustained=np.array(sustained, dtype=np.float64) * 1e12,
        assumed=assumed,
    )


def _tensor(chip: Chip, bits: int) -> float:
    widest = max(chip.tera_ops_per_s)
    return chip.tera_ops_per_s[widest] / 2 if bits > widest else float(rate_of(chip, bits))


_FORMATS = {4: ("fp4", "int4"), 8: ("fp8", "int8"), 16: ("bf16", "fp16")}
_VECTOR = "fp32_tera_ops_per_s"
_SPANNED = (
    "dram_bandwidth_gb_per_s",
    "dram_capacity_gb",
    "chip_link_gb_per_s",
    "host_link_gb_per_s",
    "tdp_w",
)
_RATE = "{}_tera_ops_per_s"
_READ = (*_SPANNED, _VECTOR, *(_RATE.format(name) for names in _FORMATS.values() for name in names))


def chip_from_figures(
    name: str,
    figures: Mapping[str, Any],
    *,
    ends: Mapping[str, tuple[float, float]] | None = None,
    **more: Any,
) -> Chip:
    """A chip from figures named as in data/items.

    Args:
        figures: `fp8_tera_ops_per_s`, `dram_bandwidth_gb_per_s` and so on; others are ignored.
        ends: Both ends of the figures that sources disagree about, by the same names.
        more: Other fields of `Chip`.

    >>> paper = {"bf16_tera_ops_per_s": 148, "dram_bandwidth_gb_per_s": 4000, "tdp_w": 400}
    >>> chip_from_figures("paper", paper).tera_ops_per_s
    {16: 148.0}
    """
    given = {key: float(figures[key]) for key in _READ if figures.get(key) is not None}
    disagreed = ends or {}
    spans = {key: disagreed[key] for key in _SPANNED if key in disagreed}
    rates: dict[int, float] = {}
    for bits, formats in _FORMATS.items():
        keys = [_RATE.format(number_format) for number_format in formats]
        fastest = max(keys, key=lambda key: given.get(key, 0.0))
        if given.get(fastest):
            rates[bits] = given[fastest]
            if fastest in disagreed:
                spans[f"tera_ops_per_s {bits}"] = disagreed[fastest]
    own: dict[str, Any] = {key: given.get(key) for key in _SPANNED}
    vector = given.get(_VECTOR)
    return Chip(
        name=name,
        tera_ops_per_s=rates,
        vector_tera_flops_per_s=vector,
        ends=spans,
        **own,
        **more,
    )
