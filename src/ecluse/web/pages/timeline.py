"""The page of an answer over time.

Belongs here: its address, and the days that are shown. Does not: finding the stretches (determine),
or their words (told_timeline).
Always true: the table says all that the picture shows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import Any

from ecluse.determine.question_object import AskedQuestion
from ecluse.determine.remarks import country_name
from ecluse.determine.told_timeline import ToldTimeline, told_timeline
from ecluse.visible import visible
from ecluse.web.address import address_of, apart, over_time, with_query
from ecluse.web.answering import days_of, stretches
from ecluse.web.api.check import FROM, UNTIL
from ecluse.web.api.parameters import OF_A_PLACE
from ecluse.web.brief_address import brief_of_answer
from ecluse.web.pages.spelling import asked_at, moved, said_at
from ecluse.web.params import Json
from ecluse.web.render import heavy_page, page
from ecluse.web.repeat import command_of
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call
from ecluse.words.say import say

_WIDE, _HIGH = 1000, 34  # units of the picture
_LABEL = 60  # units that the number of a year takes


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBar:
    """One stretch of the picture, from where and how long."""

    outcome: str
    left: float
    width: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTick:
    """The first day of a year in the picture."""

    left: float
    year: int
    shown: bool


def timeline(call: Call) -> Reply:
    """The answers over time; another spelling leads to the one address."""
    words, days = days_of(call.params, call.site)
    said = said_at(replace(call, params=words), days[0].isoformat())
    asked = call.site.reader().read(said)
    answered = address_of(asked, said, call.site) or ""
    own = {name: call.params[name] for name in ("from", "until") if name in call.params}
    address = over_time(answered, "/timeline", own)
    if address != asked_at(call):
        return moved(call, address, HTTPStatus.PERMANENT_REDIRECT)
    values = _links(answered, days[1])
    values["command"] = command_of(_words(said, days), call.lang, "timeline")
    return _page(call, asked, days, path=address, **values)


def _page(call: Call, asked: AskedQuestion, days: tuple[date, date], **values: Any) -> Reply:
    library, lang = call.site.library, call.lang
    shown = told_timeline(stretches(call.site, asked, days), library, lang)
    place = country_name(str(asked.shipment.destination), library, lang)
    return page(
        call,
        "timeline.html",
        title=say("answer_page.timeline", lang, visible(asked.shipment.item.name), place),
        max_age=DATED if "until" in call.params else None,  # else it ends today
        told=shown,
        bars=bars(shown),
        ticks=ticks(shown),
        size=(_WIDE, _HIGH),
        days=days,
        outcomes=list(dict.fromkeys((each.outcome.value, each.answer) for each in shown.stretches)),
        **values,
    )


def _links(answered: str, last: date) -> Json:
    """Where the answer of one of the days is, before and after the day; and the brief of the story
    up to the last one, which is None where a party is named.
    """
    path, words = apart(answered)
    named = brief_of_answer(answered) is None
    until = {"until": last.isoformat()}
    return {
        "path_of_item": path.rpartition("/")[0],
        "after": with_query("", words),
        "brief": None if named else over_time(answered, "/brief/story", until),
    }


def _words(said: Json, days: tuple[date, date]) -> Json:
    own = {name: value for name, value in said.items() if name != "on"}
    return own | {"from": days[0].isoformat(), "until": days[1].isoformat()}


def bars(shown: ToldTimeline) -> list[TimeBar]:
    """The stretches as bars, each as long as it lasted."""
    begin, end = shown.stretches[0].since, shown.stretches[-1].until
    total = (end - begin).days + 1
    return [
        TimeBar(
            outcome=each.outcome.value,
            left=round((each.since - begin).days / total * _WIDE, 2),
            width=round(each.days / total * _WIDE, 2),
            words=f"{each.since.isoformat()}: {each.answer}",
        )
        for each in shown.stretches
    ]


def ticks(shown: ToldTimeline) -> list[YearTick]:
    """The first days of the years, named where there is room."""
    begin, end = shown.stretches[0].since, shown.stretches[-1].until
    total = (end - begin).days + 1
    found = []
    for year in range(begin.year + 1, end.year + 1):
        left = round((date(year, 1, 1) - begin).days / total * _WIDE, 2)
        found.append(YearTick(left=left, year=year, shown=left < _WIDE - _LABEL))
    return found


ENDPOINTS = (
    heavy_page(
        "/timeline/{item}/{to}",
        timeline,
        "How the answer changed over time.",
        takes=(*OF_A_PLACE, FROM, UNTIL),
    ),
)
