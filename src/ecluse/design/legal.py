"""Which designs a law lets through: the engine decides once for each cell of the law.

Belongs here: the cell of the law in which a design's figures lie, and the answer there. Does not:
the figures (figures), any rule, any limit (law), any determination (determine).
Always true: two designs in one cell have one answer, for no condition changes its truth within a
cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from ecluse.design.cell_verdict import CellVerdict
from ecluse.design.figures import SAMPLE, DefinedFigures, DesignFigures, Flags, Ints, Ratio
from ecluse.design.shown import IfShown, policy_of
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine_case
from ecluse.determine.determination import Determination
from ecluse.determine.verdict import Outcome
from ecluse.equivalence.cells import Bounds, bounds_of, cells_between
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.tree import comparisons
from ecluse.law.in_force import InForce
from ecluse.law.provision import Notice, conditions_of

# The fields of a design that a search varies.
VARIED = ("tpp", "area_tenth_mm2", "dram_gb_per_s", "dram_gb", "link_gb_per_s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One limit of a figure, moved to find what it costs; never past the figure's next limit."""

    fact: str
    limit: Fraction
    to: Fraction


class CaseCells:
    """The cells of one law for designs shipped in one case, with the answers so far."""

    def __init__(self, case: CaseFacts) -> None:
        self.case = case
        self._verdicts: dict[tuple[int, ...], CellVerdict] = {}
        self._if_shown = IfShown()

    @property
    def asked(self) -> int:
        """In how many cells the engine was asked; threads that ask for one cell count once."""
        return len(self._verdicts)

    @cached_property
    def provisions(self) -> dict[str, InForce]:
        """The provisions that can change an answer; a notice cannot."""
        return {
            name: entry
            for name, entry in self.case.law.provisions.items()
            if not isinstance(entry.says, Notice)
        }

    @cached_property
    def columns(self) -> DefinedFigures:
        """The figures that the law in force defines."""
        definitions = self.case.law.definitions.items()
        return DefinedFigures(
            {name: says.formula for name, says in definitions if says.formula is not None}
        )

    @cached_property
    def bounds(self) -> Bounds:
        """For each figure of a design that a condition compares, its bounds above zero."""
        facts = self.case.library.vocabulary.facts
        bounds_above_zero = {}
        for name, bounds in bounds_of(self.provisions.values()).items():
            above = {(limit, upper) for limit, upper in bounds if limit > 0}
            if (
                name != "ic_count"
                and facts[name].of == "item"
                and facts[name].type is FactType.NUMBER
                and above
                and self.columns.of(name, SAMPLE) is not None
            ):
                bounds_above_zero[name] = above
        return bounds_above_zero

    @cached_property
    def sides(self) -> dict[str, dict[Fraction, frozenset[bool]]]:
        """For each figure and limit, whether the limit itself lies above the cut or below it.

        It lies on both sides where conditions differ.
        """
        sides: dict[str, dict[Fraction, frozenset[bool]]] = {}
        for name, bounds in self.bounds.items():
            of_fact = sides.setdefault(name, {})
            for limit, above in sorted(bounds):
                exact = Fraction(limit)
                of_fact[exact] = of_fact.get(exact, frozenset()) | {above}
        return sides

    @cached_property
    def cells(self) -> dict[str, tuple[Cell, ...]]:
        """The cells of each of those figures, in order.

        A limit lies in the cell in which every comparison puts it.
        """
        return {name: cells_between(name, bounds) for name, bounds in self.bounds.items()}

    def verdict(self, places: Mapping[str, int]) -> CellVerdict:
        """The engine's answer where each figure lies in the cell named."""
        key = tuple([int(places[name]) for name in self.cells])
        if key not in self._verdicts:
            known = {
                name: self.cells[name][place].known
                for name, place in zip(self.cells, key, strict=True)
            }
            case = self.case.with_facts({**self.case.shipment.given, **known})
            self._verdicts[key] = self.verdict_of(determine_case(case, refine=False))
        return self._verdicts[key]

    def verdict_of(self, determination: Determination) -> CellVerdict:
        """A determination as the answer of a cell.

        It has the review policy also for an application that shows all that a milder policy asks.
        """
        asks = tuple(sorted(determination.asks))
        policy = policy_of(determination)
        return CellVerdict(
            outcome=determination.outcome,
            exception=determination.answer.exception,
            policy=policy,
            policy_if_shown=self._if_shown.policy(determination.facts, asks) if asks else policy,
            provisions=tuple(requirement.provision for requirement in determination.requirements),
            paragraphs=tuple(determination.classification),
            asks=asks,
            licensed=determination.outcome is Outcome.LICENSE
            and any(license_.truth is Truth.TRUE for license_ in determination.licenses),
        )


class Legal:
    """What a law says of designs shipped in one case.

    Args:
        case: All that is known of the shipment but the design's own figures.
        moved: A limit that is supposed to lie elsewhere. The cells keep their answers.
        in_cells: The cells of the case, where they were found before.
    """

    def __init__(
        self, case: CaseFacts, moved: Moved | None = None, in_cells: CaseCells | None = None
    ) -> None:
        self.case = case
        self.moved = moved
        self.in_cells = CaseCells(case) if in_cells is None else in_cells

    def with_moved(self, moved: Moved) -> Legal:
        """The same law with one limit moved; answers are shared."""
        return Legal(self.case, moved, self.in_cells)

    # ---- the cells -------------------------------------------------------------------------------

    @property
    def asked(self) -> int:
        """In how many cells the engine was asked."""
        return self.in_cells.asked

    @property
    def cells(self) -> dict[str, tuple[Cell, ...]]:
        """The cells of every figure of a design that a condition in force compares."""
        return self.in_cells.cells

    @cached_property
    def limits(self) -> dict[str, tuple[Fraction, ...]]:
        """The limits of those figures, in order."""
        return {name: tuple(sorted(sides)) for name, sides in self.in_cells.sides.items()}

    def sides(self, fact: str, limit: Fraction) -> frozenset[bool]:
        """Where the limit itself lies: above the cut (True), below it (False), or both."""
        return self.in_cells.sides[fact][limit]

    def standing(self, fact: str, limit: Fraction) -> Fraction:
        """Where a limit lies: where the law puts it, or where it was moved."""
        moved = self.moved
        return (
            moved.to if moved is not None and (moved.fact, moved.limit) == (fact, limit) else limit
        )

    def provisions_with(self, fact: str, limit: Fraction) -> tuple[str, ...]:
        """The provisions in force that compare a figure with a limit."""
        return tuple(
            name
            for name, entry in self.in_cells.provisions.items()
            if any(
                compare.fact == fact and Fraction(compare.limit) == limit
                for condition in conditions_of(entry.says)
                for compare in comparisons(condition)
            )
        )

    # ---- designs ---------------------------------------------------------------------------------

    def column(self, fact: str, figures: DesignFigures) -> Ratio | None:
        """A figure as the law defines it, exactly; None where a design does not have it."""
        return self.in_cells.columns.of(fact, figures)

    def value(self, fact: str, figures: DesignFigures) -> Fraction:
        """The same of one design, which has the figure."""
        ratio = self.column(fact, figures)
        assert ratio is not None
        return Fraction(int(ratio.over), int(ratio.under))

    def fields_behind(self, fact: str) -> set[str]:
        """The fields of a design on which a figure depends: those that move it when doubled."""
        base = self.value(fact, SAMPLE)
        doubled = {name: replace(SAMPLE, **{name: getattr(SAMPLE, name) * 2}) for name in VARIED}
        return {name for name, figures in doubled.items() if self.value(fact, figures) != base}

    def index(self, fact: str, figures: DesignFigures) -> Any:
        """The place of each design's cell among `cells[fact]`."""
        ratio = self.column(fact, figures)
        assert ratio is not None
        place: Any = 0
        for limit in self.limits[fact]:
            stands, sides = self.standing(fact, limit), self.sides(fact, limit)
            if True in sides:
                place = place + np.asarray(ratio.reaches(stands), dtype=np.int64)
            if False in sides:
                place = place + np.asarray(ratio.exceeds(stands), dtype=np.int64)
        return place

    def verdict(self, places: Mapping[str, int]) -> CellVerdict:
        """The engine's answer where each figure lies in the cell named."""
        return self.in_cells.verdict(places)

    def verdict_of(self, determination: Determination) -> CellVerdict:
        """A determination as the answer of a cell."""
        return self.in_cells.verdict_of(determination)

    def of_design(self, figures: DesignFigures) -> CellVerdict:
        """The answer for one design."""
        return self.verdict({name: int(self.index(name, figures)) for name in self.cells})

    def allowed(self, figures: DesignFigures, wanted: str, size: int) -> Flags:
        """Whether each design is free enough for the outcome wanted; shape (size,)."""
        code = self._codes(figures, size)
        seen, inverse = np.unique(code, return_inverse=True)
        answers = [self.verdict(self._places(int(cell))).allows(wanted) for cell in seen]
        allowed: Flags = np.array(answers, dtype=np.bool_)[inverse]
        return allowed

    def tally(self, figures: DesignFigures, size: int) -> Counter[CellVerdict]:
        """How many designs get each answer of the law."""
        seen, counts = np.unique(self._codes(figures, size), return_counts=True)
        designs: Counter[CellVerdict] = Counter()
        for code, count in zip(seen, counts, strict=True):
            designs[self.verdict(self._places(int(code)))] += int(count)
        return designs

    def _codes(self, figures: DesignFigures, size: int) -> Ints:
        """The cells of each design, as one number."""
        code: Ints = np.zeros(size, dtype=np.int64)
        for name, cells in self.cells.items():
            code = code * len(cells) + self.index(name, figures)
        return code

    def _places(self, code: int) -> dict[str, int]:
        places = {}
        for name in reversed(self.cells):
            code, places[name] = divmod(code, len(self.cells[name]))
        return places
