"""What the companies on record tell the law of the parties that a shipment names.

Belongs here: the parties that are on record on a day, what contradicts what is said, and one answer
about owners. Does not: finding a party on record (screening), which seat stands (party_seats), what
a seat or an owner brings (the law), wording.
Always true: a fact from the record never makes an answer freer than what is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from ecluse.determine.party_seats import (
    OPEN,
    SEATED,
    Found,
    SeatsOnRecord,
    countries_said,
    seats_on_record,
)
from ecluse.determine.shipment import Shipment
from ecluse.errors import NotScreened
from ecluse.facts.company import Company
from ecluse.facts.known import Known, unknown_flag, unknown_word
from ecluse.facts.truth import Truth
from ecluse.law.library import Library
from ecluse.law.seats import restricted_seats
from ecluse.screening.company_facts import contradicts
from ecluse.screening.entry import ENTITY_LIST, MILITARY_END_USER, Entry, EntryPolicy
from ecluse.screening.owner_terms import OwnerTerms, strictest_policy
from ecluse.screening.party import Party
from ecluse.screening.registry import (
    CompanyRegistry,
    ListedIn,
    PartyOnRecord,
    listed_by,
    listed_in,
)
from ecluse.screening.sdn_tags import SdnTags, read_sdn_tags

if TYPE_CHECKING:
    from ecluse.screening.screen import Screener

SEAT, PARENT = SEATS = ("headquarters", "parent_headquarters")
OWNED, FOOTNOTE, LISTS = "owned_by_listed", "owner_footnote", "owners_on_entity_or_meu_list"
OWNER_POLICY = "owner_entry_policy"
OF_OWNERS = (OWNED, FOOTNOTE, LISTS, OWNER_POLICY)
_REACHING = frozenset({1, 3, 4})  # footnotes for which § 734.9 has a rule that reaches chips


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedParty:
    """A party of a shipment that is a company on record."""

    party: Party
    found: PartyOnRecord


def buyers_in(
    parties: Iterable[RecordedParty], restricted: AbstractSet[str]
) -> Iterator[tuple[RecordedParty, str]]:
    """The purchasers and intermediate consignees whose seat, or whose parent's, is in one of some
    countries: the law does not ask for it, and it is a reason to look at who gets the item.
    """
    for each in parties:
        seat = each.found.seat
        codes = (seat.headquarters, seat.parent_headquarters)
        found = next((code for code in codes if code is not None and code in restricted), None)
        if each.party.role not in SEATED and found is not None:
            yield each, found


def contradictions(
    parties: Iterable[RecordedParty], said: Mapping[str, str | None]
) -> Iterator[tuple[RecordedParty, str]]:
    """The parties of which the question says another seat than the record, and which seat."""
    for each in _seated(parties):
        for name in SEATS:
            if contradicts(said.get(name), getattr(each.found.seat, name)):
                yield each, name


def owner_facts(parties: Iterable[RecordedParty], said: Mapping[str, Known]) -> dict[str, Known]:
    """Whether listed parties own a party, and which footnote and lists come with them.

    Args:
        said: The facts that the question gives outright. That no party is owned so settles a share
            that nobody has read; it does not stand against one that is on record.
    """
    found = [each.found.affiliation for each in parties]
    reached = [each for each in found if each.ownership.reached is Truth.TRUE]
    open_ = [each for each in found if each.ownership.reached is Truth.UNKNOWN]
    if not reached and (not open_ or OWNED in said):
        return {}
    counted = reached or open_
    names = ", ".join(sorted({key for each in counted for key in each.ownership.listed_owners}))
    owned = Known(value=Truth.TRUE, because=names) if reached else unknown_flag(OWNED)
    terms = [each.terms for each in (*reached, *open_) if each.terms is not None]
    return {OWNED: owned, **_of_terms(terms, said)}


def _of_terms(terms: Sequence[OwnerTerms], said: Mapping[str, Known]) -> dict[str, Known]:
    """Which footnote, which lists and which review policy come with the owners."""
    facts: dict[str, Known] = {}
    lists = frozenset[str]().union(*(each.lists for each in terms))
    if FOOTNOTE not in said and ENTITY_LIST not in lists:
        facts[FOOTNOTE] = Known(value=Truth.FALSE)
    elif any(each.footnotes & _REACHING for each in terms):
        facts[FOOTNOTE] = Known(value=Truth.TRUE)
    alone = lists <= {ENTITY_LIST, MILITARY_END_USER}
    if LISTS not in said or not alone:
        facts[LISTS] = Known(value=Truth.TRUE if alone else Truth.FALSE)
    policies = [each.policy for each in terms]
    if OWNER_POLICY in said and isinstance(said[OWNER_POLICY].value, str):
        policies.append(EntryPolicy(str(said[OWNER_POLICY].value)))
    policy = strictest_policy(policies or [EntryPolicy.UNREAD])
    if OWNER_POLICY in said or policy is not EntryPolicy.UNREAD:
        facts[OWNER_POLICY] = Known(value=policy.value)
    return facts


def _seated(parties: Iterable[RecordedParty]) -> list[RecordedParty]:
    """The parties whose seat the law asks for, the end user first."""
    found = [each for each in parties if each.party.role in SEATED]
    return sorted(found, key=lambda each: SEATED.index(each.party.role))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRecords:
    """The parties of a shipment, of which some are companies on record.

    Args:
        parties: All that are named, those that are no company on record too.
        screener: The lists with which their owners are compared; None where nobody can compare.
        restricted: The countries of which a headquarters makes an answer stricter.
        seats: The headquarters and the parent's, as the question has them.
        open_seats: Those of which the question says that nobody knows them.
        said: What the question says of owners.
    """

    parties: tuple[Party, ...]
    registry: CompanyRegistry
    screener: Screener | None
    tags: SdnTags
    restricted: frozenset[str]
    seats: Mapping[str, str | None]
    open_seats: frozenset[str] = frozenset()
    said: Mapping[str, Known]
    _kept: dict[tuple[date, date | None], tuple[RecordedParty, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def of_day(self, on: date, known: date | None = None) -> tuple[RecordedParty, ...]:
        """The parties that are on record on a day; asked for once."""
        if (on, known) not in self._kept:
            self._kept[on, known] = self._of_day(on, known)
        return self._kept[on, known]

    def naming(self, parties: tuple[Party, ...]) -> PartyRecords:
        """The same of the parties with other seats."""
        return self if parties == self.parties else replace(self, parties=parties, _kept={})

    def _of_day(self, on: date, known: date | None) -> tuple[RecordedParty, ...]:
        listed: tuple[Callable[[Company], tuple[Entry, ...]], ListedIn] = (_nobody, _nobody)
        if self.screener is not None:
            entries_of = listed_by(self.screener, self.registry.rule, on, known, self.tags)
            listed = (entries_of, listed_in(self.screener, on, known))
        return tuple(
            RecordedParty(party=party, found=found)
            for party in self.parties
            for found in self.registry.ask(party, on, self.restricted, *listed)
        )

    def facts(self, on: date, known: date | None = None) -> dict[str, Known]:
        """What the law is told of their owners on a day."""
        return {**self.said, **owner_facts(self.of_day(on, known), self.said)}

    def seats_of_day(self, on: date, known: date | None = None) -> SeatsOnRecord:
        """What is on record of the seats of the end user and the ultimate consignee on a day."""
        found: list[Found] = [(each.party, each.found.seat) for each in self.of_day(on, known)]
        recorded = {party for party, _ in found}
        found += [(party, None) for party in self.parties if party not in recorded]
        return seats_on_record(found, self.restricted)

    def seats_on(
        self, destination: str | None, on: date, known: date | None = None
    ) -> dict[str, Known]:
        """The seats that stand on a day: a word, unknown, or left to be presumed where absent."""
        seat, parent = (OPEN if name in self.open_seats else self.seats[name] for name in SEATS)
        standing = self.seats_of_day(on, known).standing((seat, parent), destination)
        return {
            name: unknown_word(name) if code == OPEN else Known(value=code)
            for name, code in zip(SEATS, standing, strict=True)
            if code is not None
        }


def _nobody(_: Company) -> tuple[()]:
    return ()


def party_records(
    parties: Iterable[Party], library: Library, shipment: Shipment
) -> PartyRecords | None:
    """What is on record of the parties of a shipment; None where none is a company on record and
    none is said to be in a country of which a headquarters makes an answer stricter.
    """
    given, restricted = shipment.given, restricted_seats(library, library.register.at(shipment.on))
    records = records_of(parties, library, restricted, screener_of(library))
    if not any(
        records.registry.keys_of(party.name)
        or records.registry.names.called_after(party.name)
        or party.identifier
        or records.restricted.intersection(countries_said(party))
        for party in records.parties
    ):
        return None
    return replace(
        records,
        seats={name: getattr(shipment, name) or _code(given.get(name)) for name in SEATS},
        open_seats=frozenset(name for name in SEATS if name in given and given[name].value is None),
        said={name: given[name] for name in OF_OWNERS if name in given},
    )


def records_of(
    parties: Iterable[Party],
    library: Library,
    restricted: frozenset[str],
    screener: Screener | None,
) -> PartyRecords:
    """What is on record of parties of which no question is asked.

    Args:
        restricted, screener: As `PartyRecords` has them.
    """
    return PartyRecords(
        parties=tuple(parties),
        registry=registry_of(library),
        screener=screener,
        tags=read_sdn_tags(library.folder),
        restricted=restricted,
        seats={SEAT: None, PARENT: None},
        said={},
    )


def screener_of(library: Library) -> Screener | None:
    """The lists of a library, ready to be compared with; None where nobody can compare."""
    from ecluse.screening.screen import Screener  # most starts name no party

    try:
        return Screener.open(library.folder)
    except NotScreened:
        return None


def registry_of(library: Library) -> CompanyRegistry:
    """The companies of a library, their names read once for all its questions."""
    kept = _KEPT.get(id(library.companies))
    if kept is None or kept.companies is not library.companies:
        kept = CompanyRegistry(
            companies=library.companies, data=library.folder, bare=library.exporters.bare
        )
        while len(_KEPT) >= _MOST_KEPT:
            del _KEPT[next(iter(_KEPT))]
        _KEPT[id(library.companies)] = kept
    return kept


_KEPT: dict[int, CompanyRegistry] = {}
_MOST_KEPT = 4


def _code(known: Known | None) -> str | None:
    return known.value if known is not None and isinstance(known.value, str) else None
