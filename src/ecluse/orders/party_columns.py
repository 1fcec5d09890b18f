"""Which columns of a book name parties, and where these sit.

Belongs here: finding them by the names in `data/order-books.yaml`. Does not: what stands in a cell
(determine), or screening (parties).
Always true: every column that names a party is a seat of its own, for each is screened; so is one
that says where the end user or the ultimate consignee is and goes with no name; the columns of one
address are read together; a heading that may name a party and is not understood is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from ecluse.determine.party_seats import SEATED
from ecluse.facts.book_words import BookWords
from ecluse.facts.country import folded
from ecluse.screening.party import Role

_DETAILS = ("country", "address", "id")
# A place is a part of an address, a town; a state is one of which a code tells nothing.
_READ = ("country", "address", "place", "state", "id")
# What a user may give by `--columns`: a role, and what a column says of its party.
PARTY_MEANINGS = tuple(
    meaning for role in Role for meaning in (role.value, *(f"{role}_{said}" for said in _DETAILS))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySeat:
    """The columns that say who plays a role.

    Args:
        name: The column of names; empty where none names the party, of whom a place is said.
        further: The columns in which its address goes on.
        states: Those of a state or a province, whose code is no country's ("BY" of Bavaria).
        beside: The columns beside which it holds codes, and no names: on a line on which one of
            them names somebody, a code is passed over.
    """

    role: Role
    name: str
    country: str | None = None
    address: str | None = None
    id: str | None = None
    further: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str | None, ...]:
        """Its columns: name, country, address and identifier."""
        return (self.name or None, self.country, self.address, self.id)

    @property
    def every(self) -> tuple[str, ...]:
        """All columns that are read of it."""
        return (*filter(None, self.columns), *self.further)

    def shown(self) -> Iterator[tuple[str, str]]:
        """What each of its columns means."""
        if self.name and not self.beside:
            yield self.role.value, self.name
        for said in _DETAILS:
            column = getattr(self, said)
            if column is not None:
                yield f"{self.role}_{said}", column
        for column in self.further:
            yield f"{self.role}_address", column


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
    destination: str | None = None,
) -> tuple[PartySeat, ...]:
    """The seats of a book, in the order of the roles, the most exactly named first.

    Args:
        taken: The columns that mean something else.
        given: Meaning → column, as the user says.
        destination: The column of the country to which addresses belong that are nobody's.
    """
    said = {meaning: column for meaning, column in given.items() if meaning in PARTY_MEANINGS}
    free = [
        heading
        for heading in headings
        if heading not in taken and heading not in said.values() and not is_answer(heading)
    ]
    meant = {heading: found for heading in free if (found := _meant(heading, words)) is not None}
    return tuple(seat for role in Role for seat in _RoleSeats(role, meant, said).all(destination))


class _RoleSeats:
    """The seats of a role, as its columns are given to them."""

    def __init__(self, role: Role, meant: Mapping[str, _Meant], said: Mapping[str, str]) -> None:
        self.role, self.meant = role, meant
        self.given = {
            detail: said[f"{role}_{detail}"] for detail in _DETAILS if f"{role}_{detail}" in said
        }
        names = [said[role.value]] if role.value in said else []
        self.names = list(dict.fromkeys([*names, *_of(meant, role, "name")]))
        self.found: dict[str, dict[str, list[str]]] = {name: {} for name in self.names}
        self.states = tuple(_of(meant, role, "state"))
        self.countries: list[str] = []  # that go with no name
        self.addresses: dict[str, list[str]] = {}  # the same, by the name of the role in them

    def all(self, destination: str | None) -> list[PartySeat]:
        """All seats; what says a place and goes with no name counts where nobody is named, too."""
        if self.given:
            first = next(iter(self.names), "")
            self.found.setdefault(first, {})
            self.found[first] |= {detail: [column] for detail, column in self.given.items()}
        for detail in _READ:
            self._read(detail)
        named = [
            replace(_seat(self.role, name, kept), states=self.states)
            for name, kept in self.found.items()
        ]
        return named + (self._unnamed(destination) if self.role in SEATED else [])

    def _read(self, detail: str) -> None:
        """Give the columns of a detail to the names with which they go, or to none.

        What holds a name of the role goes with the first column of that name; what no column of
        names has the name of, with the first of all.
        """
        owners = {
            self.meant[name].called: name for name in reversed(self.names) if name in self.meant
        }
        columns = _of(self.meant, self.role, detail)
        first = next(iter(self.names), None)
        for column in sorted(columns, key=lambda column: self.meant[column].called not in owners):
            called = self.meant[column].called
            self._add(detail, column, called, owners.get(called, first))

    def _add(self, detail: str, column: str, called: str, name: str | None) -> None:
        kept = None if name is None else self.found[name]
        if detail in ("address", "place", "state"):
            self._add_address(column, called, kept, surely=detail == "address" and called != "")
        elif kept is not None and detail not in kept:
            kept[detail] = [column]
        elif detail == "country":
            self.countries.append(column)

    def _add_address(
        self, column: str, called: str, kept: dict[str, list[str]] | None, *, surely: bool
    ) -> None:
        """Give a part of an address to the name with which it goes; a town, or an address that says
        nobody's, goes with none that has neither a country nor an address of its own.
        """
        if kept is None or (
            not surely and self.role in SEATED and not kept.keys() & {"country", "address"}
        ):
            self.addresses.setdefault(called, []).append(column)
        elif "address" not in self.given:
            kept.setdefault("address", []).append(column)

    def _unnamed(self, destination: str | None) -> list[PartySeat]:
        """The seats of places that go with no name: an address beside the country that is called as
        it is, else beside the destination.
        """
        seats = []
        for called, (address, *further) in self.addresses.items():
            own = [each for each in self.countries if self.meant[each].called == called]
            country = next(iter(own), destination)
            self.countries = [each for each in self.countries if each != country]
            seats.append(
                PartySeat(
                    role=self.role,
                    name="",
                    country=country,
                    address=address,
                    further=tuple(further),
                    states=self.states,
                )
            )
        return [PartySeat(role=self.role, name="", country=each) for each in self.countries] + seats


def _seat(role: Role, name: str, kept: Mapping[str, Sequence[str]]) -> PartySeat:
    address, *further = kept.get("address", (None,))
    return PartySeat(
        role=role,
        name=name,
        country=next(iter(kept.get("country", ())), None),
        address=address,
        id=next(iter(kept.get("id", ())), None),
        further=tuple(filter(None, further)),
    )


def may_name_parties(unused: Sequence[str], words: BookWords) -> list[str]:
    """The columns without a meaning whose headings speak of a party."""
    signs = [folded(word) for word in words.party_words]
    whole = {folded(word) for word in words.party_whole_words}
    names = {column: folded(column) for column in unused if not is_answer(column)}
    return [
        column
        for column, name in names.items()
        if name in whole or (any(sign in name for sign in signs) and not _says_else(column, words))
    ]


def _says_else(heading: str, words: BookWords) -> bool:
    """Whether a heading is of what a party is or has, and never its name: "Consignee Type"."""
    found = _meant(heading, words)
    return found is not None and found.detail == "other"


def is_answer(column: str) -> bool:
    """Whether a column is of an earlier run, whose answers are written anew."""
    return column.casefold().startswith("ecluse_")


def is_address(heading: str, words: BookWords) -> bool:
    """Whether a heading is that of an address, and says nobody's: "City", "Address 2"."""
    plain = folded(heading).rstrip("0123456789")
    return plain in map(folded_name, words.party_address_words)


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
    if is_address(heading, words):
        return _Meant(Role.ULTIMATE_CONSIGNEE, "address", "", 0)
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
