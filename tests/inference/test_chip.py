"""Figures of chips: what is missing, what is assumed for it, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ecluse.errors import ModelError
from ecluse.inference.chip import BITS, Chip, chip_from_figures, rate_of, spread, stack
from ecluse.inference.efficiency import sustained_tensor
from ecluse.inference.from_item import find_chip

from .build import BARE, H20, H100


def test_an_unknown_figure_is_named_and_bounded() -> None:
    ends = spread(BARE)
    assert ends.assumed == (
        "host_link_gb_per_s",
        "network_gb_per_s",
        "tdp_w",
        "vector_tera_flops_per_s",
    )
    likely, low, high = ends.tdp_w
    assert low < likely < high


def test_a_chip_with_all_figures_has_no_range() -> None:
    ends = spread(H20)
    assert ends.assumed == ()
    assert len(set(ends.tdp_w)) == 1


def test_figures_that_sources_disagree_about_make_a_range() -> None:
    figures = {"bf16_tera_ops_per_s": 350, "dram_bandwidth_gb_per_s": 1600, "dram_capacity_gb": 64}
    chip = chip_from_figures("x", figures, ends={"bf16_tera_ops_per_s": (320, 376)})
    column = BITS.index(16)
    assert list(spread(chip).tensor[:, column] / 1e12) == [350, 320, 376]
    assert "tera_ops_per_s 16" in spread(chip).assumed


@pytest.mark.parametrize("name", ["dram_bandwidth_gb_per_s", "dram_capacity_gb"])
def test_no_figure_stands_in_for_memory(name: str) -> None:
    figures = {"bf16_tera_ops_per_s": 300, "dram_bandwidth_gb_per_s": 1600, "dram_capacity_gb": 64}
    with pytest.raises(ModelError, match=f"cannot be modelled without {name}"):
        stack(
            [chip_from_figures("x", {key: value for key, value in figures.items() if key != name})]
        )


def test_no_figure_stands_in_for_compute() -> None:
    with pytest.raises(ModelError, match="cannot be modelled without tera_ops_per_s"):
        stack([chip_from_figures("x", {"dram_bandwidth_gb_per_s": 1600, "dram_capacity_gb": 64})])


@pytest.mark.parametrize("value", [0, -1])
def test_zero_and_negative_figures_are_refused(value: float) -> None:
    with pytest.raises(ModelError, match="give a positive"):
        Chip(name="x", tera_ops_per_s={16: 300}, dram_bandwidth_gb_per_s=value, dram_capacity_gb=64)
    with pytest.raises(ModelError, match="give a positive rate"):
        Chip(name="x", tera_ops_per_s={16: value}, dram_bandwidth_gb_per_s=1, dram_capacity_gb=64)


def test_narrower_operands_are_widened_where_the_chip_has_no_narrower_rate() -> None:
    assert rate_of(H100, 4) == rate_of(H100, 8) == 1979
    with pytest.raises(ModelError, match="no rate at 16 bits or wider"):
        rate_of(
            Chip(name="x", tera_ops_per_s={8: 100}, dram_bandwidth_gb_per_s=1, dram_capacity_gb=1),
            16,
        )


def test_the_faster_of_two_formats_of_one_width_counts() -> None:
    assert chip_from_figures(
        "x", {"int8_tera_ops_per_s": 800, "fp8_tera_ops_per_s": 400}
    ).tera_ops_per_s == {8: 800}


def test_a_chip_without_links_shares_the_bus_of_its_host() -> None:
    assert stack([BARE]).shares_bus[0]
    assert not stack([H100]).shares_bus[0]


def test_fabrics_and_what_makers_say_come_with_the_item() -> None:
    sums = {
        name: find_chip(name).switch_sums
        for name in (
            "H100 SXM5 80GB",
            "H20 96GB",
            "H200 NVL 141GB",
            "H100 PCIe 80GB",
            "A100 SXM4 80GB",
            "MI300X",
        )
    }
    assert sums == {
        "H100 SXM5 80GB": True,
        "H20 96GB": True,
        "H200 NVL 141GB": False,
        "H100 PCIe 80GB": False,
        "A100 SXM4 80GB": False,
        "MI300X": False,
    }
    assert find_chip("GB200").link_domain == 72 and find_chip("Ascend 910C").link_domain == 384
    assert find_chip("MI300X").sustained_tera_ops_per_s == {16: 708, 8: 1273}
    assert find_chip("H100 SXM5 80GB").sustained_tera_ops_per_s == {}


def test_a_rate_is_no_higher_than_the_maker_says_that_it_sustains() -> None:
    capped = replace(H100, sustained_tera_ops_per_s={8: 700.0})
    free, held = (sustained_tensor(stack([each]))[0] for each in (H100, capped))
    assert held[1] == 700e12 < free[1] and held[2] == free[2]
