"""How many runs a second, how long a pair takes, and how much memory; beside PySD and a loop in
plain Python.

    PYTHONPATH=tests python bench/simulate/bench.py [DRAWS]

Four products, five groups of buyers, 104 weekly steps, all ledgers. The loop is the second step of
the tests, one draw at a time. PySD runs one product of the same market, written as a Vensim model
from the same inputs; it is left out where it is not installed. All times of one run stand side by
side.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from ecluse.law.library import Library, load
from ecluse.law.scenario import applied, read_scenario
from ecluse.simulate.ask import Question, SideOfLaw, simulate
from ecluse.simulate.gate import Steps
from ecluse.simulate.inputs import inputs_of
from ecluse.simulate.moment import moments_of
from ecluse.simulate.read_market import Market, open_market
from ecluse.simulate.run import run
from simulate import build
from simulate.by_hand import walk

WEEKS, RULE, SCENARIO = 104, date(2025, 4, 9), "h20-letter-month-later"
FEW = 6  # draws of the slow ones
COMMAND = ["-m", "ecluse", "simulate", "us-cn-2025", "--json"]


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Processor time, the least of some."""
    found = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def main(count: int) -> None:
    library = load()
    market = open_market("us-cn-2025", library)
    print("| what | |\n| --- | ---: |")
    whole = replace(market, file=replace(market.file, buyers=market.file.buyers[:5]))
    speeds(whole, count)
    one = replace(whole, file=replace(whole.file, products=whole.file.products[:1]))
    rivals(one)
    pair(market, library)
    for words in ([], ["--by", "week"], ["--versus", SCENARIO]):
        took, mib = command(["--draws", "100000", *words], None)
        what = f"`--draws 100000 {' '.join(words)}`: processor time, peak memory"
        print(f"| {what} | {took:.0f} s, {mib:,.0f} MiB |")


def speeds(market: Market, count: int) -> None:
    start = market.file.start
    steps = Steps(start=start, until=start + timedelta(days=7 * WEEKS - 1))
    law = build.regime(market, RULE, steps=steps, destination="acts")
    days = [start + timedelta(days=91 * quarter) for quarter in range(9)]
    draws, found = build.draws_of(market, count), {}
    for name, compiled in (("NumPy", False), ("compiled", True)):
        if compiled and find_spec("numba") is None:
            continue
        run(market, law, build.draws_of(market, 64), days, compiled=compiled)
        took = seconds(
            lambda compiled=compiled: run(market, law, draws, days, compiled=compiled), 3
        )
        found[name] = count / took
        print(f"| runs a second, {name} | {found[name]:,.0f} |")
    inputs = inputs_of(market, draws.part(0, FEW))
    moments = list(moments_of(law, inputs))
    found["loop"] = FEW / seconds(
        lambda: [walk(inputs, moments, law.shut_at_start[:, None], i) for i in range(FEW)]
    )
    ratios = ", ".join(f"{found[name] / found['loop']:,.0f}" for name in found if name != "loop")
    print(f"| one draw at a time in plain Python | {found['loop']:,.0f}; ours over it: {ratios} |")


def rivals(market: Market) -> None:
    """One product in PySD, and in ours."""
    if find_spec("pysd") is None:
        print("| PySD | not installed |")
        return
    from pysd_model import PysdModel, given_of

    start = market.file.start
    steps = Steps(start=start, until=start + timedelta(days=7 * WEEKS - 1))
    law = build.regime(market, RULE, steps=steps, destination="acts")
    days, draws = [start, start + timedelta(days=7 * WEEKS)], build.draws_of(market, 4096)
    run(market, law, draws, days)
    rate = 4096 / seconds(lambda: run(market, law, draws, days), 3)
    ours, few = run(market, law, draws, days), inputs_of(market, draws.part(0, FEW))
    moments = list(moments_of(law, few))
    names = {
        name: f"all {name}" for name in ("delivered", "made", "charge", "release", "elsewhere")
    }
    with tempfile.TemporaryDirectory() as folder:
        model, worst = PysdModel(Path(folder), len(market.buyers)), 0.0
        given = [given_of(few, moments, draw) for draw in range(FEW)]
        model.run(given[0], names)
        began = time.process_time()
        found = [model.run(each, names) for each in given]
        theirs = FEW / (time.process_time() - began)
    for draw, sums in enumerate(found):
        for name, value in sums.items():
            flow = float(ours.tables[name][-1, 0, draw])
            worst = max(worst, abs(value - flow) / max(abs(flow), 1.0))
    print(f"| one product: runs a second, ours | {rate:,.0f} |")
    print(f"| the same in PySD | {theirs:,.1f}; ours over it: {rate / theirs:,.0f} |")
    print(
        f"| largest difference of the two, over {FEW} draws and {len(names)} flows | {worst:.0e} |"
    )


def pair(market: Market, library: Library) -> None:
    later = applied(read_scenario(SCENARIO, library), library.register)
    asked = Question(versus=SideOfLaw(name=SCENARIO, register=later))
    simulate(market, library, asked)
    wall = time.perf_counter()
    took = seconds(lambda: simulate(market, library, asked))
    what, wall = "a pair at 1,000 draws as a function, gate kept", time.perf_counter() - wall
    print(f"| {what}: processor time, seconds | {took:.2f}, {wall:.2f} |")
    with tempfile.TemporaryDirectory() as cache:
        command(["--draws", "2"], cache)
        for name in ("the laws' gates new", "gates kept"):
            took, mib = command(["--versus", SCENARIO], cache)
            what = f"the same as a command, {name}: processor time, peak memory"
            print(f"| {what} | {took:.2f} s, {mib:,.0f} MiB |")


def command(words: list[str], cache: str | None) -> tuple[float, float]:
    """Processor time and peak memory of a command."""
    env = os.environ if cache is None else {**os.environ, "XDG_CACHE_HOME": cache}
    says = (
        "import resource, subprocess, sys; "
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
    )
    told = subprocess.run(
        [sys.executable, "-c", says, sys.executable, *COMMAND, *words],
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    took, mib = map(float, told.stdout.split())
    return took, mib


if __name__ == "__main__":
    np.seterr(all="ignore")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4096)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| peak memory of this | {peak:,.0f} MiB |")
