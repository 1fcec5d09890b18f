"""The nearest thing that would have changed the answer.

Belongs here: looking, figure by figure, just past the limits next to where the item stands.
Does not: the smallest change to a wanted answer (remedy).
Always true: what is named does change the answer, others being equal; it is a bound of the law, not
a sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import asking
from ecluse.determine.determination import Determination
from ecluse.determine.follow import answer_of
from ecluse.determine.verdict import Answer, Outcome
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth, of
from ecluse.law.condition.cells import Cell, carried, cut

_FARTHEST = 6
_OTHERWISE_SAID = ("tops", "bits_times_tops", "ic_count")
Answers = Callable[[Known], Answer]


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
    facts, meanings = found.facts, found.facts.library.vocabulary.facts
    ask = asking(facts)
    for name, limits in found.law.limits.items():
        value = facts[name].number
        if meanings[name].of != "item" or value is None or name in _OTHERWISE_SAID:
            continue

        def answer_at(known: Known, name: str = name) -> Answer:
            return answer_of(ask({name: known}))

        cells = _cells(name, limits)
        for step in (-1, 1):
            changed = _changed(found.answer, cells, value, step, answer_at)
            if changed is not None:
                yield _said(facts, value, *changed)
    datacenter = facts["datacenter"].value
    if isinstance(datacenter, Truth) and datacenter is not Truth.UNKNOWN:
        answer = answer_of(ask({"datacenter": Known(value=~datacenter)}))
        if answer != found.answer:
            cell = Cell(fact="datacenter", value=of(datacenter is Truth.FALSE))
            yield Nearest(fact="datacenter", value=None, cell=cell, answer=answer, distance=1.0)


@lru_cache(maxsize=1024)
def _cells(name: str, limits: tuple[Decimal, ...]) -> tuple[tuple[Cell, Known], ...]:
    """The cells of a figure of which nothing is known, each with a value within it."""
    return tuple((cell, cell.known) for cell in cut(name, Figure(Decimal(0), None), limits))


def _changed(
    answer: Answer,
    cells: tuple[tuple[Cell, Known], ...],
    value: Decimal,
    step: int,
    answer_at: Answers,
) -> tuple[Cell, Answer] | None:
    """The nearest cell on one side in which the answer is another, and that answer.

    The next cell beyond it is joined to it where the answer is the same there ("at least 2400", not
    "2400").
    """
    here = next(index for index, (cell, _) in enumerate(cells) if cell.contains(value))
    side = cells[here + 1 :] if step > 0 else cells[:here][::-1]
    near = side[: _FARTHEST - 1]
    place = next((place for place, (_, at) in enumerate(near) if answer_at(at) != answer), None)
    if place is None:
        return None
    cell, known = side[place]
    other = answer_at(known)
    for beyond, at in side[place + 1 :]:
        if answer_at(at) != other:
            break
        cell = cell.joined(beyond) if step > 0 else beyond.joined(cell)
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
