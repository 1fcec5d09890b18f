"""Processor time of a request, without a network: `python bench/web/inside.py [--against FOLDER]`.

The application is called in this process, each request another question, so that what else the
machine does weighs less than in `bench.py`. With `--against`, the same of another checkout (a
folder with `src/`), in turns; read the ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[2]
TURNS, REQUESTS, FIRST = 3, 60, 5
H20 = "/api/v1/check?item=H20&to=China&on=2025-05-20&quantity={n}"
PAGE = "/nvidia-h20-96gb/cn/2025-05-20"
ROWS = {
    "short": (H20, False),
    "with trace": (f"{H20}&include=trace", False),
    "with trace, gzipped": (f"{H20}&include=trace", True),
    "with all parts": (f"{H20}&include=trace,nearest,figures", False),
    "page": (f"/check{PAGE}?parent_hq=cn&quantity={{n}}", False),
    "brief": (f"/brief/check{PAGE}?quantity={{n}}", False),
    "brief, PDF": (f"/brief/check{PAGE}.pdf?quantity={{n}}", False),
    "brief, card": (f"/brief/check{PAGE}.png?quantity={{n}}", False),
}


async def ask(app: Any, address: str, *, gzip: bool) -> int:
    """Ask once; how many bytes came."""
    path, _, query = address.partition("?")
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def keep(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1:8080")]
        + ([(b"accept-encoding", b"gzip")] if gzip else []),
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8080),
    }
    await app(scope, receive, keep)
    if sent[0]["status"] != 200:
        raise SystemExit(f"{address}: {sent[0]['status']}")
    return sum(len(message.get("body", b"")) for message in sent)


async def measured() -> dict[str, tuple[float, int]]:
    """Milliseconds of processor time of each row, and the bytes of one reply."""
    from ecluse.cli.schema import ANSWERS
    from ecluse.determine.decide import prepare
    from ecluse.law.release import open_release
    from ecluse.web.app import create_app
    from ecluse.web.site import Site

    site = Site(release=open_release(), today=lambda: date(2026, 9, 30), published=ANSWERS)
    prepare(site.library)
    app, found, number = create_app(site), {}, 0
    for name, (address, gzip) in ROWS.items():
        requests = REQUESTS // 6 if "brief" in name else REQUESTS
        for left in range(FIRST + requests, 0, -1):
            if left == requests:
                start = time.process_time()
            number += 1
            size = await ask(app, address.format(n=number), gzip=gzip)
        found[name] = (time.process_time() - start) / requests * 1e3, size
    return found


def of_checkout(folder: Path) -> dict[str, tuple[float, int]]:
    """What one checkout takes, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    words = [sys.executable, __file__, "--inside"]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, env=environment)
    return json.loads(done.stdout)


def main() -> None:
    """Print a table: the least of the turns of each checkout."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--against", type=Path, help="another checkout, measured in turns")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(asyncio.run(measured())))
        return
    folders = [HERE, *([options.against] if options.against else [])]
    turns = [[of_checkout(folder) for folder in folders] for _ in range(TURNS)]
    print(f"load {os.getloadavg()[0]:.1f}; milliseconds of processor time, least of {TURNS} turns")
    for name in ROWS:
        best = [min(turn[place][name][0] for turn in turns) for place in range(len(folders))]
        ratio = f"{best[1] / best[0]:7.1f}" if len(best) > 1 else ""
        row = "".join(f"{each:9.2f}" for each in best)
        print(f"{name:22}{row}{ratio}{turns[0][0][name][1]:10,}")


if __name__ == "__main__":
    main()
