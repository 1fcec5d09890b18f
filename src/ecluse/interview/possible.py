"""What a case may come to, whatever the facts are that are not known.

Belongs here: the open facts of a case, and the verdicts that they can lead to. Does not: which of
them to ask for (next_fact), or the answers that a fact may have (choices).
Always true: where `complete` is said, no combination of answers leads to a verdict that is not
listed; a limit on the work can only leave it unsaid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from ecluse.determine.case import CaseFacts
from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.items import laid_out
from ecluse.determine.shipment import Shipment
from ecluse.determine.stated import stated
from ecluse.determine.verdict import Verdict
from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType
from ecluse.interview.choices import Choice, asked_as, choices_of, fact_behind
from ecluse.interview.standing import Standing, standing
from ecluse.interview.telling import said, with_fact
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


class _Branch(NamedTuple):
    """A case in which something is open: what is told in it, and the fact to follow next."""

    changes: Changes
    fact: str


@dataclass(slots=True)
class _Search:
    """What was found so far, and in how many looks."""

    verdicts: set[Verdict] = field(default_factory=set)
    met: set[Vector] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    looks: int = 0


class OpenCase:
    """One case, and what is open of it.

    Args:
        shipment: What is asked; what it says is not open, be it that nobody knows.
    """

    def __init__(self, shipment: Shipment, law: Law, library: Library) -> None:
        self.shipment, self.law, self.library = shipment, law, library
        self.facts: CaseFacts = laid_out(shipment, law, library)
        self.coder = law.once(Coder)
        self.case = CodedCase.of(self.facts, self.coder)
        self.skipped = said(shipment)
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
        # One that is worked out from another that is open too is asked for after that.
        moved_by = self.law.touched_by
        first = {name for name in names if name not in moved_by(frozenset(names - {name}))}
        return tuple(name for name in self.library.vocabulary.facts if name in first)

    def _waiting(self, stands: Standing, changes: Mapping[str, Known]) -> list[str]:
        """The facts, as conditions ask for them, on which the open leaves wait."""
        names = dict.fromkeys(fact_behind(leaf, self.facts) for leaf in stands.leaves)
        return [name for name in names if name not in changes and self._askable(name)]

    def _askable(self, name: str) -> bool:
        if name in self.skipped or self.facts[name].settled:
            return False
        missing = self.facts[name].unsettled
        return not missing or not missing <= self.skipped

    def choices(self, fact: str) -> tuple[Choice, ...]:
        """The choices of a fact."""
        if fact not in self._choices:
            self._choices[fact] = choices_of(fact, self.facts, self.coder)
        return self._choices[fact]

    def after(self, fact: str, known: Known) -> OpenCase:
        """The case with one fact told.

        Countries and names fall into the same classes there: what the law tells apart in them does
        not rest on other facts.
        """
        after = OpenCase(with_fact(self.shipment, fact, known), self.law, self.library)
        meanings = self.library.vocabulary.facts
        after._choices = {
            name: choices
            for name, choices in self._choices.items()
            if meanings[name].type in (FactType.COUNTRY, FactType.TEXT)
        }
        return after

    def open_after(self, fact: str, place: int) -> int:
        """How many facts are open after one choice."""
        changes = self._told(fact, place)
        vector = self.coder.with_facts(self.case.vector, self.facts, changes)
        stands = standing(self.case, vector, self.case.inside)
        return len({asked_as(name, self.facts) for name in self._waiting(stands, changes)})

    def _told(self, fact: str, place: int) -> Changes:
        """What one choice changes of what is stated."""
        key = (fact, place)
        if key not in self._changes:
            known = self.choices(fact)[place].known
            told = stated(with_fact(self.shipment, fact, known), self.library)
            after, before = told.facts, self.facts.stated.facts
            changed = {name: each for name, each in after.items() if before.get(name) != each}
            self._changes[key] = changed | {fact: after.get(fact, known)}
        return self._changes[key]

    def possible(self, most: int) -> Possible:
        """The verdicts that the case may come to, by at most so many looks."""
        search = _Search()
        begun = self._met({}, search)
        if begun is not None and self.shipment.strict:
            # The usual case first: it is many answers away from a case of which nothing is known.
            usual = self._met(self._usual, search)
            if usual is not None:
                self._follow(usual, search, most // 2)
        complete = begun is None or self._follow(begun, search, most)
        verdicts = sorted(search.verdicts, key=lambda each: (each.strictness, str(each)))
        return Possible(tuple(verdicts), complete, frozenset(search.facts))

    @cached_property
    def _usual(self) -> Changes:
        """What the vocabulary takes where nobody says, told of all that is open."""
        vocabulary = self.library.vocabulary
        loose = stated(replace(self.shipment, strict=False), self.library).facts
        taken = {name: vocabulary.left_out(name) for name in vocabulary.facts}
        taken.update(loose)
        return {
            name: replace(known, assumed=False)
            for name, known in taken.items()
            if known.settled and not self.facts[name].settled and name not in self.skipped
        }

    def _met(self, changes: Changes, search: _Search) -> _Branch | None:
        """What is open in a case; None where it was met before, or nothing is."""
        vector = self.case.vector
        search.looks += 1
        if changes:
            vector = self.coder.with_facts(vector, self.facts, changes)
        if vector in search.met:
            return None
        search.met.add(vector)
        stands = standing(self.case, vector, self.case.inside)
        waiting = self._waiting(stands, changes)
        search.facts.update(waiting)
        if waiting:
            return _Branch(changes, waiting[0])
        search.verdicts.add(stands.verdict)
        return None

    def _follow(self, branch: _Branch, search: _Search, most: int) -> bool:
        """Follow every answer to a fact; whether all could be looked at."""
        if search.looks >= most:
            return False
        places = range(len(self.choices(branch.fact)))
        told = (branch.changes | self._told(branch.fact, place) for place in places)
        open_ = [after for each in told if (after := self._met(each, search)) is not None]
        complete = True
        for left, after in zip(range(len(open_), 0, -1), open_, strict=True):
            # What is left of the looks is shared out, so that no answer goes unseen.
            share = search.looks + (most - search.looks) // left
            whole = self._follow(after, search, share)
            complete = complete and whole
        return complete
