"""The page of an answer over time.

Belongs here: its address, and the days that are shown. Does not: finding the stretches (determine),
or their words (told_timeline).
Always true: the table says all that the picture shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from ecluse.determine.question import day_from
from ecluse.determine.question_object import AskedQuestion
from ecluse.determine.remarks import country_name
from ecluse.determine.timeline import Stretch
from ecluse.determine.timeline import timeline as stretches_of
from ecluse.determine.told_timeline import ToldTimeline, told_timeline
from ecluse.errors import InputError
from ecluse.law.register import Register
from ecluse.visible import visible
from ecluse.web.address import address_of, destination, item_named
from ecluse.web.api.parameters import OF_THE_LAW, OF_THE_SHIPMENT, said_in
from ecluse.web.brief_address import brief_of_answer
from ecluse.web.params import Param
from ecluse.web.render import at, heavy_page, page
from ecluse.web.repeat import command_of
from ecluse.web.reply import DATED, TEXT, Reply
from ecluse.web.routes import Call
from ecluse.words.say import say

_WIDE, _HIGH = 1000, 34  # units of the picture
_LABEL = 60  # units that the number of a year takes
_DAYS = (
    Param(name="from", about="The first day; the first on record where left out.", form="date"),
    Param(name="until", about="The last day; today where left out.", form="date"),
)


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
    params = dict(call.params)
    days: dict[str, str] = {name: params.pop(name) for name in ("from", "until") if name in params}
    shown = _days(days, call)
    said = said_in(params) | {
        "item": item_named(call.path["item"], call.site),
        "to": destination(call.path["to"]),
        "on": shown[0].isoformat(),
    }
    asked = call.site.reader().read(said)
    address = _address(asked, said, days, call)
    if address != call.raw_path.removeprefix(at(call.lang)) + _query(call):
        moved = (("Location", at(call.lang) + address),)
        return Reply(body=b"", media=TEXT, status=HTTPStatus.PERMANENT_REDIRECT, headers=moved)
    return _page(call, asked, said, address, shown)


def _query(call: Call) -> str:
    return f"?{call.raw_query}" if call.raw_query else ""


def _days(days: dict[str, str], call: Call) -> tuple[date, date]:
    """The first and the last day that are asked for.

    Raises:
        InputError: One is no day of the record, or they stand the wrong way round.
    """
    library = call.site.library
    first, last = library.register.answers_from, call.site.today()
    if "from" in days:
        first = day_from(days["from"], library, "from")
    if "until" in days:
        last = day_from(days["until"], library, "until")
    if last < first:
        raise InputError(f"{last} lies before {first}", "until", "swap the two days")
    return first, last


def _page(
    call: Call, asked: AskedQuestion, said: dict[str, Any], address: str, days: tuple[date, date]
) -> Reply:
    library, lang = call.site.library, call.lang
    shown = told_timeline(_stretches(call, asked, said, days), library, lang)
    place = country_name(str(asked.shipment.destination), library, lang)
    item = visible(asked.shipment.item.name)
    return page(
        call,
        "timeline.html",
        title=say("answer_page.timeline", lang, item, place),
        path=address,
        max_age=DATED if "until" in call.params else None,  # else it ends today
        told=shown,
        bars=bars(shown),
        ticks=ticks(shown),
        size=(_WIDE, _HIGH),
        days=days,
        path_of_item=urlsplit(address).path.replace("/timeline/", "/check/", 1),
        after=_after(address),
        brief=_brief(address, days[1]),
        command=command_of(_words(said, days), lang, "timeline"),
        outcomes=list(dict.fromkeys((each.outcome.value, each.answer) for each in shown.stretches)),
    )


def _brief(address: str, until: date) -> str | None:
    """The brief of the story up to the last day; None where a party is named."""
    if brief_of_answer(address) is None:
        return None
    parts = urlsplit(address)
    pairs = {**dict(parse_qsl(parts.query)), "until": until.isoformat()}
    pairs.pop("from", None)
    path = parts.path.replace("/timeline/", "/brief/story/", 1)
    return f"{path}?{urlencode(sorted(pairs.items()), quote_via=quote)}"


def _stretches(
    call: Call, asked: AskedQuestion, said: dict[str, Any], days: tuple[date, date]
) -> list[Stretch]:
    law = asked.law
    return stretches_of(
        asked.shipment,
        call.site.library,
        *days,
        register=_register(said.get("scenario"), call),
        known=None if law.known == date.max else law.known,
        reading=law.reading,
    )


def _words(said: dict[str, Any], days: tuple[date, date]) -> dict[str, Any]:
    own = {name: value for name, value in said.items() if name != "on"}
    return own | {"from": days[0].isoformat(), "until": days[1].isoformat()}


def _register(scenario: str | None, call: Call) -> Register:
    library = call.site.library
    if scenario is None:
        return library.register
    from ecluse.law.scenario import applied, read_scenario

    return applied(read_scenario(scenario, library, where="scenario"), library.register)


def _address(asked: AskedQuestion, said: dict[str, Any], days: dict[str, str], call: Call) -> str:
    parts = urlsplit(address_of(asked, said, call.site) or "")
    item, to = parts.path.split("/")[2:4]
    pairs = sorted([*parse_qsl(parts.query), *days.items()])
    query = urlencode(pairs, quote_via=quote)
    return f"/timeline/{item}/{to}" + (f"?{query}" if query else "")


def _after(address: str) -> str:
    """The query of the answer of one of the days."""
    pairs = parse_qsl(urlsplit(address).query)
    pairs = [pair for pair in pairs if pair[0] not in ("from", "until")]
    return f"?{urlencode(pairs, quote_via=quote)}" if pairs else ""


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
        takes=(*OF_THE_LAW, *OF_THE_SHIPMENT, *_DAYS),
    ),
)
