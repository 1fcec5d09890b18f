"""`/orders` and `/jobs/{id}`: sending an order book, watching it, reading its report.

Belongs here: the pages. Does not: taking a book in or answering it (jobs).
Always true: the pages need no script; a page of a book that is worked at asks for itself again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

from ecluse.answers.error import MistakeAnswer
from ecluse.web.jobs import record
from ecluse.web.jobs.record import Job, JobFault
from ecluse.web.jobs.submit import TAKES, answer_of_job, job_of, moment, submit
from ecluse.web.jobs.upload import FIELD, FORMS, owner_of, receive_book
from ecluse.web.pages.spelling import moved
from ecluse.web.render import form_page, page, page_endpoint
from ecluse.web.reply import Reply
from ecluse.web.routes import Call
from ecluse.words.of_error import in_words
from ecluse.words.say import has_words, say, when

_ASKED = ("on", "known", "since", "scenario", "columns")
_FAULTS = ("book_error.", "terminal_error.", "problem.", "refusal.", "book_note.")


def orders_page(call: Call) -> Reply:
    """The form, and the books of whoever asks."""
    may = call.state.takes_books and call.actor.may("preparer")
    owner = owner_of(call)
    found = record.jobs_of(call.state.desk.store, owner) if may and owner else []
    return page(
        call,
        "orders.html",
        path="/orders",
        may=may,
        forms=FORMS,
        field=FIELD,
        moment=partial(_moment, call.lang),
        books=found,
    )


def send_form(call: Call) -> Reply:
    """Take the book of the form in, and lead to its page."""
    return moved(call, f"/jobs/{submit(call)}", HTTPStatus.SEE_OTHER)


def job_page(call: Call) -> Reply:
    """How far a book is; when it is answered, what came of it."""
    job = job_of(call)
    summary = call.state.desk.summary(job)[call.lang] if job.state == "done" else None
    return page(
        call,
        "job.html",
        path=f"/jobs/{job.id}",
        job=job,
        faults=[] if job.error is None else _faults(job.error, call.lang),
        stage=_stage(job, call.lang),
        moment=partial(_moment, call.lang),
        links=answer_of_job(job).links,
        asked=_asked(job, call.lang),
        summary=summary,
    )


def remove_form(call: Call) -> Reply:
    """Remove a book, and lead back to the form."""
    job = job_of(call)
    if job.owner == owner_of(call) or call.actor.may("admin"):
        call.state.desk.remove(job)
    return moved(call, "/orders", HTTPStatus.SEE_OTHER)


def _asked(job: Job, lang: str) -> dict[str, str]:
    """What was asked of the book, less what goes without saying."""
    text = {"reading": say("job.reading.text", lang)} if job.asked["reading"] == "text" else {}
    return text | {name: job.asked[name] for name in _ASKED if job.asked.get(name)}


def _faults(error: JobFault, lang: str) -> list[JobFault]:
    """Why a book could not be answered, in the language of the page as far as it has words."""
    mistakes: list[JobFault | MistakeAnswer] = [error, *error.more]
    return [
        JobFault(
            what=in_words(each.what, lang, _FAULTS),
            where=each.where,
            mend=in_words(each.mend, lang, _FAULTS),
        )
        for each in mistakes
    ]


def _moment(lang: str, seconds: float) -> tuple[str, str]:
    """A moment for programs and as people write it, in UTC."""
    at = datetime.fromtimestamp(seconds, UTC)
    return moment(seconds), say("job.moment", lang, when(at.date(), lang), f"{at:%H}", f"{at:%M}")


def _stage(job: Job, lang: str) -> str:
    """The stage of the work in words."""
    _, _, step = job.stage.rpartition(": ")
    key = f"progress.{step}"
    return say(key, lang) if step and has_words(key) else step


ENDPOINTS = (
    page_endpoint("/orders", orders_page, "Send an order book."),
    page_endpoint(
        "/orders",
        send_form,
        "Take an order book in.",
        method="POST",
        takes=TAKES,
        body="multipart/form-data",
        role="preparer",
        receives=partial(receive_book, forgiving=True),
    ),
    page_endpoint("/jobs/{id}", job_page, "How far an order book is, and what came of it."),
    form_page("/jobs/{id}/remove", remove_form, "Remove an order book.", role="preparer"),
)
