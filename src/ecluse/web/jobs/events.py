"""How far a book is, told as it happens (server-sent events).

Belongs here: the stream. Does not: the job (record).
Always true: an event has a number, so that whoever was cut off goes on after the last one; a book
that has ended ends the stream, and asked again it says that there is nothing more.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from http import HTTPStatus

import orjson
from starlette.responses import Response, StreamingResponse

from ecluse.answers.plain import plain
from ecluse.web.jobs import record
from ecluse.web.jobs.record import Job
from ecluse.web.jobs.submit import answer_of_job, job_of
from ecluse.web.problem import later
from ecluse.web.routes import Call

_MOST = 64  # streams at once
_LOOK_S, _BEAT_S = 0.5, 15.0
_open = 0


def events(call: Call) -> Response:
    """The stream of one job's events.

    Raises:
        Refused: There is no such job, or too many listen.
    """
    job = job_of(call)
    last = call.headers.get("last-event-id")
    if job.ended and last == _number(job):  # a browser then stops asking
        return Response(status_code=HTTPStatus.NO_CONTENT)
    if _open >= _MOST:
        what = f"{_MOST} listen already"
        raise later(HTTPStatus.SERVICE_UNAVAILABLE, what, "server", "ask for the job", 5)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    stream = _stream(call, job.id, last)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _stream(call: Call, job_id: str, last: str | None) -> AsyncIterator[bytes]:
    global _open  # noqa: PLW0603  one count for the process
    _open += 1
    told, beat = last, time.monotonic()
    try:
        yield b"retry: 2000\n\n"
        while not call.state.leaving:
            job = record.find_job(call.state.desk.store, job_id)
            if job is None:
                yield b"event: removed\ndata: {}\n\n"
                return
            if _number(job) != told:
                told, beat = _number(job), time.monotonic()
                yield _event(job, told)
            if job.ended:
                return
            if time.monotonic() - beat > _BEAT_S:
                beat = time.monotonic()
                yield b": still here\n\n"
            await asyncio.sleep(_LOOK_S)
    finally:
        _open -= 1


def _number(job: Job) -> str:
    """The number of the event that tells a job as it is."""
    return f"{job.tries}.{record.STATES.index(job.state)}.{round(job.seconds * 10)}"


def _event(job: Job, number: str) -> bytes:
    data = orjson.dumps(plain(answer_of_job(job)))
    return b"id: %s\nevent: %s\ndata: %s\n\n" % (number.encode(), job.state.encode(), data)
