"""The page of an answer, and the addresses that lead to it.

Belongs here: the living, dated and canonical addresses, and the forms of one answer. Does not:
answering (determine), what is told (told), or how a question is spelled (address).
Always true: a dated address that is not the one spelling leads to it; a question that names parties
is sent and has no address; JSON and text say what the page says.
"""

from __future__ import annotations

from http import HTTPStatus

from ecluse.answers.plain import plain
from ecluse.determine.answer import answer_of
from ecluse.determine.question_object import OF_PARTIES, AskedQuestion, names_parties
from ecluse.determine.told import told
from ecluse.determine.told_text import text_of
from ecluse.web.address import address_of, brief_of_answer, destination, item_named
from ecluse.web.api.parameters import OF_A_PLACE, OF_A_QUESTION, said_in
from ecluse.web.pages.answer_view import view
from ecluse.web.pages.spelling import added, address_at, asked_at, form_of, moved, said_at, spelled
from ecluse.web.params import Json, Param, Said, read_form
from ecluse.web.render import at, form_page, page, page_endpoint
from ecluse.web.reply import DATED, JSON, TEXT, Reply, json_reply
from ecluse.web.routes import Call

_FORMS = {".json": JSON, ".txt": TEXT}
_PARTIES = (
    *(Param(name, f"A party: {name}.", several=True) for name in OF_PARTIES),
    Param("address", "The address of the one party that is named."),
    Param("party_id", "Its registration number."),
)
_ADD = (
    Param("add", "The name of a fact that is said besides, with `value`."),
    Param("value", "What it is."),
)
_WHOLE = (*OF_A_QUESTION, *_ADD)


def ask(call: Call) -> Reply:
    """What the form of the first page asks: the address of its answer."""
    said = added(said_in(call.params))
    said["item"] = item_named(said["item"], call.site)
    return moved(call, address_at(call, said), HTTPStatus.SEE_OTHER)


def living(call: Call) -> Reply:
    """The question of today: the address of the answer of this day."""
    said = said_at(call, call.site.today().isoformat())
    return moved(call, address_at(call, said), HTTPStatus.SEE_OTHER)


def dated(call: Call) -> Reply:
    """The answer of a day; another spelling leads to the one address of the question."""
    text, form = form_of(call.path["on"], _FORMS)
    added = "add" in call.params or "value" in call.params
    said = said_at(call, text)
    asked = call.site.reader().read(said)
    address = address_of(asked, said, call.site) or ""
    if spelled(address, form) != asked_at(call):
        status = HTTPStatus.SEE_OTHER if added else HTTPStatus.PERMANENT_REDIRECT
        return moved(call, spelled(address, form), status)
    return _in_form(call, asked, said, address, form)


def _in_form(call: Call, asked: AskedQuestion, said: Said, address: str, form: str) -> Reply:
    """The answer as a page, JSON or text; nobody keeps one that names parties."""
    max_age = DATED if asked.shipment.parties is None else None
    if form == ".json":
        return json_reply(_data(asked, call, address), max_age=max_age)
    if form == ".txt":
        shown = told(call.site.determined(asked), call.library, call.lang)
        return Reply(body=text_of(shown).encode(), media=TEXT, max_age=max_age)
    values = view(call, asked, said, address)
    return page(call, "answer.html", path=address, max_age=max_age, **values)


def posted(call: Call) -> Reply:
    """The answer to a question that names parties: it is sent, and has no address."""
    said = _said(call)
    said["item"] = item_named(said["item"], call.site)
    said["to"] = destination(said["to"])
    said.setdefault("on", call.site.today().isoformat())
    asked = call.site.reader().read(said)
    max_age = DATED if asked.shipment.parties is None else None
    return page(call, "answer.html", max_age=max_age, **view(call, asked, said, None))


def _said(call: Call) -> Json:
    """The words of a form."""
    return said_in(read_form(call.body, _WHOLE, _PARTIES))


def _data(asked: AskedQuestion, call: Call, address: str) -> Json:
    """The answer as `check --json` prints it, with its links and its engine."""
    site, before = call.site, call.site.settings.address + at(call.lang)
    data: Json = plain(answer_of(site.determined(asked), site.library, lang=call.lang))
    place = brief_of_answer(address)
    links = {
        "self": before + spelled(address, ".json"),
        "html": before + address,
        "brief": None if place is None else f"{before}/brief{place}",
    }
    return data | {"links": links, "engine": site.engine}


_NAMED = {
    "takes": (*OF_A_PLACE, *_ADD, *_PARTIES),
    "heavy_with": OF_PARTIES,
    "long_with": ("strict",),  # its next question is looked for among all that is presumed
}
ENDPOINTS = (
    page_endpoint(
        "/check",
        ask,
        "The address of an answer, from a form.",
        takes=(*_WHOLE, *_PARTIES),
        heavy_with=OF_PARTIES,
    ),
    form_page(
        "/check",
        posted,
        "The answer to a question that names parties.",
        heavy=True,
        names_parties=lambda call: names_parties(_said(call)),
    ),
    page_endpoint("/check/{item}/{to}", living, "The answer of today, by its address.", **_NAMED),
    page_endpoint(
        "/check/{item}/{to}/{on}",
        dated,
        "The answer of a day, as a page, JSON or text.",
        **_NAMED,
    ),
)
