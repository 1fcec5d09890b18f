"""A party that is surely a company on record which no list has, and so not the one that it is like.

Belongs here: when likeness to a listed name is that of a namesake. Does not: finding a company by
its name (company_match), likeness (score).
Always true: the name is the company's own, the party is said to be nowhere else than where the
company has its headquarters, a source was opened for the company, and neither one of its names nor
one of whoever stands above it on record, on any day, is a listed one; an equal name, number or
address is never passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

from ecluse.facts.company import Company, HowRead
from ecluse.facts.read_companies import companies_digest, read_companies
from ecluse.screening.address_country import also_named, country_of
from ecluse.screening.company_match import CompanyNames
from ecluse.screening.han import latin_of
from ecluse.screening.party import Party

_READ = (HowRead.OPENED, HowRead.SECONDARY)  # what was only recalled frees nobody


def unlisted_company(
    party: Party, folder: Path, is_listed: Callable[[str, str], bool]
) -> Company | None:
    """The company on record that a party surely is and that no list has; None for any other.

    Args:
        folder: The data folder, with the companies.
        is_listed: Whether a name, in a country, is surely one of a list.
    """
    said = said_in(party)
    if len(said) != 1 or party.identifier is not None:
        return None
    return _unlisted(party.name, said[0], folder, is_listed)


def seat_on_record(party: Party, folder: Path, is_listed: Callable[[str, str], bool]) -> str | None:
    """The headquarters of the company on record that a party is by its whole name and that no list
    has, where nobody says where the party is.
    """
    if said_in(party) or party.identifier is not None:
        return None
    company = _unlisted(party.name, None, folder, is_listed)
    return None if company is None else company.headquarters


def said_in(party: Party, *more: str | None) -> list[str]:
    """The countries in which a party is said to be, and some more."""
    said = {party.country, *more}
    if party.address:
        said.update((country_of(party.address), *also_named(party.address)))
    return [code for code in said if code is not None]


def _unlisted(
    name: str, country: str | None, folder: Path, is_listed: Callable[[str, str], bool]
) -> Company | None:
    """The company on record that surely has a name, if a source was opened for it, it has its
    headquarters in the country that is said, and no list has it or whoever stands above it.
    """
    match = _names(folder, companies_digest(folder)).named(name, date.max)
    if match is None or not match.sure or match.company.read not in _READ:
        return None
    company, seat = match.company, match.company.headquarters
    if seat is None or country not in (None, seat):
        return None
    house = (company, *read_companies(folder).above(company.key))
    names = ((each, row.headquarters or seat) for row in house for each in row.all_names)
    return None if any(is_listed(*each) for each in names) else company


@lru_cache(maxsize=4)
def _names(folder: Path, digest: str) -> CompanyNames:
    del digest  # of what stands there: another one is read anew
    return CompanyNames(read_companies(folder), _bare)


def _bare(name: str) -> str:
    """A name without its legal forms, as it is written else: "Thale" is not "Thales"."""
    return " ".join(written.casefold() for _, written in latin_of(name))
