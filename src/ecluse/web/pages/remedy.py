"""The page of what would change an answer: the item, the law, a license.

Belongs here: its address, and how its lines are marked. Does not: the lines (remedy.told), finding
a remedy (remedy), or how one reads (remedy/to_text).
Always true: it tells of the very question of the answer's page; what is cut short says how much
more there is, and where.
"""

from __future__ import annotations

from ecluse.determine.told import told
from ecluse.determine.wording import answer
from ecluse.remedy.remedy import remedy as remedy_of
from ecluse.remedy.to_text import SentenceMarks
from ecluse.remedy.told import ToldRemedies
from ecluse.visible import visible
from ecluse.web.address import address_of
from ecluse.web.api.parameters import OF_A_PLACE
from ecluse.web.links import of_the_api
from ecluse.web.pages.spelling import asked_at, moved, said_at
from ecluse.web.render import heavy_page, page
from ecluse.web.repeat import command_of
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call

_SHOWN = 12
_MARKS = SentenceMarks(answer=answer, name=visible)


def remedy(call: Call) -> Reply:
    """What would change the answer of a day; another spelling leads to the one address."""
    said = said_at(call, call.path["on"])
    asked = call.site.reader().read(said)
    answered = address_of(asked, said, call.site) or ""
    address = answered.replace("/check/", "/remedy/", 1)
    if address != asked_at(call):
        return moved(call, address)
    found = call.site.determined(asked)
    shown = told(found, call.library, call.lang)
    remedies = ToldRemedies(
        found=remedy_of(found, asked.register),
        lang=call.lang,
        marks=_MARKS,
        most=_SHOWN,
        elsewhere=call.say("brief_page.in JSON"),
    )
    return page(
        call,
        "remedy.html",
        title=call.say("brief_page.remedy of", shown.item, shown.place),
        path=address,
        max_age=DATED,
        told=shown,
        answered=answered,
        branches=remedies.branches(),
        data=of_the_api("remedy", said, call.lang),
        command=command_of(said, call.lang, "remedy"),
    )


ENDPOINTS = (
    heavy_page(
        "/remedy/{item}/{to}/{on}",
        remedy,
        "What would change the answer of a day.",
        takes=OF_A_PLACE,
    ),
)
