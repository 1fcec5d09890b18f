"""What a text says that should name a party: a name, nothing, the party of another role, or nobody
knows.

Belongs here: telling these apart, in an option as in a cell of a book. Does not: which columns of
a book name parties (orders), or comparing names (screening).
Always true: a text that is no name is never taken for a name without a match; what cannot be read
is unknown, and says why.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ecluse.facts.book_words import BookWords
from ecluse.facts.country import folded
from ecluse.facts.known import says_nothing, says_unknown
from ecluse.screening.fold import seen
from ecluse.screening.nobody import names_nobody
from ecluse.screening.party import Party, Role
from ecluse.tables.cell_error import clean, is_error, is_reference

LONGEST = 1_000  # letters; a longer text is no name
EMPTY = frozenset({"", "-", "--", "null", "(blank)"})
# Signs that turn the direction of writing: what is read is not what is written.
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A number of somebody's list of customers: "K-4711", "C1000234".
_CODE = re.compile(r"[^\W\d_]{1,4}(?:[-_./#]\d{4,}|\d{5,})")


@dataclass(frozen=True, slots=True)
class PartyCell:
    """What a cell says.

    Args:
        named: Whether it names a party that can be screened.
        same: The role whose party it is, where it says only that.
        why: Why nobody knows who it is, as a key of the words; None where it says nothing.
    """

    named: bool = False
    same: Role | None = None
    why: str | None = None


NAMED, NOTHING = PartyCell(named=True), PartyCell()


def read_party(text: str, role: Role, words: BookWords) -> PartyCell:
    """What the cell of a role's column says.

    >>> read_party("Amberfield", Role.END_USER, BookWords()) is NAMED
    True
    >>> read_party("4711", Role.END_USER, BookWords()).why
    'number'
    """
    if len(text) > LONGEST:
        return PartyCell(why="long")
    plain = clean(text)
    if plain.casefold() in EMPTY:
        return NOTHING
    if is_error(text):
        return PartyCell(why="error")
    return _of_words(clean(seen(text)), role, words) or _of_signs(text)


def nobody_named(text: str, words: BookWords) -> bool:
    """Whether a text names nobody: it says so, or nothing, or points to another party.

    >>> [nobody_named(text, BookWords()) for text in ("-", "=A1", "Amberfield")]
    [True, True, False]
    """
    if is_reference(text):
        return True
    cell = read_party(text, Role.END_USER, words)
    return not cell.named and cell.why not in ("long", "turned", "control", "error")


def is_number(text: str) -> bool:
    """Whether a text is the number of somebody, with few letters before it.

    >>> [is_number(text) for text in ("4711", "K-4711", "C1000234", "A100", "NET2000", "...")]
    [True, True, True, False, False, False]
    """
    alone = any(map(str.isdecimal, text)) and not any(map(str.isalpha, text))
    return alone or _CODE.fullmatch(clean(text)) is not None


def left_empty(party: Party, words: BookWords) -> bool:
    """Whether a party has a sign in place of a name and nothing else that tells it: a shipment may
    go without an intermediate consignee alone.
    """
    if party.role is Role.INTERMEDIATE_CONSIGNEE or party.address or party.identifier:
        return False
    return read_party(party.name, party.role or Role.END_USER, words) == NOTHING


def told_parties(
    parties: Sequence[Party], words: BookWords
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """The parties that are told of, and those among them whom no name tells.

    Who is said to be the party of another role is that party, where it is said to be itself; an
    intermediate consignee that there is none of is left out.
    """
    said = [
        (party, read_party(party.name, party.role or Role.END_USER, words)) for party in parties
    ]
    named = {party.role: party for party, cell in said if cell.named}
    told, nobody = [], []
    for party, cell in said:
        if cell == NOTHING and party.address is None and party.identifier is None:
            continue
        if cell.same in named:
            told.append(_as_another(party, named[cell.same]))
            continue
        told.append(party)
        if cell.same is not None or cell.why is not None:
            nobody.append(party)
    return tuple(told), tuple(nobody)


def _as_another(party: Party, other: Party) -> Party:
    """A party that is said to be another: the other one, at its own place if one is said."""
    same = replace(other, role=party.role, identifier=party.identifier or other.identifier)
    if party.country is None and party.address is None:
        return same
    return replace(same, country=party.country, address=party.address, region=party.region)


def _of_words(plain: str, role: Role, words: BookWords) -> PartyCell | None:
    """What a text says that is one of the words used in place of a name."""
    said = folded(plain)
    if says_nothing(plain) or _among(said, words.party_none_words):
        # A shipment may go without an intermediate consignee; it has every other party.
        return NOTHING if role is Role.INTERMEDIATE_CONSIGNEE else PartyCell(why="none")
    if says_unknown(plain) or _among(said, words.party_unknown_words):
        return PartyCell(why="unknown")
    for other, same in words.party_same_words.items():
        if _among(said, same):
            return PartyCell(why="unknown") if other == role else PartyCell(same=Role(other))
    unnamed = names_nobody(plain, words) or words.is_open(plain)
    return PartyCell(why="unknown") if unnamed else None


def _of_signs(text: str) -> PartyCell:
    """Whether a text can be a name, by its signs alone."""
    if _TURNED.search(text):
        return PartyCell(why="turned")
    if any(unicodedata.category(sign) == "Cc" and not sign.isspace() for sign in text):
        return PartyCell(why="control")
    if not any(sign.isalpha() for sign in text):
        return PartyCell(why="number")
    if is_number(text):  # which may be a listed aircraft's, too
        return PartyCell(why="unknown")
    return NAMED


def _among(said: str, words: tuple[str, ...]) -> bool:
    return said in _folded(words)


@lru_cache(maxsize=16)  # each cell of a book is held to the same few
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, words))
