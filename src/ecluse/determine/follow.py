"""Following an unknown through every cell of its range.

Belongs here: the cases that unknown facts allow, the answer that stands in all of them, and which
facts decide where they differ. Does not: the answer of one case (steps, coded_case).
Always true: an answer stands only if it stands in every case; what is named as needed makes a
difference in some case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from ecluse.determine.case import CaseFacts
from ecluse.determine.coded_law import Coded
from ecluse.determine.verdict import Answer, Outcome, Verdict, policy_strictness
from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.cells import Cell, carried, cut, flags, words
from ecluse.law.condition.tree import membership_of

_MOST_CASES = 400
_FEW_CASES = 6  # are asked one by one
Ask = Callable[[Mapping[str, Known]], Coded]
AskAll = Callable[[Sequence[Mapping[str, Known]]], Sequence[Verdict]]
# What else a fact of a case may be; of a word or a flag that rests on the vocabulary alone.
Ways = Callable[[str, CaseFacts], Iterable[Known]]
AskEach = Callable[[Iterable[tuple[str, Ways]]], Mapping[str, Sequence[Verdict]]]
Ranges = Mapping[str, tuple[Cell, ...]]
Choice = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Depends:
    """What the answer would be where an unknown fact lies in one cell of its range."""

    fact: str
    cell: Cell
    answer: Answer


@dataclass(frozen=True, slots=True)
class Stands:
    """One answer in every case.

    Args:
        strictest: What the case with the strictest review comes to.
        changed: The facts of that case that are unknown.
        common: The requirements that stand in every case.
    """

    strictest: Coded
    changed: Mapping[str, Known]
    common: frozenset[str]


@dataclass(frozen=True, slots=True)
class Waits:
    """No one answer.

    Args:
        needs: The facts that decide.
        settled: Unknown facts that make no difference.
        answers: What it may come to, where every case was looked at.
    """

    needs: frozenset[str]
    settled: frozenset[str] = frozenset()
    answers: tuple[Answer, ...] = ()


class Unknowns:
    """The unknown facts on which an undetermined answer waits, each with the cells of its range.

    The facts that conditions compare are varied independently (density apart from die area), which
    allows more cases than can occur: an answer that stands in all of them stands.

    Args:
        facts: The case, with the flags that stand presumed.
        needs: What would settle it.
        ask: What the case comes to with some facts otherwise, unknowns not followed.
        ask_all: The verdicts of many such cases, where they are found sooner at once.
    """

    def __init__(
        self, facts: CaseFacts, needs: frozenset[str], ask: Ask, ask_all: AskAll | None = None
    ) -> None:
        self.facts, self.needs, self._ask, self._ask_all = facts, needs, ask, ask_all
        self.ranges: Ranges = {
            name: cells for name in self._varied() if (cells := cells_of(name, facts))
        }
        self._cases = {name: [cell.known for cell in cells] for name, cells in self.ranges.items()}

    def _varied(self) -> list[str]:
        """The unknown facts, as conditions ask for them, on which the open points rest."""
        law, said = self.facts.law, self.facts.stated.facts
        open_members = sorted(filter(membership_of, self.needs))
        # One that nobody states and no law works out waits for itself alone.
        return open_members + [
            name
            for name in law.asked_outright
            if (name in self.needs or name in said or name in law.definitions)
            and not (known := self.facts[name]).settled
            and not self.needs.isdisjoint(known.unsettled or (name,))
        ]

    def followed(self, *, needs: bool = True) -> Stands | Waits:
        """The answer that stands in all cases, or what decides.

        Without `needs`, the cases are looked at only until two differ, and what it needs is not
        narrowed.
        """
        if not self._followable():
            return Waits(self.needs)
        choices = list(product(*(range(len(cells)) for cells in self.ranges.values())))
        if not needs:
            choices = [choices[-1], *choices[:-1]]  # the two ends first: they differ the soonest
        differ = self._differ(choices) if needs and len(choices) > _FEW_CASES else None
        return self._one_by_one(choices, needs=needs) if differ is None else differ

    def _differ(self, choices: Sequence[Choice]) -> Waits | None:
        """What decides, where the cases differ; all are asked at once."""
        if self._ask_all is None:
            return None
        verdicts = self._ask_all([self._known(choice) for choice in choices])
        if all(_agree(verdicts[0], each) for each in verdicts):
            return None
        answers = [each.answer for each in verdicts]
        return self._waits(dict(zip(choices, answers, strict=True)))

    def _one_by_one(self, choices: Sequence[Choice], *, needs: bool) -> Stands | Waits:
        coded: dict[Choice, Coded] = {}
        for choice in choices:
            coded[choice] = self._ask(self._known(choice))
            if not needs and not _agree(coded[choices[0]].verdict, coded[choice].verdict):
                return Waits(self.needs)
        first = coded[choices[0]].verdict
        if all(_agree(first, each.verdict) for each in coded.values()):
            return self._stands(coded)
        return self._waits({choice: each.verdict.answer for choice, each in coded.items()})

    def _followable(self) -> bool:
        """Whether every open point has a range to follow (a rule in doubt or an exporter has none),
        and there are not too many cases.
        """
        covered = frozenset[str]().union(*(self._settling(name) for name in self.ranges))
        cases = 1
        for cells in self.ranges.values():
            cases *= len(cells)
        return bool(self.ranges) and cases <= _MOST_CASES and self.needs <= covered

    def _settling(self, name: str) -> frozenset[str]:
        own = frozenset({name})
        return own if membership_of(name) else self.facts[name].unsettled or own

    def _known(self, choice: Choice) -> dict[str, Known]:
        return {
            name: cases[index]
            for (name, cases), index in zip(self._cases.items(), choice, strict=True)
        }

    def _stands(self, coded: Mapping[Choice, Coded]) -> Stands:
        choice = max(coded, key=lambda each: policy_strictness(coded[each].verdict.policy))
        common = frozenset.intersection(*(frozenset(each.requirements) for each in coded.values()))
        return Stands(coded[choice], self._known(choice), common)

    def _waits(self, answers: Mapping[Choice, Answer]) -> Waits:
        relevant = self._relevant(answers)
        needs = self.needs & frozenset[str]().union(*(self._settling(name) for name in relevant))
        distinct = set(answers.values()) - {Answer(outcome=Outcome.UNDETERMINED)}
        settled = self.needs - needs if needs else frozenset[str]()
        return Waits(needs or self.needs, settled, tuple(sorted(distinct, key=str)))

    def _relevant(self, answers: Mapping[Choice, Answer]) -> list[str]:
        """The facts whose cell makes a difference, the others being equal."""
        relevant = []
        for place, name in enumerate(self.ranges):
            others = range(len(self.ranges[name]))
            if any(
                answers[(*choice[:place], other, *choice[place + 1 :])] != answer
                for choice, answer in answers.items()
                for other in others
            ):
                relevant.append(name)
        return relevant

    def depends(self, ask_each: AskEach) -> tuple[Depends, ...]:
        """For each fact that would settle the answer alone: the answer in each of its cells, equal
        neighbors joined.

        Args:
            ask_each: For each of some facts, the verdict in each of its cells.
        """
        result: list[Depends] = []
        names = [(name, in_each_cell) for name in self.ranges if not membership_of(name)]
        for name, verdicts in ask_each(names).items():
            rows = [
                Depends(fact=name, cell=cell, answer=verdict.answer)
                for cell, verdict in zip(self.ranges[name], verdicts, strict=True)
            ]
            answers = {row.answer for row in rows}
            if len(answers) > 1 and Answer(outcome=Outcome.UNDETERMINED) not in answers:
                result.extend(_on_the_base(row, self.facts) for row in _joined(rows))
        return tuple(result)


def _agree(ours: Verdict, theirs: Verdict) -> bool:
    """Whether two cases come to one answer, and to an answer at all."""
    return (
        ours.outcome is theirs.outcome
        and ours.exception == theirs.exception
        and ours.outcome is not Outcome.UNDETERMINED
    )


def cells_of(name: str, facts: CaseFacts) -> tuple[Cell, ...]:
    """The cells in which a fact may lie; those of a membership are yes and no."""
    if membership_of(name):
        return flags(name)
    meaning = facts.library.vocabulary.facts[name]
    if meaning.type is FactType.NUMBER:
        return cut(name, facts[name].figure, facts.law.limits.get(name, ()))
    if meaning.type is FactType.FLAG:
        return flags(name)
    return words(name, meaning.symbols)


def in_each_cell(name: str, facts: CaseFacts) -> Iterator[Known]:
    """What a fact may be: a value in each cell of its range."""
    return (cell.known for cell in cells_of(name, facts))


def _joined(rows: Sequence[Depends]) -> Iterable[Depends]:
    joined: list[Depends] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last is not None and last.answer == row.answer and last.cell.meets(row.cell):
            joined[-1] = replace(last, cell=last.cell.joined(row.cell))
        else:
            joined.append(row)
    return joined


def _on_the_base(row: Depends, facts: CaseFacts) -> Depends:
    """Said of the figure that is missing (the die area) rather than of what is worked out from it
    (the density).
    """
    definition = facts.law.definitions.get(row.fact)
    missing = facts[row.fact].unsettled
    if definition is None or definition.formula is None or len(missing) != 1:
        return row
    base = next(iter(missing))
    cell = carried(row.cell, definition.formula, base, lambda name: facts[name].number)
    return row if cell is None else replace(row, fact=base, cell=cell)
