"""What differs between two versions of the lists, and which parties that may touch.

Belongs here: comparing two versions row by row, and the parties that share a rare word with a row
that changed. Does not: scoring a party (score), or reading a book (orders).
Always true: a party that may meet a changed entry better or worse than before is told; rows that
are one are found as an update finds them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from ecluse.errors import InputError
from ecluse.facts.country import folded
from ecluse.screening.codes import Spellings, read_spellings
from ecluse.screening.compound import parts_of
from ecluse.screening.entry import Entry
from ecluse.screening.list_changes import (
    EntryChange,
    ListChange,
    PartyAgain,
    ScreeningDeltaAnswer,
)
from ecluse.screening.lists import FOLDER, VERSIONS, ListTable, cells_of, read_versions, tables_of
from ecluse.screening.merge import together, wording
from ecluse.screening.pair import Pairing, paired_rows
from ecluse.screening.read_published import read_published, read_text
from ecluse.screening.read_table import Cells, many
from ecluse.screening.update import ListSettings, entry_change

IN_USE, SHIPPED = "in-use", "shipped"
# A word of more entries says too little: 60 of the 26,000 on all lists, and as many in proportion.
RARE, OF, FEWEST = 60, 26_000, 8
_MOST_REASONS = 10
_TELLING = 3  # letters; a shorter word, or a number, is in names of every kind
_LONG = 6  # letters; of a shorter word the consonants say too little


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSet:
    """One version of some lists: the rows that stand, and the day of each list where it is told."""

    name: str
    rows: Mapping[str, Sequence[Cells]]
    days: Mapping[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookNames:
    """The different names of parties in a book, with the columns that hold them."""

    columns: Mapping[str, Sequence[str]]


def list_set(text: str, where: ListSettings) -> ListSet:
    """The lists that a word names: a publisher's file, a folder of lists, or those in use.

    Raises:
        InputError, SeveralErrors: There is no such file, or every mistake in it.
    """
    if text == IN_USE:
        return _of_tables(text, tables_of(where.data, where.own))
    if text == SHIPPED:
        return _of_tables(text, tables_of(where.data))
    path = Path(text)
    if (path / VERSIONS).is_file():
        return _of_tables(text, read_versions(path))
    if path.is_dir():
        mend = f"give a folder with {VERSIONS}, a publisher's file, '{IN_USE}' or '{SHIPPED}'"
        raise InputError("this folder holds no lists", text, mend)
    published = read_published({path.name: read_text(path)}, where.countries)
    days = dict.fromkeys(published.lists, published.as_of) if published.as_of else {}
    rows = {code: together(rows) for code, rows in published.lists.items()}
    return ListSet(name=text, rows=rows, days={code: day for code, day in days.items() if day})


def _of_tables(name: str, tables: Sequence[ListTable]) -> ListSet:
    rows = {
        table.version.list: [row for row in cells_of(table) if "removed" not in row]
        for table in tables
    }
    days = {table.version.list: table.version.as_of for table in tables}
    return ListSet(name=name, rows=rows, days=days)


def delta(
    older: ListSet, newer: ListSet, where: ListSettings, book: BookNames | None = None
) -> ScreeningDeltaAnswer:
    """What differs between two versions of the lists, in the lists that both have.

    Raises:
        InputError: They have no list in common.
    """
    shared = [code for code in newer.rows if code in older.rows]
    if not shared:
        what = f"'{older.name}' and '{newer.name}' hold no list in common"
        mend = f"lists are {', '.join(older.rows)}; and {', '.join(newer.rows)}"
        raise InputError(what, newer.name, mend)
    spellings = read_spellings(where.data / FOLDER)
    found = [_compared(code, older, newer, spellings) for code in shared]
    touched = [row for each in found for row in each.touched]
    every = [row for code in shared for row in newer.rows[code]]
    return ScreeningDeltaAnswer(
        before=older.name,
        after=newer.name,
        changes=[each.change for each in found],
        entries=[entry for each in found for entry in each.entries],
        parties=None if book is None else parties_again(book, touched, every),
        screened=None if book is None else len(book.columns),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _ComparedList:
    """What differs in one list, and the rows that differ, in their older and newer form."""

    change: ListChange
    entries: list[EntryChange]
    touched: list[Cells]


def _counts(
    code: str, older: ListSet, newer: ListSet, pairing: Pairing, changed: int
) -> ListChange:
    return ListChange(
        list=code,
        before=older.days.get(code),
        as_of=newer.days.get(code),
        entries=len(newer.rows[code]),
        added=len(pairing.added),
        removed=len(pairing.removed),
        changed=changed,
    )


def _compared(code: str, older: ListSet, newer: ListSet, spellings: Spellings) -> _ComparedList:
    pairing = paired_rows(code, older.rows[code], newer.rows[code], spellings.under)
    changed = [
        (old, new, what)
        for old, new in pairing.both
        if (what := _differences(code, old, new, spellings))
    ]
    change = _counts(code, older, newer, pairing, len(changed))
    touched = [row for old, new, _ in changed for row in (old, new)]
    return _ComparedList(
        change=change,
        entries=[
            *(entry_change("added", code, row) for row in pairing.added),
            *(entry_change("removed", code, row) for row in pairing.removed),
            *(entry_change("changed", code, new, what) for _, new, what in changed),
        ],
        touched=[*pairing.added, *pairing.removed, *touched],
    )


def _differences(code: str, old: Cells, new: Cells, spellings: Spellings) -> tuple[str, ...]:
    """What differs between two rows of one entry, however it is spelled."""
    found = [
        column
        for column in ("countries", "addresses", "identifiers")
        if {*map(folded, many(old, column))} != {*map(folded, many(new, column))}
    ]
    if {*map(folded, _names(old))} != {*map(folded, _names(new))}:
        found.insert(0, "names")
    if wording(code, old, spellings) != wording(code, new, spellings):
        found.append("wording")
    return tuple(found)


def _names(row: Cells) -> tuple[str, ...]:
    unsourced = many(row, "unsourced_names")
    return (*parts_of(row["name"])[0], *many(row, "aliases"), *unsourced)


# ---- who must be screened again ------------------------------------------------------------------


def parties_again(
    book: BookNames, touched: Sequence[Cells], every: Sequence[Cells]
) -> list[PartyAgain]:
    """The parties of a book that share a rare word, or nearly one, with a row that changed.

    Raises:
        NotScreened: What compares names cannot be imported.
    """
    if not touched:
        return []
    holders = Counter(word for row in (*every, *touched) for word in set(_words(_names(row))))
    most = max(FEWEST, RARE * len(every) // OF)
    usual = frozenset(word for word, count in holders.items() if count > most)
    by_key: dict[str, set[str]] = defaultdict(set)
    for row in touched:
        for name in _names(row):
            for key in _keys([name], usual, asked=False):
                by_key[key].add(row["name"])
    found = []
    for name, columns in book.columns.items():
        because = {met for key in _keys([name], usual, asked=True) for met in by_key.get(key, ())}
        if because:
            few = sorted(because)[:_MOST_REASONS]
            found.append(PartyAgain(name=name, where=list(columns), because=few))
    return found


def _forms(names: Iterable[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The folded words and the Chinese signs of names."""
    from ecluse.screening.keys import forms_of  # brings what compares names

    for name in names:
        for form in forms_of(Entry(key="", digest="", list="", names=(name,))):
            yield form.words, form.signs


def _words(names: Iterable[str]) -> Iterator[str]:
    for words, _ in _forms(names):
        yield from words


def _keys(names: Iterable[str], usual: frozenset[str], *, asked: bool) -> Iterator[str]:
    """By what names meet: rare words, these with a letter left out, words joined or split, usual
    words two at once, Chinese signs.

    Args:
        asked: The names are a party's, not the list's.
    """
    from ecluse.screening import keys

    for words, signs in _forms(names):
        told = [word for word in words if len(word) >= _TELLING and not word.isdigit()]
        rare = [word for word in told if word not in usual]
        for word in rare:
            yield f"word {word}"
            yield from (f"near {near}" for near in _near(word))
        yield from (f"{'word' if asked else 'joined'} {word}" for word in keys.joined(words))
        if asked:
            yield from (f"joined {word}" for word in words)
        yield f"whole {''.join(words)}"
        if not rare:  # a name of usual words alone
            pairs = combinations(sorted(set(words)), 2)
            yield from (f"two {one} {other}" for one, other in pairs)
        yield from (f"signs {pair}" for pair in keys.bigrams(signs) if signs)


def _near(word: str) -> Iterator[str]:
    """What a word shares with those that differ by a letter, or, if it is long, by its vowels."""
    from ecluse.screening import keys

    if len(word) >= keys.SHORTEST_NEAR:
        yield from (key for key in keys.near_keys(word) if key[0] != "-" or len(word) >= _LONG)
