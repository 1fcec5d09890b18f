"""What a case may come to, whatever the facts are that are not known.

Belongs here: the open facts of a case, and the verdicts that they can lead to. Does not: which of
them to ask for (next_fact), or the answers that a fact may have (choices).
Always true: where `complete` is said, no combination of answers leads to a verdict that is not
listed; a limit on the work can only leave it unsaid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ecluse.determine.case import CaseFacts
from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.items import laid_out
from ecluse.determine.shipment import Shipment
from ecluse.determine.stated import Stated
from ecluse.determine.verdict import Verdict
from ecluse.facts.known import Known
from ecluse.interview.choices import Choice, asked_as, choices_of, fact_behind, settled
from ecluse.interview.standing import Standing, standing
from ecluse.interview.telling import not_known, with_fact
from ecluse.law.condition.compile import Vector
from ecluse.law.in_force import Law
from ecluse.law.library import Library

Changes = dict[str, Known]


@dataclass(frozen=True, slots=True)
class Possible:
    """The verdicts that a case may come to, freest first.

    Args:
        complete: Every case was looked at; else there may be more.
        facts: The facts that were met as open on the way.
    """

    verdicts: tuple[Verdict, ...]
    complete: bool
    facts: frozenset[str]


class _Search(NamedTuple):
    """What was found so far, and how many looks are left."""

    verdicts: set[Verdict]
    met: dict[Vector, None]
    facts: set[str]


class OpenCase:
    """One case, and what is open of it.

    Args:
        shipment: What is asked.
        skipped: Facts that nobody is to be asked for.
    """

    def __init__(self, shipment: Shipment, law: Law, library: Library) -> None:
        self.shipment, self.law, self.library = shipment, law, library
        self.facts: CaseFacts = laid_out(shipment, law, library)
        self.coder = law.once(Coder)
        self.case = CodedCase.of(self.facts, self.coder)
        self.skipped = not_known(shipment)
        self._choices: dict[str, tuple[Choice, ...]] = {}
        self._changes: dict[tuple[str, int], Changes] = {}

    @cached_property
    def standing(self) -> Standing:
        """What the case comes to as it is."""
        return standing(self.case, self.case.vector, self.case.inside)

    @cached_property
    def open_facts(self) -> tuple[str, ...]:
        """The facts that can be asked for, in the order of the vocabulary."""
        leaves = self._waiting(self.standing, {})
        names = {asked_as(name, self.facts) for name in leaves}
        names = {name for name in names if name not in self.skipped}
        first = {name for name in names if not self._rests_on(name, names)}
        return tuple(name for name in self.library.vocabulary.facts if name in first)

    def _rests_on(self, name: str, names: set[str]) -> bool:
        """Whether a fact is worked out from another that is open too, and is asked for first."""
        return any(other != name and name in self._worked_out_of(other) for other in names)

    def _worked_out_of(self, name: str) -> frozenset[str]:
        return self.law.touched_by(frozenset({name}))

    def _waiting(self, stands: Standing, changes: Mapping[str, Known]) -> list[str]:
        """The facts, as conditions ask for them, on which the open leaves wait."""
        names = dict.fromkeys(fact_behind(leaf, self.facts) for leaf in stands.leaves)
        return [name for name in names if name not in changes and self._askable(name)]

    def _askable(self, name: str) -> bool:
        if name in self.skipped or settled(name, self.facts):
            return False
        missing = self.facts[name].unsettled
        return not missing or not missing <= self.skipped

    def choices(self, fact: str) -> tuple[Choice, ...]:
        """The choices of a fact."""
        if fact not in self._choices:
            self._choices[fact] = choices_of(fact, self.facts, self.coder)
        return self._choices[fact]

    def after(self, fact: str, known: Known) -> OpenCase:
        """The case with one fact told."""
        return OpenCase(with_fact(self.shipment, fact, known), self.law, self.library)

    def _told(self, fact: str, place: int) -> Changes:
        """What one choice changes of what is stated."""
        key = (fact, place)
        if key not in self._changes:
            known = self.choices(fact)[place].known
            said = self._stated_after(fact, known)
            before = self.facts.stated.facts
            changed = {name: each for name, each in said.facts.items() if before.get(name) != each}
            self._changes[key] = changed | {fact: said.facts.get(fact, known)}
        return self._changes[key]

    def _stated_after(self, fact: str, known: Known) -> Stated:
        from ecluse.determine.stated import stated

        return stated(with_fact(self.shipment, fact, known), self.library)

    def possible(self, most: int) -> Possible:
        """The verdicts that the case may come to, by at most so many looks."""
        search = _Search(set(), {}, set())
        complete = self._look({}, search, most)
        verdicts = sorted(search.verdicts, key=lambda each: (each.strictness, str(each)))
        return Possible(tuple(verdicts), complete, frozenset(search.facts))

    def _look(self, changes: Changes, search: _Search, most: int) -> bool:
        """Follow every answer to the first open fact; whether all could be looked at."""
        vector = self.case.vector
        if changes:
            vector = self.coder.with_facts(vector, self.facts, changes)
        if vector in search.met:
            return True
        if len(search.met) >= most:
            return False
        search.met[vector] = None
        stands = standing(self.case, vector, self.case.inside)
        waiting = self._waiting(stands, changes)
        search.facts.update(waiting)
        if not waiting:
            search.verdicts.add(stands.verdict)
            return True
        fact = waiting[0]
        places = range(len(self.choices(fact)))
        return all([self._look(changes | self._told(fact, at), search, most) for at in places])
