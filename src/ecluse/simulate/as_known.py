"""A market as it could have been described on an earlier day.

Belongs here: what a row of priors said before it was published as it stands. Does not: the law and
the acts of that day (gate, regime), or scoring (score_run).
Always true: a row that was published by the day is the same object; one that was not, and has
nothing earlier, stays and is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

from ecluse.simulate.prior_file import Fallback, Prior
from ecluse.simulate.read_market import Market


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
    supply = market.supply
    if supply is not None:
        supply = replace(supply, priors=_rows(supply.priors, day))
    return replace(market, priors=_rows(market.priors, day), supply=supply)


def _rows(priors: Mapping[str, Prior], day: date) -> dict[str, Prior]:
    return {
        name: (earlier(prior) or prior) if prior.known_on > day else prior
        for name, prior in priors.items()
    }
