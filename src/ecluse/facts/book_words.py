"""Words by which order books are read: rows of totals, legal forms, and headings over parties.

Belongs here: telling a total's label, and the spellings of one company. Does not: which rows or
lines they bear on (orders).
Always true: two names that differ in more than case, accents, punctuation and legal form are two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from ecluse.facts.country import folded, unaccented
from ecluse.facts.file_record import file_record

_DOTS = re.compile(r"(?<=\w)\.(?=\w)|(?<=\w)\.(?=\s|$)")
_LONGEST = 100  # the label of a total is shorter
_WORD = re.compile(r"[^\W_]+")


@file_record
class NobodyWords:
    """Words by which a text says who a party is, and names nobody.

    Args:
        unknown: Those that say that nobody knows or tells ("undisclosed").
        anyhow: Signs of scripts that part no words, which say so whatever stands beside them.
        doubtful: Words of `unknown` that may begin a name before a kind in capitals ("Known Labs").
        qualities: Words beside a role or a kind that say how it is ("new").
        roles: What a party is to the seller ("customer").
        kinds: Kinds of parties ("bank"), which name nobody beside a place and one of `one` or
            `within`.
        peoples: What is of a country ("Chinese"), which names nobody beside a kind alone.
        one: Words for one of a kind ("a").
        within: Words before a place ("in").
        places: Words of places that are no country's name and no city's ("EU").
        divisions: Those that a place's name may have beside it, and is still no party's ("area").
        cities: Cities beside those of data/screening/cities.csv.
        names: Names of parties, on a list or not, that have such words alone.
        times: Words of times that are no month's name ("quarter").
    """

    unknown: tuple[str, ...] = ()
    anyhow: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    one: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    times: tuple[str, ...] = ()


@file_record
class BareColumns:
    """Names of columns that say a meaning without saying which of several things is meant.

    Args:
        names: They ("country", where it may be anybody's).
        signs: What says in another heading that it may be the one that is meant ("destin").
        beside: What must stand there besides, if anything is listed ("date").
    """

    names: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@file_record
class BookWords:
    """What data/order-books.yaml says.

    Args:
        columns: The names of columns by meaning: ranks of names, the most specific first.
        fact_columns: Further names of the columns of facts, by fact.
        day_where_filled: Names of columns of the ship date that count before all others where they
            are filled, in this order.
        bare_columns: Names of columns that say little, by meaning.
        party_columns: The names of columns that name parties, by role.
        party_bare_words: Those that say of nobody in particular that he is a party ("company").
        party_details: What a heading says beside the role: its name, country, address, a place or
            a state of that, number, or another thing that names nobody.
        party_address_words: Headings of an address that is nobody's: it belongs to the destination.
        party_small_words: Words of a heading that say nothing of it.
        party_words: What says in a heading that a party may stand below it.
        party_whole_words: Headings that say so if nothing else stands there.
        party_same_words: What a cell says instead of the name of another role's party.
        party_none_words: What says that there is no such party.
        party_unknown_words: What says that nobody knows it.
        party_vague_words: Words that name nobody, however many stand together.
        party_paper_words: Vague words by which a company with a legal form may be called.
        party_open_words: What says at the end of a name that it may be another's.
        party_nobody: Words that name nobody beside those of places, times and kinds of parties.
    """

    total_words: tuple[str, ...] = ()
    legal_forms: tuple[str, ...] = ()
    columns: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    fact_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    day_where_filled: tuple[str, ...] = ()
    bare_columns: Mapping[str, BareColumns] = field(default_factory=dict)
    party_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    party_bare_words: tuple[str, ...] = ()
    party_details: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    party_address_words: tuple[str, ...] = ()
    party_small_words: tuple[str, ...] = ()
    party_words: tuple[str, ...] = ()
    party_whole_words: tuple[str, ...] = ()
    party_same_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    party_none_words: tuple[str, ...] = ()
    party_unknown_words: tuple[str, ...] = ()
    party_vague_words: tuple[str, ...] = ()
    party_paper_words: tuple[str, ...] = ()
    party_open_words: tuple[str, ...] = ()
    party_nobody: NobodyWords = NobodyWords()

    def is_total(self, text: str, *, whole: bool = False) -> bool:
        """Whether a cell is the label of a total: "TOTAL", "Subtotal Japan:", "合计".

        Args:
            whole: It says nothing else: "Total E&P" among the parties is a company.

        >>> words = BookWords(total_words=("Total", "Grand total"))
        >>> [words.is_total(each) for each in ("TOTAL:", "Grand total USD", "Totally", "H100")]
        [True, True, False, False]
        >>> words.is_total("Grand total", whole=True), words.is_total("Total SA", whole=True)
        (True, False)
        """
        said, labels = _words(text[:_LONGEST]), _phrases(self.total_words)
        if whole:
            return tuple(said) in labels
        return any(tuple(said[:place]) in labels for place in range(1, len(said) + 1))

    def is_vague(self, text: str) -> bool:
        """Whether a text has only words that name nobody, numbers and legal forms: "T.B.A.",
        "end user 2", "TBD Ltd"; or is put together of such words, in a script that parts none.

        >>> words = BookWords(
        ...     party_vague_words=("a", "tba", "end", "user"),
        ...     party_unknown_words=("未定", "客户"),
        ...     legal_forms=("Ltd",),
        ... )
        >>> [words.is_vague(each) for each in ("T.B.A.", "t b a", "End-user2 Ltd", "客户未定")]
        [True, True, True, True]
        >>> [words.is_vague(each) for each in ("End User Labs", "A7", "Ltd", "客户电子")]
        [False, False, False, False]
        """
        said = [word.rstrip("0123456789") for word in _words(text[:_LONGEST])]
        said = [word for word in said if word]
        if len(said) > 1 and all(len(word) == 1 for word in said):
            said = ["".join(said)]
        forms = _phrases(self.legal_forms)
        if self._is_firm(text, forms):
            return False
        while len(said) > 1 and (said[-1],) in forms:
            said.pop()
        if _single(self.party_vague_words).issuperset(said):
            return any(len(word) > 1 for word in said)  # "A7" is somebody
        return _joined(self.party_unknown_words).fullmatch("".join(said)) is not None

    def _is_firm(self, text: str, forms: frozenset[tuple[str, ...]]) -> bool:
        """Whether a text is words of papers and a legal form, none in small letters, and nothing
        else: "Note AB", and not "Note 5 AB" or "note as".
        """
        every = text.split() or [""]
        *papers, form = every
        if not papers or not all(map(str.isalnum, papers)) or any(map(str.islower, every)):
            return False
        written = [word.rstrip("0123456789") for word in _words(" ".join(papers))]
        return tuple(_words(form)) in forms and _single(self.party_paper_words).issuperset(written)

    def is_open(self, text: str) -> bool:
        """Whether a text says behind a name that it may be another's.

        >>> words = BookWords(party_open_words=("tbc", "or nominee"))
        >>> [words.is_open(each) for each in ("Amber (TBC)", "Amber or nominee", "Nominee", "TBC")]
        [True, True, False, False]
        """
        said, ends = _words(text), _phrases(self.party_open_words)
        return any(tuple(said[place:]) in ends for place in range(1, len(said)))

    def company(self, name: str) -> str:
        """A company's name without case, accents, punctuation and legal forms.

        >>> words = BookWords(legal_forms=("Ltd", "Co", "sp z oo", "有限公司"))
        >>> words.company("Wisła Compute Sp. z o.o.") == words.company("WISLA COMPUTE Co., Ltd.")
        True
        >>> words.company("紫金有限公司") == words.company("紫金")
        True
        """
        said = _words(name)
        forms = _phrases(self.legal_forms)
        longest = max(map(len, forms), default=0)
        while end := next(
            (
                size
                for size in range(min(longest, len(said) - 1), 0, -1)
                if tuple(said[-size:]) in forms
            ),
            0,
        ):
            said = said[:-end]
        whole = "".join(said)
        for form in map(folded, self.legal_forms):  # scripts that part no words
            if not form.isascii() and len(whole) > len(form):
                whole = whole.removesuffix(form).removeprefix(form)
        return whole


@lru_cache
def _phrases(phrases: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_words(phrase)) for phrase in phrases)


@lru_cache
def _single(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for each in words for word in _words(each))


@lru_cache
def _joined(words: tuple[str, ...]) -> re.Pattern[str]:
    """Texts put together of those of some words that stand in a script that parts none."""
    parts = sorted({_plain(word) for word in words if not _plain(word).isascii()})
    return re.compile("(?:" + "|".join(map(re.escape, parts)) + ")+" if parts else r"(?!)")


def _plain(word: str) -> str:
    return "".join(_words(word))


def _words(text: str) -> list[str]:
    plain = unaccented(unicodedata.normalize("NFKC", text))
    return _WORD.findall(_DOTS.sub("", plain).casefold())
