"""The measures and provisions without which the answer would be another: every smallest set.

Belongs here: dropping from the log, as a scenario does (an earlier version of what was replaced
comes back), and asking again. Does not: judging whether a change of the law is likely or wise;
scenarios of the user's own.
Always true: each set changes the answer, and no part of it does; the law of export control itself
(what is subject to it, its country lists and definitions of figures) is taken to stand; a set that
only leaves the question open is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

from ecluse.determine.decide import Determination, determine
from ecluse.determine.shipment import Shipment
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Answer, Outcome
from ecluse.facts.figure import UNKNOWN_FIGURE
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.tree import Condition, facts_of, groups_of
from ecluse.law.library import Library
from ecluse.law.measure import Change, Measure
from ecluse.law.provision import (
    Allocation,
    Classification,
    Definition,
    Exclusion,
    Group,
    Jurisdiction,
    License,
    LicenseException,
    Notice,
    Presumption,
    Requirement,
    Restriction,
    Review,
    conditions_of,
)
from ecluse.law.register import Law, Register

# All sets of up to three are looked at; where none helps, larger ones until one does, or until so
# many are not enough.
ALWAYS_LOOKED_AT = 3
DEEPEST = 6
# What would make a free answer stricter is looked for in smaller sets: nothing in it says what to
# try first.
MEASURES_WHEN_FREE, PROVISIONS_WHEN_FREE = 2, 1
_FREE = (Outcome.NLR, Outcome.EXCEPTION, Outcome.NOT_SUBJECT)
_SAYS_NOTHING = (Notice, Review, Allocation)
# (measure, None) is a whole measure; (measure, provision) is what it does to one provision.
Part = tuple[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """A smallest set whose absence changes the answer, and the answer then; `ends` are those parts
    that end a provision.
    """

    parts: tuple[Part, ...]
    answer: Answer
    ends: frozenset[Part] = frozenset()

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        parts = [
            {"measure": measure}
            if provision is None
            else {
                "measure": measure,
                "provision": provision,
                "ends": (measure, provision) in self.ends,
            }
            for measure, provision in self.parts
        ]
        return {
            "without": parts,
            "outcome": self.answer.outcome.value,
            "exception": self.answer.exception,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Sets:
    """Every smallest set of up to `largest` parts."""

    found: tuple[Without, ...]
    largest: int


def without_measures(found: Determination, register: Register) -> Sets:
    """Every smallest set of measures."""
    return _smallest(_Log(found, register, whole=True))


def without_provisions(found: Determination, register: Register) -> Sets:
    """Every smallest set of provisions, each as its last measure wrote (or removed) it."""
    return _smallest(_Log(found, register, whole=False))


def _smallest(log: _Log) -> Sets:
    results: list[Without] = []
    largest = 0
    if log.found.outcome in _FREE:
        parts = list(dict.fromkeys(log.movable()))
        largest = MEASURES_WHEN_FREE if log.whole else PROVISIONS_WHEN_FREE
        for size in range(1, largest + 1):
            for chosen in combinations(parts, size):
                _try(log, frozenset(chosen), results)
    if log.found.outcome not in (Outcome.NLR, Outcome.NOT_SUBJECT):
        largest = max(largest, _freeing(log, results))
    return Sets(
        found=tuple(sorted(results, key=lambda each: (len(each.parts), str(each.parts)))),
        largest=largest,
    )


def _freeing(log: _Log, results: list[Without]) -> int:
    """Add the sets that undo every requirement that stands; returns how large they were looked at."""
    # Whatever set helps must undo one requirement that stands: only what bears on that one is tried
    # next.
    seen: set[frozenset[Part]] = {frozenset()}
    level = [frozenset[Part]()]
    size = 0
    while size < DEEPEST and (size < ALWAYS_LOOKED_AT or not results):
        size += 1
        further: list[frozenset[Part]] = []
        for dropped in level:
            for part in log.blamed(dropped):
                larger = dropped | {part}
                if larger not in seen:
                    seen.add(larger)
                    if not _try(log, larger, results):
                        further.append(larger)
        level = further
        if not level:
            return DEEPEST
    return size


def _try(log: _Log, dropped: frozenset[Part], results: list[Without]) -> bool:
    """Note the set if it changes the answer; TRUE also where a part of it does already."""
    if any(set(each.parts) <= dropped for each in results):
        return True
    answer = log.answer(dropped).answer
    free = log.found.outcome in _FREE
    changed = answer != log.found.answer and (
        log.opened(dropped)
        if answer.outcome is Outcome.UNDETERMINED
        else free or answer.outcome in _FREE
    )
    if changed:
        results.append(
            Without(parts=tuple(sorted(dropped, key=str)), answer=answer, ends=log.ends & dropped)
        )
    return changed


class _Log:
    """One question put to the log with parts left out."""

    def __init__(self, found: Determination, register: Register, *, whole: bool) -> None:
        self.found = found
        self.register = register
        self.whole = whole
        self.law = found.law
        self.library: Library = found.facts.library
        self.shipment: Shipment = found.shipment
        self.ground = _ground(self.library)
        self.ends: frozenset[Part] = frozenset(
            (measure.measure, change.provision)
            for measure in register.measures
            for change in measure.changes
            if change.act == "removes"
        )
        self._answers: dict[frozenset[Part], Determination] = {}
        self._by_law: dict[object, Determination] = {}
        self.countries = {
            str(found.facts[name].value)
            for name, meaning in self.library.vocabulary.facts.items()
            if meaning.type is FactType.COUNTRY
        }

    def answer(self, dropped: frozenset[Part]) -> Determination:
        """The determination under the log without `dropped`."""
        if dropped not in self._answers:
            law = self._without(dropped).at(self.law.on, self.law.known, self.law.reading)
            kept = {
                name: entry
                for name, entry in law.provisions.items()
                if not isinstance(entry.says, _SAYS_NOTHING)
            }
            smaller = replace(law, provisions=kept)
            members = tuple((name, group.members) for name, group in smaller.groups.items())
            key = (smaller.fingerprint, members)
            if key not in self._by_law:
                self._by_law[key] = determine(self.shipment, smaller, self.library, refine=False)
            self._answers[dropped] = self._by_law[key]
        return self._answers[dropped]

    def opened(self, dropped: frozenset[Part]) -> bool:
        """Whether a free answer now waits for facts that nobody gave (not for figures whose
        definition went with the drop).
        """
        if self.found.outcome not in _FREE:
            return False
        facts = self.found.facts
        return all(
            name in facts and facts[name].value in (None, Truth.UNKNOWN, UNKNOWN_FIGURE)
            for name in self.answer(dropped).needs
        )

    def _without(self, dropped: Iterable[Part]) -> Register:
        whole = {measure for measure, provision in dropped if provision is None}
        parts = {part for part in dropped if part[1] is not None}
        touched = {measure for measure, _ in parts}
        measures = []
        for measure in self.register.measures:
            if measure.measure in whole:
                continue
            left = tuple(
                each for each in measure.changes if (measure.measure, each.provision) not in parts
            )
            measures.append(
                replace(measure, changes=left) if measure.measure in touched else measure
            )
        return replace(self.register, measures=tuple(measures))

    def blamed(self, dropped: frozenset[Part]) -> list[Part]:
        """What bears on one requirement that stands without `dropped`: the one that fewest parts
        bear on.
        """
        found = self.answer(dropped)
        standing = found.possible if found.outcome is Outcome.UNDETERMINED else found.requirements
        register = self._without(dropped)
        choices = [self._bearing(each, found, register) for each in standing]
        choices = [choice for choice in choices if choice is not None]
        return min(choices, key=len, default=[])

    def _bearing(self, requirement: Found, found: Determination, register: Register) -> list[Part]:
        says = requirement.entry.says
        assert isinstance(says, Requirement)
        names = {says.provision}
        conditions = list(conditions_of(says))
        if "any" not in says.items:
            described = [
                each
                for each in requirement.because
                if each.truth is not Truth.FALSE and isinstance(each.entry.says, Classification)
            ]
            for each in described[:1]:
                names |= {each.provision, *getattr(each.entry.says, "contains", ())}
                conditions += conditions_of(each.entry.says)
                for inner in each.because:
                    conditions += conditions_of(inner.entry.says)
        asked = _asked(conditions, found.law)
        groups = {
            group
            for condition in (*conditions, *_definitions(asked, found.law))
            for group in groups_of(condition)
        }
        for measure in register.measures:
            for change in measure.changes:
                written = change.says
                if change.act == "adds" and isinstance(
                    written, (LicenseException, Exclusion, License)
                ):
                    continue  # without it the answer is no milder
                if (
                    (isinstance(written, LicenseException) and says.provision in written.overcomes)
                    or (isinstance(written, Exclusion) and set(written.excludes) & names)
                    or (isinstance(written, Definition) and written.defines in asked)
                    or (
                        isinstance(written, Group)
                        and written.group in groups
                        and self._concerns(written)
                    )
                    or isinstance(written, (Jurisdiction, License, Restriction))
                    or (isinstance(written, Presumption) and written.presumes in names)
                ):
                    names.add(change.provision)
        return self._parts(names, register)

    def _concerns(self, says: Group) -> bool:
        return bool(
            self.countries
            & ((says.members or frozenset()) | says.joins | says.leaves | says.doubtful)
        )

    def movable(self) -> Iterator[Part]:
        """What may make a free answer stricter if it were gone: whatever removes, replaces,
        excludes, excepts or stays.
        """
        kinds = (Exclusion, LicenseException, Group, License, Definition)
        names = {
            change.provision
            for measure in self.register.measures
            for change in measure.changes
            if change.act != "adds" or isinstance(change.says, kinds)
        }
        yield from self._parts(names, self.register)

    def _parts(self, names: set[str], register: Register) -> list[Part]:
        """The parts of the log that have effect on some provisions: the last change to each, and
        all of a country list.
        """
        last: dict[str, tuple[tuple[date, date, int], Measure, Change]] = {}
        found: dict[Part, None] = {}
        for place, measure in enumerate(register.measures):
            if measure.published > self.law.known:
                continue
            for change in measure.changes:
                start = register.start_of(measure, change, self.law.known)
                if (
                    change.provision not in names
                    or start > self.law.on
                    or change.reading not in (None, self.law.reading)
                ):
                    continue
                if self._stands(measure, change):
                    continue
                if isinstance(change.says, Group):
                    if not self._concerns(change.says):
                        continue
                    found[self._part(measure, change.provision)] = None
                key = (start, measure.published, place)
                if change.provision not in last or last[change.provision][0] <= key:
                    last[change.provision] = (key, measure, change)
            touched = {act.measure for act in measure.acts_on if act.since <= self.law.on}
            if self.whole and any(
                change.provision in names
                for other in register.measures
                if other.measure in touched
                for change in other.changes
            ):
                found[(measure.measure, None)] = None
        for _, measure, change in last.values():
            found[self._part(measure, change.provision)] = None
        return list(found)

    def _part(self, measure: Measure, provision: str) -> Part:
        return (measure.measure, None if self.whole else provision)

    def _stands(self, measure: Measure, change: Change) -> bool:
        """Whether a change is part of the ground that is taken to stand."""
        if self.whole:
            return measure.measure in self.ground
        if measure.measure in self.ground and isinstance(change.says, (Group, Jurisdiction)):
            return True
        return isinstance(change.says, Jurisdiction) or (
            isinstance(change.says, Definition) and change.says.when is None
        )


def _ground(library: Library) -> frozenset[str]:
    """The measures that say what is subject to the regulations at all, before any other."""
    return frozenset({library.standing}) if library.standing is not None else frozenset()


def _asked(conditions: Iterable[Condition], law: Law) -> set[str]:
    """The facts that some conditions ask for, definitions looked into."""
    inputs = {
        says.defines: says.formula if says.formula is not None else says.when
        for says, _ in law.of_kind(Definition)
    }
    asked: set[str] = set()
    open_ = [name for condition in conditions for name in facts_of(condition)]
    while open_:
        name = open_.pop()
        if name not in asked:
            asked.add(name)
            node = inputs.get(name)
            open_ += list(facts_of(node)) if node is not None else []
    return asked


def _definitions(asked: set[str], law: Law) -> list[Condition]:
    return [
        says.when
        for says, _ in law.of_kind(Definition)
        if says.defines in asked and says.when is not None
    ]
