"""What a company on record says of a party: headquarters, ultimate parent, and what contradicts.

Belongs here: which of these facts may fill in what nobody said, and which two contradict. Does not:
finding the company (company_match), owners (ownership), which of two stands (determine).
Always true: a row that was only recalled, and a name that may be a namesake's, fill in nothing but
headquarters that make an answer stricter.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from ecluse.facts.company import Companies, Company, HowRead
from ecluse.screening.company_match import CompanyMatch
from ecluse.screening.owners_there import Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFacts:
    """Where a party and its ultimate parent are headquartered, as the companies on record say.

    Args:
        company: The name of the company.
        headquarters: ISO 3166-1 alpha-2; None where nothing on record may fill it in.
        parent: The name of the ultimate parent, where it is another company.
        parent_headquarters: As `headquarters`.
        parent_open: Who stands behind the company is disputed: unknown, whatever is presumed.
        owners: The owners, each with its country, for whose seat nobody knows the ultimate parent.
        called_after: The party is not the company, and only called after it.
        house: The headquarters of the company or of its `parent` that are then told.
        read: How the company's row was read.
        source: Where; `parent_source` of its parent's row.
    """

    company: str
    headquarters: str | None = None
    parent: str | None = None
    parent_headquarters: str | None = None
    parent_open: bool = False
    owners: tuple[Owner, ...] = ()
    called_after: bool = False
    house: str | None = None
    read: HowRead
    source: str | None = None
    parent_source: str | None = None


def seat_facts(
    match: CompanyMatch, companies: Companies, on: date, restricted: AbstractSet[str]
) -> SeatFacts:
    """What may be filled in of a party that is a company on record.

    Args:
        restricted: The countries of which a headquarters makes an answer stricter (D:5 and Macau).
    """
    company = match.company
    parent = _parent(company, companies, on)
    behind = companies.company(parent, on) if parent else None
    return SeatFacts(
        company=company.name,
        headquarters=_fills(company, restricted, sure=match.sure),
        parent=None if behind is None else behind.name,
        parent_headquarters=None
        if behind is None
        else _fills(behind, restricted, sure=match.sure and company.read is not HowRead.MEMORY),
        parent_open=company.parent_disputed,
        read=company.read,
        source=company.source,
        parent_source=None if behind is None else behind.source,
    )


def facts_of_house(seat: SeatFacts) -> SeatFacts | None:
    """What is told of a party that is called after a company: nobody knows who stands behind it;
    None where neither the company nor its parent sits where an answer is stricter, or is open.

    Args:
        seat: Of the company, as a name that is not surely its own gets it.
    """
    house = seat.headquarters or seat.parent_headquarters
    if house is None and not seat.parent_open:
        return None
    return replace(
        seat,
        headquarters=None,
        parent=seat.parent if seat.headquarters is None else None,
        parent_headquarters=None,
        parent_open=True,
        called_after=True,
        house=house,
    )


def contradicts(said: str | None, found: str | None) -> bool:
    """Whether two statements about one headquarters differ: a red flag."""
    return said is not None and found is not None and said != found


def _parent(company: Company, companies: Companies, on: date) -> str | None:
    """The key of the company at the top, as far as a chain of parents leads."""
    if company.ultimate_parent is not None:
        return None if company.ultimate_parent == company.key else company.ultimate_parent
    seen, key = {company.key}, company.parent
    while key is not None and key not in seen:
        seen.add(key)
        row = companies.company(key, on)
        if row is None or row.parent is None:
            return key
        key = row.parent
    return None


def _fills(company: Company, restricted: AbstractSet[str], *, sure: bool) -> str | None:
    """The headquarters of a row, where it may fill in what nobody said."""
    relied_on = sure and company.read is not HowRead.MEMORY
    return company.headquarters if relied_on or company.headquarters in restricted else None
