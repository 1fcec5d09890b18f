"""`/api/v1/briefs`: an answer, a day, a measure, a story or a market in a minute.

Belongs here: their endpoints. Does not: what each takes (web/briefs), or making one (brief).
Always true: a brief here says what `ecluse brief` says.
"""

from __future__ import annotations

from ecluse.web.api.answer_reply import answer_reply
from ecluse.web.api.parameters import said_in
from ecluse.web.briefs import TAKES, BriefName, brief_data
from ecluse.web.reply import Reply
from ecluse.web.routes import LANG, Call, Endpoint

_ABOUT: dict[BriefName, str] = {
    "check": "One minute on one answer: may it ship there on that day, and why?",
    "day": "One minute on what changed on a day of the law.",
    "measure": "One minute on what a measure or a scenario changes.",
    "story": "One minute on how an answer came to be what it is.",
    "market": "One minute on a question about a market over time.",
}
_EXAMPLES: dict[BriefName, str] = {
    "check": "item=H20&to=China&on=2025-05-20",
    "day": "day=2025-04-09&to=China",
    "measure": "name=2025-04-15-letters-h20&to=China",
    "story": "item=H20&to=China&until=2026-09-30",
    "market": "question=warning",
}
_DATED: dict[BriefName, str] = {
    "check": "on",
    "day": "day",
    "measure": "name",
    "story": "until",
    "market": "question",
}


def _brief(kind: BriefName, call: Call) -> Reply:
    said = said_in(call.params)
    found = brief_data(call.site, kind, said, call.lang)
    return answer_reply(call, found, dated=_DATED[kind] in said)


def check(call: Call) -> Reply:
    """One answer."""
    return _brief("check", call)


def day(call: Call) -> Reply:
    """One day of the law."""
    return _brief("day", call)


def measure(call: Call) -> Reply:
    """One measure or scenario."""
    return _brief("measure", call)


def story(call: Call) -> Reply:
    """One answer over time."""
    return _brief("story", call)


def market(call: Call) -> Reply:
    """A question about a market."""
    return _brief("market", call)


_HANDLERS = {"check": check, "day": day, "measure": measure, "story": story, "market": market}
ENDPOINTS = tuple(
    Endpoint(
        path=f"/api/v1/briefs/{kind}",
        handler=_HANDLERS[kind],
        about=about,
        takes=(*TAKES[kind], LANG),
        answer="brief",
        heavy=True,
        example=_EXAMPLES[kind],
    )
    for kind, about in _ABOUT.items()
)
