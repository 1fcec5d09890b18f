"""`/api/v1/orders` and `/api/v1/jobs`: order books, answered line by line beside the requests.

Belongs here: sending a book, asking how far it is, taking the result, removing it. Does not:
answering (jobs).
Always true: nobody sees a book of somebody else, but for an auditor; a result that was cut off is
resumed to the same bytes.
"""

from __future__ import annotations

import mimetypes
from http import HTTPStatus
from pathlib import Path

from starlette.responses import FileResponse, Response

from ecluse.answers.plain import plain
from ecluse.web.jobs import record
from ecluse.web.jobs.child import PAGE, REPORT
from ecluse.web.jobs.events import events
from ecluse.web.jobs.record import Job
from ecluse.web.jobs.submit import TAKES, answer_of_job, done_job_of, job_of, submit
from ecluse.web.jobs.upload import owner_of, receive_book
from ecluse.web.params import Json, Param
from ecluse.web.problem import Refused, absent
from ecluse.web.reply import Reply, json_reply
from ecluse.web.routes import Call, Endpoint

_MEDIA = {
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".arrow": "application/vnd.apache.arrow.file",
}
_AS = Param("as", "The report as JSON or as a page to print.", values=("json", "html"))


_MINE = (HTTPStatus.FORBIDDEN,)  # no books are taken here


def send_book(call: Call) -> Reply:
    """Take a book in."""
    job_id = submit(call)
    job = record.find_job(call.state.desk.store, job_id)
    if job is None:  # removed already
        raise absent("the book was removed", "send it again", "id")
    made = _said(job, call)
    headers = (("Location", f"/api/v1/jobs/{job_id}"),)
    return json_reply(made, status=HTTPStatus.ACCEPTED, headers=headers)


def jobs(call: Call) -> Reply:
    """The books of whoever asks; of everybody for an auditor."""
    owner = None if call.actor.may("auditor") else owner_of(call)
    found = record.jobs_of(call.state.desk.store, owner) if owner != "" else []
    return json_reply([_said(job, call) for job in found])


def job(call: Call) -> Reply:
    """How far a book is."""
    return json_reply(_said(job_of(call), call))


def remove(call: Call) -> Reply:
    """End a book and remove all of it."""
    found = job_of(call)
    if found.owner != owner_of(call) and not call.actor.may("admin"):
        what = "this is somebody else's book"
        raise Refused(HTTPStatus.FORBIDDEN, what, "id", "whoever sent it may remove it")
    call.state.desk.remove(found)
    return Reply(body=b"", status=HTTPStatus.NO_CONTENT)


def result(call: Call) -> Response:
    """Every line with its answer."""
    found = done_job_of(call)
    path = call.state.desk.result(found)
    media = _MEDIA.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return _file(path, media, str(found.asked["result_called"]))


def report(call: Call) -> Response:
    """What came of the book."""
    found = done_job_of(call)
    place = call.state.desk.place(found.id)
    if call.params.get("as") == "html":  # its own styles are no styles of a page here
        name = str(found.asked["result_called"])
        return _file(place / PAGE, "text/html", f"{name.rpartition('.')[0]}.html")
    return _file(place / REPORT, "application/json", None)


def _file(path: Path, media: str | None, name: str | None) -> Response:
    headers = {"Cache-Control": "private, no-store"}
    return FileResponse(path, media_type=media, filename=name, headers=headers)


def _said(job: Job, call: Call) -> Json:
    data: Json = plain(answer_of_job(job, call.site.settings.address))
    return data | {"engine": call.site.engine}


ENDPOINTS = (
    Endpoint(
        "/api/v1/orders",
        send_book,
        "Answer every line of an order book; it is worked at beside the requests.",
        method="POST",
        takes=TAKES,
        answer="job",
        body="multipart/form-data",
        role="preparer",
        receives=receive_book,
        status=HTTPStatus.ACCEPTED,
        refuses=(HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INSUFFICIENT_STORAGE),
    ),
    Endpoint(
        "/api/v1/jobs",
        jobs,
        "The order books of whoever asks, the newest first.",
        answer="job",
        listed=True,
    ),
    Endpoint(
        "/api/v1/jobs/{id}",
        job,
        "How far a book is.",
        answer="job",
        refuses=_MINE,
    ),
    Endpoint(
        "/api/v1/jobs/{id}",
        remove,
        "End an order book and remove all of it.",
        method="DELETE",
        role="preparer",
        status=HTTPStatus.NO_CONTENT,
    ),
    Endpoint(
        "/api/v1/jobs/{id}/events",
        events,
        "How far a book is, as it happens.",
        sends="text/event-stream",
        refuses=_MINE,
    ),
    Endpoint(
        "/api/v1/jobs/{id}/result",
        result,
        "Every line of a book with its answer; ranges are served.",
        sends="application/octet-stream",
        refuses=(*_MINE, HTTPStatus.CONFLICT),
    ),
    Endpoint(
        "/api/v1/jobs/{id}/report",
        report,
        "What came of a book.",
        takes=(_AS,),
        refuses=(*_MINE, HTTPStatus.CONFLICT),
        answer="orders",
    ),
)
