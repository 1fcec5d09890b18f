"""Which items, and which destinations, two laws cannot tell apart.

Belongs here: grouping before deciding. Does not: deciding.
Always true: two items with one key (two destinations likewise) meet the same truths in every test
of either law, with the same things unknown about them, so that one answer stands for both.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from ecluse.determine.case import CaseFacts
from ecluse.determine.shipment import Shipment
from ecluse.determine.trace import leaves
from ecluse.facts.item import Item
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.condition.tree import Condition, Every, Formula, Not, Some, facts_of, groups_of
from ecluse.law.example import leaves_of
from ecluse.law.library import Library
from ecluse.law.provision import (
    Allocation,
    Classification,
    Definition,
    Group,
    Jurisdiction,
    LicenseException,
    Notice,
    Presumption,
    Requirement,
    Review,
    conditions_of,
)
from ecluse.law.register import InForce, Law

_ANY = Item(name="(any)")
_PLACE = ("destination", "headquarters", "parent_headquarters")


class Alike:
    """The tests of one law, put to items and to destinations."""

    def __init__(self, law: Law, library: Library) -> None:
        self.law = law
        self.library = library

    @cached_property
    def _leaves(self) -> list[Condition]:
        found = (
            leaf
            for entry in self.law.provisions.values()
            for condition in conditions_of(entry.says)
            for leaf in leaves_of(condition)
        )
        return list(dict.fromkeys(found))

    @cached_property
    def _of_places(self) -> list[Condition]:
        """The largest parts of conditions that ask of places alone."""
        found = (
            part
            for entry in self.law.provisions.values()
            for condition in conditions_of(entry.says)
            for part in _parts_within(condition, self._place_facts)
        )
        return list({id(part): part for part in found}.values())

    @cached_property
    def _place_facts(self) -> frozenset[str]:
        """The facts of places, and the flags that the law works out from these alone."""
        presumed = {flag for says, _ in self.law.of_kind(Presumption) for flag in says.flags}
        found = set(_PLACE)
        before = 0
        while before != len(found):
            before = len(found)
            found |= {
                says.defines
                for says, _ in self.law.of_kind(Definition)
                if says.when is not None
                and says.defines not in presumed
                and set(facts_of(says.when)) <= found
            }
        return frozenset(found)

    @cached_property
    def _of_items(self) -> list[Condition]:
        by_when = {
            says.defines for says, _ in self.law.of_kind(Definition) if says.when is not None
        }
        return [
            leaf
            for leaf in self._leaves
            if not set(facts_of(leaf)) & by_when and not set(facts_of(leaf)) & set(_PLACE)
        ]

    @cached_property
    def _bound(self) -> frozenset[str]:
        return frozenset(
            name.casefold()
            for entry in self.law.provisions.values()
            for name in entry.measure.binds
        )

    def destination(self, code: str) -> Hashable:
        """What every test of places alone makes of a destination, the consignee being of it."""
        if code not in self._destinations:
            facts = self.place(code)
            found = [facts.decide(part) for part in self._of_places]
            self._destinations[code] = tuple(
                tuple(leaf.truth for leaf in leaves(finding))
                if finding.truth is Truth.UNKNOWN
                else finding.truth
                for finding in found
            )
        return self._destinations[code]

    def place(self, code: str) -> CaseFacts:
        """Any item to a destination, the parties being of it."""
        if code not in self._placed:
            ship = Shipment(item=_ANY, destination=code, on=self.law.on)
            self._placed[code] = CaseFacts(ship, self.law, self.library)
        return self._placed[code]

    @cached_property
    def _placed(self) -> dict[str, CaseFacts]:
        return {}

    @cached_property
    def _destinations(self) -> dict[str, Hashable]:
        return {}

    def item(self, item: Item) -> Hashable:
        """What every test of an item's own facts makes of it; for what is unknown, all that is
        known of it.
        """
        facts = CaseFacts(
            Shipment(item=item, destination="US", on=self.law.on), self.law, self.library
        )
        found: list[Hashable] = [
            item.kind,
            item.contains is None,
            facts.ic.kind,
            _word(facts) in self._bound and _word(facts),
        ]
        if facts.ic is not item:
            found.append(facts.ic.datacenter.value if facts.ic.datacenter else None)
        for leaf in self._of_items:
            finding = evaluate(leaf, facts, self.law.member)
            known = facts[leaf.fact]  # type: ignore[attr-defined]
            found.append(
                (finding.truth, (known.value, known.unsettled) if finding.settles else None)
            )
        return tuple(found)


def concerning(case: CaseFacts) -> Law:
    """What of a law can bear on an item, to whatever country: the rest is FALSE for it everywhere,
    or says nothing of answers.
    """
    law = case.law
    anywhere = case.with_facts({name: case.library.vocabulary.unknown(name) for name in _PLACE})
    alone = case.shipment.item.contains is None and case["other_eccn"].value == "none"
    kept: dict[str, InForce] = {}
    for name, entry in law.provisions.items():
        says = entry.says
        if isinstance(says, (Notice, Allocation)):
            continue
        decidable = isinstance(
            says, (Requirement, LicenseException, Jurisdiction, Presumption)
        ) or (alone and isinstance(says, Classification))
        if not (decidable and anywhere.decide(says.when).truth is Truth.FALSE):  # type: ignore[union-attr, arg-type]
            kept[name] = entry
    for kind, names in ((Requirement, "items"), (LicenseException, "overcomes"), (Review, "of")):
        for name, entry in list(kept.items()):
            listed = getattr(entry.says, names, ()) if isinstance(entry.says, kind) else None
            if listed is not None and "any" not in listed and not set(listed) & set(kept):
                del kept[name]
    asked = _asked(kept.values())
    for name, entry in list(kept.items()):
        unasked = (isinstance(entry.says, Group) and entry.says.group not in asked) or (
            isinstance(entry.says, Definition) and entry.says.defines not in asked
        )
        if unasked:
            del kept[name]
    return replace(law, provisions=kept)


def _asked(entries: Iterable[InForce]) -> set[str]:
    """The facts and country groups that some provisions ask for, definitions looked into."""
    entries = list(entries)
    inputs = {
        entry.says.defines: entry.says for entry in entries if isinstance(entry.says, Definition)
    }
    nodes: list[Condition | Formula] = [
        node
        for entry in entries
        if not isinstance(entry.says, Definition)
        for node in conditions_of(entry.says)
    ]
    asked: set[str] = set()
    while nodes:
        node = nodes.pop()
        if isinstance(node, Condition):
            asked.update(groups_of(node))
        for name in facts_of(node):
            if name not in asked:
                asked.add(name)
                says = inputs.get(name)
                nodes += (
                    [part for part in (says.formula, says.when) if part is not None]
                    if says is not None
                    else []
                )
                asked.update({says.or_else} if says is not None and says.or_else else set())
    return asked


def _parts_within(node: Condition, facts: frozenset[str]) -> Iterator[Condition]:
    if set(facts_of(node)) <= facts:
        yield node
    elif isinstance(node, (Every, Some)):
        for part in node.parts:
            yield from _parts_within(part, facts)
    elif isinstance(node, Not):
        yield from _parts_within(node.part, facts)


def _word(facts: CaseFacts) -> str:
    return str(facts["exporter"].value).casefold()


def grouped(things: Iterable[str], *keys: dict[str, Hashable]) -> list[tuple[str, ...]]:
    """Names with equal keys together, in the order in which they come."""
    found: dict[Hashable, list[str]] = {}
    for name in things:
        found.setdefault(tuple(key.get(name) for key in keys), []).append(name)
    return [tuple(names) for names in found.values()]
