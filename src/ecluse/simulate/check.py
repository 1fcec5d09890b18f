"""Whether the files of all markets fit together.

Belongs here: looking every market over. Does not: what is wrong with one (read_market).
Always true: nothing is run, and numpy is not needed; every market is looked at, whatever is wrong
with another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ecluse.errors import EcluseError
from ecluse.law.library import Library
from ecluse.simulate.calibration import calibration_of
from ecluse.simulate.panel_file import check_priors, panel_names, read_panel
from ecluse.simulate.read_market import Market, market_names, open_market
from ecluse.simulate.read_question import question_mistakes
from ecluse.simulate.targets import targets_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketSummary:
    """One market that fits together.

    Args:
        priors: How many priors it takes.
        hindsight: How many of them were known only after its cut-off.
        researched: False for a structural test.
        figures: How many figures of before the cut-off its priors are held to.
        targets: How many outcomes it can be scored on.
    """

    market: str
    cutoff: str
    products: int
    buyers: int
    priors: int
    hindsight: int
    researched: bool
    figures: int
    targets: int


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
    found = _looked_at(library)
    lines = [str(each) for mistakes in _wrong(found, library).values() for each in mistakes]
    return MarketsCheck(
        markets=[summary for summary, _ in found.values() if summary is not None],
        mistakes=list(dict.fromkeys(lines)),
    )


def market_mistakes(library: Library) -> dict[str, tuple[EcluseError, ...]]:
    """Everything that is wrong with each market of a data folder that does not open."""
    return _wrong(_looked_at(library), library)


Looked = tuple[MarketSummary | None, tuple[EcluseError, ...]]


def _looked_at(library: Library) -> dict[str, Looked]:
    return {name: _looked_over(name, library) for name in market_names(library.folder)}


def _wrong(found: Mapping[str, Looked], library: Library) -> dict[str, tuple[EcluseError, ...]]:
    """The mistakes of markets, and of the questions about those that open."""
    wrong = {name: mistakes for name, (_, mistakes) in found.items() if mistakes}
    return wrong | question_mistakes(library, [name for name in found if name not in wrong])


def _looked_over(name: str, library: Library) -> Looked:
    """A market with its targets and what it is held to; or what is wrong with them."""
    try:
        market = open_market(name, library)
        if name in panel_names(library.folder):
            check_priors(read_panel(name, library), market.priors)
        held = calibration_of(market, library)
        scored = targets_of(market, library).all if market.file.targets is not None else ()
    except EcluseError as error:
        return None, error.mistakes
    figures = 0 if held is None else len(held.figures)
    return _summary(market, figures, len(scored)), ()


def _summary(market: Market, figures: int, targets: int) -> MarketSummary:
    return MarketSummary(
        market=market.file.market,
        cutoff=market.file.cutoff.isoformat(),
        products=len(market.products),
        buyers=len(market.buyers),
        priors=len(market.priors),
        hindsight=sum(prior.hindsight for prior in market.priors.values()),
        researched=market.file.researched,
        figures=figures,
        targets=targets,
    )
