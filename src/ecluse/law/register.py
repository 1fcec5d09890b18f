"""Folds the log of measures into the law of a day.

Belongs here: which provisions are in force on one day, as known on another, under one of two
readings, and on which days that changes. Does not: what they mean for a shipment.
Always true: `Law` depends on nothing but its measures and the three arguments; between two
neighboring days of `Register.days` the law is constant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TypeVar, cast

from ecluse.citation import Citation
from ecluse.errors import UnknownNameError, near
from ecluse.facts.truth import Truth
from ecluse.law.condition.tree import comparisons, facts_of, joints
from ecluse.law.measure import Act, Change, Measure, Reading
from ecluse.law.provision import Definition, Group, Provision, Requirement, conditions_of

P = TypeVar("P", bound=Provision)


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """One provision in force: what it says, which measure last wrote it, since when, and where that
    is cited.

    `doubt` is a later act that leaves it open whether the provision applies.
    """

    says: Provision
    measure: Measure
    since: date
    cited: Citation
    doubt: Act | None = None


@dataclass(frozen=True, kw_only=True)
class Law:
    """The provisions in force on one day, as known on another, under one reading."""

    on: date
    known: date
    reading: Reading
    provisions: dict[str, InForce] = field(repr=False)

    def of_kind(self, kind: type[P]) -> Iterator[tuple[P, InForce]]:
        """The provisions of one kind, in the order in which they came into force."""
        for entry in self._by_kind.get(kind, ()):
            yield cast(P, entry.says), entry

    @cached_property
    def _by_kind(self) -> dict[type, list[InForce]]:
        found: dict[type, list[InForce]] = {}
        for entry in self.provisions.values():
            found.setdefault(type(entry.says), []).append(entry)
        return found

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Country groups by name, with their members on the day."""
        return {group.group: group for group, _ in self.of_kind(Group)}

    def member(self, country: str, group: str) -> Truth:
        """Whether `country` (ISO alpha-2) is in `group`; unknown where the record of that day is in
        doubt.
        """
        found = self.groups.get(group)
        if found is None:
            return Truth.FALSE
        if country in found.doubtful:
            return Truth.UNKNOWN
        return Truth.TRUE if country in (found.members or ()) else Truth.FALSE

    @cached_property
    def limits(self) -> dict[str, tuple[Decimal, ...]]:
        """Every limit that a condition in force compares a fact with, by fact, in order."""
        found: dict[str, set[Decimal]] = {}
        for entry in self.provisions.values():
            for condition in conditions_of(entry.says):
                for comparison in comparisons(condition):
                    found.setdefault(comparison.fact, set()).add(comparison.limit)
        return {fact: tuple(sorted(limits)) for fact, limits in found.items()}

    @cached_property
    def asked(self) -> dict[int, frozenset[str]]:
        """The facts that each condition in force asks for, and each part with parts of its own, by
        identity.
        """
        return {
            id(joint): frozenset(facts_of(joint))
            for entry in self.provisions.values()
            for condition in conditions_of(entry.says)
            for joint in joints(condition)
        }

    @cached_property
    def asked_outright(self) -> tuple[str, ...]:
        """The facts that some condition in force asks for, in order, less the flags that the law
        itself defines.
        """
        defined = {says.defines for says, _ in self.of_kind(Definition) if says.when is not None}
        return tuple(sorted(frozenset[str]().union(*self.asked.values()) - defined))

    def conditions_in(self, *kinds: type[Provision]) -> frozenset[int]:
        """The conditions of the provisions of some kinds, by identity."""
        if kinds not in self._conditions_in:
            entries = (entry for kind in kinds for entry in self._by_kind.get(kind, ()))
            self._conditions_in[kinds] = frozenset(
                id(node) for entry in entries for node in conditions_of(entry.says)
            )
        return self._conditions_in[kinds]

    @cached_property
    def _conditions_in(self) -> dict[tuple[type, ...], frozenset[int]]:
        return {}

    def bears(self, fact: str, *kinds: type[P]) -> tuple[tuple[P, InForce], ...]:
        """The provisions of some kinds whose own condition a fact can change."""
        key = (fact, kinds)
        if key not in self._bears:
            changed = self.touched_by(frozenset({fact}))
            self._bears[key] = tuple(
                (entry.says, entry)
                for kind in kinds
                for entry in self._by_kind.get(kind, ())
                if any(changed & self.asked[id(node)] for node in conditions_of(entry.says))
            )
        return cast(tuple[tuple[P, InForce], ...], self._bears[key])

    @cached_property
    def _bears(self) -> dict[tuple[str, tuple[type, ...]], tuple[tuple[Provision, InForce], ...]]:
        return {}

    def untouched(self, changed: frozenset[str]) -> frozenset[int]:
        """The conditions and parts, by identity, that come out alike whatever becomes of the facts
        in `changed`.
        """
        if changed not in self._untouched:
            touched = self.touched_by(changed)
            self._untouched[changed] = frozenset(
                key for key, asked in self.asked.items() if not asked & touched
            )
        return self._untouched[changed]

    def resting_on(
        self, facts: frozenset[str], besides: frozenset[str]
    ) -> tuple[frozenset[str], frozenset[int]]:
        """What rests on some facts alone: the facts worked out from them (less those in `besides`),
        and the conditions and parts, by identity, that ask for nothing else."""
        key = (facts, besides)
        if key not in self._resting:
            alone = set(facts - besides)
            before = -1
            while len(alone) != before:
                before = len(alone)
                alone.update(
                    name
                    for name, inputs in self._inputs
                    if inputs and inputs <= alone and name not in besides
                )
            nodes = frozenset(node for node, asked in self.asked.items() if asked <= alone)
            self._resting[key] = frozenset(alone), nodes
        return self._resting[key]

    def touched_by(self, changed: frozenset[str]) -> frozenset[str]:
        """The facts that change with `changed`: themselves and whatever definitions work out from
        them.
        """
        if changed not in self._touched:
            touched = set(changed)
            before = -1
            while len(touched) != before:
                before = len(touched)
                touched.update(defines for defines, inputs in self._inputs if inputs & touched)
            self._touched[changed] = frozenset(touched)
        return self._touched[changed]

    @cached_property
    def _touched(self) -> dict[frozenset[str], frozenset[str]]:
        return {}

    @cached_property
    def _untouched(self) -> dict[frozenset[str], frozenset[int]]:
        return {}

    @cached_property
    def _resting(
        self,
    ) -> dict[tuple[frozenset[str], frozenset[str]], tuple[frozenset[str], frozenset[int]]]:
        return {}

    @cached_property
    def _inputs(self) -> list[tuple[str, frozenset[str]]]:
        """What each definition in force is worked out from."""
        found = []
        for says, _ in self.of_kind(Definition):
            node = says.formula if says.formula is not None else says.when
            inputs = frozenset(facts_of(node)) if node is not None else frozenset()
            found.append((says.defines, inputs | ({says.or_else} if says.or_else else frozenset())))
        return found

    @cached_property
    def fingerprint(self) -> tuple[object, ...]:
        """Equal for two days on which the same provisions, from the same measures, are in force."""
        return tuple(
            (name, entry.measure.measure, entry.since, entry.doubt)
            for name, entry in self.provisions.items()
        )


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
    """

    measures: tuple[Measure, ...]
    horizon: date
    answers_from: date

    def measure(self, name: str, where: str = "the register") -> Measure:
        """The measure called `name`, by its identifier or the end of it.

        Raises:
            UnknownNameError: None is, or several are.
        """
        found = [
            each
            for each in self.measures
            if name in (each.measure, each.measure.rpartition("/")[2])
        ]
        if not found:
            names = [each.measure for each in self.measures]
            mend = near(name, [*names, *(each.rpartition("/")[2] for each in names)])
            raise UnknownNameError(
                f"no measure is called '{name}'", where, mend or "`ecluse law` lists them"
            )
        return found[0]

    def at(self, on: date, known: date | None = None, reading: Reading = Reading.ENFORCED) -> Law:
        """The law of the day `on`, from what was published up to `known` (everything, where left
        out).
        """
        known = known or date.max
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

    def days(self, known: date | None = None, reading: Reading | None = None) -> list[date]:
        """Every day on which the law may change, in order."""
        known = known or date.max
        acts = self._acts(known)
        found: set[date] = set()
        for each in (reading,) if reading else tuple(Reading):
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
        reading: Reading = Reading.ENFORCED,
    ) -> list[tuple[date, date]]:
        """The stretches of constant law from `since` to `until`, both included: first and last day
        of each.
        """
        starts = [since, *(day for day in self.days(known, reading) if since < day <= until)]
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

    def start_of(self, measure: Measure, change: Change, known: date | None = None) -> date:
        """The first day on which a change applies, postponements counted."""
        return _postponed(self._acts(known or date.max), measure, change)

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
    if not isinstance(says, Group) or says.members is not None or not isinstance(before, Group):
        return says
    members = ((before.members or frozenset()) | says.joins) - says.leaves
    doubtful = (before.doubtful | says.doubtful) - says.joins - says.leaves
    return replace(
        says,
        members=members,
        joins=frozenset(),
        leaves=frozenset(),
        doubtful=doubtful,
        text=says.text or before.text,
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
