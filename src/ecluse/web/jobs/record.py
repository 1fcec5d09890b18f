"""Order books that are being answered, as rows of the store.

Belongs here: a job, and every change of its state. Does not: doing the work (desk, child).
Always true: a change is one transaction, so several workers never begin the same job; a number is
128 random bits, so nobody guesses another's.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from dataclasses import asdict, dataclass, field
from typing import ClassVar, Literal, get_args

from ecluse.answers.error import MistakeAnswer
from ecluse.errors import MOST_TOLD
from ecluse.web.params import Json, Said
from ecluse.web.store import Store

JobState = Literal["waiting", "running", "done", "failed"]
STATES: tuple[JobState, ...] = get_args(JobState)
ENDED: tuple[JobState, ...] = ("done", "failed")
MOST_TRIES = 2  # a book under which the server itself died twice is not tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFault:
    """Why a book was not answered.

    Args:
        more: The further mistakes of the same book, in file order.
    """

    what: str
    where: str
    mend: str
    more: list[MistakeAnswer] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobAnswer:
    """How far an order book has come.

    Args:
        name: What whoever sent it calls the book.
        stage: Of the work, in a word; empty before it begins.
        done, total: Of the stage; total is null where nobody knows.
        seconds: Since the work began.
        lines: As many came out as went in.
        error: Why it failed.
        expires_at: When the result is removed.
        links: Where to look, and where the result is.
    """

    SCHEMA: ClassVar[str] = "ecluse.job/1"

    id: str
    name: str
    state: JobState
    stage: str
    done: int
    total: int | None
    seconds: float
    lines: int | None
    error: JobFault | None
    made_at: str
    expires_at: str | None
    links: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A row.

    Args:
        owner: The subject of whoever sent it, and the beginning of their token's hash.
        asked: What is asked of each line, and the forms of the book and of the result.
        runner: Who works at it.
    """

    id: str
    owner: str
    name: str
    asked: Said
    state: JobState
    stage: str
    done: int
    total: int | None
    seconds: float
    lines: int | None
    error: JobFault | None
    runner: str | None
    tries: int
    made_at: float
    expires_at: float | None

    def fault(self, what: str, mend: str) -> JobFault:
        """Why it was not answered, where that is no fault of the book's own words."""
        return JobFault(what=what, where=self.name, mend=mend)

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ENDED


def new_id() -> str:
    """A number that nobody guesses."""
    return secrets.token_hex(16)


def add_job(store: Store, job_id: str, owner: str, name: str, asked: Said) -> None:
    """Put a job in the queue."""
    store.write(
        "INSERT INTO job (id, owner, name, asked, state, made_at) VALUES (?, ?, ?, ?, ?, ?)",
        *(job_id, owner, name, json.dumps(asked), "waiting", time.time()),
    )


def find_job(store: Store, job_id: str) -> Job | None:
    """The job of a number."""
    found = store.read("SELECT * FROM job WHERE id = ?", job_id)
    return _job(found[0]) if found else None


def jobs_of(store: Store, owner: str | None) -> list[Job]:
    """The jobs of an owner, the newest first; of everybody where None."""
    whose = "owner = ?1 OR ?1 IS NULL"
    found = store.read(f"SELECT * FROM job WHERE {whose} ORDER BY made_at DESC LIMIT 100", owner)
    return [_job(row) for row in found]


def count_jobs(store: Store) -> dict[str, int]:
    """How many jobs there are in each state."""
    counts: dict[str, int] = dict.fromkeys(STATES, 0)
    found = store.read("SELECT state, count(*) FROM job GROUP BY state")
    return counts | {state: count for state, count in found}  # noqa: C416  a row is no pair


def under_way(store: Store, owner: str) -> int:
    """How many jobs of an owner have not ended."""
    ((count,),) = store.read(
        "SELECT count(*) FROM job WHERE owner = ? AND state IN ('waiting', 'running')", owner
    )
    return int(count)


def claim_job(store: Store, runner: str, at_once: int) -> Job | None:
    """Take the oldest job that waits, unless as many are worked at as may be."""
    found = store.write(
        "UPDATE job SET state = 'running', runner = ?, tries = tries + 1, seconds = 0 "
        "WHERE id = (SELECT id FROM job WHERE state = 'waiting' ORDER BY made_at LIMIT 1) "
        "AND (SELECT count(*) FROM job WHERE state = 'running') < ? RETURNING *",
        *(runner, at_once),
    )
    return _job(found[0]) if found else None


def note_progress(
    store: Store, job_id: str, stage: str, done: int, total: int | None, seconds: float
) -> bool:
    """Write how far a job is; whether it is still wanted."""
    found = store.write(
        "UPDATE job SET stage = ?, done = ?, total = ?, seconds = ? "
        "WHERE id = ? AND state = 'running' RETURNING id",
        *(stage, done, total, round(seconds, 1), job_id),
    )
    return bool(found)


def end_job(
    store: Store,
    job_id: str,
    seconds: float,
    expires_at: float,
    *,
    lines: int | None = None,
    error: JobFault | None = None,
) -> None:
    """Write that a job ended, well or not."""
    told = None if error is None else json.dumps(asdict(error))
    state = "done" if error is None else "failed"
    store.write(
        "UPDATE job SET state = ?, error = ?, lines = ?, seconds = ?, expires_at = ?, "
        "runner = NULL WHERE id = ?",
        *(state, told, lines, round(seconds, 1), expires_at, job_id),
    )


def put_back(store: Store, job_id: str, *, tried: bool) -> None:
    """Let a job wait again.

    Args:
        tried: It counts as a try: whoever worked at it died.
    """
    store.write(
        "UPDATE job SET state = 'waiting', runner = NULL, stage = '', tries = tries - ? "
        "WHERE id = ? AND state = 'running'",
        *(0 if tried else 1, job_id),
    )


def running_jobs(store: Store) -> list[Job]:
    """The jobs that somebody works at."""
    return [_job(row) for row in store.read("SELECT * FROM job WHERE state = 'running'")]


def expired_jobs(store: Store, now: float) -> list[str]:
    """The numbers of the jobs whose results are to be removed."""
    return [row["id"] for row in store.read("SELECT id FROM job WHERE expires_at < ?", now)]


def remove_job(store: Store, job_id: str) -> None:
    """Forget a job."""
    store.write("DELETE FROM job WHERE id = ?", job_id)


def _job(row: sqlite3.Row) -> Job:
    values = dict(row)
    values["asked"] = json.loads(values["asked"])
    if values["error"] is not None:
        values["error"] = fault_told(json.loads(values["error"]))
    return Job(**values)


def fault_told(error: Json) -> JobFault:
    """A fault as it was written: by the process of a book, or by an older release without `more`.

    Raises:
        KeyError, TypeError: It was not.
    """
    more = [MistakeAnswer(**each) for each in error.get("more", ())][: MOST_TOLD - 1]
    return JobFault(what=error["what"], where=error["where"], mend=error["mend"], more=more)
