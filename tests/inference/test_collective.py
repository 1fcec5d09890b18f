"""Times between chips."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.inference.chip import Chip, stack
from ecluse.inference.collective import all_reduce_s, all_to_all_s
from ecluse.inference.operators import Message

from .build import A100, BARE, H100, chips, more


def exchange(group: int, *, small: bool = False) -> Message:
    return Message("dispatch", "all_to_all", 1.0, 1e6, group, 5.0, 3.0, small)


def test_one_chip_sends_nothing() -> None:
    assert all_reduce_s(stack([H100]), 1e6, 1)[0] == 0
    assert all_to_all_s(stack([H100]), exchange(1))[0] == 0


@pytest.mark.parametrize("group", [2, 4, 8, 16, 64])
def test_a_larger_sum_takes_longer(group: int) -> None:
    times = [float(all_reduce_s(stack([H100]), size, group)[0]) for size in (1e3, 1e6, 1e9)]
    assert times == sorted(times)


def test_crossing_nodes_costs_more_than_staying() -> None:
    columns = stack([H100])
    assert all_reduce_s(columns, 1e8, 16)[0] > 1.3 * all_reduce_s(columns, 1e8, 8)[0]
    assert all_to_all_s(columns, exchange(16))[0] > all_to_all_s(columns, exchange(8))[0]


def test_large_sums_use_two_thirds_of_the_links_each_way() -> None:
    size = 1e9
    assert 2 * 7 / 8 * size / float(all_reduce_s(stack([A100]), size, 8)[0]) == pytest.approx(
        0.64 * 300e9, rel=0.02
    )
    assert (1 + 1 / 8) * size / float(all_reduce_s(stack([H100]), size, 8)[0]) == pytest.approx(
        0.64 * 450e9, rel=0.02
    )


def test_switches_that_sum_help_eight_chips_and_not_two() -> None:
    plain = replace(H100, switch_sums=False)
    assert all_reduce_s(stack([H100]), 1e9, 8)[0] < 0.7 * all_reduce_s(stack([plain]), 1e9, 8)[0]
    assert all_reduce_s(stack([H100]), 1e9, 2)[0] == all_reduce_s(stack([plain]), 1e9, 2)[0]


def test_chips_on_a_bus_slow_one_another() -> None:
    columns = stack([BARE])
    per_byte = [
        float(all_reduce_s(columns, 1e9, group)[0]) / (2 * (group - 1) / group)
        for group in (2, 4, 8)
    ]
    assert per_byte == sorted(per_byte)


@settings(max_examples=50, deadline=None)
@given(
    chips(),
    st.sampled_from([2, 8, 16, 144]),
    st.sampled_from(["chip_link_gb_per_s", "network_gb_per_s"]),
    st.floats(1, 8),
    st.booleans(),
)
def test_more_link_never_slows_a_message(
    chip: Chip, group: int, figure: str, factor: float, small: bool
) -> None:
    slow, fast = (stack([each]) for each in (chip, more(chip, figure, factor)))
    message = exchange(group, small=small)
    assert all_to_all_s(fast, message)[0] <= all_to_all_s(slow, message)[0] * (1 + 1e-12)
    assert all_reduce_s(fast, 1e7, group)[0] <= all_reduce_s(slow, 1e7, group)[0] * (1 + 1e-12)
