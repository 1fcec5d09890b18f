"""`/api/v1/kept`: answers that somebody asked to keep.

Belongs here: keeping and reading one. Does not: the store (store), or the difference (kept).
Always true: nothing is kept but by a POST that asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import ClassVar

from ecluse.answers.copied import copied
from ecluse.determine.question_object import names_parties, object_of
from ecluse.errors import EcluseError
from ecluse.web.api.check import names_somebody
from ecluse.web.kept import (
    ChangedKey,
    KeptAnswer,
    answer_now,
    answer_today,
    changed_keys,
    keep,
    kept_answer,
)
from ecluse.web.params import Json, Said
from ecluse.web.problem import absent
from ecluse.web.reply import Reply, json_reply
from ecluse.web.routes import LANG, Call, Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayAnswer:
    """What the record says today to a kept question.

    Args:
        asked: It could be asked again; else `why` says why not.
        same: It says the same.
        changed: The keys that say something else.
    """

    data_version: str
    engine: str
    asked: bool
    why: str | None
    same: bool | None
    outcome: str | None
    exception: str | None
    changed: list[ChangedKey]


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedReply:
    """An answer as it was given, and what the record says today.

    Args:
        answer: With the keys of `ecluse check --json`.
    """

    SCHEMA: ClassVar[str] = "ecluse.kept/1"

    digest: str
    kept_on: date
    engine: str
    data_version: str
    known: date
    question: Json
    answer: Json
    today: TodayAnswer
    links: dict[str, str]


def keep_answer(call: Call) -> Reply:
    """Keep the answer to the question that a body asks: 201 where it is new."""
    made, new = keep_said(call, object_of(call.body, "body", "the body"))
    headers = (("Location", f"/d/{made.digest}"),)
    status = HTTPStatus.CREATED if new else HTTPStatus.OK
    return json_reply(reply_of(call, made), status=status, headers=headers)


def keep_said(call: Call, said: Said) -> tuple[KeptAnswer, bool]:
    """Keep the answer to a question, and say whether it is new.

    Raises:
        EcluseError: The question is not understood, or nothing may be kept.
    """
    store = call.state.writable
    asked = call.site.reader(own_items=True).read(said)
    made = answer_now(call.site, asked, said, call.site.today())
    return made, keep(store, made, call.actor.subject or call.actor.key)


def kept_of(call: Call) -> KeptAnswer:
    """The kept answer that a path names.

    Raises:
        Refused: None is kept under that digest.
    """
    found = kept_answer(call.state.store, call.path["digest"])
    if found is None:
        what = f"no answer is kept as '{call.path['digest'][:32]}'"
        mend = "answers are kept where somebody asks for it; check the address"
        raise absent(what, mend)
    return found


def today_of(call: Call, kept: KeptAnswer) -> TodayAnswer:
    """What the record says today to a kept question."""
    given, why = kept.answer[call.lang], None
    now: Json | None = given
    if _is_older(call, kept):
        try:
            now = answer_today(call.site, kept, call.lang)
        except EcluseError as error:
            now, why = None, str(error)
    changed = [] if now is None else changed_keys(given, now)
    return TodayAnswer(
        data_version=call.library.version,
        engine=call.site.engine,
        asked=now is not None,
        why=why,
        same=None if now is None else not changed,
        outcome=None if now is None else now["outcome"],
        exception=None if now is None else now["exception"],
        changed=changed,
    )


def asks_of_parties_anew(call: Call) -> bool:
    """Whether a kept answer that a path names is compared with today's, and names parties."""
    kept = kept_of(call)
    return names_parties(kept.question) and _is_older(call, kept)


def _is_older(call: Call, kept: KeptAnswer) -> bool:
    return (kept.data_version, kept.engine) != (call.library.version, call.site.engine)


def reply_of(call: Call, kept: KeptAnswer) -> PinnedReply:
    """A kept answer as it is sent."""
    base = call.site.settings.address
    links = {
        "self": f"{base}/api/v1/kept/{kept.digest}",
        "pinned": f"{base}/d/{kept.digest}",
    }
    answer, today = kept.answer[call.lang], today_of(call, kept)
    return copied(PinnedReply, kept, answer=answer, today=today, links=links)


def kept(call: Call) -> Reply:
    """An answer as it was given, and what the record says today."""
    return json_reply(reply_of(call, kept_of(call)))


ENDPOINTS = (
    Endpoint(
        "/api/v1/kept",
        keep_answer,
        "Keep the answer to a question as it is given now, under a link that stays.",
        method="POST",
        takes=(LANG,),
        answer="kept",
        body="application/json",
        heavy=True,
        names_parties=names_somebody,
        status=HTTPStatus.CREATED,
        refuses=(
            *(HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS),
            HTTPStatus.INSUFFICIENT_STORAGE,
        ),
    ),
    Endpoint(
        "/api/v1/kept/{digest}",
        kept,
        "A kept answer as it was given, and what the record says today.",
        takes=(LANG,),
        answer="kept",
        heavy=True,
        names_parties=asks_of_parties_anew,
    ),
)
