"""How fast the engine answers: `python bench/engine.py`.

Prints determinations per second with full trace (one process), start-up of a whole `ecluse check`
from a warm and a cold cache, and peak memory. Times are wall times of this machine: compare ratios,
not seconds.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from ecluse.determine.decide import determine
from ecluse.determine.shipment import Shipment
from ecluse.determine.to_json import trace
from ecluse.law.library import load


def throughput(cases: int = 2000) -> None:
    """Random items, destinations and days: decided, and decided with the whole trace laid out."""
    books = load()
    chance = random.Random(7)
    items, codes = list(books.catalogue.items.values()), list(books.countries.by_code)
    first = books.register.answers_from
    span = (books.data_as_of - first).days
    laws = {
        day: books.register.at(day)
        for day in {first + timedelta(days=chance.randrange(span)) for _ in range(60)}
    }
    days = list(laws)
    shipments = [
        Shipment(
            item=chance.choice(items), destination=chance.choice(codes), on=chance.choice(days)
        )
        for _ in range(cases)
    ]
    start = time.perf_counter()
    found = [determine(each, laws[each.on], books) for each in shipments]
    decided = time.perf_counter() - start
    start = time.perf_counter()
    for each in found:
        trace(each, books, "en")
    laid_out = time.perf_counter() - start
    undetermined = sum(1 for each in found if each.needs)
    print(f"determinations per second, findings kept     {cases / decided:10,.0f}")
    print(f"the same, with the trace written as JSON     {cases / (decided + laid_out):10,.0f}")
    print(f"of {cases:,} random cases undetermined        {undetermined:10,}")
    print(
        f"peak memory of this process, MiB             {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10,.0f}"
    )


def start_up(runs: int = 9) -> None:
    """`ecluse check` as a whole process, and a bare interpreter beside it."""
    ecluse = Path(sys.executable).parent / "ecluse"
    command = [str(ecluse), "check", "H20", "--to", "CN", "--on", "2025-05-20"]

    def timed(arguments: list[str], **environment: str) -> float:
        start = time.perf_counter()
        subprocess.run(
            arguments, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **environment}
        )
        return time.perf_counter() - start

    timed(command)
    warm = [timed(command) for _ in range(runs)]
    bare = [timed([sys.executable, "-c", "pass"]) for _ in range(runs)]
    with tempfile.TemporaryDirectory() as folder:
        cold = timed(command, XDG_CACHE_HOME=folder)
    print(f"ecluse check, warm cache, median seconds     {statistics.median(warm):10.3f}")
    print(
        f"  as a multiple of an empty Python           {statistics.median(warm) / statistics.median(bare):10.1f}"
    )
    print(f"ecluse check, first start ever, seconds      {cold:10.3f}")


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {date.today().isoformat()}")
    throughput()
    start_up()
