"""What a worker of the server holds: `python bench/web/memory.py [SRC…]`.

One server of one process, asked in turn what fills its caches; its resident memory and its
processor time after each. Each SRC is a `src` folder of a checkout, this one where left out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from bench import ROOT, free_port, resident_mb, spent_s, wait

PARTIES = ("Inspur Electronic", "浪潮电子", "Siemens", "Huawei Cloud", "Tencent", "Yandex Cloud")
DAYS = (("2025-04-08", "2025-04-15"), ("2023-11-16", "2023-11-17"), ("2026-01-10", "2026-01-20"))
COUNTRIES = ("CN", "HK", "SG", "MY", "AE", "SA", "IN", "PL", "CH", "FR", "RU", "VN", "TW", "BR")


@contextmanager
def running(source: str, port: int, cache: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server, until all is asked."""
    environment = {**os.environ, "PYTHONPATH": source, "XDG_CACHE_HOME": cache}
    words = [sys.executable, "-m", "ecluse", "serve", "--port", str(port)]
    with subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            wait(port)
            yield process
        finally:
            process.terminate()


def asked(port: int, path: str, **words: str) -> bytes:
    """What a path answers."""
    address = f"http://127.0.0.1:{port}{path}?{urllib.parse.urlencode(words)}"
    with urllib.request.urlopen(address, timeout=600) as sent:
        return sent.read()


def screened(port: int, name: str) -> None:
    """An answer about a party: sent, for a name has no place in an address."""
    said = json.dumps({"item": "H20", "to": "CN", "on": "2025-05-20", "end_user": name}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/check",
        data=said,
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=600) as sent:
        sent.read()


def varied(port: int, how_many: int, seed: int, **besides: str) -> None:
    """Answers about drawn items, countries and days."""
    drawn = random.Random(seed)
    items = [row["item"] for row in json.loads(asked(port, "/api/v1/items"))]
    first, last = date(2022, 10, 7), date(2026, 9, 30)
    for _ in range(how_many):
        day = first + timedelta(days=drawn.randrange((last - first).days))
        item, country = drawn.choice(items), drawn.choice(COUNTRIES)
        asked(port, "/api/v1/check", item=item, to=country, on=day.isoformat(), **besides)


def compared(port: int, days: tuple[str, str]) -> None:
    """A comparison of two days, every item to every country."""
    asked(port, "/api/v1/diff", before=days[0], after=days[1])


def settled(process: subprocess.Popen[bytes]) -> None:
    """Wait until what a start makes ready is ready."""
    before = -1.0
    while spent_s(process) - before > 0.05:
        before = spent_s(process)
        time.sleep(1)


def main() -> None:
    """Print a row for each step."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="*", default=[str(ROOT / "src")])
    parser.add_argument("--answers", type=int, default=2_000)
    options = parser.parse_args()
    for source in options.sources:
        with tempfile.TemporaryDirectory() as cache:
            for turn in ("caches empty", "caches kept"):
                print(f"{source}, {turn}; load {os.getloadavg()[0]:.1f}")
                port = free_port()
                with running(source, port, cache) as process:
                    measure(process, port, options.answers if turn == "caches kept" else 0)


def measure(process: subprocess.Popen[bytes], port: int, answers: int) -> None:
    """Ask step by step."""

    def told(step: str) -> None:
        print(f"  {step:34} {resident_mb(process):6.0f} MB {spent_s(process):7.1f} s", flush=True)

    told("listens")
    settled(process)
    told("made ready")
    asked(port, "/api/v1/check", item="H20", to="CN", on="2025-05-20")
    told("one answer")
    screened(port, PARTIES[0])
    told("one party screened")
    if not answers:
        return
    for name in PARTIES[1:]:
        screened(port, name)
    told(f"{len(PARTIES)} parties screened")
    varied(port, answers, seed=1)
    told(f"{answers} varied answers")
    varied(port, answers // 4, seed=2, include="trace,nearest,figures")
    told(f"{answers // 4} of them whole")
    for days in DAYS:
        compared(port, days)
        told(f"compared {days[0]}, {days[1]}")
    varied(port, answers, seed=3)
    told(f"{answers} more varied answers")


if __name__ == "__main__":
    main()
