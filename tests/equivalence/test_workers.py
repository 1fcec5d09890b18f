"""Work is done once and whole, whoever does it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from ecluse.equivalence import workers
from ecluse.equivalence.workers import processors, shared


@dataclass(frozen=True)
class Squares:
    """Squares, told with the process that they come from."""

    wrong: int = -1
    deadly: int = -1
    here: int = 0

    @cached_property
    def worked_out(self) -> object:
        return threading.Lock()  # nothing that could be pickled

    def job(self) -> Callable[[int], tuple[int, int]]:
        return self.square

    def square(self, task: int) -> tuple[int, int]:
        if task == self.wrong:
            raise ValueError(f"no square of {task}")
        if task == self.deadly and os.getpid() != self.here:
            os._exit(9)
        return task * task, os.getpid()


@pytest.fixture(autouse=True)
def started_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers, however little there is to do; they find this module as the tests do."""
    monkeypatch.setattr(workers, "_START_S", -1)
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))


def squares(recipe: Squares, tasks: range, count: int = 1) -> dict[int, tuple[int, int]]:
    return dict(shared(recipe.square, recipe, tasks, workers=count))


def test_every_task_has_its_result_and_others_help() -> None:
    import time

    recipe = Squares()

    def slow(task: int) -> tuple[int, int]:
        time.sleep(0.05)
        return recipe.square(task)

    found = dict(shared(slow, recipe, range(60), workers=2))
    assert [found[task][0] for task in range(60)] == [task * task for task in range(60)]
    assert len({process for _, process in found.values()}) > 1


def test_without_help_all_is_done_here() -> None:
    found = squares(Squares(), range(20), 0)
    assert found == {task: (task * task, os.getpid()) for task in range(20)}


def test_little_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_START_S", 1_000)
    assert {process for _, process in squares(Squares(), range(20)).values()} == {os.getpid()}


def test_no_task_is_no_work() -> None:
    assert squares(Squares(), range(0)) == {}


def test_a_failure_is_raised_where_the_work_was_asked_for() -> None:
    with pytest.raises(ValueError, match="no square of 37"):
        squares(Squares(wrong=37), range(60))


def test_a_worker_that_dies_costs_only_time() -> None:
    found = squares(Squares(deadly=30, here=os.getpid()), range(60), 2)
    assert [found[task][0] for task in range(60)] == [task * task for task in range(60)]


def test_two_calls_at_once_share_nothing() -> None:
    found: dict[int, list[int]] = {}

    def run(first: int) -> None:
        tasks = range(first, first + 40)
        answers = squares(Squares(), tasks)
        found[first] = [answers[number][0] for number in range(40)]

    threads = [threading.Thread(target=run, args=(first,)) for first in (0, 1_000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {
        first: [task * task for task in range(first, first + 40)] for first in (0, 1_000)
    }


def test_what_a_value_worked_out_stays_behind() -> None:
    recipe = Squares()
    assert recipe.worked_out is not None
    found = squares(recipe, range(10))
    assert [found[task][0] for task in range(10)] == [task * task for task in range(10)]


def test_no_worker_is_left_when_the_caller_stops_early() -> None:
    results = shared(Squares().square, Squares(), range(1_000), workers=2)
    for _ in range(5):
        next(results)
    results.close()
    assert not [thread for thread in threading.enumerate() if "_feed" in thread.name]


def test_a_script_without_a_main_guard_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from ecluse.equivalence import workers\n"
        "from tests.equivalence.test_workers import Squares\n"
        "print('run')\n"
        "workers._START_S = -1\n"
        "found = workers.shared(Squares().square, Squares(), range(9), workers=1)\n"
        "print(sum(square for _, (square, _) in found))\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["run", "204"]


def test_processors_are_counted_where_a_system_says_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert processors() == len(os.sched_getaffinity(0))
    monkeypatch.delattr(os, "sched_getaffinity")
    for counted, wanted in ((8, 8), (1, 1), (None, 1)):
        monkeypatch.setattr(os, "cpu_count", lambda counted=counted: counted)
        assert processors() == wanted
