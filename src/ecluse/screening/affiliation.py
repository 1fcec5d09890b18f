"""Whether listed parties own a company on record, and on which terms.

Belongs here: asking which of a company's owners are listed, and joining what follows. Does not:
comparing names (screen), counting shares (ownership), on which days the rule is in force (the law).
Always true: only the companies above it are looked up; the terms are those of the listed owners
behind it, the strictest of each kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from ecluse.facts.company import Companies, Company
from ecluse.screening.affiliates import AffiliatesRule
from ecluse.screening.entry import Entry, EntryPolicy, ItemsCovered
from ecluse.screening.owner_terms import OwnerTerms, owner_terms
from ecluse.screening.ownership import Ownership, keys_above, ownership

EntriesOf = Callable[[Company], Iterable[Entry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """What the listed owners of a company pass on to it.

    Args:
        terms: Of the listed parties that own any of it; None where none does.
    """

    ownership: Ownership
    terms: OwnerTerms | None = None


def affiliation(
    company: Company, companies: Companies, on: date, rule: AffiliatesRule, entries_of: EntriesOf
) -> Affiliation:
    """Whether listed parties own a company on a day, and on which terms.

    Args:
        entries_of: The entries that an owner meets on that day, of the lists whose restrictions
            pass on (`rule.lists`), and of the SDN List those with a tag of § 744.8 alone.
    """
    above = {key: companies.company(key, on) for key in keys_above(company.key, companies, on)}
    met = {key: tuple(entries_of(owner)) for key, owner in above.items() if owner is not None}
    listed = {key for key, entries in met.items() if entries}
    counted = ownership(company.key, listed, companies, on, rule)
    return Affiliation(
        ownership=counted,
        terms=owner_terms(_as_of(entry, on) for key in counted.listed_owners for entry in met[key]),
    )


def _as_of(entry: Entry, on: date) -> Entry:
    """An entry as far as its wording of a day is on record."""
    if entry.worded(on):
        return entry
    return replace(entry, policy_read=EntryPolicy.UNREAD, items=ItemsCovered.UNREAD)
