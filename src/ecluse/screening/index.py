"""The index of the lists: by which keys each listed name is found, as an SQLite file.

Belongs here: making the file, keeping it in the user's cache, looking names up. Does not: scoring.
Always true: a file is made whole or not at all; it holds the lists whose digest it is named for; a
look-up gives the same whatever was looked up before.
"""

from __future__ import annotations

import json
import math
import pickle
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from ecluse.facts.company import NO_COMPANIES, Companies
from ecluse.outputs.cache import cache_folder, opened, packed, part_of, sweep, used
from ecluse.screening import keys
from ecluse.screening.acronyms import sole_acronyms
from ecluse.screening.entry import Entry, Lists, ListVersion
from ecluse.screening.identifier import identifiers_of
from ecluse.screening.name_words import name_words

VERSION = 13  # of the form of the file and of how names are folded
_PATTERN = "screening-*"
_MOST_FILES = 4
_MOST_KEPT = 400_000  # keys and names that a process keeps
_MOST_ENTRIES = 4_096
_PLACE, _USUAL = 0.5, 0.6
_TABLES = """
CREATE TABLE key (k TEXT PRIMARY KEY, v BLOB) WITHOUT ROWID;
CREATE TABLE name (id INTEGER PRIMARY KEY, v TEXT);
CREATE TABLE entry (id INTEGER PRIMARY KEY, k TEXT, v BLOB);
CREATE TABLE head (k TEXT PRIMARY KEY, v BLOB);
"""


class ListedName(NamedTuple):
    """A form of a name of an entry, with the weight of each word."""

    entry: int
    shown: str
    words: tuple[str, ...]
    weights: tuple[float, ...]
    signs: str
    read: bool
    alias: bool
    countries: tuple[str, ...]
    thing: bool  # a vessel or an aircraft
    sole: bool  # an acronym of this concern alone


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexHead:
    """What every look-up needs.

    Args:
        totals: The weight of all words of each name.
        compared: The digest of all of the entries on which a match rests: two versions of the lists
            that differ in days, wording and policies alone have one.
    """

    entries: int
    versions: tuple[ListVersion, ...]
    totals: bytes
    addresses: tuple[tuple[int, str, tuple[str, ...]], ...]
    compared: str


class Index:
    """Looks keys up in the file, and keeps what it saw."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        found = connection.execute("SELECT v FROM head WHERE k = 'head'").fetchone()
        if found is None:
            raise sqlite3.DatabaseError("the index was not finished")
        self.head: IndexHead = opened(found[0])
        self.totals = array("f", self.head.totals)
        self._keys: dict[str, bytes | None] = {}
        self._names: dict[int, ListedName] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}

    def values(self, wanted: Iterable[str]) -> dict[str, bytes]:
        """What the file holds under each of these keys; a key that it lacks is left out."""
        kept = self._keys
        missing = [key for key in wanted if key not in kept]
        if missing:
            if len(kept) > _MOST_KEPT:
                kept.clear()
                missing = list(wanted)
            for some in _some(missing):
                kept.update(dict.fromkeys(some))
                marks = ",".join("?" * len(some))
                kept.update(
                    self._connection.execute(f"SELECT k, v FROM key WHERE k IN ({marks})", some)
                )
        return {key: value for key in wanted if (value := kept[key]) is not None}

    def names(self, wanted: Sequence[int]) -> list[ListedName]:
        """Names by their numbers."""
        kept = self._names
        missing = [number for number in wanted if number not in kept]
        if missing:
            if len(kept) > _MOST_KEPT:
                kept.clear()
                missing = list(wanted)
            for some in _some(missing):
                marks = ",".join("?" * len(some))
                rows = self._connection.execute(
                    f"SELECT id, v FROM name WHERE id IN ({marks})", some
                )
                kept.update((number, _name(text)) for number, text in rows)
        return [kept[number] for number in wanted]

    def entry_key(self, number: int) -> str:
        """The key of an entry by its number in the file."""
        found = self._connection.execute("SELECT k FROM entry WHERE id = ?", (number,)).fetchone()
        key: str = found[0]
        return key

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The wordings of an entry, in the order of the list; none where there is no such key."""
        found = self._entries.get(key)
        if found is None:
            if len(self._entries) > _MOST_ENTRIES:
                self._entries.clear()
            rows = self._connection.execute("SELECT v FROM entry WHERE k = ? ORDER BY id", (key,))
            found = self._entries[key] = tuple(opened(row[0]) for row in rows)
        return found


def _name(text: str) -> ListedName:
    entry, shown, words, weights, signs, read, alias, countries, *kinds = json.loads(text)
    return ListedName(
        entry, shown, tuple(words), tuple(weights), signs, read, alias, tuple(countries), *kinds
    )


def _some(values: Sequence[Any], most: int = 500) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), most):
        yield values[start : start + most]


def open_index(
    digest: str,
    lists: Callable[[], Lists],
    companies: Callable[[], Companies] = lambda: NO_COMPANIES,
) -> Index:
    """The index of the lists with a digest, from the user's cache or made anew.

    Args:
        lists: Opens them; called only where the index is not kept.
        companies: Those on record; the digest is of them too.
    """
    root = cache_folder()
    if root is None:
        return _in_memory(lists(), companies())
    path = _place(root, digest)
    kept = _kept(path)
    if kept is None:
        if not _write(path, lists(), companies()):
            return _in_memory(lists(), companies())
        kept = _kept(path)
    return kept if kept is not None else _in_memory(lists(), companies())


def is_kept(digest: str) -> bool:
    """Whether the index of the lists with a digest is kept, or can be kept nowhere."""
    root = cache_folder()
    return root is None or _place(root, digest).is_file()


def _place(root: Path, digest: str) -> Path:
    return root / f"screening-{VERSION}-{digest}"


def _kept(path: Path) -> Index | None:
    if not path.is_file():
        return None
    try:
        uri = f"{path.as_uri()}?mode=ro&immutable=1"
        found = Index(sqlite3.connect(uri, uri=True, check_same_thread=False))
    except (sqlite3.Error, pickle.UnpicklingError, EOFError):
        return None
    used(path)
    return found


def _write(path: Path, lists: Lists, companies: Companies) -> bool:
    """Make the file beside its place, then put it there; whether that could be done."""
    try:
        with part_of(path) as part, closing(sqlite3.connect(part)) as connection:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
            fill(connection, lists, companies)
        sweep(path.parent, _PATTERN, _MOST_FILES)
    except (OSError, sqlite3.Error):
        return False
    return True


def _in_memory(lists: Lists, companies: Companies = NO_COMPANIES) -> Index:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    fill(connection, lists, companies)
    return Index(connection)


def fill(connection: sqlite3.Connection, lists: Lists, companies: Companies = NO_COMPANIES) -> None:
    """Write the index of some lists into an empty database."""
    connection.executescript(_TABLES)
    named = [
        (number, form)
        for number, entry in enumerate(lists.entries)
        for form in keys.forms_of(entry)
    ]
    weigh = _weights(named, len(lists.entries))
    postings = _postings(lists, named)
    connection.executemany(
        "INSERT INTO key VALUES (?, ?)", ((key, ids.tobytes()) for key, ids in postings.items())
    )
    connection.executemany("INSERT INTO key VALUES (?, ?)", _near(weigh))
    sole = sole_acronyms(named, lists.entries, companies)
    totals = _write_names(connection, lists, named, weigh, sole)
    connection.executemany(
        "INSERT INTO entry VALUES (?, ?, ?)",
        ((number, entry.key, packed(entry)) for number, entry in enumerate(lists.entries)),
    )
    connection.execute("CREATE INDEX entry_key ON entry (k)")
    connection.execute("INSERT INTO head VALUES ('head', ?)", (_head(lists, totals),))
    connection.commit()


def _write_names(
    connection: sqlite3.Connection,
    lists: Lists,
    named: Sequence[tuple[int, keys.NameForm]],
    weigh: dict[str, float],
    sole: frozenset[str],
) -> array[float]:
    """Write each form of a name with its weights; the weight of all words of each."""
    totals = array("f")
    rows = []
    for place, (number, form) in enumerate(named):
        entry = lists.entries[number]
        weights = tuple(round(weigh[word], 3) for word in form.words)
        totals.append(sum(weights) or 1.0)
        thing = entry.type in ("Vessel", "Aircraft")
        name = (number, form.shown, form.words, weights, form.signs, form.read, form.alias)
        alone = len(form.words) == 1 and form.words[0] in sole
        rows.append((place, json.dumps((*name, entry.countries, thing, alone))))
    connection.executemany("INSERT INTO name VALUES (?, ?)", rows)
    return totals


def _head(lists: Lists, totals: array[float]) -> bytes:
    head = IndexHead(
        entries=len(lists.entries),
        versions=lists.versions,
        totals=totals.tobytes(),
        addresses=tuple(
            (number, address, entry.countries)
            for number, entry in enumerate(lists.entries)
            if entry.is_address
            for address in entry.addresses
        ),
        compared=_compared(lists),
    )
    return packed(head)


def _compared(lists: Lists) -> str:
    """The digest of what parties are compared with, in the order of the lists."""
    digest = sha256()
    for entry in lists.entries:
        house = entry.addresses if entry.is_address else ()
        said = (entry.key, entry.names, entry.countries, house, entry.identifiers)
        digest.update(repr((*said, entry.is_address, entry.type, entry.group)).encode())
    return digest.hexdigest()


def _weights(named: Sequence[tuple[int, keys.NameForm]], entries: int) -> dict[str, float]:
    """What each word weighs: the rarer among the entries, the more."""
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for number, form in named:
        for word in form.words:
            holders[word].add(number)
    return {word: weight_of(word, len(found), entries) for word, found in holders.items()}


def weight_of(word: str, holders: int, entries: int) -> float:
    """What a word weighs that so many of the entries have: the rarer, the more; places and usual
    words less.
    """
    weight = math.log(1 + entries / holders)
    if word in name_words().place:
        return weight * _PLACE
    return weight * _USUAL if word in name_words().usual else weight


def _postings(lists: Lists, named: Sequence[tuple[int, keys.NameForm]]) -> dict[str, array[int]]:
    """The numbers of the names that each key finds; of an identifier, those of the entries."""
    postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for place, (_, form) in enumerate(named):
        for key in set(_keys_of(form)):
            postings[key].append(place)
    for place, key in _rarest_pairs(named):
        postings[key].append(place)
    for number, entry in enumerate(lists.entries):
        for identifier in {part for text in entry.identifiers for part in identifiers_of(text)}:
            postings[keys.IDENTIFIER + identifier].append(number)
    return postings


def _rarest_pairs(named: Sequence[tuple[int, keys.NameForm]]) -> Iterator[tuple[int, str]]:
    """Of each name of two words or more, the two adjacent words that the fewest names have."""
    holders = Counter(key for _, form in named for key in keys.adjacent(form.words))
    for place, (_, form) in enumerate(named):
        if len(form.words) > 1:
            yield place, min(keys.adjacent(form.words), key=lambda key: holders[key])


def _keys_of(form: keys.NameForm) -> Iterator[str]:
    for word in form.words:
        yield keys.WORD + word
    for word in keys.joined(form.words):
        yield keys.JOINED + word
    compact = "".join(form.words)
    yield keys.COMPACT + compact
    if len(compact) > keys.BEGINNING_LETTERS:
        yield keys.BEGINNING + compact[: keys.BEGINNING_LETTERS]
    if form.signs:
        for signs in keys.bigrams(form.signs):
            yield keys.SIGNS + signs


def _near(weigh: dict[str, float]) -> Iterator[tuple[str, bytes]]:
    """Under each key of near words, the words and what they weigh."""
    near: defaultdict[str, list[str]] = defaultdict(list)
    for word in weigh:
        if len(word) >= keys.SHORTEST_NEAR and not word.isdigit():
            for key in keys.near_keys(word):
                near[key].append(word)
    for key, words in near.items():
        yield keys.NEAR + key, " ".join(words).encode()
