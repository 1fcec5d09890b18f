"""What an answer changed by: the measures, or the figures of an item.

Belongs here: undoing single changes (and pairs) on the later side, and asking again. Does not:
finding what changed.
Always true: a change is named only if the answer goes back to what it was when that change alone
(or the named ones together) is as it was on the other side.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import combinations

from ecluse.compare.asking import Asking
from ecluse.compare.side import Side
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import Determination, determine, determine_case
from ecluse.determine.shipment import Shipment
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Verdict
from ecluse.facts.item import Item
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.library import Library
from ecluse.law.measure import Measure
from ecluse.law.provision import Allocation, Classification, Definition, Group, Notice
from ecluse.law.register import InForce, Law, Register

_MOST_PAIRED = 8
# What of a data folder is no measure: its name here, and the part of the library that holds it.
_FACTS = {
    "the country data": "countries",
    "the vocabulary": "vocabulary",
    "the exporters on record": "exporters",
}
_FIGURES = "figures of "
_PLACES = (
    "destination",
    "headquarters",
    "parent_headquarters",
    "origin",
    "exporter_headquarters",
    "designer_headquarters",
)


class Blame:
    """The changes between two sides, and the later side with some of them undone."""

    def __init__(self, before: Side, after: Side) -> None:
        # Undone is always what the later of two days has and the earlier has not.
        self.turned = before.on > after.on
        self.early, self.late = (after, before) if self.turned else (before, after)
        self.measures = [name for name in self._names() if self._differs(name)]
        ours, theirs = self.early.library, self.late.library
        self.facts = [
            cause for cause, part in _FACTS.items() if getattr(ours, part) != getattr(theirs, part)
        ]
        self._sides: dict[frozenset[str], Side] = {}
        self._tried: dict[Hashable, tuple[str, ...]] = {}

    def _names(self) -> list[str]:
        both = [*self.early.register.measures, *self.late.register.measures]
        return list(dict.fromkeys(measure.measure for measure in both))

    def _differs(self, name: str) -> bool:
        then, now = _find(self.early, name), _find(self.late, name)
        if then != now:
            return True
        assert now is not None
        days = {self.late.register.start_of(now, change) for change in now.changes}
        days |= {
            day for act in now.acts_on for day in (act.since, act.until, act.to) if day is not None
        }
        return any(self.early.on < day <= self.late.on for day in days)

    def candidates(self, item: Item) -> list[str]:
        """Everything that may have changed an answer about an item."""
        return [*self._of(item), *self.facts, *self.measures]

    def _of(self, item: Item) -> list[str]:
        """The figures that differ, of an item and of the IC in it."""
        ours, theirs = self.early.library.catalogue.items, self.late.library.catalogue.items
        if ours is theirs:
            return []
        named = [item.name, *([item.contains.item] if item.contains else [])]
        return [
            f"{_FIGURES}{name}"
            for name in named
            if name in ours and name in theirs and ours[name] != theirs[name]
        ]

    def undone(self, causes: frozenset[str]) -> Side:
        """The later side with some changes as they were on the other side."""
        if causes not in self._sides:
            register = undone(self.early, self.late, causes)
            law = self.late.law
            self._sides[causes] = replace(
                self.late,
                library=self._library(causes),
                register=register,
                law=register.at(law.on, None if law.known == date.max else law.known, law.reading),
            )
        return self._sides[causes]

    def _library(self, causes: frozenset[str]) -> Library:
        ours, theirs = self.early.library, self.late.library
        parts = {part: getattr(ours, part) for cause, part in _FACTS.items() if cause in causes}
        names = [cause.removeprefix(_FIGURES) for cause in causes if cause.startswith(_FIGURES)]
        if names:
            items = {
                **theirs.catalogue.items,
                **{name: ours.catalogue.items[name] for name in names},
            }
            parts["catalogue"] = replace(theirs.catalogue, items=items)
        return replace(theirs, **parts) if parts else theirs

    def responsible(
        self, shipment: Shipment, before: Determination, after: Determination
    ) -> tuple[str, ...]:
        """The fewest changes that, undone together, bring the answer back; none where no one or two
        do.

        Cases with the same findings on both sides mostly go back with the same change: that is
        tried first.
        """
        early, late = (after, before) if self.turned else (before, after)
        asked = _Asked(self, shipment, late.verdict)
        key = (trail(early), trail(late), *self._of(shipment.item), len(self.facts))
        if key in self._tried and (
            not self._tried[key] or asked.undone(*self._tried[key]) == early.verdict
        ):
            return self._tried[key]
        self._tried[key] = self._fewest(asked, early.verdict, _resting(early, late))
        return self._tried[key]

    def _fewest(self, asked: _Asked, wanted: Verdict, resting: set[str]) -> tuple[str, ...]:
        ordered = sorted(
            self.candidates(asked.shipment.item),
            key=lambda name: name in self.measures and name not in resting,
        )
        for name in ordered:
            if asked.undone(name) == wanted:
                return (name,)
        # First those that move the answer at all: a pair seldom needs another.
        ordered.sort(key=lambda name: asked.undone(name) == asked.late)
        for one, other in combinations(ordered[:_MOST_PAIRED], 2):
            if asked.undone(one, other) == wanted:
                return (one, other)
        return ()


class _Asked:
    """One case on the later side, with this or that undone."""

    def __init__(self, blame: Blame, shipment: Shipment, late: Verdict) -> None:
        self.blame = blame
        self.shipment = shipment
        self.late = late
        self._said: dict[frozenset[str], Verdict] = {}

    def undone(self, *causes: str) -> Verdict:
        """What is then said."""
        key = frozenset(causes)
        if key not in self._said:
            self._said[key] = self._ask(key)
        return self._said[key]

    def _ask(self, causes: frozenset[str]) -> Verdict:
        side = self.blame.undone(causes)
        if side.library is not self.blame.late.library:
            items = side.library.catalogue.items
            shipment = replace(
                self.shipment, item=items.get(self.shipment.item.name, self.shipment.item)
            )
            return determine(shipment, side.law, side.library, depends=False, needs=False).verdict
        if not self._said:
            # Mostly the first that is tried is the one: nothing is laid out for others.
            return determine(
                self.shipment, side.law, side.library, depends=False, needs=False
            ).verdict
        if not self._moves(side.law):
            return self.late
        return determine_case(self._case.under(side.law), depends=False, needs=False).verdict

    @cached_property
    def _case(self) -> CaseFacts:
        """The case on the later side, with all decided."""
        asking = Asking(self.blame.late, self.shipment)
        asking.bearing(asking.case)
        return asking.case

    def _moves(self, law: Law) -> bool:
        """Whether a law differs in anything that can bear on the case; the rest is FALSE for it
        under both.
        """
        ours = self._case.law
        for name in dict.fromkeys((*ours.provisions, *law.provisions)):
            then, now = ours.provisions.get(name), law.provisions.get(name)
            if then is now or (then and now and _content(then) == _content(now)):
                continue
            if any(self._bears(entry, ours, law) for entry in (then, now) if entry is not None):
                return True
        return False

    def _bears(self, entry: InForce, ours: Law, law: Law) -> bool:
        says = entry.says
        if isinstance(says, (Notice, Allocation)):
            return False
        if isinstance(says, Group):
            places = {str(self._case[role].value) for role in _PLACES}
            return any(
                ours.member(place, says.group) is not law.member(place, says.group)
                for place in places
            )
        if isinstance(says, (Definition, Classification)):
            return True
        when = getattr(says, "when", None)
        return when is None or evaluate(when, self._case, ours.member).truth is not Truth.FALSE


def trail(found: Determination) -> Hashable:
    """What an answer rests on, without the figures."""
    rests = [
        each
        for each in (*found.all_requirements, *found.all_exceptions, *found.paragraphs.values())
        if each.truth is not Truth.FALSE
    ]
    return (
        found.verdict,
        tuple((each.provision, each.truth) for each in rests),
        tuple(each.found.provision if each.found else None for each in found.reviews),
    )


def _content(entry: InForce) -> tuple[object, ...]:
    return (entry.says, entry.doubt, entry.measure.binds)


def undone(early: Side, late: Side, causes: frozenset[str]) -> Register:
    """The later register with some measures as they were on the other side."""
    measures: list[Measure] = []
    for measure in late.register.measures:
        if measure.measure not in causes:
            measures.append(measure)
        elif (then := _find(early, measure.measure)) is not None:
            measures.append(then if then != measure else _as_of(measure, early.on))
    there = {measure.measure for measure in late.register.measures}
    measures += [
        back for name in sorted(causes - there) if (back := _find(early, name)) is not None
    ]
    return replace(late.register, measures=tuple(measures))


def _resting(*found: Determination) -> set[str]:
    """Measures that one answer rests on and the other does not."""
    sets = [{each.entry.measure.measure for each in _evidence(one)} for one in found]
    return sets[0] ^ sets[-1]


def _evidence(found: Determination) -> Iterator[Found]:
    yield from (*found.requirements, *found.possible, *found.paragraphs.values())
    if found.used:
        yield found.used
    yield from (each.found for each in found.reviews if each.found is not None)


def _as_of(measure: Measure, day: date) -> Measure:
    """What of a measure had begun by a day (stays and postponements that ended later go on)."""
    changes = tuple(change for change in measure.changes if change.applies_from <= day)
    acts = tuple(
        replace(act, until=None) if act.until is not None and act.until > day else act
        for act in measure.acts_on
        if act.since <= day
    )
    return replace(measure, changes=changes, acts_on=acts)


def _find(side: Side, name: str) -> Measure | None:
    return next((measure for measure in side.register.measures if measure.measure == name), None)
