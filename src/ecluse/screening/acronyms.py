"""Short names that are acronyms of one concern: an equal one alone is enough to be taken for it.

Belongs here: which acronyms the lists and the companies on record leave to one concern, and which
name a family of entries. Does not: scoring (compare), which letters a name holds (fold).
Always true: a short name that an entry and anybody else go by, without sharing a longer name or a
group, is of no one concern; a family is of one country.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ecluse.facts.company import Companies
from ecluse.screening import keys
from ecluse.screening.entry import NO_COMPANY, Entry
from ecluse.screening.name_words import name_words

SHORT_LETTERS = 5  # of a name that may be an acronym of many
_LEAST_LETTERS, _INITIALS_ALONE = 3, 3
_FAMILY_LETTERS, _FAMILY, _ONE_COUNTRY = 4, 4, 0.9  # letters; entries; their share in one country
_LETTERS = re.compile("[a-z]+")
Words = tuple[str, ...]
_Holder = tuple[frozenset[Words | str], tuple[Words, ...]]  # what names a concern; its long names


def sole_acronyms(
    named: Sequence[tuple[int, keys.NameForm]], entries: Sequence[Entry], companies: Companies
) -> frozenset[str]:
    """The short names that are acronyms of one concern and of nobody else on record.

    Args:
        named: The forms of the names of the entries, by the number of each.
    """
    forms: defaultdict[int, list[Words]] = defaultdict(list)
    cut_off = {_short(form.words) for _, form in named if _is_cut_off(form)}
    for number, form in named:
        if not form.read:
            forms[number].append(form.words)
    holders: defaultdict[str, list[_Holder]] = defaultdict(list)
    for number, held in forms.items():
        _hold(holders, held, entries[number].group)
    listed = frozenset(holders)
    for held in _of_companies(companies):
        if any(_short(words) in listed for words in held):
            _hold(holders, held, None)
    return frozenset(
        short
        for short in listed - cut_off
        if _is_one([names for names, _ in holders[short]])
        and any(_spells(short, long) for _, all_long in holders[short] for long in all_long)
    )


def family_acronyms(
    named: Sequence[tuple[int, keys.NameForm]], entries: Sequence[Entry]
) -> frozenset[str]:
    """The acronyms by which several entries of one country go, such as the institutes of a group:
    whoever is called so, with a number or a place beside it, may be one of them.

    Args:
        named: The forms of the names of the entries, by the number of each.
    """
    holders: defaultdict[str, set[int]] = defaultdict(set)
    alone: defaultdict[str, set[int]] = defaultdict(set)
    for number, form in named:
        if not form.read and entries[number].type not in NO_COMPANY:
            alone[_short(form.words)].add(number)
            for word in form.words:
                if _FAMILY_LETTERS <= len(word) <= SHORT_LETTERS and word.isalpha():
                    holders[word].add(number)
    return frozenset(
        word
        for word, numbers in holders.items()
        if len(numbers) >= _FAMILY
        and _of_one_country([entries[number] for number in numbers])
        and any(_spells_names(word, entries[number].names) for number in alone[word])
    )


def _of_one_country(entries: Sequence[Entry]) -> bool:
    """Whether nearly all entries that say a country are of the same."""
    one = name_words().country
    said = [{one.get(code, code) for code in entry.countries} for entry in entries]
    counted = Counter(code for codes in said for code in codes)
    return max(counted.values(), default=0) >= max(_FAMILY, _ONE_COUNTRY * sum(map(bool, said)))


def _spells_names(short: str, names: Iterable[str]) -> bool:
    """Whether a short name is made of the initials of one of some names, its legal form among
    them, without what stands in brackets.
    """
    return any(
        _spells(short, tuple(_LETTERS.findall(keys.PARENTHESES.sub(" ", name).lower())))
        for name in names
    )


def _hold(
    holders: defaultdict[str, list[_Holder]], held: Sequence[Words], group: str | None
) -> None:
    """Put down who goes by each of some names that is short."""
    for short in {short for words in held if (short := _short(words))}:
        long = tuple(words for words in held if "".join(words) != short)
        names: frozenset[Words | str] = frozenset((*long, *([group] if group else ())))
        holders[short].append((names, tuple(words for words in long if len(words) > 1)))


def _short(words: Words) -> str:
    """A name of one short word; empty for others."""
    only = words[0] if len(words) == 1 else ""
    return only if _LEAST_LETTERS <= len(only) <= SHORT_LETTERS and only.isalpha() else ""


def _is_cut_off(form: keys.NameForm) -> bool:
    """Whether a short name in brackets is the beginning of a word beside it: "Limassol (LIMA)"."""
    short, beside = _short(form.words), _LETTERS.findall(form.shown.lower())
    return bool(short) and any(word.startswith(short) and word != short for word in beside)


def _of_companies(companies: Companies) -> Iterator[list[Words]]:
    """The forms of the names of each company on record, of all its rows."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for company in companies.companies:
        names[company.key] += company.all_names
    for key, held in names.items():
        if any(len(name.split()) == 1 or "(" in name for name in held):
            entry = Entry(key=key, digest=key, list="", names=tuple(held))
            yield [form.words for form in keys.forms_of(entry) if not form.read]


def _is_one(holders: Iterable[frozenset[Words | str]]) -> bool:
    """Whether all share a name or a group, be it by way of another of them."""
    groups: list[set[Words | str]] = []
    for names in holders:
        near = [group for group in groups if group & names]
        groups = [group for group in groups if not group & names]
        groups.append(set(names).union(*near))
    return len(groups) == 1


def _spells(short: str, words: Words) -> bool:
    """Whether a short name is made of the initials of a long one, which does not hold it; where it
    is longer than three letters, of letters inside its words too.

    >>> _spells("ymtc", ("yangtze", "memory", "technology")), _spells("hua", ("huawei", "asia"))
    (True, False)
    """
    inside = len(short) > _INITIALS_ALONE
    return short not in words and _follows(short, words, "", inside=inside)


def _follows(rest: str, words: Words, begun: str, *, inside: bool) -> bool:
    """Whether the letters begin words, or follow in the word that is begun."""
    if not rest:
        return True
    at = begun.find(rest[0]) if inside else -1
    if at >= 0 and _follows(rest[1:], words, begun[at + 1 :], inside=inside):
        return True
    return any(
        word[0] == rest[0] and _follows(rest[1:], words[place + 1 :], word[1:], inside=inside)
        for place, word in enumerate(words)
    )
