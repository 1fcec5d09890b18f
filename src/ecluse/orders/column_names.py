"""The usual names of a book's columns, as ERP systems and AES and EEI filings have them.

Belongs here: the meanings of columns, and whose names for them count. Does not: the names
(data/order-books.yaml), or finding columns (columns).
Always true: data that name no columns, as those of earlier releases, have the names of the shipped
data.
"""

from __future__ import annotations

from collections.abc import Sequence

from ecluse.facts.book_words import BookWords
from ecluse.law.library import DATA
from ecluse.law.release import open_release

# What a column may mean besides a fact of the vocabulary, in the order in which columns are taken.
MEANINGS = (
    *("part", "description", "eccn", "quantity", "unit_value", "price_unit", "value", "currency"),
    *("destination", "headquarters", "parent_headquarters", "date", "consignee", "end_user"),
    *("exporter", "end_use", "origin"),
)


def ranked_names(words: BookWords) -> dict[str, Sequence[Sequence[str]]]:
    """The names of each meaning, the most specific first; those of one rank are equally so."""
    columns = _with_columns(words).columns
    return {meaning: columns.get(meaning, ()) for meaning in MEANINGS}


def usual_names(words: BookWords) -> dict[str, tuple[str, ...]]:
    """The names of each meaning, the most specific first."""
    return {
        meaning: tuple(name for rank in ranks for name in rank)
        for meaning, ranks in ranked_names(words).items()
    }


def names_of_fact(fact: str, words: BookWords) -> tuple[str, ...]:
    """A fact's own name, and the further names of its column."""
    return (fact, *_with_columns(words).fact_columns.get(fact, ()))


def day_where_filled(words: BookWords) -> Sequence[str]:
    """Names of columns of the ship date that count before all others wherever they are filled."""
    return _with_columns(words).day_where_filled


def _with_columns(words: BookWords) -> BookWords:
    return words if words.columns else open_release(DATA).library.book_words
