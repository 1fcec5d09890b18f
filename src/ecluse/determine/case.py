"""All that is known of one case: of one shipment, under one law, by the data of one library.

Belongs here: the case, what has been found of it, and cases that differ from another in a few
facts. Does not: what a shipment states (stated), or the steps of a determination.
Always true: every fact of the vocabulary has an entry; what is stated outranks what is taken where
a fact is left out; a figure that the law defines is worked out by the law's own formula; what has
been found of a like case is taken over only where it rests on nothing that differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import get_ident
from typing import TypeVar, cast

from ecluse.citation import Confidence
from ecluse.determine.declared import said_of_eccns
from ecluse.determine.found_so_far import CaseTruths, Firm, Like, Memo
from ecluse.determine.shipment import Shipment, check_on_file
from ecluse.determine.stated import Stated, both, open_format, rates_of, stated
from ecluse.facts.figure import exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_figure
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import (
    Finding,
    PerFormat,
    compute,
    confidence_of,
    evaluate,
    settles_of,
    truth_of,
)
from ecluse.law.condition.tree import FASTER_FORMAT, Condition, facts_of, membership
from ecluse.law.eccn_part import DECLARED
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.provision import Definition

W = TypeVar("W")
Teller = Callable[["CaseFacts"], "CaseTruths"]


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: a shipment, the law that it is asked under, and the data."""

    shipment: Shipment
    law: Law
    library: Library

    @property
    def ic(self) -> Item:
        """The IC whose figures the law asks for: the one inside the item, else the item itself."""
        item = self.shipment.item
        return self.library.catalogue.ic(item) if item.contains else item


class CaseFacts(Mapping[str, Known]):
    """All that is known of one case, worked out as it is asked for.

    Args:
        said: What is stated; what the shipment states where left out.
        memo: What has been found already.

    `as_asked` is True where what is stated is what the shipment states, and nothing else.
    """

    def __init__(
        self,
        shipment: Shipment,
        law: Law,
        library: Library,
        said: Stated | None = None,
        memo: Memo | None = None,
    ) -> None:
        as_asked = said is None
        if said is None:
            shipment = shipment.under(law)
            check_on_file(shipment, library)
            library.check_answers(law)
            said = stated(shipment, library)
        self.case = Case(shipment, law, library)
        self.shipment, self.law, self.library = shipment, law, library
        self.as_asked = as_asked
        self._teller: Teller | None = None
        self._codes: tuple[object, bytes] | None = None
        self.stated = said
        self._definitions = law.definitions
        self._memo = memo or Memo()

    @property
    def as_before(self) -> Like | None:
        """The case that this one was made from, and what of it is as there."""
        return self._memo.like

    def decide(self, node: Condition) -> Finding:
        """A condition of the law in force, or a part of one, decided once on these facts."""
        key, findings = id(node), self._memo.findings
        finding = findings.get(key)
        if finding is None:
            like = self._alike_in(key)
            if like is not None:
                finding = like.decide(node)
            else:
                finding = evaluate(node, self, self.member, self.decide)
            findings[key] = finding
        return finding

    def member(self, country: str, group: str) -> Truth:
        """Whether a country is in a group, as the law has it, or as the case has what that leaves
        open.
        """
        members = self.stated.members
        said = members.get(membership(country, group)) if members else None
        return self.law.member(country, group) if said is None else said.truth

    def truth(self, node: Condition) -> Truth:
        """Whether a condition holds, as `decide` finds it and sooner."""
        key, truths = id(node), self._memo.truths
        truth = truths.get(key)
        if truth is None:
            like = self._alike_in(key)
            if like is not None:
                truth = like.truth(node)
            elif self._told is not None:
                truth = self._told.of(node)
            if truth is None:
                truth = truth_of(node, self.truth, self.decide)
            truths[key] = truth
        return truth

    def confidence(self, node: Condition) -> Confidence:
        """The weakest thing that the truth of a condition rests on, as `decide` finds it."""
        key, confidences = id(node), self._memo.confidences
        found = confidences.get(key) or self._firm.get(key)
        if found is None:
            like = self._alike_in(key)
            if like is not None:
                found = like.confidence(node)
            else:
                found = self._confidence_of_all(key) or confidence_of(
                    node, self, self.truth, self.confidence
                )
            told = self._told is not None and key in self._told.truths
            (self._firm if told else confidences)[key] = found
        return found

    def _confidence_of_all(self, condition: int) -> Confidence | None:
        """How firmly all facts that a condition asks for are known, where that is the same."""
        firmly, met = None, self._memo.known
        for name in self.law.asked.get(condition, ()):
            known = met.get(name) or self[name]
            if firmly is None:
                firmly = known.confidence
            elif known.confidence is not firmly:
                return None
        return firmly

    def _alike_in(self, condition: int) -> CaseFacts | None:
        """The case that this one was made from, where a condition, by its identity, is decided as
        in this one.
        """
        like = self._memo.like
        return like.facts if like is not None and condition in like.conditions else None

    def told_by(self, teller: Teller | None) -> CaseFacts:
        """The case, whose truths `teller` finds at once, by codes; so it does for cases that are
        made from this one.
        """
        self._teller = teller
        return self

    @cached_property
    def _told(self) -> CaseTruths | None:
        """What tells a truth that is not found yet; the law's own conditions are, from then on."""
        if self._teller is None:
            return None
        told = self._teller(self)
        self._memo.truths.update(told.truths)
        return told

    @cached_property
    def _firm(self) -> dict[int, Confidence]:
        """How firmly those conditions are decided, found once for all cases that were made from the
        same one, have the same codes, and of which the facts that differ are as firm.
        """
        like, said, firm = self.as_before, self.stated.facts, set()
        if like is None or self._told is None or self._codes is None:
            return {}
        for name in like.differing:
            says = self._definitions.get(name)
            if name in said or says is None or says.when is None:  # a flag follows from the others
                firm.add((name, (said.get(name) or self[name]).confidence))
        key = self._codes[1], like.differing, frozenset(firm)
        return like.facts.made(Firm).setdefault(key, {})

    def coded_by(self, coder: object, code: Callable[[CaseFacts], bytes]) -> bytes:
        """The codes of the case, made once by the coder who asks for them."""
        kept = self._codes  # another thread may put its own in the place
        if kept is None or kept[0] is not coder:
            kept = self._codes = coder, code(self)
        return kept[1]

    def settles(self, node: Condition) -> frozenset[str]:
        """The facts that would settle a condition, where it is unknown."""
        if self.truth(node) is not Truth.UNKNOWN:
            return frozenset()
        key, settling = id(node), self._memo.settling
        settles = settling.get(key)
        if settles is None:
            like = self._alike_in(key)
            if like is not None:
                settles = like.settles(node)
            else:
                settles = settles_of(node, self.settles, self.decide)
            settling[key] = settles
        return settles

    def once(
        self,
        what: object,
        rests_on: frozenset[int],
        facts: frozenset[str],
        work: Callable[[CaseFacts], W],
    ) -> W:
        """What `work` makes of a case, done once for all cases in which the conditions and the
        facts that it rests on are alike.
        """
        works = self._memo.works
        if what not in works:
            like = self._memo.like
            if (
                like is not None
                and rests_on <= like.conditions
                and facts.isdisjoint(like.differing)
            ):
                works[what] = like.facts.once(what, rests_on, facts, work)
            else:
                works[what] = work(self)
        return cast("W", works[what])

    def made(self, make: Callable[[CaseFacts], W]) -> W:
        """What `make` makes of this very case, done once."""
        works = self._memo.works
        if make not in works:
            works[make] = make(self)
        return cast("W", works[make])

    def __getitem__(self, name: str) -> Known:
        known = self._memo.known.get(name)
        if known is None:
            like = self._memo.like
            if like is not None and name not in like.differing:
                known = like.facts[name]
            else:
                known = self._find(name)
            self._memo.known[name] = known
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self.library.vocabulary.facts)

    def __len__(self) -> int:
        return len(self.library.vocabulary.facts)

    @cached_property
    def ic(self) -> Item:
        """The IC whose figures the law asks for."""
        return self.case.ic

    @cached_property
    def per_format(self) -> PerFormat:
        """For each number format that the IC computes in: its rate and its operand length."""
        like = self._memo.like
        if like is not None and like.facts.shipment.item is self.shipment.item:
            return like.facts.per_format
        return rates_of(self.ic, self.library)

    def with_facts(self, changed: Mapping[str, Known]) -> CaseFacts:
        """The same case with some facts given otherwise, or what a law leaves open of a country;
        what does not rest on them is as it was found.
        """
        said = self.stated.with_facts(changed)
        return self.like(self.shipment, said, said.resting_on(changed))

    def like(
        self,
        shipment: Shipment,
        said: Stated,
        differing: frozenset[str],
        law: Law | None = None,
    ) -> CaseFacts:
        """The case of a shipment that is as this one but for what it states of some facts; `law` is
        another of the same period, under which it is asked just so.
        """
        like, known = self.as_far_as(differing), self._memo.known.copy()
        for name in like.differing:
            known.pop(name, None)
        memo = Memo(like, known)
        case = CaseFacts(shipment, law or self.law, self.library, said, memo)
        case.as_asked = law is not None
        return case.told_by(self._teller)

    def as_far_as(self, changed: frozenset[str]) -> Like:
        """The case, as far as it is the same whatever becomes of the facts in `changed`."""
        return Like(self, self.law.touched_by(changed), lambda: self.law.untouched(changed))

    def _find(self, name: str) -> Known:
        said, definition = self.stated.facts.get(name), self._definitions.get(name)
        working, here = self._memo.working, (get_ident(), name)
        worked_out_here = definition is not None and here not in working
        if said is not None and (name not in self.stated.checked or not worked_out_here):
            return said
        if definition is None or not worked_out_here:
            vocabulary = self.library.vocabulary
            strict = self.shipment.strict
            return vocabulary.strictly(name) if strict else vocabulary.left_out(name)
        working.add(here)
        try:
            worked_out = self._define(definition)
        finally:
            working.discard(here)
        if said is None:
            return worked_out
        # Of an ECCN that is not declared, that is what is missing, and not what is said of it.
        open_ = definition.eccn is not None and DECLARED not in self.shipment.given
        return both(said, worked_out, DECLARED if open_ else name)

    def _define(self, definition: Definition) -> Known:
        if definition.when is not None:
            return Known(
                value=self.truth(definition.when),
                confidence=self.confidence(definition.when),
                unsettled=self.settles(definition.when),
                because=_because(definition.when, self),
            )
        if definition.eccn is not None:
            return said_of_eccns(definition, self)
        if definition.steps:
            step = definition.steps[0]
            if step.since > self.law.on:
                return unknown_figure(definition.defines)
            return Known(value=exactly(step.limit), confidence=Confidence.TEXT)
        assert definition.formula is not None
        per_format = self.per_format
        if per_format:
            per_format += open_format(self[FASTER_FORMAT])
        known = compute(definition.formula, self, per_format)
        instead = self.stated.facts.get(definition.or_else or "")
        if known.figure.exact is None and not per_format and instead is not None:
            return instead
        return known


def _because(condition: Condition, facts: CaseFacts) -> str | None:
    """The words that a flag was worked out from."""
    asked = [facts[name] for name in dict.fromkeys(facts_of(condition))]
    words = [str(known.value) for known in asked if isinstance(known.value, str)]
    return ", ".join(dict.fromkeys(words)) or None
