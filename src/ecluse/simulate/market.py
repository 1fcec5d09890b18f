"""A market with everything that it names, as a value.

Belongs here: the value, and the folders that its files stand in. Does not: reading it
(read_market), or whether its parts fit one another (read_market, market_flaws).
Always true: what a market takes is held by name, in the order of its files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ecluse.facts.reader import Document
from ecluse.simulate.market_file import GatesFile, MarketFile, NewsFile, PracticeFile
from ecluse.simulate.prior_file import Prior
from ecluse.simulate.read_supply import Supply

MARKETS, PRIORS, PRACTICE, GATES, NEWS = "markets", "priors", "practice", "gates", "news"


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """A market and all that it takes.

    Args:
        priors: By name, those that the legal flows take and no other.
        supply: What else the destination gets, with its own priors; None where nobody says.
        digest: Of the bytes of the files.
    """

    file: MarketFile
    priors: Mapping[str, Prior]
    groups: Mapping[str, float]
    practice: PracticeFile
    gates: GatesFile
    news: NewsFile
    digest: str
    document: Document = field(compare=False)
    supply: Supply | None = None

    @property
    def products(self) -> tuple[str, ...]:
        """The names of its products, in file order."""
        return tuple(each.product for each in self.file.products)

    @property
    def buyers(self) -> tuple[str, ...]:
        """The names of its groups of buyers, in file order."""
        return tuple(each.buyer for each in self.file.buyers)
