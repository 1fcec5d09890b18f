"""A party as a company on record: the one door to seats, parents and owners.

Belongs here: opening the companies with their names, and all that they say of one party. Does not:
what each part says (company_facts, affiliation), joining several parties, the law.
Always true: a party that is no company on record gets nothing, and never a guess; what is on record
of a name that is but near a company's settles nothing; of one that is called after a company whose
headquarters make an answer stricter, nobody knows who stands behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
from ecluse.screening.entry import Entry
from ecluse.screening.match import Band
from ecluse.screening.name_readings import NameReadings
from ecluse.screening.ownership import Ownership
from ecluse.screening.party import Party
from ecluse.screening.sdn_tags import SdnTags
from ecluse.screening.standing import is_red_flag

if TYPE_CHECKING:  # what compares names is opened only where a party is named
    from ecluse.screening.screen import Screener

Bare = Callable[[str], str]


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
    ) -> tuple[PartyOnRecord, ...]:
        """What is on record of a party on a day, of each company that it names, and of one that it
        is called after where that has its headquarters in `restricted`.

        Args:
            restricted: The countries of which a headquarters makes an answer stricter.
            entries_of: As `affiliation` asks for it; `listed_by` makes one of the lists.
        """
        matches = self.matches(party, on)
        found = {
            match.company.key: PartyOnRecord(
                seat=seat_facts(match, self.companies, on, restricted),
                affiliation=_affiliation(match, self.companies, on, self.rule, entries_of),
            )
            for match in matches
        }
        whole = self.names.named(party.name, on, party.identifier) is not None
        house = None if whole else self._of_house(party.name, on, restricted)
        if house is not None:  # it sits elsewhere, if the name says where: "Acme (Singapore) Ltd"
            key = house.affiliation.ownership.company
            found[key] = replace(found.get(key, house), seat=house.seat)
        return tuple(found.values())

    def _of_house(self, name: str, on: date, restricted: frozenset[str]) -> PartyOnRecord | None:
        """The same of a name that is called after a company with headquarters there."""
        key = self.names.called_after(name)
        company = None if key is None else self.companies.company(key, on)
        if company is None or company.headquarters not in restricted:
            return None
        nobody = Ownership(company=company.key, reached=Truth.FALSE, percent=Decimal(0))
        return PartyOnRecord(
            seat=facts_of_house(company), affiliation=Affiliation(ownership=nobody)
        )


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
