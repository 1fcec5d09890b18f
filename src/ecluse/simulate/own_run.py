"""A market in which a company's own book is the demand for what its sellers make.

Belongs here: orders that come due, and how each of them fares in a run.
Does not: reading the book (own_book), the equations (step), ranges by line (own_orders).
Always true: a line is ordered with the first step that begins on or after its due date; from the
first of them on, the market's own buyers order nothing of these sellers; the rest of the market is
as it was, to the last bit; what lines get is what the run delivers, and the books are checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ecluse.simulate.ask import Simulation
from ecluse.simulate.cells import Cells
from ecluse.simulate.gate import shut_on
from ecluse.simulate.inputs import Inputs, inputs_of
from ecluse.simulate.market_file import Buyer
from ecluse.simulate.moment import Moment
from ecluse.simulate.own_dues import TINY, Due, Fates, OpenDues
from ecluse.simulate.quantiles import Draws, Floats
from ecluse.simulate.read_market import Market
from ecluse.simulate.regime import Gate, Regime, of_gates
from ecluse.simulate.run import CHUNK, Progress, RunSums, Snapshots, parts, quiet, run_chunk
from ecluse.simulate.spill import Tables
from ecluse.simulate.step import Flows, State, step

_NO_NEED = "own book: its orders are given, so nothing is needed beside them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Lines that are let through alike: one product to one place, for one group of buyers.

    Args:
        abroad: Neither where the group takes delivery nor of its seat: the acts of the destination
            do not reach it.
        product: The product's place in the market.
        buyer: The group's place in the market.
        gate: What the law says of these lines; the market's licenses may cover them where they go
            to the market's own place, with no facts of their own.
    """

    product: int
    buyer: int
    destination: str
    headquarters: str
    abroad: bool
    gate: Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class BookDemand:
    """A book as a run takes it.

    Args:
        replaced: The places of the products whose other buyers order nothing from the first step on
            in which something is due.
    """

    accounts: tuple[Account, ...]
    dues: tuple[Due, ...]
    replaced: tuple[int, ...]

    @property
    def first(self) -> int:
        """The step from which the book is the demand."""
        return min(each.step for each in self.dues)


def run_book(
    found: Simulation, demand: BookDemand, *, progress: Progress = quiet
) -> tuple[RunSums, Fates]:
    """Run a simulation again with a book as the demand: the sums that it had, and the charge, and
    how what was due fared.

    Raises:
        ModelError: The books do not close.
    """
    market, draws = found.market, found.draws
    wide = _with_accounts(market, demand)
    law = _law(wide, found.regime, demand)
    every = _draws(draws, demand, len(market.file.buyers))
    run = _Running(wide, law, demand, found.sums, draws.count)
    for part in parts(draws.count, CHUNK):
        run.run(every.part(part.start, part.stop), part)
        progress(part.stop, draws.count)
    return run.sums.sums(run.worst), run.fates


# ---- the market with the book's accounts as further buyers ---------------------------------------


def _with_accounts(market: Market, demand: BookDemand) -> Market:
    """Each account is a buyer of its group's name, so that acts toward the group reach it."""
    more = []
    for account in demand.accounts:
        group = market.file.buyers[account.buyer]
        takes = {**group.takes, "share": _NO_NEED}
        to, seat = account.destination, account.headquarters
        more.append(replace(group, takes=takes, destination=to, headquarters=seat))
    buyers: tuple[Buyer, ...] = (*market.file.buyers, *more)
    return replace(market, file=replace(market.file, buyers=buyers))


def _draws(draws: Draws, demand: BookDemand, buyers: int) -> Draws:
    """The same draws; what is drawn for each buyer is drawn for an account as for its group."""
    columns = [*range(buyers), *(account.buyer for account in demand.accounts)]
    values = {
        name: value[columns] if value.ndim > 1 else value for name, value in draws.values.items()
    }
    return replace(draws, values={**values, _NO_NEED: np.zeros(draws.count)})


def _law(market: Market, regime: Regime, demand: BookDemand) -> Regime:
    """The regime with a column for each account: its own gate and licenses for its product, and for
    others those of its group, whom they reach alike.

    Args:
        market: With the accounts as buyers.
    """
    accounts, count = demand.accounts, len(market.file.buyers) - len(demand.accounts)
    columns = [*range(count), *(account.buyer for account in accounts)]

    def believed(array: Floats) -> Floats:
        """An account believes what its group does; what it orders is given."""
        return array if array.shape[-1] == 1 else array[..., columns]

    def gates(product: int, row: tuple[Gate, ...]) -> list[Gate]:
        groups = row * count if len(row) == 1 else row
        own = (a.gate if a.product == product else groups[a.buyer] for a in accounts)
        return [*groups, *own]

    return replace(
        regime,
        public=believed(regime.public),
        announced=believed(regime.announced),
        shut_at_start=believed(regime.shut_at_start),
        band=replace(regime.acts, market=market).bands(),
        **of_gates([gates(*each) for each in enumerate(regime.gates)], regime.acts),
    )


# ---- the run -------------------------------------------------------------------------------------


class _Running:
    """The sums of a run, and how each due fares, as chunk after chunk is run."""

    def __init__(
        self, market: Market, law: Regime, demand: BookDemand, kept: RunSums, draws: int
    ) -> None:
        self.market, self.law, self.demand, self.worst = market, law, demand, 0.0
        names = (*kept.tables, "charge")
        self.sums = Snapshots(market, kept.days, draws, names, Tables())
        self.fates = Fates(*np.zeros((4, len(demand.dues), draws)))
        buyers, count = len(market.file.buyers) - len(demand.accounts), len(demand.accounts)
        self.model, self.columns = slice(0, buyers), np.arange(buyers, buyers + count)
        self._note_accounts(demand.accounts)

    def _note_accounts(self, accounts: Sequence[Account]) -> None:
        """What is asked of the accounts at every step, as arrays."""
        self.products = np.array([each.product for each in accounts])
        self.abroad = self.columns[[each.abroad for each in accounts]]
        gates = [account.gate[0] for account in accounts]
        days = self.law.steps.last_days
        self.shut = np.stack([shut_on(gates, day) for day in days])  # by step and account

    def run(self, draws: Draws, part: slice) -> None:
        """Run some draws."""
        fates = self.fates.at((slice(None), part))
        dues = OpenDues(self.demand.dues, len(self.demand.accounts), fates)
        places = iter(range(self.law.steps.count))

        def move(state: State, inputs: Inputs, moment: Moment, _: Cells) -> Flows:
            return self._step(next(places), state, inputs, moment, dues)

        inputs, keep = inputs_of(self.market, draws), partial(self.sums.keep, part)
        worst = run_chunk(self.law, inputs, keep, move=move)
        self.worst = max(self.worst, worst)

    def _step(self, t: int, state: State, inputs: Inputs, moment: Moment, dues: OpenDues) -> Flows:
        """One step: what is due is ordered, the market moves, what moved is told to each due."""
        told = self._willing(t, moment)
        at = (self.products, self.columns)
        taken = np.maximum(state.taken[at], told.willing[at])  # the step takes back what it must
        ordered = dues.ordered(t)
        state.backlog[at] += ordered * taken
        stays = np.minimum(1.0, told.willing[at] / np.maximum(state.taken[at], TINY))
        before, kept = state.received[at], state.backlog[at] * stays
        flows = step(state, inputs, told)
        sent = (state.received[at] - before) / np.maximum(kept, TINY)
        dues.move(t, taken, stays, sent, self._middle(t))
        np.add.at(flows["ordered"], self.products, ordered)
        np.add.at(flows["cancelled"], self.products, ordered * (1 - taken))
        dues.charge(self._charge_of_a_unit(t, state, flows, dues))
        return flows

    def _middle(self, t: int) -> float:
        """Days from the first day to the middle of a step."""
        first, end = self.law.steps.edges[t : t + 2]
        return (first - self.law.steps.start).days + (end - first).days / 2

    def _willing(self, t: int, moment: Moment) -> Moment:
        """What buyers take: the market's own nothing of what the book stands for; whom no act of
        the destination reaches, all.
        """
        willing = moment.willing.copy()
        willing[:, self.abroad] = 1.0
        if t >= self.demand.first:
            willing[list(self.demand.replaced), self.model] = 0.0
        return replace(moment, willing=willing)

    def _charge_of_a_unit(self, t: int, state: State, flows: Flows, dues: OpenDues) -> Floats:
        """The charge on what was made or booked for one unit of each account; shape (accounts,
        draws). A line that may ship bears none, nor more than its own units; the rest is that of
        what was made for nobody's order.
        """
        exposed = state.stock + state.obligations + state.pipeline.sum(axis=1)
        exposed = exposed + flows["unbooked"] + flows["diverted"]
        shut = self.shut[t][:, None]
        waiting = state.backlog[:, self.model].sum(axis=1)
        np.add.at(waiting, self.products, dues.waiting() * shut)
        covered = np.minimum(1.0, exposed / np.maximum(waiting, TINY))
        each = flows["charge"] / np.maximum(exposed, TINY) * covered
        return np.asarray(each[self.products] * shut)
