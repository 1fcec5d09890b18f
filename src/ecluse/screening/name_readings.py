"""Companies on record that a text names beside other words: "Amberfield GmbH, Berlin", "c/o Acme".

Belongs here: the companies of a text that is none's own name, by the readings by which it is
compared with the lists. Does not: a name that is a company's own (company_match), what the company
is, the lists.
Always true: a reading finds only whom the whole text does not; whom a text names but for places,
numbers, its script or one letter it is near to, and never surely.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain

from ecluse.bounded import Bounded
from ecluse.errors import NotScreened
from ecluse.facts.company import Companies, HowRead
from ecluse.screening.company_match import CompanyMatch, CompanyNames

_MOST_ASKED = 8192  # names
_SHORTEST_SLIP = 7  # letters of a name; one letter makes another name of a shorter one


class NameReadings:
    """The companies on record by readings of a name; those whose owners are given, by near ones.

    Args:
        names: The companies by their own names.
    """

    def __init__(self, companies: Companies, names: CompanyNames) -> None:
        self._companies = companies
        self._names = names
        self._asked = Bounded[str, Mapping[str, bool]](_MOST_ASKED)

    def named(self, text: str, on: date) -> tuple[CompanyMatch, ...]:
        """The companies that a text names beside other words, as they are on a day."""
        found = (
            (self._companies.company(key, on), near) for key, near in self.keys_of(text).items()
        )
        return tuple(
            CompanyMatch(company=company, sure=False, near=near)
            for company, near in found
            if company is not None
        )

    def keys_of(self, text: str) -> Mapping[str, bool]:
        """The keys of the companies that a text names beside other words, and whether it is but
        near each; none where names cannot be compared, for then nobody is screened.
        """
        kept = self._asked.get(text)
        if kept is None:
            try:
                kept = dict(self._found(" ".join(text.split())))
            except NotScreened:
                kept = {}
            self._asked[text] = kept
        return kept

    def _found(self, text: str) -> Iterator[tuple[str, bool]]:
        """Those that are near first: a key that is surely read outranks them."""
        for spelled in _spelled(text) if self._owned else ():
            yield from ((key, True) for key in self._owned.get(spelled, ()))
            for slip in _slips(spelled):
                yield from ((key, True) for key in self._slipped.get(slip, ()))
        for reading in readings_of(text):
            if (key := self._names.key_of(reading)) is not None:
                yield key, False

    @cached_property
    def _owned(self) -> dict[str, set[str]]:
        """The companies of which a user's file gives an owner, by the letters of their names."""
        owned = {row.child for row in self._companies.holdings if row.read is HowRead.GIVEN}
        found: dict[str, set[str]] = {}
        for company in self._companies.companies:
            if company.key in owned:
                for spelled in chain.from_iterable(map(_spelled, company.all_names)):
                    found.setdefault(spelled, set()).add(company.key)
        return found

    @cached_property
    def _slipped(self) -> dict[str, set[str]]:
        """The same, by what is left of the letters without one of them."""
        found: dict[str, set[str]] = {}
        for spelled, keys in self._owned.items():
            for slip in _slips(spelled):
                found.setdefault(slip, set()).update(keys)
        return found


def readings_of(text: str) -> Iterator[str]:
    """The names that a text holds beside itself."""
    from ecluse.screening.parts import asked_parts  # most starts name no party

    return (part.text for part in asked_parts(text)[1:])


def _spelled(text: str) -> Iterator[str]:
    """The letters of a name and of its readings, without legal forms, in Latin; of the name without
    places and numbers, too, and as far as its first legal form.
    """
    from ecluse.screening.bare_name import bare_name
    from ecluse.screening.han import latin_of

    bare = bare_name(text)
    readings = (text, *readings_of(text), bare or "", _as_far_as_form(text))
    letters = ("".join(word for word, _ in latin_of(reading)) for reading in readings)
    return (each for each in dict.fromkeys(letters) if each)


def _as_far_as_form(text: str) -> str:
    """What stands before a legal form behind which a name goes on ("Acme GmbH Berlin"); else ""."""
    from ecluse.screening.name_words import name_words

    words = text.split()
    plain = [word.casefold().rstrip(".,").replace(".", "") for word in words[:-1]]
    place = next((place for place, word in enumerate(plain) if word in name_words().legal), 0)
    return " ".join(words[:place])


def _slips(spelled: str) -> Iterator[str]:
    """What two names share of which one has a letter more, less or other, or two in other order."""
    if len(spelled) >= _SHORTEST_SLIP:
        yield spelled
        yield from (spelled[:place] + spelled[place + 1 :] for place in range(len(spelled)))
