"""How fast the engine answers: `python bench/engine.py [--against FOLDER]`.

Prints processor time, in one process, of a verdict alone, of a determination with its findings, of
the whole JSON and of `ask`; and wall time of a whole `ecluse check`. With `--against`, the same of
another checkout (a folder with `src/`) in the same run, and the ratios: other work on the machine
changes the seconds, and the ratios far less.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent.parent
CASES, LAID_OUT = 4_000, 200
ROUNDS = 3
Measures = dict[str, float]


def milliseconds(work: Callable[[object], object], cases: Iterable[object]) -> list[float]:
    """Processor time of each case, in order of size."""
    taken = []
    for case in cases:
        start = time.process_time()
        work(case)
        taken.append((time.process_time() - start) * 1e3)
    return sorted(taken)


def spread(name: str, taken: list[float]) -> Measures:
    """Mean, median and 99th percentile."""
    return {
        f"{name}, mean": statistics.fmean(taken),
        f"{name}, median": taken[len(taken) // 2],
        f"{name}, 99 % under": taken[int(len(taken) * 0.99)],
    }


def measured() -> Measures:
    """What this process's ecluse takes for random items, destinations and days."""
    from ecluse.answers.plain import plain
    from ecluse.determine.answer import to_json
    from ecluse.determine.ask import ask
    from ecluse.determine.decide import determine
    from ecluse.determine.nearest import nearest
    from ecluse.determine.shipment import Shipment
    from ecluse.law.library import load

    data = load()
    chance = random.Random(7)
    items, codes = list(data.catalogue.items.values()), list(data.countries.by_code)
    first = data.register.answers_from
    span = (data.data_as_of - first).days
    days = sorted({first + timedelta(days=chance.randrange(span)) for _ in range(60)})
    draw = [(chance.choice(items), chance.choice(codes), chance.choice(days)) for _ in range(CASES)]
    shipments = [Shipment(item=item, destination=code, on=on) for item, code, on in draw]
    laws = {day: data.register.at(day) for day in days}
    try:
        from ecluse.determine.verdict_of import verdict_of
    except ImportError:  # before verdicts came without findings

        def verdict_of(shipment, law, library):
            return determine(shipment, law, library, depends=False, needs=False).verdict

    def verdict(shipment):
        return verdict_of(shipment, laws[shipment.on], data)

    try:
        from ecluse.determine.answer import PARTS, answer_of

        left_out = {"parts": frozenset()} if PARTS else {}
        traced = {"parts": frozenset({"trace"})}
    except ImportError:  # before an answer could leave out its longest parts
        from ecluse.determine.answer import answer_of

        left_out = traced = {}

    def short(one):
        item, code, on = one
        determination = determine(Shipment(item=item, destination=code, on=on), laws[on], data)
        return plain(answer_of(determination, data, **left_out))

    def with_trace(shipment):
        return plain(answer_of(determine(shipment, laws[shipment.on], data), data, **traced))

    gc.disable()  # its pauses fall on whichever case comes next
    found = {"the law of a day, mean": statistics.fmean(milliseconds(data.register.at, days))}
    found |= spread("a verdict, first pass", milliseconds(verdict, shipments))
    found |= spread("a verdict, all met before", milliseconds(verdict, shipments))
    few = shipments[:LAID_OUT]
    determined = [determine(each, laws[each.on], data) for each in few]
    found |= spread(
        "findings", milliseconds(lambda each: determine(each, laws[each.on], data), few)
    )
    whole = milliseconds(lambda each: to_json(determine(each, laws[each.on], data), data), few)
    found |= spread("findings and JSON, `nearest` in it", whole)
    again = milliseconds(lambda each: to_json(determine(each, laws[each.on], data), data), few)
    found |= spread("the same, these questions met before", again)
    found |= spread("findings and JSON with trace, met before", milliseconds(with_trace, few))
    found |= spread("findings and a short JSON, first met", milliseconds(short, draw[-LAID_OUT:]))
    found |= spread("the same, met before", milliseconds(short, draw[-LAID_OUT:]))
    beside = milliseconds(nearest, determined)
    found["of it `nearest`, mean"] = statistics.fmean(beside)
    asked = milliseconds(
        lambda one: ask(one[0], to=one[1], on=one[2], library=data), draw[:LAID_OUT]
    )
    found["ask, mean"] = statistics.fmean(asked)
    asked = milliseconds(lambda one: ask(one[0], to=one[1], on=one[2]), draw[:20])
    found["ask without library=, median"] = asked[10]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**found, "peak memory, MiB": memory}


def started(environment: dict[str, str]) -> Measures:
    """`ecluse check` as a whole process, in seconds."""
    ecluse = Path(sys.executable).parent / "ecluse"
    command = [str(ecluse), "check", "H20", "--to", "CN", "--on", "2025-05-20"]

    def timed(arguments: list[str], **more: str) -> float:
        start = time.perf_counter()
        subprocess.run(
            arguments, check=True, stdout=subprocess.DEVNULL, env={**environment, **more}
        )
        return time.perf_counter() - start

    timed(command)
    warm = statistics.median(timed(command) for _ in range(7))
    bare = statistics.median(timed([sys.executable, "-c", "pass"]) for _ in range(7))
    with tempfile.TemporaryDirectory() as folder:
        cold = timed(command, XDG_CACHE_HOME=folder)
    return {
        "ecluse check, warm cache, s": warm,
        "ecluse check, times an empty Python": warm / bare,
        "ecluse check, first start ever, s": cold,
    }


def of_checkout(folder: Path) -> tuple[Measures, Measures]:
    """Both kinds of measure of one checkout."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONHASHSEED": "0"}
    run = [sys.executable, __file__, "--inside"]
    answer = subprocess.run(run, check=True, stdout=subprocess.PIPE, env=environment)
    return json.loads(answer.stdout), started(environment)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, help="another checkout, measured in the same run")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of which the least is told")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(measured()))
        return
    folders = [HERE, *([options.against] if options.against else [])]
    runs: list[list[Measures]] = [[] for _ in folders]
    for _ in range(options.rounds):  # in turns, so that other work falls on both
        for each, folder in zip(runs, folders, strict=True):
            inside, outside = of_checkout(folder)
            each.append({**inside, **outside})
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {date.today().isoformat()}")
    print(f"{'milliseconds of processor time; the least':46}{'here':>10}", end="")
    print(f"{'against':>10}{'ratio':>8}" if options.against else "")
    for name in runs[0][0]:
        best = [min(each[name] for each in rounds) for rounds in runs]
        print(f"{name:46}" + "".join(f"{value:10.3f}" for value in best), end="")
        print(f"{best[1] / best[0]:8.1f}" if options.against else "")


if __name__ == "__main__":
    main()
