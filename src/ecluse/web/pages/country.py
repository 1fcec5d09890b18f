"""One country: its groups and chart columns over time, what names it, who sits there.

Belongs here: the values of the page, and the list of countries. Does not: membership (law).
Always true: a membership in doubt is shown as unknown, never as none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ecluse.equivalence.axes import words_of
from ecluse.facts.company import Company
from ecluse.facts.country import Country
from ecluse.facts.truth import Truth
from ecluse.law.chart import COLUMNS, read_chart
from ecluse.law.provision import conditions_of
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.asked_law import AskedLaw, law_asked
from ecluse.web.pages.outcomes import by_item
from ecluse.web.params import Json
from ecluse.web.problem import not_found
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call, Lang
from ecluse.web.site import Site
from ecluse.words.say import say

_OF_A_PLACE = ("destination", "headquarters", "parent_headquarters")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """Whether a country is in a group, and every day on which that changed."""

    group: str
    name: str
    provision: str | None
    member: str
    changes: list[tuple[date, str]]


def country(call: Call) -> Reply:
    """One country."""
    asked = law_asked(call)
    code, found = _country(call.path["country"], call.site)
    return page(
        call,
        "country.html",
        title=found.name(call.lang),
        path=f"/country/{code}{asked.query}",
        section="countries",
        max_age=DATED,
        asked=asked,
        code=code,
        country=found,
        groups=_groups(code, asked, call.site, call.lang),
        first=call.site.library.register.answers_from,
        **_chart_of(code, asked.law.on, call.site),
        naming=_naming(code, asked),
        seated=_seated(code, asked.law.on, call.site),
        answers=by_item(code, asked, call.site),
        name_of=lambda other: call.site.library.countries.by_code[other].name(call.lang),
    )


def countries(call: Call) -> Reply:
    """All countries, by name."""
    found = call.site.library.countries.by_code.values()
    named = sorted(((each.name(call.lang), each.code) for each in found), key=lambda each: each[0])
    return page(
        call,
        "countries.html",
        title=say("record.countries", call.lang),
        path="/countries",
        max_age=DATED,
        named=named,
    )


def _country(word: str, site: Site) -> tuple[str, Country]:
    """The country of an address.

    Raises:
        Refused: There is none; near ones are told.
    """
    known = site.library.countries
    with not_found():
        code = word.upper() if word.upper() in known.by_code else known.code(word, "address")
    return code, known.by_code[code]


def _chart_of(code: str, on: date, site: Site) -> Json:
    """The columns of the country chart, those that mark the country, and its row."""
    chart = site.remembered.once("chart", lambda: read_chart(site.library.folder))
    return {"columns": COLUMNS, "marks": chart.marks(code, on), "chart_row": chart.row(code, on)}


def _seated(code: str, on: date, site: Site) -> list[Company]:
    """The companies on record with headquarters in a country."""
    companies = site.library.companies.of_day(on).values()
    seated = (each for each in companies if each.headquarters == code)
    return sorted(seated, key=lambda each: each.name.casefold())


def _groups(code: str, asked: AskedLaw, site: Site, lang: Lang) -> list[GroupRow]:
    names = site.library.vocabulary.groups
    key = ("groups", code, *asked.log)
    changes = site.remembered.once(key, lambda: _changes(code, asked, site))
    standing = asked.law.groups
    rows = [
        GroupRow(
            group=group,
            name=names[group].name.say(lang),
            provision=standing[group].provision if group in standing else None,
            member=_member(code, group, asked).value,
            changes=list(reversed(changes[group])),
        )
        for group in names
    ]
    order = (Truth.TRUE.value, Truth.UNKNOWN.value, Truth.FALSE.value)
    return sorted(rows, key=lambda row: order.index(row.member))


def _member(code: str, group: str, asked: AskedLaw) -> Truth:
    """Whether a country is in a group; in none that is not in force."""
    return asked.law.member(code, group) if group in asked.law.groups else Truth.FALSE


def _changes(code: str, asked: AskedLaw, site: Site) -> dict[str, list[tuple[date, str]]]:
    """By group: each day on which the country joined it, left it, or came into doubt."""
    register, reading = asked.register, asked.law.reading
    found: dict[str, list[tuple[date, str]]] = {name: [] for name in site.library.vocabulary.groups}
    for day in register.days(asked.known, reading):
        law = register.at(day, asked.known, reading)
        for group, changes in found.items():
            is_in = law.member(code, group) if group in law.groups else Truth.FALSE
            before = changes[-1][1] if changes else Truth.FALSE.value
            if is_in.value != before:
                changes.append((day, is_in.value))
    return found


def _naming(code: str, asked: AskedLaw) -> list[str]:
    """The provisions in force whose condition names the country itself."""
    return [
        name
        for name, entry in asked.law.provisions.items()
        if any(code.casefold() in words_of(conditions_of(entry.says), fact) for fact in _OF_A_PLACE)
    ]


ENDPOINTS = (
    heavy_page("/countries", countries, "All countries."),
    heavy_page("/country/{country}", country, "One country.", takes=LAW_OF_A_DAY),
)
