"""What the tests of markets ask for."""

from __future__ import annotations

from datetime import date

import pytest

from ecluse.law.library import Library, load
from ecluse.simulate.quantiles import Draws
from ecluse.simulate.read_market import Market, open_market
from ecluse.simulate.regime import Regime
from simulate import build

RULE = date(2025, 4, 9)  # a Wednesday


@pytest.fixture(scope="session")
def shipped() -> Library:
    """The shipped data with their items."""
    return load()


@pytest.fixture(scope="session")
def market(shipped: Library) -> Market:
    """The shipped market."""
    return open_market("us-cn-2025", shipped)


@pytest.fixture(scope="session")
def bare(market: Market) -> Market:
    """The same without any practice of an agency."""
    return build.without_practice(market)


@pytest.fixture(scope="session")
def draws(market: Market) -> Draws:
    """A few draws of it."""
    return build.draws_of(market, 40)


@pytest.fixture(scope="session")
def shut(bare: Market) -> Regime:
    """A law that shuts everything on one day."""
    return build.regime(bare, RULE)
