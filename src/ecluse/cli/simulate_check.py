"""`ecluse simulate check`: whether the files of all markets fit together.

Belongs here: its options and its exit status. Does not: looking for mistakes (simulate).
Always true: a mistake ends it with status 2.
"""

from __future__ import annotations

from ecluse.cli.ending import ANSWERED, BAD_INPUT, tell
from ecluse.cli.forms import print_data
from ecluse.cli.options import TableOptions
from ecluse.cli.screen import console
from ecluse.cli.session import library
from ecluse.simulate.check import MarketsCheck, MarketSummary, check_markets
from ecluse.words.say import many, say


def simulate_check(*, table: TableOptions = TableOptions()) -> int:
    """Look all markets over: priors without a row or after the cut-off, names, parameters that
    nothing feeds.

    Exit status: 0 nothing is wrong, 2 something is.
    """
    found = check_markets(library())
    if not print_data(found, table, "markets"):
        _print(found, table.lang)
    if not found.mistakes:
        return ANSWERED
    tell(many("simulate.mistakes", table.lang, len(found.mistakes)))
    return BAD_INPUT


def _print(found: MarketsCheck, lang: str) -> None:
    out = console()
    for market in found.markets:
        out.write_line(_line(market, lang))
    for line in found.mistakes:
        out.write_line(line, "bold red")


def _line(market: MarketSummary, lang: str) -> str:
    line = say(
        "simulate.checked",
        lang,
        market=market.market,
        products=market.products,
        buyers=market.buyers,
        priors=market.priors,
        late=market.hindsight,
    )
    return line if market.researched else f"{line} · {say('simulate.not researched', lang)}"
