"""What is said of a list's entry, or of owners who are listed, says that there are such.

Belongs here: that a party is listed, or owned by who is, where a fact of its entry is said. Does
not: the word for a list (listed_word), what screening finds (party_facts), what a listing requires.
Always true: what is left out says nothing, nor does a fact that says no; that a party is on no
list, said beside a fact of its entry, is neither believed nor passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactMeaning, FactType
from ecluse.law.library import Library


def implied_by_entries(given: Mapping[str, Known], library: Library) -> dict[str, Known]:
    """That a party is listed, or owned by who is, by what some facts say of an entry: yes, or
    unknown where that is.
    """
    found: dict[str, Known] = {}
    for flag, truths in _implied(given, library).items():
        told = Truth.TRUE if Truth.TRUE in truths else Truth.UNKNOWN
        said = given.get(flag)
        if said is None:
            found[flag] = _known(flag, told, library)
        elif told is Truth.TRUE and said.value is Truth.FALSE:
            because = f"stated as {said.value.value}, beside what is said of an entry"
            found[flag] = replace(library.vocabulary.unknown(flag), because=because)
    return found


def flags_implied(given: Mapping[str, Known], library: Library) -> frozenset[str]:
    """The facts that `implied_by_entries` may tell of what is given."""
    facts = library.vocabulary.facts
    return frozenset(flag for name in given if (flag := facts[name].implies) is not None)


def _implied(given: Mapping[str, Known], library: Library) -> dict[str, set[Truth]]:
    """For each fact that is implied, whether what implies it holds; what says no is left out."""
    found: dict[str, set[Truth]] = {}
    for name, known in given.items():
        meaning = library.vocabulary.facts[name]
        if meaning.implies is not None and (truth := _says(known, meaning)) is not Truth.FALSE:
            found.setdefault(meaning.implies, set()).add(truth)
    return found


def _says(known: Known, meaning: FactMeaning) -> Truth:
    """Whether a fact of an entry is said of a party: a flag that is yes, or any word but the one
    that is taken where nobody says one.
    """
    if meaning.type is FactType.FLAG:
        return known.truth
    if known.value is None:
        return Truth.UNKNOWN
    taken = meaning.if_left_out
    left_out = known.assumed or (taken is not None and known.value == taken.value)
    return Truth.FALSE if left_out else Truth.TRUE


def _known(flag: str, truth: Truth, library: Library) -> Known:
    return library.vocabulary.unknown(flag) if truth is Truth.UNKNOWN else Known(value=truth)
