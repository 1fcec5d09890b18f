"""The laws of a book that say the same of every item in it.

Belongs here: from one law to the next, whether all that changed are exceptions, reviews, red flags
and notes that hold for no item of the book, wherever it goes. Does not: a law's answers (by_codes,
lookup).
Always true: a case gets one record under two such laws, for nothing on which a record rests is
otherwise: what changed is FALSE, whatever is unknown or counted, and no ground of any answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ecluse.determine.case import CaseFacts
from ecluse.determine.coded_law import flags_of
from ecluse.determine.declared import statements
from ecluse.determine.leaf_codes import LeafCodes
from ecluse.determine.movement import MOVEMENT
from ecluse.determine.shipment import PLACES
from ecluse.determine.ultimate import REGION
from ecluse.law.condition.compile import FALSE, NOT_STATED, UNKNOWN, Program, Slots
from ecluse.law.in_force import InForce, Law
from ecluse.law.library import Library
from ecluse.law.provision import (
    Definition,
    LicenseException,
    Notice,
    Presumption,
    Review,
    conditions_of,
)
from ecluse.orders.case import LineCase
from ecluse.orders.subject import Subjects

_MOST_ITEMS = 300  # with their further facts: of more, some law may be unlike for one


def like_laws(subjects: Subjects, cases: Iterable[LineCase]) -> Sequence[int]:
    """For each law of a book the first of those before it that say the same of all its items."""
    items = {(case.item, case.facts): case for case in cases}
    laws = range(len(subjects.meanings.slices.slices))
    first = list(laws)
    if len(items) > _MOST_ITEMS:
        return first
    for law in laws[1:]:
        if _alike(subjects, law, list(items.values())):
            first[law] = first[law - 1]
    return first


def _alike(subjects: Subjects, law: int, cases: Sequence[LineCase]) -> bool:
    """Whether a law says of some items, wherever they go, what the law before it does."""
    before, after = subjects.classes(law - 1), subjects.classes(law)
    given = {fact for fact, _ in subjects.meanings.facts}
    for one, other in zip(before, after, strict=True):
        change = _LawChange(one.law, other.law, subjects.library)
        if not change.is_slight or given & change.limits:
            return False
        for number, classes in ((law - 1, one), (law, other)):
            side = _ChangedRules(classes.law, change.of(classes.law))
            if not side.program.terms and not change.limits:
                continue
            for case in cases:
                facts = subjects.known(case._replace(law=number), classes.law)
                unsettled = any(not facts[name].settled for name in change.limits)
                if unsettled or side.may_hold(facts, classes.axes.counted):
                    return False
    return True


class _LawChange:
    """What changed from one law to the next."""

    def __init__(self, before: Law, after: Law, library: Library) -> None:
        self.laws, self.library = (before, after), library
        self._names = {
            name
            for name in before.provisions.keys() | after.provisions.keys()
            if _content(before, name) != _content(after, name)
        }
        self.limits = {
            name
            for name in before.limits.keys() | after.limits.keys()
            if before.limits.get(name) != after.limits.get(name)
        }

    @property
    def is_slight(self) -> bool:
        """Whether nothing changed but exceptions, reviews, notices, and figures for these."""
        before, after = self.laws
        kept = [[name for name in law.provisions if name not in self._names] for law in self.laws]
        changed = [
            law.provisions[name]
            for law in self.laws
            for name in self._names & law.provisions.keys()
        ]
        return (
            kept[0] == kept[1]
            and all(isinstance(entry.says, Definition) or _slight(entry) for entry in changed)
            and all(_slight(entry) for law in self.laws for entry in self.of(law))
            and len({self._of_day(law) for law in (before, after)}) == 1
        )

    def _of_day(self, law: Law) -> tuple[object, ...]:
        """What else of a day an answer can rest on."""
        countries = self.library.countries.by_code.values()
        treated = [each.treated_as.since <= law.on for each in countries if each.treated_as]
        beyond = law.on > self.library.data_as_of
        return beyond, self.library.eccns.period(law.on), tuple(treated)

    def of(self, law: Law) -> list[InForce]:
        """What of a law changed, or asks for a fact that is worked out otherwise."""
        defined = {
            says.defines
            for each in self.laws
            for says, _ in each.of_kind(Definition)
            if says.provision in self._names or self._began(says)
        }
        facts = law.touched_by(frozenset(defined))
        return [
            entry
            for name, entry in law.provisions.items()
            if not isinstance(entry.says, Definition)
            and (
                name in self._names
                or not all(
                    facts.isdisjoint(law.asked[id(node)]) for node in conditions_of(entry.says)
                )
            )
        ]

    def _began(self, says: Definition) -> bool:
        """Whether a step of a figure begins between the two days."""
        before, after = self.laws
        return any((step.since <= before.on) != (step.since <= after.on) for step in says.steps)


def _slight(entry: InForce) -> bool:
    """Whether a provision is no ground of an answer where it does not hold."""
    return isinstance(entry.says, (LicenseException, Review, Notice))


def _content(law: Law, name: str) -> object:
    entry = law.provisions.get(name)
    if entry is None:
        return None
    cited = str(entry.cited), entry.cited.confidence
    return entry.says, entry.measure.measure, cited, entry.doubt


class _ChangedRules:
    """Some exceptions, reviews and red flags of one law, compiled."""

    def __init__(self, law: Law, entries: Sequence[InForce]) -> None:
        self.law, self._flags = law, flags_of(law)
        self.program = Program(Slots(), self._flags)
        self._terms = [
            self.program.of(says.when)
            for says in (entry.says for entry in entries)
            if isinstance(says, (LicenseException, Review))
            or (isinstance(says, Notice) and says.kind == "red_flag")
        ]
        self._run, self._codes = self.program.function(), LeafCodes(law, self.program.slots)
        self._presumed = {flag for says, _ in law.of_kind(Presumption) for flag in says.flags}

    def may_hold(self, facts: CaseFacts, counted: frozenset[str]) -> bool:
        """Whether one of them may hold for an item, wherever it goes, whatever is counted."""
        vector = bytearray(len(self.program.slots))
        for slot, code in self._written(facts, counted):
            vector[slot] = code
        values = self._run(bytes(vector), (), ())
        return any(values[term] != FALSE for term in self._terms)

    def _written(self, facts: CaseFacts, counted: frozenset[str]) -> Iterator[tuple[int, int]]:
        stated = facts.stated
        checked = stated.checked & self.law.definitions.keys()
        moving = {*PLACES, REGION, MOVEMENT, *counted, *checked, *self._presumed}
        if statements(facts):  # which an unknown figure may answer, or not
            moving.update(name for name, says in self.law.definitions.items() if says.eccn)
        open_ = self.law.touched_by(frozenset(moving))
        for name, leaves in self._codes.leaves.items():
            worked_out = name in self._flags and name not in stated.facts
            if worked_out and name not in self._presumed:
                yield leaves[0][0], NOT_STATED
            elif name in open_ or facts[name].unsettled or not facts[name].settled:
                yield from ((slot, UNKNOWN) for slot, _ in leaves)
            else:
                yield from self._codes.writes(name, facts[name])
