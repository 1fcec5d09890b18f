"""Prices of chips as printed, and what an hour of a chip costs.

Belongs here: reading data/prices and spreading a price over years. Does not: exchange rates, hosts,
power, networks.
Always true: a price keeps its currency, its date and its source; no price is invented for a chip
that has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ecluse.errors import ModelError
from ecluse.inference.data_files import DATA, RELEASES, read_table

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


@lru_cache(maxsize=RELEASES)
def prices(folder: Path = DATA) -> tuple[Price, ...]:
    """Every price of a data folder, in file order.

    Raises:
        DataError: The file cannot be read.
    """
    return read_table(folder, "prices/prices.yaml", _Prices).prices


def latest_usd(chip: str, folder: Path = DATA) -> Price | None:
    """The youngest dollar price of a chip; one of the chip itself goes before one of a system."""
    known = [
        price
        for price in prices(folder)
        if price.chip.casefold() == chip.casefold() and price.usd is not None
    ]
    return max(known, key=lambda price: (price.per == 1, price.on), default=None)


def chip_usd(name: str, folder: Path = DATA) -> float | None:
    """The youngest printed price of one chip in dollars: the middle of its range.

    Args:
        name: The chip's name, with or without its vendor as the first word.

    >>> chip_usd("NVIDIA H20 96GB") == chip_usd("H20 96GB")
    True
    """
    price = latest_usd(name, folder) or latest_usd(name.partition(" ")[2], folder)
    if price is None or price.usd is None:
        return None
    return (price.usd.low + price.usd.high) / 2 / price.per


def usd_per_chip_hour(price_usd: float, *, years: float = 4.0) -> float:
    """A price spread evenly over some years of use.

    Clouds write servers off over four years at the least.

    >>> round(usd_per_chip_hour(30_000), 3)
    0.856
    """
    if not (0 < price_usd < float("inf") and years > 0):
        raise ModelError(
            f"a price of {price_usd} over {years} years", "price", "give positive figures"
        )
    return price_usd / years / HOURS_A_YEAR
