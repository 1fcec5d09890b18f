"""The exact figures that the law may ask of designs.

Belongs here: figures as ratios of whole numbers, those that a design states and those that the law
works out from them. Does not: limits, cells, answers (legal).
Always true: a figure is exact, so that a limit met exactly is met, and one missed by the least step
is missed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from ecluse.errors import InputError
from ecluse.law.condition.tree import (
    Formula,
    LargestOverFormats,
    Number,
    Product,
    Quotient,
    Sum,
    Term,
)

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# For each number format the parts of the TPP that one tera-operation/s counts for, and the operand
# bits: 16 bits, and 8 at twice the rate.
FORMATS = ((16, 16), (8, 8))


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact figure of each design: one whole number over another."""

    over: Any
    under: Any

    @staticmethod
    def of(number: Decimal) -> Ratio:
        """A plain number."""
        exact = Fraction(number)
        return Ratio(exact.numerator, exact.denominator)

    def reaches(self, limit: Fraction) -> Any:
        """Whether each is at least `limit`."""
        return self.over * limit.denominator >= limit.numerator * self.under

    def exceeds(self, limit: Fraction) -> Any:
        """Whether each is more than `limit`."""
        return self.over * limit.denominator > limit.numerator * self.under

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.over * other.under + other.over * self.under, self.under * other.under)

    def __mul__(self, other: Ratio) -> Ratio:
        return Ratio(self.over * other.over, self.under * other.under)

    def __truediv__(self, other: Ratio) -> Ratio:
        return Ratio(self.over * other.under, self.under * other.over)

    def or_larger(self, other: Ratio) -> Ratio:
        """The larger of the two for each design."""
        mine, theirs = self.over * other.under, other.over * self.under
        # The denominators are plain numbers: bring both to one.
        return Ratio(np.where(theirs > mine, theirs, mine), self.under * other.under)


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignFigures:
    """The figures of designs that the law may ask for.

    Each is a whole number of its unit: one for each design, shape (designs,), or one for all.
    """

    tpp: Any
    area_tenth_mm2: Any
    dram_gb_per_s: Any
    dram_gb: Any
    link_gb_per_s: Any
    host_gb_per_s: int
    process_nm: int

    def stated(self) -> dict[str, Ratio]:
        """The figures by their names in the vocabulary, before any definition is applied."""
        return {
            "die_area_mm2": Ratio(self.area_tenth_mm2, 10),
            "dram_bandwidth_gb_per_s": Ratio(self.dram_gb_per_s, 1),
            "dram_capacity_gb": Ratio(self.dram_gb, 1),
            "chip_link_gb_per_s": Ratio(self.link_gb_per_s, 1),
            "host_link_gb_per_s": Ratio(self.host_gb_per_s, 1),
            "process_nm": Ratio(self.process_nm, 1),
            "ic_count": Ratio(1, 1),
        }


SAMPLE = DesignFigures(
    tpp=1000,
    area_tenth_mm2=4000,
    dram_gb_per_s=1000,
    dram_gb=80,
    link_gb_per_s=400,
    host_gb_per_s=128,
    process_nm=5,
)


@dataclass(frozen=True, slots=True)
class DefinedFigures:
    """Figures of designs as the law defines them; `formulas` has the formula of each figure."""

    formulas: Mapping[str, Formula]

    def of(self, fact: str, figures: DesignFigures) -> Ratio | None:
        """A figure, exactly; None where a design does not have it."""
        stated = figures.stated()
        if fact in stated:
            return stated[fact]
        formula = self.formulas.get(fact)
        return None if formula is None else self._worked_out(formula, figures)

    def _worked_out(self, formula: Formula, figures: DesignFigures) -> Ratio | None:
        match formula:
            case Term(fact):
                return self.of(fact, figures)
            case Number(value):
                return Ratio.of(value)
            case LargestOverFormats(factors):
                return _largest(factors, figures)
            case Sum(parts):
                known = self._all(parts, figures)
                return None if known is None else reduce(Ratio.__add__, known)
            case Product(parts):
                known = self._all(parts, figures)
                return None if known is None else reduce(Ratio.__mul__, known)
            case Quotient(over, under):
                known = self._all((over, under), figures)
                return None if known is None else known[0] / known[1]
        return None

    def _all(self, parts: Sequence[Formula], figures: DesignFigures) -> list[Ratio] | None:
        values = [self._worked_out(part, figures) for part in parts]
        known = [value for value in values if value is not None]
        return known if len(known) == len(values) else None


def _largest(factors: Sequence[str], figures: DesignFigures) -> Ratio:
    """The largest over the number formats of a product of figures by format.

    Every design multiplies at 16 bits, and twice as fast at 8.

    Raises:
        InputError: A design has no such figure by format.
    """
    rates = []
    for parts, bits in FORMATS:
        by_name = {"tera_ops_per_s": Ratio(figures.tpp, parts), "operand_bits": Ratio(bits, 1)}
        for factor in factors:
            if factor not in by_name:
                raise InputError(
                    f"designs have no '{factor}' by format",
                    "the law's definition",
                    "give the figure to design/figures.py",
                )
        rates.append(reduce(Ratio.__mul__, [by_name[factor] for factor in factors]))
    return reduce(Ratio.or_larger, rates)
