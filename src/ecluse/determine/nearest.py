"""The nearest thing that would have changed the answer.

Belongs here: looking, figure by figure, just past the limits next to where the item stands.
Does not: the smallest change to a wanted answer (remedy).
Always true: what is named does change the answer, others being equal; it is a bound of the law, not
a sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ecluse.determine.decide import Determination
from ecluse.determine.steps import determine_facts
from ecluse.determine.verdict import Answer, Outcome
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth, of
from ecluse.law.condition.cells import Cell, carried, cut
from ecluse.law.provision import Definition

_FARTHEST = 6


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
    """The nearest changes of one figure or flag of the item that change the answer, nearest first."""
    if found.outcome is Outcome.UNDETERMINED:
        return []
    candidates = sorted(_candidates(found), key=lambda each: each.distance)
    return candidates[:most]


def _candidates(found: Determination) -> Iterator[Nearest]:
    facts, vocabulary = found.facts, found.facts.library.vocabulary
    for name, limits in found.law.limits.items():
        meaning = vocabulary.facts[name]
        value = facts[name].number
        if meaning.of != "item" or value is None or name in ("tops", "bits_times_tops", "ic_count"):
            continue
        cells = cut(name, Figure(Decimal(0), None), limits)
        here = next(index for index, cell in enumerate(cells) if cell.contains(value))
        for step in (-1, 1):
            for index in range(here + step, here + step * _FARTHEST, step):
                if not 0 <= index < len(cells):
                    break
                answer = determine_facts(facts.with_facts({name: cells[index].known})).answer
                if answer != found.answer:
                    yield _said(
                        found, name, value, _widened(found, cells, index, step, answer), answer
                    )
                    break
    datacenter = facts["datacenter"]
    if isinstance(datacenter.value, Truth) and datacenter.value is not Truth.UNKNOWN:
        other = Known(value=~datacenter.value)
        answer = determine_facts(facts.with_facts({"datacenter": other})).answer
        if answer != found.answer:
            yield Nearest(
                fact="datacenter",
                value=None,
                cell=Cell(fact="datacenter", value=of(datacenter.value is Truth.FALSE)),
                answer=answer,
                distance=1.0,
            )


def _widened(
    found: Determination, cells: tuple[Cell, ...], index: int, step: int, answer: Answer
) -> Cell:
    """The cell, with the next beyond it where the answer is the same ("at least 2400", not "2400")."""
    cell = cells[index]
    beyond = index + step
    while 0 <= beyond < len(cells):
        if (
            determine_facts(found.facts.with_facts({cell.fact: cells[beyond].known})).answer
            != answer
        ):
            break
        cell = cell.joined(cells[beyond]) if step > 0 else cells[beyond].joined(cell)
        beyond += step
    return cell


def _said(found: Determination, name: str, value: Decimal, cell: Cell, answer: Answer) -> Nearest:
    """Said of the die area rather than of the density, where the density is worked out from it."""
    facts = found.facts
    bound = cell.high if cell.high is not None and cell.high <= value else cell.low
    distance = float(abs(bound - value) / value) if value else 1.0
    definition = next(
        (says for says, _ in found.law.of_kind(Definition) if says.defines == name), None
    )
    if name == "performance_density" and definition is not None and definition.formula is not None:
        area = facts["die_area_mm2"].number
        turned = carried(cell, definition.formula, "die_area_mm2", lambda fact: facts[fact].number)
        if area and turned is not None:
            edge = turned.high if turned.high is not None and turned.high <= area else turned.low
            return Nearest(
                fact="die_area_mm2",
                value=area,
                cell=turned,
                answer=answer,
                distance=float(abs(edge - area) / area),
            )
    return Nearest(fact=name, value=value, cell=cell, answer=answer, distance=distance)
