"""How firm the answers of many cases are, by what each rests on.

Belongs here: `Determination.confidence` of pairs in which the steps of a law come to the same.
Does not: how firmly one condition comes out (equivalence.pair_firmness), or the answers (alike).
Always true: a pair has the rank of the evaluator's own determination (property-tested).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, reduce
from operator import and_

from ecluse.citation import Confidence
from ecluse.equivalence.pair_firmness import Firmness
from ecluse.equivalence.pair_run import PairRun
from ecluse.law.condition.compile import FALSE, TRUE
from ecluse.law.condition.tree import Condition
from ecluse.law.in_force import InForce
from ecluse.law.provision import (
    Classification,
    LicenseException,
    NoExport,
    Requirement,
)
from ecluse.orders.coded_subject import CodedSubject

_RANKS = tuple(sorted(each.rank for each in Confidence))
Ranked = Iterator[tuple[int, int | None]]


class Grounds:
    """What answers under one law rest on."""

    def __init__(self, run: PairRun, subjects: Sequence[CodedSubject]) -> None:
        self.run, self.subjects, self.law = run, subjects, run.coder.law
        self.firm = Firmness(run, [each.laid for each in subjects])
        self.demands = run.coder.coded.demands
        self._any_of: dict[tuple[str, ...], tuple[int, int]] = {}
        self._firmly: dict[tuple[str, int], int] = {}
        self._firmly_not: dict[int, int] = {}
        self._entry: dict[tuple[str, int], int] = {}

    def used(self, mask: int, names: Sequence[str]) -> InForce:
        """The exception that is used for requirements that apply: that for named paragraphs before
        that for any item.
        """
        applying = [each for each in self.demands if each.provision in names]
        for demand in sorted(applying, key=lambda each: each.of_any):
            helping = [
                entry
                for says, entry in self.law.of_kind(LicenseException)
                if demand.provision in says.overcomes
            ]
            for (term, _), entry in zip(demand.helping, helping, strict=True):
                if mask & self.run.surely(term):
                    return entry
        raise AssertionError(names)  # there is an exception, and nothing that was used

    def of_license(self, mask: int, names: Sequence[str]) -> Ranked:
        """Pairs by the firmest of the requirements that apply: one is enough."""
        entries = self._entries(names)

        def firm(rank: int) -> int:
            found = 0
            for entry in entries:
                found |= self._of_entry(entry, rank)
            return found

        return self._by_rank(mask, firm)

    def of_exception(self, mask: int, names: Sequence[str], used: InForce) -> Ranked:
        """The same, and by the exception that is used."""
        entries = self._entries(names)

        def firm(rank: int) -> int:
            found = 0
            for entry in entries:
                found |= self._of_entry(entry, rank)
            return found & self._of_entry(used, rank)

        return self._by_rank(mask, firm)

    def of_no_export(self, mask: int) -> Ranked:
        """Pairs by the weakest of what says whether a shipment is no export."""
        entries = [entry for _, entry in self.law.of_kind(NoExport)]

        def firm(rank: int) -> int:
            found = mask
            for entry in entries:
                found &= self._of_entry(entry, rank)
            return found

        return self._by_rank(mask, firm)

    def of_none(self, mask: int) -> Ranked:
        """Pairs by the weakest of why requirements do not apply, and of why paragraphs do not
        describe the item.
        """
        untold = mask & self._untold
        if untold:
            yield untold, None
        yield from self._by_rank(mask & ~untold, self._why_not)

    def _why_not(self, rank: int) -> int:
        """The pairs in which nothing that does not apply or describe rests on weaker ground."""
        found = self._firmly_not.get(rank)
        if found is None:
            found = self.run.columns.all
            for when, may in self._may_not:
                found &= self.firm.of(when, rank) | may if found else 0
            self._firmly_not[rank] = found
        return found

    @cached_property
    def _may_not(self) -> Sequence[tuple[Condition, int]]:
        """The conditions of paragraphs and of requirements, each with the pairs in which it is no
        reason why the paragraph does not describe or the requirement does not apply.
        """
        terms = self.run.coder.coded.paragraphs
        described = [
            (says.when, self.run.may(terms[says.provision]))
            for says, _ in self.law.of_kind(Classification)
        ]
        applying = [
            (says.when, self.firm.truth(says.when)[0]) for says, _ in self.law.of_kind(Requirement)
        ]
        return [*described, *applying]

    @cached_property
    def _untold(self) -> int:
        """The pairs in which a requirement is kept from applying beside an open paragraph, and
        those in which there is no reason at all.
        """
        untold = reduce(and_, [may for _, may in self._may_not], self.run.columns.all)
        requirements = self.law.of_kind(Requirement)
        for demand, (says, _) in zip(self.demands, requirements, strict=True):
            may, surely = self.described(says.items)
            kept = self.firm.truth(says.when)[0] & ~self.run.may(demand.applies)
            untold |= kept & may & ~surely
        return untold

    def described(self, items: tuple[str, ...]) -> tuple[int, int]:
        """The pairs in which one of some paragraphs may describe the item, and those in which one
        surely does.
        """
        found = self._any_of.get(items)
        if found is None:
            all_ = self.run.columns.all
            found = self._any_of[items] = (all_, all_) if "any" in items else self._described(items)
        return found

    def _described(self, items: Sequence[str]) -> tuple[int, int]:
        terms, may, surely = self.run.coder.coded.paragraphs, 0, 0
        for name in items:
            if name in terms:
                may |= self.run.may(terms[name])
                surely |= self.run.surely(terms[name])
        return may, surely

    def _entries(self, names: Sequence[str]) -> list[InForce]:
        return [self.law.provisions[name] for name in names]

    def _by_rank(self, mask: int, firm: Callable[[int], int]) -> Ranked:
        """Pairs by the first rank of which all that counts is no weaker."""
        for rank in _RANKS:
            found = mask & firm(rank)
            if found:
                yield found, rank
                mask &= ~found
            if not mask:
                return

    def _of_entry(self, entry: InForce, rank: int) -> int:
        """The pairs in which a provision that applies is found no weaker than a rank: by its own
        source, by its condition, and by the paragraphs that describe the item for it.
        """
        says, key = entry.says, (entry.says.provision, rank)
        if key in self._entry:
            return self._entry[key]
        if entry.cited.confidence.rank > rank:
            return 0
        assert isinstance(says, (Requirement, LicenseException, NoExport))
        found = self.firm.of(says.when, rank)
        paragraphs = self.run.coder.coded.paragraphs
        for name in () if isinstance(says, NoExport) else says.items:
            if name in paragraphs:
                found &= self._firmly_described(name, rank)
        self._entry[key] = found
        return found

    def _firmly_described(self, paragraph: str, rank: int) -> int:
        """The pairs of items that the paragraph does not surely describe, or describes on ground no
        weaker than a rank.
        """
        key = paragraph, rank
        if key not in self._firmly:
            surely = self.run.surely(self.run.coder.coded.paragraphs[paragraph])
            firm = [
                not surely >> self.run.columns.bit_of(item) & 1 or subject.rank(paragraph) <= rank
                for item, subject in enumerate(self.subjects)
            ]
            codes = bytes([TRUE if each else FALSE for each in firm])
            self._firmly[key] = self.run.columns.items_having(codes, TRUE)
        return self._firmly[key]
