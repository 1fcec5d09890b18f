"""`/d/{digest}`: an answer as it was given, with what the record says today.

Belongs here: the page, and the form that keeps an answer. Does not: the difference (kept).
Always true: the page shows what was kept, not what would be answered now; that stands in a bar.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Any

from ecluse.determine.question_object import names_parties
from ecluse.determine.wording import law_words
from ecluse.errors import EcluseError
from ecluse.law.measure import Reading
from ecluse.web.address import address_of
from ecluse.web.api.kept import asks_of_parties_anew, keep_said, kept_of, today_of
from ecluse.web.api.parameters import OF_A_QUESTION, said_in
from ecluse.web.asked_law import law_of_answer
from ecluse.web.kept import KeptAnswer, is_secret
from ecluse.web.pages.embed import qualifiers
from ecluse.web.pages.spelling import moved
from ecluse.web.params import read_query
from ecluse.web.render import form_page, heavy_page, page
from ecluse.web.reply import Reply
from ecluse.web.routes import Call
from ecluse.words.say import say

_IMMUTABLE = 300  # seconds: the bar may change, the answer never does
_LONGEST = 300  # characters of a value in the table of differences


def keep_form(call: Call) -> Reply:
    """Keep the answer to the question of a form, and lead to it."""
    said = said_in(read_query(call.body, OF_A_QUESTION))
    made, _ = keep_said(call, said)
    return moved(call, f"/d/{made.digest}", HTTPStatus.SEE_OTHER)


def kept_page(call: Call) -> Reply:
    """The answer as it was given."""
    kept = kept_of(call)
    answer = kept.answer[call.lang]
    today, told = today_of(call, kept), kept.shown(call.lang)
    place = told.place if told is not None else answer["destination"]
    return page(
        call,
        "kept.html",
        title=f"{answer['item']} → {place}, {answer['on']}",
        told=told,
        law=told.law if told is not None else _law(kept, call.lang),
        law_query=law_of_answer(kept.question, date.fromisoformat(answer["on"])),
        qualifiers=qualifiers(told),
        path=f"/d/{kept.digest}",
        max_age=None if is_secret(kept.question) else _IMMUTABLE,
        kept=kept,
        answer=answer,
        today=today,
        outcome=_outcome(answer["outcome"], answer["exception"], call.lang),
        outcome_now=_outcome(today.outcome, today.exception, call.lang),
        short=partial(_short, call.lang),
        asked_again=_again(call, kept),
    )


def _law(kept: KeptAnswer, lang: str) -> tuple[str, ...]:
    """Which law was asked, of an answer whose parts are those of an older release."""
    said = kept.question
    reading = Reading(said.get("reading", Reading.ENFORCED))
    known = kept.known_asked or date.max
    return tuple(law_words(lang, reading=reading, known=known, scenario=said.get("scenario")))


def _outcome(outcome: str | None, exception: str | None, lang: str) -> str:
    if outcome is None:
        return ""
    return say(f"outcome.{outcome}", lang, *([exception] if outcome == "EXCEPTION" else []))


def _short(lang: str, value: Any) -> str:
    """A value of an answer on one line: of an object, what it is called by."""
    if value in (None, [], {}):
        return say("kept.nothing", lang)
    if isinstance(value, list):
        text = ", ".join(_short(lang, part) for part in value)
    elif isinstance(value, dict):
        text = str(next((value[key] for key in _NAMES if value.get(key)), say("kept.other", lang)))
    else:
        text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


_NAMES = ("provision", "name", "what", "text", "policy", "fact")


def _again(call: Call, kept: KeptAnswer) -> str | None:
    """The address of the same question today; None where no address says it, or may say it."""
    said = kept.said_today
    if names_parties(said) or isinstance(said["item"], dict):
        return None
    try:
        asked = call.site.reader().read(said)
    except EcluseError:
        return None
    return address_of(asked, said, call.site)


ENDPOINTS = (
    form_page("/d", keep_form, "Keep an answer.", heavy=True),
    heavy_page(
        "/d/{digest}",
        kept_page,
        "An answer as it was given.",
        names_parties=asks_of_parties_anew,
    ),
)
