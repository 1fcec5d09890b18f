"""On which parts of a case a law's facts and conditions rest.

Belongs here: for each fact, whether it is the item's, a place's, the line's own, or worked out from
several; and the largest parts of conditions that ask of one of these alone. Does not: what comes of
them (classes).
Always true: a test of an axis asks for nothing that rests on another.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.tree import (
    Condition,
    Every,
    LargestOverFormats,
    Not,
    Some,
    facts_of,
    groups_of,
)
from ecluse.law.library import Library
from ecluse.law.provision import Allocation, Classification, Definition, Presumption, conditions_of
from ecluse.law.register import Law

ITEM, TO, SEAT, PARENT, FURTHER = (
    "item",
    "destination",
    "headquarters",
    "parent_headquarters",
    "facts",
)
ROLES = (TO, SEAT, PARENT)
PLACE = frozenset(ROLES)


@dataclass(slots=True)
class Findings:
    """What came of each test, kept over all the laws that share it; equal results have one number.

    `nowhere`: What came of whole conditions, the places unknown: their truth, and the rank of the
    weakest ground.
    """

    results: dict[Hashable, int] = field(default_factory=dict)
    nowhere: dict[Hashable, tuple[Truth, int]] = field(default_factory=dict)
    _numbers: dict[Hashable, int] = field(default_factory=dict)
    _held: list[object] = field(default_factory=list)

    def number(self, result: Hashable) -> int:
        """The number of a result."""
        return self._numbers.setdefault(result, len(self._numbers))

    def hold(self, thing: object) -> int:
        """An identity that lasts as long as this does."""
        self._held.append(thing)
        return id(thing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A condition that asks of one axis alone, or a part of one.

    Args:
        inner: It is put to the IC inside a board or system.
        rests_on: A number for all besides the case on which its result rests: the definitions and
            memberships behind it.
        parts: Its own parts, where it has any.
        asks: The facts that it asks for, those behind a flag that the law defines included.
        holders: The provisions in whose conditions it stands.
    """

    condition: Condition
    inner: bool
    rests_on: int
    parts: tuple[Test, ...]
    asks: frozenset[str]
    holders: frozenset[str]


class Axes:
    """The axes of one law; `given` are the facts that the book's own columns may give."""

    def __init__(
        self, law: Law, library: Library, given: frozenset[str], findings: Findings
    ) -> None:
        self.law = law
        self.library = library
        self.given = given
        self.findings = findings
        self.presumed = frozenset(
            flag for says, _ in law.of_kind(Presumption) for flag in says.flags
        )
        self._definitions = {says.defines: says for says, _ in law.of_kind(Definition)}
        self._of: dict[str, frozenset[str]] = {}
        self._working: set[str] = set()

    def of(self, fact: str) -> frozenset[str]:
        """On which parts of a case a fact rests."""
        if fact in self._of:
            return self._of[fact]
        if fact in self._working:
            return frozenset()
        self._working.add(fact)
        found = self._of[fact] = self._worked_out(fact)
        self._working.discard(fact)
        return found

    def _worked_out(self, fact: str) -> frozenset[str]:
        if fact in PLACE:
            return frozenset({fact})
        meaning = self.library.vocabulary.facts[fact]
        base = frozenset({ITEM}) if meaning.of == "item" else frozenset({FURTHER})
        if fact == "exporter":
            base = frozenset({ITEM, FURTHER})
        if fact in self.presumed:
            return frozenset({ITEM, FURTHER, *PLACE})
        definition = self._definitions.get(fact)
        if definition is None:
            return base
        found = (
            frozenset[str]()
            if meaning.of == "item" or fact not in self.given
            else frozenset({FURTHER})
        )
        for source in (definition.formula, definition.when):
            if source is not None:
                found = found.union(*(self.of(name) for name in facts_of(source)))
                if _over_formats(source):
                    found |= {ITEM}
        return found or frozenset({FURTHER})

    def reached(self, facts: Iterable[str], given: frozenset[str]) -> frozenset[str]:
        """Those of the facts in `given` on which others rest: what is given outranks what it would
        be worked out from.
        """
        seen, waiting = set[str](), list(facts)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(() if name in given else self._sources(name))
        return frozenset(seen & given)

    def _sources(self, fact: str) -> Iterator[str]:
        definition = self._definitions.get(fact)
        if definition is not None:
            yield from (definition.or_else,) if definition.or_else else ()
            for source in (definition.formula, definition.when):
                yield from facts_of(source) if source is not None else ()

    @cached_property
    def asked(self) -> frozenset[str]:
        """The facts that some condition asks for."""
        return frozenset(fact for condition in self.conditions() for fact in facts_of(condition))

    @cached_property
    def counted(self) -> frozenset[str]:
        """Facts that a condition asks for and that rest on the quantity, on a running total, or on
        an item and more besides.
        """
        running = frozenset({"quantity", *(says.fact for says, _ in self.law.of_kind(Allocation))})
        return frozenset(
            fact for fact in self.asked if self._counts(fact, running) or self._mixed(fact)
        )

    def _counts(self, fact: str, running: frozenset[str]) -> bool:
        definition = self._definitions.get(fact)
        return (
            bool(self.reached((fact,), running))
            if definition is None or definition.formula is not None
            else fact in running
        )

    def _mixed(self, fact: str) -> bool:
        definition = self._definitions.get(fact)
        return (
            definition is not None
            and definition.formula is not None
            and bool(self.of(fact) - {ITEM})
        )

    def conditions(self) -> Iterator[Condition]:
        """Every condition in force."""
        for entry in self.law.provisions.values():
            yield from conditions_of(entry.says)

    def tests(self, axis: frozenset[str]) -> tuple[Test, ...]:
        """Every largest part of a condition in force that asks of `axis` alone."""
        holders: dict[tuple[int, bool], set[str]] = {}
        parts: dict[tuple[int, bool], Condition] = {}
        for name, entry in self.law.provisions.items():
            inside = isinstance(entry.says, Classification) and ITEM in axis
            for condition in conditions_of(entry.says):
                for part in self._parts(condition, axis):
                    for inner in (False, True) if inside else (False,):
                        parts.setdefault((id(part), inner), part)
                        holders.setdefault((id(part), inner), set()).add(name)
        return tuple(
            self._test(part, key[1], frozenset(holders[key])) for key, part in parts.items()
        )

    def _test(self, node: Condition, inner: bool, holders: frozenset[str]) -> Test:
        parts = (
            node.parts
            if isinstance(node, (Every, Some))
            else (node.part,)
            if isinstance(node, Not)
            else ()
        )
        return Test(
            condition=node,
            inner=inner,
            rests_on=self.rests_on(node),
            parts=tuple(self._test(part, inner, holders) for part in parts),
            asks=self.asks(node),
            holders=holders,
        )

    def touched(self, node: Condition) -> frozenset[str]:
        """On which parts of a case a condition rests."""
        return frozenset[str]().union(
            *(self.of(name) for name in self.law.asked.get(id(node)) or facts_of(node))
        )

    def _parts(self, node: Condition, axis: frozenset[str]) -> Iterator[Condition]:
        if self.touched(node) <= axis:
            yield node
        elif isinstance(node, (Every, Some)):
            for part in node.parts:
                yield from self._parts(part, axis)
        elif isinstance(node, Not):
            yield from self._parts(node.part, axis)

    def asks(self, node: Condition) -> frozenset[str]:
        """The facts that a condition asks for, those behind a flag that the law defines included."""
        seen, waiting = set[str](), list(facts_of(node))
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                definition = self._definitions.get(name)
                if definition is not None and definition.when is not None:
                    waiting.extend(facts_of(definition.when))
        return frozenset(seen)

    def rests_on(self, node: Condition) -> int:
        """The definitions and the memberships behind a condition, by identity."""
        groups = dict.fromkeys(groups_of(node))
        seen: dict[str, None] = {}
        waiting = list(facts_of(node))
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen[name] = None
                definition = self._definitions.get(name)
                for source in (definition.formula, definition.when) if definition else ():
                    if source is not None:
                        waiting.extend(facts_of(source))
                        groups.update(
                            dict.fromkeys(groups_of(source))
                            if isinstance(source, Condition)
                            else {}
                        )
        defined = [
            (name, self._definitions[name]) for name in sorted(seen) if name in self._definitions
        ]
        behind = [(name, says.steps or self.findings.hold(says)) for name, says in defined]
        members = [
            (name, group.members, group.doubtful) if (group := self.law.groups.get(name)) else name
            for name in sorted(groups)
        ]
        return self.findings.number(
            ("test", self.findings.hold(node), tuple(behind), tuple(members))
        )


def countries_alike(codes: Sequence[str], laws: Iterable[Law], library: Library) -> list[int]:
    """For each country the place of the first that no law can tell from it: in the same groups, and
    named by no condition.

    Whatever is no country's code, is treated as another country from some day, or of which it is in
    doubt whether it is in a group (the answer then names it), is told from all others.
    """
    asked = frozenset(
        name
        for name, meaning in library.vocabulary.facts.items()
        if meaning.type is FactType.COUNTRY
    )
    named, lists = set[str](), set[frozenset[str]]()
    for law in laws:
        if law.unlisted:
            named |= {code.casefold() for code in codes}
        for fact in asked:
            named |= words_of(
                (each for entry in law.provisions.values() for each in conditions_of(entry.says)),
                fact,
            )
        for group in law.groups.values():
            lists.add(frozenset(group.members or ()))
            named |= {code.casefold() for code in group.doubtful}
    ordered = list(lists)
    first: dict[object, int] = {}
    found = []
    for place, code in enumerate(codes):
        country = library.countries.by_code.get(code)
        alone = country is None or country.treated_as is not None or code.casefold() in named
        found.append(
            first.setdefault(code if alone else tuple([code in each for each in ordered]), place)
        )
    return found


def words_of(conditions: Iterable[Condition], fact: str) -> frozenset[str]:
    """The words, in lower case, that conditions compare a fact with."""
    found: set[str] = set()
    waiting: list[object] = list(conditions)
    while waiting:
        node = waiting.pop()
        if getattr(node, "fact", None) == fact:
            found.update(str(word).casefold() for word in getattr(node, "words", ()))
        waiting.extend(
            getattr(node, "parts", None) or ([node.part] if isinstance(node, Not) else [])
        )
    return frozenset(found)


def _over_formats(source: object) -> bool:
    if isinstance(source, LargestOverFormats):
        return True
    parts: Iterable[object] = getattr(source, "parts", ()) or [
        each
        for each in (getattr(source, "over", None), getattr(source, "under", None))
        if each is not None
    ]
    return any(_over_formats(part) for part in parts)
