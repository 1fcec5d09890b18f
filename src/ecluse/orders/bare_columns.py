"""Columns that may be the one that is meant, where a meaning rests on a name that says little.

Belongs here: telling them ("Country" is taken, "Zielort" is not understood). Does not: their names
(data/order-books.yaml), or choosing.
Always true: what the user gives is not doubted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ecluse.facts.book_words import BookWords
from ecluse.facts.country import folded
from ecluse.orders.party_columns import folded_name, is_answer
from ecluse.orders.rivals import listed, word_of

_LONGEST_NAME = 60


def doubts(
    roles: Mapping[str, str], taken: Mapping[str, str], unused: Sequence[str], words: BookWords
) -> Iterator[str]:
    """What other columns may be the one that is meant, where a meaning rests on a bare name."""
    for role, bare in words.bare_columns.items():
        column = roles.get(role)
        if column is None or role in taken or not _among(column, bare.names):
            continue
        others = [
            heading
            for heading in unused
            if not is_answer(heading)
            and _holds(heading, bare.signs)
            and (not bare.beside or _holds(heading, bare.beside))
        ]
        if others:
            what = f"'{column}' is taken as {word_of(role)}, and not {listed(others, 'or')}"
            yield f"{what}: give columns: {role}=NAME, if that is wrong"


def _among(column: str, names: Sequence[str]) -> bool:
    return folded_name(column) in map(folded_name, names)


def _holds(heading: str, signs: Sequence[str]) -> bool:
    name = folded(heading[:_LONGEST_NAME])
    return any(folded_name(sign) in name for sign in signs)
