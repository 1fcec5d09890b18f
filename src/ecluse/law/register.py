"""Folds the log of measures into the law of a day.

Belongs here: which provisions are in force on one day, as known on another, under one of two
readings, and on which days that changes. Does not: what they mean for a shipment.
Always true: the measures stand in order of publication, and no two have one name; `Law` depends on
nothing but them and the three arguments, two plain days and one of the two readings; between two
neighboring days of `Register.days` the law is constant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ecluse.errors import UnknownNameError, near
from ecluse.law.in_force import InForce, Law
from ecluse.law.measure import Act, Change, Measure, Reading, day_of_the_law
from ecluse.law.provision import Definition, Group, Provision, Requirement

__all__ = ["InForce", "Law", "Register"]


@dataclass(frozen=True, slots=True)
class _Dated:
    start: date
    order: tuple[date, date, int, int]
    change: Change
    measure: Measure


@dataclass(frozen=True)
class Register:
    """All measures, in order of publication; the day up to which the law was read, and from which
    it can be asked.

    With `only_day`, the law of every day is that of this one.
    """

    measures: tuple[Measure, ...]
    horizon: date
    answers_from: date
    only_day: date | None = None

    def __post_init__(self) -> None:
        names = [each.measure for each in self.measures]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two measures are called '{twice[0]}'")
        ordered = sorted(self.measures, key=lambda each: (each.published, each.measure))
        object.__setattr__(self, "measures", tuple(ordered))

    def measure(self, name: str, where: str = "the register") -> Measure:
        """The measure called `name`, by its identifier or the end of it.

        Raises:
            UnknownNameError: None is, or several are.
        """
        found = self.called(name)
        if len(found) > 1:
            which = ", ".join(each.measure for each in found)
            raise UnknownNameError(
                f"{len(found)} measures are called '{name}'", where, f"say which: {which}"
            )
        if not found:
            names = [each.measure for each in self.measures]
            mend = near(name, [*names, *(each.rpartition("/")[2] for each in names)])
            raise UnknownNameError(
                f"no measure is called '{name}'", where, mend or "`ecluse law` lists them"
            )
        return found[0]

    def called(self, name: str) -> list[Measure]:
        """The measures whose identifier ends with `name`; only the one that is it, if there is one."""
        exact = [each for each in self.measures if each.measure == name]
        return exact or [each for each in self.measures if each.measure.rpartition("/")[2] == name]

    def at(
        self, on: date, known: date | None = None, reading: Reading | str = Reading.ENFORCED
    ) -> Law:
        """The law of the day `on`, from what was published up to `known` (everything, where left
        out).

        Raises:
            InputError: A day is a moment or a text.
            UnknownNameError: The reading is neither of the two.
        """
        on, known, reading = day_of_the_law(on, "on"), _known(known), Reading.of(reading)
        on = self.only_day or on
        acts = self._acts(known)
        state: dict[str, InForce] = {}
        for dated in self._dated(known, reading, acts):
            if dated.start > on:
                break
            if _touching(acts, dated, on, "suspends") or _touching(acts, dated, on, "rescinds"):
                continue
            change = dated.change
            if change.act == "removes":
                state.pop(change.provision, None)
                continue
            assert change.says is not None
            before = state.pop(change.provision, None)
            says = _merged(before.says if before else None, change.says)
            state[change.provision] = InForce(
                says=_on_the_day(says, on),
                measure=dated.measure,
                since=dated.start,
                cited=change.cited,
                doubt=_touching(acts, dated, on, "doubts"),
            )
        return Law(on=on, known=known, reading=reading, provisions=state)

    def days(self, known: date | None = None, reading: Reading | str | None = None) -> list[date]:
        """Every day on which the law may change, in order; under both readings where left out.

        Raises:
            InputError, UnknownNameError: As `at`.
        """
        known = _known(known)
        if self.only_day is not None:
            return []
        acts = self._acts(known)
        found: set[date] = set()
        for each in tuple(Reading) if reading is None else (Reading.of(reading),):
            for dated in self._dated(known, each, acts):
                found.add(dated.start)
                says = dated.change.says
                if isinstance(says, Definition):
                    found.update(step.since for step in says.steps)
                if isinstance(says, Requirement) and says.saves:
                    found.add(says.saves.until)
        for act in (act for _, act in acts):
            found.update(day for day in (act.since, act.until, act.to) if day is not None)
        return sorted(found)

    def periods(
        self,
        since: date,
        until: date,
        known: date | None = None,
        reading: Reading | str = Reading.ENFORCED,
    ) -> list[tuple[date, date]]:
        """The stretches of constant law from `since` to `until`, both included: first and last day
        of each.

        Raises:
            InputError, UnknownNameError: As `at`.
        """
        since, until = day_of_the_law(since, "since"), day_of_the_law(until, "until")
        days = self.days(known, Reading.of(reading))
        starts = [since, *(day for day in days if since < day <= until)]
        ends = [*(day - timedelta(days=1) for day in starts[1:]), until]
        return list(zip(starts, ends, strict=True))

    def history(self, provision: str) -> list[tuple[Measure, Change]]:
        """Every change to one provision, in order of effect."""
        found = [
            (each, change)
            for each in self.measures
            for change in each.changes
            if change.provision == provision
        ]
        return sorted(found, key=lambda pair: (pair[1].applies_from, pair[0].published))

    def provision_names(self) -> list[str]:
        """Every provision that ever stood in the log."""
        return list(
            dict.fromkeys(change.provision for each in self.measures for change in each.changes)
        )

    def in_order(self, reading: Reading) -> list[tuple[Measure, int, date]]:
        """Every change in the order of effect: its measure, its place there, and its first day."""
        dated = self._dated(date.max, reading, self._acts(date.max))
        return [(each.measure, each.order[-1], each.start) for each in dated]

    def unlisted(self) -> list[tuple[date, Measure, Change]]:
        """Who joins or leaves a group of which no list stands on that day, under that provision."""
        found: list[tuple[date, Measure, Change]] = []
        for reading in Reading:
            standing: dict[str, Group] = {}
            for measure, place, start in self.in_order(reading):
                change = measure.changes[place]
                says, before = change.says, standing.pop(change.provision, None)
                if not isinstance(says, Group):
                    continue
                standing[change.provision] = says.over(before)
                unlisted = standing[change.provision].members is None
                if unlisted and (says.joins or says.leaves):
                    found.append((start, measure, change))
        return list(dict.fromkeys(found))

    def start_of(self, measure: Measure, change: Change, known: date | None = None) -> date:
        """The first day on which a change applies, postponements counted."""
        return _postponed(self._acts(_known(known)), measure, change)

    def _acts(self, known: date) -> list[tuple[Measure, Act]]:
        return [
            (each, act) for each in self.measures if each.published <= known for act in each.acts_on
        ]

    def _dated(
        self, known: date, reading: Reading, acts: list[tuple[Measure, Act]]
    ) -> list[_Dated]:
        found: list[_Dated] = []
        for place, measure in enumerate(self.measures):
            if measure.published > known:
                continue
            for index, change in enumerate(measure.changes):
                if change.reading in (None, reading):
                    start = _postponed(acts, measure, change)
                    found.append(
                        _Dated(start, (start, measure.published, place, index), change, measure)
                    )
        return sorted(found, key=lambda dated: dated.order)


def _known(day: date | None) -> date:
    return date.max if day is None else day_of_the_law(day, "known")


def _postponed(acts: Iterable[tuple[Measure, Act]], measure: Measure, change: Change) -> date:
    start = change.applies_from
    for _, act in acts:
        # A postponement reaches only what had not begun when it was made.
        if (
            act.act == "postpones"
            and act.measure == measure.measure
            and act.touches(change.provision)
            and act.since <= start
        ):
            start = max(start, act.to or start)
    return start


def _touching(
    acts: Iterable[tuple[Measure, Act]], dated: _Dated, on: date, kind: str
) -> Act | None:
    for _, act in acts:
        if (
            act.act == kind
            and act.measure == dated.measure.measure
            and act.touches(dated.change.provision)
            and act.since <= on
            and (act.until is None or on < act.until)
        ):
            return act
    return None


def _merged(before: Provision | None, says: Provision) -> Provision:
    """A change to a group's membership is laid over the group as it stood."""
    return (
        says.over(before if isinstance(before, Group) else None)
        if isinstance(says, Group)
        else says
    )


def _on_the_day(says: Provision, on: date) -> Provision:
    """What depends on the day within a provision is settled for that day."""
    if isinstance(says, Definition) and says.steps:
        return replace(
            says,
            steps=tuple(step for step in says.steps if step.since <= on)[-1:] or says.steps[:1],
        )
    if isinstance(says, Requirement) and says.saves and on >= says.saves.until:
        return replace(says, saves=None)
    return says
