"""When a destination refuses, where its acts are not given: acts of the other side raise the rate.

Belongs here: `--destination hazard`. Does not: dated acts and their bands (regime, inputs).
Always true: the mean rate over the time in which refusals were counted is the one of the prior,
however much it rises after an act; the day comes of one uniform number of the draw, so that a
scenario with one act less is never refused earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from ecluse.simulate.inputs import YEAR, Inputs
from ecluse.simulate.market_file import AnswersToActs
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.regime import Regime


def refused(regime: Regime, inputs: Inputs) -> list[Floats]:
    """What a refusal after the cut-off leaves of orders, for each step; shape (draws,)."""
    gates, cutoff = inputs.market.gates, inputs.market.file.cutoff
    band = inputs.draws.values[gates.bands[gates.refusal]]
    # A refusal comes when as many were to be expected.
    due = -np.log1p(-inputs.own["refusal_clock"])
    rate = inputs.own["refusals_per_year"] / YEAR
    expected = [rate * max((end - cutoff).days, 0) for end in regime.steps.edges[1:]]
    if gates.answers is not None:
        expected = _raised_rate(gates.answers, regime, inputs, rate, cutoff)
    return [np.where(due < count, band, 1.0) for count in expected]


def _raised_rate(
    answers: AnswersToActs, regime: Regime, inputs: Inputs, rate: Floats, cutoff: date
) -> list[Floats]:
    """Refusals to be expected from the cut-off to the end of each step."""
    more = inputs.draws.values[answers.factor] - 1
    window = inputs.draws.values[answers.days]
    counted = (answers.until - answers.since).days
    high = raised([act.on for act in answers.acts], window, answers.since, answers.until)
    quiet = rate * counted / (counted + more * high)
    return [
        quiet * (max((end - cutoff).days, 0) + more * raised(regime.provoked, window, cutoff, end))
        for end in regime.steps.edges[1:]
    ]


def raised(acts: Sequence[date], window: Floats, since: date, until: date) -> Floats:
    """Days between two days that lie within `window` days after some act; shape (draws,).

    Args:
        acts: In order.

    >>> raised([date(2025, 1, 1), date(2025, 1, 6)], np.array([10.0]), date(2025, 1, 4), date.max)
    array([12.])
    """
    found = np.zeros_like(window)
    begin, end = since.toordinal(), until.toordinal()
    following = [*(act.toordinal() for act in acts[1:]), date.max.toordinal()]
    for act, other in zip(acts, following, strict=False):
        last = np.minimum(np.minimum(act.toordinal() + window, other), end)
        found += np.maximum(last - max(act.toordinal(), begin), 0)
    return found
