"""Words by which the lists name one concern, and the entries that are called by such a word alone.

Belongs here: whether a word is that of one concern, however many of its companies are listed. Does
not: which words of a text tell who it is (bare_name), scoring (score), acronyms (acronyms).
Always true: a word of one concern is the whole name of an entry that is neither a person nor a
thing; a word that others than one concern bear is of none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from ecluse.screening import keys
from ecluse.screening.acronyms import SHORT_LETTERS
from ecluse.screening.candidates import numbers_of
from ecluse.screening.entry import PERSON
from ecluse.screening.index import Index, ListedName
from ecluse.screening.name_words import name_words

_FAMILY, _BEGIN, _ONE_COUNTRY = 8, 0.85, 0.3  # entries; the shares that begin so, that are of one


def names_of_concern(index: Index, word: str) -> list[ListedName]:
    """The listed names that are a word and no more, where it is that of one concern: all entries
    with it are of one country, or they are many, nearly all called so first, and a good part of
    them of one country ("Rosneft", not "Galaxy"). A short word is an acronym of many, unless the
    table of words says of which concern it is: then usual words may stand beside it.
    """
    if (told := name_words().family.get(word)) is not None:
        holders = _names_under(index, keys.WORD + word)
        return [name for name in holders if _says_only(index, name, told)]
    key = keys.WORD + word
    if len(word) <= SHORT_LETTERS or key not in index.values({key}):
        return []
    whole = _names_under(index, keys.COMPACT + word)
    own = [name for name in whole if name.words == (word,) and _says_only(index, name, word)]
    if not own:
        return []
    holders = _names_under(index, key)
    return own if of_one_country(holders) or _is_family(word, holders) else []


def _names_under(index: Index, key: str) -> list[ListedName]:
    return index.names(list(numbers_of(index.values({key}).get(key))))


def of_one_country(names: Sequence[ListedName]) -> bool:
    """Whether all entries of some names are of one country."""
    return len({code for name in names for code in _countries(name)}) <= 1


def _says_only(index: Index, name: ListedName, told: str) -> bool:
    """Whether a name says some words and no more but usual ones, and is no person's or thing's."""
    if name.thing or name.read or not set(name.words) - name_words().usual <= {*told.split()}:
        return False
    return index.entries(index.entry_key(name.entry))[-1].type != PERSON


def _is_family(word: str, names: Sequence[ListedName]) -> bool:
    """Whether names are those of the many companies of a concern."""
    usual = name_words().usual
    called: defaultdict[int, bool] = defaultdict(bool)
    said: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    for name in names:
        own = (part for part in name.words if part not in usual)
        called[name.entry] |= next(own, None) == word
        said[name.entry] |= _countries(name)
    most = max(Counter(code for codes in said.values() for code in codes).values(), default=0)
    many = len(called)
    return many >= _FAMILY and sum(called.values()) >= _BEGIN * many and most >= _ONE_COUNTRY * many


def _countries(name: ListedName) -> frozenset[str]:
    one = name_words().country
    return frozenset(one.get(code, code) for code in name.countries)
