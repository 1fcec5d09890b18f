"""One step of a market, for all draws at once.

Belongs here: the equations; docs/simulation.md has them in words. What each group of buyers does is
in `cells`. Does not: where numbers come from (inputs, moment), sums over steps (run), checking the
books (ledger).
Always true: arrays have the draws as their last axis, and no sum runs over it, so that a draw comes
out the same beside any others; nothing ships on a day on which the flow is shut, but under a
license that is issued, settled and not used up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecluse.simulate.cells import NONE, PLAIN, Cells, Delivering, Licensing, Ordering
from ecluse.simulate.inputs import QUARTER, STAGES, WEEK, Inputs
from ecluse.simulate.moment import Moment
from ecluse.simulate.quantiles import Floats

FLOWS = (
    *("ordered", "cancelled", "delivered", "licensed", "used"),
    *("booked", "unbooked", "started", "made", "diverted", "elsewhere"),
    *("revenue", "elsewhere_revenue", "fee", "charge", "release"),
    *("charge_stock", "charge_obligations"),
)
LEVELS = ("backlog", "hand", "stock", "pipeline", "obligations", "charged", "licenses")
Flows = dict[str, Floats]
_NO_CAP: Floats = np.empty((0, 0))


@dataclass(slots=True, kw_only=True)
class State:
    """Where everything is at a moment.

    Args:
        backlog: Ordered and not delivered; shape (products, buyers, draws), as the next six.
        hand: Delivered and not yet put to use.
        applied: Units for which a license was ever applied.
        issued: Units licensed so far.
        settled: Of these, units whose terms are settled.
        under_license: Units shipped under a license so far.
        received: Units delivered so far.
        stock: Finished units of the seller; shape (products, draws), as the last three.
        pipeline: Units in each stage of making; shape (products, stages, draws).
        obligations: Units ordered of suppliers and not started.
        charged: Charge in dollars on what is still there.
        taken: The share of orders that buyers placed in the step before.
        shut: 1 where the flow was shut at the end of the step before.
    """

    backlog: Floats
    hand: Floats
    applied: Floats
    issued: Floats
    settled: Floats
    under_license: Floats
    received: Floats
    stock: Floats
    pipeline: Floats
    obligations: Floats
    charged: Floats
    taken: Floats
    shut: Floats


def gone(days: Floats | float, mean_days: Floats) -> Floats:
    """The share that has left a stock after some days, if it leaves at an even rate.

    >>> float(gone(7.0, np.array([7.0]))[0].round(4))
    0.6321
    """
    return -np.expm1(-days / mean_days)


def step(state: State, inputs: Inputs, moment: Moment, cells: Cells = PLAIN) -> Flows:
    """Move a market through one step, and say what flowed; shapes (products, draws)."""
    flows: Flows = {}
    flows |= _order(state, inputs, moment, cells)
    flows |= _make(state, inputs, moment)
    flows |= _deliver(state, inputs, moment, flows["made"], cells)
    flows |= _account(state, inputs, moment, flows)
    return flows


def _order(state: State, inputs: Inputs, moment: Moment, cells: Cells) -> Flows:
    """Buyers cancel what they may no longer take, and order need and a cover that fear raises."""
    told = Ordering(
        backlog=state.backlog,
        hand=state.hand,
        taken=state.taken,
        willing=moment.willing,
        need=inputs.need,
        grown=moment.grown,
        fear=moment.fear,
        hope=moment.hope,
        cover=inputs.cover,
        catches_up=gone(moment.days, inputs.own["order_weeks"] * WEEK),
        days=moment.days,
    )
    ordered, cancelled, used = cells.order(told)
    state.taken = moment.willing
    return {"ordered": ordered, "cancelled": cancelled, "used": used}


def _make(state: State, inputs: Inputs, moment: Moment) -> Flows:
    """The seller books supply and starts units; units come out of the pipeline a lead later."""
    go = _going(inputs, moment)
    started = _starts(state, inputs, moment, go)
    held = inputs.output * moment.grown * inputs.obligation_days
    missing = np.maximum(held - state.obligations, 0) * gone(moment.days, inputs.lead_days)
    booked = started + missing * go
    state.obligations += booked - started
    made = _finish(state, inputs, moment.days, started)
    state.stock += made
    return {"booked": booked, "started": started, "made": made}


def _finish(state: State, inputs: Inputs, days: float, started: Floats) -> Floats:
    """Move units through the stages of making; what comes in during a step goes on in part, as if
    it came evenly, so that a steady flow stays steady whatever the length of a step.
    """
    stays = inputs.lead_days / (days * STAGES)
    leaves = -np.expm1(-1 / stays)
    through = 1 - leaves * stays
    coming = started
    for stage in range(STAGES):
        going = leaves * state.pipeline[:, stage] + through * coming
        state.pipeline[:, stage] += coming - going
        coming = going
    return coming


def _going(inputs: Inputs, moment: Moment) -> Floats:
    """The share of starts that the seller goes on with: all while it may ship, else what he hopes
    to sell under licenses, or cannot stop.
    """
    opened, hoped = moment.free.max(axis=1), moment.approval.max(axis=1)
    return np.asarray(opened + (1 - opened) * np.maximum(inputs.kept_starts, hoped))


def _starts(state: State, inputs: Inputs, moment: Moment, go: Floats) -> Floats:
    """What is started: the plan, and what buyers wait for beyond it, within a line's capacity."""
    plan = inputs.supply * moment.grown * moment.days
    waiting = state.backlog.sum(axis=1) - state.stock - state.pipeline.sum(axis=1)
    hurried = np.maximum(waiting, 0) * gone(moment.days, inputs.own["hurry_weeks"] * WEEK)
    started: Floats = (plan + hurried) * go
    for line, capacity in zip(inputs.lines, inputs.capacity, strict=True):
        wanted = np.maximum(sum(started[row] for row in line), NONE)
        share = np.minimum(1.0, capacity * moment.days / wanted)
        for row in line:
            started[row] *= share
    return started


def _deliver(state: State, inputs: Inputs, moment: Moment, made: Floats, cells: Cells) -> Flows:
    """Stock goes to buyers in proportion to their backlogs, while it may ship; what needs a license
    goes under those that are settled. What was made in the step was there for half of it.
    """
    pace = (moment.pace * moment.days / inputs.ship_days)[:, None]
    waiting = np.maximum(state.backlog.sum(axis=1), NONE)
    told = Delivering(
        backlog=state.backlog,
        hand=state.hand,
        received=state.received,
        served=np.minimum(1.0, (state.stock - made / 2) / waiting),
        leaves=-np.expm1(-pace * moment.free),
        held=moment.held / np.maximum(moment.free, NONE),
    )
    if moment.licensable.any():
        sold, licensed = cells.deliver_licensed(told, _licensing(state, inputs, moment, pace))
    else:
        sold, licensed = cells.deliver(told)
    state.stock -= sold
    return {"delivered": sold, "licensed": licensed}


def _licensing(state: State, inputs: Inputs, moment: Moment, pace: Floats) -> Licensing:
    """Applied, issued, settled: what may go under licenses in a step."""
    decided = moment.days * moment.desk[:, :, None] * moment.licensable
    return Licensing(
        applied=state.applied,
        issued=state.issued,
        settled=state.settled,
        under_license=state.under_license,
        licensable=moment.licensable,
        approval=moment.approval,
        decided=gone(decided, inputs.own["license_days"]),
        leaves=-np.expm1(-pace * moment.licensable),
        settles=gone(moment.days, inputs.own["terms_days"]),
        room=_NO_CAP if moment.room is None else moment.room,
    )


def _account(state: State, inputs: Inputs, moment: Moment, flows: Flows) -> Flows:
    """Sales elsewhere, dollars, and on the day the flow is shut the charge on what has no other
    use.
    """
    shut = 1 - moment.free.max(axis=1)
    elsewhere = state.stock * -np.expm1(-inputs.elsewhere * (shut * moment.days))
    state.stock -= elsewhere
    sold = flows["delivered"] + elsewhere
    exposed = state.stock + state.obligations + state.pipeline.sum(axis=1)
    release = state.charged * (sold / np.maximum(exposed + sold, NONE))
    closing = np.maximum(moment.shut - state.shut, 0)
    state.shut = moment.shut
    charge = _charged(state, inputs, exposed, closing)
    state.charged += charge - release
    return {
        "elsewhere": elsewhere,
        "revenue": flows["delivered"] * inputs.price_usd,
        "elsewhere_revenue": elsewhere * inputs.elsewhere_usd,
        "fee": flows["licensed"] * inputs.price_usd * moment.fee,
        "charge": charge,
        "release": release,
        **_parts(state, inputs, charge, exposed),
        **_other_use(state, (1 - inputs.not_reusable) * closing),
    }


def _charged(state: State, inputs: Inputs, exposed: Floats, closing: Floats) -> Floats:
    """The charge on what has no other use, where the flow is shut in the step."""
    if not closing.any():
        return np.zeros_like(exposed)
    due = exposed * inputs.cost_usd * inputs.not_reusable
    return np.maximum(due - state.charged, 0) * closing


def _parts(state: State, inputs: Inputs, charge: Floats, exposed: Floats) -> Flows:
    """A charge on what stands in the seller's stock, and on what he owes to take."""
    if not charge.any():
        return {"charge_stock": charge, "charge_obligations": charge}
    owned = state.stock + state.pipeline.sum(axis=1) * inputs.on_books
    on_stock = np.divide(owned, exposed, out=np.zeros_like(owned), where=exposed > 0)
    return {"charge_stock": charge * on_stock, "charge_obligations": charge * (1 - on_stock)}


def _other_use(state: State, share: Floats) -> Flows:
    """On the day the flow is shut, the rest of what is unfinished goes to other products."""
    if not share.any():
        return {"unbooked": np.zeros_like(share), "diverted": np.zeros_like(share)}
    unbooked = state.obligations * share
    parts = state.pipeline * share[:, None]
    state.obligations -= unbooked
    state.pipeline -= parts
    return {"unbooked": unbooked, "diverted": parts.sum(axis=1)}


_EMPTY = ("hand", "applied", "issued", "settled", "under_license", "received")


def opening(inputs: Inputs, shut: Floats) -> State:
    """The state of the first day: a pipeline in balance, and the stocks that are drawn.

    Args:
        shut: 1 where the flow is shut on that day; shape (products, buyers or 1, 1). No buyer waits
            for what may not ship to him.
    """
    need = inputs.need
    made = inputs.output * inputs.in_production
    later = [(STAGES - 1 - stage) / STAGES * inputs.lead_days / QUARTER for stage in range(STAGES)]
    stages = [made * inputs.growth**quarters * inputs.lead_days / STAGES for quarters in later]
    return State(
        backlog=need * (inputs.backlog_days[:, None] * (1 - shut)),
        **{name: np.zeros_like(need) for name in _EMPTY},
        stock=made * inputs.ship_days,
        pipeline=np.stack(stages, axis=1),
        obligations=made * inputs.obligation_days,
        charged=np.zeros_like(inputs.supply),
        taken=np.ones_like(need),
        shut=shut.min(axis=1),
    )
