"""The pages of briefs, their other forms, and what other sites frame of them.

Belongs here: reading the address of a brief, and its forms. Does not: making a brief (brief), how
its address is spelled (brief_address), or its markup (brief/to_html).
Always true: an address that is not the one spelling leads to it; no party can be named in one; a
card that cannot be made is the plain one, never another answer's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from html import escape
from http import HTTPStatus
from importlib.resources import files

from markupsafe import Markup

from ecluse.answers.plain import plain
from ecluse.brief.answer import Brief
from ecluse.brief.to_html import fragment
from ecluse.brief.write import written_as
from ecluse.errors import EcluseError
from ecluse.law.scenario import shipped
from ecluse.simulate.read_question import question_names
from ecluse.web.api.parameters import OF_A_PLACE
from ecluse.web.briefs import TAKES, BriefName, brief_made, brief_read
from ecluse.web.pages.embed import embed_code, embed_error
from ecluse.web.pages.spelling import asked_at, form_of, moved, said_at, spelled, whole
from ecluse.web.params import Param, Said
from ecluse.web.problem import Refused, absent
from ecluse.web.render import COVERAGE, coverage_link, error_page, heavy_page, page
from ecluse.web.reply import DATED, JSON, TEXT, Reply, json_reply, problem_reply
from ecluse.web.routes import IN_PATH, Call, Endpoint
from ecluse.words.say import say

log = logging.getLogger(__name__)
FORMS = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": TEXT,
    ".md": "text/markdown; charset=utf-8",
    ".json": JSON,
    ".bib": "application/x-bibtex; charset=utf-8",
}
_TOLD = {".pdf": "paper", ".png": "card", ".txt": "text"}
_HIGH = 720  # CSS pixels of a frame


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBrief:
    """A brief as an address asks for it.

    Args:
        said: Its words, as the API takes them.
        lasts: The address names each of its days.
    """

    kind: BriefName
    said: Said
    lasts: bool = True


def _check(call: Call) -> AskedBrief:
    return AskedBrief(kind="check", said=said_at(call, call.path["on"]))


def _check_today(call: Call) -> AskedBrief:
    said = said_at(call, call.site.today().isoformat())
    return AskedBrief(kind="check", said=said, lasts=False)


def _story(call: Call) -> AskedBrief:
    said = {"until": call.library.data_as_of.isoformat(), **said_at(call, "")}
    del said["on"]
    return AskedBrief(kind="story", said=said, lasts="until" in call.params)


def _day(call: Call) -> AskedBrief:
    return AskedBrief(kind="day", said={**call.params, "day": call.path["day"]})


def _measure(call: Call) -> AskedBrief:
    name, library = call.path["measure"], call.library
    if not library.register.called(name) and name not in shipped(library.folder):
        raise _absent(call, "no measure", "see measures", name)
    return AskedBrief(kind="measure", said={**call.params, "name": name})


def _market(call: Call) -> AskedBrief:
    name = call.path["question"]
    if name not in question_names(call.library.folder):
        raise _absent(call, "no question", "see questions", name)
    return AskedBrief(kind="market", said={**call.params, "question": name})


Reader = Callable[[Call], AskedBrief]


def _served(read: Reader, last: str | None, before: str, call: Call) -> Reply:
    """A brief as it was asked for; another spelling leads to the one address.

    Args:
        last: The part of the path behind which a form may stand; None where none may.
    """
    form = ""
    if last is not None:
        part, form = form_of(call.path[last], FORMS)
        call = replace(call, path={**call.path, last: part})
    asked = read(call)
    found = brief_read(call.site, asked.kind, asked.said)
    place = spelled(before + found.address, form)
    if place != asked_at(call):
        status = HTTPStatus.PERMANENT_REDIRECT if asked.lasts else HTTPStatus.SEE_OTHER
        return moved(call, place, status)
    made = brief_made(call.site, found, call.lang, call.site.settings.reached)
    if form:
        return _form(call, made, found.address, form)
    return (_framed if before.startswith("/embed") else _page)(call, made, found.address)


def _form(call: Call, made: Brief, address: str, form: str) -> Reply:
    """A brief in another form than the page."""
    if form == ".png":
        return _card(made)
    if form == ".json":
        links = {
            "self": whole(call, spelled(f"/brief{address}", form)),
            "html": whole(call, f"/brief{address}"),
        }
        data = plain(made) | {"links": links, "engine": call.site.engine}
        return json_reply(data, max_age=DATED)
    try:
        return Reply(body=written_as(made, form), media=FORMS[form], max_age=DATED)
    except ModuleNotFoundError as error:
        if error.name != "typst":
            raise
        raise _absent(call, "not installed", "take another") from error


def _absent(call: Call, what: str, mend: str, *values: str) -> Refused:
    """The error of an address at which there is nothing."""
    return absent(call.say(f"brief_page.{what}", *values), call.say(f"brief_page.{mend}"))


def _card(made: Brief) -> Reply:
    """The card of a brief; the plain one, which tells no answer, where it cannot be made."""
    try:
        return Reply(body=written_as(made, ".png"), media=FORMS[".png"], max_age=DATED)
    except (ModuleNotFoundError, RuntimeError) as error:
        log.warning("a card was not made: %s", type(error).__name__)
        return Reply(body=plain_card(), media=FORMS[".png"])


@cache
def plain_card() -> bytes:
    """The card that tells no answer."""
    return files("ecluse.web").joinpath("static", "card.png").read_bytes()


def markup_of(made: Brief, call: Call) -> Markup:
    """A brief as a part of a page of this server: its links stay here."""
    ours = escape(call.site.settings.reached)
    text = fragment(made).replace(f'href="{ours}/', 'href="/')
    text = text.replace("<figure>", '<figure tabindex="0">')  # where it is narrow, it scrolls
    return Markup(text.replace(escape(COVERAGE), coverage_link(call.lang)))  # noqa: S704  escaped


def _page(call: Call, made: Brief, address: str) -> Reply:
    path = f"/brief{address}"
    return page(
        call,
        "brief.html",
        title=made.title,
        path=path,
        max_age=DATED,
        brief=made,
        markup=markup_of(made, call),
        tells=made.page.removeprefix(call.site.settings.reached),
        whole_address=whole(call, path),
        card=whole(call, spelled(path, ".png")),
        forms=[(spelled(address, form), _name(form, call.lang)) for form in FORMS],
        embed=embed_code(whole(call, f"/embed{path}"), made.title, _HIGH),
    )


def _name(form: str, lang: str) -> str:
    """What a form is called where it is offered."""
    if form in _TOLD:
        return say(f"brief_page.{_TOLD[form]}", lang)
    return {".md": "Markdown", ".json": "JSON", ".bib": "BibTeX"}[form]


def _framed(call: Call, made: Brief, address: str) -> Reply:
    return page(
        call,
        "embed_brief.html",
        title=made.title,
        max_age=DATED,
        whole_address=whole(call, f"/brief{address}"),
        markup=markup_of(made, call),
    )


def _error(call: Call, error: EcluseError) -> Reply:
    """An error as a page; in another form than a page, as a problem."""
    if call.raw_path.endswith(tuple(FORMS)):
        return problem_reply(error, call.lang)
    return error_page(call, error)


def _endpoint(
    path: str, read: Reader, takes: tuple[Param, ...], about: str, *, framed: bool = False
) -> Endpoint:
    before = "/embed/brief" if framed else "/brief"
    living = read is _check_today  # a form is of a day that is named
    last = None if framed or living else IN_PATH.findall(path)[-1]
    return heavy_page(
        before + path,
        partial(_served, read, last, before),
        about,
        takes=takes,
        errors=embed_error if framed else _error,
    )


_STORY = (*OF_A_PLACE, TAKES["story"][-1])
_ROWS: tuple[tuple[str, Reader, tuple[Param, ...], str], ...] = (
    ("/check/{item}/{to}/{on}", _check, OF_A_PLACE, "One minute on one answer."),
    ("/story/{item}/{to}", _story, _STORY, "One minute on a story."),
    ("/day/{day}", _day, TAKES["day"][1:], "One minute on one day of the law."),
    ("/measure/{measure}", _measure, TAKES["measure"][1:], "One minute on one measure."),
    ("/market/{question}", _market, (), "One minute on a question about a market."),
)
ENDPOINTS = (
    *(_endpoint(*row) for row in _ROWS),
    _endpoint("/check/{item}/{to}", _check_today, OF_A_PLACE, "One minute on the answer of today."),
    *(_endpoint(*row, framed=True) for row in _ROWS),
)
