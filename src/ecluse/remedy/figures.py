"""How the figures of an item depend on each other under one law.

Belongs here: solving the law's own formulas for one figure while the others are held: the die area
at which a density is 1.6, for example. Does not: limits, answers.
Always true: a figure that is worked out from others never moves alone; a solution is exact to 40
digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

from ecluse.determine.case import CaseFacts
from ecluse.facts.figure import exactly
from ecluse.facts.known import Known
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.evaluate import compute
from ecluse.law.condition.tree import (
    Formula,
    LargestOverFormats,
    Number,
    Product,
    Quotient,
    Sum,
    Term,
    facts_of,
)
from ecluse.law.provision import Definition

# Throughput is one thing under several names: each law has its own definition of it.
THROUGHPUT = ("tpp", "bits_times_tops", "tops")


@dataclass
class Figures:
    """The item's figures under one law."""

    facts: CaseFacts
    _moved_by: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def stated(self) -> dict[str, Known]:
        """The figures that the item or the question states."""
        return {**self.facts.ic.figures, **self.facts.shipment.given}

    @cached_property
    def formulas(self) -> dict[str, Formula]:
        """The formula of each figure that is worked out from others.

        A throughput is left out, for it comes from the number formats. A stated figure is left out
        too where one of the figures in its formula is not exactly known.
        """
        stated = self.stated
        return {
            says.defines: says.formula
            for says, _ in self.facts.law.of_kind(Definition)
            if says.formula is not None
            and not isinstance(says.formula, LargestOverFormats)
            and not (
                says.defines in stated
                and any(self.facts[name].figure.exact is None for name in facts_of(says.formula))
            )
        }

    def depends_on(self, fact: str) -> frozenset[str]:
        """The base figures on which a figure depends; a base figure depends on itself."""
        if fact not in self._moved_by:
            formula = self.formulas.get(fact)
            parts = facts_of(formula) if formula is not None and fact not in THROUGHPUT else ()
            self._moved_by[fact] = frozenset({"tpp" if fact in THROUGHPUT else fact}).union(
                *(self.depends_on(part) for part in parts)
            )
        return self._moved_by[fact]

    def ends(self, fact: str, axis: str) -> Iterator[dict[str, Decimal]]:
        """Every combination of the ends of the inputs of a figure that do not move with `axis`.

        An exact input has no ends; where all are exact there is one empty combination.
        """
        loose = {
            name: [end for end in (figure.low, figure.high) if end is not None]
            for name in sorted(self.beside(fact, axis))
            if (figure := self.facts[name].figure).exact is None
        }
        for chosen in product(*loose.values()):
            yield dict(zip(loose, chosen, strict=True))

    def beside(self, fact: str, axis: str) -> frozenset[str]:
        """The inputs of a figure, and inputs of these, that do not move with `axis`."""
        formula = self.formulas.get(fact)
        if formula is None or fact == axis or axis not in self.depends_on(fact):
            return frozenset()
        parts = set(facts_of(formula))
        still = {name for name in parts if axis not in self.depends_on(name)}
        return frozenset(still).union(*(self.beside(name, axis) for name in parts - still))

    def solve(
        self, fact: str, axis: str, target: Decimal, held: Mapping[str, Decimal]
    ) -> tuple[Decimal, bool] | None:
        """The value of `axis` at which `fact` is `target`; None where there is none.

        Returns:
            The value, and whether the figure rises with the axis.
        """
        if fact == axis or (axis == "tpp" and fact in ("tpp", "bits_times_tops")):
            return target, True
        if axis == "tpp" and fact == "tops":
            tpp, tops = self.facts["tpp"].number, self.facts["tops"].number
            return None if not tpp or not tops else (target * tpp / tops, True)
        formula = self.formulas.get(fact)
        return None if formula is None else self._solve(formula, axis, target, held)

    def _solve(
        self, node: Formula, axis: str, target: Decimal, held: Mapping[str, Decimal]
    ) -> tuple[Decimal, bool] | None:
        with localcontext() as context:
            context.prec = 40
            match node:
                case Term(fact):
                    return self.solve(fact, axis, target, held)
                case Sum(parts):
                    inside, rest = self._split(parts, axis, held)
                    if inside is None or rest is None:
                        return None
                    return self._solve(inside, axis, target - sum(rest, Decimal(0)), held)
                case Product(parts):
                    inside, rest = self._split(parts, axis, held)
                    factor = prod(rest or (), start=Decimal(1))
                    if inside is None or rest is None or factor == 0:
                        return None
                    return self._solve(inside, axis, target / factor, held)
                case Quotient(over, under):
                    return self._quotient(over, under, axis, target, held)
        return None

    def _quotient(
        self, over: Formula, under: Formula, axis: str, target: Decimal, held: Mapping[str, Decimal]
    ) -> tuple[Decimal, bool] | None:
        if self._moves(over, axis):
            bottom = self._value(under, held)
            return None if bottom is None else self._solve(over, axis, target * bottom, held)
        top = self._value(over, held)
        if top is None or top == 0 or target == 0:
            return None
        solved = self._solve(under, axis, top / target, held)
        return None if solved is None else (solved[0], not solved[1])

    def _split(
        self, parts: Iterable[Formula], axis: str, held: Mapping[str, Decimal]
    ) -> tuple[Formula | None, list[Decimal] | None]:
        """The one part that moves with `axis`, and the values of the others.

        The first is None where not exactly one part moves; the second, where a value is unknown.
        """
        inside = [part for part in parts if self._moves(part, axis)]
        values = [self._value(part, held) for part in parts if part not in inside]
        known = [value for value in values if value is not None]
        one = inside[0] if len(inside) == 1 else None
        return one, known if len(known) == len(values) else None

    def _moves(self, part: Formula, axis: str) -> bool:
        return any(axis in self.depends_on(name) for name in facts_of(part))

    def _value(self, part: Formula, held: Mapping[str, Decimal]) -> Decimal | None:
        if isinstance(part, Number):
            return part.value
        facts = {
            name: exactly(held[name]) if name in held else self.facts[name].figure
            for name in facts_of(part)
        }
        return compute(part, {name: Known(value=value) for name, value in facts.items()}, ()).number

    def range_within(self, cell: Cell, axis: str, held: Mapping[str, Decimal]) -> Cell | None:
        """The range of `axis` that keeps a tied figure in its cell; None where there is none."""
        low = self.solve(cell.fact, axis, cell.low, held) if cell.low > 0 else None
        high = self.solve(cell.fact, axis, cell.high, held) if cell.high is not None else None
        rises = (low or high or (Decimal(0), True))[1]
        ends = [(low[0] if low else None, cell.low_in), (high[0] if high else None, cell.high_in)]
        (bottom, bottom_in), (top, top_in) = ends if rises else reversed(ends)
        if top is not None and top <= 0:
            return None
        return Cell(
            fact=axis,
            low=max(bottom or Decimal(0), Decimal(0)),
            low_in=bottom_in if bottom else True,
            high=top,
            high_in=top_in if top is not None else False,
        )


class RecomputedFigures(dict[str, Known]):
    """An item's figures with some replaced, and those that depend on them worked out again."""

    def __init__(self, ties: Figures, held: Mapping[str, Any]) -> None:
        super().__init__({name: Known(value=figure) for name, figure in held.items()})
        self.ties = ties

    def __missing__(self, name: str) -> Known:
        formula = self.ties.formulas.get(name)
        moved = formula is not None and self.ties.depends_on(name) & set(self)
        if moved and formula is not None:
            self[name] = compute(formula, self, ())
        else:
            self[name] = self.ties.facts[name]
        return self[name]
