"""What comes due of a company's own book, and what comes of it.

Belongs here: the dues, and sharing what a step sends or takes back among them.
Does not: the run (own_run), or lines (own_orders).
Always true: dues of one account share alike, in proportion to what is left of each, as buyers do;
what is delivered, taken back and left of a due is all of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from ecluse.simulate.quantiles import Floats

TINY = 1e-300  # below any number of units: keeps a ratio of nothing to nothing at zero


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What comes due in one step for one account.

    Args:
        account: The account's place.
        step: The step's place.
    """

    account: int
    step: int
    units: float


class Fates(NamedTuple):
    """How what was due fared; shape (dues, draws), or (draws,) of one due.

    Args:
        delivered: The share that was delivered by the end.
        cancelled: The share that the destination's acts took back.
        day: The sum of share times the day of delivery, counted from the first day.
        charge_usd: The charge on what was made or booked for one unit.
    """

    delivered: Floats
    cancelled: Floats
    day: Floats
    charge_usd: Floats

    def at(self, place: Any) -> Fates:
        """Those of a part of the dues, or of the draws."""
        return Fates(*(table[place] for table in self))


class OpenDues:
    """What is left of each due, as a share of it; what came of it so far is written down."""

    def __init__(self, dues: Sequence[Due], accounts: int, fates: Fates) -> None:
        self.accounts = np.array([each.account for each in dues])
        self.steps = np.array([each.step for each in dues])
        self.units = np.array([each.units for each in dues])
        self.count, self.fates = accounts, fates
        self.left = np.ones_like(fates.delivered)

    def ordered(self, t: int) -> Floats:
        """Units that come due in a step, by account."""
        now = self.steps == t
        units = np.bincount(self.accounts[now], self.units[now], self.count)
        return np.asarray(units[:, None])

    def move(self, t: int, taken: Floats, stays: Floats, sent: Floats, middle: float) -> None:
        """Tell each due what a step took back and what it sent of its account.

        Args:
            taken: Of what came due, the share that was ordered; shape (accounts, draws), as the
                others.
            stays: Of what waited, the share that was not taken back.
            sent: Of what stayed, the share that was delivered.
            middle: Days from the first day to the middle of the step.
        """
        delivered, cancelled, day, _ = self.fates
        new, here = self.steps == t, self.steps <= t
        cancelled[new] += 1 - taken[self.accounts[new]]
        self.left[new] = taken[self.accounts[new]]
        accounts = self.accounts[here]
        left = self.left[here]
        cancelled[here] += left * (1 - stays[accounts])
        left = left * stays[accounts]
        gone = left * sent[accounts]
        delivered[here] += gone
        day[here] += gone * middle
        self.left[here] = left - gone

    def waiting(self) -> Floats:
        """Units that are not delivered, those of later steps included; shape (accounts, draws)."""
        total = np.zeros((self.count, self.left.shape[1]))
        np.add.at(total, self.accounts, self.left * self.units[:, None])
        return total

    def charge(self, of_a_unit: Floats) -> None:
        """Charge what was made for what is not delivered."""
        charged = self.fates.charge_usd
        charged += of_a_unit[self.accounts] * self.left


def dues_of(
    lines: Sequence[tuple[int | None, date, float]], starts: Sequence[date]
) -> tuple[list[Due], list[int | None]]:
    """What comes due, by account and step; and the place of each line among it.

    Args:
        lines: Account, due date and units of each line; no account of one that is not run.
        starts: The first day of each step.

    Returns:
        None for a line that is not run, or comes due when no step begins any more.
    """
    keys = [(account, bisect_left(starts, due)) for account, due, _ in lines]
    found: dict[tuple[int, int], float] = {}
    for (account, step), (_, _, units) in zip(keys, lines, strict=True):
        if account is not None and step < len(starts):
            found[account, step] = found.get((account, step), 0.0) + units
    places: dict[tuple[int | None, int], int] = {}
    places |= {key: place for place, key in enumerate(sorted(found))}
    dues = [Due(account=key[0], step=key[1], units=found[key]) for key in sorted(found)]
    return dues, [places.get(key) for key in keys]
