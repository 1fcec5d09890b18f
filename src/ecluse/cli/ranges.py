"""What numbers an option takes: each has a least and a greatest, and says so in its help.

Belongs here: the ranges of the options of `infer`, `compare`, `impact`, `design` and of markets.
Does not: whether numbers fit one another (a layout, a model's context), which the rooms below know.
Always true: what is no number, or infinite, is in no range.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included."""

    low: float
    high: float

    def __call__(self, _: object, value: object) -> None:
        """Refuse a value outside; cyclopts calls this and puts the option's name before it."""
        if isinstance(value, int | float) and not self.low <= value <= self.high:
            raise ValueError(f"Give a number from {self}.")

    def __str__(self) -> str:
        return f"{_plain(self.low)} to {_plain(self.high)}"


def _plain(number: float) -> str:
    return f"{number:,.0f}" if number == round(number) else f"{number:g}"


def _in(low: float, high: float) -> Parameter:
    return Parameter(validator=Range(low, high))


Chips = Annotated[int, _in(1, 1_000_000)]
Degree = Annotated[int, _in(1, 1_000_000)]
Batch = Annotated[int, _in(1, 1_000_000)]
Tokens = Annotated[int, _in(1, 10_000_000)]
Milliseconds = Annotated[float, _in(0.001, 1_000_000_000)]
Dollars = Annotated[float, _in(0.01, 1_000_000_000)]
Network = Annotated[float, _in(0, 100_000)]
Units = Annotated[float, _in(0.001, 1_000_000_000_000)]
Dies = Annotated[int, _in(1, 16)]
Stacks = Annotated[int, _in(1, 16)]
Link = Annotated[int, _in(0, 10_000)]
Watts = Annotated[float, _in(1, 100_000)]
Doubling = Annotated[int, _in(1, 64)]
Share = Annotated[float, _in(0, 0.999)]
Draws = Annotated[int, Parameter(validator=Number(gte=2, lte=1_000_000))]
Seed = Annotated[int, Parameter(validator=Number(gte=0, lte=2**63 - 1))]
