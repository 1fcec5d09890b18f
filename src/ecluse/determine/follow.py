"""Following an unknown through every cell of its range.

Belongs here: the cases that unknown facts allow, the answer that stands in all of them, and which
facts decide where they differ. Does not: the answer of one case (steps).
Always true: an answer stands only if it stands in every case; what is named as needed makes a
difference in some case.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from itertools import product

from ecluse.determine.case import CaseFacts
from ecluse.determine.determination import Depends, Determination
from ecluse.determine.steps import determine_facts
from ecluse.determine.verdict import Answer, Outcome, policy_strictness
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.cells import Cell, carried, cut, flags, words

_MOST_CASES = 400


def refined(
    found: Determination,
    *,
    depends: bool = True,
    needs_too: bool = True,
    among: Container[str] | None = None,
) -> Determination:
    """Look at every case that the unknown facts allow.

    The facts that conditions compare are varied independently (density apart from die area), which
    allows more cases than can occur: an answer that stands in all of them stands.
    """
    ranges = {name: cells for name in _varied(found) if (cells := cells_of(name, found.facts))}
    alone = _alone(found, ranges) if depends else ()
    covered = frozenset[str]().union(*(found.facts[name].unsettled or {name} for name in ranges))
    cases = 1
    for cells in ranges.values():
        cases *= len(cells)
    if found.needs - covered or cases > _MOST_CASES or not ranges:
        # Something unknown has no range to follow (a rule in doubt, an exporter), or there is too
        # much of it.
        return replace(found, depends=alone)
    answers: dict[tuple[int, ...], Determination] = {}
    choices = list(product(*(range(len(cells)) for cells in ranges.values())))
    if not needs_too:
        choices = [*choices[::-1][:1], *choices[:-1]]  # the two ends first: they differ the soonest
    for choice in choices:
        changed = {
            name: ranges[name][index].known for name, index in zip(ranges, choice, strict=True)
        }
        answers[choice] = determine_facts(found.facts.with_facts(changed), among)
        undecided = answers[choice].outcome is Outcome.UNDETERMINED
        if not needs_too and (undecided or answers[choice].answer != answers[choices[0]].answer):
            return found
    distinct = {each.answer for each in answers.values()}
    if len(distinct) == 1 and Outcome.UNDETERMINED not in {each.outcome for each in distinct}:
        return _whatever(found, list(answers.values()))
    relevant = _relevant(ranges, {choice: each.answer for choice, each in answers.items()})
    needs = found.needs & frozenset[str]().union(
        *(found.facts[name].unsettled or {name} for name in relevant)
    )
    return replace(
        found,
        answers=tuple(sorted(distinct - {Answer(outcome=Outcome.UNDETERMINED)}, key=str)),
        needs=needs or found.needs,
        settled=found.needs - needs if needs else frozenset(),
        depends=alone,
    )


def _varied(found: Determination) -> list[str]:
    """The facts, as conditions ask for them, that are unknown and on which the open points rest."""
    facts = found.facts
    return [
        name
        for name in facts.law.asked_outright
        if not facts[name].settled and (facts[name].unsettled or frozenset({name})) & found.needs
    ]


def cells_of(name: str, facts: CaseFacts) -> tuple[Cell, ...]:
    """The cells in which a fact may lie."""
    meaning = facts.library.vocabulary.facts[name]
    if meaning.type is FactType.NUMBER:
        return cut(name, facts[name].figure, facts.law.limits.get(name, ()))
    if meaning.type is FactType.FLAG:
        return flags(name)
    return words(name, meaning.symbols)


def _whatever(found: Determination, cases: list[Determination]) -> Determination:
    """One answer in every case: it stands, on the case with the strictest review."""
    strict = max(cases, key=_strictness)
    common = set.intersection(*({each.provision for each in case.requirements} for case in cases))
    return replace(
        found,
        answer=strict.answer,
        requirements=tuple(each for each in strict.requirements if each.provision in common)
        or strict.requirements,
        possible=tuple(each for each in found.possible if each.provision not in common),
        used=strict.used,
        nearly=strict.nearly,
        reviews=strict.reviews,
        needs=frozenset(),
        settled=found.needs,
    )


def _strictness(case: Determination) -> int:
    return policy_strictness(case.review.policy) if case.review else -1


def _relevant(
    ranges: dict[str, tuple[Cell, ...]], answers: dict[tuple[int, ...], Answer]
) -> frozenset[str]:
    """The facts whose cell makes a difference, the others being equal."""
    relevant = set()
    for place, name in enumerate(ranges):
        for choice, answer in answers.items():
            if any(
                answers[(*choice[:place], other, *choice[place + 1 :])] != answer
                for other in range(len(ranges[name]))
            ):
                relevant.add(name)
                break
    return frozenset(relevant)


def _alone(found: Determination, ranges: dict[str, tuple[Cell, ...]]) -> tuple[Depends, ...]:
    """For each fact that would settle the answer alone: the answer in each of its cells, equal
    neighbors joined.
    """
    result: list[Depends] = []
    for name, cells in ranges.items():
        rows = [
            Depends(
                fact=name,
                cell=cell,
                answer=determine_facts(found.facts.with_facts({name: cell.known})).answer,
            )
            for cell in cells
        ]
        if (
            all(row.answer.outcome is not Outcome.UNDETERMINED for row in rows)
            and len({row.answer for row in rows}) > 1
        ):
            result.extend(_on_the_base(row, found.facts) for row in _joined(rows))
    return tuple(result)


def _joined(rows: Iterable[Depends]) -> list[Depends]:
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
