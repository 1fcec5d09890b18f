"""How firm the answers of many cases are, by what each rests on.

Belongs here: `Determination.confidence` of pairs in which the steps of a law come to the same.
Does not: how firmly one condition comes out (equivalence.pair_firmness), or the answers (alike).
Always true: a pair has the rank of the evaluator's own determination (property-tested).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import or_

from ecluse.citation import Confidence
from ecluse.equivalence.pair_firmness import Firmness
from ecluse.equivalence.pair_run import PairRun
from ecluse.law.condition.compile import FALSE, TRUE
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
        terms = self.run.coder.coded.paragraphs
        conditions = [says.when for says, _ in self.law.of_kind(Requirement)]
        paragraphs = [
            says.when
            for says, _ in self.law.of_kind(Classification)
            if not self.run.may(terms[says.provision]) & mask
        ]

        def firm(rank: int) -> int:
            found = mask
            for when in paragraphs:
                found &= self.firm.of(when, rank)
            for when in conditions if found else ():
                found &= self.firm.of(when, rank) | self.firm.truth(when)[0]
            return found

        untold = self._untold(mask)
        if not paragraphs:  # in what nothing rests on anything, no rank is told
            counts = [self.run.columns.all & ~self.firm.truth(when)[0] for when in conditions]
            untold |= mask & ~reduce(or_, counts, 0)
        if untold:
            yield untold, None
        yield from self._by_rank(mask & ~untold, firm)

    def _untold(self, mask: int) -> int:
        """The pairs in which a requirement is kept from applying beside an open paragraph."""
        untold = 0
        requirements = self.law.of_kind(Requirement)
        for demand, (says, _) in zip(self.demands, requirements, strict=True):
            may, surely = self.described(says.items)
            if mask & may & ~surely and not mask & self.run.may(demand.applies):
                untold |= self.firm.truth(says.when)[0]
        return mask & untold

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
        if entry.cited.confidence.rank > rank:
            return 0
        says = entry.says
        assert isinstance(says, (Requirement, LicenseException, NoExport))
        found = self.firm.of(says.when, rank)
        paragraphs = self.run.coder.coded.paragraphs
        for name in () if isinstance(says, NoExport) else says.items:
            if name in paragraphs:
                found &= self._firmly_described(name, rank)
        return found

    def _firmly_described(self, paragraph: str, rank: int) -> int:
        """The pairs of items that the paragraph does not surely describe, or describes on ground no
        weaker than a rank.
        """
        key = paragraph, rank
        if key not in self._firmly:
            surely = self.run.surely(self.run.coder.coded.paragraphs[paragraph])
            firm = [
                not surely >> self._last(item) & 1 or subject.rank(paragraph) <= rank
                for item, subject in enumerate(self.subjects)
            ]
            codes = bytes([TRUE if each else FALSE for each in firm])
            self._firmly[key] = self.run.columns.items_having(codes, TRUE)
        return self._firmly[key]

    def _last(self, item: int) -> int:
        """The bit of an item at the last place: what describes it is the same at all."""
        return self.run.columns.items - 1 - item
