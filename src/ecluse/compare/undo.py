"""One side of a comparison with some changes as they were on the other side.

Belongs here: undoing changes of measures, items and other data. Does not: choosing what to undo
(attribution).
Always true: whatever is not undone stays as it is on the later side.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ecluse.compare.cause import Cause, Kind
from ecluse.compare.side import Side
from ecluse.law.library import Library
from ecluse.law.measure import Measure
from ecluse.law.register import Register

# The parts of a library that are neither measures nor items.
PARTS: dict[Kind, str] = {
    "countries": "countries",
    "vocabulary": "vocabulary",
    "exporters": "exporters",
}


def side_without(early: Side, late: Side, causes: frozenset[Cause]) -> Side:
    """The later side with some changes undone."""
    register = register_without(early, late, _names(causes, "measure"))
    law = late.law
    known = None if law.known == date.max else law.known
    return replace(
        late,
        library=_library_without(early.library, late.library, causes),
        register=register,
        law=register.at(law.on, known, law.reading),
    )


def register_without(early: Side, late: Side, names: frozenset[str]) -> Register:
    """The later register with some measures as they were on the other side."""
    measures: list[Measure] = []
    for measure in late.register.measures:
        if measure.measure not in names:
            measures.append(measure)
        elif (then := measure_of(early, measure.measure)) is not None:
            measures.append(then if then != measure else _as_of(measure, early.on))
    kept = {measure.measure for measure in late.register.measures}
    restored = (measure_of(early, name) for name in sorted(names - kept))
    measures += [measure for measure in restored if measure is not None]
    return replace(late.register, measures=tuple(measures))


def measure_of(side: Side, name: str) -> Measure | None:
    """The measure of that name on a side."""
    measures = side.register.measures
    return next((measure for measure in measures if measure.measure == name), None)


def _library_without(early: Library, late: Library, causes: frozenset[Cause]) -> Library:
    parts = {part: getattr(early, part) for kind, part in PARTS.items() if _names(causes, kind)}
    figures = _names(causes, "figures")
    if figures:
        others = {name: early.catalogue.items[name] for name in figures}
        items = {**late.catalogue.items, **others}
        parts["catalogue"] = replace(late.catalogue, items=items)
    return replace(late, **parts) if parts else late


def _names(causes: frozenset[Cause], kind: Kind) -> frozenset[str]:
    return frozenset(cause.name for cause in causes if cause.kind == kind)


def _as_of(measure: Measure, day: date) -> Measure:
    """The part of a measure that had begun by a day.

    A stay or postponement that had begun by then, and ended later, has no end here.
    """
    changes = tuple(change for change in measure.changes if change.applies_from <= day)
    acts = tuple(
        replace(act, until=None) if act.until is not None and act.until > day else act
        for act in measure.acts_on
        if act.since <= day
    )
    return replace(measure, changes=changes, acts_on=acts)
