"""Which measure an answer changed by.

Belongs here: undoing single measures (and pairs) in the later law, and asking again. Does not: finding what changed.
Always true: a measure is named only if the answer goes back to what it was when that measure alone (or the named ones
together) is as it was on the other side.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

from ecluse.determine.decide import Determination, determine
from ecluse.determine.shipment import Shipment
from ecluse.determine.trace import Found
from ecluse.law.measure import Measure
from ecluse.law.register import Law
from ecluse.simulate.said import Said, said
from ecluse.simulate.side import Side

_MOST_PAIRED = 8


class Blame:
    """The measures that differ between two sides, and the law with some of them undone."""

    def __init__(self, before: Side, after: Side) -> None:
        # Undone is always what the later of two days has and the earlier has not.
        self.turned = before.on > after.on
        self.early, self.late = (after, before) if self.turned else (before, after)
        self.candidates = [name for name in self._names() if self._differs(name)]
        self._laws: dict[frozenset[str], Law] = {}

    def _names(self) -> list[str]:
        both = [*self.early.register.measures, *self.late.register.measures]
        return list(dict.fromkeys(measure.measure for measure in both))

    def _differs(self, name: str) -> bool:
        then, now = _find(self.early, name), _find(self.late, name)
        if then != now:
            return True
        assert now is not None
        days = {self.late.register.start_of(now, change) for change in now.changes}
        days |= {day for act in now.acts_on for day in (act.since, act.until, act.to) if day is not None}
        return any(self.early.on < day <= self.late.on for day in days)

    def law(self, undone: frozenset[str]) -> Law:
        """The later law with some measures as they were on the other side."""
        if undone not in self._laws:
            measures: list[Measure] = []
            for measure in self.late.register.measures:
                if measure.measure not in undone:
                    measures.append(measure)
                elif (then := _find(self.early, measure.measure)) is not None:
                    measures.append(then if then != measure else _as_of(measure, self.early.on))
            there = {measure.measure for measure in self.late.register.measures}
            measures += [
                restored for name in sorted(undone - there) if (restored := _find(self.early, name)) is not None
            ]
            measures.sort(key=lambda measure: (measure.published, measure.measure))
            register = replace(self.late.register, measures=tuple(measures))
            law = self.late.law
            self._laws[undone] = register.at(law.on, None if law.known == date.max else law.known, law.reading)
        return self._laws[undone]

    def responsible(self, shipment: Shipment, before: Determination, after: Determination) -> tuple[str, ...]:
        """The fewest measures that, undone together, bring the answer back; none where no one or two do."""
        early, late = (after, before) if self.turned else (before, after)
        wanted = said(early)
        resting = self._resting(early, late)
        ordered = [*resting, *(name for name in self.candidates if name not in resting)]
        for name in ordered:
            if self._said(shipment, frozenset({name})) == wanted:
                return (name,)
        for pair in combinations(ordered[:_MOST_PAIRED], 2):
            if self._said(shipment, frozenset(pair)) == wanted:
                return pair
        return ()

    def _said(self, shipment: Shipment, undone: frozenset[str]) -> Said:
        return said(determine(replace(shipment, on=self.late.on), self.law(undone), self.late.library))

    def _resting(self, *found: Determination) -> list[str]:
        """Measures that one answer rests on and the other does not, first."""
        sets = [{each.entry.measure.measure for each in _evidence(one)} for one in found]
        return [name for name in self.candidates if name in sets[0] ^ sets[-1]]


def _evidence(found: Determination) -> list[Found]:
    evidence = [
        *found.requirements,
        *found.possible,
        *((found.used,) if found.used else ()),
        *found.paragraphs.values(),
    ]
    return [*evidence, *(each.found for each in found.reviews if each.found is not None)]


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
