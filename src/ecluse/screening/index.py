"""The index of the lists: by which keys each listed name is found, as an SQLite file.

Belongs here: making the file, keeping it in the user's cache, looking names up. Does not: scoring.
Always true: a file is made whole or not at all; it holds the lists whose digest it is named for; a
look-up gives the same whatever was looked up before.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from ecluse.bounded import Bounded
from ecluse.facts.company import NO_COMPANIES, Companies
from ecluse.outputs.cache import cache_folder, opened, packed, part_of, sweep, used
from ecluse.screening import keys
from ecluse.screening.acronyms import family_acronyms, sole_acronyms
from ecluse.screening.entry import Entry, Lists, ListVersion
from ecluse.screening.identifier import identifiers_of
from ecluse.screening.name_words import name_words
from ecluse.screening.word_weights import weights_of

VERSION = 16  # of the form of the file and of how names are folded
_PATTERN = "screening-*"
_MOST_FILES = 4
_MOST_KEPT = 400_000  # keys and names that a process keeps
_MOST_ENTRIES = 4_096
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
        concerns: Words of which each names one concern, whatever stands beside it.
    """

    entries: int
    versions: tuple[ListVersion, ...]
    totals: bytes
    addresses: tuple[tuple[int, str, tuple[str, ...]], ...]
    compared: str
    concerns: frozenset[str]


_Anew = Callable[[tuple[ListVersion, ...]], "Index | None"]
P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


def _renewing(read: Callable[Concatenate[Index, P], T]) -> Callable[Concatenate[Index, P], T]:
    """What is read of an index; where its file turns out damaged, of one that is made anew."""

    @wraps(read)
    def tried(index: Index, /, *asked: P.args, **named: P.kwargs) -> T:
        connection = index.connection
        try:
            return read(index, *asked, **named)
        except Exception:  # whatever a damaged file holds
            if not index.renewed(connection):
                raise
            return read(index, *asked, **named)

    return tried


class Index:
    """Looks keys up in the file, and keeps what it saw.

    Args:
        anew: Makes the index of the same versions of the lists anew, if they still stand; asked
            once, where the file turns out damaged.
    """

    def __init__(self, connection: sqlite3.Connection, anew: _Anew | None = None) -> None:
        self.connection, self._anew, self._mending = connection, anew, Lock()
        found = connection.execute("SELECT v FROM head WHERE k = 'head'").fetchone()
        if found is None:
            raise sqlite3.DatabaseError("the index was not finished")
        self.head: IndexHead = opened(found[0])
        self.totals = array("f", self.head.totals)
        self._forget()

    def renewed(self, damaged: sqlite3.Connection) -> bool:
        """Whether another file than the damaged one is read from now on."""
        with self._mending:
            if self.connection is damaged and self._anew is not None:
                anew, self._anew = self._anew, None
                if (other := anew(self.head.versions)) is not None:
                    self.connection, self.head, self.totals = (
                        other.connection,
                        other.head,
                        other.totals,
                    )
                    self._forget()
            return self.connection is not damaged

    def _forget(self) -> None:
        self._keys = Bounded[str, bytes | None](_MOST_KEPT)
        self._names = Bounded[int, ListedName](_MOST_KEPT)
        self._entries = Bounded[str, tuple[Entry, ...]](_MOST_ENTRIES)

    @_renewing
    def values(self, wanted: Iterable[str]) -> dict[str, bytes]:
        """What the file holds under each of these keys; a key that it lacks is left out."""
        found = _kept_or_read(self._keys, wanted, self._read_keys)
        return {key: value for key, value in found.items() if value is not None}

    def _read_keys(self, some: Sequence[str]) -> dict[str, bytes | None]:
        marks = ",".join("?" * len(some))
        rows = self.connection.execute(f"SELECT k, v FROM key WHERE k IN ({marks})", some)
        # A key is kept as one that the file lacks only once the file was read to its end.
        return dict.fromkeys(some) | dict(rows)

    @_renewing
    def names(self, wanted: Sequence[int]) -> list[ListedName]:
        """Names by their numbers."""
        found = _kept_or_read(self._names, wanted, self._read_names)
        return [found[number] for number in wanted]

    def _read_names(self, some: Sequence[int]) -> dict[int, ListedName]:
        marks = ",".join("?" * len(some))
        rows = self.connection.execute(f"SELECT id, v FROM name WHERE id IN ({marks})", some)
        return {number: _name(text) for number, text in rows}

    @_renewing
    def entry_key(self, number: int) -> str:
        """The key of an entry by its number in the file."""
        (key,) = self.connection.execute("SELECT k FROM entry WHERE id = ?", (number,)).fetchone()
        return str(key)

    @_renewing
    def entries(self, key: str) -> tuple[Entry, ...]:
        """The wordings of an entry, in the order of the list; none where there is no such key."""
        found = self._entries.get(key)
        if found is None:
            rows = self.connection.execute("SELECT v FROM entry WHERE k = ? ORDER BY id", (key,))
            found = self._entries[key] = tuple(opened(row[0]) for row in rows)
        return found


def _kept_or_read(
    kept: Bounded[K, V], wanted: Iterable[K], read: Callable[[Sequence[K]], dict[K, V]]
) -> dict[K, V]:
    """What is wanted, of what is kept, or read and kept."""
    found: dict[K, V] = {}
    missing: list[K] = []
    for key in wanted:
        try:  # another thread may let go of it meanwhile
            found[key] = kept[key]
        except KeyError:
            missing.append(key)
    for some in _some(missing):
        for key, value in read(some).items():
            found[key] = kept[key] = value
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

    def anew(versions: tuple[ListVersion, ...]) -> Index | None:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        found = lists()  # those that were changed since have a digest and an index of their own
        return _made(path, found, companies()) if found.versions == versions else None

    kept = _kept(path, anew)
    return kept if kept is not None else _made(path, lists(), companies())


def _made(path: Path, lists: Lists, companies: Companies) -> Index:
    """The index of some lists, put at its place; in memory where that cannot be."""
    kept = _kept(path) if _write(path, lists, companies) else None
    return kept if kept is not None else _in_memory(lists, companies)


def is_kept(digest: str) -> bool:
    """Whether the index of the lists with a digest is kept, or can be kept nowhere."""
    root = cache_folder()
    return root is None or _place(root, digest).is_file()


def _place(root: Path, digest: str) -> Path:
    return root / f"screening-{VERSION}-{digest}"


def _kept(path: Path, anew: _Anew | None = None) -> Index | None:
    if not path.is_file():
        return None
    try:
        uri = f"{path.as_uri()}?mode=ro&immutable=1"
        found = Index(sqlite3.connect(uri, uri=True, check_same_thread=False), anew)
    except Exception:  # noqa: BLE001  whatever a damaged file holds
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
    weigh = weights_of(named, len(lists.entries))
    posted = ((key, ids.tobytes()) for key, ids in _postings(lists, named).items())
    connection.executemany("INSERT INTO key VALUES (?, ?)", posted)
    connection.executemany("INSERT INTO key VALUES (?, ?)", _near(weigh))
    sole = sole_acronyms(named, lists.entries, companies)
    totals = _write_names(connection, lists, named, weigh, sole)
    connection.executemany(
        "INSERT INTO entry VALUES (?, ?, ?)",
        ((number, entry.key, packed(entry)) for number, entry in enumerate(lists.entries)),
    )
    connection.execute("CREATE INDEX entry_key ON entry (k)")
    connection.execute("INSERT INTO head VALUES ('head', ?)", (_head(lists, totals, named),))
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


def _head(lists: Lists, totals: array[float], named: Sequence[tuple[int, keys.NameForm]]) -> bytes:
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
        concerns=name_words().concern | family_acronyms(named, lists.entries),
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
