"""The equations of docs/simulation.md once more: one draw, plain numbers, loops.

Written from the page and not from step.py, so that a mistake in one does not confirm itself.
"""

from __future__ import annotations

from math import exp
from typing import Any

STAGES = 4


def left(days: float, mean: float) -> float:
    """The share that has gone."""
    return 1 - exp(-days / mean)


def walk(  # noqa: C901  the whole of the model in one place, which is its point
    inputs: Any, moments: list[Any], shut: Any, draw: int
) -> dict[str, list[float]]:
    """All flows of one draw over a run, by product."""
    products, buyers = range(inputs.need.shape[0]), range(inputs.need.shape[1])

    def at(array: Any, *place: int) -> float:
        for index in place:
            array = array[index if len(array) > 1 else 0]
        return float(array[draw if len(array) > 1 else 0])

    own = {name: float(values[draw]) for name, values in inputs.own.items()}
    need = [[at(inputs.need, p, b) for b in buyers] for p in products]
    closed = [min(float(each[0]) for each in shut[p]) for p in products]
    backlog = [
        [need[p][b] * at(inputs.backlog_days, p) * (1 - at(shut, p, b)) for b in buyers]
        for p in products
    ]
    hand, applied, issued, settled, under, taken = (
        [[start for _ in buyers] for _ in products] for start in (0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    )
    stock, pipe, booked, charged = [], [], [], [0.0 for _ in products]
    for p in products:
        made = at(inputs.output, p) * at(inputs.in_production, p)
        stock.append(made * at(inputs.ship_days, p))
        booked.append(made * at(inputs.obligation_days, p))
        lead, growth = at(inputs.lead_days, p), at(inputs.growth, p)
        pipe.append(
            [
                made * growth ** ((STAGES - 1 - s) / STAGES * lead / 91) * lead / STAGES
                for s in range(STAGES)
            ]
        )
    names = (
        "ordered",
        "cancelled",
        "delivered",
        "licensed",
        "made",
        "elsewhere",
        "revenue",
        "fee",
        "charge",
        "release",
        "charge_stock",
        "charge_obligations",
        "used",
    )
    sums = {name: [0.0 for _ in products] for name in names}
    for moment in moments:
        days = moment.days
        for p in products:
            grown = at(moment.grown, p)
            for b in buyers:
                will = at(moment.willing, p, b)
                lost = backlog[p][b] * (1 - min(1.0, will / max(taken[p][b], 1e-300)))
                backlog[p][b] -= lost
                taken[p][b] = will
                wants = need[p][b] * grown
                target = wants * (at(inputs.cover, b) + at(moment.fear, p, b))
                gap = max(target - hand[p][b] - backlog[p][b], 0.0)
                new = (
                    (wants * days + gap * left(days, own["order_weeks"] * 7))
                    * will
                    * at(moment.hope, p, b)
                )
                backlog[p][b] += new
                used = min(hand[p][b], wants * days)
                hand[p][b] -= used
                sums["ordered"][p] += new
                sums["cancelled"][p] += lost
                sums["used"][p] += used
        wish, going = [], []
        for p in products:
            opened = max(at(moment.free, p, b) for b in buyers)
            hoped = max(at(moment.approval, p, b) for b in buyers)
            go = opened + (1 - opened) * max(at(inputs.kept_starts, p), hoped)
            plan = at(inputs.supply, p) * at(moment.grown, p) * days
            waiting = max(sum(backlog[p]) - stock[p] - sum(pipe[p]), 0.0)
            wish.append((plan + waiting * left(days, own["hurry_weeks"] * 7)) * go)
            going.append(go)
        for line, capacity in zip(inputs.lines, inputs.capacity, strict=True):
            asked = sum(wish[p] for p in line)
            for p in line:
                wish[p] *= min(1.0, float(capacity[draw]) * days / max(asked, 1e-300))
        for p in products:
            held = at(inputs.output, p) * at(moment.grown, p) * at(inputs.obligation_days, p)
            lead = at(inputs.lead_days, p)
            booked[p] += max(held - booked[p], 0.0) * left(days, lead) * going[p]
            pace = days * STAGES / lead
            coming = wish[p]
            for stage in range(STAGES):
                through = 1 - (1 - exp(-pace)) / pace
                going_on = pipe[p][stage] * (1 - exp(-pace)) + coming * through
                pipe[p][stage] += coming - going_on
                coming = going_on
            stock[p] += coming
            sums["made"][p] += coming
            served = min(1.0, (stock[p] - coming / 2) / max(sum(backlog[p]), 1e-300))
            pace = at(moment.pace, p) * days / at(inputs.ship_days, p)
            room = None if moment.room is None else max(at(moment.room, p) - sum(under[p]), 0.0)
            free = [
                backlog[p][b] * served * (1 - exp(-pace * at(moment.free, p, b))) for b in buyers
            ]
            lawful = [
                f * at(moment.held, p, b) / max(at(moment.free, p, b), 1e-300)
                for b, f in enumerate(free)
            ]
            extra = [0.0 for _ in buyers]
            if moment.licensable.any():
                for b in buyers:
                    share = at(moment.licensable, p, b)
                    if share > 0:
                        applied[p][b] = max(applied[p][b], under[p][b] + backlog[p][b])
                    owed = max(applied[p][b] * at(moment.approval, p, b) - issued[p][b], 0.0)
                    issued[p][b] += owed * left(
                        days * at(moment.desk, p) * share, own["license_days"]
                    )
                    settled[p][b] += (issued[p][b] - settled[p][b]) * left(days, own["terms_days"])
                    want = (backlog[p][b] - free[b]) * served * (1 - exp(-pace * share))
                    extra[b] = min(want, max(settled[p][b] - under[p][b], 0.0))
                if room is not None:
                    fits = min(1.0, room / max(sum(extra), 1e-300))
                    extra = [units * fits for units in extra]
            for b in buyers:
                under[p][b] += extra[b]
                backlog[p][b] -= free[b] + extra[b]
                hand[p][b] += free[b] + extra[b]
            sold, licensed = sum(free) + sum(extra), sum(lawful) + sum(extra)
            stock[p] -= sold
            closing = 1 - max(at(moment.free, p, b) for b in buyers)
            away = stock[p] * (1 - exp(-at(inputs.elsewhere, p) * closing * days))
            stock[p] -= away
            exposed = stock[p] + booked[p] + sum(pipe[p])
            release = charged[p] * (sold + away) / max(exposed + sold + away, 1e-300)
            falls = max(float(moment.shut[p][0]) - closed[p], 0.0)
            closed[p] = float(moment.shut[p][0])
            due = exposed * at(inputs.cost_usd, p) * at(inputs.not_reusable, p)
            charge = max(due - charged[p], 0.0) * falls
            owned = (stock[p] + sum(pipe[p]) * at(inputs.on_books, p)) / max(exposed, 1e-300)
            charged[p] += charge - release
            other = (1 - at(inputs.not_reusable, p)) * falls
            booked[p] *= 1 - other
            pipe[p] = [units * (1 - other) for units in pipe[p]]
            price = at(inputs.price_usd, p)
            for name, value in (
                ("delivered", sold),
                ("licensed", licensed),
                ("elsewhere", away),
                ("revenue", sold * price),
                ("fee", licensed * price * at(moment.fee, p)),
                ("charge", charge),
                ("release", release),
                ("charge_stock", charge * owned),
                ("charge_obligations", charge * (1 - owned)),
            ):
                sums[name][p] += value
    return sums
