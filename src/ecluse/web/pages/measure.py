"""One measure: what was published, when, and what it changes.

Belongs here: the page, and the list of all measures. Does not: reading measures (law).
Always true: its days stand as they were published; what later measures did to it is said.
"""

from __future__ import annotations

from datetime import date, timedelta

from ecluse.law.answer import measure_of
from ecluse.law.measure import Act, Measure
from ecluse.web.problem import not_found
from ecluse.web.render import page, page_endpoint
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call
from ecluse.words.say import say

_DAY = timedelta(days=1)


def measure(call: Call) -> Reply:
    """One measure."""
    register = call.site.library.register
    with not_found():
        found = register.measure(call.path["measure"], "address")
    first = found.effective or found.published
    return page(
        call,
        "measure.html",
        title=found.title.say(call.lang),
        path=f"/measure/{short(found.measure)}",
        section="law",
        max_age=DATED,
        measure=measure_of(found, call.lang),
        touched=_acts_on(found, call),
        day_before=_day_before(first, register.answers_from),
        first=first,
        short=short,
    )


def measures(call: Call) -> Reply:
    """All measures, the latest first."""
    register = call.site.library.register
    found = [measure_of(each, call.lang) for each in reversed(register.measures)]
    return page(
        call,
        "measures.html",
        title=say("record.measures", call.lang),
        path="/measures",
        section="law",
        max_age=DATED,
        measures=found,
        short=short,
    )


def short(name: str) -> str:
    """The end of a measure's name, which is enough to find it.

    >>> short("us/2023-10-25-advanced-computing")
    '2023-10-25-advanced-computing'
    """
    return name.rpartition("/")[2]


def _acts_on(found: Measure, call: Call) -> list[tuple[Measure, Act]]:
    """What later measures did to it."""
    return [
        (each, act)
        for each in call.site.library.register.measures
        for act in each.acts_on
        if act.measure == found.measure
    ]


def _day_before(day: date, first: date) -> date | None:
    """The day before it took effect, where the record reaches back to it."""
    return day - _DAY if day > first else None


ENDPOINTS = (
    page_endpoint("/measures", measures, "All measures of the record."),
    page_endpoint("/measure/{measure}", measure, "One measure, and what it changes."),
)
