"""Commands in processes of their own, which begin warm: each is a fork of one process that has
imported what commands import.

Belongs here: starting such a process, and how it ended. Does not: commands that a test asks in its
own process (`run` of conftest), or those whose start from nothing is what is tested.
Always true: what a child does, and how it can be ended, is what a command that was started from
nothing does; the process that it is a fork of has no threads and has read no data.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

# The most memory of a program, in kilobytes; `getrusage` tells its parent's, where that is more.
MOST_MEMORY = "int(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(
    [
        *("ecluse.cli.application", "ecluse.cli.ending", "ecluse.cli.plot"),
        *("ecluse.orders.book", "ecluse.orders.report", "ecluse.compare.diff"),
        *("duckdb", "matplotlib.pyplot", "openpyxl"),
    ]
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it wrote to standard error."""

    status: int
    error: str


def started(
    *words: object,
    environment: Mapping[str, str] | None = None,
    first: Callable[[], object] | None = None,
    error: str = os.devnull,
) -> BaseProcess:
    """A command that has begun.

    Args:
        environment: What it is told besides the environment of the tests.
        first: What the process does before it.
        error: The file that it writes standard error to.
    """
    told = {**os.environ, **(environment or {})}
    child = _SERVER.Process(
        target=_command, args=([str(word) for word in words], told, first, error), daemon=True
    )
    child.start()
    return child


def ended(
    *words: object,
    environment: Mapping[str, str] | None = None,
    first: Callable[[], object] | None = None,
) -> Ended:
    """A command that was waited for."""
    with tempfile.TemporaryDirectory(prefix="ecluse-test-") as folder:
        error = Path(folder) / "error"
        child = started(*words, environment=environment, first=first, error=str(error))
        child.join()
        assert child.exitcode is not None
        return Ended(child.exitcode, error.read_text(encoding="utf-8"))


def _command(
    words: list[str],
    environment: dict[str, str],
    first: Callable[[], object] | None,
    error: str,
) -> None:
    from ecluse.cli.main import run

    os.environ.clear()
    os.environ.update(environment)
    for path, stream in ((os.devnull, 1), (error, 2)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    if first is not None:
        first()
    run(words)
