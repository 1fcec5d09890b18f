"""Many cases that differ from one in a few facts: a law's steps are run once for all of them.

Belongs here: running the steps on columns of codes, and reading off each case's verdict.
Does not: which cases are asked of (taken, proviso, nearest), or one case (coded_case).
Always true: each verdict is the one that `CodedCase.otherwise` comes to (property-tested).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ecluse.determine.coded_case import CodedCase, Coder, Inside
from ecluse.determine.leaf_codes import Writes
from ecluse.determine.verdict import FREER, NOT_PUBLISHED, OPEN, Outcome, Verdict
from ecluse.law.condition.columns import Columns, each_of
from ecluse.law.condition.compile import Values
from ecluse.law.condition.tree import Holds
from ecluse.law.in_force import Law
from ecluse.law.provision import STRICTNESS


class InsideColumns(NamedTuple):
    """How the ICs inside the items of many cases are classified (`Inside`).

    Args:
        always: The cases in which they always are.
        writes: By slot, the cases in which it is written anew, and what it is there.
    """

    always: int
    writes: Mapping[int, tuple[int, int]]


class RanColumns(NamedTuple):
    """The steps, run for many cases: the columns of their leaves and of each program's terms.

    Args:
        presuming: Whether a flag stands presumed in some case.
    """

    stated: Columns
    presumed: Values
    inside: Values
    steps: Values
    presuming: bool


class ColumnPrograms:
    """One law's programs as functions of columns, compiled where many cases are first asked of."""

    def __init__(self, law: Law) -> None:
        self.coded = law.once(Coder).coded
        self._presume = self.coded.presume.function_of_columns()
        self._inside = self.coded.inside.function_of_columns()
        self._steps = self.coded.steps.function_of_columns()

    def run(self, stated: Columns, inside: InsideColumns) -> RanColumns:
        """The programs, run."""
        presumed = self._presume(stated.columns, (), (), stated.checked, stated.cases)
        flags = self._flags(stated, presumed)
        laid = stated.with_columns(flags) if flags else stated
        values = self._of_inside(laid, inside)
        steps = self._steps(laid.columns, presumed, values, laid.checked, laid.cases)
        return RanColumns(stated, presumed, values, steps, bool(flags))

    def without_flags(self, ran: RanColumns) -> Values:
        """The columns of the steps without the flags that stand presumed."""
        if not ran.presuming:
            return ran.steps
        stated = ran.stated
        return self._steps(stated.columns, ran.presumed, ran.inside, stated.checked, stated.cases)

    def _flags(self, stated: Columns, presumed: Values) -> dict[int, int]:
        """The columns of the flags that stand presumed in some case."""
        coded, laid = self.coded, dict[int, int]()
        for says, term in zip(coded.presumptions, coded.presumed, strict=True):
            some = stated.certain(stated.may(presumed[term]))
            for flag in says.flags if some else ():
                slot = coded.slots.get(Holds(flag))
                if slot is not None:
                    here = stated.columns[slot]
                    laid[slot] = laid.get(slot, here) & ~some | (here | presumed[term]) & some
        return laid

    def _of_inside(self, laid: Columns, inside: InsideColumns) -> Values:
        """The columns of the IC inside; FALSE where the item is the IC."""
        cases = inside.always
        for slot in self.coded.is_an_ic:
            cases |= laid.all & ~laid.surely(laid.columns[slot])
        if not cases:
            return (0,) * len(self.coded.inside.terms)
        within = laid.writing(inside.writes)
        values = self._inside(within.columns, (), (), within.checked, within.cases)
        asked = laid.certain(cases)
        return tuple([value & asked for value in values])


class CodedCases:
    """Cases that differ from one in a few facts each, run at once.

    Args:
        case: The one.
        changes: What each writes anew (`Coder.changed`).
    """

    def __init__(self, case: CodedCase, changes: Sequence[Writes]) -> None:
        self.coded, self.beyond = case.coder.coded, case.beyond
        self.columns = Columns.of(case.vector, changes)
        self._programs = case.coder.law.once(ColumnPrograms)
        self._ran = self._programs.run(self.columns, self._inside(case.inside))
        self.steps = self._ran.steps

    def _inside(self, inside: Inside) -> InsideColumns:
        columns = self.columns
        writes = {slot: (columns.all, columns.everywhere(code)) for slot, code in inside.writes}
        return InsideColumns(columns.all if inside.always else 0, writes)

    def without_flags(self) -> Values:
        """The columns of the steps without the flags that stand presumed."""
        return self._programs.without_flags(self._ran)

    def verdicts(self) -> list[Verdict]:
        """The verdict of each case, unknowns not followed."""
        found = [OPEN] * self.columns.cases
        for cases, verdict in self._apart():
            if not (self.beyond and verdict.outcome in FREER):
                for case in each_of(cases):
                    found[case] = verdict
        return found

    def _apart(self) -> Iterator[tuple[int, Verdict]]:
        """The cases of each verdict; those of none of them are undetermined."""
        columns, steps, coded = self.columns, self.steps, self.coded
        waiting = columns.may(steps[coded.subject])
        yield columns.all & ~waiting, Verdict(Outcome.NOT_SUBJECT)
        sure = open_ = 0
        for demand in coded.demands:
            net, applies = steps[demand.net], steps[demand.applies]
            sure |= columns.surely(net)
            open_ |= columns.may(net) & ~columns.surely(net)
            open_ |= columns.may(applies) & ~columns.surely(applies)
        yield from self._licensed(waiting & sure)
        waiting &= ~(sure | open_)
        for demand in sorted(coded.demands, key=lambda each: each.of_any):
            applying = waiting & columns.surely(steps[demand.applies])
            for term, symbol in demand.helping if applying else ():
                helped = applying & columns.surely(steps[term])
                yield helped, Verdict(Outcome.EXCEPTION, symbol)
                applying, waiting = applying & ~helped, waiting & ~helped
        yield waiting, Verdict(Outcome.NLR)

    def _licensed(self, licensed: int) -> Iterator[tuple[int, Verdict]]:
        """Cases that need a license, by the strictest policy of their requirements."""
        if not licensed:
            return
        columns, steps = self.columns, self.steps
        asked = dict.fromkeys(STRICTNESS, 0)
        for demand in self.coded.demands:
            alive = licensed & columns.surely(steps[demand.net])
            for term, policy in demand.reviews if alive else ():
                asked[policy] |= alive & columns.may(steps[term])
                alive &= ~columns.surely(steps[term])
        held = 0
        for term in self.coded.held:
            held |= columns.surely(steps[term])
        yield licensed, Verdict(Outcome.LICENSE)
        for policy, cases in asked.items():  # the strictest last
            yield cases & ~held, Verdict(Outcome.LICENSE, None, policy or NOT_PUBLISHED)
            yield cases & held, Verdict(Outcome.LICENSE, None, policy or NOT_PUBLISHED, held=True)
