"""Prices of chips as printed, and what an hour of a chip costs.

Belongs here: reading data/prices and spreading a price over years. Does not: exchange rates, hosts,
power, networks.
Always true: a price keeps its currency, its date and its source; no price is invented for a chip
that has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ecluse.errors import ModelError
from ecluse.facts.reader import check, read_document

DATA = Path(__file__).parent.parent / "data" / "prices" / "prices.yaml"
HOURS_A_YEAR = 8766.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRange:
    """A price, or the two ends between which it was."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.high:
            raise ValueError("a positive low that is not above the high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """One printed price of `per` chips, in the one currency it was printed in."""

    item: str
    chip: str
    per: int
    on: str
    kind: str
    cited: Mapping[str, Any]
    usd: PriceRange | None = None
    cny: PriceRange | None = None
    eur: PriceRange | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prices:
    prices: tuple[Price, ...]


@cache
def prices(file: Path = DATA) -> tuple[Price, ...]:
    """Every record of data/prices, or of such a file, in file order.

    Raises:
        DataError: The file cannot be read.
    """
    table: _Prices = check(read_document(file, name="data/prices/prices.yaml"), _Prices)
    return table.prices


def latest_usd(chip: str, file: Path = DATA) -> Price | None:
    """The youngest dollar price of a chip; a price of the chip itself goes before one of a system."""
    known = [
        price
        for price in prices(file)
        if price.chip.casefold() == chip.casefold() and price.usd is not None
    ]
    return max(known, key=lambda price: (price.per == 1, price.on), default=None)


def usd_per_chip_hour(price_usd: float, *, years: float = 4.0) -> float:
    """A price spread evenly over the hours of some years of use: four, the life that clouds write
    servers off in at the least.

    >>> round(usd_per_chip_hour(30_000), 3)
    0.856
    """
    if not (0 < price_usd < float("inf") and years > 0):
        raise ModelError(
            f"a price of {price_usd} over {years} years", "--price", "give positive figures"
        )
    return price_usd / years / HOURS_A_YEAR
