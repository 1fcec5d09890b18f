"""The desk at which order books are answered: it takes them from the queue and watches over each.

Belongs here: beginning, watching and ending the process of a book, and clearing away. Does not: the
rows (record), or the work (child).
Always true: at most so many books are worked at, over all workers; of a book whose process dies
that is said; one whose server dies is taken up again, once; a book is removed when its work ends.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from ecluse.errors import EcluseError
from ecluse.web.jobs import record
from ecluse.web.jobs.child import ERROR, PAGE, REPORT, SUMMARY, ChildTask
from ecluse.web.jobs.lock import RunnerLock, is_alive
from ecluse.web.jobs.record import Job, JobFault
from ecluse.web.params import Json
from ecluse.web.settings import Settings
from ecluse.web.site import Site
from ecluse.web.store import Store

log = logging.getLogger(__name__)
_TICK_S, _SWEEP_S, _PATIENCE_S = 0.25, 60.0, 5.0
_BOOKS = "books"
_CHILD = "ecluse.web.jobs.child"
_SMALLER = "split the book, or run `ecluse orders` on your machine"
_AGAIN = "send it again"
_MEMORY, _CPU_S, _FILE, _FOLDER = 6 << 30, 1800, 4 << 30, 8 << 30
_WALL_S, _STALE_S = 3600, 3600
# What a child is told of its surroundings: nothing that a book could be used to find out.
_PASSED = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "LD_LIBRARY_PATH", "HOME", "XDG_CACHE_HOME")


@dataclass(slots=True)
class _Watched:
    """A book that is being answered here.

    Args:
        told: What its process told last: the stage, what is done of it, of how much.
        stopping: It is ended by us: the server stops.
    """

    job: Job
    process: subprocess.Popen[bytes]
    began: float
    told: tuple[str, int, int | None] = ("", 0, None)
    stopping: bool = False
    threads: list[threading.Thread] = field(default_factory=list)


class JobDesk:
    """Answers books in processes of their own.

    Args:
        site: The site that answers now: a book is answered by the data of when it begins.
    """

    def __init__(self, store: Store, settings: Settings, site: Callable[[], Site]) -> None:
        self.store = store
        self.settings = settings
        self.folder = store.folder / _BOOKS
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self._site = site
        self._name = secrets.token_hex(8)
        self._lock = RunnerLock(store.folder, self._name)
        self._ending = threading.Event()
        self._watched: dict[str, _Watched] = {}
        self._thread = threading.Thread(target=self._work, name="ecluse-desk", daemon=True)

    def start(self) -> None:
        """Begin to take books from the queue."""
        self._thread.start()

    def stop(self) -> None:
        """End the books under way; they wait for the next start."""
        self._ending.set()
        self._thread.join(_PATIENCE_S)
        for watched in list(self._watched.values()):
            watched.stopping = True
            _end(watched.process)
            for thread in watched.threads:
                thread.join(_PATIENCE_S)
        self._lock.release()

    def place(self, job_id: str) -> Path:
        """The folder of a job."""
        return self.folder / job_id

    def result(self, job: Job) -> Path:
        """The file with every line and its answer."""
        return self.place(job.id) / str(job.asked["result"])

    def summary(self, job: Job) -> Json:
        """What came of a book, for its page."""
        text = (self.place(job.id) / SUMMARY).read_text(encoding="utf-8")
        found: Json = json.loads(text)
        return found

    def remove(self, job: Job) -> None:
        """End a job, and remove all that there is of it."""
        record.remove_job(self.store, job.id)
        watched = self._watched.get(job.id)
        if watched is not None:
            _end(watched.process)
        shutil.rmtree(self.place(job.id), ignore_errors=True)

    def _work(self) -> None:
        swept = 0.0
        while not self._ending.wait(_TICK_S):
            try:
                if time.monotonic() - swept > _SWEEP_S or not swept:
                    self._sweep()
                    swept = time.monotonic()
                job = record.claim_job(self.store, self._name, self.settings.books_at_once)
                if job is not None:
                    self._begin(job)
            except (EcluseError, OSError):
                log.exception("a book could not be taken up")
                self._ending.wait(_PATIENCE_S)
        self.store.close()

    def _sweep(self) -> None:
        """Take up what dead servers left, and remove what has expired or belongs to nobody."""
        for job in record.running_jobs(self.store):
            if job.runner == self._name or (job.runner and is_alive(self.store.folder, job.runner)):
                continue
            if job.tries < record.MOST_TRIES:
                record.put_back(self.store, job.id, tried=True)
            else:
                what = "the server ended twice while it answered this book"
                self._failed(job, 0.0, job.fault(what, _SMALLER))
        for job_id in record.expired_jobs(self.store, time.time()):
            record.remove_job(self.store, job_id)
            shutil.rmtree(self.place(job_id), ignore_errors=True)
        for place in self.folder.iterdir():  # of uploads that were cut off by the end of a server
            if _age_s(place) > _STALE_S and record.find_job(self.store, place.name) is None:
                shutil.rmtree(place, ignore_errors=True)

    def _begin(self, job: Job) -> None:
        """Start the process of a book."""
        try:
            process = self._process(job)
        except OSError as error:
            what = f"the book could not be begun: {error.strerror}"
            self._failed(job, 0.0, job.fault(what, _AGAIN))
            return
        watched = _Watched(job, process, time.monotonic())
        self._watched[job.id] = watched
        for target in (_listen, self._watch):
            thread = threading.Thread(target=target, args=(watched,), daemon=True)
            watched.threads.append(thread)
            thread.start()

    def _process(self, job: Job) -> subprocess.Popen[bytes]:
        """The process of a book, begun.

        Raises:
            OSError: There is no room for it, or no more processes may be begun.
        """
        place = self.place(job.id)
        task = ChildTask(
            **job.asked,
            data=str(self._site().release.data),
            memory_bytes=_MEMORY,
            cpu_s=_CPU_S,
            file_bytes=_FILE,
        )
        for name in (ERROR, SUMMARY, REPORT, PAGE, task.result):  # of a try that was cut short
            (place / name).unlink(missing_ok=True)
        task.write(place)
        return subprocess.Popen(  # noqa: S603  our own module, in a folder of our own
            [sys.executable, "-P", "-m", _CHILD, str(place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=place,
            env=_surroundings(place),
            start_new_session=True,
        )

    def _watch(self, watched: _Watched) -> None:
        """Write each second how far a book is, until its process ends."""
        job, process = watched.job, watched.process
        fault: JobFault | None = None
        try:
            while process.poll() is None:
                fault = self._look(watched)
                if fault is not None:
                    _end(process)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(1.0)
            watched.threads[0].join(_PATIENCE_S)
            self._end(watched, fault)
        except (EcluseError, OSError):
            log.exception("a book was left")
        finally:
            _end(process)
            if process.stdin is not None:
                process.stdin.close()
            self._watched.pop(job.id, None)
            self.store.close()

    def _look(self, watched: _Watched) -> JobFault | None:
        """Note how far a book is; why it must be ended, if it must."""
        job, seconds = watched.job, time.monotonic() - watched.began
        stage, done, total = watched.told
        if not record.note_progress(self.store, job.id, stage, done, total, seconds):
            return job.fault("it was removed", _AGAIN)
        if seconds > _WALL_S:
            what = f"the book was not answered in {_WALL_S // 60} minutes"
            return job.fault(what, _SMALLER)
        if _size(self.place(job.id)) > _FOLDER:
            what = "the book needs more room on the disk than a book is given here"
            return job.fault(what, _SMALLER)
        return None

    def _end(self, watched: _Watched, fault: JobFault | None) -> None:
        """Write how a book ended."""
        job, place = watched.job, self.place(watched.job.id)
        seconds = time.monotonic() - watched.began
        if watched.stopping:
            record.put_back(self.store, job.id, tried=False)
            return
        told = fault or _fault_of(job, place, watched.process.returncode)
        if told is not None:
            self._failed(job, seconds, told)
            return
        kept = (str(job.asked["result"]), SUMMARY, REPORT, PAGE)
        self._ended(job, seconds, kept, lines=int(self.summary(job)["lines"]))

    def _failed(self, job: Job, seconds: float, fault: JobFault) -> None:
        self._ended(job, seconds, (), error=fault)

    def _ended(
        self,
        job: Job,
        seconds: float,
        kept: tuple[str, ...],
        lines: int | None = None,
        error: JobFault | None = None,
    ) -> None:
        """Remove what is not kept of a book, and write how it ended."""
        self._clear(self.place(job.id), kept)
        expires = time.time() + self.settings.kept_hours * 3600
        record.end_job(self.store, job.id, seconds, expires, lines=lines, error=error)

    def _clear(self, place: Path, keep: tuple[str, ...]) -> None:
        """Remove the book and whatever else is not kept."""
        try:
            found = list(place.iterdir())
        except OSError:
            return
        for path in found:
            if path.name in keep:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _fault_of(job: Job, place: Path, status: int) -> JobFault | None:
    """Why a process gave no answer; None where it did."""
    if status == 0:
        return None
    try:
        return record.fault_told(json.loads((place / ERROR).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    if status == -signal.SIGXCPU:
        what = f"the book needs more than {_CPU_S // 60} minutes of work"
        return job.fault(what, _SMALLER)
    how = signal.Signals(-status).name if status < 0 else f"status {status}"
    what = f"the process that answered the book ended before it was done ({how})"
    return job.fault(what, f"{_AGAIN}; if it ends again, {_SMALLER}")


def _listen(watched: _Watched) -> None:
    """Take in what a process tells."""
    stream: IO[bytes] | None = watched.process.stdout
    if stream is None:
        return
    with stream:
        for line in stream:
            try:
                told = json.loads(line)
                watched.told = (str(told["stage"]), int(told["done"]), told["total"])
            except (ValueError, KeyError, TypeError):
                continue


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and whatever it started."""
    if process.poll() is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except OSError:
            process.kill()
        process.wait(_PATIENCE_S)


def _age_s(place: Path) -> float:
    try:
        return time.time() - place.stat().st_mtime
    except OSError:
        return 0.0


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.lstat().st_blocks * 512
        except OSError:
            continue
    return total


def _surroundings(place: Path) -> dict[str, str]:
    """The environment of a process: temporary files lie in its folder."""
    kept = {name: os.environ[name] for name in _PASSED if name in os.environ}
    return {**kept, "TMPDIR": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
