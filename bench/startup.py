"""Processor time of a command as a process of its own: `python bench/startup.py [SRC…]`.

Each SRC is a `src` folder of a checkout; all are run in turn, so that what else the machine does
falls on all alike. With `--imports` it prints what one `ecluse check` imports, slowest first.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

RUN = "from ecluse.cli.main import run; run()"
COMMANDS = {
    "python -c pass": (),
    "--version": ("--version",),
    "--help": ("--help",),
    "check": ("check", "H20", "--to", "CN", "--on", "2025-05-20"),
    "check --json": ("check", "H20", "--to", "CN", "--on", "2025-05-20", "--json"),
}
ROUNDS = 15


def processor_s(source: str, words: tuple[str, ...], cache: str) -> float:
    """Processor time of one run, user and system, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # As installed: the bytecode is kept, whatever the environment says.
    environment = {**os.environ, "PYTHONPATH": source, "XDG_CACHE_HOME": cache}
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{cache}/bytecode"}
    subprocess.run(
        [sys.executable, "-c", RUN if words else "pass", *words],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(arguments: list[str]) -> None:
    """Print a table: a row for each command, a column for each source."""
    own = str(Path(__file__).resolve().parent.parent / "src")
    if arguments == ["--imports"]:
        words = COMMANDS["check"]
        command = [sys.executable, "-X", "importtime", "-c", RUN, *words]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        lines = [line.split("|") for line in done.stderr.splitlines() if line.count("|") == 2]
        rows = sorted((line for line in lines[1:]), key=lambda line: -int(line[1]))
        for _, cumulative, name in rows[:40]:
            print(f"{int(cumulative) / 1e3:7.1f} ms {name}")
        return
    sources = arguments or [own]
    times: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(ROUNDS + 1):  # the first fills the caches
            for place, source in enumerate(sources):
                for name, words in COMMANDS.items():
                    spent = processor_s(source, words, f"{folder}/{place}")
                    if turn:
                        times.setdefault((name, source), []).append(spent)
    for name in COMMANDS:
        cells = [f"{median(times[name, source]):.3f} s" for source in sources]
        print(f"{name:16}", *cells)


if __name__ == "__main__":
    main(sys.argv[1:])
