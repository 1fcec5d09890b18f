"""Which items, and which places, a law cannot tell apart.

Belongs here: the signature of an item and of a place under a law, which is what comes of every test that asks of it alone.
Does not: deciding a case (hoist asks the evaluator).
Always true: two items (or two places) with one signature get the same determination beside the same other facts. Where an
unknown figure is followed through its range, where it stands to every limit is part of the signature; where a figure is
worked out from an item and something else together (the TPP of a shipment), the law is said to count, and the line is
looked at by itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

from ecluse.citation import Confidence
from ecluse.determine.classify import classified
from ecluse.determine.require import described
from ecluse.determine.shipment import CaseFacts, Shipment
from ecluse.determine.trace import Found, leaves
from ecluse.facts.figure import Figure
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_word
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.cells import Cell, cut, flags, words
from ecluse.law.condition.evaluate import Finding, evaluate
from ecluse.law.condition.tree import Condition, Every, LargestOverFormats, Not, Some, facts_of, groups_of
from ecluse.law.library import Library
from ecluse.law.provision import (
    Allocation,
    Classification,
    Definition,
    Exclusion,
    Group,
    LicenseException,
    Presumption,
    Provision,
    Requirement,
    Review,
    conditions_of,
)
from ecluse.law.register import Law

ITEM, TO, SEAT, PARENT, FURTHER = "item", "destination", "headquarters", "parent_headquarters", "facts"
_ROLES = (TO, SEAT, PARENT)
_PLACE = frozenset(_ROLES)


@dataclass(slots=True)
class Findings:
    """What came of each test, kept over all the laws that share it; equal results have one number."""

    results: dict[Hashable, int] = field(default_factory=dict)
    _numbers: dict[Hashable, int] = field(default_factory=dict)
    _held: list[object] = field(default_factory=list)

    def number(self, result: Hashable) -> int:
        """The number of a result."""
        return self._numbers.setdefault(result, len(self._numbers))

    def hold(self, thing: object) -> int:
        """An identity that lasts as long as this does."""
        self._held.append(thing)
        return id(thing)


@dataclass(frozen=True, slots=True)
class _Test:
    """A condition that asks of one axis alone, and everything besides that axis on which its result rests."""

    condition: Condition
    inner: bool
    rests_on: int


@dataclass(frozen=True, slots=True)
class Matters:
    """What of a law can matter for an item: its content, as a number, and the tests of items and of places that stand in it."""

    law: int
    items: tuple[int, ...]
    places: tuple[int, ...]


class Classes:
    """The signatures under one law, each worked out once."""

    def __init__(self, law: Law, library: Library, given: frozenset[str], findings: Findings) -> None:
        self.law = law
        self.library = library
        self.findings = findings
        self.given = given
        self._definitions = {says.defines: says for says, _ in law.of_kind(Definition)}
        self._presumed = {flag for says, _ in law.of_kind(Presumption) for flag in says.flags}
        self._axes: dict[str, frozenset[str]] = {}
        self._working: set[str] = set()
        self._items: dict[Hashable, int] = {}
        self._item_results: dict[int, tuple[tuple[Hashable, ...], Hashable]] = {}
        self._roles: dict[tuple[str, str], int] = {}
        self._places: dict[tuple[int, int, int], int] = {}
        self._by_codes: dict[tuple[str, str, str], int] = {}
        self._results_of: dict[int, tuple[int, ...]] = {}
        self._matters: dict[Hashable, Matters] = {}
        self._provisions: dict[str, int] = {}
        self.seen: dict[Hashable, tuple[object, ...]] = {}

    # ---- what a law asks of which axis ---------------------------------------------------------------------------

    def axes(self, fact: str) -> frozenset[str]:
        """On which parts of a case a fact rests."""
        if fact in self._axes:
            return self._axes[fact]
        if fact in self._working:
            return frozenset()
        self._working.add(fact)
        found = self._axes[fact] = self._worked_out(fact)
        self._working.discard(fact)
        return found

    def _worked_out(self, fact: str) -> frozenset[str]:
        if fact in _PLACE:
            return frozenset({fact})
        meaning = self.library.vocabulary.facts[fact]
        base = frozenset({ITEM}) if meaning.of == "item" else frozenset({FURTHER})
        if fact == "exporter":
            base = frozenset({ITEM, FURTHER})
        if fact in self._presumed:
            return frozenset({ITEM, FURTHER, *_PLACE})
        definition = self._definitions.get(fact)
        if definition is None:
            return base
        found = frozenset[str]() if meaning.of == "item" or fact not in self.given else frozenset({FURTHER})
        for source in (definition.formula, definition.when):
            if source is not None:
                found = found.union(*(self.axes(name) for name in facts_of(source)))
                if _over_formats(source):
                    found |= {ITEM}
        return found or frozenset({FURTHER})

    @cached_property
    def counted(self) -> frozenset[str]:
        """Facts that a condition asks for and that rest on the quantity, on a running total, or on an item and more besides."""
        running = {"quantity", *(says.fact for says, _ in self.law.of_kind(Allocation))}
        asked = {fact for condition in self._conditions() for fact in facts_of(condition)}
        return frozenset(fact for fact in asked if self._behind(fact) & running or self._mixed(fact))

    def _behind(self, fact: str) -> frozenset[str]:
        """A fact and all that it is worked out from."""
        seen, waiting = set[str](), [fact]
        while waiting:
            name = waiting.pop()
            definition = self._definitions.get(name)
            if name not in seen:
                seen.add(name)
                waiting.extend(facts_of(definition.formula) if definition and definition.formula else ())
        return frozenset(seen)

    def _mixed(self, fact: str) -> bool:
        definition = self._definitions.get(fact)
        return definition is not None and definition.formula is not None and bool(self.axes(fact) - {ITEM})

    def _conditions(self) -> Iterator[Condition]:
        for entry in self.law.provisions.values():
            yield from conditions_of(entry.says)

    def _tests(self, axis: frozenset[str]) -> tuple[_Test, ...]:
        """Every largest part of a condition in force that asks of `axis` alone."""
        found: dict[Hashable, _Test] = {}
        for entry in self.law.provisions.values():
            for condition in conditions_of(entry.says):
                for part in self._parts(condition, axis):
                    for inner in (False, True) if isinstance(entry.says, Classification) and ITEM in axis else (False,):
                        test = _Test(part, inner, self._rests_on(part))
                        found.setdefault((id(part), inner), test)
        return tuple(found.values())

    def _parts(self, node: Condition, axis: frozenset[str]) -> Iterator[Condition]:
        names = set(facts_of(node))
        touched = frozenset[str]().union(*(self.axes(name) for name in names))
        if touched <= axis:
            yield node
        elif isinstance(node, (Every, Some)):
            for part in node.parts:
                yield from self._parts(part, axis)
        elif isinstance(node, Not):
            yield from self._parts(node.part, axis)

    def _rests_on(self, node: Condition) -> int:
        """The definitions and the memberships behind a condition, by identity."""
        seen: dict[str, None] = {}
        groups: dict[str, None] = {}
        waiting = [node]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Condition):
                groups.update(dict.fromkeys(groups_of(part)))
            for name in facts_of(part):
                if name not in seen:
                    seen[name] = None
                    definition = self._definitions.get(name)
                    waiting.extend(source for source in (definition.formula, definition.when) if source is not None) if definition else None
        behind = [self.findings.hold(self._definitions[name]) for name in sorted(seen) if name in self._definitions and not self._definitions[name].steps]
        steps = [(name, self._definitions[name].steps) for name in sorted(seen) if name in self._definitions and self._definitions[name].steps]
        members = [(name, self.law.groups.get(name)) for name in sorted(groups)]
        whole = (self.findings.hold(node), tuple(behind), tuple(steps), tuple((name, group.members, group.doubtful) if group else name for name, group in members))
        return self.findings.number(("test", whole))

    @cached_property
    def _item_tests(self) -> tuple[_Test, ...]:
        return self._tests(frozenset({ITEM}))

    @cached_property
    def _role_tests(self) -> dict[str, tuple[_Test, ...]]:
        return {role: self._tests(frozenset({role})) for role in _ROLES}

    @cached_property
    def _place_tests(self) -> tuple[_Test, ...]:
        return self._tests(_PLACE)

    @cached_property
    def _holders_of_item_tests(self) -> tuple[frozenset[str], ...]:
        return self._holders(self._item_tests, frozenset({ITEM}))

    @cached_property
    def _holders_of_place_tests(self) -> tuple[frozenset[str], ...]:
        return self._holders(self._place_tests, _PLACE)

    def _holders(self, tests: tuple[_Test, ...], axis: frozenset[str]) -> tuple[frozenset[str], ...]:
        """For each test: the provisions in whose conditions it stands."""
        holding: dict[int, set[str]] = {}
        for name, entry in self.law.provisions.items():
            for condition in conditions_of(entry.says):
                for part in self._parts(condition, axis):
                    holding.setdefault(id(part), set()).add(name)
        return tuple(frozenset(holding[id(test.condition)]) for test in tests)

    # ---- signatures ----------------------------------------------------------------------------------------------

    def item(self, item: Item, own: Mapping[str, Known], key: Hashable) -> int:
        """The class of an item with figures of the book's own; `key` stands for the two."""
        if key not in self._items:
            signature = self._item_signature(item, own, key)
            self._items[key] = self.findings.number(("item", signature))
            self._item_results[self._items[key]] = (signature[0], signature[1:])
        return self._items[key]

    def known_item(self, key: Hashable) -> int | None:
        """The class of an item seen before."""
        return self._items.get(key)

    def known_place(self, codes: tuple[str, str, str]) -> int | None:
        """The class of a place seen before."""
        return self._by_codes.get(codes)

    def place(self, destination: str, headquarters: str, parent: str, unknown: Mapping[str, Known]) -> int:
        """The class of a destination with its headquarters and parent; `unknown` are those that nobody can make out."""
        roles = tuple(self._role(role, code, unknown.get(role)) for role, code in zip(_ROLES, (destination, headquarters, parent), strict=True))
        key = (roles[0], roles[1], roles[2])
        if key not in self._places:
            facts = self._facts(Shipment(item=_ANY, destination=destination, on=self.law.on, headquarters=headquarters, parent_headquarters=parent, given=unknown))
            results = tuple(self._result(test, facts, ("place", key)) for test in self._place_tests)
            self._places[key] = self.findings.number(("place", results))
            self._results_of[self._places[key]] = results
        self._by_codes[destination, headquarters, parent] = self._places[key]
        return self._places[key]

    def place_for(self, place: int, matters: Matters) -> Hashable:
        """A place's class as far as what matters can tell."""
        results = self._results_of[place]
        return frozenset((self._place_tests[index].rests_on, results[index]) for index in matters.places)

    def item_for(self, item: int, matters: Matters) -> Hashable:
        """An item's class as far as what matters can tell."""
        results, rest = self._item_results[item]
        tests = self._item_tests
        return (frozenset((tests[index].rests_on, tests[index].inner, results[index]) for index in matters.items), rest)

    def matters(self, shipment: Shipment, key: Hashable) -> Matters:
        """What of the law can matter for an item beside its further facts, wherever it goes; `key` stands for both.

        A provision that is FALSE wherever the item goes cannot, unless the confidence of the answer may rest on it.
        """
        if key not in self._matters:
            nowhere = {role: unknown_word(role) for role in _ROLES}
            facts = self._facts(replace(shipment, destination="", headquarters=None, parent_headquarters=None, given={**shipment.given, **nowhere}))
            facts, _, paragraphs = classified(facts)
            firm = max((found.finding.confidence.rank for found in paragraphs.values()
                        if found.truth is Truth.FALSE and found.finding is not None and found.finding.confidence is not None), default=-1)
            open_ = {name for name, entry in self.law.provisions.items() if self._can_matter(entry.says, facts, paragraphs, firm)}
            names = frozenset(name for name in open_ if self._for_something(self.law.provisions[name].says, open_))
            items, places = (tuple(index for index, holders in enumerate(listed) if holders & names) for listed in (self._holders_of_item_tests, self._holders_of_place_tests))
            self._matters[key] = Matters(self._content(names), items, places)
        return self._matters[key]

    def _can_matter(self, says: Provision, facts: CaseFacts, paragraphs: dict[str, Found], firm: int) -> bool:
        if isinstance(says, (Group, Allocation)):
            return False   # memberships are in the results of the tests; running totals are kept line by line
        if isinstance(says, Definition):
            return bool(self.axes(says.defines) - _PLACE)   # a flag of places alone is a test of its own wherever it is asked for
        items = described(getattr(says, "items", ("any",)), paragraphs)[0]
        truth = items
        weakest = -1
        for condition in conditions_of(says):
            finding = evaluate(condition, facts, self.law.member)
            weakest = max(weakest, *(each.rank for part in leaves(finding) for each in part.rests_on))
            if condition is getattr(says, "when", None):
                truth &= finding.truth
        if truth is not Truth.FALSE or isinstance(says, (Classification, Exclusion, Presumption)):
            return True
        return isinstance(says, Requirement) and weakest > max(firm, Confidence.GIVEN.rank)

    @staticmethod
    def _for_something(says: Provision, names: set[str]) -> bool:
        """An exception or a review policy matters only beside a requirement that does."""
        if isinstance(says, LicenseException):
            return not names.isdisjoint(says.overcomes)
        return not names.isdisjoint(says.of) if isinstance(says, Review) else True

    def _content(self, names: frozenset[str]) -> int:
        """A number for what the named provisions say, in order, by which measures: the same under laws that share them."""
        kept = tuple(self._provision_number(name) for name in self.law.provisions if name in names)
        return self.findings.number(("law", kept, self.law.on > self.library.data_as_of))

    def _provision_number(self, name: str) -> int:
        if name not in self._provisions:
            entry = self.law.provisions[name]
            self._provisions[name] = self.findings.number(("provision", name, entry.says, entry.measure.measure, entry.cited, entry.doubt))
        return self._provisions[name]

    def known_item(self, key: Hashable) -> int | None:
        """The class of an item seen before."""
        return self._items.get(key)

    def known_place(self, codes: tuple[str, str, str]) -> int | None:
        """The class of a place seen before."""
        return self._by_codes.get(codes)

    def place(self, destination: str, headquarters: str, parent: str, unknown: Mapping[str, Known]) -> int:
        """The class of a destination with its headquarters and parent; `unknown` are those that nobody can make out."""
        roles = tuple(self._role(role, code, unknown.get(role)) for role, code in zip(_ROLES, (destination, headquarters, parent), strict=True))
        key = (roles[0], roles[1], roles[2])
        if key not in self._places:
            facts = self._facts(Shipment(item=_ANY, destination=destination, on=self.law.on, headquarters=headquarters, parent_headquarters=parent, given=unknown))
            results = tuple(self._result(test, facts, ("place", key)) for test in self._place_tests)
            self._places[key] = self.findings.number(("place", results))
            self._results_of[self._places[key]] = results
        self._by_codes[destination, headquarters, parent] = self._places[key]
        return self._places[key]

    def place_for(self, place: int, matters: Matters) -> Hashable:
        """A place's class as far as what matters can tell."""
        results = self._results_of[place]
        return frozenset((self._place_tests[index].rests_on, results[index]) for index in matters.places)

    def item_for(self, item: int, matters: Matters) -> Hashable:
        """An item's class as far as what matters can tell."""
        results, rest = self._item_results[item]
        tests = self._item_tests
        return (frozenset((tests[index].rests_on, tests[index].inner, results[index]) for index in matters.items), rest)

    def matters(self, shipment: Shipment, key: Hashable) -> Matters:
        """What of the law can matter for an item beside its further facts, wherever it goes; `key` stands for both.

        A provision that is FALSE wherever the item goes cannot, unless the confidence of the answer may rest on it.
        """
        if key not in self._matters:
            nowhere = {role: unknown_word(role) for role in _ROLES}
            facts = self._facts(replace(shipment, destination="", headquarters=None, parent_headquarters=None, given={**shipment.given, **nowhere}))
            facts, _, paragraphs = classified(facts)
            firm = max((found.finding.confidence.rank for found in paragraphs.values()
                        if found.truth is Truth.FALSE and found.finding is not None and found.finding.confidence is not None), default=-1)
            open_ = {name for name, entry in self.law.provisions.items() if self._can_matter(entry.says, facts, paragraphs, firm)}
            names = frozenset(name for name in open_ if self._for_something(self.law.provisions[name].says, open_))
            items, places = (tuple(index for index, holders in enumerate(listed) if holders & names) for listed in (self._holders_of_item_tests, self._holders_of_place_tests))
            self._matters[key] = Matters(self._content(names), items, places)
        return self._matters[key]

    def _can_matter(self, says: Provision, facts: CaseFacts, paragraphs: dict[str, Found], firm: int) -> bool:
        if isinstance(says, (Group, Allocation)):
            return False   # memberships are in the results of the tests; running totals are kept line by line
        if isinstance(says, Definition):
            return bool(self.axes(says.defines) - _PLACE)   # a flag of places alone is a test of its own wherever it is asked for
        items = described(getattr(says, "items", ("any",)), paragraphs)[0]
        truth = items
        weakest = -1
        for condition in conditions_of(says):
            finding = evaluate(condition, facts, self.law.member)
            weakest = max(weakest, *(each.rank for part in leaves(finding) for each in part.rests_on))
            if condition is getattr(says, "when", None):
                truth &= finding.truth
        if truth is not Truth.FALSE or isinstance(says, (Classification, Exclusion, Presumption)):
            return True
        return isinstance(says, Requirement) and weakest > max(firm, Confidence.GIVEN.rank)

    @staticmethod
    def _for_something(says: Provision, names: set[str]) -> bool:
        """An exception or a review policy matters only beside a requirement that does."""
        if isinstance(says, LicenseException):
            return not names.isdisjoint(says.overcomes)
        return not names.isdisjoint(says.of) if isinstance(says, Review) else True

    def _content(self, names: frozenset[str]) -> int:
        """A number for what the named provisions say, in order, by which measures: the same under laws that share them."""
        kept = []
        for name, entry in self.law.provisions.items():
            if name in names:
                kept.append((name, entry.says, entry.measure.measure, entry.cited, entry.doubt))
        return self.findings.number(("law", tuple(kept), self.law.on > self.library.data_as_of))

    def _role(self, role: str, code: str, unknown: Known | None) -> int:
        if (role, code) not in self._roles:
            given = {role: unknown} if unknown is not None else {}
            ship = Shipment(item=_ANY, destination=code if role == TO else "US", on=self.law.on, headquarters=code if role == SEAT else "US",
                            parent_headquarters=code if role == PARENT else "US", given=given)
            facts = self._facts(ship)
            # As which country it is treated depends on the day; the tests are kept over days.
            treated = str(facts[role].value)
            results = tuple((test.rests_on, self._result(test, facts, (role, treated))) for test in self._role_tests[role])
            self._roles[role, code] = self.findings.number((role, treated == "None", results))
        return self._roles[role, code]

    def _facts(self, shipment: Shipment) -> CaseFacts:
        return CaseFacts(shipment, self.law, self.library)

    def _result(self, test: _Test, facts: CaseFacts, subject: Hashable) -> int:
        key = (test.rests_on, test.inner, subject)
        found = self.findings.results.get(key)
        if found is None:
            found = self.findings.results[key] = self.findings.number(_told(evaluate(test.condition, facts, self.law.member)))
        return found

    def _item_signature(self, item: Item, own: Mapping[str, Known], key: Hashable) -> tuple[Any, ...]:
        ship = Shipment(item=item, destination="US", on=self.law.on, given=own)
        facts = self._facts(ship)
        # The IC inside a board or system is classified too, as `determine.classify` does it.
        inside = {"item_kind": Known(value=facts.ic.kind, confidence=Confidence.HIGH), "other_eccn": Known(value="none")}
        if facts.ic is not item and facts.ic.datacenter is not None and "datacenter" not in own:
            inside["datacenter"] = facts.ic.datacenter
        inner = facts.with_facts(inside)
        cells = self._open(facts)
        results = tuple(self._in_each_cell(test, inner if test.inner else facts, cells, ("item", key)) for test in self._item_tests)
        laid = tuple(_plain(facts[flag]) for flag in sorted(self._presumed))
        unsettled = tuple((name, self._standing(name, facts[name]), facts[name].unsettled, facts[name].confidence, self.law.limits.get(name)) for name in cells)
        return (results, laid, self._vendor(facts), unsettled)

    def _vendor(self, facts: CaseFacts) -> str | None:
        """The vendor, where it may be taken for the exporter and a measure binds it or a rule names it."""
        vendor = facts["exporter"].value
        if vendor is None:
            return None
        return str(vendor).casefold() if str(vendor).casefold() in self._named else "another"

    @cached_property
    def _named(self) -> frozenset[str]:
        named = {name.casefold() for entry in self.law.provisions.values() for name in entry.measure.binds}
        for condition in self._conditions():
            named.update(_words(condition, "exporter"))
        return frozenset(named)

    def _open(self, facts: CaseFacts) -> dict[str, tuple[Cell, ...]]:
        """The item figures and flags that a condition asks for and that are not settled, each with the cells that it may be in."""
        asked = sorted({name for condition in self._conditions() for name in facts_of(condition) if self.axes(name) == {ITEM}})
        return {name: self._cells(name, facts) for name in asked if not _settled(facts[name])}

    def _cells(self, name: str, facts: CaseFacts) -> tuple[Cell, ...]:
        meaning = self.library.vocabulary.facts[name]
        if meaning.type is FactType.NUMBER:
            return cut(name, facts[name].figure, self.law.limits.get(name, ()))
        return flags(name) if meaning.type is FactType.FLAG else words(name, meaning.symbols)

    def _asked_by(self, condition: Condition) -> frozenset[str]:
        """The facts that a condition asks for, those behind a flag that the law defines included."""
        seen, waiting = set[str](), list(facts_of(condition))
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                definition = self._definitions.get(name)
                if definition is not None and definition.when is not None:
                    waiting.extend(facts_of(definition.when))
        return frozenset(seen)

    def _in_each_cell(self, test: _Test, facts: CaseFacts, cells: Mapping[str, tuple[Cell, ...]], subject: Hashable) -> Hashable:
        """What comes of a test wherever its open facts may lie: a function of their cells, as a table."""
        names = [name for name in sorted(self._asked_by(test.condition)) if cells.get(name)]
        if not names:
            return self._result(test, facts, subject)
        key = ("cells", test.rests_on, test.inner, subject, tuple(self.law.limits.get(name) for name in names))
        found = self.findings.results.get(key)
        if found is None:
            results: list[Hashable] = [self._result(test, facts, subject)]
            if prod(len(cells[name]) for name in names) > _MOST_CELLS:
                results.append(subject)   # too many to compare: a class of its own
            else:
                for choice in product(*(cells[name] for name in names)):
                    changed = facts.with_facts({cell.fact: cell.known for cell in choice})
                    results.append(_told(evaluate(test.condition, changed, self.law.member)))
            found = self.findings.results[key] = self.findings.number(tuple(results))
        return found

    def _standing(self, name: str, known: Known) -> Hashable:
        """Where a figure stands to every limit that the law compares it with."""
        if not isinstance(known.value, Figure):
            return known.value
        limits, figure = self.law.limits.get(name, ()), known.value
        return ((bisect_left(limits, figure.low), bisect_right(limits, figure.low), figure.above, figure.exact is not None),
                None if figure.high is None else (bisect_left(limits, figure.high), bisect_right(limits, figure.high)))


_ANY = Item(name="(any)")
_MOST_CELLS = 300


def _told(finding: Finding) -> Hashable:
    """What an answer can take from a finding: its truth, what would settle it, and how firm the ground is."""
    return (finding.truth, finding.settles, max((each.rank for each in finding.rests_on), default=None))


def _plain(known: Known) -> Hashable:
    return (known.value, known.unsettled, known.confidence)


def _settled(known: Known) -> bool:
    if isinstance(known.value, Figure):
        return known.value.exact is not None
    return known.value is not None and known.value is not Truth.UNKNOWN


def _over_formats(source: object) -> bool:
    if isinstance(source, LargestOverFormats):
        return True
    parts: Iterable[object] = getattr(source, "parts", ()) or [each for each in (getattr(source, "over", None), getattr(source, "under", None)) if each is not None]
    return any(_over_formats(part) for part in parts)


def _words(node: object, fact: str) -> set[str]:
    if getattr(node, "fact", None) == fact:
        return {str(word).casefold() for word in getattr(node, "words", ())}
    parts = getattr(node, "parts", None) or ([node.part] if hasattr(node, "part") else [])
    return set().union(*(_words(part, fact) for part in parts)) if parts else set()
