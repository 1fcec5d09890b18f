"""A market with everything that it names, as a value; and as it was known on an earlier day.

Belongs here: the value, the folders that its files stand in, and what a row of priors said before
it was published as it stands. Does not: reading it (read_market), whether its parts fit one another
(market_flaws), the law and the acts of a day (gate, regime).
Always true: what a market takes is held by name, in the order of its files; a row that was
published by a day is the same object; one that was not, and has nothing earlier, stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from ecluse.facts.reader import Document
from ecluse.simulate.market_file import GatesFile, MarketFile, NewsFile, PracticeFile
from ecluse.simulate.prior_file import Fallback, Prior
from ecluse.simulate.read_supply import Supply

MARKETS, PRACTICE, GATES, NEWS = "markets", "practice", "gates", "news"


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

    @property
    def every_prior(self) -> Mapping[str, Prior]:
        """Its priors, and those of what else its destination gets."""
        return self.priors if self.supply is None else {**self.priors, **self.supply.priors}

    @property
    def every_group(self) -> Mapping[str, float]:
        """The correlations of all groups of these priors."""
        more = {} if self.supply is None else self.supply.taken.rows.groups
        return {**self.groups, **more}


def earlier(prior: Prior) -> Prior | None:
    """A row of hindsight as it could have been written before; None where nothing stands."""
    if prior.fallback is None:
        return None
    early = {each.name: getattr(prior.fallback, each.name) for each in fields(Fallback)}
    return replace(prior, **early, hindsight=False, fallback=None)


def as_known(market: Market, day: date | None) -> Market:
    """The market with the fallback of each row that was published after a day.

    Args:
        day: The day; None for the market as it stands.
    """
    if day is None:
        return market
    return with_rows(market, lambda row: earlier(row) or row if row.known_on > day else row)


def with_rows(market: Market, change: Callable[[Prior], Prior]) -> Market:
    """The market with each row changed, those of what else its destination gets too."""

    def changed(priors: Mapping[str, Prior]) -> dict[str, Prior]:
        return {name: change(prior) for name, prior in priors.items()}

    supply = market.supply
    if supply is not None:
        supply = replace(supply, priors=changed(supply.priors))
    return replace(market, priors=changed(market.priors), supply=supply)
