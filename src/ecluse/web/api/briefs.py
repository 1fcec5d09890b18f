"""`/api/v1/briefs`: an answer, a day, a measure, a story or a market in a minute.

Belongs here: their endpoints. Does not: what each takes (web/briefs), or making one (brief).
Always true: a brief here says what `ecluse brief` says.
"""

from __future__ import annotations

from functools import partial

from ecluse.web.api.answer_reply import answers
from ecluse.web.briefs import TAKES, BriefName, brief_data
from ecluse.web.routes import LANG, Endpoint

# Of each kind: what it is, an example, and the word that names its day, or what stays as it is.
_KINDS: dict[BriefName, tuple[str, str, str]] = {
    "check": (
        "One minute on one answer: may it ship there on that day, and why?",
        "item=H20&to=China&on=2025-05-20",
        "on",
    ),
    "day": ("One minute on what changed on a day of the law.", "day=2025-04-09&to=China", "day"),
    "measure": (
        "One minute on what a measure or a scenario changes.",
        "name=2025-04-15-letters-h20&to=China",
        "name",
    ),
    "story": (
        "One minute on how an answer came to be what it is.",
        "item=H20&to=China&until=2026-09-30",
        "until",
    ),
    "market": (
        "One minute on a question about a market over time.",
        "question=warning",
        "question",
    ),
}


ENDPOINTS = tuple(
    Endpoint(
        f"/api/v1/briefs/{kind}",
        answers(partial(brief_data, kind), day),
        about,
        takes=(*TAKES[kind], LANG),
        answer="brief",
        heavy=True,
        example=example,
    )
    for kind, (about, example, day) in _KINDS.items()
)
