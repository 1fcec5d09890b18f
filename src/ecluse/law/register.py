"""Folds the log of measures into the law of a day.

Belongs here: which provisions are in force on one day, as known on another, under one of two
readings, and on which days that changes. Does not: what they mean for a shipment.
Always true: the measures stand in order of publication, and no two have one name; `Law` depends on
nothing but them and the three arguments, two plain days and one of the two readings; between two
neighboring days of `Register.days` the law is constant, and is worked out once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache

from ecluse.bounded import Bounded
from ecluse.errors import UnknownNameError, near
from ecluse.grouped import grouped
from ecluse.law.in_force import InForce, Law, Provisions
from ecluse.law.measure import Act, Change, Measure, Reading, day_of_the_law
from ecluse.law.provision import Definition, Group, Provision, Requirement

__all__ = ["InForce", "Law", "Register"]
_MOST_PERIODS = 256  # of constant law that a register remembers
_MOST_RECORDS = 64  # of days on which the law changes, by what was known
_Acts = Mapping[str, Sequence[Act]]  # by the measure that is acted on, in order of publication


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

    With `only_day`, the law of every day is that of this one. `scenario` is the name of the
    scenario that supposes it; None for the record as it is.
    """

    measures: tuple[Measure, ...]
    horizon: date
    answers_from: date
    only_day: date | None = None
    scenario: str | None = None

    def __post_init__(self) -> None:
        names = [each.measure for each in self.measures]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two measures are called '{twice[0]}'")
        ordered = sorted(self.measures, key=lambda each: (each.published, each.measure))
        object.__setattr__(self, "measures", tuple(ordered))

    def __getstate__(self) -> dict[str, object]:
        """The fields; what is remembered stays where it was worked out."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

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
        """The measures whose identifier ends with `name`, or the one whose identifier it is."""
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
        published = bisect_right(self._publications, known)
        period = bisect_right(self._days(published, reading), on)
        provisions = self._provisions(published, reading, period)
        return Law(
            on=on, known=known, reading=reading, provisions=provisions, scenario=self.scenario
        )

    def days(self, known: date | None = None, reading: Reading | str | None = None) -> list[date]:
        """Every day on which the law may change, in order; under both readings where left out.

        Raises:
            InputError, UnknownNameError: As `at`.
        """
        published = bisect_right(self._publications, _known(known))
        if self.only_day is not None:
            return []
        readings = tuple(Reading) if reading is None else (Reading.of(reading),)
        return sorted({day for each in readings for day in self._days(published, each)})

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

    @property
    def changes(self) -> Iterator[tuple[Measure, Change]]:
        """Every change of a provision with its measure, in order of publication."""
        return ((each, change) for each in self.measures for change in each.changes)

    def history(self, provision: str) -> list[tuple[Measure, Change]]:
        """Every change to one provision, in order of effect."""
        found = [pair for pair in self.changes if pair[1].provision == provision]
        return sorted(found, key=lambda pair: (pair[1].applies_from, pair[0].published))

    def provision_names(self) -> list[str]:
        """Every provision that ever stood in the log."""
        return list(dict.fromkeys(change.provision for _, change in self.changes))

    def in_order(self, reading: Reading) -> list[tuple[Measure, int, date]]:
        """Every change in the order of effect: its measure, its place there, and its first day."""
        published = len(self.measures)
        dated = self._dated(published, reading)
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
        published = bisect_right(self._publications, _known(known))
        return _postponed(self._acts(published), measure, change)

    # ---- what is worked out once: by the number of measures published, and by the reading ----

    @cached_property
    def _publications(self) -> list[date]:
        return [each.published for each in self.measures]

    @cached_property
    def _days(self) -> Callable[[int, Reading], list[date]]:
        """The days on which the law may change."""
        return lru_cache(_MOST_RECORDS)(self._find_days)

    @cached_property
    def _provisions(self) -> Callable[[int, Reading, int], Provisions]:
        """What is in force in a period, which is numbered by the days on which the law changes.

        Periods, readings and records under which the same is in force share one value.
        """
        known = self._in_force

        @lru_cache(_MOST_PERIODS)
        def provisions(published: int, reading: Reading, period: int) -> Provisions:
            folded = self._fold(published, reading, period)
            key = tuple([(id(each.measure), self._content(each)) for each in folded.values()])
            return known.setdefault(key, folded)

        return provisions

    def forget(self, make: Callable[[Law], object]) -> None:
        """Forget what `make` read off each law so far: whoever asks has it read again."""
        for provisions in list(self._in_force.values()):
            provisions.read.pop(make, None)

    def fold_anew(self) -> None:
        """Forget every law so far; whoever holds one keeps it."""
        self.__dict__.pop("_provisions", None)
        self.__dict__.pop("_in_force", None)

    @cached_property
    def _in_force(self) -> Bounded[object, Provisions]:
        """Each set of provisions in force so far; registers that share it hold the same values."""
        return Bounded(_MOST_PERIODS)

    def _content(self, entry: InForce) -> tuple[object, ...]:
        # What stands as it was written is told by its identity: the measures hold it.
        written = id(entry.says) in self._written
        says = id(entry.says) if written else entry.says
        return says, entry.since, entry.cited, entry.doubt

    @cached_property
    def _written(self) -> frozenset[int]:
        return frozenset(id(change.says) for _, change in self.changes)

    def _find_days(self, published: int, reading: Reading) -> list[date]:
        acts = self._acts(published)
        found: set[date] = set()
        for dated in self._dated(published, reading):
            found.add(dated.start)
            says = dated.change.says
            if isinstance(says, Definition):
                found.update(step.since for step in says.steps)
            if isinstance(says, Requirement) and says.saves:
                found.add(says.saves.until)
        for act in (act for on_one in acts.values() for act in on_one):
            found.update(day for day in (act.since, act.until, act.to) if day is not None)
        return sorted(found)

    def _fold(self, published: int, reading: Reading, period: int) -> Provisions:
        # Any day of the period will do; before the first change, any day before it.
        on = self._days(published, reading)[period - 1] if period else date.min
        acts = self._acts(published)
        state: dict[str, InForce] = {}
        for dated in self._dated(published, reading):
            if dated.start > on:
                break
            acted_on = dated.measure.measure in acts
            if acted_on and (
                _touching(acts, dated, on, "suspends") or _touching(acts, dated, on, "rescinds")
            ):
                continue
            change = dated.change
            before = state.pop(change.provision, None)
            if change.says is None:
                continue  # it removes the provision
            says = change.says
            if isinstance(says, Group):  # laid over the group as it stood
                says = says.over(before.says if before else None)
            state[change.provision] = InForce(
                says=_on_the_day(says, on),
                measure=dated.measure,
                since=dated.start,
                cited=change.cited,
                doubt=_touching(acts, dated, on, "doubts") if acted_on else None,
            )
        return Provisions(state)

    @cached_property
    def _acts(self) -> Callable[[int], _Acts]:
        """What acts on each measure."""
        return lru_cache(_MOST_RECORDS)(self._find_acts)

    @cached_property
    def _dated(self) -> Callable[[int, Reading], list[_Dated]]:
        """The changes in the order of effect."""
        return lru_cache(_MOST_RECORDS)(self._find_dated)

    def _find_acts(self, published: int) -> _Acts:
        acts = (act for each in self.measures[:published] for act in each.acts_on)
        return grouped((act.measure, act) for act in acts)

    def _find_dated(self, published: int, reading: Reading) -> list[_Dated]:
        acts, found = self._acts(published), list[_Dated]()
        for place, measure in enumerate(self.measures[:published]):
            for index, change in enumerate(measure.changes):
                if change.reading in (None, reading):
                    start = _postponed(acts, measure, change)
                    found.append(
                        _Dated(start, (start, measure.published, place, index), change, measure)
                    )
        return sorted(found, key=lambda dated: dated.order)


def sharing(registers: Sequence[Register]) -> list[Register]:
    """The same registers, which hold one value for what is in force under several of them.

    What is read off the provisions of one is then read for all. The first keeps what it has read.
    """
    one_of: dict[str, list[Measure]] = {}

    def one(measure: Measure) -> Measure:
        known = one_of.setdefault(measure.measure, [])
        same = next((each for each in known if each is measure or each == measure), None)
        if same is None:
            known.append(measure)
        return same or measure

    made = []
    for register in registers:
        measures = tuple(one(each) for each in register.measures)
        alike = register if register is registers[0] else replace(register, measures=measures)
        alike.__dict__["_in_force"] = registers[0]._in_force  # noqa: SLF001  one class
        made.append(alike)
    return made


def _known(day: date | None) -> date:
    return date.max if day is None else day_of_the_law(day, "known")


def _postponed(acts: _Acts, measure: Measure, change: Change) -> date:
    start = change.applies_from
    for act in acts.get(measure.measure, ()):
        # A postponement reaches only what had not begun when it was made.
        if act.act == "postpones" and act.touches(change.provision) and act.since <= start:
            start = max(start, act.to or start)
    return start


def _touching(acts: _Acts, dated: _Dated, on: date, kind: str) -> Act | None:
    for act in acts.get(dated.measure.measure, ()):
        if (
            act.act == kind
            and act.touches(dated.change.provision)
            and act.since <= on
            and (act.until is None or on < act.until)
        ):
            return act
    return None


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
