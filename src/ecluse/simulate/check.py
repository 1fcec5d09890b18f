"""Whether the files of all markets fit together.

Belongs here: looking every market over. Does not: what is wrong with one (read_market).
Always true: nothing is run, and numpy is not needed; every market is looked at, whatever is wrong
with another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ecluse.errors import EcluseError
from ecluse.law.library import Library
from ecluse.simulate.panel_file import check_priors, panel_names, read_panel
from ecluse.simulate.read_market import Market, market_names, open_market
from ecluse.simulate.read_question import question_mistakes


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketSummary:
    """One market that fits together.

    Args:
        priors: How many priors it takes.
        hindsight: How many of them were known only after its cut-off.
        researched: False for a structural test.
    """

    market: str
    cutoff: str
    products: int
    buyers: int
    priors: int
    hindsight: int
    researched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketsCheck:
    """What is wrong with the markets of a data folder.

    Args:
        mistakes: One line each: what, where, how to mend it.
    """

    SCHEMA: ClassVar[str] = "ecluse.simulation-check/1"

    markets: list[MarketSummary]
    mistakes: list[str]


def check_markets(library: Library) -> MarketsCheck:
    """Look over every market of a data folder."""
    wrong = market_mistakes(library)
    lines = [str(each) for mistakes in wrong.values() for each in mistakes]
    return MarketsCheck(
        markets=[
            _summary(open_market(name, library))
            for name in market_names(library.folder)
            if name not in wrong
        ],
        mistakes=list(dict.fromkeys(lines)),
    )


def market_mistakes(library: Library) -> dict[str, tuple[EcluseError, ...]]:
    """Everything that is wrong with each market of a data folder that does not open."""
    found = {}
    for name in market_names(library.folder):
        try:
            market = open_market(name, library)
            if name in panel_names(library.folder):
                check_priors(read_panel(name, library), market.priors)
        except EcluseError as error:
            found[name] = error.mistakes
    return found | question_mistakes(
        library, [n for n in market_names(library.folder) if n not in found]
    )


def _summary(market: Market) -> MarketSummary:
    return MarketSummary(
        market=market.file.market,
        cutoff=market.file.cutoff.isoformat(),
        products=len(market.products),
        buyers=len(market.buyers),
        priors=len(market.priors),
        hindsight=sum(prior.hindsight for prior in market.priors.values()),
        researched=market.file.researched,
    )
