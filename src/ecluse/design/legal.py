"""Which designs a law lets through: the engine decides once for each cell of the law.

Belongs here: the cell of the law in which a design's figures lie, and the answer there. Does not:
the figures (figures), any rule, any limit (law), any determination (determine).
Always true: two designs in one cell have one answer, for no condition changes its truth within a
cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from ecluse.design.cell_verdict import CellVerdict, IfShown
from ecluse.design.figures import SAMPLE, DefinedFigures, DesignFigures, Flags, Ints, Ratio
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine_case
from ecluse.equivalence.cells import Bounds, bounds_of, cells_between
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


class Legal:
    """What a law says of designs shipped in one case: the cells of the law, with the answers so
    far.

    Args:
        case: All that is known of the shipment but the design's own figures.
    """

    def __init__(self, case: CaseFacts) -> None:
        self.case = case
        self.moved: Moved | None = None
        self._verdicts: dict[tuple[int, ...], CellVerdict] = {}
        self._if_shown = IfShown()

    def with_moved(self, moved: Moved) -> Legal:
        """The same law with one limit supposed to lie elsewhere; cells keep their answers, which
        are shared.
        """
        other = copy(self)
        other.moved = moved
        return other

    # ---- the cells -------------------------------------------------------------------------------

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
        """For each figure its limits in order, and whether the limit itself lies above the cut
        (True) or below it (False).

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
            self._verdicts[key] = self._if_shown.verdict(determine_case(case, refine=False))
        return self._verdicts[key]

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
            for name, entry in self.provisions.items()
            if any(
                compare.fact == fact and Fraction(compare.limit) == limit
                for condition in conditions_of(entry.says)
                for compare in comparisons(condition)
            )
        )

    # ---- designs ---------------------------------------------------------------------------------

    def column(self, fact: str, figures: DesignFigures) -> Ratio:
        """A figure as the law defines it, exactly; every design has it."""
        ratio = self.columns.of(fact, figures)
        assert ratio is not None
        return ratio

    def value(self, fact: str, figures: DesignFigures) -> Fraction:
        """The same of one design."""
        ratio = self.column(fact, figures)
        return Fraction(int(ratio.over), int(ratio.under))

    def fields_behind(self, fact: str) -> set[str]:
        """The fields of a design on which a figure depends: those that move it when doubled."""
        base = self.value(fact, SAMPLE)
        doubled = {name: replace(SAMPLE, **{name: getattr(SAMPLE, name) * 2}) for name in VARIED}
        return {name for name, figures in doubled.items() if self.value(fact, figures) != base}

    def index(self, fact: str, figures: DesignFigures) -> Any:
        """The place of each design's cell among `cells[fact]`."""
        ratio = self.column(fact, figures)
        place: Any = 0
        for limit, sides in self.sides[fact].items():
            stands = self.standing(fact, limit)
            if True in sides:
                place = place + np.asarray(ratio.reaches(stands), dtype=np.int64)
            if False in sides:
                place = place + np.asarray(ratio.exceeds(stands), dtype=np.int64)
        return place

    def of_design(self, figures: DesignFigures) -> CellVerdict:
        """The answer for one design."""
        return self.verdict({name: int(self.index(name, figures)) for name in self.cells})

    def allowed(self, figures: DesignFigures, wanted: str, size: int) -> Flags:
        """Whether each design is free enough for the outcome wanted; shape (size,)."""
        names = list(self.cells)
        codes = self.coded(np.zeros(size, dtype=np.int64), names, figures)
        seen, inverse = np.unique(codes, return_inverse=True)
        answers = [self.verdict(self.places(int(code), names)[1]).allows(wanted) for code in seen]
        allowed: Flags = np.array(answers, dtype=np.bool_)[inverse]
        return allowed

    def coded(self, codes: Ints, names: Iterable[str], figures: DesignFigures) -> Ints:
        """Codes with the cells of some figures appended, as one number for each design."""
        for name in names:
            codes = codes * len(self.cells[name]) + self.index(name, figures)
        return codes

    def places(self, code: int, names: Sequence[str]) -> tuple[int, dict[str, int]]:
        """A code before the cells of some figures were appended to it, and these cells."""
        places = {}
        for name in reversed(names):
            code, places[name] = divmod(code, len(self.cells[name]))
        return code, places
