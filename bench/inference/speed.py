"""Designs per second of the fast path: `python bench/inference/speed.py [designs]`."""

from __future__ import annotations

import sys
import time

import numpy as np

from ecluse.inference.chip import ChipArrays
from ecluse.inference.efficiency import pass_times
from ecluse.inference.layout import Layout, find_precision
from ecluse.inference.llm import find_llm
from ecluse.inference.workload import decode, prefill


def main(designs: int = 1_000_000) -> int:
    """Time one model and one phase at a time, fixed layout, one thread."""
    draw = np.random.default_rng(0).uniform
    rate = draw(50, 3000, designs) * 1e12
    chips = ChipArrays(
        tensor=np.stack([4 * rate, 2 * rate, rate], axis=1),
        vector=rate / 15,
        dram_bytes_per_s=draw(0.5, 10, designs) * 1e12,
        dram_bytes=draw(40, 300, designs) * 1e9,
        link_bytes_per_s=draw(50, 1000, designs) * 1e9,
        network_bytes_per_s=np.full(designs, 5e10),
        tdp_w=draw(100, 1200, designs),
        link_domain=np.full(designs, 8.0),
        shares_bus=np.zeros(designs, dtype=np.bool_),
        switch_sums=np.ones(designs, dtype=np.bool_),
        sustained=np.full((designs, 3), np.inf),
    )
    fp8 = find_precision("fp8")
    works = {
        "Llama-3.1-70B decode, tp 8": decode(
            find_llm("Llama-3.1-70B"), Layout(tp=8), fp8, batch=64, context_tokens=4096
        ),
        "Llama-3.1-70B prefill, tp 8": prefill(
            find_llm("Llama-3.1-70B"), Layout(tp=8), fp8, tokens=8192, input_tokens=4096
        ),
        "DeepSeek-V3 decode, ep 32": decode(
            find_llm("DeepSeek-V3"), Layout(dp=32, ep=32), fp8, batch=64, context_tokens=4096
        ),
    }
    for name, work in works.items():
        start = time.perf_counter()
        pass_times(chips, work.operators)
        seconds = time.perf_counter() - start
        print(
            f"{name:30}{len(work.operators.names):>4} operators"
            f"{designs / seconds / 1e6:>8.2f} M designs/s on one thread"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
