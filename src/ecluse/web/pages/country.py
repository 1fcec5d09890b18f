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
from ecluse.law.chart import COLUMNS, CountryChart, read_chart
from ecluse.law.provision import conditions_of
from ecluse.law.register import Law
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.asked_law import AskedLaw, AskedLog, law_asked
from ecluse.web.pages.outcomes import by_item
from ecluse.web.problem import not_found
from ecluse.web.remembered import once_a_release
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call
from ecluse.web.site import Site

_OF_A_PLACE = ("destination", "headquarters", "parent_headquarters")
_FIRST = (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """Whether a country is in a group, and every day on which that changed."""

    name: str
    provision: str | None
    member: Truth
    changes: list[tuple[date, Truth]]


def country(call: Call) -> Reply:
    """One country."""
    asked = law_asked(call)
    code, found = _country(call.path["country"], call.site)
    chart = _chart(call.site)
    return page(
        call,
        "country.html",
        title=found.name(call.lang),
        path=f"/country/{code}{asked.query}",
        max_age=DATED,
        asked=asked,
        code=code,
        country=found,
        groups=_groups(code, asked, call),
        columns=COLUMNS,
        marks=chart.marks(code, asked.on),
        chart_row=chart.row(code, asked.on),
        naming=_naming(code, asked.law),
        seated=_seated(code, asked.on, call.site),
        answers=by_item(call.site, code, asked),
    )


def countries(call: Call) -> Reply:
    """All countries, by name."""
    return page(call, "countries.html", path="/countries", max_age=DATED)


def _country(word: str, site: Site) -> tuple[str, Country]:
    """The country of an address.

    Raises:
        Refused: There is none; near ones are told.
    """
    known = site.library.countries
    with not_found():
        code = word.upper() if word.upper() in known.by_code else known.code(word, "address")
    return code, known.by_code[code]


@once_a_release()
def _chart(site: Site) -> CountryChart:
    """The country chart."""
    return read_chart(site.library.folder)


def _seated(code: str, on: date, site: Site) -> list[Company]:
    """The companies on record with headquarters in a country."""
    companies = site.library.companies.of_day(on).values()
    seated = (each for each in companies if each.headquarters == code)
    return sorted(seated, key=lambda each: each.name.casefold())


def _groups(code: str, asked: AskedLaw, call: Call) -> list[GroupRow]:
    changes, standing = _changes(call.site, code, asked.log), asked.law.groups
    rows = [
        GroupRow(
            name=meaning.name.say(call.lang),
            provision=standing[group].provision if group in standing else None,
            member=_member(code, group, asked.law),
            changes=changes[group][::-1],
        )
        for group, meaning in call.library.vocabulary.groups.items()
    ]
    return sorted(rows, key=lambda row: _FIRST.index(row.member))


def _member(code: str, group: str, law: Law) -> Truth:
    """Whether a country is in a group; in none that is not in force."""
    return law.member(code, group) if group in law.groups else Truth.FALSE


@once_a_release()
def _changes(site: Site, code: str, log: AskedLog) -> dict[str, list[tuple[date, Truth]]]:
    """By group: each day on which the country joined it, left it, or came into doubt."""
    found: dict[str, list[tuple[date, Truth]]] = {
        name: [] for name in site.library.vocabulary.groups
    }
    for day in log.days():
        law = log.at(day)
        for group, changes in found.items():
            is_in = _member(code, group, law)
            before = changes[-1][1] if changes else Truth.FALSE
            if is_in is not before:
                changes.append((day, is_in))
    return found


def _naming(code: str, law: Law) -> list[str]:
    """The provisions in force whose condition names the country itself."""
    return [
        name
        for name, entry in law.provisions.items()
        if any(code.casefold() in words_of(conditions_of(entry.says), fact) for fact in _OF_A_PLACE)
    ]


ENDPOINTS = (
    heavy_page("/countries", countries, "All countries."),
    heavy_page("/country/{country}", country, "One country.", takes=LAW_OF_A_DAY),
)
