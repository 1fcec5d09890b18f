"""Clearances: a person wrote down that a party is not the one that an entry lists.

Belongs here: what a clearance says, and when it holds. Does not: reading a file of them
(read_clearances), what a listing requires.
Always true: a clearance holds for one name and one entry as it was worded then, from its day on;
when the name, the entry or the entry's words change it falls, and nothing else is ever cleared; an
equal number is cleared only where the clearance names that number.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ecluse.screening.entry import Entry
from ecluse.screening.identifier import identifiers_of
from ecluse.screening.party import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """One false positive, on file.

    Args:
        name: The party, as it was named.
        entry: The key of the entry that it is not.
        digest: Of the entry when it was looked at.
        by: Who looked; `approved_by` is the second person, where there was one.
        day: The day of the decision; it does not hold before.
        because: Why the party is another one.
        identifier: The party's number, where it is the entry's own and the party is yet another.
    """

    name: str
    entry: str
    digest: str
    by: str
    day: date
    because: str
    approved_by: str | None = None
    identifier: str | None = None

    @property
    def alone(self) -> bool:
        """Whether one person cleared it, whom nobody else followed."""
        second = self.approved_by
        return second is None or name_key(second) == name_key(self.by)

    def frees(self, party: Party, entry: Entry, on: date, known: date | None = None) -> bool:
        """Whether it frees a party of an entry on a day, as known on another."""
        begun = self.day <= on and (known is None or self.day <= known)
        same = self.entry == entry.key and self.digest == entry.digest
        if not (begun and same and name_key(self.name) == name_key(party.name)):
            return False
        equal = _numbers(party.identifier) & _numbers(*entry.identifiers)
        return equal <= _numbers(self.identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearances:
    """All clearances of a file."""

    of: Mapping[tuple[str, str], tuple[Clearance, ...]] = field(default_factory=dict)

    @classmethod
    def made(cls, *clearances: Clearance) -> Clearances:
        """Some clearances, found by name and entry."""
        of: dict[tuple[str, str], tuple[Clearance, ...]] = {}
        for each in clearances:
            key = (name_key(each.name), each.entry)
            of[key] = (*of.get(key, ()), each)
        return cls(of=of)

    @property
    def digest(self) -> str:
        """Of all of them; two files with the same digest clear the same."""
        lines = sorted(repr(each) for some in self.of.values() for each in some)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def freeing(
        self, party: Party, entry: Entry, on: date, known: date | None = None
    ) -> Clearance | None:
        """The clearance that frees a party of an entry on a day; one of two persons first."""
        if not self.of:  # asked of every match of a book
            return None
        some = self.of.get((name_key(party.name), entry.key), ())
        holding = [each for each in some if each.frees(party, entry, on, known)]
        return min(holding, key=lambda each: (each.alone, each.day), default=None)


def _numbers(*texts: str | None) -> frozenset[str]:
    return frozenset(number for text in texts if text for number in identifiers_of(text))


def name_key(name: str) -> str:
    """A name as a clearance compares it: but for case and spaces, every sign counts.

    >>> name_key("  ACME  Ltd."), name_key("Acme Ltd.") == name_key("Acme Ltd")
    ('acme ltd.', False)
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
