"""Figures as the law compares them: exact, between two bounds, or unknown.

Belongs here: the interval, its comparisons and the little arithmetic that definitions need.
Does not: what a figure is of, or where it was read.
Always true: 0 <= low <= high, both finite decimals, and some value lies between them; a figure
nobody gives reaches from 0 to no bound; a comparison is TRUE or FALSE only when it is so for every
value that the figure may have.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from ecluse.facts.truth import Truth

_ratio = Context(prec=40).divide
_SIGNIFICANT = 6
DECIMALS = 6  # of a figure as data
LARGEST = Decimal("1e18")  # beyond any figure of a chip, an order or a sum of orders


# Without slots: each start reads thousands from the cache, three times as fast so.
@dataclass(frozen=True)
class Figure:
    """A number, or all that is known of it.

    Args:
        low: The least value that it may have.
        high: The greatest; None where nothing bounds it.
        above: The least value is itself left out ("more than low").
    """

    low: Decimal
    high: Decimal | None
    above: bool = False

    def __post_init__(self) -> None:
        low, high = self.low, self.high
        for bound in (low,) if high is None else (low, high):
            if not isinstance(bound, Decimal) or not bound.is_finite():
                raise ValueError(f"a figure's bounds are finite decimals, not {bound!r}")
        empty = high is not None and (high < low or (self.above and high == low))
        if low < 0 or empty:
            least = "more than " if self.above else ""
            raise ValueError(f"a figure cannot lie between {least}{low} and {high}")

    @property
    def exact(self) -> Decimal | None:
        """The one value, or None where there are several."""
        return self.low if self.low == self.high else None

    def __str__(self) -> str:
        return self.beside(None)

    def beside(self, limit: Decimal | None) -> str:
        """In words, with as many digits as it needs to stand beside a limit."""
        if self.exact is not None:
            return plain(self.low, limit)
        low = plain(self.low, limit, ROUND_FLOOR)  # outwards: what is said holds of every value
        if self.high is not None:
            return f"{low} to {plain(self.high, limit, ROUND_CEILING)}"
        if self == UNKNOWN_FIGURE:
            return "unknown"
        return f"{'more than' if self.above else 'at least'} {low}"


UNKNOWN_FIGURE = Figure(Decimal(0), None, above=True)


def exactly(value: Decimal | int | str) -> Figure:
    """The figure with one value."""
    number = Decimal(value)
    return Figure(number, number)


def covering(values: Iterable[Decimal], bounds: Iterable[Decimal] = ()) -> Figure:
    """The figure that may have each of `values`, and whatever is more than one of `bounds`.

    >>> str(covering([Decimal(750), Decimal(1017)]))
    '750 to 1017'
    >>> str(covering([Decimal(1000)], [Decimal(5000)]))
    'at least 1000'
    """
    exact, above = tuple(values), tuple(bounds)
    if not exact and not above:
        return UNKNOWN_FIGURE
    low = min((*exact, *above))
    return Figure(low, None if above else max(exact), above=low not in exact)


def measurable(number: Decimal) -> bool:
    """Whether a number is one that something could be measured by: neither absurdly large nor
    absurdly small.
    """
    # copy_abs, for abs rounds, and cannot round 1e9999999
    return number.is_finite() and (number == 0 or 1 / LARGEST <= number.copy_abs() <= LARGEST)


def plain(
    number: Decimal, apart_from: Decimal | None = None, rounding: str = ROUND_HALF_EVEN
) -> str:
    """A number as people write it: no exponent, no trailing zeros, at most six significant
    decimals, or as many as it needs.

    Args:
        apart_from: A number that it must not be taken for, such as the limit beside it.
        rounding: Where what is left off goes, one of the decimal module's modes.

    >>> plain(Decimal("2368.000")), plain(Decimal("2.90909090909")), plain(Decimal("1E+3"))
    ('2368', '2.90909', '1000')
    >>> plain(Decimal("2399.9999999")), plain(Decimal("2399.9999999"), Decimal(2400))
    ('2400', '2399.9999999')
    >>> plain(Decimal("0.0000001"))
    '0.0000001'
    """
    if number == number.to_integral_value():
        return f"{number.to_integral_value():f}"
    least = max(0, _SIGNIFICANT - max(number.adjusted() + 1, 0))
    for decimals in range(least, _decimals(number)):
        text = f"{number.quantize(Decimal(1).scaleb(-decimals), rounding):f}"
        if _stands_as(number, Decimal(text), apart_from):
            return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{number:f}".rstrip("0").rstrip(".")


def rounded(number: Decimal, apart_from: Decimal | None = None) -> float:
    """A number as data: six decimals, or as many as it needs; see `plain`.

    >>> rounded(Decimal("2.90909090909")), rounded(Decimal("2399.9999999"), Decimal(2400))
    (2.909091, 2399.9999999)
    """
    short = round(float(number), DECIMALS)
    return short if _stands_as(number, Decimal(short), apart_from) else float(number)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _stands_as(number: Decimal, written: Decimal, limit: Decimal | None) -> bool:
    """Whether a number as written is neither taken for nothing, nor lies elsewhere than the number
    itself: over, at or under a limit.
    """
    if number != 0 and written == 0:
        return False
    return limit is None or (written > limit, written < limit) == (number > limit, number < limit)


def compare(figure: Figure, op: str, limit: Decimal) -> Truth:
    """Compare every value that `figure` may have with `limit`; `op` is one of >= > <= <.

    >>> compare(exactly("5.92"), ">=", Decimal("5.92"))
    <Truth.TRUE: 'true'>
    >>> compare(UNKNOWN_FIGURE, ">=", Decimal("5.92"))
    <Truth.UNKNOWN: 'unknown'>
    """
    if op in ("<", "<="):
        return ~compare(figure, ">=" if op == "<" else ">", limit)
    if op == ">=":
        if figure.low >= limit:
            return Truth.TRUE
        return Truth.FALSE if figure.high is not None and figure.high < limit else Truth.UNKNOWN
    if figure.low > limit or (figure.above and figure.low >= limit):
        return Truth.TRUE
    return Truth.FALSE if figure.high is not None and figure.high <= limit else Truth.UNKNOWN


def add(figures: Iterable[Figure]) -> Figure:
    """The sum; unbounded where one of them is."""
    parts = tuple(figures)
    highs = _highs(parts)
    return Figure(
        sum((part.low for part in parts), Decimal(0)),
        None if highs is None else sum(highs, Decimal(0)),
        any(part.above for part in parts),
    )


def _highs(parts: Iterable[Figure]) -> list[Decimal] | None:
    """The greatest value of each of some figures; None where one is not bounded."""
    highs = [part.high for part in parts]
    bounded = [high for high in highs if high is not None]
    return bounded if len(bounded) == len(highs) else None


def multiply(one: Figure, other: Figure) -> Figure:
    """The product of two figures that vary independently."""
    high = None if one.high is None or other.high is None else one.high * other.high
    return Figure(one.low * other.low, high, (one.above or other.above) and one.low * other.low > 0)


def divide(one: Figure, other: Figure) -> Figure:
    """The quotient of two figures that vary independently; unbounded where the divisor may be next
    to zero.
    """
    low = Decimal(0) if other.high is None or not other.high else _ratio(one.low, other.high)
    high = None if one.high is None or not other.low else _ratio(one.high, other.low)
    if other.exact == 0:
        return UNKNOWN_FIGURE
    return Figure(low, high, other.high is None and one.low > 0)


def largest(figures: Iterable[Figure]) -> Figure:
    """The largest of several; unknown of none."""
    parts = tuple(figures)
    if not parts:
        return UNKNOWN_FIGURE
    highs = _highs(parts)
    low = max(part.low for part in parts)
    above = all(part.above for part in parts if part.low == low)
    return Figure(low, None if highs is None else max(highs), above)
