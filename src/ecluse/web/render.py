"""From a template and values to the bytes of a page.

Belongs here: the one environment of templates, and what every page is given. Does not: what a page
says.
Always true: every value is escaped; a value that a template names and nobody gave is an error; a
page is the same in both languages but for its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, partial
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ecluse.determine.remarks import disclaimer
from ecluse.determine.wording import shown_provision
from ecluse.errors import EcluseError
from ecluse.facts.country import Country
from ecluse.facts.slug import slug
from ecluse.visible import visible
from ecluse.web.params import Json, Pairs
from ecluse.web.problem import headers_of, problem_of
from ecluse.web.reply import HTML, Reply
from ecluse.web.routes import Call, Endpoint, Lang
from ecluse.words.figures import score
from ecluse.words.say import cited_in, has_words, many, number, say, when

COVERAGE = "`ecluse law coverage`"  # what texts of the terminal name, and a page leads to
OTHER: Mapping[Lang, Lang] = {"en": "fr", "fr": "en"}


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
    made.filters |= {
        "visible": visible,
        "cited_in": cited_in,
        "ticked": ticked,
        "in_path": partial(quote, safe="/(),:;!*"),
        "number": number,
        "score": score,
        "short": short,
        "slug": slug,
        "by_slug": lambda names: [(slug(name), name) for name in names],
    }
    made.globals["has_words"] = has_words
    return made


def short(name: str) -> str:
    """The end of a measure's name, which is enough to find it.

    >>> short("us/2023-10-25-advanced-computing")
    '2023-10-25-advanced-computing'
    """
    return name.rpartition("/")[2]


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
    path: str | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    max_age: int | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    **values: Any,
) -> Reply:
    """A page of a template.

    Args:
        path: Its canonical path without the language, where it has one.
        values: What the template names besides what every page has; its title, where the template
            does not say it.
    """
    text = environment().get_template(template).render(**common(call, path), **values)
    return Reply(body=text.encode(), media=HTML, status=status, max_age=max_age, headers=headers)


def common(call: Call, path: str | None) -> Json:
    """What every page is given."""
    lang, other, library = call.lang, OTHER[call.lang], call.library
    countries = library.countries.by_code
    here: Json = dict.fromkeys(("canonical", "other", "here"))
    if path is not None:
        here["canonical"] = call.site.settings.address + at(lang) + path
        here["other"] = at(other) + path
        here["here"] = f"/{path[1:].partition('?')[0].partition('/')[0]}"
    return here | {
        "lang": lang,
        "at": at(lang),
        "say": call.say,
        "many": lambda key, count, *values: many(key, lang, count, *values),
        "when": lambda day: when(day, lang),
        "provision_name": lambda provision: shown_provision(provision, library, lang),
        "country_name": lambda code: countries[code].name(lang),
        "by_name": partial(_by_name, countries, lang),
        "other_lang": other,
        "navigation": _NAVIGATION,
        "disclaimer": linked(disclaimer(library, lang), lang),
        "site": call.site,
        "library": library,
        "keeps": call.state.keeps,
    }


def _by_name(countries: Mapping[str, Country], lang: Lang, codes: Iterable[str]) -> Pairs:
    """Countries with their names, by these; a code that no country has stands for itself."""
    named = ((code, countries[code].name(lang) if code in countries else code) for code in codes)
    return sorted(named, key=lambda pair: pair[1])


def error_page(
    call: Call, error: EcluseError, template: str = "error.html", **values: Any
) -> Reply:
    """An error as a page: what, where, how to mend it.

    Args:
        values: What the template names besides.
    """
    status = HTTPStatus(problem_of(error).status)
    title = call.say("web.not found" if status is HTTPStatus.NOT_FOUND else "web.cannot answer")
    told = {"title": title, "mistakes": error.mistakes, **values}
    return page(call, template, status=status, headers=headers_of(error), **told)


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
