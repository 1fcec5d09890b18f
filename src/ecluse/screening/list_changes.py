"""What changed between two versions of the lists, as an answer.

Belongs here: the values that `screen update` and `screen delta` give. Does not: finding changes.
Always true: each list says its days and digests; each entry that changed is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

How = Literal["added", "removed", "changed", "kept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """An entry that came, went, changed, or stayed although the newer file does not hold it.

    Args:
        entry: Its key.
        what: Of a changed entry, what changed: names, countries, addresses, identifiers, wording.
    """

    how: How
    list: str
    entry: str
    name: str
    countries: tuple[str, ...] = ()
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """One list in its newer version.

    Args:
        before: The day of the older version; null where there was none.
        entries: How many stand in the newer version.
        kept: Entries that the newer file does not hold, and that stay, for another source has them.
    """

    list: str
    before: date | None
    as_of: date | None
    entries: int
    added: int
    removed: int
    changed: int
    kept: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListInUse:
    """A list that parties are compared with.

    Args:
        digest: Of its table.
        loaded: It is the user's own, not the one shipped.
    """

    list: str
    as_of: date
    entries: int
    digest: str
    source: str
    loaded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningListsAnswer:
    """The lists that answer, and what the last update changed.

    Args:
        digest: Over all lists.
        folder: Where the user's own lists are; null where none were loaded.
        source: Whose file was loaded; null where none was.
        changes: Of each list of that file.
        entries: What changed, entry by entry.
    """

    SCHEMA: ClassVar[str] = "ecluse.screening-lists/1"

    digest: str
    folder: str | None
    source: str | None
    lists: list[ListInUse]
    changes: list[ListChange]
    entries: list[EntryChange]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAgain:
    """A party that must be screened again, and the changed entries that it may meet.

    Args:
        where: The columns of the book that name it.
        because: Names of changed entries that share a rare word with it, or nearly; at most ten.
    """

    name: str
    where: list[str]
    because: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningDeltaAnswer:
    """What differs between two versions of the lists, and who must be screened again.

    Args:
        before: What the older version is.
        after: What the newer version is.
        parties: Of the book; null where none was given.
        screened: How many different names the book has.
    """

    SCHEMA: ClassVar[str] = "ecluse.screening-delta/1"

    before: str
    after: str
    changes: list[ListChange]
    entries: list[EntryChange]
    parties: list[PartyAgain] | None
    screened: int | None
