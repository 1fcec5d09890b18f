"""A company on record by the name or the identifier that a party gives.

Belongs here: when a name is that of a company on record. Does not: list entries (score), what the
company is (facts.company), likeness: a name that is merely near names nobody here.
Always true: the name is equal once case, accents, punctuation and legal forms are gone, or an
identifier is equal; a name that two companies share names neither. One that begins with a
company's is not the company, but may be of its house (`called_after`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ecluse.bounded import Bounded
from ecluse.facts.company import Companies, Company
from ecluse.screening.bare_name import says_little

_WORD = re.compile(r"\w+")
_MOST_ASKED = 8192  # names
_SHORTEST = 5  # letters of a name of one word by which others are surely called


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyMatch:
    """A party is a company on record.

    Args:
        sure: The name is the company's own, its legal form at most left out, or another of its
            names that has several words, or an identifier is equal. Otherwise the legal forms
            differ ("Apple Ltd", "Apple Inc."), or the name is a short one ("AIS"): it may be a
            namesake.
        near: The name is the company's but for a place, a number or a letter.
    """

    company: Company
    sure: bool
    near: bool = False


class CompanyNames:
    """The names of all companies on record.

    Args:
        bare: A name without its legal forms, folded.
    """

    def __init__(self, companies: Companies, bare: Callable[[str], str]) -> None:
        self._companies = companies
        self._bare = bare
        self._bare_of: dict[str, str] = {}
        self._asked = Bounded[str, tuple[str | None]](_MOST_ASKED)
        self._written: dict[str, set[str]] = {}
        self._with_word: dict[str, set[tuple[str, str]]] = {}
        self._identified: dict[str, set[str]] = {}
        self._first: dict[str, set[tuple[str, str]]] = {}
        for company in companies.companies:
            self._add(company)

    def named(self, name: str, on: date, identifier: str | None = None) -> CompanyMatch | None:
        """The company of a name on a day; None where none has it, or more than one."""
        if identifier and (key := _only(self._identified.get(_solid(identifier)))):
            return self._match(key, on, sure=True)
        written = _written(name)
        if key := _only(self._written.get(written)):
            return self._match(key, on, sure=" " in written or self._own(key, name, written))
        key = self._by_bare_name(name, written)
        return None if key is None else self._match(key, on, sure=self._own(key, name, written))

    def _own(self, key: str, name: str, written: str) -> bool:
        """Whether a name is the company's own, whole or without its legal form; a name on record
        that is one word is not whole.
        """
        bare = self._bare(name)
        return any(
            " " in whole
            and self._folded(first) == bare
            and (whole.startswith(written) or written.startswith(whole))
            for whole, first in self._first[key]
        )

    def key_of(self, name: str) -> str | None:
        """The key of a company by its name, whatever the day."""
        written = _written(name)
        return _only(self._written.get(written)) or self._by_bare_name(name, written)

    def called_after(self, name: str) -> str | None:
        """The key of the company whose name a longer one begins with, where that says little else:
        "Tencent Cloud Singapore", and not "Tencent Street Bakery".
        """
        plain = unicodedata.normalize("NFKC", name)
        ends = [word.end() for word in _WORD.finditer(plain)]
        for end in reversed(ends[:-1]):
            written = _written(plain[:end])
            key = _only(self._written.get(written))
            if key is not None and (" " in written or len(written) >= _SHORTEST):
                return key if says_little(plain[end:]) else None
        return None

    def begun_by(self, name: str) -> set[str]:
        """The keys of the companies of which a name is the beginning of theirs, in whole words."""
        bare = self._bare(name)
        near = (self._with_word.get(word, ()) for word in _keys(_written(name)))
        return {
            key
            for other, key in set().union(*near)
            if bare and f"{self._folded(other)} ".startswith(f"{bare} ")
        }

    def _by_bare_name(self, name: str, written: str) -> str | None:
        """The company whose name is equal without legal forms; only names that share a word with
        this one are folded, for the folding is slow, and what was found is kept, for each line of
        a book that names a listed firm asks it.
        """
        kept = self._asked.get(name)
        if kept is None:
            bare = self._bare(name)
            near = {pair for word in _keys(written) for pair in self._with_word.get(word, ())}
            met = {key for other, key in near if bare and self._folded(other) == bare}
            self._asked[name] = kept = (_only(met),)
        return kept[0]

    def _folded(self, name: str) -> str:
        """A name on record without its legal forms; worked out once."""
        if name not in self._bare_of:
            self._bare_of[name] = self._bare(name)
        return self._bare_of[name]

    def _match(self, key: str, on: date, *, sure: bool) -> CompanyMatch | None:
        company = self._companies.company(key, on)
        return None if company is None else CompanyMatch(company=company, sure=sure)

    def _add(self, company: Company) -> None:
        self._first.setdefault(company.key, set()).add((_written(company.name), company.name))
        for name in company.all_names:
            written = _written(name)
            self._written.setdefault(written, set()).add(company.key)
            for word in _keys(written):
                self._with_word.setdefault(word, set()).add((name, company.key))
        for identifier in company.identifiers:
            self._identified.setdefault(_solid(identifier), set()).add(company.key)


def _only(keys: set[str] | None) -> str | None:
    """The key, where there is one alone."""
    return next(iter(keys)) if keys and len(keys) == 1 else None


def _written(name: str) -> str:
    """A name as it is written, without case and punctuation.

    >>> _written("NVIDIA  Corp."), _written("NVIDIA Corp")
    ('nvidia corp', 'nvidia corp')
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(_WORD.findall(plain))


def _keys(written: str) -> set[str]:
    """What a name is found by: its words as far as their plural; of another script, its signs."""
    return {
        key
        for word in written.split()
        for key in ((word.removesuffix("s"),) if word.isascii() else word)
    }


def _solid(identifier: str) -> str:
    """An identifier without what separates its signs."""
    return "".join(_WORD.findall(identifier)).upper()
