"""What else a destination gets: its own chips, smuggled ones, compute rented abroad.

Belongs here: the equations beside a market, and their books; docs/simulation.md has them in words.
Does not: what is sold to it legally (step), sums by period (supply_sums), shares (supply_rows).
Always true: nothing here flows back into the market, whose numbers are the same with it and
without; what is rented abroad is never a part of what is the destination's own; dies, memory, chips
and compute are conserved at every step, or the run ends with an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

import numpy as np

from ecluse.errors import ModelError
from ecluse.simulate.gate import Steps
from ecluse.simulate.inputs import QUARTER, YEAR, Inputs
from ecluse.simulate.ledger import CLOSES
from ecluse.simulate.quantiles import Draws, Floats
from ecluse.simulate.read_supply import Supply
from ecluse.simulate.step import Flows, gone

OWN = ("legal", "domestic", "smuggled")  # the sources of the destination's own compute
RENTED = "rented"
# Stocks of which books are kept: dies and stacks of memory, chips and compute of each source, and
# what is rented abroad.
PARTS, UNITS, COMPUTE, LIVING, ABROAD = slice(2), slice(2, 5), slice(5, 8), slice(2, 8), 8
ALL_COMPUTE = slice(5, 9)  # of each source, and what is rented abroad
_KEPT = 9
_NONE = 1e-300  # keeps a ratio of nothing to nothing at zero


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some steps of a market in a row, which are one step of the other sources.

    Args:
        middle: Days from the first day of the run to the middle of the block.
        in_force: For each kind of act against smuggling, the share of the days on which one holds.
    """

    days: float
    middle: float
    in_force: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyCase:
    """What the equations take beside the draws.

    Args:
        tables: What is kept of it, by name.
        low: Lowest worth of a unit of each product, then of each own chip, in H100 by TPP.
        high: Highest worth; the same where no source disagrees, zero where nobody gives one.
        blocks: By the day after its last.
    """

    supply: Supply
    tables: frozenset[str]
    start: date
    low: Floats
    high: Floats
    blocks: Mapping[date, Block]


class Domestic:
    """The destination's own making: the least of plan, packaging, good dies and memory.

    Nothing in it depends on a market, so that the output of any days can be worked out.
    """

    def __init__(self, supply: Supply, draws: Draws, ahead: float) -> None:
        """Begin so many days before the middle of the time that the plan describes."""
        own = {name: draws.values[row] for name, row in supply.file.takes.items()}
        self._mix(supply, draws)
        self.beside = 1 / own["maker_share"] - 1
        growth = np.stack([own[f"{name}_growth"] for name in _GROWS])
        self.rates = np.stack([own["planned"] / YEAR, *(own[n] / QUARTER for n in _A_QUARTER)])
        self.rates[0] *= growth[0] ** (-ahead / QUARTER)
        self.parts = np.stack([own["dies_banked"], own["stacks_banked"]])
        self._grown = cache(lambda days: growth ** (days / QUARTER))
        self._last = 0.0

    def _mix(self, supply: Supply, draws: Draws) -> None:
        """The share of each chip, and the dies and stacks that go into one chip of the mix."""
        weights = np.stack([draws.values[c.takes["weight"]] for c in supply.file.chips])
        good = np.stack([draws.values[c.takes["good_share"]] for c in supply.file.chips])
        parts = np.array([[chip.dies, chip.stacks] for chip in supply.file.chips], float)
        self.mix = weights / weights.sum(axis=0)
        dies, stacks = self.mix / good * parts[:, :1], self.mix * parts[:, 1:]
        self.per_chip = np.stack([dies.sum(axis=0), stacks.sum(axis=0)])

    def make(self, days: float) -> tuple[Floats, Floats, Floats]:
        """Chips of the maker in the next days, and the dies and stacks that came and went."""
        self.rates *= self._grown((self._last + days) / 2)
        self._last = days
        limits = self.rates * days  # what is planned and packaged, and what comes in of parts
        came = limits[2:].copy()
        self.parts += came
        limits[2:] = self.parts / self.per_chip
        made = limits.min(axis=0)
        used = made * self.per_chip
        self.parts -= used
        return made, came, used


_GROWS = ("planned", "packaged", "dies", "stacks")
_A_QUARTER = ("packaged", "dies_made", "stacks_made")


class Sources:
    """What some draws of a destination get, block after block."""

    def __init__(self, case: SupplyCase, inputs: Inputs, closed: Floats) -> None:
        """Begin a run.

        Args:
            closed: 1 where the legal flow is shut on the first day; shape (products, 1).
        """
        file, values = case.supply.file, inputs.draws.values
        self.own = {name: values[row] for name, row in file.takes.items()}
        self.domestic = Domestic(case.supply, inputs.draws, (file.plan_middle - case.start).days)
        worth, products = worth_of(case, inputs), len(inputs.need)
        self.worth, self._each = worth[:products], self._domestic_worth(worth[products:])
        self._left = [values[name] for name in file.bands.values()]
        self._factors = cache(partial(_factors, self.own))
        self._told: dict[str, Floats | float] = {"delivered": 0.0, "used": 0.0}
        self._read_need(inputs, closed)
        self._open_books()

    def _domestic_worth(self, worth: Floats) -> Floats:
        """The worth of what comes with one chip of the maker, other makers' included."""
        makers = (worth * self.domestic.mix).sum(axis=0)
        return np.asarray(makers + self.domestic.beside * self.own["other_h100e"])

    def _read_need(self, market: Inputs, closed: Floats) -> None:
        """Need in dollars, and the share of it that law and supply of the first day leave unmet."""
        self._market, self._growth = market, np.log(market.growth) / QUARTER
        need = market.need.sum(axis=1)
        self._wanted = np.maximum(need * market.price_usd, _NONE)
        met = np.minimum(need, market.output * market.in_production) * (1 - closed)
        met = (met * market.price_usd).sum(axis=0)
        self.unmet = self._unmet_before = 1 - met / self._wanted.sum(axis=0)

    def _open_books(self) -> None:
        """What stands there on the first day, before anything came or went."""
        own, level = self.own, np.zeros((_KEPT, len(self.unmet)))
        level[PARTS] = self.domestic.parts
        smuggled = own["smuggled_per_year"] * own["installed_smuggled_years"]
        domestic = own["installed_domestic"]
        level[UNITS] = own["installed_legal"], domestic, smuggled
        each = own["installed_domestic_each"], own["smuggled_h100e"]
        level[COMPUTE] = own["installed_legal_h100e"], domestic * each[0], smuggled * each[1]
        level[ABROAD] = own["rented_h100e"]
        self.level, self.first = level, level.copy()
        self.came, self.went = np.zeros_like(level), np.zeros_like(level)
        self.made, self.worst = np.zeros_like(self.unmet), 0.0

    def step(self, block: Block, totals: Flows) -> None:
        """Add what came in a block.

        Args:
            totals: What flowed legally up to its end.

        Raises:
            ModelError: The books do not close.
        """
        flows = {name: totals[name] - before for name, before in self._told.items()}
        self._told = {name: totals[name].copy() for name in self._told}
        lagged, retired, rented = self._factors(block.days)
        coming, going = np.empty_like(self.level), np.zeros_like(self.level)
        made, coming[PARTS], going[PARTS] = self.domestic.make(block.days)
        smuggled = self._smuggle(block, flows["used"], lagged)
        coming[UNITS], coming[COMPUTE] = self._arrivals(flows["delivered"], made, smuggled)
        coming[ABROAD] = self.level[ABROAD] * rented
        going[LIVING] = self.level[LIVING] * retired
        self.made += made
        self.level += coming - going
        self.came += coming
        self.went += going
        self._check()

    def _arrivals(self, delivered: Floats, made: Floats, smuggled: Floats) -> tuple[Floats, Floats]:
        """Chips and compute that come of each source."""
        units = delivered.sum(axis=0), made * (1 + self.domestic.beside), smuggled
        legal = (delivered * self.worth).sum(axis=0)
        compute = legal, made * self._each, smuggled * self.own["smuggled_h100e"]
        return np.stack(units), np.stack(compute)

    def _smuggle(self, block: Block, used: Floats, lagged: Floats) -> Floats:
        """Chips that are smuggled: they answer need that stays unmet, and enforcement cuts them."""
        market, response = self._market, self.own["smuggled_response"]
        wanted = (self._wanted * np.exp(self._growth * block.middle)).sum(axis=0)
        met = (used * market.price_usd).sum(axis=0)
        unmet = np.maximum(1 - met / (wanted * block.days), 0)
        self.unmet = self.unmet + (unmet - self.unmet) * lagged
        pace = self.own["smuggled_per_year"] * (block.days / YEAR)
        for share, left in zip(block.in_force, self._left, strict=True):
            pace = pace * (1 - share * (1 - left))
        return np.asarray(pace * (1 + response * self.unmet) / (1 + response * self._unmet_before))

    def _check(self) -> None:
        """Hold what is there to what was there, came and went."""
        came = self.first + self.came
        off = np.abs(came - self.level - self.went) / np.maximum(came, 1.0)
        worst = float(off.max())
        self.worst = max(self.worst, worst)
        if not worst <= CLOSES:
            what = f"the books of the other sources do not close: {worst:.1e} of what moved is lost"
            raise ModelError(what, "simulate", "report it: the equations are wrong")


def _factors(own: Mapping[str, Floats], days: float) -> tuple[Floats, Floats, Floats]:
    """What depends on the length of a block alone: unmet need that is felt, what retires of what is
    there, what is rented more.
    """
    retired = 1 - (1 - own["retired_per_year"]) ** (days / YEAR)
    rented = own["rented_growth"] ** (days / QUARTER) - 1
    return gone(days, own["smuggled_lag_days"]), retired, rented


def worth_of(case: SupplyCase, inputs: Inputs) -> Floats:
    """What a unit of each product, then of each own chip, is worth, in H100 by TPP: where sources
    disagree, a place within their range that is drawn.
    """
    place = inputs.draws.values[case.supply.file.takes["figure_place"]]
    return case.low[:, None] + (case.high - case.low)[:, None] * place


def chips_made(supply: Supply, draws: Draws, steps: Steps) -> Mapping[str, Floats]:
    """Chips of the maker in some days, by chip; shape (draws,). The other makers' are not in it.

    Args:
        steps: They may begin before a market does, so that a whole calendar year can be asked for.
    """
    making = Domestic(supply, draws, (supply.file.plan_middle - steps.start).days)
    ends = zip(steps.edges, steps.edges[1:], strict=False)
    made = sum((making.make(float((end - first).days))[0] for first, end in ends), np.zeros(1))
    return {
        chip.chip: made * share for chip, share in zip(supply.file.chips, making.mix, strict=True)
    }
