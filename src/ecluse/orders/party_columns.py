"""Which columns of a book name parties, and where these sit.

Belongs here: finding them by the names in `data/order-books.yaml`. Does not: what stands in a cell
(determine), or screening (parties).
Always true: every column that names a party is a seat of its own, for each is screened; so is one
that says where the end user or the ultimate consignee is and goes with no name; a heading that may
name a party and is not understood is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ecluse.determine.party_seats import SEATED
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
    """The columns that say who plays a role.

    Args:
        name: The column of names; empty where none names the party, of whom a country is said.
        beside: The columns beside which it holds codes, and no names: on a line on which one of
            them names somebody, a code is passed over.
    """

    role: Role
    name: str
    country: str | None = None
    address: str | None = None
    id: str | None = None
    beside: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str | None, ...]:
        """Its columns: name, country, address and identifier."""
        return (self.name or None, self.country, self.address, self.id)

    def shown(self) -> Iterator[tuple[str, str]]:
        """What each of its columns means."""
        if self.name and not self.beside:
            yield self.role.value, self.name
        for said in _DETAILS:
            column = getattr(self, said)
            if column is not None:
                yield f"{self.role}_{said}", column


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a heading says of a party.

    Args:
        called: The name of the role that the heading holds, folded.
        rank: Its place among the names of the role.
    """

    role: Role
    detail: str
    called: str
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
    return tuple(seat for role in Role for seat in _seats_of(role, meant, said))


def _seats_of(role: Role, meant: Mapping[str, _Meant], said: Mapping[str, str]) -> list[PartySeat]:
    """The seats of a role; a country that goes with no name counts where nobody is named, too."""
    names = [said[role.value]] if role.value in said else []
    names = list(dict.fromkeys([*names, *_of(meant, role, "name")]))
    details: dict[str, dict[str, str]] = {name: {} for name in names}
    unnamed = []
    for detail, column, name in _said_beside(role, meant, said, names):
        if name is not None and detail not in details.setdefault(name, {}):
            details[name][detail] = column
        elif detail == "country" and role in SEATED:
            unnamed.append(PartySeat(role=role, name="", country=column))
    named = [
        PartySeat(role=role, name=name, **{detail: kept.get(detail) for detail in _DETAILS})
        for name, kept in details.items()
    ]
    return named + unnamed


def _said_beside(
    role: Role, meant: Mapping[str, _Meant], said: Mapping[str, str], names: Sequence[str]
) -> list[tuple[str, str, str | None]]:
    """What columns say beside a role: what, the column, and that of the name with which it goes.

    What holds a name of the role goes with the first column of that name; what no column of names
    has the name of, and what the user gives, with the first of all.
    """
    first = next(iter(names), None)
    owners = {meant[name].called: name for name in reversed(names) if name in meant}
    given = [
        (detail, said[f"{role}_{detail}"], first or "")
        for detail in _DETAILS
        if f"{role}_{detail}" in said
    ]
    found = [(detail, column) for detail in _DETAILS for column in _of(meant, role, detail)]
    owned = [
        (detail, column, owners[meant[column].called])
        for detail, column in found
        if meant[column].called in owners
    ]
    others = [
        (detail, column, first) for detail, column in found if meant[column].called not in owners
    ]
    return [*given, *owned, *others]


def may_name_parties(unused: Sequence[str], words: BookWords) -> list[str]:
    """The columns without a meaning whose headings speak of a party."""
    signs = [folded(word) for word in words.party_words]
    whole = {folded(word) for word in words.party_whole_words}
    names = {column: folded(column) for column in unused if not is_answer(column)}
    return [
        column
        for column, name in names.items()
        if name in whole or any(sign in name for sign in signs)
    ]


def is_answer(column: str) -> bool:
    """Whether a column is of an earlier run, whose answers are written anew."""
    return column.casefold().startswith("ecluse_")


def called_in(heading: str, words: BookWords) -> str | None:
    """The name of a role that a heading holds, folded; None where it names no party."""
    found = _meant(heading, words)
    return None if found is None else found.called


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
            return _Meant(role, detail, name, rank)
    return None


def _detail(rest: str, words: BookWords) -> str | None:
    """What the rest of a heading says beside a role’s name; None for what is not understood."""
    detail, small = _patterns(tuple(words.party_details.items()), words.party_small_words)
    found = detail.fullmatch(rest)  # first: "Land" is no "la", "n" and "d"
    if found is not None:
        return found.lastgroup
    return "name" if small.fullmatch(rest) else None


@cache
def _patterns(
    details: tuple[tuple[str, tuple[str, ...]], ...], small: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand beside a role's name: one of the details among small words and a number, or
    these alone.
    """
    beside = "(?:" + "|".join(map(folded_name, small)) + "|[0-9])*" if small else "[0-9]*"
    kinds = "|".join(
        f"(?P<{kind}>" + "|".join(map(folded_name, said)) + ")" for kind, said in details
    )
    return re.compile(f"{beside}(?:{kinds}){beside}" if kinds else r"(?!)"), re.compile(beside)


@lru_cache(maxsize=4096)
def folded_name(name: str) -> str:
    """A heading, or a name of one, folded; the names are the same for every book."""
    return folded(name)
