"""An order book beside the API: `python bench/web/book.py [--lines N] [--seconds N] [--turns N]`.

Two claims: a book costs a server at most 5 % more than the command, and while it is worked at the
99th percentile of short answers at 8 connections at most doubles. The book is that of bench/orders
(DuckDB makes it, the same each time). In each turn: the API alone, the command, the book sent to
the server, the API while a book is worked at. Processor time is the figure to trust where other
work shares the machine; both claims are then read as ratios, the median over the turns.

Needs wrk (Debian: `apt-get install wrk`).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import runpy
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import H20, ROOT, SCRIPT, Seen, free_port, seen_of, spent_s, wait

MAKE = ROOT / "bench" / "orders" / "bench.py"


@dataclass(frozen=True, kw_only=True)
class Worked:
    """A book, answered.

    Args:
        cpu_s: Processor time of the process that answers it, and of those that it starts.
    """

    wall_s: float
    cpu_s: float
    lines: int


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server that may use every processor, as a book's process may beside it."""
    port = free_port()
    words = ["-m", "ecluse", "serve", "--port", str(port), "--data-dir", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        [sys.executable, *words], env=environment, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait(port)
            yield process, port
        finally:
            process.terminate()


def command(book: Path, out: Path) -> Worked:
    """The book by the command."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    began, before = time.monotonic(), children_s()
    subprocess.run(
        [sys.executable, "-m", "ecluse", "orders", str(book), "--out", str(out), "--json"],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    wall, cpu = time.monotonic() - began, children_s() - before
    return Worked(wall_s=wall, cpu_s=cpu, lines=lines_of(out))


def children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def lines_of(out: Path) -> int:
    import duckdb

    ((lines,),) = duckdb.sql(f"SELECT count(*) FROM '{out}'").fetchall()
    return lines


def sent(port: int, book: Path) -> str:
    """Send the book; where it is looked after."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/orders?name={book.name}",
        data=book.read_bytes(),
        headers={"Content-Type": "application/octet-stream"},
    )
    with urllib.request.urlopen(asked, timeout=60) as told:
        return f"http://127.0.0.1:{port}{told.headers['Location']}"


def job(process: subprocess.Popen[bytes], port: int, book: Path) -> Worked:
    """The same book sent to the server, which is asked for nothing else but how far it is."""
    began, before = time.monotonic(), spent_s(process, children=True)
    ended = until_ended(sent(port, book))
    wall = time.monotonic() - began
    cpu = spent_s(process, children=True) - before
    return Worked(wall_s=wall, cpu_s=cpu, lines=ended["lines"])


def until_ended(at: str) -> dict:
    while True:
        with urllib.request.urlopen(at, timeout=60) as told:
            state = json.load(told)
        if state["state"] == "failed":
            sys.exit(f"the book failed: {state['error']}")
        if state["state"] == "done":
            return state
        time.sleep(0.2)


def asked(port: int, seconds: int, connections: int) -> Seen:
    """Short answers, each to another question, for some seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.replace("{path}", H20))
        script.flush()
        done = subprocess.run(
            [
                *("wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"),
                *("-s", script.name, f"http://127.0.0.1:{port}{H20}"),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    return seen_of(done.stdout, 0.0)


def asked_beside(port: int, book: Path, options: argparse.Namespace) -> Seen:
    """The same while books are worked at, one after the other, until all seconds are over."""
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            until_ended(sent(port, book))

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(2)  # it is read, and its process runs
    seen = asked(port, options.seconds, options.connections)
    over.set()
    thread.join()
    return seen


def turn(folder: Path, book: Path, options: argparse.Namespace) -> tuple[float, float, float]:
    """Each once, printed; the ratios of processor time, of wall time and of the percentile."""
    with serving(folder / "kept") as (process, port):
        asked(port, 2, 2)  # warm
        until_ended(sent(port, book))  # the same, of books
        alone = asked(port, options.seconds, options.connections)
        by_command = command(book, folder / "out.parquet")
        by_server = job(process, port, book)
        beside = asked_beside(port, book, options)
    shutil.rmtree(folder / "kept")
    if not by_command.lines == by_server.lines == options.lines:
        sys.exit(f"lines were lost: {by_command.lines}, {by_server.lines} of {options.lines}")
    if alone.wrong or beside.wrong:
        sys.exit(f"refused: {alone.wrong} alone, {beside.wrong} beside a book")
    print(
        f"{by_command.cpu_s:8.1f} {by_server.cpu_s:8.1f} {by_command.wall_s:8.1f} "
        f"{by_server.wall_s:8.1f} {alone.p50_ms:8.1f} {beside.p50_ms:8.1f} {alone.p99_ms:8.1f} "
        f"{beside.p99_ms:8.1f} {alone.per_second:8.0f} {beside.per_second:8.0f} "
        f"{os.getloadavg()[0]:6.1f}",
        flush=True,
    )
    return (
        by_server.cpu_s / by_command.cpu_s,
        by_server.wall_s / by_command.wall_s,
        beside.p99_ms / alone.p99_ms,
    )


def main() -> None:
    """Print a row a turn, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=300_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is needed (Debian: apt-get install wrk)")
    print("    book, cpu s       book, wall s         p50 ms            p99 ms         a second")
    print(
        " command   server  command   server    alone   beside    alone   beside    alone   beside"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "book.parquet"
        runpy.run_path(str(MAKE))["make"](book, options.lines)
        command(book, folder / "first.parquet")  # what is kept between runs is made, and counts not
        ratios = [turn(folder, book, options) for _ in range(options.turns)]
    cpu, wall, p99 = (statistics.median(column) for column in zip(*ratios, strict=True))
    print(f"the server's book to the command's: {cpu:.2f} of its processor time, {wall:.2f} of")
    print(f"its wall time; the API's p99 beside a book to that alone: {p99:.2f}")


if __name__ == "__main__":
    main()
