"""What of one law a record of a line rests on, besides the steps.

Belongs here: its red flags, what it counts, and what the codes of a place are under it.
Does not: running its steps (equivalence.pair_run), or which cases get one record (alike_pairs).
Always true: two places that are equal here are one to the law and to its red flags, and a record
that names a country tells them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ecluse.determine.coded_case import Coder
from ecluse.determine.shipment import PLACES
from ecluse.equivalence.axes import ROLES
from ecluse.equivalence.law_classes import LawClasses
from ecluse.equivalence.pair_conditions import PairConditions
from ecluse.equivalence.place_class import Codes
from ecluse.law.condition.compile import UNKNOWN
from ecluse.law.condition.tree import Condition, facts_of
from ecluse.law.in_force import Law
from ecluse.law.provision import (
    Classification,
    Exclusion,
    LicenseException,
    Notice,
    Presumption,
    Provision,
    Review,
)


class CodedPlace(NamedTuple):
    """A destination with its headquarters and parent, as one law takes them.

    Args:
        treated: As which country each counts; None for one that nobody can make out.
        codes: What the place writes over the codes of an item, by slot.
        here: Of each fact that is worth a proviso in some destinations alone, whether this is one.
        named: The countries of which something is open, as whether one is in a group.
    """

    treated: Mapping[str, str | None]
    codes: Mapping[int, int]
    here: tuple[bool, ...]
    named: tuple[str | None, ...]


def possible(law: Law) -> bool:
    """Whether codes can stand for every case under a law: no figure rests on a place, nor does what
    describes an item.
    """
    coder = law.once(Coder)
    describing = law.conditions_in(Presumption, Exclusion, Classification)
    flagged = (facts_of(says.when) for says, _ in law.of_kind(Notice))
    of_place = law.touched_by(PLACES) - PLACES - coder.coded.flags.keys()
    return (
        coder.whole
        and not coder.derived(PLACES)
        and describing <= law.untouched(PLACES)
        and of_place.isdisjoint(chain.from_iterable(flagged))
    )


class RecordLaw:
    """A law, for which `possible` holds, as records rest on it."""

    def __init__(self, classes: LawClasses) -> None:
        self.classes, self.law, self.library = classes, classes.law, classes.library
        self.results, self.coder = classes.results, self.law.once(Coder)

    # ---- places ----------------------------------------------------------------------------------

    def place(self, codes: Codes) -> tuple[object, CodedPlace]:
        """A destination with its headquarters and parent; with what is equal for all places that
        are one to it.
        """
        countries, on = self.library.countries, self.law.on
        treated = {
            role: None if code is None else countries.for_the_law(code, on)
            for role, code in zip(ROLES, codes, strict=True)
        }
        writes = [self.coder.writes_of(role, code) for role, code in treated.items()]
        written = {slot: code for each in writes for slot, code in each}
        # What is needed names a country of which it is in doubt what it is in.
        named = tuple(
            [
                code if UNKNOWN in dict(own).values() else None
                for own, code in zip(writes, treated.values(), strict=True)
            ]
        )
        place = CodedPlace(treated, written, self._here(treated["destination"]), named)
        return (*writes, *self.red_flags.place(treated), place.here, named), place

    def _here(self, to: str | None) -> tuple[bool, ...]:
        return tuple([to in places for places in self._borne_in])

    @cached_property
    def _borne_in(self) -> list[tuple[str, ...]]:
        """The destinations in which each fact is worth a proviso that is so in some alone."""
        facts = self.library.vocabulary.facts.values()
        return [each.bears_in for each in facts if each.bears_in]

    # ---- what else is asked ----------------------------------------------------------------------

    @cached_property
    def red_flags(self) -> PairConditions:
        """The conditions of its red flags."""
        return PairConditions(self.law, [says.when for says in self._flags])

    @cached_property
    def flags(self) -> list[int]:
        """The numbers of its red flags, equal where their words are."""
        return [self.results.identity(says) for says in self._flags]

    @cached_property
    def _flags(self) -> list[Notice]:
        return [says for says, _ in self.law.of_kind(Notice) if says.kind == "red_flag"]

    @cached_property
    def counting(self) -> list[tuple[str, Provision, Condition]]:
        """The facts that are counted, each with a provision that asks for it and the condition."""
        names = sorted(self.classes.axes.counted)
        return [(name, *each) for name in names for each in self.classes.waiting_for(name)]

    @cached_property
    def counting_exceptions(self) -> frozenset[str]:
        """The symbols of the exceptions that ask for what is counted."""
        exceptions = (says for _, says, _ in self.counting if isinstance(says, LicenseException))
        return frozenset(says.symbol for says in exceptions)

    @cached_property
    def counts_beside(self) -> bool:
        """Whether what is counted bears on exceptions and on reviews alone."""
        return all(isinstance(says, (LicenseException, Review)) for _, says, _ in self.counting)
