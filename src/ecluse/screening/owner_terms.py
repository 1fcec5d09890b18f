"""What several listed owners ask for together: the strictest of their entries.

Belongs here: joining the terms of entries. Does not: counting shares (ownership), what a term
requires (the law).
Always true: joined terms are at least as strict as those of each owner; the order of the owners
makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ecluse.screening.entry import Entry, EntryPolicy, ItemsCovered

# Words that nobody understood may say anything: they are taken for the widest and the strictest
# but for those that are known to be so.
_WIDEST = (ItemsCovered.ALL, ItemsCovered.UNREAD, ItemsCovered.CCL_AND_SUPPLEMENT_7)
_STRICTEST = (
    EntryPolicy.POLICY_OF_DENIAL,
    EntryPolicy.PRESUMPTION_OF_DENIAL,
    EntryPolicy.UNREAD,
    EntryPolicy.AS_CITED,
    EntryPolicy.CASE_BY_CASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerTerms:
    """The terms that pass from listed owners to what they own (supplement no. 8 to part 744).

    Args:
        lists: The codes of the lists on which the owners stand.
        footnotes: Of their entries on the Entity List, all of them.
        items: The widest of the requirements.
        policy: The strictest of the review policies.
    """

    lists: frozenset[str]
    footnotes: frozenset[int]
    items: ItemsCovered
    policy: EntryPolicy


def owner_terms(entries: Iterable[Entry]) -> OwnerTerms | None:
    """The strictest terms of the owners' entries; None where there is no entry."""
    owners = tuple(entries)
    if not owners:
        return None
    return OwnerTerms(
        lists=frozenset(entry.list for entry in owners),
        footnotes=frozenset[int]().union(*(entry.footnotes for entry in owners)),
        items=min((entry.items for entry in owners), key=_WIDEST.index),
        policy=strictest_policy(entry.policy_read for entry in owners),
    )


def strictest_policy(policies: Iterable[EntryPolicy]) -> EntryPolicy:
    """The strictest of some review policies; one that nobody read may be any but the two worst."""
    return min(policies, key=_STRICTEST.index)
