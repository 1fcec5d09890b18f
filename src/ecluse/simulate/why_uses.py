"""Which priors are at work in a flow of a product in some steps of a run.

Belongs here: leaving out the rows of the equations that nothing sets to work. Does not: the table
of equations, or ranges.
Always true: a prior that is left out moves no flow of these steps; every one that is at work is
named with the parameter that it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ecluse.law.register import Register
from ecluse.simulate.equations import ANSWERS, BANDS, OPENING, RATIOS, Equation, row_of, rows_of
from ecluse.simulate.market_file import SoldProduct
from ecluse.simulate.parameters import OF_BUYER, OF_MARKET
from ecluse.simulate.read_market import Market
from ecluse.simulate.regime import Regime
from ecluse.simulate.why_tree import WhyUse

# Where a row takes the parameters of other products too: those of one line, or of the order book.
_OF_OTHERS = {
    "capacity": ("supply", "growth", "surge"),
    "order book": ("supply", "growth", "need_ratio", "price_usd"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSteps:
    """A product in some steps of a run, under a law, as known on the day of its regime.

    Args:
        place: The product's place.
        steps: The places of the steps.
    """

    market: Market
    law: Register
    regime: Regime
    place: int
    steps: range

    @property
    def sold(self) -> SoldProduct:
        """The product, as the market's file has it."""
        return self.market.file.products[self.place]

    @property
    def product(self) -> str:
        """The product's name."""
        return self.sold.product

    @property
    def since(self) -> date:
        """The first day of the steps."""
        return self.regime.steps.edges[self.steps.start]

    @property
    def until(self) -> date:
        """The last day of the steps."""
        return self.regime.steps.last_days[self.steps.stop - 1]

    def public(self, day: date) -> bool:
        """Whether what was published on a day counts, and is there by the end of the steps."""
        return day <= self.until and self.regime.acts.public(day)

    def any(self, name: str) -> bool:
        """Whether an array of the regime is above zero in one of the steps."""
        array = getattr(self.regime, name)[self.steps.start : self.steps.stop, self.place]
        return bool((array > 0).any())

    @property
    def ever_shut(self) -> bool:
        """Whether the flow is shut to every group of buyers on some day."""
        free = self.regime.free[self.steps.start : self.steps.stop, self.place]
        return bool((free.max(axis=-1) < 1).any())

    @property
    def closes(self) -> bool:
        """Whether the flow is shut at the end of a step and was not before."""
        shut = [self.regime.shut_at_start.min(axis=1), *self.regime.shut_at_end]
        pairs = ((shut[t][self.place], shut[t + 1][self.place]) for t in self.steps)
        return any(now > before for before, now in pairs)

    @property
    def in_order_book(self) -> bool:
        """Whether the market's order book, and so fear, is of the product."""
        book = self.market.file.order_book
        return book is not None and self.product in book.products

    @property
    def by_hazard(self) -> bool:
        """Whether the destination refuses on a drawn day."""
        return self.regime.destination == "hazard"

    @property
    def approvals(self) -> frozenset[str | None]:
        """The parameters that say how much is approved."""
        rows = (self.regime.approval[t][self.place] for t in self.steps)
        return frozenset(name for row in rows for name in row)

    @property
    def act_kinds(self) -> frozenset[str]:
        """The kinds of acts of the destination in force."""
        if self.by_hazard:
            return frozenset({self.market.gates.refusal})
        rows = (self.regime.band[t][self.place] for t in self.steps)
        return frozenset(kind for row in rows for kinds in row for kind in kinds)

    @property
    def signal_kinds(self) -> frozenset[str]:
        """The kinds of signals that were public."""
        kinds = [*self.market.news.ratios]
        counts = [self.regime.signals[t][self.place] for t in self.steps]
        return frozenset(k for i, k in enumerate(kinds) if any(row[i] for row in counts))


# What sets rows of the equations, and parameters, to work; all others always are.
_WORKS: tuple[tuple[Callable[[ProductSteps], bool], tuple[str, ...]], ...] = (
    (lambda at: at.in_order_book, ("order book", "fear")),
    (lambda at: at.any("fee"), ("due fee", "fee_passed_on", "fee_elasticity")),
    (lambda at: at.any("cap"), ("room",)),
    (lambda at: at.any("licensable"), ("settled",)),
    (lambda at: at.any("announced"), ("notice_cut",)),
    (lambda at: at.ever_shut, ("go", "elsewhere_share", "kept_starts")),
    (lambda at: at.closes, ("cost", "not_reusable", "on_books")),
    (lambda at: at.by_hazard, (ANSWERS, "refusals_per_year", "refusal_clock")),
    (lambda at: "approval_denial" in at.approvals, ("approval_denial",)),
    (lambda at: "approval_case" in at.approvals, ("approval_case",)),
    (lambda at: "approval_practice" in at.approvals, ("approval_practice",)),
)
_AT_WORK = {name: works for works, names in _WORKS for name in names}


def at_work(name: str, at: ProductSteps) -> bool:
    """Whether a row of the equations, or a parameter, moves anything in the steps."""
    return name not in _AT_WORK or _AT_WORK[name](at)


def rows_at_work(flow: str, at: ProductSteps) -> list[str]:
    """The rows that make a flow, less those that nothing sets to work."""
    idle = [name for name in _AT_WORK if not at_work(name, at)]
    return [*rows_of(flow, without=idle)]


def uses_of(flow: str, at: ProductSteps) -> tuple[WhyUse, ...]:
    """The priors that enter the equation of a flow and are at work in the steps."""
    rows = rows_at_work(flow, at)
    return _uses(((row, row_of(row)) for row in rows), at)


def opening_uses(level: str, at: ProductSteps) -> tuple[WhyUse, ...]:
    """The priors that make a level on the first day."""
    if level not in OPENING:
        return ()
    return _uses(((row, row_of(row, OPENING)) for row in rows_of(level, OPENING)), at)


def _uses(rows: Iterator[tuple[str, Equation]], at: ProductSteps) -> tuple[WhyUse, ...]:
    found = (use for row, equation in rows for use in _of_row(row, equation, at))
    return tuple(dict.fromkeys(found))


def _of_row(row: str, equation: Equation, at: ProductSteps) -> Iterator[WhyUse]:
    for name in equation.takes:
        for of, prior in _priors_of(name, at) if at_work(name, at) else ():
            yield WhyUse(parameter=name, of=of, prior=prior)
    for other in _others(row, at):
        product = at.market.file.products[other]
        for name in _OF_OTHERS[row]:
            yield WhyUse(parameter=name, of=product.product, prior=product.takes[name])


def _priors_of(name: str, at: ProductSteps) -> list[tuple[str | None, str]]:
    """The priors that are a parameter, each with what it is of: a kind of act or signal, a group of
    buyers, or the product and the market themselves.
    """
    market, file = at.market, at.market.file
    if name == BANDS:
        return [(kind, row) for kind, row in market.gates.bands.items() if kind in at.act_kinds]
    if name == RATIOS:
        return [(kind, row) for kind, row in market.news.ratios.items() if kind in at.signal_kinds]
    if name == ANSWERS:
        answers = market.gates.answers
        return [] if answers is None else [("factor", answers.factor), ("days", answers.days)]
    if name in OF_BUYER:
        return [(buyer.buyer, buyer.takes[name]) for buyer in file.buyers]
    takes = file.takes if name in OF_MARKET else at.sold.takes
    return [(None, takes[name])]


def _others(row: str, at: ProductSteps) -> list[int]:
    """The places of the other products whose parameters a row takes."""
    products, book = at.market.file.products, at.market.file.order_book
    if row == "capacity":
        together = [i for i, each in enumerate(products) if each.line == at.sold.line]
    elif row == "order book" and book is not None:
        together = [i for i, each in enumerate(products) if each.product in book.products]
    else:
        return []
    return [i for i in together if i != at.place]
