"""A country as an answer: what it is called, and in which groups it is on a day.

Belongs here: the keys. Does not: finding a country by a name (facts), or any shipment.
Always true: a group of which no list is on record, or whose list is in doubt for the country, is
said to be in doubt, never left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ecluse.facts.country import Country
from ecluse.facts.truth import Truth
from ecluse.law.in_force import Law
from ecluse.law.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatedAsAnswer:
    """The regulation treats the country as another from a day on."""

    country: str
    since: date
    citation: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryAnswer:
    """A country, and in which groups of the regulation it is on a day.

    Args:
        country: ISO 3166 alpha-2.
        aliases: Other spellings by which it is found.
        treated_as: The country as which the regulation treats it; null where it is itself, and
            where that begins after the day.
        groups: The country groups, and columns of the country chart, that it is in; those of the
            country as which it is treated.
        doubtful: Those of which that is not known.
        on: The day of the groups.
    """

    SCHEMA: ClassVar[str] = "ecluse.country/1"

    country: str
    name: str
    aliases: list[str]
    treated_as: TreatedAsAnswer | None
    groups: list[str]
    doubtful: list[str]
    on: date


def country_of(country: Country, law: Law, library: Library, lang: str) -> CountryAnswer:
    """One country under the law of one day."""
    code = library.countries.for_the_law(country.code, law.on)
    member = {name: law.member(code, name) for name in sorted(law.groups)}
    treated = country.treated_as if code != country.code else None
    return CountryAnswer(
        country=country.code,
        name=country.name(lang),
        aliases=list(country.aliases),
        treated_as=None
        if treated is None
        else TreatedAsAnswer(
            country=treated.country,
            since=treated.since,
            citation=str(treated.cited),
            url=treated.cited.url,
        ),
        groups=[name for name, truth in member.items() if truth is Truth.TRUE],
        doubtful=[name for name, truth in member.items() if truth is Truth.UNKNOWN],
        on=law.on,
    )
