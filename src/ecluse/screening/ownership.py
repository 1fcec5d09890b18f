"""Whether listed parties own a company together: sums, chains, cycles, shares that nobody knows.

Belongs here: counting shares over owners. Does not: who is listed (match), what an owner's entry
asks for (owner_terms), on which days the rule is in force (the law).
Always true: a company that listed parties own by the rule's share or more passes it on whole to
what it owns; a share that nobody knows decides nothing, and never frees; one more listed owner, or
a larger share, never makes an answer freer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ecluse.facts.company import Companies, Holding, HowRead
from ecluse.facts.truth import Truth
from ecluse.screening.affiliates import AffiliatesRule

_WHOLE = Decimal(100)
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnershipLink:
    """One step of a chain: a company, an owner of it, and the share; None where nobody knows."""

    child: str
    parent: str
    percent: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Whether a company is owned by listed parties, and through whom.

    Args:
        company: Its key.
        reached: Whether the rule reaches it; unknown where a share that nobody knows may decide.
        percent: What listed parties, and companies that they own, hold of it for certain.
        listed_owners: The listed parties that stand behind it, by key, in order.
        unknown_share: Some share in the chain is unknown.
        domestic: It is a company of the country whose own companies the rule leaves out.
        chain: The steps from it up to the listed parties.
    """

    company: str
    reached: Truth
    percent: Decimal
    listed_owners: tuple[str, ...] = ()
    unknown_share: bool = False
    domestic: bool = False
    chain: tuple[OwnershipLink, ...] = ()

    @property
    def red_flag(self) -> bool:
        """A listed party owns some of it, whatever the share: look twice (Red Flag 29)."""
        return bool(self.listed_owners)


@dataclass(frozen=True, slots=True)
class _Owner:
    """What one owner holds of one company.

    Args:
        least: What it holds for certain.
        known: What it holds; None where nobody has read it.
    """

    key: str
    least: Decimal
    known: Decimal | None


_Owners = dict[str, tuple[_Owner, ...]]


def ownership(
    company: str, listed: AbstractSet[str], companies: Companies, on: date, rule: AffiliatesRule
) -> Ownership:
    """Count what listed parties own of a company on a day.

    Args:
        company: The key of the company.
        listed: The keys of the listed parties whose restrictions pass on.

    A chain is not multiplied: an owner counts whole once listed parties own it by the rule's share
    (31 CFR's way of counting, which supplement no. 8 to part 744 takes over).
    """
    owners = _owners_above(company, companies, on)
    caught = _grown(listed, owners, lambda above, by: _certain(above, by) >= rule.percent)
    maybe = _grown(caught, owners, lambda above, by: _possible(above, by) >= rule.percent)
    # Its own entry says nothing of its owners.
    held = _certain(owners.get(company, ()), caught)
    may_hold = _possible(owners.get(company, ()), maybe)
    behind = _grown(listed, owners, _some)  # those in which a listed party holds any share
    chain = tuple(_chain(company, owners, maybe | behind))
    domestic = _of_country(company, companies, on, rule.foreign_to)
    return Ownership(
        company=company,
        reached=Truth.FALSE if domestic else _reached(held, may_hold, rule.percent),
        percent=held,
        listed_owners=tuple(
            sorted({link.parent for link in chain if link.parent in listed} - {company})
        ),
        unknown_share=any(link.percent is None for link in chain),
        domestic=domestic,
        chain=chain,
    )


def keys_above(company: str, companies: Companies, on: date) -> frozenset[str]:
    """The companies from which a chain of owners leads down to this one: whoever asks which of
    them are listed need ask no others.
    """
    return frozenset(_owners_above(company, companies, on)) - {company}


def _reached(held: Decimal, may_hold: Decimal, limit: Decimal) -> Truth:
    if held >= limit:
        return Truth.TRUE
    return Truth.UNKNOWN if may_hold >= limit else Truth.FALSE


def _owners_above(company: str, companies: Companies, on: date) -> _Owners:
    """Each company from which a chain leads down to this one, with its owners."""
    found: _Owners = {}
    waiting = [company]
    while waiting:
        key = waiting.pop()
        if key not in found:
            rows = companies.owners(key, on)
            found[key] = _told_once(row for row in rows if row.parent != key)
            waiting += [owner.key for owner in found[key]]
    return found


def _told_once(holdings: Iterable[Holding]) -> tuple[_Owner, ...]:
    """Each owner once: where rows differ, the largest share; a recalled share limits nothing."""
    by_owner: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_owner.setdefault(holding.parent, []).append(holding)
    return tuple(_owner(key, rows) for key, rows in sorted(by_owner.items()))


def _owner(key: str, rows: list[Holding]) -> _Owner:
    told = [row.percent for row in rows if row.percent is not None]
    was_read = any(row.percent is not None and row.read is not HowRead.MEMORY for row in rows)
    least = max(told, default=_NONE)
    return _Owner(key, least, least if was_read else None)


def _grown(
    start: AbstractSet[str],
    owners: _Owners,
    catch: Callable[[tuple[_Owner, ...], AbstractSet[str]], bool],
) -> set[str]:
    """The companies that are caught, when those of `start` are: a ring of owners catches nobody.

    Args:
        catch: Whether a company with some owners is caught, when some companies are.
    """
    caught, grows = set(start), True
    while grows:
        new = {key for key, above in owners.items() if key not in caught and catch(above, caught)}
        caught |= new
        grows = bool(new)
    return caught


def _some(owners: tuple[_Owner, ...], caught: AbstractSet[str]) -> bool:
    """Whether a caught owner holds any share."""
    return any(owner.key in caught for owner in owners)


def _certain(owners: tuple[_Owner, ...], caught: AbstractSet[str]) -> Decimal:
    """What caught owners hold for certain."""
    return sum((owner.least for owner in owners if owner.key in caught), _NONE)


def _possible(owners: tuple[_Owner, ...], caught: AbstractSet[str]) -> Decimal:
    """What caught owners may hold at most: unknown shares share what others are not known to own.

    Shares that add up to more than the whole leave no room, and the sum of the known ones counts.
    """
    known = sum((owner.known for owner in owners if owner.known is not None), _NONE)
    by_caught = [owner for owner in owners if owner.key in caught]
    read = sum((owner.known for owner in by_caught if owner.known is not None), _NONE)
    room = max(_WHOLE - known, _NONE) if any(owner.known is None for owner in by_caught) else _NONE
    return max(read + room, _certain(owners, caught))


def _chain(company: str, owners: _Owners, behind: AbstractSet[str]) -> Iterator[OwnershipLink]:
    """The steps up to the listed parties, each company's once, the nearest first."""
    seen, waiting = {company}, [company]
    while waiting:
        key = waiting.pop(0)
        for owner in owners.get(key, ()):
            if owner.key not in behind:
                continue
            yield OwnershipLink(child=key, parent=owner.key, percent=owner.known)
            if owner.key not in seen:
                seen.add(owner.key)
                waiting.append(owner.key)


def _of_country(company: str, companies: Companies, on: date, country: str) -> bool:
    """Whether a company is headquartered in a country, as somebody has read."""
    row = companies.company(company, on)
    return row is not None and row.read is not HowRead.MEMORY and row.headquarters == country
