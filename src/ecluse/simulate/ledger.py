"""The books of a run: everything that was there or came in is there or went out.

Belongs here: the balances of units and dollars, and their check. Does not: moving anything (step).
Always true: a balance rests on the sums of the flows that are printed, never on the equation that
moved the stock; a run whose books do not close to the last digits ends with an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from ecluse.errors import ModelError
from ecluse.simulate.cells import PLAIN, Cells
from ecluse.simulate.inputs import Inputs
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.step import State

CLOSES = 1e-12  # of what moved: some thousands of roundings of the last digit

# Level: what comes in, what goes out.
BALANCES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "backlog": (("ordered",), ("cancelled", "delivered")),
    "hand": (("delivered",), ("used",)),
    "obligations": (("booked",), ("started", "unbooked")),
    "pipeline": (("started",), ("made", "diverted")),
    "stock": (("made",), ("delivered", "elsewhere")),
    "charged": (("charge",), ("release",)),
}


@dataclass(slots=True)
class Ledger:
    """What was there at the start, and the worst difference so far, relative to what moved."""

    opening: dict[str, Floats]
    cells: Cells = PLAIN
    worst: float = 0.0

    def check(self, state: State, inputs: Inputs, totals: dict[str, Floats]) -> None:
        """Hold what is there to what was there and what flowed.

        Raises:
            ModelError: A balance does not close: a mistake in the equations.
        """
        now = stocks(state)
        for name, (incoming, outgoing) in BALANCES.items():
            came = self.opening[name] + reduce(np.add, [totals[flow] for flow in incoming])
            went = now[name] + reduce(np.add, [totals[flow] for flow in outgoing])
            self._hold(name, came, went)
        parts = totals["charge_stock"] + totals["charge_obligations"]
        self._hold("charge", parts, totals["charge"])
        self._hold("revenue", totals["delivered"] * inputs.price_usd, totals["revenue"])

    def _hold(self, name: str, came: Floats, went: Floats) -> None:
        worst = self.cells.worst(came, went)
        self.worst = max(self.worst, worst)
        if not worst <= CLOSES:
            what = f"the books of '{name}' do not close: {worst:.1e} of what moved is lost"
            raise ModelError(what, "simulate", "report it: the equations are wrong")


def stocks(state: State) -> dict[str, Floats]:
    """What the books balance, by product; shape (products, draws)."""
    return {
        "backlog": state.backlog.sum(axis=1),
        "hand": state.hand.sum(axis=1),
        "stock": state.stock,
        "pipeline": state.pipeline.sum(axis=1),
        "obligations": state.obligations,
        "charged": state.charged,
    }


def levels(state: State) -> dict[str, Floats]:
    """What is there, by product; shape (products, draws)."""
    held = np.maximum(state.issued - state.under_license, 0).sum(axis=1)
    return {name: value.copy() for name, value in stocks(state).items()} | {"licenses": held}
