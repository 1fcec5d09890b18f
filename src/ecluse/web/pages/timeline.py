"""The page of an answer over time.

Belongs here: its address, and the days that are shown. Does not: finding the stretches (determine),
or their words (told_timeline).
Always true: the table says all that the picture shows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ecluse.determine.remarks import country_name
from ecluse.determine.shipment import Shipment
from ecluse.determine.told_timeline import ToldTimeline, told_timeline
from ecluse.visible import visible
from ecluse.web.address import address_of, apart, brief_of_answer, over_time, with_query
from ecluse.web.answering import days_of, stretches
from ecluse.web.api.check import FROM, UNTIL
from ecluse.web.api.parameters import OF_A_PLACE
from ecluse.web.pages.spelling import asked_at, moved, said_at
from ecluse.web.params import Json
from ecluse.web.render import heavy_page, page
from ecluse.web.repeat import command_of
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call

_WIDE, _HIGH = 1000, 34  # units of the picture


def timeline(call: Call) -> Reply:
    """The answers over time; another spelling leads to the one address."""
    words, days = days_of(call.params, call.site)
    said = said_at(replace(call, params=words), days[0].isoformat())
    asked = call.site.reader().read(said)
    answered = address_of(asked, said, call.site) or ""
    own = {name: call.params[name] for name in ("from", "until") if name in call.params}
    address = over_time(answered, "/timeline", own)
    if address != asked_at(call):
        return moved(call, address)
    shown = told_timeline(stretches(call.site, asked, days), call.library, call.lang)
    return page(
        call,
        "timeline.html",
        title=_title(asked.shipment, call),
        path=address,
        max_age=DATED if "until" in call.params else None,  # else it ends today
        told=shown,
        days=days,
        **_picture(shown),
        command=command_of(_words(said, days), call.lang, "timeline"),
        **_links(answered, days[1]),
    )


def _title(shipment: Shipment, call: Call) -> str:
    place = country_name(str(shipment.destination), call.library, call.lang)
    return call.say("answer_page.timeline", visible(shipment.item.name), place)


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


def _picture(shown: ToldTimeline) -> Json:
    """The picture: a bar for each stretch, as long as it lasted, and the first day of each year."""
    begin, end = shown.stretches[0].since, shown.stretches[-1].until
    total = (end - begin).days + 1

    def wide(days: int) -> float:
        return round(days / total * _WIDE, 2)

    years = range(begin.year + 1, end.year + 1)
    return {
        "size": (_WIDE, _HIGH),
        "bars": [
            (
                *(each.outcome.value, wide((each.since - begin).days), wide(each.days)),
                f"{each.since.isoformat()}: {each.answer}",
            )
            for each in shown.stretches
        ],
        "years": [(wide((date(year, 1, 1) - begin).days), year) for year in years],
        "outcomes": dict.fromkeys((each.outcome.value, each.answer) for each in shown.stretches),
    }


ENDPOINTS = (
    heavy_page(
        "/timeline/{item}/{to}",
        timeline,
        "How the answer changed over time.",
        takes=(*OF_A_PLACE, FROM, UNTIL),
    ),
)
