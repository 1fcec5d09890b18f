"""Prices."""

from __future__ import annotations

import pytest

from ecluse.errors import ModelError
from ecluse.inference.price import chip_usd, latest_usd, prices, usd_per_chip_hour


def test_every_price_has_one_currency_a_date_and_a_source() -> None:
    assert prices()
    for price in prices():
        assert sum(each is not None for each in (price.usd, price.cny, price.eur)) == 1, price.item
        assert price.on
        assert price.cited["url"]


def test_the_latest_dollar_price_of_the_chip_itself_is_taken() -> None:
    price = latest_usd("H20 96GB")
    assert price is not None
    assert (price.per, price.on) == (1, "2025-05")
    assert latest_usd("no such chip") is None


def test_a_price_is_spread_over_its_years() -> None:
    assert usd_per_chip_hour(8766, years=1) == 1.0
    with pytest.raises(ModelError):
        usd_per_chip_hour(0)


def test_a_chip_is_priced_by_the_middle_of_its_youngest_price_with_or_without_its_vendor() -> None:
    price = latest_usd("H20 96GB")
    assert price is not None
    assert price.usd is not None
    middle = (price.usd.low + price.usd.high) / 2 / price.per
    assert chip_usd("H20 96GB") == chip_usd("NVIDIA H20 96GB") == middle
    assert chip_usd("no such chip") is None
