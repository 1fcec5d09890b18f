"""What an amount is in the reader's currency, at a dated rate with a source.

Belongs here: reading the rates, and telling an amount beside the original. Does not: deciding
anything by a rate.
Always true: a rate is that of a day on which it was set, the last one up to the day asked; where
the record has none, the amount stands alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from ecluse.facts.csv_rows import csv_rows
from ecluse.facts.reader import read_document

_RATES, _CITED = "rates/usd.csv", "rates/usd.yaml"
_PER, _OF = "EUR", "USD"  # euro: so many dollars for one


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """US dollars for one euro, on the day on which the rate was set."""

    day: date
    per_euro: Decimal
    source: str
    url: str


@lru_cache(maxsize=4)
def _rates(folder: Path) -> tuple[tuple[date, Decimal], ...]:
    rows = csv_rows(folder / _RATES, f"data/{_RATES}", ("day", "currency", "per_euro"))
    found = (
        (date.fromisoformat(row["day"]), Decimal(row["per_euro"]))
        for row in rows
        if row["currency"] == _OF
    )
    return tuple(sorted(found))


@lru_cache(maxsize=4)
def _cited(folder: Path) -> dict[str, Any]:
    cited: dict[str, Any] = read_document(folder / _CITED, name=f"data/{_CITED}").tree["cited"]
    return cited


def rate_on(on: date, folder: Path) -> Rate | None:
    """The rate that was set last up to a day; None where the record has none.

    >>> from ecluse.law.data_home import SHIPPED
    >>> rate = rate_on(date(2025, 4, 9), SHIPPED)
    >>> rate.per_euro, round(Decimal(16) / rate.per_euro, 1)
    (Decimal('1.1045'), Decimal('14.5'))
    """
    earlier = [each for each in _rates(folder) if each[0] <= on]
    if not earlier:
        return None
    cited = _cited(folder)
    day, per_euro = earlier[-1]
    return Rate(day=day, per_euro=per_euro, source=str(cited["source"]), url=str(cited["url"]))


def converted(amount: float, currency: str, wanted: str, rate: Rate) -> Decimal | None:
    """An amount in another currency; None where the rate is of neither."""
    value = Decimal(str(amount))
    if currency == wanted:
        return value
    if (currency, wanted) == (_OF, _PER):
        return value / rate.per_euro
    if (currency, wanted) == (_PER, _OF):
        return value * rate.per_euro
    return None
