"""A party as a company on record: the one door to seats, parents and owners.

Belongs here: opening the companies with their names, and all that they say of one party. Does not:
what each part says (company_facts, affiliation), joining several parties, the law.
Always true: a party that is no company on record gets nothing, and never a guess; what is on record
of a name that is but near a company's settles nothing; of one that is called after a company nobody
knows who stands behind, where that or its parent sits where an answer is stricter, or that is open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.facts.company import Companies, Company, Holding
from ecluse.facts.truth import Truth
from ecluse.screening.affiliates import AffiliatesRule, affiliates_rule
from ecluse.screening.affiliation import Affiliation, affiliation
from ecluse.screening.company_facts import SeatFacts, facts_of_house, seat_facts
from ecluse.screening.company_match import CompanyMatch, CompanyNames
from ecluse.screening.entry import NO_COMPANY, Entry
from ecluse.screening.match import Band
from ecluse.screening.name_readings import NameReadings
from ecluse.screening.owners_there import owners_there
from ecluse.screening.ownership import Ownership
from ecluse.screening.party import Party
from ecluse.screening.sdn_tags import SdnTags
from ecluse.screening.standing import is_red_flag

if TYPE_CHECKING:  # what compares names is opened only where a party is named
    from ecluse.screening.screen import Screener

Bare = Callable[[str], str]
ListedIn = Callable[[Company], Collection[str]]
_DISPUTED = "?"


def _nowhere(_: Company) -> Collection[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyOnRecord:
    """What the companies on record say of a party."""

    seat: SeatFacts
    affiliation: Affiliation


@dataclass(frozen=True, kw_only=True)
class CompanyRegistry:
    """The companies on record, ready to be asked for a party.

    Args:
        data: The data folder, for what the affiliates rule counts.
        bare: A name without its legal forms, folded.
    """

    companies: Companies
    data: Path
    bare: Bare = field(repr=False)

    @cached_property
    def rule(self) -> AffiliatesRule:
        """What the affiliates rule counts."""
        return affiliates_rule(self.data)

    def with_owners(self, holdings: Iterable[Holding]) -> CompanyRegistry:
        """The registry with further owners, as the file of a user gives them."""
        return replace(self, companies=self.companies.with_holdings(holdings))

    @cached_property
    def readings(self) -> NameReadings:
        """The companies by what a text names beside other words."""
        return NameReadings(self.companies, self.names)

    def keys_of(self, name: str) -> tuple[str, ...]:
        """The keys of the companies that a text names, whatever the day."""
        key = self.names.key_of(name)
        return tuple(self.readings.keys_of(name)) if key is None else (key,)

    def matches(self, party: Party, on: date) -> tuple[CompanyMatch, ...]:
        """The companies that a party is, or that its name holds, on a day."""
        match = self.names.named(party.name, on, party.identifier)
        return self.readings.named(party.name, on) if match is None else (match,)

    @cached_property
    def names(self) -> CompanyNames:
        """The names of the companies."""
        return CompanyNames(self.companies, self.bare)

    def ask(
        self,
        party: Party,
        on: date,
        restricted: frozenset[str],
        entries_of: Callable[[Company], Iterable[Entry]],
        listed_in: ListedIn = _nowhere,
    ) -> tuple[PartyOnRecord, ...]:
        """What is on record of a party on a day, of each company that it names, and of one that it
        is called after where nobody knows for that who stands behind it.

        Args:
            restricted: The countries of which a headquarters makes an answer stricter.
            entries_of: As `affiliation` asks for it; `listed_by` makes one of the lists.
            listed_in: The countries of a listed company that an owner surely is.
        """

        def seat_of(match: CompanyMatch) -> SeatFacts:
            return self._seat(match, on, restricted, listed_in)

        matches = self.matches(party, on)
        found = {
            match.company.key: PartyOnRecord(
                seat=seat_of(match),
                affiliation=_affiliation(match, self.companies, on, self.rule, entries_of),
            )
            for match in matches
        }
        whole = self.names.named(party.name, on, party.identifier) is not None
        house = None if whole else self._of_house(party.name, on, seat_of)
        if house is not None:  # it sits elsewhere, if the name says where: "Acme (Singapore) Ltd"
            key = house.affiliation.ownership.company
            known = found.get(key, house)
            if known is house or known.seat.headquarters in restricted:
                found[key] = replace(known, seat=house.seat)
        return tuple(found.values())

    def _of_house(
        self, name: str, on: date, seat_of: Callable[[CompanyMatch], SeatFacts]
    ) -> PartyOnRecord | None:
        """The same of a name that is called after a company."""
        key = self.names.called_after(name)
        company = None if key is None else self.companies.company(key, on)
        if company is None:
            return None
        seat = facts_of_house(seat_of(CompanyMatch(company=company, sure=False)))
        nobody = Ownership(company=company.key, reached=Truth.FALSE, percent=Decimal(0))
        if seat is None:
            return None
        return PartyOnRecord(seat=seat, affiliation=Affiliation(ownership=nobody))

    def _seat(
        self, match: CompanyMatch, on: date, restricted: frozenset[str], listed_in: ListedIn
    ) -> SeatFacts:
        """The seats of a company; its parent's is open where owners that sit there own it."""
        seat = seat_facts(match, self.companies, on, restricted)
        stricter = not restricted.isdisjoint((seat.headquarters, seat.parent_headquarters))
        if stricter or seat.parent_open:
            return seat

        def there_of(owner: Company) -> str | None:
            return self._there(owner, on, restricted, listed_in)

        owners = owners_there(match.company, self.companies, on, self.rule, there_of)
        return replace(seat, owners=owners, parent_open=bool(owners))

    def _there(
        self, owner: Company, on: date, restricted: frozenset[str], listed_in: ListedIn
    ) -> str | None:
        """As `owners_there` asks for it: an owner of whom nobody says where it sits is where a list
        says that it is, or sits as the company that it is called after.
        """
        if owner.headquarters in restricted:
            return owner.headquarters
        if owner.parent_disputed or owner.headquarters is not None:
            return _DISPUTED if owner.parent_disputed else None
        key = self.names.called_after(owner.name)
        house = None if key is None else self.companies.company(key, on)
        if house is not None and house.headquarters in restricted:
            return house.headquarters
        return min(restricted.intersection(listed_in(owner)), default=None)


def _affiliation(
    match: CompanyMatch,
    companies: Companies,
    on: date,
    rule: AffiliatesRule,
    entries_of: Callable[[Company], Iterable[Entry]],
) -> Affiliation:
    """What the owners of a company pass on to a party; open where that is but near it."""
    found = affiliation(match.company, companies, on, rule, entries_of)
    if not match.near or found.ownership.reached is not Truth.TRUE:
        return found
    return replace(found, ownership=replace(found.ownership, reached=Truth.UNKNOWN))


def listed_by(
    screener: Screener,
    rule: AffiliatesRule,
    on: date,
    known: date | None,
    tags: SdnTags,
) -> Callable[[Company], tuple[Entry, ...]]:
    """The entries that a company on record meets for certain, of the lists that the rule counts."""

    def entries_of(company: Company) -> tuple[Entry, ...]:
        party = Party(name=company.name, country=company.headquarters)
        return tuple(
            entry
            for match, entry, _ in screener.standing_matches(party, on, known)
            if match.band is Band.HIT and entry.list in rule.lists and not is_red_flag(entry, tags)
        )

    return entries_of


def listed_in(screener: Screener, on: date, known: date | None) -> ListedIn:
    """The countries in which any list has a company that one on record surely is."""

    def countries_of(company: Company) -> frozenset[str]:
        party = Party(name=company.name, country=company.headquarters)
        return frozenset(
            code
            for match, entry, _ in screener.standing_matches(party, on, known)
            if match.band is Band.HIT and entry.type not in NO_COMPANY
            for code in entry.countries
        )

    return countries_of
