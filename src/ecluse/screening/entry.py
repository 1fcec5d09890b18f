"""One entry of a list of parties, as a dated fact.

Belongs here: what a list says of one party. Does not: reading files (read_*), comparing names.
Always true: an entry says from which day it stands, and from which day its wording is on record;
what the list does not say is None.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# The lists, by the codes of the Consolidated Screening List and, for others, of ours.
ENTITY_LIST = "EL"
MILITARY_END_USER = "MEU"
MILITARY_INTELLIGENCE = "MIEU"  # the bodies that § 744.22(f)(2) names
UNVERIFIED = "UVL"
DENIED_PERSONS = "DPL"
SDN = "SDN"
SECTION_1260H = "1260H"  # a red flag, no requirement
# The types of entries that are no company.
PERSON = "Individual"
CRAFT = frozenset({"Vessel", "Aircraft"})
NO_COMPANY = CRAFT | {PERSON}


class ItemsCovered(StrEnum):
    """Which items an entry's license requirement takes in."""

    ALL = "all"  # all items subject to the EAR
    CCL_AND_SUPPLEMENT_7 = "ccl_and_supplement_7"  # on the CCL, and EAR99 of supp. 7 to part 746
    SUPPLEMENT_2 = "supplement_2"  # those of supp. 2 to part 744 (§ 744.21)
    UNREAD = "unread"  # the words are not on record or not understood: taken for all


class EntryPolicy(StrEnum):
    """How an application for a license under an entry is reviewed, the strictest first."""

    POLICY_OF_DENIAL = "policy_of_denial"
    PRESUMPTION_OF_DENIAL = "presumption_of_denial"
    CASE_BY_CASE = "case_by_case"
    AS_CITED = "as_cited"  # the entry points to another section, or tells items apart
    UNREAD = "unread"  # not on record, or not understood


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a list.

    Args:
        key: Of the entry, the same in each version of the list: list, country, folded name and
            first citation.
        digest: Of everything that the entry says; a clearance falls when it changes.
        list: The code of the list.
        names: The name first, as it stands on the list; then its other names, in every script, and
            the parts of a name that holds several.
        unsourced_names: Those of the names that no list gives, from general knowledge: they can
            only make an answer stricter.
        countries: ISO 3166-1 alpha-2.
        addresses: As they stand there.
        identifiers: Registration numbers, LEI, USCC.
        is_address: The entry binds whoever uses its address (§ 744.16(f)).
        listed: The day from which it stands; None where no record says: it is taken to have stood
            always.
        listed_is: What that day is: "effective", "published" or "memory".
        may_stand: The first day on which it may have stood, where only the day on which it was
            printed is on record: a rule may take effect some days before.
        known: The day on which it was published, for the second time axis.
        removed: The first day on which it does not stand any more.
        reworded: The first day of this wording, where an earlier one of the same key is on record
            in an entry of its own, which is removed on that day.
        worded_since: The day from which its present wording is on record; before it, only that it
            stood.
        expires: The day on which an order of denial ends, where a list said so. The list keeps
            orders that have ended: it may have expired, which clears nobody.
        footnotes: Of the Entity List.
        requirement: The license requirement, verbatim.
        policy: The review policy, verbatim.
        programs: The tags of an SDN entry.
        type: "Entity", "Individual", "Vessel" or "Aircraft", where the list says it.
        group: What entries of one concern have in common, so that an answer can show them as one.
        parent: Whom the list names as the parent.
        citation: Federal Register citations.
    """

    key: str
    digest: str
    list: str
    names: tuple[str, ...]
    unsourced_names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    is_address: bool = False
    listed: date | None = None
    listed_is: str | None = None
    may_stand: date | None = None
    known: date | None = None
    removed: date | None = None
    reworded: date | None = None
    worded_since: date | None = None
    expires: date | None = None
    footnotes: frozenset[int] = frozenset()
    items: ItemsCovered = ItemsCovered.UNREAD
    requirement: str | None = None
    policy_read: EntryPolicy = EntryPolicy.UNREAD
    policy: str | None = None
    programs: tuple[str, ...] = ()
    type: str | None = None
    group: str | None = None
    parent: str | None = None
    citation: str | None = None
    url: str | None = None
    note: str | None = None

    def stands(self, on: date, known: date | None = None) -> bool:
        """Whether the entry stands, or may stand, on a day, as known on another (None: as known
        today).
        """
        if known is not None and self.known is not None and known < self.known:
            return False
        first = self.reworded or self.may_stand or self.listed
        began = first is None or first <= on
        return began and (self.removed is None or on < self.removed)

    def may_only(self, on: date) -> bool:
        """Whether nobody can say that it stood on a day yet, only that it may have."""
        return self.reworded is None and self.listed is not None and on < self.listed

    @property
    def days(self) -> frozenset[date]:
        """The days on which what it says of a party may change."""
        days = (self.may_stand, self.listed, self.reworded, self.removed, self.worded_since)
        return frozenset(day for day in days if day is not None)

    @property
    def changes(self) -> frozenset[date]:
        """Those days, and the one from which it is known."""
        return self.days if self.known is None else self.days | {self.known}

    def worded(self, on: date) -> bool:
        """Whether its wording of a day is on record."""
        return self.worded_since is not None and self.worded_since <= on

    def may_have_expired(self, on: date) -> bool:
        """Whether the list may hold it although it ended: an order of denial whose last day is past
        or not on record.
        """
        return self.list == DENIED_PERSONS and (self.expires is None or self.expires <= on)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    """Which version of a list was looked at.

    Args:
        as_of: The day on which the list stood so.
        digest: SHA-256 of its table.
        source: Where the list was read, in words.
        url: Where its publisher has it.
    """

    list: str
    as_of: date
    digest: str
    source: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """All lists that parties are compared with."""

    entries: tuple[Entry, ...]
    versions: tuple[ListVersion, ...]

    @property
    def digest(self) -> str:
        """Of all versions: two lists with the same digest answer the same."""
        lines = "".join(f"{each.list} {each.digest}\n" for each in self.versions)
        return hashlib.sha256(lines.encode()).hexdigest()
