"""Chips for the tests: figures as their data sheets print them, typed here so that these tests need
no catalogue.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from ecluse.inference.chip import Chip
from ecluse.inference.workload import Workload

H100 = Chip(
    name="H100 SXM5 80GB",
    tera_ops_per_s={8: 1979, 16: 989.5},
    dram_bandwidth_gb_per_s=3350,
    dram_capacity_gb=80,
    chip_link_gb_per_s=900,
    network_gb_per_s=50,
    vector_tera_flops_per_s=67,
    tdp_w=700,
    switch_sums=True,
)
H20 = Chip(
    name="H20 96GB",
    tera_ops_per_s={8: 296, 16: 148},
    dram_bandwidth_gb_per_s=4000,
    dram_capacity_gb=96,
    chip_link_gb_per_s=900,
    network_gb_per_s=50,
    vector_tera_flops_per_s=44,
    tdp_w=400,
    switch_sums=True,
)
A100 = Chip(
    name="A100 SXM4 80GB",
    tera_ops_per_s={8: 624, 16: 312},
    dram_bandwidth_gb_per_s=2039,
    dram_capacity_gb=80,
    chip_link_gb_per_s=600,
    network_gb_per_s=25,
    vector_tera_flops_per_s=19.5,
    tdp_w=400,
)
BARE = Chip(
    name="bare", tera_ops_per_s={16: 300}, dram_bandwidth_gb_per_s=1600, dram_capacity_gb=64
)


@st.composite
def chips(draw: st.DrawFn) -> Chip:
    """Any chip within an order of magnitude of what exists."""
    rate = draw(st.floats(50, 5000))
    return Chip(
        name="drawn",
        tera_ops_per_s={8: 2 * rate, 16: rate},
        dram_bandwidth_gb_per_s=draw(st.floats(300, 20_000)),
        dram_capacity_gb=draw(st.floats(80, 400)),
        chip_link_gb_per_s=draw(st.one_of(st.just(0.0), st.floats(10, 4000))),
        host_link_gb_per_s=64,
        network_gb_per_s=draw(st.floats(5, 400)),
        vector_tera_flops_per_s=draw(st.floats(5, 300)),
        tdp_w=draw(st.floats(70, 2000)),
        switch_sums=draw(st.booleans()),
    )


def more(chip: Chip, name: str, factor: float) -> Chip:
    """The chip with one figure multiplied."""
    if name == "tera_ops_per_s":
        return replace(
            chip, tera_ops_per_s={bits: rate * factor for bits, rate in chip.tera_ops_per_s.items()}
        )
    return replace(chip, **{name: getattr(chip, name) * factor})


def total_ops(work: Workload) -> float:
    """Matrix operations of a pass."""
    return float((work.operators.repeats * work.operators.tensor_ops).sum())


def total_bytes(work: Workload) -> float:
    """Bytes moved from and to DRAM in a pass."""
    return float((work.operators.repeats * work.operators.dram_bytes).sum())
