"""What the edits of a scenario come to: which of them touch nothing, and what they undo unasked.

Belongs here: comparing the register with and without each edit, and the order in which changes of
one provision take effect. Does not: applying a scenario (scenario), counting answers (compare).
Always true: an edit that is said to touch nothing leaves the law of every day that can be asked as
it is without it, under both readings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from ecluse.law.measure import Act, Change, Measure, Reading
from ecluse.law.provision import Group
from ecluse.law.register import Register
from ecluse.law.scenario import Pause, Scenario, applied

T = TypeVar("T")
A = TypeVar("A", Act, Pause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that the author of a scenario may not have meant: of which edit, and what."""

    does: str
    to: str
    says: str

    def __str__(self) -> str:
        return f"{self.does} {self.to}: {self.says}"


_LeftOut = tuple[Note, Scenario]


def notes_of(scenario: Scenario, register: Register) -> tuple[Note, ...]:
    """Every edit that touches nothing, and every change that replaces what came after it."""
    edited = applied(scenario, register)
    return (*_overwritten(scenario, register, edited), *_idle(scenario, register, edited))


# ---- what touches nothing ------------------------------------------------------------------------


def _idle(scenario: Scenario, register: Register, edited: Register) -> Iterator[Note]:
    for whole, parts in _edits_left_out(scenario):
        # What is said of a whole edit is not said of its parts again.
        for notes in ([whole], parts):
            found = [note for note, less in notes if _alike(edited, applied(less, register))]
            yield from found
            if found:
                break


def _edits_left_out(scenario: Scenario) -> Iterator[tuple[_LeftOut, list[_LeftOut]]]:
    """The scenario without each edit, and without each part of it, and what is said if that is all
    the same.
    """
    for place, name in enumerate(scenario.drops):
        note = Note(does="drops", to=name, says="the drop touches nothing")
        yield (note, replace(scenario, drops=_without(scenario.drops, place))), []
    for place, delay in enumerate(scenario.delays):
        note = Note(does="delays", to=delay.measure, says="the delay touches nothing")
        yield (note, replace(scenario, delays=_without(scenario.delays, place))), []
    for place in range(len(scenario.pauses)):
        yield _stay_left_out(scenario, place)
    for place in range(len(scenario.adds)):
        yield _measure_left_out(scenario, place)
    for place, grant in enumerate(scenario.grants):
        note = Note(does="grants", to=grant.title.en, says="the license touches nothing")
        yield (note, replace(scenario, grants=_without(scenario.grants, place))), []


def _stay_left_out(scenario: Scenario, place: int) -> tuple[_LeftOut, list[_LeftOut]]:
    pauses, pause = scenario.pauses, scenario.pauses[place]
    once = [other.measure for other in pauses].count(pause.measure) == 1
    stay = "the stay" if once else f"the stay from {pause.since}"
    note = Note(does="pauses", to=pause.measure, says=f"{stay} touches nothing")
    parts = [
        (
            replace(note, says=f"{note.says} of {name}"),
            replace(scenario, pauses=_put(pauses, place, fewer)),
        )
        for name, fewer in _narrowed(pause)
    ]
    return (note, replace(scenario, pauses=_without(pauses, place))), parts


def _measure_left_out(scenario: Scenario, place: int) -> tuple[_LeftOut, list[_LeftOut]]:
    adds, measure = scenario.adds, scenario.adds[place]
    note = Note(does="adds", to=measure.measure, says="the measure touches nothing")
    parts = [
        (
            replace(note, says=f"{what} touches nothing"),
            replace(scenario, adds=_put(adds, place, smaller)),
        )
        for what, smaller in _parts_left_out(measure)
    ]
    return (note, replace(scenario, adds=_without(adds, place))), parts


def _narrowed(act: A) -> list[tuple[str, A]]:
    """Each provision that a stay or an act names, with the act as it is without it."""
    if len(act.provisions) < 2:  # without names it would reach them all
        return []
    return [
        (name, replace(act, provisions=_without(act.provisions, place)))
        for place, name in enumerate(act.provisions)
    ]


def _parts_left_out(measure: Measure) -> Iterator[tuple[str, Measure]]:
    """Each change and each act of a measure, with the measure as it is without it."""
    for place, change in enumerate(measure.changes):
        what = f"what it {change.act} of {change.provision}"
        yield what, replace(measure, changes=_without(measure.changes, place))
    for place, act in enumerate(measure.acts_on):
        what = f"that it {act.act} {act.measure}"
        yield what, replace(measure, acts_on=_without(measure.acts_on, place))
        for name, fewer in _narrowed(act):
            yield f"{what} in {name}", replace(measure, acts_on=_put(measure.acts_on, place, fewer))


def _without(values: tuple[T, ...], place: int) -> tuple[T, ...]:
    return (*values[:place], *values[place + 1 :])


def _put(values: tuple[T, ...], place: int, value: T) -> tuple[T, ...]:
    return (*values[:place], value, *values[place + 1 :])


def _alike(one: Register, other: Register) -> bool:
    """Whether two registers say the same on every day that can be asked, under both readings."""
    for reading in Reading:
        days = {one.answers_from, *one.days(None, reading), *other.days(None, reading)}
        # Most edits are for good: the last day tells.
        for day in sorted((day for day in days if day >= one.answers_from), reverse=True):
            if _said(one, day, reading) != _said(other, day, reading):
                return False
    return True


def _said(register: Register, day: date, reading: Reading) -> dict[str, object]:
    return {
        name: (entry.says, entry.measure.measure, entry.measure.binds, entry.doubt)
        for name, entry in register.at(day, None, reading).provisions.items()
    }


# ---- what is undone unasked ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class _Over:
    """From a day on, a change of one measure lies over another's, which came after it before."""

    since: date
    measure: str
    over: str
    how: str


def _overwritten(scenario: Scenario, register: Register, edited: Register) -> Iterator[Note]:
    delayed = {delay.measure for delay in scenario.delays}
    changed: dict[_Over, set[str]] = {}
    for reading in Reading:
        for over, provision in _turned_over(register, edited, reading):
            changed.setdefault(over, set()).add(provision)
    for over in sorted(changed):
        count = len(changed[over])
        provisions = "1 provision" if count == 1 else f"{count} provisions"
        yield Note(
            does="delays" if over.measure in delayed else "moves",
            to=over.measure,
            says=f"from {over.since} it {over.how.format(over=over.over, of=provisions)}",
        )


def _turned_over(
    register: Register, edited: Register, reading: Reading
) -> Iterator[tuple[_Over, str]]:
    """Each change that lies over one that came after it before, with its provision."""
    before = {key: rank for rank, (key, _, _) in enumerate(_in_order(register, reading))}
    last: dict[str, tuple[tuple[str, int], Change]] = {}
    for key, start, change in _in_order(edited, reading):
        under = last.get(change.provision)
        last[change.provision] = (key, change)
        if under is None or _merely_changes(change) or key[0] == under[0][0]:
            continue
        if key in before and before.get(under[0], -1) > before[key]:
            yield _Over(start, key[0], under[0][0], _how(change, under[1])), change.provision


def _in_order(
    register: Register, reading: Reading
) -> Iterator[tuple[tuple[str, int], date, Change]]:
    """Every change with its measure's name and its place there, as they take effect."""
    for measure, place, start in register.in_order(reading):
        yield (measure.measure, place), start, measure.changes[place]


def _merely_changes(change: Change) -> bool:
    """A change of a group's list lies beside what others changed of it."""
    return isinstance(change.says, Group) and change.says.members is None


def _how(change: Change, under: Change) -> str:
    if under.act == "removes":
        return "brings back {of} that {over} had removed"
    verb = "removes" if change.act == "removes" else "replaces"
    return verb + " what {over} made of {of}"
