"""From a request with a book to a job in the queue.

Belongs here: what may be asked of a book, checked before it is queued. Does not: taking the book in
(upload), or answering it (desk).
Always true: what the book's process would refuse of the words alone is refused here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path

from ecluse.answers.copied import copied
from ecluse.determine.question import day_from
from ecluse.errors import EcluseError, InputError, raise_all
from ecluse.orders.column_pairs import read_pairs
from ecluse.tables.encoding import encoding_named
from ecluse.web.jobs import record
from ecluse.web.jobs.record import Job, JobAnswer
from ecluse.web.jobs.upload import FORMS, owner_of
from ecluse.web.params import Json, Param
from ecluse.web.problem import Refused, absent, later
from ecluse.web.routes import LANG, Call
from ecluse.web.store import no_room

_DAYS = ("on", "known", "since")
TAKES = (
    Param("name", "What a book that is sent bare is called.", example="book.csv"),
    Param("on", "The ship date of every line, for a book without dates.", form="date"),
    Param("known", "What had been published by this day counts.", form="date"),
    Param("since", "Mark what changed after this day.", form="date"),
    Param("reading", "As enforced, or as the text.", values=("enforced", "text")),
    Param("scenario", "The name of a shipped scenario."),
    Param("strict", "Take nothing for granted.", values=("true", "false")),
    Param("screen", "Screen the parties that are named.", values=("true", "false")),
    Param("columns", "Which column is which: part=Material,destination=Land."),
    Param("form", "The form of the result; the book's where left out.", values=FORMS),
    Param(
        "encoding",
        "The encoding of a text file, where it is not found out: gb18030, shift_jis, cp1252.",
        example="gb18030",
    ),
    LANG,
)


def submit(call: Call) -> str:
    """Put the book of a call in the queue; the number of its job.

    Raises:
        EcluseError: All that is wrong with what is asked, or the book cannot be kept.
    """
    upload, desk = call.upload, call.state.desk
    if upload is None:
        raise InputError("there is no order book", "body", "send a file")
    _check(call)
    asked = _asked(call, upload.path, upload.name)
    job_id = record.new_id()
    try:
        os.replace(upload.folder, desk.place(job_id))
    except OSError as error:
        raise no_room(f"the book cannot be kept: {error.strerror}") from error
    record.add_job(desk.store, job_id, owner_of(call), upload.name, asked)
    return job_id


def _asked(call: Call, book: Path, name: str) -> Json:
    """What is asked of the book, as its process is told."""
    said = call.params
    form = said.get("form", book.suffix[1:])
    return {
        "book": book.name,
        "result": f"result.{form}",
        "called": name,
        "result_called": f"{Path(name).stem}-determined.{form}",
        "today": call.site.today().isoformat(),
        "lang": call.lang,
        "reading": said.get("reading", "enforced"),
        **{key: said.get(key) for key in (*_DAYS, "scenario", "columns", "encoding")},
        "strict": said.get("strict") == "true",
        "screen": said.get("screen") != "false",
    }


def _check(call: Call) -> None:
    """Refuse words that are not understood.

    Raises:
        InputError, SeveralErrors: All that are not.
    """
    checks: dict[str, Callable[[str], object]] = {
        **{day: partial(day_from, library=call.library, where=day) for day in _DAYS},
        "columns": read_pairs,
        "encoding": encoding_named,
        "scenario": partial(_check_scenario, call),
    }
    mistakes: list[EcluseError] = []
    for word, check in checks.items():
        try:
            if word in call.params:
                check(call.params[word])
        except EcluseError as error:
            mistakes.extend(error.mistakes)
    raise_all(mistakes)


def _check_scenario(call: Call, name: str) -> None:
    """Refuse what is no name of a shipped scenario.

    Raises:
        InputError: It is a path, or no scenario is called that.
    """
    from ecluse.facts.reader import as_path
    from ecluse.law.scenario import read_scenario

    if as_path(name) is not None:
        mend = "give the name of a shipped scenario"
        raise InputError(f"'{name[:80]}' is no name of a scenario", "scenario", mend)
    read_scenario(name, call.library, where="scenario")


def job_of(call: Call) -> Job:
    """The job that a path names, for whoever may see it.

    Raises:
        Refused: There is none, or it is somebody else's.
    """
    found = record.find_job(call.state.desk.store, call.path["id"])
    if found is None or not (found.owner == owner_of(call) or call.actor.may("auditor")):
        mend = "results are removed after a day; send the book again"
        raise absent("there is no such order book here", mend, "id")
    return found


def done_job_of(call: Call) -> Job:
    """The job that a path names, its result ready.

    Raises:
        Refused: There is none, it is not ready, or it failed.
    """
    job = job_of(call)
    if job.state == "done" and call.state.desk.result(job).is_file():
        return job
    if job.error is not None:
        raise Refused(HTTPStatus.CONFLICT, job.error.what, job.error.where, job.error.mend)
    what, mend = f"the book is not answered yet: {job.state}", "ask again in a moment"
    raise later(HTTPStatus.CONFLICT, what, "id", mend, 1)


def answer_of_job(job: Job, base: str = "") -> JobAnswer:
    """A job as an answer."""
    at = f"{base}/api/v1/jobs/{job.id}"
    links = {"self": at, "events": f"{at}/events", "html": f"{base}/jobs/{job.id}"}
    if job.state == "done":
        links |= {"result": f"{at}/result", "report": f"{at}/report"}
    expires = None if job.expires_at is None else moment(job.expires_at)
    return copied(JobAnswer, job, made_at=moment(job.made_at), expires_at=expires, links=links)


def moment(seconds: float) -> str:
    """A moment as RFC 3339 writes it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
