"""The page that compares one party with the lists.

Belongs here: its form and its answer. Does not: comparing (screening).
Always true: a name is sent in a body: it stands in no address and in no log, and nothing is kept.
"""

from __future__ import annotations

from ecluse.grouped import grouped
from ecluse.screening.answer import ScreeningAnswer
from ecluse.web import answering
from ecluse.web.params import Json, Param, read_form
from ecluse.web.render import form_page, page, page_endpoint
from ecluse.web.reply import Reply
from ecluse.web.routes import Call

_MOST_PARTIES = 25
_NAME = Param("name", "The party's name.", required=True)
_BESIDE = (
    Param("country", "Where it is."),
    Param("address", "Its address."),
    Param("identifier", "A registration number, LEI or USCC."),
    Param("on", "The day.", form="date"),
)


def form(call: Call) -> Reply:
    """The form alone."""
    return _page(call, {}, None)


def screened(call: Call) -> Reply:
    """What a party meets on the lists of a day."""
    said = read_form(call.body, (_NAME,), _BESIDE)
    asked = {"id": said.get("identifier"), **said}
    return _page(call, said, answering.screened(call.site, asked, call.lang))


def _page(call: Call, said: Json, answer: ScreeningAnswer | None) -> Reply:
    hits = () if answer is None else answer.hits
    parties = list(grouped((hit.party, hit) for hit in hits).values())
    return page(
        call,
        "screening.html",
        path="/screen" if answer is None else None,
        said=said,
        answer=answer,
        parties=parties[:_MOST_PARTIES],
        further=len(parties) - _MOST_PARTIES,
    )


ENDPOINTS = (
    page_endpoint("/screen", form, "The form that compares a party with the lists."),
    form_page(
        "/screen",
        screened,
        "What a party meets on the lists.",
        heavy=True,
        names_parties=lambda _: True,
    ),
)
