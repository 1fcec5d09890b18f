"""The law of one day, as a value that can be asked.

Belongs here: the provisions in force, and what can be read off them: limits, groups, what rests on
what. Does not: how they came into force (register), or what they mean for a shipment (determine).
Always true: a group without a list on record is never taken as empty; what is read off the
provisions is read once for all days on which they are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from ecluse.bounded import Bounded
from ecluse.citation import Citation
from ecluse.facts.truth import Truth
from ecluse.grouped import grouped
from ecluse.law.condition.remember import remembered
from ecluse.law.condition.tree import Condition, facts_of, groups_of, limits_in, parts_of
from ecluse.law.measure import Act, Measure, Reading
from ecluse.law.provision import Definition, Group, Provision, conditions_of

A = ParamSpec("A")
P = TypeVar("P", bound=Provision)
T = TypeVar("T")
_UNREAD = object()
_ARGUMENTS = 2_000  # sets of arguments for which a law keeps what a method read


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


def _read_for_each(
    work: Callable[Concatenate[Law, A], T],
) -> Callable[Concatenate[Law, A], T]:
    """The same of a method: worked out once for each set of arguments, as long as it is kept."""

    @wraps(work)
    def read(law: Law, /, *args: A.args, **kwargs: A.kwargs) -> T:
        found = law.once(kept)
        key = (args, *kwargs.items())
        try:
            return found[key]
        except KeyError:
            made = found[key] = work(law, *args, **kwargs)
            return made

    def kept(_: Law) -> Bounded[Any, T]:
        return Bounded(_ARGUMENTS)

    return read


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

    @_ReadOnce
    def _by_kind(self) -> dict[type, list[tuple[Provision, InForce]]]:
        entries = self.provisions.values()
        return grouped((type(entry.says), (entry.says, entry)) for entry in entries)

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
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition in force."""
        says = (entry.says for entry in self.provisions.values())
        return tuple(condition for each in says for condition in conditions_of(each))

    @_ReadOnce
    def unlisted(self) -> frozenset[str]:
        """The groups that a condition in force asks for, and of which no list is on record."""
        listed = {name for name, group in self.groups.items() if group.members is not None}
        return frozenset(name for node in self.conditions for name in groups_of(node)) - listed

    @_ReadOnce
    def limits(self) -> dict[str, tuple[Decimal, ...]]:
        """Every limit that a condition in force compares a fact with, by fact, in order."""
        found = limits_in(self.conditions)
        return {fact: tuple(sorted(limits)) for fact, limits in found.items()}

    @_ReadOnce
    def asked(self) -> dict[int, frozenset[str]]:
        """The facts that each condition in force and each part of one asks for, by identity."""
        found: dict[int, frozenset[str]] = {}
        for condition in self.conditions:
            found.update(_asked_in(condition))
        return found

    @_ReadOnce
    def asked_facts(self) -> frozenset[str]:
        """The facts that some condition in force asks for."""
        return frozenset[str]().union(*self.asked.values())

    @_ReadOnce
    def asked_outright(self) -> tuple[str, ...]:
        """The same in order, less the flags that the law itself defines."""
        defined = {says.defines for says, _ in self.of_kind(Definition) if says.when is not None}
        return tuple(sorted(self.asked_facts - defined))

    @_read_for_each
    def conditions_in(self, *kinds: type[Provision]) -> frozenset[int]:
        """The conditions of the provisions of some kinds, by identity."""
        provisions = (says for kind in kinds for says, _ in self._by_kind.get(kind, ()))
        return frozenset(id(node) for says in provisions for node in conditions_of(says))

    def bears(self, fact: str, *kinds: type[P]) -> tuple[tuple[P, InForce], ...]:
        """The provisions of some kinds whose own condition a fact can change."""
        found = [each for kind in kinds for each in self._bearing.get((fact, kind), ())]
        return cast("tuple[tuple[P, InForce], ...]", tuple(found))

    @_ReadOnce
    def _bearing(self) -> dict[tuple[str, type], list[tuple[Provision, InForce]]]:
        """The provisions of each kind whose own conditions each fact can change."""
        behind = {fact: _behind(fact, self._inputs_by_fact) for fact in self.asked_facts}
        return grouped(
            ((fact, type(entry.says)), (entry.says, entry))
            for entry in self.provisions.values()
            for fact in frozenset[str]().union(
                *[
                    behind[asked]
                    for node in conditions_of(entry.says)
                    for asked in self.asked[id(node)]
                ]
            )
        )

    @_read_for_each
    def untouched(self, changed: frozenset[str]) -> frozenset[int]:
        """The conditions and parts, by identity, that come out alike whatever becomes of the facts
        in `changed`.
        """
        touched = self.touched_by(changed)
        return frozenset(node for node, asked in self.asked.items() if not asked & touched)

    @_read_for_each
    def touched_by(self, changed: frozenset[str]) -> frozenset[str]:
        """The facts that change with `changed`: themselves and whatever definitions work out from
        them.
        """
        return _spread(changed, self._inputs)

    @_read_for_each
    def touched_beside_the_table(self, changed: frozenset[str]) -> frozenset[str]:
        """The same, less what follows from them by the table of ECCNs alone."""
        others = (says for says, _ in self.of_kind(Definition) if says.eccn is None)
        return _spread(changed, [(says.defines, says.inputs) for says in others])

    @_read_for_each
    def worked_out_of(self, fact: str) -> frozenset[str]:
        """A figure and the figures that formulas work out from it: those that move as it does."""
        formulas = (says for says, _ in self.of_kind(Definition) if says.formula is not None)
        return _spread({fact}, [(says.defines, says.inputs) for says in formulas])

    @_ReadOnce
    def _inputs(self) -> list[tuple[str, frozenset[str]]]:
        """What each definition in force is worked out from."""
        return [(says.defines, says.inputs) for says, _ in self.of_kind(Definition)]

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


def _behind(fact: str, inputs: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """A fact and all from which it is worked out, by what each fact is worked out from."""
    found, waiting = set[str](), [fact]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(inputs.get(name, ()))
    return frozenset(found)


def _spread(facts: Iterable[str], inputs: Iterable[tuple[str, frozenset[str]]]) -> frozenset[str]:
    """Some facts and all that is worked out from them, by what each fact is worked out from."""
    found = set(facts)
    before = -1
    while len(found) != before:
        before = len(found)
        found.update(fact for fact, of in inputs if of & found)
    return frozenset(found)
