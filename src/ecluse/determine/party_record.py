"""What the companies on record tell the law of the parties that a shipment names.

Belongs here: joining several parties to one seat, one parent and one answer about owners; the
stricter of what is said and what is on record. Does not: finding a party on record (screening),
what a seat or an owner brings (the law), wording.
Always true: a fact from the record never makes an answer freer than what is said; a party without
a record changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ecluse.citation import Citation, Confidence
from ecluse.facts.company import HowRead
from ecluse.facts.known import Known, unknown_flag, unknown_word
from ecluse.facts.truth import Truth
from ecluse.screening.company_facts import contradicts, stands
from ecluse.screening.entry import ENTITY_LIST, MILITARY_END_USER
from ecluse.screening.party import Party, Role
from ecluse.screening.registry import PartyOnRecord

SEAT, PARENT = "headquarters", "parent_headquarters"
OWNED, FOOTNOTE, LISTS = "owned_by_listed", "owner_footnote", "owners_on_entity_or_meu_list"
_SEATED = (Role.END_USER, Role.ULTIMATE_CONSIGNEE, None)  # whose seat the law asks for, in order
_REACHING = frozenset({1, 3, 4})  # footnotes for which § 734.9 has a rule that reaches chips
_CONFIDENCE = {
    HowRead.OPENED: Confidence.HIGH,
    HowRead.SECONDARY: Confidence.SECONDARY,
    HowRead.GIVEN: Confidence.GIVEN,
    HowRead.MEMORY: Confidence.MEMORY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedParty:
    """A party of a shipment that is a company on record."""

    party: Party
    found: PartyOnRecord


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a party is headquartered, and what the record says of it."""

    code: str | None = None
    known: Known = Known(value=None)  # noqa: RUF009  it is frozen


def seat_facts_of(
    parties: Iterable[RecordedParty], said: Mapping[str, str | None], restricted: AbstractSet[str]
) -> dict[str, Known]:
    """The seats that the record fills in, or holds against what is said.

    Args:
        said: The headquarters and the parent's, as the question has them; None where it does not.
        restricted: The countries of which a headquarters makes an answer stricter.
    """
    seated = _seated(parties)
    own = _strictest(((each, each.found.seat.headquarters) for each in seated), restricted)
    above = _strictest(((each, each.found.seat.parent_headquarters) for each in seated), restricted)
    facts: dict[str, Known] = {}
    seat = stands(said.get(SEAT), own.code, restricted)
    if seat is not None and seat != said.get(SEAT):
        facts[SEAT] = own.known
    parent = stands(said.get(PARENT), above.code, restricted)
    if parent is not None and parent != said.get(PARENT):
        facts[PARENT] = above.known
    elif said.get(PARENT) is None and any(each.found.seat.parent_open for each in seated):
        facts[PARENT] = unknown_word(PARENT)
    elif said.get(PARENT) is None and SEAT in facts:
        facts[PARENT] = Known(value=seat, assumed=True, because="the headquarters")
    return facts


def contradictions(
    parties: Iterable[RecordedParty], said: Mapping[str, str | None]
) -> Iterator[tuple[RecordedParty, str]]:
    """The parties of which the question says another seat than the record, and which seat."""
    for each in _seated(parties):
        seat = each.found.seat
        if contradicts(said.get(SEAT), seat.headquarters):
            yield each, SEAT
        if contradicts(said.get(PARENT), seat.parent_headquarters):
            yield each, PARENT


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
    facts = {OWNED: Known(value=Truth.TRUE, because=names) if reached else unknown_flag(OWNED)}
    terms = [each.terms for each in (*reached, *open_) if each.terms is not None]
    lists = frozenset[str]().union(*(each.lists for each in terms))
    if FOOTNOTE not in said and ENTITY_LIST not in lists:
        facts[FOOTNOTE] = Known(value=Truth.FALSE)
    elif any(each.footnotes & _REACHING for each in terms):
        facts[FOOTNOTE] = Known(value=Truth.TRUE)
    if LISTS not in said or lists - {ENTITY_LIST, MILITARY_END_USER}:
        alone = lists <= {ENTITY_LIST, MILITARY_END_USER}
        facts[LISTS] = Known(value=Truth.TRUE if alone else Truth.FALSE)
    return facts


def _seated(parties: Iterable[RecordedParty]) -> list[RecordedParty]:
    """The parties whose seat the law asks for, the end user first."""
    found = [each for each in parties if each.party.role in _SEATED]
    return sorted(found, key=lambda each: _SEATED.index(each.party.role))


def _strictest(
    found: Iterable[tuple[RecordedParty, str | None]], restricted: AbstractSet[str]
) -> _Seat:
    """A seat that makes an answer stricter, else the first; none where the record has none."""
    seats = [(each, code) for each, code in found if code is not None]
    if not seats:
        return _Seat()
    each, code = min(seats, key=lambda seat: seat[1] not in restricted)
    seat = each.found.seat
    sources = (seat.source, seat.parent_source)
    cited = tuple(Citation(source=source, url=source) for source in sources if source is not None)
    confidence = _CONFIDENCE[seat.read]
    return _Seat(code, Known(value=code, confidence=confidence, cited=cited, because=seat.company))
