"""The cells into which the limits of a law cut an item's figures, and the answer in each.

Belongs here: which figures bear on the answer, cutting them at the law's limits, asking the engine
in every cell, joining neighbors that agree. Does not: choosing among the cells (change).
Always true: the engine itself decided every cell; within one cell no condition changes its truth;
a cell that no possible figures lie in is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import product

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine_case
from ecluse.determine.verdict import Answer
from ecluse.equivalence.cells import Bound, Bounds, bounds_of, cells_between
from ecluse.equivalence.standing import standing_of
from ecluse.facts.figure import UNKNOWN_FIGURE, Figure, exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell, flags
from ecluse.law.condition.evaluate import compute
from ecluse.law.condition.tree import Term
from ecluse.law.example import interval, overlaps
from ecluse.remedy.figures import Figures, RecomputedFigures

CHIP = (
    "tpp",
    "die_area_mm2",
    "dram_bandwidth_gb_per_s",
    "chip_link_gb_per_s",
    "io_bandwidth_gb_per_s",
    "datacenter",
)
STACK = ("stack_bandwidth_gb_per_s", "stack_area_mm2")
# These count as base figures where they are stated while the figures in their formulas are not.
WORKED_OUT = ("performance_density", "dram_plus_io_gb_per_s", "memory_bandwidth_density")


# The first and the last cell on each coordinate.
_Span = tuple[tuple[int, int], ...]
_Spans = dict[_Span, Answer]


@dataclass(frozen=True, slots=True)
class Box:
    """A range of each of some facts; all combinations of values in them get one answer."""

    answer: Answer
    cells: tuple[Cell, ...]


@dataclass
class FigureSpace:
    """The item's figures under one law, and the answers in their cells."""

    figures: Figures
    _answers: dict[object, Answer] = field(default_factory=dict)

    @cached_property
    def limits(self) -> Bounds:
        """For each figure the limits that may decide the answer, each with whether the limit itself
        belongs to the upper side.
        """
        return bounds_of(self.figures.facts.law.provisions.values())

    @cached_property
    def axes(self) -> list[str]:
        """The base figures of the item that bear on some limit, and the datacenter flag."""
        names: tuple[str, ...] = STACK if self.figures.facts.ic.kind == "memory_stack" else CHIP
        names += tuple(name for name in WORKED_OUT if name not in self.figures.formulas)
        linked = (
            self.figures.facts["chip_link_gb_per_s"].number is not None
            and self.figures.facts["host_link_gb_per_s"].number is not None
        )
        io, link = "io_bandwidth_gb_per_s", "chip_link_gb_per_s"
        skipped = io if linked and io not in self.figures.stated else link
        asked = frozenset[str]().union(*self.figures.facts.law.asked.values())
        return [
            name
            for name in names
            if name != skipped
            and (
                name in asked or any(name in self.figures.depends_on(fact) for fact in self.limits)
            )
        ]

    def coordinates(self, axes: tuple[str, ...]) -> list[tuple[Cell, ...]]:
        """The cells of each axis, then those of each figure that is tied to several of the axes."""
        cells = [
            flags(axis) if axis == "datacenter" else cells_between(axis, self._bounds(axis, axes))
            for axis in axes
        ]
        return cells + [cells_between(fact, self.limits[fact]) for fact in self.tied(axes)]

    def tied(self, axes: tuple[str, ...]) -> list[str]:
        """Figures with limits that are worked out from two or more of the axes."""
        return [
            fact
            for fact in sorted(self.limits)
            if fact not in axes and len(self.figures.depends_on(fact) & set(axes)) > 1
        ]

    def _bounds(self, axis: str, axes: tuple[str, ...]) -> set[Bound]:
        bounds: set[Bound] = set()
        for fact, limits in self.limits.items():
            if self.figures.depends_on(fact) & set(axes) != {axis}:
                continue
            for (limit, upper), held in product(limits, self.figures.ends(fact, axis)):
                solved = self.figures.solve(fact, axis, limit, held)
                if solved is not None and solved[0] > 0:
                    bounds.add((solved[0], upper if solved[1] else not upper))
                    # The other figure may or may not reach the end that was used, so the bound is
                    # a cell of its own.
                    if held:
                        bounds.add((solved[0], not upper if solved[1] else upper))
        return bounds

    def boxes(self, axes: tuple[str, ...]) -> list[Box]:
        """The cells of some axes, decided, and joined where neighbors agree."""
        coordinates = self.coordinates(axes)
        if any(len(cells) < 2 for cells in coordinates[: len(axes)]) and len(coordinates) == len(
            axes
        ):
            return []
        answers: dict[tuple[int, ...], Answer] = {}
        for place in product(*(range(len(cells)) for cells in coordinates)):
            cells = tuple(row[index] for row, index in zip(coordinates, place, strict=True))
            if self._possible(axes, cells):
                answers[place] = self.answer(axes, cells)
        return _joined(coordinates, answers)

    def _possible(self, axes: tuple[str, ...], cells: tuple[Cell, ...]) -> bool:
        held = {cell.fact: interval(cell) for cell in cells[: len(axes)] if cell.value is None}
        recomputed = RecomputedFigures(self.figures, held)
        return all(
            overlaps(cell, compute(Term(cell.fact), recomputed, ()).figure)
            for cell in cells[len(axes) :]
        )

    def answer(self, axes: tuple[str, ...], cells: tuple[Cell, ...]) -> Answer:
        """What the engine answers in a cell."""
        changed = {cell.fact: cell.known for cell in cells}
        return self.answer_at(
            {name: known for name, known in changed.items() if name in axes},
            {name: known for name, known in changed.items() if name not in axes},
        )

    def answer_at(self, base: Mapping[str, Known], tied: Mapping[str, Known]) -> Answer:
        """What the engine answers for other base figures.

        The figures that are worked out from them are recomputed, unless `tied` gives their range.
        """
        changed = self._with_what_moves(base, tied)
        facts = self._marked if "datacenter" in base else self.figures.facts
        key = (
            facts is self._marked,
            *[
                standing_of(changed.get(name) or facts[name], self._sorted.get(name, ()))
                for name in self._compared
            ],
        )
        if key not in self._answers:
            self._answers[key] = determine_case(facts.with_facts(changed), depends=False).answer
        return self._answers[key]

    def _with_what_moves(
        self, base: Mapping[str, Known], tied: Mapping[str, Known]
    ) -> dict[str, Known]:
        """The base figures, and the figures worked out from them; those in `tied` are taken from
        there.
        """
        changed = dict(base)
        if "tpp" in base:
            changed["bits_times_tops"] = base["tpp"]
            tops = self._tops_at(base["tpp"])
            if tops is not None:
                changed["tops"] = tops
        recomputed = RecomputedFigures(
            self.figures,
            {
                name: known.figure
                for name, known in changed.items()
                if not isinstance(known.value, Truth)
            },
        )
        for fact in self.figures.formulas:
            if self.figures.depends_on(fact) & set(base) and fact not in base:
                changed[fact] = tied[fact] if fact in tied else recomputed[fact]
        return changed

    def _tops_at(self, tpp: Known) -> Known | None:
        """The rate at another TPP, in proportion to it; None where one of them is not known."""
        facts = self.figures.facts
        old, tops = facts["tpp"].number or facts["bits_times_tops"].number, facts["tops"].number
        if not old or not tops or tpp.number is None:
            return None
        return Known(value=exactly(tops * tpp.number / old))

    @cached_property
    def _marked(self) -> CaseFacts:
        """The same facts with the datacenter flag as a given, so that it also counts for the IC
        inside a board.
        """
        facts = self.figures.facts
        given = {**facts.shipment.given, "datacenter": facts["datacenter"]}
        return CaseFacts(replace(facts.shipment, given=given), facts.law, facts.library)

    @cached_property
    def _compared(self) -> list[str]:
        """The facts that some condition asks for and that may move."""
        moving = {
            *self.axes,
            *(name for name in self.limits if self.figures.depends_on(name) & set(self.axes)),
        }
        return [name for name in sorted(moving) if name in self.limits or name == "datacenter"]

    @cached_property
    def _sorted(self) -> dict[str, list[Decimal]]:
        return {
            name: sorted({limit for limit, _ in limits}) for name, limits in self.limits.items()
        }

    def now(self, axis: str) -> Figure | bool | None:
        """Where the item stands, as far as that is known."""
        value = self.figures.facts[axis].value
        if isinstance(value, Truth):
            return value.known
        figure = self.figures.facts[axis].figure
        if axis == "tpp" and figure == UNKNOWN_FIGURE:
            figure = self.figures.facts["bits_times_tops"].figure
        return None if figure == UNKNOWN_FIGURE else figure


def _joined(
    coordinates: list[tuple[Cell, ...]], answers: Mapping[tuple[int, ...], Answer]
) -> list[Box]:
    """Boxes of one answer each, joined along one coordinate after the other."""
    spans: _Spans = {
        tuple((index, index) for index in place): answer for place, answer in answers.items()
    }
    for axis in reversed(range(len(coordinates))):
        spans = _grown(spans, axis, joins=coordinates[axis][0].value is None)
    return [
        Box(
            answer,
            tuple(_whole(cells, *ends) for cells, ends in zip(coordinates, span, strict=True)),
        )
        for span, answer in spans.items()
    ]


def _grown(spans: _Spans, axis: int, *, joins: bool) -> _Spans:
    """The spans, with neighbors along one axis joined where the answer and all other axes agree.

    Args:
        joins: False for flags, which have no neighbors; their spans are only put in order.
    """
    grown: _Spans = {}
    last: _Span | None = None
    for span in sorted(spans, key=lambda span: (span[:axis], span[axis + 1 :], span[axis])):
        first, end = span[axis]
        if (
            joins
            and last is not None
            and (last[:axis], last[axis + 1 :]) == (span[:axis], span[axis + 1 :])
            and last[axis][1] + 1 == first
            and grown[last] == spans[span]
        ):
            del grown[last]
            first = last[axis][0]
        last = (*span[:axis], (first, end), *span[axis + 1 :])
        grown[last] = spans[span]
    return grown


def _whole(cells: tuple[Cell, ...], first: int, last: int) -> Cell:
    return cells[first] if first == last else cells[first].joined(cells[last])
