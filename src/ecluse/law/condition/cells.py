"""The exact cells into which the thresholds of a law cut what a fact may be.

Belongs here: cutting a figure's range at the limits that conditions compare it with, and carrying a
cell through a formula to the figure that it was worked out from. Does not: deciding anything in a
cell.
Always true: the cells of a fact cover all that it may be, and within one cell no condition changes
its truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from math import prod

from ecluse.facts.figure import Figure, exactly, plain
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth, of
from ecluse.law.condition.tree import Formula, Product, Quotient, Sum, Term

_DIGITS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A stretch of a figure's range, or one word or truth; `low_in` and `high_in` say whether a
    bound belongs to it.
    """

    fact: str
    low: Decimal = Decimal(0)
    low_in: bool = True
    high: Decimal | None = None
    high_in: bool = False
    value: Truth | str | None = None

    @property
    def known(self) -> Known:
        """A value within the cell; any other would be decided alike."""
        if self.value is not None:
            return Known(value=self.value)
        if self.low_in and (self.high == self.low):
            return Known(value=exactly(self.low))
        with localcontext() as context:
            context.prec = _DIGITS
            point = self.low * 2 + 1 if self.high is None else (self.low + self.high) / 2
        return Known(value=exactly(point))

    def meets(self, other: Cell) -> bool:
        """Whether `other` begins where this ends."""
        return (
            self.value is None
            and other.value is None
            and self.fact == other.fact
            and self.high == other.low
        )

    def joined(self, other: Cell) -> Cell:
        """The cell and the next as one."""
        return replace(self, high=other.high, high_in=other.high_in)

    def contains(self, number: Decimal) -> bool:
        """Whether a number lies in the cell."""
        above = number > self.low or (self.low_in and number == self.low)
        return above and (
            self.high is None or number < self.high or (self.high_in and number == self.high)
        )

    def __str__(self) -> str:
        if isinstance(self.value, Truth):
            return "yes" if self.value is Truth.TRUE else "no"
        if self.value is not None:
            return self.value.replace("_", " ")
        if self.high is not None and self.high == self.low:
            return plain(self.low)
        low = (
            ""
            if self.low == 0
            else f"{'at least' if self.low_in else 'more than'} {plain(self.low)}"
        )
        high = (
            ""
            if self.high is None
            else f"{'at most' if self.high_in else 'less than'} {plain(self.high)}"
        )
        return " and ".join(part for part in (low, high) if part) or "any"


def cut(fact: str, figure: Figure, limits: Iterable[Decimal]) -> tuple[Cell, ...]:
    """The cells of a figure between its own bounds: each limit inside as a point, and the open
    stretches between.

    >>> [str(cell) for cell in cut("tpp", Figure(Decimal(2000), Decimal(5000)), [Decimal(4800)])]
    ['at least 2000 and less than 4800', '4800', 'more than 4800 and at most 5000']
    """
    inside = sorted(
        {
            limit
            for limit in limits
            if figure.low <= limit and (figure.high is None or limit <= figure.high)
        }
    )
    cells: list[Cell] = []
    low, low_in = figure.low, not figure.above
    for limit in inside:
        if low < limit:
            cells.append(Cell(fact=fact, low=low, low_in=low_in, high=limit))
        if low < limit or low_in:
            cells.append(Cell(fact=fact, low=limit, high=limit, high_in=True))
        low, low_in = limit, False
    if figure.high is None or low < figure.high or (low_in and low == figure.high):
        cells.append(
            Cell(
                fact=fact, low=low, low_in=low_in, high=figure.high, high_in=figure.high is not None
            )
        )
    return tuple(cells)


def flags(fact: str) -> tuple[Cell, ...]:
    """The two cells of a flag."""
    return tuple(Cell(fact=fact, value=of(value)) for value in (True, False))


def words(fact: str, symbols: Iterable[str]) -> tuple[Cell, ...]:
    """One cell for each word."""
    return tuple(Cell(fact=fact, value=symbol) for symbol in symbols)


def carried(
    cell: Cell, formula: Formula, fact: str, number: Callable[[str], Decimal | None]
) -> Cell | None:
    """The cell of `fact` in which `formula` lies in `cell`, the other figures being as `number`
    says.

    Returns None where another figure is not exact, or the formula is not of a shape that can be
    turned round.

    >>> from ecluse.law.condition.tree import Quotient, Term
    >>> density = Quotient(Term("tpp"), Term("die_area_mm2"))
    >>> at_least = Cell(fact="performance_density", low=Decimal(4))
    >>> str(carried(at_least, density, "die_area_mm2", {"tpp": Decimal(2000)}.get))
    'at most 500'
    """
    turned = _turned(formula, fact, number)
    if turned is None:
        return None
    back, falls = turned
    bounds: list[tuple[Decimal | None, bool]]
    bounds = [(cell.low, cell.low_in), (cell.high, cell.high_in)]
    if falls:  # the upper bound of one is the lower of the other
        bounds.reverse()
    least, most = (None if bound is None else back(bound) for bound, _ in bounds)
    low_in, high_in = (inside for _, inside in bounds)
    return Cell(  # dividing by 0 is no bound
        fact=fact,
        low=Decimal(0) if least is None else max(least, Decimal(0)),
        low_in=low_in and least is not None,
        high=most,
        high_in=high_in and most is not None,
    )


def _turned(
    formula: Formula, fact: str, number: Callable[[str], Decimal | None]
) -> tuple[Callable[[Decimal], Decimal | None], bool] | None:
    """How the fact follows from the formula's value, and whether it falls as that grows."""
    match formula:
        case Quotient(Term(over), Term(under)) if fact == under:
            top = number(over)
            if top is None:
                return None
            return (lambda target: None if target == 0 else _over(top, target)), True
        case Quotient(Term(over), Term(under)) if fact == over:
            bottom = number(under)
            return None if bottom is None else ((lambda target: target * bottom), False)
        case Sum(parts) if (others := _others(parts, fact, number)) is not None:
            rest = sum(others, Decimal(0))
            return (lambda target: target - rest), False
        case Product(parts) if (factors := _others(parts, fact, number)) and all(factors):
            product = prod(factors, start=Decimal(1))
            return (lambda target: _over(target, product)), False
    return None


def _others(
    parts: tuple[Formula, ...], fact: str, number: Callable[[str], Decimal | None]
) -> list[Decimal] | None:
    """The figures beside a fact; None where it is not among the parts, or one is not exact."""
    if Term(fact) not in parts:
        return None
    beside = [part for part in parts if part != Term(fact)]
    found = [number(part.fact) if isinstance(part, Term) else None for part in beside]
    exact = [each for each in found if each is not None]
    return exact if len(exact) == len(found) else None


def _over(one: Decimal, other: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = _DIGITS
        return one / other
