"""Work on many cases, shared with other processes where that is faster.

Belongs here: starting workers, handing them tasks, and taking their results. Does not: what a task
is.
Always true: every task has one result, whichever process it comes from; two calls at once share
nothing; a worker that dies costs only time, for its task is done here; none is left when the call
ends.

A worker is a new interpreter, fed through its standard input. It does not run the caller's main
module, and it inherits no memory, no lock and no open file: a fork of a server's process would.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import is_dataclass
from functools import cached_property
from queue import SimpleQueue
from typing import IO, Any, Generic, NamedTuple, Protocol, TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")
R = TypeVar("R")
T_contra = TypeVar("T_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)
_START_S = 0.6  # processor time that starting a worker takes, with some to spare
_MOST = 7
_MAIN = (
    "import sys; sys.path[:] = sys.argv[1:]; from ecluse.equivalence.workers import serve; serve()"
)


class Recipe(Protocol[T_contra, R_co]):
    """How another process makes the job: a value that can be pickled."""

    def job(self) -> Callable[[T_contra], R_co]:
        """What is done to each task, made anew."""


class _Result(NamedTuple):
    """What came of a task; where a worker could not do it, the task itself, to be done here."""

    number: int
    value: Any
    done: bool = True


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared(
    job: Callable[[T], R], recipe: Recipe[T, R], tasks: Sequence[T], *, workers: int | None = None
) -> Iterator[tuple[int, R]]:
    """The result of each task with its number, as they come.

    This process does tasks itself; others help it where what is left would take longer than
    starting them.

    Args:
        job: What this process does to a task.
        recipe: How the others make the same job.
        workers: How many may help; one for each further processor, where left out.
    """
    began = time.monotonic()
    helpers = min(_MOST, processors() - 1) if workers is None else workers
    waiting = deque(enumerate(tasks))
    for number, task in _taken(waiting):
        yield number, job(task)
        if helpers and (time.monotonic() - began) / (number + 1) * len(waiting) > _START_S:
            break
    if waiting:
        with_help = _Shared(job, recipe, waiting)
        try:
            with_help.start(min(helpers, len(waiting)))
            yield from with_help.results()
        finally:
            with_help.stop()


def _taken(waiting: deque[tuple[int, T]]) -> Iterator[tuple[int, T]]:
    while waiting:
        yield waiting.popleft()


class _Shared(Generic[T, R]):
    """Tasks that this process and its workers take from one queue."""

    def __init__(
        self, job: Callable[[T], R], recipe: Recipe[T, R], waiting: deque[tuple[int, T]]
    ) -> None:
        self._job, self._waiting = job, waiting
        self._recipe = _dumped(recipe)
        self._left = len(waiting)
        self._results: SimpleQueue[_Result] = SimpleQueue()
        self._workers: list[subprocess.Popen[bytes]] = []
        self._feeders: list[threading.Thread] = []

    def start(self, count: int) -> None:
        """Start workers, each with a thread that feeds it."""
        paths = [path for path in sys.path if path]
        for _ in range(count if sys.executable else 0):
            worker = subprocess.Popen(  # noqa: S603  this program, and our own code
                [sys.executable, "-c", _MAIN, *paths],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # an interrupt is this process's to handle
            )
            feeder = threading.Thread(target=self._feed, args=(worker,), daemon=True)
            self._workers.append(worker)
            self._feeders.append(feeder)
            feeder.start()

    def results(self) -> Iterator[tuple[int, R]]:
        """The results, those that are made here and those of the workers."""
        while self._left:
            for number, value, done in self._ready():
                self._left -= 1
                yield number, value if done else self._job(value)
            with suppress(IndexError):
                number, task = self._waiting.popleft()
                self._left -= 1
                yield number, self._job(task)

    def _ready(self) -> Iterator[_Result]:
        """The results that have come; one at least where nothing is left to do here."""
        if self._left and not self._waiting:
            yield self._results.get()
        while not self._results.empty():
            yield self._results.get()

    def stop(self) -> None:
        """End all workers."""
        self._waiting.clear()
        for worker in self._workers:
            worker.kill()
        for feeder in self._feeders:
            feeder.join()
        for worker in self._workers:
            worker.wait()

    def _feed(self, worker: subprocess.Popen[bytes]) -> None:
        """Hand a worker one task after another, until there are no more or it ends."""
        assert worker.stdin is not None
        assert worker.stdout is not None
        try:
            with worker.stdin as to_worker, worker.stdout as from_worker:
                _send(to_worker, self._recipe)
                for number, task in _until_empty(self._waiting):
                    result = _Result(number, task, done=False)
                    try:
                        _send(to_worker, pickle.dumps(task))
                        done, value = pickle.load(from_worker)  # noqa: S301  our own worker
                        if done:
                            result = _Result(number, value)
                    finally:
                        self._results.put(result)
        except Exception as error:  # noqa: BLE001  whatever ends it, its task is done here
            log.info("a worker has ended: %s", error)


def _until_empty(waiting: deque[tuple[int, T]]) -> Iterator[tuple[int, T]]:
    """Tasks, taken one by one by several threads."""
    with suppress(IndexError):
        while True:
            yield waiting.popleft()


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(message)
    stream.flush()


# ---- in the worker -------------------------------------------------------------------------------


def serve() -> None:
    """Be a worker: make the job, then answer each task, until there are no more."""
    tasks = sys.stdin.buffer
    # What anything prints goes beside the results, not among them.
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    gc.disable()  # what is kept of cases holds no cycles, and one search for them takes long
    recipe: Recipe[Any, Any] = pickle.load(tasks)  # noqa: S301  sent by the process that started this
    job = recipe.job()
    with suppress(EOFError, BrokenPipeError):
        while True:
            _send(results, _answer(job, pickle.load(tasks)))  # noqa: S301  the same


def _answer(job: Callable[[Any], Any], task: object) -> bytes:
    """Whether a task was done, and its result."""
    try:
        return pickle.dumps((True, job(task)))
    except Exception:  # noqa: BLE001  the process that asked does it itself, and meets the error
        return pickle.dumps((False, None))


class _Values(pickle.Pickler):
    """Pickles values without what they worked out of themselves: that is made again by need, and
    some of it rests on the identity of parts.
    """

    def reducer_override(self, value: Any) -> Any:
        """How a value is made again."""
        kind = type(value)
        state = getattr(value, "__dict__", None)
        if not is_dataclass(kind) or state is None:
            return NotImplemented
        kept = {
            name: each
            for name, each in state.items()
            if not isinstance(getattr(kind, name, None), cached_property)
        }
        return _blank, (kind,), kept


def _blank(kind: type[T]) -> T:
    return object.__new__(kind)


def _dumped(value: object) -> bytes:
    stream = io.BytesIO()
    _Values(stream, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return stream.getvalue()
