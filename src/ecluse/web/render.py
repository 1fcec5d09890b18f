"""From a template and values to the bytes of a page.

Belongs here: the one environment of templates, and what every page is given. Does not: what a page
says.
Always true: every value is escaped; a value that a template names and nobody gave is an error; a
page is the same in both languages but for its words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ecluse.determine.remarks import disclaimer
from ecluse.determine.wording import shown_provision
from ecluse.errors import EcluseError
from ecluse.visible import visible
from ecluse.web.params import Json
from ecluse.web.problem import problem_of
from ecluse.web.reply import HTML, Reply
from ecluse.web.routes import Call, Endpoint, Lang
from ecluse.words.say import many, number, say, when

COVERAGE = "`ecluse law coverage`"  # what texts of the terminal name, and a page leads to
OTHER: Mapping[Lang, Lang] = {"en": "fr", "fr": "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationEntry:
    """A page that every page leads to."""

    path: str
    name: str


_FORM = "application/x-www-form-urlencoded"
_NAVIGATION = ("map", "law", "items", "diff", "orders", "screen", "about")


@cache
def environment() -> Environment:
    """The templates, read once."""
    made = Environment(
        loader=PackageLoader("ecluse.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["visible"] = visible
    made.filters["ticked"] = ticked
    made.filters["in_path"] = partial(quote, safe="/(),:;!*")
    made.filters["number"] = number
    return made


def ticked(text: str) -> Markup:
    """A text whose parts in backticks are code.

    >>> ticked("ask `a < b`")
    Markup('ask <code>a &lt; b</code>')
    """
    parts = text.split("`")
    if len(parts) % 2 == 0:  # one stands alone: it is no mark
        return escape(text)
    code = Markup("<code>{}</code>").format
    return Markup("").join(code(p) if i % 2 else escape(p) for i, p in enumerate(parts))


def linked(text: str, lang: Lang) -> Markup:
    """A text that leads to the page of what is judged where it names the command."""
    return Markup(escape(text).replace(escape(COVERAGE), coverage_link(lang)))  # noqa: S704


def coverage_link(lang: Lang) -> Markup:
    """A link to the page of what is judged."""
    link = '<a href="{}/coverage">{}</a>'
    return Markup(link).format(at(lang), say("brief_page.coverage", lang))  # noqa: S704


def at(lang: str) -> str:
    """What stands before the path of a page in this language."""
    return "" if lang == "en" else f"/{lang}"


def page(
    call: Call,
    template: str,
    *,
    title: str,
    path: str | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    max_age: int | None = None,
    section: str | None = None,
    **values: Any,
) -> Reply:
    """A page of a template.

    Args:
        path: Its canonical path without the language, where it has one.
        section: The entry of the navigation that it stands under; the first part of its path
            where left out.
        values: What the template names besides what every page has.
    """
    given = {**common(call, path), "title": title, **values}
    if section is not None:
        given["here"] = f"/{section}"
    text = environment().get_template(template).render(**given)
    return Reply(body=text.encode(), media=HTML, status=status, max_age=max_age)


def common(call: Call, path: str | None) -> Json:
    """What every page is given."""
    lang, other = call.lang, OTHER[call.lang]
    base = call.site.settings.address
    library = call.site.library
    return {
        "lang": lang,
        "at": at(lang),
        "say": partial(_say, lang),
        "many": lambda key, count, *values: many(key, lang, count, *values),
        "when": lambda day: when(day, lang),
        "provision_name": lambda provision: shown_provision(provision, library, lang),
        "canonical": None if path is None else base + at(lang) + path,
        "other": None if path is None else at(other) + path,
        "other_lang": other,
        "here": None if path is None else "/" + path[1:].partition("?")[0].partition("/")[0],
        "navigation": [
            NavigationEntry(path=f"/{name}", name=say(f"web.{name}", lang)) for name in _NAVIGATION
        ],
        "disclaimer": linked(disclaimer(library, lang), lang),
        "engine": call.site.engine,
        "data_version": library.version,
        "keeps": call.state.keeps,
    }


def _say(lang: Lang, key: str, *values: object, **named: object) -> str:
    return say(key, lang, *values, **named)


def error_page(call: Call, error: EcluseError) -> Reply:
    """An error as a page: what, where, how to mend it."""
    problem = problem_of(error)
    mistakes: Sequence[EcluseError] = error.mistakes
    return page(
        call,
        "error.html",
        title=say(
            "web.not found" if problem.status == HTTPStatus.NOT_FOUND else "web.cannot answer",
            call.lang,
        ),
        status=HTTPStatus(problem.status),
        mistakes=mistakes,
    )


def page_endpoint(path: str, handler: Any, about: str, **more: Any) -> Endpoint:
    """The endpoint of a page, whose errors are pages too."""
    return Endpoint(
        path,
        handler,
        about,
        sends="text/html",
        page=True,
        **{"errors": error_page, **more},
    )


def heavy_page(path: str, handler: Any, about: str, **more: Any) -> Endpoint:
    """The same of a page that takes long to make."""
    return page_endpoint(path, handler, about, heavy=True, **more)


def form_page(path: str, handler: Any, about: str, **more: Any) -> Endpoint:
    """The same of a page that is sent a form."""
    return page_endpoint(path, handler, about, method="POST", body=_FORM, **more)
