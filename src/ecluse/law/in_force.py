"""The law of one day, as a value that can be asked.

Belongs here: the provisions in force, and what can be read off them: limits, groups, what rests on
what. Does not: how they came into force (register), or what they mean for a shipment (determine).
Always true: a group without a list on record is never taken as empty; what is read off the
provisions is read once for all days on which they are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from ecluse.citation import Citation
from ecluse.facts.truth import Truth
from ecluse.law.condition.remember import remembered
from ecluse.law.condition.tree import Condition, comparisons, facts_of, groups_of, parts_of
from ecluse.law.measure import Act, Measure, Reading
from ecluse.law.provision import Definition, Group, Provision, conditions_of

P = TypeVar("P", bound=Provision)
T = TypeVar("T")
_UNREAD = object()


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


@remembered
def _asked_in(node: Condition) -> dict[int, frozenset[str]]:
    """The facts that a condition and each part of it asks for, by identity."""
    found: dict[int, frozenset[str]] = {}
    for part in parts_of(node):
        found.update(_asked_in(part))
    found[id(node)] = frozenset(facts_of(node))
    return found


class Provisions(dict[str, InForce]):
    """The provisions in force, by name, and what has been read off them so far.

    The laws of all days on which the provisions are the same hold one such value, so that none of
    them reads it again. It is never changed once a law holds it.
    """

    def __init__(self, entries: dict[str, InForce]) -> None:
        super().__init__(entries)
        self.read: dict[Any, Any] = {}

    def __reduce__(self) -> tuple[type[Provisions], tuple[dict[str, InForce]]]:
        return Provisions, (dict(self),)


class _ReadOnce(Generic[T]):
    """A property of a law that rests on its provisions alone, worked out once for them."""

    def __init__(self, work: Callable[[Law], T]) -> None:
        self.work = work
        self.__doc__ = work.__doc__

    def __get__(self, law: Law | None, owner: type[Law]) -> T:
        if law is None:
            return cast("T", self)
        read: dict[Any, Any] = law.provisions.read  # type: ignore[attr-defined]
        try:
            return cast("T", read[self.work])
        except KeyError:
            return law.once(self.work)


@dataclass(frozen=True, kw_only=True)
class Law:
    """The provisions in force on one day, as known on another, under one reading.

    `scenario` is the name of the scenario that supposes them; None where they are the law.
    """

    on: date
    known: date
    reading: Reading
    provisions: dict[str, InForce] = field(repr=False)
    scenario: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.provisions, Provisions):
            object.__setattr__(self, "provisions", Provisions(self.provisions))

    def once(self, make: Callable[[Law], T]) -> T:
        """What `make` reads off the provisions, once for all days on which they are the same."""
        read = cast("Provisions", self.provisions).read
        found = read.get(make, _UNREAD)
        if found is _UNREAD:  # or forgotten since by another thread
            found = read[make] = make(self)
        return cast("T", found)

    def made(self, make: Callable[[Law], T]) -> T | None:
        """What `make` has read off the provisions, if it has."""
        return cast("T | None", cast("Provisions", self.provisions).read.get(make))

    def of_kind(self, kind: type[P]) -> Iterator[tuple[P, InForce]]:
        """The provisions of one kind, in the order in which they came into force."""
        return cast("Iterator[tuple[P, InForce]]", iter(self._by_kind.get(kind, ())))

    def named(self, kind: type[P], names: Container[str] | None) -> Iterable[tuple[P, InForce]]:
        """Those of them that have one of some names; all, where no names are given."""
        found = self.of_kind(kind)
        return found if names is None else [each for each in found if each[0].provision in names]

    @_ReadOnce
    def _by_kind(self) -> dict[type, list[tuple[Provision, InForce]]]:
        found: dict[type, list[tuple[Provision, InForce]]] = {}
        for entry in self.provisions.values():
            found.setdefault(type(entry.says), []).append((entry.says, entry))
        return found

    @_ReadOnce
    def definitions(self) -> dict[str, Definition]:
        """The definitions by the fact that they define."""
        return {says.defines: says for says, _ in self.of_kind(Definition)}

    @_ReadOnce
    def groups(self) -> dict[str, Group]:
        """Country groups by name, with their members on the day."""
        return {group.group: group for group, _ in self.of_kind(Group)}

    @cached_property
    def begun(self) -> tuple[bool, ...]:
        """Of each step of a figure whether it has begun: two days on which the provisions are the
        same may differ in that alone.
        """
        return tuple([since <= self.on for since in self._steps])

    @_ReadOnce
    def _steps(self) -> tuple[date, ...]:
        return tuple(step.since for says, _ in self.of_kind(Definition) for step in says.steps)

    def member(self, country: str, group: str) -> Truth:
        """Whether `country` (ISO alpha-2) is in `group`; unknown where the record of that day is in
        doubt, or has no list of the group.
        """
        found = self.groups.get(group)
        return Truth.UNKNOWN if found is None else found.has(country)

    @_ReadOnce
    def unlisted(self) -> frozenset[str]:
        """The groups that a condition in force asks for, and of which no list is on record."""
        asked = {
            group
            for entry in self.provisions.values()
            for condition in conditions_of(entry.says)
            for group in groups_of(condition)
        }
        listed = {name for name, group in self.groups.items() if group.members is not None}
        return frozenset(asked - listed)

    @_ReadOnce
    def limits(self) -> dict[str, tuple[Decimal, ...]]:
        """Every limit that a condition in force compares a fact with, by fact, in order."""
        found: dict[str, set[Decimal]] = {}
        for entry in self.provisions.values():
            for condition in conditions_of(entry.says):
                for comparison in comparisons(condition):
                    found.setdefault(comparison.fact, set()).add(comparison.limit)
        return {fact: tuple(sorted(limits)) for fact, limits in found.items()}

    @_ReadOnce
    def asked(self) -> dict[int, frozenset[str]]:
        """The facts that each condition in force and each part of one asks for, by identity."""
        found: dict[int, frozenset[str]] = {}
        for entry in self.provisions.values():
            for condition in conditions_of(entry.says):
                found.update(_asked_in(condition))
        return found

    @_ReadOnce
    def asked_outright(self) -> tuple[str, ...]:
        """The facts that some condition in force asks for, in order, less the flags that the law
        itself defines.
        """
        defined = {says.defines for says, _ in self.of_kind(Definition) if says.when is not None}
        return tuple(sorted(frozenset[str]().union(*self.asked.values()) - defined))

    def conditions_in(self, *kinds: type[Provision]) -> frozenset[int]:
        """The conditions of the provisions of some kinds, by identity."""
        if kinds not in self._conditions_in:
            provisions = (says for kind in kinds for says, _ in self._by_kind.get(kind, ()))
            self._conditions_in[kinds] = frozenset(
                id(node) for says in provisions for node in conditions_of(says)
            )
        return self._conditions_in[kinds]

    @_ReadOnce
    def _conditions_in(self) -> dict[tuple[type, ...], frozenset[int]]:
        return {}

    def bears(self, fact: str, *kinds: type[P]) -> tuple[tuple[P, InForce], ...]:
        """The provisions of some kinds whose own condition a fact can change."""
        key = (fact, kinds)
        if key not in self._bears:
            changed = self.touched_by(frozenset({fact}))
            self._bears[key] = tuple(
                (says, entry)
                for kind in kinds
                for says, entry, asked in self._asking.get(kind, ())
                if not changed.isdisjoint(asked)
            )
        return cast("tuple[tuple[P, InForce], ...]", self._bears[key])

    @_ReadOnce
    def _asking(self) -> dict[type, list[tuple[Provision, InForce, frozenset[str]]]]:
        """The provisions by kind, each with all facts that its conditions ask for."""
        return {
            kind: [
                (says, entry, frozenset().union(*(self.asked[id(x)] for x in conditions_of(says))))
                for says, entry in provisions
            ]
            for kind, provisions in self._by_kind.items()
        }

    @_ReadOnce
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

    @_ReadOnce
    def _touched(self) -> dict[frozenset[str], frozenset[str]]:
        return {}

    def worked_out_of(self, fact: str) -> frozenset[str]:
        """A figure and the figures that formulas work out from it: those that move as it does."""
        if fact not in self._worked_out:
            found, waiting = set[str](), [fact]
            while waiting:
                name = waiting.pop()
                if name not in found:
                    found.add(name)
                    waiting += [says.defines for says, inputs in self._formulas if name in inputs]
            self._worked_out[fact] = frozenset(found)
        return self._worked_out[fact]

    @_ReadOnce
    def _worked_out(self) -> dict[str, frozenset[str]]:
        return {}

    @_ReadOnce
    def _formulas(self) -> list[tuple[Definition, frozenset[str]]]:
        """The definitions of figures, and from what figures each is worked out."""
        return [
            (says, frozenset([*facts_of(says.formula), *filter(None, [says.or_else])]))
            for says, _ in self.of_kind(Definition)
            if says.formula is not None
        ]

    @_ReadOnce
    def _untouched(self) -> dict[frozenset[str], frozenset[int]]:
        return {}

    @_ReadOnce
    def _resting(
        self,
    ) -> dict[tuple[frozenset[str], frozenset[str]], tuple[frozenset[str], frozenset[int]]]:
        return {}

    @_ReadOnce
    def _inputs(self) -> list[tuple[str, frozenset[str]]]:
        """What each definition in force is worked out from."""
        found = []
        for says, _ in self.of_kind(Definition):
            node = says.formula if says.formula is not None else says.when
            inputs = frozenset(facts_of(node)) if node is not None else frozenset()
            inputs |= frozenset(says.of_the_table)
            found.append((says.defines, inputs | ({says.or_else} if says.or_else else frozenset())))
        return found

    def inputs_of(self, fact: str) -> frozenset[str]:
        """What the definition of a fact works it out from; nothing where there is none."""
        return self._inputs_by_fact.get(fact, frozenset())

    @_ReadOnce
    def _inputs_by_fact(self) -> dict[str, frozenset[str]]:
        return dict(self._inputs)

    @_ReadOnce
    def fingerprint(self) -> tuple[object, ...]:
        """Equal for two days on which the same provisions, from the same measures, are in force."""
        return tuple(
            (name, entry.measure.measure, entry.since, entry.doubt)
            for name, entry in self.provisions.items()
        )
