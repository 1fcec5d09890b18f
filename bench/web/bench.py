"""How much a request costs: `python bench/web/bench.py [--seconds N] [--connections N] [ROW…]`.

A server runs on one processor and the load generator (`wrk`) on another, where there are two. Each
row is asked in turns with a bare Starlette route that returns the same bytes, so that what else the
machine does falls on both alike. Processor time per request is the figure to trust: requests a
second fall with the load of the machine.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
H20 = "/api/v1/check?item=H20&to=China&on=2025-05-20"
TICK = os.sysconf("SC_CLK_TCK")
# Many questions: each is asked once in a round, so that none is answered from what was kept.
SCRIPT = """
local n = math.random(1000000)
request = function()
  n = n + 1
  return wrk.format("GET", "{path}&quantity=" .. n)
end
"""
BARE = """
import sys
from pathlib import Path
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
body = Path(sys.argv[2]).read_bytes()
async def route(_): return Response(body, media_type="application/json")
app = Starlette(routes=[Route("/api/v1/{name:path}", route), Route("/{name:path}", route)])
uvicorn.run(app, port=int(sys.argv[1]), http="httptools", ws="none", log_level="warning",
            access_log=False, server_header=False)
"""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One kind of request.

    Args:
        fresh: Each request is another question.
    """

    name: str
    path: str
    fresh: bool = True
    gzip: bool = False


ROWS = (
    Row(name="short", path=H20),
    Row(name="with trace", path=f"{H20}&include=trace"),
    Row(name="with trace, gzipped", path=f"{H20}&include=trace", gzip=True),
    Row(name="with all parts", path=f"{H20}&include=trace,nearest,figures"),
    Row(name="kept", path=H20, fresh=False),
    Row(name="kept, gzipped", path=f"{H20}&include=trace", fresh=False, gzip=True),
    Row(name="page", path="/check/nvidia-h20-96gb/cn/2025-05-20?parent_hq=cn"),
    Row(name="page, kept", path="/check/nvidia-h20-96gb/cn/2025-05-20", fresh=False),
)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was seen of one row."""

    per_second: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    wrong: int


def processors() -> tuple[str, str]:
    """The processor of the server and that of the load generator."""
    free = sorted(os.sched_getaffinity(0))
    return str(free[0]), str(free[-1])


def free_port() -> int:
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return int(trying.getsockname()[1])


@contextmanager
def running(words: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server on its processor, until the row is done."""
    command = ["taskset", "-c", processors()[0], sys.executable, *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            wait(port)
            yield process
        finally:
            process.terminate()


def wait(port: int) -> None:
    for _ in range(1_200):
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError("the server does not listen")


def spent_s(process: subprocess.Popen[bytes], *, children: bool = False) -> float:
    """Processor time of a process so far, user and system; with that of children which ended."""
    fields = (
        Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    )
    return sum(map(int, fields[11 : 15 if children else 13])) / TICK


def resident_mb(process: subprocess.Popen[bytes]) -> float:
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1e3 if found else 0.0


def load(
    process: subprocess.Popen[bytes], port: int, row: Row, options: argparse.Namespace
) -> Seen:
    """Ask for some seconds."""
    words = ["taskset", "-c", processors()[1], "wrk", "-t1", f"-c{options.connections}"]
    words += [f"-d{options.seconds}s", "--latency"]
    if row.gzip:
        words += ["-H", "Accept-Encoding: gzip"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if row.fresh:
            path = row.path if "?" in row.path else f"{row.path}?"
            script.write(SCRIPT.replace("{path}", path))
            script.flush()
            words += ["-s", script.name]
        before = spent_s(process)
        done = subprocess.run(
            [*words, f"http://127.0.0.1:{port}{row.path}"],
            capture_output=True,
            text=True,
            check=True,
        )
        spent = spent_s(process) - before
    return seen_of(done.stdout, spent)


def seen_of(said: str, spent: float) -> Seen:
    requests = int(re.search(r"(\d+) requests in", said)[1])
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return Seen(
        per_second=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        cpu_ms=1e3 * spent / max(requests, 1),
        p50_ms=milliseconds(re.search(r"50%\s+([\d.]+)(us|ms|s)", said)),
        p99_ms=milliseconds(re.search(r"99%\s+([\d.]+)(us|ms|s)", said)),
        wrong=int(wrong[1]) if wrong else 0,
    )


def milliseconds(found: re.Match[str]) -> float:
    return float(found[1]) * {"us": 1e-3, "ms": 1.0, "s": 1e3}[found[2]]


def fetched(port: int, row: Row) -> bytes:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{row.path}")
    if row.gzip:
        asked.add_header("Accept-Encoding", "gzip")
    with urllib.request.urlopen(asked, timeout=60) as sent:
        return sent.read()


def bare(body: bytes, row: Row, options: argparse.Namespace) -> Seen:
    """The same bytes from a route that does nothing."""
    port = free_port()
    with tempfile.NamedTemporaryFile() as file:
        file.write(body)
        file.flush()
        with running(["-c", BARE, str(port), file.name], port) as process:
            return load(process, port, row, options)


def start() -> tuple[float, float, float]:
    """Processor time until it listens, the wall time of that, and the memory after one answer."""
    port = free_port()
    begun = time.monotonic()
    with running(["-m", "ecluse", "serve", "--port", str(port)], port) as process:
        wall, cpu = time.monotonic() - begun, spent_s(process)
        fetched(port, ROWS[0])
        return cpu, wall, resident_mb(process)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", help="names of rows; all where left out")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    if shutil.which("wrk") is None or shutil.which("taskset") is None:
        sys.exit("wrk and taskset are needed (Debian: apt-get install wrk util-linux)")
    print(f"load {os.getloadavg()[0]:.1f}; the server on processor {processors()[0]}")
    print(
        f"{'request':22} {'a second':>9} {'cpu ms':>7} {'p50 ms':>7} {'p99 ms':>7} "
        f"{'bytes':>7} {'bare/s':>7} {'bare ms':>8} {'wrong':>6}"
    )
    port = free_port()
    with running(["-m", "ecluse", "serve", "--port", str(port)], port) as process:
        for row in ROWS:
            if options.rows and row.name not in options.rows:
                continue
            body = fetched(port, row)
            load(process, port, row, argparse.Namespace(seconds=1, connections=2))  # warm
            seen = load(process, port, row, options)
            same = bare(body, row, options)
            print(
                f"{row.name:22} {seen.per_second:9,.0f} {seen.cpu_ms:7.2f} {seen.p50_ms:7.1f} "
                f"{seen.p99_ms:7.1f} {len(body):7,} {same.per_second:7,.0f} {same.cpu_ms:8.3f} "
                f"{seen.wrong:6}",
                flush=True,
            )
        print(f"memory after that: {resident_mb(process):.0f} MB")
    cpu, wall, memory = start()
    print(f"start: {cpu:.2f} s of processor time, {wall:.2f} s; {memory:.0f} MB after one answer")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    print(f"largest of all servers here: {peak:.0f} MB; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
