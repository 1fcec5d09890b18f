"""Which columns of a book name parties, and where these sit.

Belongs here: finding them by the names in `data/order-books.yaml`. Does not: what stands in a cell
(determine), or screening (parties).
Always true: every column that names a party is a seat of its own, for each is screened; a heading
that may name a party and is not understood is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ecluse.facts.book_words import BookWords
from ecluse.facts.country import folded
from ecluse.screening.party import Role

_DETAILS = ("country", "address", "id")
# What a user may give by `--columns`: a role, and what a column says of its party.
PARTY_MEANINGS = tuple(
    meaning for role in Role for meaning in (role.value, *(f"{role}_{said}" for said in _DETAILS))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySeat:
    """The columns that say who plays a role; only the name's is always there."""

    role: Role
    name: str
    country: str | None = None
    address: str | None = None
    id: str | None = None

    @property
    def columns(self) -> tuple[str | None, ...]:
        """Its columns: name, country, address and identifier."""
        return (self.name, self.country, self.address, self.id)

    def shown(self) -> Iterator[tuple[str, str]]:
        """What each of its columns means."""
        yield self.role.value, self.name
        for said in _DETAILS:
            column = getattr(self, said)
            if column is not None:
                yield f"{self.role}_{said}", column


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a heading says of a party, and how much of it is the role's name."""

    role: Role
    detail: str
    rank: int


def party_seats(
    headings: Sequence[str],
    taken: Collection[str],
    given: Mapping[str, str],
    words: BookWords,
) -> tuple[PartySeat, ...]:
    """The seats of a book, in the order of the roles, the most exactly named first.

    Args:
        taken: The columns that mean something else.
        given: Meaning → column, as the user says.
    """
    said = {meaning: column for meaning, column in given.items() if meaning in PARTY_MEANINGS}
    free = [
        heading
        for heading in headings
        if heading not in taken and heading not in said.values() and not is_answer(heading)
    ]
    meant = {heading: found for heading in free if (found := _meant(heading, words)) is not None}
    seats = []
    for role in Role:
        named = _of(meant, role, "name")
        if role.value in said:
            named = [said[role.value], *named]
        details = {
            detail: said.get(f"{role}_{detail}") or next(iter(_of(meant, role, detail)), None)
            for detail in _DETAILS
        }
        # What is said beside a role is said of its first column.
        seats += [
            PartySeat(role=role, name=column, **(details if place == 0 else {}))
            for place, column in enumerate(dict.fromkeys(named))
        ]
    return tuple(seats)


def may_name_parties(unused: Sequence[str], words: BookWords) -> list[str]:
    """The columns without a meaning whose headings speak of a party."""
    signs = [folded(word) for word in words.party_words]
    names = {column: folded(column) for column in unused if not is_answer(column)}
    return [column for column, name in names.items() if any(sign in name for sign in signs)]


def is_answer(column: str) -> bool:
    """Whether a column is of an earlier run, whose answers are written anew."""
    return column.casefold().startswith("ecluse_")


def _of(meant: Mapping[str, _Meant], role: Role, detail: str) -> list[str]:
    """The columns that say something of a role, the most exactly named first."""
    found = [
        (one.rank, column)
        for column, one in meant.items()
        if one.role is role and one.detail == detail
    ]
    return [column for _, column in sorted(found, key=lambda pair: pair[0])]


def _meant(heading: str, words: BookWords) -> _Meant | None:
    """What a heading says of a party; the longest name of a role that it holds counts."""
    whole = folded(heading)
    names = [
        (-len(name), place, Role(role), rank, name)
        for place, (role, listed) in enumerate(words.party_columns.items())
        for rank, name in enumerate(map(folded_name, listed))
        if name in whole
    ]
    for _, _, role, rank, name in sorted(names, key=lambda found: found[:2]):
        detail = _detail(whole.replace(name, "", 1), words)
        if detail is not None:
            return _Meant(role, detail, rank)
    return None


def _detail(rest: str, words: BookWords) -> str | None:
    """What the rest of a heading says beside a role’s name; None for what is not understood."""
    found = _details(words).fullmatch(rest)
    if found is None:
        return None
    return next((kind for kind, said in found.groupdict().items() if said is not None), "name")


@cache
def _pattern(
    details: tuple[tuple[str, tuple[str, ...]], ...], small: tuple[str, ...]
) -> re.Pattern[str]:
    """What may stand beside a role's name: one of the details among small words, and a number."""
    beside = "(?:" + "|".join(map(folded_name, small)) + "|[0-9])*" if small else "[0-9]*"
    kinds = "|".join(
        f"(?P<{kind}>" + "|".join(map(folded_name, said)) + ")" for kind, said in details
    )
    return re.compile(f"{beside}(?:{kinds})?{beside}" if kinds else beside)


def _details(words: BookWords) -> re.Pattern[str]:
    return _pattern(tuple(words.party_details.items()), words.party_small_words)


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """A heading, or a name of one, folded; the names are the same for every book."""
    return folded(name)
