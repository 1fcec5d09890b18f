"""Columns that may be the one that is meant, where a meaning rests on a name that says little.

Belongs here: telling them ("Country" is taken, "Zielort" is not understood), and names that are
nearly known ones. Does not: their names (data/order-books.yaml), or choosing.
Always true: what the user gives is not doubted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ecluse.facts.book_words import BookWords
from ecluse.facts.country import folded
from ecluse.orders.party_columns import folded_name, is_answer
from ecluse.orders.rivals import listed, word_of

_LONGEST_NAME = 60
_NEAR = 0.87  # how like a known name an unused one must be to be taken for a slip of it


def doubts(
    roles: Mapping[str, str], taken: Mapping[str, str], unused: Sequence[str], words: BookWords
) -> Iterator[str]:
    """What other columns may be the one that is meant, where a meaning rests on a bare name."""
    for role, bare in words.bare_columns.items():
        column = roles.get(role)
        if column is None or role in taken or not is_bare(column, role, words):
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


def near_names(columns: Sequence[str], free: Mapping[str, str]) -> Iterator[str]:
    """Which meanings unused columns are near; `free` are names of meanings without a column."""
    try:
        from rapidfuzz.distance.Indel import normalized_similarity
        from rapidfuzz.process import extractOne
    except ImportError:  # then no party is screened, which is said
        return
    names = list(free)
    for column in columns:
        said = folded(column[:_LONGEST_NAME])
        like = extractOne(said, names, scorer=normalized_similarity, score_cutoff=_NEAR)
        if like is not None:
            means = free[like[0]]
            yield f"'{column}' is not used: did you mean {means}? Give columns: '{means}={column}'"


def is_bare(column: str, role: str, words: BookWords) -> bool:
    """Whether a column's name says little of a meaning."""
    names = words.bare_columns[role].names if role in words.bare_columns else ()
    return folded_name(column) in map(folded_name, names)


def _holds(heading: str, signs: Sequence[str]) -> bool:
    name = folded(heading[:_LONGEST_NAME])
    return any(folded_name(sign) in name for sign in signs)
