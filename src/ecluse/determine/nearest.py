"""The nearest thing that would have changed the answer.

Belongs here: looking, figure by figure, just past the limits next to where the item stands.
Does not: the smallest change to a wanted answer (remedy).
Always true: what is named does change the answer, others being equal; it is a bound of the law, not
a sample.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ecluse.determine.case import CaseFacts
from ecluse.determine.determination import Determination
from ecluse.determine.follow import cells_of, in_each_cell
from ecluse.determine.otherwise import asking, each_otherwise
from ecluse.determine.verdict import Answer, Outcome
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.law.condition.cells import Cell, carried, cut

_FARTHEST = 6
_FLAG = "datacenter"  # the one that is tried
_OTHERWISE_SAID = ("tops", "bits_times_tops", "ic_count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """One fact, where it stands, where it would have to stand, and the answer there; `distance` is
    relative.
    """

    fact: str
    value: Decimal | None
    cell: Cell
    answer: Answer
    distance: float


def nearest(found: Determination, most: int = 3) -> list[Nearest]:
    """The changes of one figure or flag of the item that change the answer, nearest first."""
    if found.outcome is Outcome.UNDETERMINED:
        return []
    candidates = sorted(_candidates(found), key=lambda each: each.distance)
    return candidates[:most]


def _candidates(found: Determination) -> Iterator[Nearest]:
    facts = found.facts
    tried = [*((name, _near) for name in _figures(facts)), (_FLAG, in_each_cell)]
    for name, verdicts in each_otherwise(facts, tried).each.items():
        answers = [each.answer for each in verdicts]
        yield from _of_flag(found, answers) if name == _FLAG else _of_figure(name, found, answers)


def _of_flag(found: Determination, answers: Iterable[Answer]) -> Iterator[Nearest]:
    """A flag that is known, the other way."""
    facts = found.facts
    other = ~facts[_FLAG].truth
    for cell, answer in zip(cells_of(_FLAG, facts), answers, strict=True):
        if cell.value is other and answer != found.answer:
            yield Nearest(fact=_FLAG, value=None, cell=cell, answer=answer, distance=1.0)


def _of_figure(name: str, found: Determination, answers: list[Answer]) -> Iterator[Nearest]:
    below, above = _sides(name, found.facts)
    near = len(below.near)
    for side, told in ((below, answers[:near]), (above, answers[near:])):
        changed = _changed(found, side, told)
        if changed is not None:
            yield _said(found.facts, side.value, *changed)


class _Side(NamedTuple):
    """The cells on one side of where a figure stands, the next first, each with a value in it."""

    name: str
    value: Decimal
    up: bool
    cells: tuple[tuple[Cell, Known], ...]

    @property
    def near(self) -> tuple[tuple[Cell, Known], ...]:
        """Those in which a change is looked for."""
        return self.cells[: _FARTHEST - 1]


def _figures(facts: CaseFacts) -> Iterator[str]:
    """The figures of the item that the law compares and that are known."""
    meanings = facts.library.vocabulary.facts
    for name in facts.law.limits:
        own = meanings[name].of == "item" and name not in _OTHERWISE_SAID
        if own and facts[name].number is not None:
            yield name


def _sides(name: str, facts: CaseFacts) -> tuple[_Side, _Side]:
    """The cells below and above a figure that is known."""
    value, cells = facts[name].number, _cells(name, facts.law.limits[name])
    assert value is not None
    here = next(index for index, (cell, _) in enumerate(cells) if cell.contains(value))
    return (
        _Side(name, value, up=False, cells=cells[:here][::-1]),
        _Side(name, value, up=True, cells=cells[here + 1 :]),
    )


def _near(name: str, facts: CaseFacts) -> Iterator[Known]:
    """A figure in each of the cells near where it stands."""
    return (known for side in _sides(name, facts) for _, known in side.near)


@lru_cache(maxsize=1024)
def _cells(name: str, limits: tuple[Decimal, ...]) -> tuple[tuple[Cell, Known], ...]:
    """The cells of a figure of which nothing is known, each with a value within it."""
    return tuple((cell, cell.known) for cell in cut(name, Figure(Decimal(0), None), limits))


def _changed(
    found: Determination, side: _Side, answers: list[Answer]
) -> tuple[Cell, Answer] | None:
    """The nearest cell on one side in which the answer is another, and that answer.

    The next cell beyond it is joined to it where the answer is the same there ("at least 2400", not
    "2400").

    Args:
        answers: Those in the cells that are near.
    """
    place = next((place for place, each in enumerate(answers) if each != found.answer), None)
    if place is None:
        return None
    cell, other = side.cells[place][0], answers[place]
    for beyond, (further, known) in enumerate(side.cells[place + 1 :], place + 1):
        if beyond < len(answers):
            answer = answers[beyond]
        else:
            answer = asking(found.facts)({side.name: known}).verdict.answer
        if answer != other:
            break
        cell = cell.joined(further) if side.up else further.joined(cell)
    return cell, other


def _said(facts: CaseFacts, value: Decimal, cell: Cell, answer: Answer) -> Nearest:
    """Said of the die area rather than of the density, where the density is worked out from it."""
    definition = facts.law.definitions.get(cell.fact)
    formula = definition.formula if definition is not None else None
    if cell.fact == "performance_density" and formula is not None:
        area = facts["die_area_mm2"].number
        turned = carried(cell, formula, "die_area_mm2", lambda fact: facts[fact].number)
        if area and turned is not None:
            cell, value = turned, area
    distance = float(abs(_edge(cell, value) - value) / value) if value else 1.0
    return Nearest(fact=cell.fact, value=value, cell=cell, answer=answer, distance=distance)


def _edge(cell: Cell, value: Decimal) -> Decimal:
    """The bound of a cell that a value outside of it would have to pass."""
    return cell.high if cell.high is not None and cell.high <= value else cell.low
