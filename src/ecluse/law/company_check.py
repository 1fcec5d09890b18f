"""Whether the companies on record stand in countries, and none that was only recalled can free.

Belongs here: the checks of the tables of companies that need the law or the countries. Does not:
their cells (facts.read_companies).
Always true: a company that was only recalled is headquartered in Country Group D:5 or Macau, or
nowhere on record; a headquarters of another country was read somewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecluse.errors import EcluseError
from ecluse.facts.company import HowRead
from ecluse.law.flaw import Flaw, error
from ecluse.law.library import Library
from ecluse.law.seats import restricted_seats

_WHERE = "data/companies/companies.csv"
_MEND = "read a source and name it, or leave the headquarters out"


def company_flaws(library: Library) -> Iterator[Flaw]:
    """What is wrong with the companies on record."""
    try:
        companies = library.companies
    except EcluseError as wrong:
        yield from (error(each.what, each.where, each.mend) for each in wrong.mistakes)
        return
    strict = restricted_seats(library, library.latest_law)
    for company in companies.companies:
        seat = company.headquarters
        if seat is not None and seat not in library.countries.by_code:
            what = f"'{company.key}' is headquartered in '{seat}', which is no country"
            yield error(what, _WHERE, "write the code of ISO 3166-1")
        elif seat is not None and company.read is HowRead.MEMORY and seat not in strict:
            what = f"the headquarters of '{company.key}' rest on memory and could free"
            yield error(what, _WHERE, _MEND)
