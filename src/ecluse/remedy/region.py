"""The cells into which the limits of a law cut an item's figures, and the answer in each.

Belongs here: which figures bear on the answer, cutting them at the law's limits, asking the engine
in every cell, joining neighbors that agree. Does not: choosing among the cells (change).
Always true: every cell was decided by the engine itself; within one cell no condition changes its
truth; a cell that no figures can lie in is left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import product

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import refined
from ecluse.determine.steps import determine_facts
from ecluse.determine.verdict import Answer, Outcome
from ecluse.facts.figure import UNKNOWN_FIGURE, Figure, exactly
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell, flags
from ecluse.law.condition.evaluate import compute
from ecluse.law.condition.tree import Term, comparisons
from ecluse.law.example import interval, overlaps
from ecluse.law.provision import conditions_of
from ecluse.remedy.figures import Figures, Laid

CHIP = (
    "tpp",
    "die_area_mm2",
    "dram_bandwidth_gb_per_s",
    "chip_link_gb_per_s",
    "io_bandwidth_gb_per_s",
    "datacenter",
)
STACK = ("stack_bandwidth_gb_per_s", "stack_area_mm2")
# Figures of their own where they are stated and what they are worked out from is not.
WORKED_OUT = ("performance_density", "dram_plus_io_gb_per_s", "memory_bandwidth_density")


@dataclass(frozen=True, slots=True)
class Box:
    """Stretches of some facts, all combinations of which come to one answer."""

    answer: Answer
    cells: tuple[Cell, ...]


@dataclass
class Region:
    """The item's figures under one law, and the answers in their cells."""

    figures: Figures
    _answers: dict[object, Answer] = field(default_factory=dict)

    @cached_property
    def limits(self) -> dict[str, set[tuple[Decimal, bool]]]:
        """For each figure the limits that may decide the answer, and whether the limit itself lies
        on the upper side.
        """
        found: dict[str, set[tuple[Decimal, bool]]] = {}
        for entry in self.figures.facts.law.provisions.values():
            for condition in conditions_of(entry.says):
                for each in comparisons(condition):
                    found.setdefault(each.fact, set()).add((each.limit, each.op in (">=", "<")))
        return found

    @cached_property
    def axes(self) -> list[str]:
        """The base figures of the item that bear on some limit, and the datacenter flag."""
        names: tuple[str, ...] = STACK if self.figures.facts.ic.kind == "memory_stack" else CHIP
        names += tuple(name for name in WORKED_OUT if name not in self.figures.formulas)
        linked = (
            self.figures.facts["chip_link_gb_per_s"].number is not None
            and self.figures.facts["host_link_gb_per_s"].number is not None
        )
        stated = "io_bandwidth_gb_per_s" in {
            **self.figures.facts.ic.figures,
            **self.figures.facts.shipment.given,
        }
        skipped = "io_bandwidth_gb_per_s" if linked and not stated else "chip_link_gb_per_s"
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
        found = [
            flags(axis) if axis == "datacenter" else _cut(axis, self._bounds(axis, axes))
            for axis in axes
        ]
        return found + [_cut(fact, self.limits[fact]) for fact in self.tied(axes)]

    def tied(self, axes: tuple[str, ...]) -> list[str]:
        """Figures with limits that are worked out from two or more of the axes."""
        return [
            fact
            for fact in sorted(self.limits)
            if fact not in axes and len(self.figures.depends_on(fact) & set(axes)) > 1
        ]

    def _bounds(self, axis: str, axes: tuple[str, ...]) -> set[tuple[Decimal, bool]]:
        bounds: set[tuple[Decimal, bool]] = set()
        for fact, limits in self.limits.items():
            if self.figures.depends_on(fact) & set(axes) != {axis}:
                continue
            for (limit, upper), held in product(limits, self.figures.ends(fact, axis)):
                solved = self.figures.solve(fact, axis, limit, held)
                if solved is not None and solved[0] > 0:
                    bounds.add((solved[0], upper if solved[1] else not upper))
                    # An end of what another figure may be can itself be left out: the bound is a
                    # cell of its own.
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
        decided: dict[tuple[int, ...], Answer] = {}
        for place in product(*(range(len(cells)) for cells in coordinates)):
            cells = tuple(coordinates[index][each] for index, each in enumerate(place))
            if self._possible(axes, cells):
                decided[place] = self.answer(axes, cells)
        return _joined(coordinates, decided)

    def _possible(self, axes: tuple[str, ...], cells: tuple[Cell, ...]) -> bool:
        held = {cell.fact: interval(cell) for cell in cells[: len(axes)] if cell.value is None}
        laid = Laid(self.figures, held)
        return all(
            overlaps(cell, compute(Term(cell.fact), laid, ()).figure) for cell in cells[len(axes) :]
        )

    def answer(self, axes: tuple[str, ...], cells: tuple[Cell, ...]) -> Answer:
        """What the engine answers in a cell."""
        changed = {cell.fact: cell.known for cell in cells}
        return self.answer_at(
            {name: known for name, known in changed.items() if name in axes},
            {name: known for name, known in changed.items() if name not in axes},
        )

    def answer_at(self, base: Mapping[str, Known], tied: Mapping[str, Known]) -> Answer:
        """What the engine answers where base figures are `base`; what is worked out from them moves
        too.
        """
        changed = dict(base)
        if "tpp" in base:
            changed["bits_times_tops"] = base["tpp"]
            old, tops = (
                self.figures.facts["tpp"].number or self.figures.facts["bits_times_tops"].number,
                self.figures.facts["tops"].number,
            )
            if old and tops and base["tpp"].number is not None:
                changed["tops"] = Known(value=exactly(tops * base["tpp"].number / old))
        laid = Laid(
            self.figures,
            {
                name: known.figure
                for name, known in changed.items()
                if not isinstance(known.value, Truth)
            },
        )
        for fact in self.figures.formulas:
            if self.figures.depends_on(fact) & set(base) and fact not in base:
                changed[fact] = tied[fact] if fact in tied else laid[fact]
        facts = self._marked if "datacenter" in base else self.figures.facts
        key = (
            facts is self._marked,
            *(self._place(name, changed.get(name) or facts[name]) for name in self._compared),
        )
        if key not in self._answers:
            found = determine_facts(facts.with_facts(changed))
            if found.outcome is Outcome.UNDETERMINED:
                found = refined(found, depends=False)
            self._answers[key] = found.answer
        return self._answers[key]

    @cached_property
    def _marked(self) -> CaseFacts:
        """The same facts with the datacenter marking given by hand, so that it is that of the IC
        inside a board too.
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

    def _place(self, name: str, known: Known) -> object:
        """Where a figure lies among its limits: all that any condition can make of it."""
        if not isinstance(known.value, Figure):
            return known.value
        figure, limits = known.value, self._sorted[name]
        ends = [
            (bisect_left(limits, end), bisect_right(limits, end))
            for end in (figure.low, figure.high)
            if end is not None
        ]
        return (*ends, figure.above)

    @cached_property
    def _sorted(self) -> dict[str, list[Decimal]]:
        return {
            name: sorted({limit for limit, _ in limits}) for name, limits in self.limits.items()
        }

    def now(self, axis: str) -> Figure | bool | None:
        """Where the item stands, as far as that is known."""
        value = self.figures.facts[axis].value
        if isinstance(value, Truth):
            return None if value is Truth.UNKNOWN else value is Truth.TRUE
        figure = self.figures.facts[axis].figure
        if axis == "tpp" and figure == UNKNOWN_FIGURE:
            figure = self.figures.facts["bits_times_tops"].figure
        return None if figure == UNKNOWN_FIGURE else figure


def _cut(fact: str, bounds: Iterable[tuple[Decimal, bool]]) -> tuple[Cell, ...]:
    """The stretches between bounds; `upper` says that the bound itself lies in the stretch above
    it.
    """
    cells: list[Cell] = []
    low, low_in = Decimal(0), True
    for bound, upper in sorted(set(bounds), key=lambda each: (each[0], not each[1])):
        if bound == 0:
            continue
        cells.append(Cell(fact=fact, low=low, low_in=low_in, high=bound, high_in=not upper))
        low, low_in = bound, upper
    cells.append(Cell(fact=fact, low=low, low_in=low_in))
    return tuple(cells)


def _joined(
    coordinates: list[tuple[Cell, ...]], decided: dict[tuple[int, ...], Answer]
) -> list[Box]:
    """Boxes of equal answers, grown along one coordinate after the other."""
    spans: dict[tuple[tuple[int, int], ...], Answer] = {
        tuple((index, index) for index in place): answer for place, answer in decided.items()
    }
    for axis in reversed(range(len(coordinates))):
        grown: dict[tuple[tuple[int, int], ...], Answer] = {}
        for span in sorted(spans, key=lambda each: (each[:axis], each[axis + 1 :], each[axis])):
            before = next(reversed(grown), None)
            if (
                before is not None
                and before[:axis] == span[:axis]
                and before[axis + 1 :] == span[axis + 1 :]
                and before[axis][1] + 1 == span[axis][0]
                and grown[before] == spans[span]
                and coordinates[axis][0].value is None
            ):
                answer = grown.pop(before)
                grown[(*before[:axis], (before[axis][0], span[axis][1]), *before[axis + 1 :])] = (
                    answer
                )
            else:
                grown[span] = spans[span]
        spans = grown
    return [
        Box(
            answer,
            tuple(_whole(cells, *ends) for cells, ends in zip(coordinates, span, strict=True)),
        )
        for span, answer in spans.items()
    ]


def _whole(cells: tuple[Cell, ...], first: int, last: int) -> Cell:
    return cells[first] if first == last else cells[first].joined(cells[last])
