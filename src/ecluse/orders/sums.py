"""Lines, units and values, summed under any key.

Belongs here: adding up. Does not: which sums a report has (counts), or its rows (tally).
Always true: units and values are added as exact decimals, and rounded once, when they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(slots=True)
class Total:
    """Lines, units and value by currency."""

    lines: int = 0
    units: Decimal = Decimal(0)
    values: dict[str, Decimal] = field(default_factory=dict)

    def add(self, lines: int, units: Decimal | None, value: Decimal | None, currency: str) -> None:
        """Count some lines in."""
        self.lines += lines
        self.units += units or Decimal(0)
        if value is not None:
            self.values[currency] = self.values.get(currency, Decimal(0)) + value

    def amounts(self) -> dict[str, Any]:
        """The fields `lines`, `units` and `value` of a report's row."""
        whole = self.units == self.units.to_integral_value()
        return {
            "lines": self.lines,
            "units": int(self.units) if whole else float(self.units),
            "value": {name: round(float(value), 2) for name, value in sorted(self.values.items())},
        }


class Tally:
    """Totals by any key, as they are summed; `kind` tells the keys of one sum from another's."""

    def __init__(self) -> None:
        self._totals: dict[object, dict[Any, Total]] = {}

    def add(self, kind: object, key: object, amounts: tuple[Any, ...]) -> None:
        """Count some lines under a key; `amounts` are what `Total.add` takes."""
        self._totals.setdefault(kind, {}).setdefault(key, Total()).add(*amounts)

    def ranked(self, kind: object) -> list[tuple[Any, Total]]:
        """Every key of one kind with its total, the most lines first."""
        return sorted(
            self._totals.get(kind, {}).items(), key=lambda pair: (-pair[1].lines, str(pair[0]))
        )

    def lines(self, kind: object) -> dict[str, int]:
        """How many lines each key of one kind has, in the order of the keys."""
        return {key: total.lines for key, total in sorted(self._totals.get(kind, {}).items())}


def split(text: str | None, sign: str = "; ") -> Iterable[str]:
    """The parts of a joined cell."""
    return text.split(sign) if text else ()
