"""Texts that should name a party and name nobody: "customer in Germany", "TBC Q3", "某客户".

Belongs here: telling them from names, by their words. Does not: the words (data/order-books.yaml),
or what follows for an answer (determine).
Always true: a text names nobody only where each of its words is on file, or is of a place; a word
that may be somebody's makes the text a name, and so does the data's saying that it is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from string import ascii_lowercase

from ecluse.facts.book_words import BookWords, NobodyWords
from ecluse.facts.cldr import month_names
from ecluse.facts.country import folded, unaccented
from ecluse.screening.address_city import cities
from ecluse.screening.address_words import address_words, country_at_end, country_codes

_WORD = re.compile(r"[^\W_]+")
_DIGITS = "0123456789"
_DOTS = re.compile(r"(?<=\w)\.(?=\w)|(?<=\w)\.(?=\s|$)")
_NOT_AVAILABLE = re.compile(r"\bn\s?[./]\s?a\b\.?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_POSTAL = re.compile(r"\d{5,7}")
_LONGEST = 100  # letters; a longer text says more than that nobody is named
_LONGEST_PLACE = 4  # words
_WHOLE = ("cities", "names", "anyhow")  # which are asked as they stand
_SHORTEST, _LONGER = 4, 7  # letters of a country's name in one word, and in several


def names_nobody(text: str, words: BookWords) -> bool:
    """Whether a text has no name: it says that nobody is named ("TBC Q3"), or who a party is by its
    kind and place ("a bank in China"), or by a country alone.

    >>> told = NobodyWords(roles=("customer",), kinds=("bank",), within=("in",))
    >>> words = BookWords(party_nobody=told)
    >>> [names_nobody(each, words) for each in ("customer (Germany)", "customer in Lower Saxony")]
    [True, True]
    >>> [names_nobody(each, words) for each in ("bank in China", "Germany")]
    [True, True]
    >>> [names_nobody(each, words) for each in ("Bank of China", "Customer Labs", "Labs, Germany")]
    [False, False, False]
    """
    table = _table(words.party_nobody, words.party_vague_words, words.legal_forms)
    if len(text) > _LONGEST or folded(text) in table.names:
        return False
    if words.is_vague(text) or _is_country(text) or table.anyhow.search(text):
        return True
    plain = unaccented(unicodedata.normalize("NFKC", _NOT_AVAILABLE.sub("unknown", text)))
    every = list(table.written(plain))
    written = [word for word in every if not word.isdigit()]
    if table.telling.isdisjoint(map(table.told, written)):  # as nearly all names
        return _says_where(every, table)
    if table.is_firm(plain):
        return False
    parted = list(_parted(written, table.cities))
    left = [word for word in parted if isinstance(word, str)]
    return table.nobody(left, placed=len(left) < len(parted))


def _is_country(text: str) -> bool:
    """Whether a text is a country's name, and too long for somebody's initials ("Ma Li")."""
    letters = sum(map(str.isalpha, text))
    least = _LONGER if " " in text.strip() else _SHORTEST
    short = text.isascii() and letters < least
    return not (short or _DIGIT.search(text)) and country_at_end(text, whole=True) is not None


@dataclass(frozen=True, slots=True)
class _NobodyTable:
    """The words of a data folder, one by one: as `NobodyWords` has them, and those beside them.

    Args:
        telling: Words of which a text that names nobody has one.
        usual: All that may stand in such a text.
        beside: What may stand beside a place, and leaves the text no name without another word.
        forms: Legal forms.
        titled: Kinds that in capitals make a name.
        called: Words that with a legal form alone do.
        apart: Those of scripts that part no words.
    """

    unknown: frozenset[str]
    doubtful: frozenset[str]
    qualities: frozenset[str]
    roles: frozenset[str]
    kinds: frozenset[str]
    one: frozenset[str]
    within: frozenset[str]
    places: frozenset[str]
    peoples: frozenset[str]
    divisions: frozenset[str]
    times: frozenset[str]
    cities: frozenset[str]
    names: frozenset[str]
    telling: frozenset[str]
    usual: frozenset[str]
    beside: frozenset[str]
    forms: frozenset[str]
    titled: frozenset[str]
    called: frozenset[str]
    anyhow: re.Pattern[str]
    apart: re.Pattern[str]

    def told(self, word: str) -> str:
        """A word in small letters, without a number: "customer2", "Q3", and not "A7"."""
        plain = word.casefold()
        bare = plain.strip(_DIGITS)
        return bare if len(bare) > 1 or bare in self.times else plain

    def written(self, text: str) -> Iterator[str]:
        """The words of a text; those on file apart from what they are written in one with."""
        for word in _WORD.findall(_DOTS.sub("", text)):
            yield from (word,) if word.isascii() else filter(None, self.apart.split(word))

    def nobody(self, left: Sequence[str], *, placed: bool) -> bool:
        """Whether words name nobody.

        Args:
            left: Those beside the names of places, as they are written.
            placed: There is such a name.
        """
        words = [self.told(word) for word in left]
        at, told = self._where(left), set(words)
        after = set(words[at + 1 :])
        follows = 0 < len(after) < _LONGEST_PLACE and not after & (self.kinds | self.forms)
        said = told if told <= self.usual or not follows else set(words[:at])
        if not said <= self.usual or (left and self._is_firm(left)):
            return False
        titled = any(word.istitle() and self.told(word) in self.titled for word in left)
        if told & (self.unknown - self.doubtful if titled else self.unknown):
            return True
        placed = placed or bool(told & self.places) or follows
        if said & self.roles:
            return self._is_of_a_role(words, placed=placed and not titled)
        return told <= self.usual and self._is_one_of_a_kind(left, placed=placed)

    def is_firm(self, text: str) -> bool:
        """Whether a text is a word for a role and a legal form, which is no country's code then:
        "Importeur BV" is no importer on Bouvet Island, and "Importeur SA Teheran" one in Iran.
        """
        words = _DOTS.sub("", text).split()
        return self.told(words[0]) in self.roles and self._is_firm(words)

    def _is_firm(self, left: Sequence[str]) -> bool:
        """Whether words are one that a company may be called by, and a legal form ("Klient AB")."""
        word, *form = left
        named = self.told(word) in self.called and word.isascii() and not word.islower()
        return named and [self.told(each) in self.forms - self.kinds for each in form] == [True]

    def _where(self, left: Sequence[str]) -> int:
        """Where a word stands that is before a place."""
        places = (at for at in range(len(left)) if self._is_small(at, left, self.within))
        return next(places, len(left))

    def _is_one_of_a_kind(self, left: Sequence[str], *, placed: bool) -> bool:
        """Whether words say that somebody is one of a kind: "a university", "bank in Hong Kong"."""
        at, words = self._where(left), [self.told(word) for word in left]
        one = any(self._is_small(place, left, self.one) for place in range(len(left)))
        where = at < len(left) and self.places.isdisjoint(words[:at])
        told_so = (placed and (one or where)) or (one and words[0] in self.one)
        return told_so and not self.kinds.isdisjoint(words)

    def _is_of_a_role(self, words: Sequence[str], *, placed: bool) -> bool:
        """Whether words, of which one is of a role, name nobody: "Customer Group Ltd" may be
        somebody, "OEM customer" is nobody.
        """
        last = max(at for at, word in enumerate(words) if word in self.roles)
        formed = words[-1] in self.forms - self.kinds
        kinds = [at for at, word in enumerate(words) if word in self.kinds]
        return not kinds or (not formed and (placed or last > kinds[-1]))

    def _is_small(self, at: int, left: Sequence[str], words: frozenset[str]) -> bool:
        """Whether a word is one of some small ones, and no name in capitals ("UIT University"): it
        is written in small letters, or the one behind it is, or it stands within the text.
        """
        word, behind = left[at], left[at + 1 : at + 2]
        small = word.islower() or not word.isascii() or any(map(str.islower, behind))
        return self.told(word) in words and (small or (len(word) > 1 and 0 < at < len(left) - 1))


@lru_cache(maxsize=8)
def _table(nobody: NobodyWords, vague: tuple[str, ...], legal: tuple[str, ...]) -> _NobodyTable:
    kinds = _by_kind(nobody)
    return _NobodyTable(
        **kinds,
        cities=frozenset(map(folded, nobody.cities)),
        names=frozenset(map(folded, nobody.names)),
        beside=_single(vague) | kinds["divisions"],
        telling=frozenset().union(*(kinds[name] for name in ("unknown", "roles", "one", "within"))),
        usual=_single((*vague, *legal)).union(ascii_lowercase, *kinds.values()),  # "Customer B"
        forms=_single(legal),
        titled=kinds["kinds"] - _single(vague),
        called=(kinds["roles"] | kinds["doubtful"]) - _single(vague),
        anyhow=re.compile("|".join(map(re.escape, nobody.anyhow)) or r"(?!)"),
        apart=_apart(nobody),
    )


def _by_kind(nobody: NobodyWords) -> dict[str, frozenset[str]]:
    """The words of each kind, one by one."""
    words = {each.name: getattr(nobody, each.name) for each in fields(nobody)}
    kinds = {name: _single(said) for name, said in words.items() if name not in _WHOLE}
    kinds["times"] |= set(month_names())
    kinds["places"] |= kinds["peoples"] | kinds["divisions"]
    return kinds


def _apart(nobody: NobodyWords) -> re.Pattern[str]:
    """The words of scripts that part no words."""
    names = (each.name for each in fields(nobody) if each.name not in _WHOLE)
    every = {_plain(word) for name in names for word in getattr(nobody, name)}
    apart = sorted((word for word in every if not word.isascii()), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, apart))})" if apart else r"(?!)")


def _single(phrases: Sequence[str]) -> frozenset[str]:
    """Each word of some phrases."""
    plain = (_DOTS.sub("", _plain(phrase)) for phrase in phrases)
    return frozenset(word for each in plain for word in _WORD.findall(each))


def _plain(text: str) -> str:
    return unaccented(unicodedata.normalize("NFKC", text)).casefold()


@dataclass(frozen=True, slots=True)
class _Place:
    """A place that a text names.

    Args:
        words: How many of its words are of it.
        countries: Where it may lie; empty where that is not on file.
        sure: It is too long for somebody's initials, and for a short name ("Ma Li").
    """

    words: int
    countries: frozenset[str]
    sure: bool = True


def _says_where(every: Sequence[str], table: _NobodyTable) -> bool:
    """Whether words say where a party is and nothing else of it ("Shenzhen, China (PRC)",
    "Warehouse Singapore"), or of which people it is and of what kind ("Chinese university").
    """
    written = [word for word in every if not word.isdigit()]
    told = list(map(table.told, written))
    if table.peoples.intersection(told):
        of_a_kind = table.peoples.union(table.kinds, table.qualities)
        return not table.kinds.isdisjoint(told) and of_a_kind.issuperset(told)
    beside, places = table.beside, list[_Place]()
    if written and written[0].islower() and told[0] in table.kinds:  # "cloud provider (China)"
        beside = beside | table.kinds
    for each in _parted(written, table.cities):
        if isinstance(each, _Place):
            places.append(each)
        elif table.told(each) not in beside:
            return False  # as nearly all names
    numbers = [word for word in every if any(map(str.isdigit, word))]
    if not told or told[-1] in table.forms or not all(map(_POSTAL.fullmatch, numbers)):
        return False
    return _is_one_place(places, coded=written[0] in country_codes())


def _is_one_place(places: Sequence[_Place], *, coded: bool) -> bool:
    """Whether some places are surely such, and the short ones and codes among them the same.

    Args:
        coded: The text begins with a country's code: "AS Tallinn" is a company.
    """
    named = [one.countries for one in places if one.sure]
    if not all(named):  # a city whose country is not on file: "Paris (FR)"
        return not coded
    countries = frozenset[str]().union(*named)
    return bool(named) and all(one.countries <= countries for one in places)


def _parted(words: Sequence[str], told: frozenset[str]) -> Iterator[_Place | str]:
    """The places that words name, and each word that is in no name of a place.

    Args:
        told: Cities beside those that addresses name without their country.
    """
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + _LONGEST_PLACE), at, -1)
        place = next((one for end in ends if (one := _place(words[at:end], told))), None)
        yield words[at] if place is None else place
        at += 1 if place is None else place.words


def _place(words: Sequence[str], told: frozenset[str]) -> _Place | None:
    """The place that words name: a country, its code in capitals, or a city."""
    name, joined, table = " ".join(words), "".join(words).casefold(), cities()
    if name in country_codes():
        return _Place(1, frozenset({name}), sure=False)
    where = country_at_end(name, whole=True) or table.han_city.get(name) or table.city.get(joined)
    if where is None and (region := address_words().region.get(joined)) is not None:
        where = address_words().lies_in[region]
    if where is None:
        return _Place(len(words), frozenset()) if joined in told else None
    least = _SHORTEST if len(words) == 1 else _LONGER
    sure = not name.isascii() or len(joined) >= least or joined in told
    return _Place(len(words), frozenset(where.split()), sure=sure)
