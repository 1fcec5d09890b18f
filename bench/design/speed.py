"""Designs per second, and how long a whole answer takes: `python bench/design/speed.py [designs]`.

The GPU path (the same function on an Array API library such as CuPy) was not measured: no GPU was
at hand.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise

import numpy as np

from ecluse.design.answer import best_designs, case_of
from ecluse.design.objective import BLOCK, blocked, columns, task
from ecluse.design.space import Space
from ecluse.law.library import load
from ecluse.law.measure import Reading

LINKS = np.array([100.0, 400.0, 900.0])


def main(designs: int = 2_000_000) -> int:
    """Print designs/s for one model and one phase at a time, on one thread and on two, and the
    seconds of default answers.
    """
    draw = np.random.default_rng(0)
    made = columns(
        draw.uniform(50, 2000, designs),
        draw.uniform(500, 8000, designs),
        draw.uniform(10, 200, designs),
        draw.uniform(100, 1200, designs),
        draw.integers(0, 3, designs),
    )
    least = 10 * 2.0**20
    print(f"{os.cpu_count()} cores, NumPy {np.__version__}, {designs:,} designs, blocks of {BLOCK}")
    for model, more in (
        ("Llama-3.1-70B", {}),
        ("DeepSeek-V3", {"tp": 1, "dp": 32, "ep": 32}),
        ("GPT-3-175B", {"precision": "bf16", "input_tokens": 1024}),
    ):
        for name, each in task(model, **more).passes("both", LINKS, 128.0).items():
            rates = []
            for workers in (1, 2):
                start = time.perf_counter()
                with ThreadPoolExecutor(workers) as pool:
                    cuts = np.linspace(0, designs, workers + 1).astype(int)
                    list(
                        pool.map(
                            lambda ends, each=each: blocked(
                                each, made.rows(*ends), least_sram_bytes=least
                            ),
                            pairwise(cuts),
                        )
                    )
                rates.append(designs / (time.perf_counter() - start) / 1e6)
            print(
                f"  {model:14} {name:8} {len(each.rows):>3} operators  "
                f"{rates[0]:6.1f} M designs/s on one thread  {rates[1]:6.1f} on two"
            )
    books = load()
    for day in (date(2022, 12, 1), date(2023, 12, 1), date(2025, 5, 20), date(2026, 2, 1)):
        law = books.register.at(day, None, Reading.ENFORCED)
        found = best_designs(
            Space(dies=(1,)),
            task("Llama-3.1-70B"),
            case_of(books, law, to="CN"),
            wanted="case-by-case" if day.year == 2026 else "nlr",
        )
        looked = found.walked.counts["looked_at"]
        print(
            f"  whole answer for {day}: {found.seconds:.1f} s, {looked:,} points, "
            f"{found.refined.boxes:,} boxes, law asked {found.cells_asked} times"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
