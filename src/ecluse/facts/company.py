"""Companies: where they are headquartered, whose they are, and who owns how much of them.

Belongs here: what a filing, a list or the press says of a company and of its owners, on a day.
Does not: comparing names (screening), who is listed, what the law makes of an owner.
Always true: each row says how it was read; what is not known is None; a row that was only recalled
says so, and whoever uses it lets it make an answer stricter alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from ecluse.grouped import grouped


class HowRead(StrEnum):
    """How a row about a company came to us, strongest first."""

    OPENED = "opened"  # the company's own page or filing, a register, an agency's list
    SECONDARY = "secondary"  # an opened page that reports it: the press, a law firm, a public table
    GIVEN = "given"  # a file of the user's
    MEMORY = "memory"  # recalled, opened nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """One company, as it was from a day to a day.

    Args:
        key: Of the company, the same in each of its rows.
        names: Its other names, in every script.
        headquarters: ISO 3166-1 alpha-2; None where nobody says.
        parent: The key of the company right above it; None where it has none, or none is known.
        ultimate_parent: The key of the company at the top; itself where it has no parent; None
            where nobody says.
        parent_disputed: Sources disagree about who stands behind it.
        since: The first day of which this holds; None for as far back as the record goes.
        until: The first day on which it does not hold any more.
        identifiers: LEI, USCC and other registration numbers.
        kind: Its trade: cloud, server_maker, chip_designer, foundry and so on.
    """

    key: str
    name: str
    names: tuple[str, ...] = ()
    headquarters: str | None = None
    parent: str | None = None
    ultimate_parent: str | None = None
    parent_disputed: bool = False
    since: date | None = None
    until: date | None = None
    identifiers: tuple[str, ...] = ()
    kind: str = ""
    read: HowRead
    source: str | None = None
    note: str | None = None

    @property
    def all_names(self) -> tuple[str, ...]:
        """The name first, then the others."""
        return (self.name, *self.names)

    def holds(self, on: date) -> bool:
        """Whether the row is of that day."""
        return within(self.since, self.until, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One owner of a company, and the share that it holds.

    Args:
        child: The key of the company that is owned.
        parent: The key of the owner.
        percent: From 0 to 100; None where the owner is known and the share is not.
    """

    child: str
    parent: str
    percent: Decimal | None = None
    since: date | None = None
    until: date | None = None
    read: HowRead
    source: str | None = None
    note: str | None = None

    def holds(self, on: date) -> bool:
        """Whether the row is of that day."""
        return within(self.since, self.until, on)


@dataclass(frozen=True, kw_only=True)
class Companies:
    """All companies on record, and who owns them."""

    companies: tuple[Company, ...] = ()
    holdings: tuple[Holding, ...] = field(default=(), repr=False)

    def of_day(self, on: date) -> dict[str, Company]:
        """The row of each company that holds on a day, by key."""
        return {company.key: company for company in self.companies if company.holds(on)}

    def company(self, key: str, on: date) -> Company | None:
        """What holds of a company on a day."""
        rows = self._by_key.get(key, ())
        return next((company for company in rows if company.holds(on)), None)

    def seats(self, key: str) -> frozenset[str]:
        """Where a company and whoever stands at its top have had their seats, whatever the day."""
        rows = self._by_key.get(key, ())
        tops = (top for row in rows for top in self._by_key.get(row.ultimate_parent or key, ()))
        return frozenset(row.headquarters for row in (*rows, *tops) if row.headquarters)

    def owners(self, key: str, on: date) -> tuple[Holding, ...]:
        """Who owns a company on a day; its parent is one of them, of whatever share."""
        told = tuple(holding for holding in self._owners.get(key, ()) if holding.holds(on))
        row = self.company(key, on)
        above = None if row is None else row.parent or row.ultimate_parent
        if row is None or above in (None, key, *(holding.parent for holding in told)):
            return told
        return (*told, Holding(child=key, parent=str(above), read=row.read, source=row.source))

    def above(self, key: str) -> Iterator[Company]:
        """The rows of whoever stands above a company on any day: its parents and its owners, and
        theirs, of whatever share.
        """
        seen, asked = {key}, [key]
        while asked:
            child = asked.pop()
            parents = {holding.parent for holding in self._owners.get(child, ())}
            for row in self._by_key.get(child, ()):
                parents |= {each for each in (row.parent, row.ultimate_parent) if each is not None}
            asked += sorted(parents - seen)
            seen |= parents
        for above in sorted(seen - {key}):
            yield from self._by_key.get(above, ())

    def with_holdings(self, holdings: Iterable[Holding]) -> Companies:
        """These companies, and what a user's file says of their owners beside what is on record."""
        return Companies(companies=self.companies, holdings=(*self.holdings, *holdings))

    def counts(self) -> dict[HowRead, int]:
        """How many companies rest on each kind of source, by the strongest of their rows."""
        ranked = list(HowRead)
        best = {
            key: min((row.read for row in rows), key=ranked.index)
            for key, rows in self._by_key.items()
        }
        return {read: sum(found is read for found in best.values()) for read in ranked}

    @cached_property
    def _by_key(self) -> dict[str, list[Company]]:
        return grouped((company.key, company) for company in self.companies)

    @cached_property
    def _owners(self) -> dict[str, list[Holding]]:
        return grouped((holding.child, holding) for holding in self.holdings)


NO_COMPANIES = Companies()


def within(since: date | None, until: date | None, on: date) -> bool:
    """Whether a day is one of a span: its first day is, the day that ends it is not.

    >>> within(date(2025, 1, 2), date(2025, 1, 3), date(2025, 1, 2))
    True
    >>> within(date(2025, 1, 2), date(2025, 1, 3), date(2025, 1, 3))
    False
    """
    return (since is None or since <= on) and (until is None or on < until)
