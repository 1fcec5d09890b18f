"""Which tests run which lines of the engine, and how long each takes.

Belongs here: measuring it (coverage records it), reading it back. Does not: what a test proves of a
line that it runs.
Always true: what was measured goes with the source and the tests as they were; a line that reading
the data runs is told apart, for the tests take what was read before them.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest

from ecluse.law import library as libraries
from house import forked

ROOT = Path(__file__).parent.parent.parent
READING = "reading the data"
_LONGEST = 4 * 3600.0  # of all tests, with what they run recorded


@dataclass(frozen=True)
class Reach:
    """What was measured: the seconds of each test, and which tests run a line."""

    seconds: dict[str, float]
    lines: coverage.CoverageData

    def of(self, path: Path, lines: range) -> set[str]:
        """The tests that run any of some lines of a module; READING among them where the data were
        read by them.
        """
        by_line = self.lines.contexts_by_lineno(str(path.resolve()))
        return {test for line in lines for test in by_line.get(line, ())} - {""}


def reach(items: Sequence[pytest.Item], folder: Path) -> Reach:
    """What some tests run, from `folder` where it was measured before."""
    name = hashlib.sha256("\n".join(item.nodeid for item in items).encode())
    for root in (ROOT / "src" / "ecluse", ROOT / "tests"):
        for path in sorted(root.rglob("*.py")):
            name.update(path.read_bytes())
    lines = folder / f"reach-{name.hexdigest()[:16]}.coverage"
    told = lines.with_suffix(".json")
    if not told.exists():
        folder.mkdir(parents=True, exist_ok=True)
        lines.unlink(missing_ok=True)
        failed = forked.in_child(lambda: _measured(items, lines, told), _LONGEST)
        if failed is not None:
            raise SystemExit(f"what the tests run could not be measured: {failed}")
    data = coverage.CoverageData(str(lines))
    data.read()
    return Reach(json.loads(told.read_text("utf-8")), data)


def _measured(items: Sequence[pytest.Item], lines: Path, told: Path) -> None:
    measured = coverage.Coverage(
        data_file=str(lines), source=[str(ROOT / "src" / "ecluse")], config_file=False
    )
    measured.start()
    measured.switch_context(READING)
    libraries.load(cache=False)
    seconds: dict[str, float] = {}
    names = [item.nodeid for item in items]
    measured.switch_context(names[0])
    began = _cpu()
    for place, failed in enumerate(forked.outcomes(items), 1):
        now = _cpu()
        if failed is None:
            seconds[names[place - 1]] = now - began
        else:  # a test that fails without a mutant kills none
            print("fails without a mutant:", failed, flush=True)
        began = now
        measured.switch_context(names[place] if place < len(names) else "")
    measured.stop()
    measured.save()
    told.write_text(json.dumps(seconds), "utf-8")


def _cpu() -> float:
    """Seconds of a processor so far, by this process and those that it waited for."""
    return sum(os.times()[:4])


def lines_of(text: str, line: int) -> range:
    """The lines of the innermost statement that stands at a line: of one that holds others, those
    before the first of them.
    """
    found = range(line, line + 1)
    for node in ast.walk(ast.parse(text)):  # what is outside comes first
        if not isinstance(node, ast.stmt | ast.ExceptHandler):
            continue
        if node.lineno <= line <= (node.end_lineno or node.lineno):
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            found = range(node.lineno, max(line, last) + 1)
    return found
