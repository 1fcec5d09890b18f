"""What a book comes to: lines, units and value by answer, destination, measure and whatever else
needs a look.

Belongs here: the report as a value, and summing it from the cases. Does not: wording or drawing it
(report).
Always true: every total counts every line once, except by measure and by need, where a line counts
for each that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
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

    def plain(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "lines": self.lines,
            "units": _number(self.units),
            "value": {name: round(float(value), 2) for name, value in sorted(self.values.items())},
        }


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookReport:
    """What came of a book.

    Args:
        outcomes: By answer: outcome, exception, review policy.
        measures: Measures by which lines need a license, go under an exception or are undecided
            ("which measures bite").
        quarantined: Rows and cells that could not be read: row, column, text, reason, near.
        unreadable: How many of those there are, by column (None for whole rows); part names apart.
        unresolved: Part names that no item has, with near names.
        eccn: Declared ECCNs that the computed classification contradicts.
        changed: With a since-day: lines whose answer changed, from what to what.
        allocations: Running totals that were kept: per whom, what was counted, what crossed.
        cases: Distinct cases among the lines; `decided`, how many of them the evaluator was asked.
    """

    source: str
    out: str | None
    engine: str
    reading: str
    known: str | None
    since: str | None
    data_version: str
    data_modified: bool
    data_as_of: str
    lines_in: int
    lines_out: int
    total: Row
    outcomes: list[Row]
    measures: list[Row]
    destinations: list[Row]
    items: list[Row]
    needs: list[Row]
    red_flags: list[Row]
    attention: list[Row]
    quarantined: list[Row]
    unreadable: list[Row]
    unresolved: list[Row]
    eccn: list[Row]
    changed: list[Row]
    allocations: list[Row]
    columns: list[Row]
    notes: list[str]
    cases: int
    decided: int
    seconds: float
    disclaimer: str

    def to_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return asdict(self)


class Tally:
    """Totals by any key, as they are summed."""

    def __init__(self) -> None:
        self.by: dict[str, dict[Any, Total]] = {}

    def add(self, name: str, key: Any, *amounts: Any) -> None:
        """Count some lines under a key."""
        self.by.setdefault(name, {}).setdefault(key, Total()).add(*amounts)

    def rows(self, name: str, label: Mapping[Any, Row] | None = None) -> list[Row]:
        """The totals of one kind as rows, the most lines first."""
        ordered = sorted(
            self.by.get(name, {}).items(), key=lambda pair: (-pair[1].lines, str(pair[0]))
        )
        return [
            {**(label[key] if label else {"name": key}), **total.plain()} for key, total in ordered
        ]


def split(text: str | None, sign: str = "; ") -> Iterable[str]:
    """The parts of a joined cell."""
    return text.split(sign) if text else ()
