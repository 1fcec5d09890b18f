"""What a company's own book comes to: the answer's classes.

Belongs here: a line, the totals, the gates. Does not: working them out (own_orders).
Always true: a line that is not run says why, and has no wait, no share and no dollars; totals are
those of the lines, and what no line bears is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ecluse.answers.plain import key
from ecluse.simulate.drawn import DrawnRange


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGate:
    """What the law says of one kind of line on some days: free, held, shut or unknown.

    Args:
        product: Null for an item that the market does not sell.
        facts: What else the lines say of the shipment, by fact.
        needs: The facts that would settle it.
    """

    item: str
    product: str | None
    destination: str
    headquarters: str
    facts: dict[str, str]
    since: date = key("from")
    until: date
    state: str
    review_policy: str | None
    measures: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLineAnswer:
    """What one line of a company's own book comes to by the market's end.

    Args:
        row: Its number in the book; the heading is row 1.
        product: The market's product; null for an item that the market does not sell.
        standing: run; not sold, for an item that the market does not sell; or late, for a line that
            comes due when the run is over. One that comes due in the run's last step is run, and
            nothing of it is delivered.
        price_usd: Of one unit, by the book; null where the market's prior stands for it.
        gate: free, held, shut or unknown on the due date; null where that lies outside the run.
        delivered: The share of its units that is delivered.
        cancelled: The share that the destination's acts take back.
        wait_days: From the due date to the delivery, as a mean over its delivered units; over the
            draws in which any are.
        ever: The share of draws in which any of it is delivered.
        at_risk_usd: Its price times what is not delivered.
        charge_usd: The charge on what was made or booked for it.
    """

    row: int
    part: str
    item: str
    product: str | None
    buyer: str
    destination: str
    headquarters: str
    quantity: float
    due: date
    price_usd: float | None
    standing: str
    gate: str | None
    delivered: DrawnRange | None = None
    cancelled: DrawnRange | None = None
    wait_days: DrawnRange | None = None
    ever: float | None = None
    at_risk_usd: DrawnRange | None = None
    charge_usd: DrawnRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBookAnswer:
    """What a company's own book comes to.

    Args:
        book: The book as it was named.
        digest: Of what its lines say.
        since: The first day of the step from which the book is the demand.
        sellers: Whose products have no other demand from then on.
        units: Of the lines that are run.
        delivered: Units of them, by the end.
        revenue_usd: At the lines' prices.
        at_risk_usd: At the lines' prices, of what is not delivered.
        charge_usd: What the lines bear of the charge.
        charge_for_no_line_usd: The rest of these sellers' charge over the whole run.
        gates: What the law says of each item, place and facts of the book, over the run.
        columns: Meaning and column, as the book was read.
    """

    book: str
    digest: str
    since: date
    sellers: list[str]
    units: float
    delivered: DrawnRange
    revenue_usd: DrawnRange
    at_risk_usd: DrawnRange
    charge_usd: DrawnRange
    charge_for_no_line_usd: DrawnRange
    lines: list[OwnLineAnswer]
    gates: list[OwnGate]
    columns: dict[str, str]
    notes: list[str]
