"""How many runs a second, and how much memory: 4 products, 5 groups of buyers, 104 weekly steps.

    PYTHONPATH=tests python bench/simulate/runs.py [DRAWS]

Beside the shipped step stands the second step of the tests, in plain Python, on the same model in the same run.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace
from datetime import date, timedelta

from ecluse.law.library import load
from ecluse.simulate.gate import Steps
from ecluse.simulate.inputs import inputs_of
from ecluse.simulate.moment import moments_of
from ecluse.simulate.read_market import open_market
from ecluse.simulate.run import run
from simulate import build
from simulate.by_hand import walk

WEEKS = 104
RULE = date(2025, 4, 9)


def main(count: int) -> None:
    market = open_market("us-cn-2025", load())
    market = replace(market, file=replace(market.file, buyers=market.file.buyers[:5]))
    start = market.file.start
    steps = Steps(start=start, until=start + timedelta(days=7 * WEEKS - 1))
    law = build.regime(market, RULE, steps=steps, destination="acts")
    later = build.regime(market, RULE + timedelta(days=30), steps=steps, destination="acts")
    days = [start + timedelta(days=91 * quarter) for quarter in range(9)]
    draws = build.draws_of(market, count)
    run(market, law, build.draws_of(market, 256), days)
    for chunk in (64, 128, 256, 512, 1024):
        began = time.process_time()
        run(market, law, draws, days, chunk=chunk)
        took = time.process_time() - began
        print(f"| chunk of {chunk} | {count / took:,.0f} runs a second of processor time |")
    few = build.draws_of(market, 1000)
    began, wall = time.process_time(), time.perf_counter()
    run(market, law, few, days)
    run(market, later, few, days)
    took, wall = time.process_time() - began, time.perf_counter() - wall
    print(f"| a pair at 1,000 draws | {took:.2f} s of processor time, {wall:.2f} s |")
    one = inputs_of(market, few.part(0, 4))
    moments = list(moments_of(market, law, one))
    began = time.process_time()
    for place in range(4):
        walk(one, moments, law.shut_at_start[:, None], place)
    took = (time.process_time() - began) / 4
    print(f"| one draw in plain Python | {1 / took:,.0f} runs a second |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| peak memory | {peak:,.0f} MiB at {count:,} draws |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4096)
