"""What would settle an undetermined answer, read off the codes of its case.

Belongs here: from unknown terms to the facts on which they wait. Does not: following an unknown
through its range (follow), or the answer (coded_case).
Always true: what is found here is what the walked steps name as needed (property-tested).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import facts_inside
from ecluse.determine.coded_case import CodedCase
from ecluse.determine.coded_law import INSIDE, PRESUMED, Bound
from ecluse.determine.require import binds_named
from ecluse.determine.verdict import FREER
from ecluse.law.condition.compile import NOT_STATED, TRUE, UNKNOWN
from ecluse.law.condition.tree import Condition, Member, facts_of, membership


def needs_of(case: CodedCase) -> frozenset[str]:
    """What would settle an undetermined answer, unknowns not followed."""
    coder = case.coder
    if case.beyond and coder.answer(case.vector, case.inside).verdict.outcome in FREER:
        return frozenset({case.beyond})
    return _Settling(case).of(coder.coded.unsettled(case.ran.steps))


class _Settling:
    """The facts that would settle the unknown terms of one case."""

    def __init__(self, case: CodedCase) -> None:
        self.case = case
        coded, ran = case.coder.coded, case.ran
        self._programs = (
            (coded.steps, ran.steps, ran.vector),
            (coded.presume, ran.presumed, case.vector),
            (coded.inside, ran.inside, ran.inside_vector or ran.vector),
        )
        self._found: dict[tuple[int, int], frozenset[str]] = {}

    def of(self, terms: Iterable[int]) -> frozenset[str]:
        """What would settle some terms of the steps."""
        return frozenset[str]().union(*[self._term(0, term) for term in terms])

    def _facts(self, program: int) -> CaseFacts:
        """The facts that a program takes: presumed flags laid in, before that, or inside."""
        if program == PRESUMED:
            return self.case.facts
        return self._inside if program == INSIDE else self.case.presuming.facts

    @cached_property
    def _inside(self) -> CaseFacts:
        laid = self.case.presuming.facts
        return laid.with_facts(facts_inside(laid))

    def _term(self, program: int, place: int) -> frozenset[str]:
        """What would settle a term; nothing where it is settled."""
        if self._programs[program][1][place] != UNKNOWN:
            return frozenset()
        key = (program, place)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._unknown(program, place)
        return found

    def _unknown(self, program: int, place: int) -> frozenset[str]:
        steps, values, vector = self._programs[program]
        term = steps.terms[place]
        if term.source is not None:
            return self._term(*term.source)
        if term.doubt is not None and values[term.children[0]] == TRUE:
            return frozenset({term.doubt})
        if term.leaf is not None and (not term.children or vector[term.slot] != NOT_STATED):
            return _settles(term.leaf, self._facts(program))
        open_ = [self._term(program, each) for each in term.children if values[each] == UNKNOWN]
        return frozenset[str]().union(*open_) or frozenset(
            () if term.leaf is None else facts_of(term.leaf)
        )


def _settles(leaf: Condition, facts: CaseFacts) -> frozenset[str]:
    """The facts that would settle an unknown leaf."""
    if isinstance(leaf, Bound):
        return binds_named(leaf.names, facts)[1]
    (fact,) = facts_of(leaf)
    known = facts[fact]
    if isinstance(leaf, Member) and known.value is not None:
        return frozenset({membership(str(known.value), leaf.group)})
    return known.unsettled or frozenset({fact})
