"""Which items, and which destinations, two laws cannot tell apart.

Belongs here: grouping before deciding. Does not: deciding.
Always true: two items with one key (two destinations likewise) meet the same truths in every test of either law, with the
same things unknown about them, so that one answer stands for both.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from functools import cached_property

from ecluse.determine.shipment import CaseFacts, Shipment
from ecluse.facts.item import Item
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.condition.tree import Condition, Formula, Member, OneOf, facts_of, groups_of
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
    def _of_countries(self) -> list[Condition]:
        return [
            leaf for leaf in self._leaves if isinstance(leaf, (Member, OneOf)) and self._type(leaf) is FactType.COUNTRY
        ]

    @cached_property
    def _of_items(self) -> list[Condition]:
        by_when = {says.defines for says, _ in self.law.of_kind(Definition) if says.when is not None}
        return [
            leaf for leaf in self._leaves if not set(facts_of(leaf)) & by_when and not set(facts_of(leaf)) & set(_PLACE)
        ]

    @cached_property
    def _bound(self) -> frozenset[str]:
        return frozenset(name.casefold() for entry in self.law.provisions.values() for name in entry.measure.binds)

    def _type(self, leaf: Condition) -> FactType:
        return self.library.vocabulary.facts[leaf.fact].type  # type: ignore[attr-defined]

    def destination(self, code: str) -> Hashable:
        """What every test of a country makes of a destination."""
        treated = self.library.countries.for_the_law(code, self.law.on)
        found: list[Hashable] = []
        for leaf in self._of_countries:
            if isinstance(leaf, Member):
                found.append(self.law.member(treated, leaf.group))
            elif isinstance(leaf, OneOf):
                found.append(treated in leaf.words)
        return tuple(found)

    def item(self, item: Item) -> Hashable:
        """What every test of an item's own facts makes of it; for what is unknown, all that is known of it."""
        facts = CaseFacts(Shipment(item=item, destination="US", on=self.law.on), self.law, self.library)
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
            found.append((finding.truth, (known.value, known.unsettled) if finding.settles else None))
        return tuple(found)


def concerning(case: CaseFacts) -> Law:
    """What of a law can bear on an item, to whatever country: the rest is FALSE for it everywhere, or says nothing of answers."""
    law = case.law
    anywhere = case.with_facts({name: case.library.vocabulary.unknown(name) for name in _PLACE})
    alone = case.shipment.item.contains is None and case["other_eccn"].value == "none"
    kept: dict[str, InForce] = {}
    for name, entry in law.provisions.items():
        says = entry.says
        if isinstance(says, (Notice, Allocation)):
            continue
        decidable = isinstance(says, (Requirement, LicenseException, Jurisdiction, Presumption)) or (
            alone and isinstance(says, Classification)
        )
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
    inputs = {entry.says.defines: entry.says for entry in entries if isinstance(entry.says, Definition)}
    nodes: list[Condition | Formula] = [
        node for entry in entries if not isinstance(entry.says, Definition) for node in conditions_of(entry.says)
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
                nodes += [part for part in (says.formula, says.when) if part is not None] if says is not None else []
                asked.update({says.or_else} if says is not None and says.or_else else set())
    return asked


def _word(facts: CaseFacts) -> str:
    return str(facts["exporter"].value).casefold()


def grouped(things: Iterable[str], *keys: dict[str, Hashable]) -> list[tuple[str, ...]]:
    """Names with equal keys together, in the order in which they come."""
    found: dict[Hashable, list[str]] = {}
    for name in things:
        found.setdefault(tuple(key.get(name) for key in keys), []).append(name)
    return [tuple(names) for names in found.values()]
