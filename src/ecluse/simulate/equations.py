"""Which quantity of a market takes which: the equations of docs/simulation.md as one table.

Belongs here: for each flow, and each quantity between the priors and a flow, what it takes.
Does not: the equations themselves (inputs, moment, step), or ranges (why).
Always true: a parameter moves, within a step, exactly the flows whose rows lead to it; the tests
hold the table to the code by moving each parameter alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ecluse.simulate.ledger import BALANCES
from ecluse.simulate.step import LEVELS

# The priors of kinds of acts, of kinds of signals, and of how a destination answers acts.
BANDS, RATIOS, ANSWERS = "bands", "ratios", "answers"
LAW, LICENSE, HOLD, FEE, CAP = "law", "license", "hold", "fee", "cap"
DESTINATION, NEWS = "destination", "news"


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """What a quantity is made of.

    Args:
        number: The equation of docs/simulation.md; 0 for what is settled before the first step.
        of: Other quantities: flows of the same step, levels as they were before it.
        takes: Parameters of the product, the buyers or the market.
        acts: Kinds of acts that move it.
    """

    number: int
    of: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()


# What is settled before the first step, and what each step is told.
QUANTITIES: Mapping[str, Equation] = {
    "output": Equation(number=0, takes=("supply", "growth")),
    "plan": Equation(number=0, of=("output",), takes=("growth", "lead_days")),
    "capacity": Equation(number=0, of=("output",), takes=("surge",)),
    "need": Equation(number=0, of=("output",), takes=("need_ratio", "share")),
    "cost": Equation(number=0, takes=("price_usd", "cost_share")),
    "grown": Equation(number=0, takes=("growth",)),
    "pace": Equation(number=6, takes=("stock_weeks", "back_loading")),
    "approval": Equation(
        number=7,
        takes=("approval_denial", "approval_case", "approval_practice"),
        acts=(LAW, LICENSE),
    ),
    "due fee": Equation(number=2, takes=("fee",), acts=(FEE,)),
    "hope": Equation(
        number=2,
        of=("approval", "due fee"),
        takes=("fee_passed_on", "fee_elasticity"),
        acts=(LAW,),
    ),
    "order book": Equation(
        number=3, of=("need",), takes=("price_usd", "order_book_usd", "order_book_real")
    ),
    "fear": Equation(
        number=3,
        of=("order book",),
        takes=("hazard_odds", "notice_cut", RATIOS),
        acts=(NEWS, LAW),
    ),
    "willing": Equation(
        number=1, takes=(BANDS, ANSWERS, "refusals_per_year", "refusal_clock"), acts=(DESTINATION,)
    ),
    "room": Equation(number=7, takes=("cap", "home_units", "home_before"), acts=(CAP,)),
    "go": Equation(number=4, of=("approval",), takes=("kept_starts",), acts=(LAW,)),
    "refill": Equation(
        number=4,
        of=("output", "grown", "go", "obligations"),
        takes=("obligation_weeks", "lead_days"),
    ),
    "settled": Equation(
        number=7,
        of=("approval", "backlog", "cancelled", "ordered"),
        takes=("license_days", "terms_days"),
        acts=(LAW, HOLD),
    ),
    "exposed": Equation(
        number=9, of=("stock", "pipeline", "obligations", "refill", "delivered", "elsewhere")
    ),
    "split": Equation(
        number=9,
        of=("exposed", "stock", "made", "delivered", "elsewhere", "pipeline", "started"),
        takes=("on_books",),
    ),
}

# What flows in a step, and the one level that is no sum of flows.
EQUATIONS: Mapping[str, Equation] = {
    "cancelled": Equation(number=1, of=("willing", "backlog")),
    "ordered": Equation(
        number=2,
        of=("need", "grown", "fear", "hand", "backlog", "cancelled", "willing", "hope"),
        takes=("cover_weeks", "order_weeks"),
    ),
    "used": Equation(number=2, of=("need", "grown", "hand")),
    "started": Equation(
        number=4,
        of=(
            *("plan", "grown", "backlog", "cancelled", "ordered", "stock", "pipeline"),
            *("go", "capacity"),
        ),
        takes=("hurry_weeks",),
    ),
    "booked": Equation(number=4, of=("started", "refill")),
    "made": Equation(number=5, of=("started", "pipeline"), takes=("lead_days",)),
    "delivered": Equation(
        number=6,
        of=("backlog", "cancelled", "ordered", "stock", "made", "pace", "settled", "room"),
        acts=(LAW,),
    ),
    "licensed": Equation(number=7, of=("delivered",), acts=(LAW,)),
    "licenses": Equation(number=7, of=("settled", "delivered")),
    "elsewhere": Equation(
        number=8, of=("stock", "made", "delivered"), takes=("elsewhere_share",), acts=(LAW,)
    ),
    "charge": Equation(
        number=9, of=("exposed", "cost", "charged"), takes=("not_reusable",), acts=(LAW,)
    ),
    "charge_stock": Equation(number=9, of=("charge", "split")),
    "charge_obligations": Equation(number=9, of=("charge", "split")),
    "release": Equation(number=9, of=("charged", "delivered", "elsewhere", "exposed")),
    "unbooked": Equation(
        number=9, of=("obligations", "refill"), takes=("not_reusable",), acts=(LAW,)
    ),
    "diverted": Equation(
        number=9, of=("pipeline", "started", "made"), takes=("not_reusable",), acts=(LAW,)
    ),
    "revenue": Equation(number=9, of=("delivered",), takes=("price_usd",)),
    "elsewhere_revenue": Equation(
        number=9, of=("elsewhere",), takes=("price_usd", "elsewhere_price")
    ),
    "fee": Equation(number=9, of=("licensed", "due fee"), takes=("price_usd",)),
}

# What is there on the first day.
OPENING: Mapping[str, Equation] = {
    "backlog": Equation(number=0, of=("need",), takes=("backlog_weeks",), acts=(LAW,)),
    "stock": Equation(number=0, of=("output",), takes=("in_production", "stock_weeks")),
    "pipeline": Equation(number=0, of=("output",), takes=("in_production", "growth", "lead_days")),
    "obligations": Equation(number=0, of=("output",), takes=("in_production", "obligation_weeks")),
}
_ORDER = {name: (row.number, place) for place, (name, row) in enumerate(EQUATIONS.items())}


def flows_of(name: str, steps: int = 1) -> list[str]:
    """The flows that make a flow or a level, itself included, in the order of the equations.

    Args:
        steps: In one step a level is as it was before it; over more, what moves the level in the
            first of them moves what takes it in the next.
    """
    found: set[str] = set()
    seen: set[str] = set()
    start = _moving(name) or [name]
    while start:
        row = start.pop()
        seen.add(row)
        found |= {row} & {*EQUATIONS}
        for each in row_of(row).of:
            more = [each] if each not in LEVELS else _moving(each) if steps > 1 else []
            start += [one for one in more if one not in seen]
    return sorted(found, key=_ORDER.__getitem__)


def _moving(level: str) -> list[str]:
    """What comes into a level and goes out of it."""
    return [flow for side in BALANCES.get(level, ()) for flow in side]


def levels_of(name: str, steps: int = 1) -> list[str]:
    """The levels, as they are before the steps, that the flows of a flow or a level take."""
    flows = flows_of(name, steps)
    taken = {each for flow in flows for row in rows_of(flow) for each in row_of(row).of}
    return [each for each in BALANCES if each in {*taken, name}]


def rows_of(
    name: str, table: Mapping[str, Equation] = EQUATIONS, without: Collection[str] = ()
) -> Iterator[str]:
    """A flow, and the quantities that it takes which are neither flows nor levels.

    Args:
        without: Quantities that are left out, with what they alone lead to.
    """
    seen, start = {name, *without}, [name]
    while start:
        row = start.pop()
        yield row
        of = row_of(row, table if row == name else QUANTITIES).of
        start += [each for each in of if each in QUANTITIES and each not in seen]
        seen.update(of)


def row_of(name: str, table: Mapping[str, Equation] = EQUATIONS) -> Equation:
    """The row of a flow or of a quantity."""
    return table[name] if name in table else QUANTITIES[name]
