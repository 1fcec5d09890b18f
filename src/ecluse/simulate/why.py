"""`--why MEASURE@PERIOD`: a number of a market traced to flows, acts, priors and sources.

Belongs here: what is asked, and putting the tree together. Does not: which quantity takes which
(equations), which of it is at work (why_uses), the acts (why_acts).
Always true: the flows are run anew with the same draws, so their ranges are those of the answer;
flows stand in the order of the equations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from ecluse.answers.copied import copied
from ecluse.errors import InputError, UnknownNameError, offered
from ecluse.law.library import Library
from ecluse.law.register import Register
from ecluse.simulate.ask import Question, Simulation
from ecluse.simulate.drawn import DrawnRange, range_of
from ecluse.simulate.equations import EQUATIONS, flows_of, levels_of, row_of
from ecluse.simulate.ground import periods_told
from ecluse.simulate.ledger import BALANCES
from ecluse.simulate.measure import FLOW, MEASURES, conversions, measures_named
from ecluse.simulate.periods import Period, steps_of
from ecluse.simulate.prior_file import WEAK
from ecluse.simulate.quantiles import Floats
from ecluse.simulate.read_market import Market
from ecluse.simulate.result import values
from ecluse.simulate.run import Progress, RunSums, quiet, run
from ecluse.simulate.to_answer import prior_used
from ecluse.simulate.why_acts import acts_of
from ecluse.simulate.why_tree import WhyAct, WhyFlow, WhyPrior, WhyProduct, WhyTree
from ecluse.simulate.why_uses import ProductSteps, opening_uses, rows_at_work, uses_of

_DOLLARS = frozenset(
    {"revenue", "elsewhere_revenue", "fee", "charge", "release", "charged"}
    | {"charge_stock", "charge_obligations"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyQuestion:
    """Which number is traced.

    Args:
        product: None for all of them.
    """

    measure: str
    period: Period
    product: str | None


def why_asked(text: str, market: Market, question: Question) -> WhyQuestion:
    """MEASURE@PERIOD or MEASURE@PERIOD/PRODUCT, checked against a market.

    Raises:
        InputError: It is not written so, or the measure is not traced.
        UnknownNameError: There is no such measure, period or product.
    """
    measure, at, rest = text.partition("@")
    if not at:
        mend = "write MEASURE@PERIOD, such as revenue@FY2026Q1 or revenue@FY2026Q1/H20"
        raise InputError(f"'{text}' names no period", "why", mend)
    measures_named([measure], "why")
    source = MEASURES[measure].source
    if source not in EQUATIONS and source not in BALANCES:
        traced = ", ".join(n for n, m in MEASURES.items() if m.source in EQUATIONS)
        raise InputError(f"{measure} is not traced", "why", f"there are {traced}")
    name, slash, product = rest.partition("/")
    if slash and product not in market.products:
        mend = offered(product, market.products)
        raise UnknownNameError(f"no product is called '{product}'", "why", mend)
    period = _period(name, product or None, market, question)
    return WhyQuestion(measure=measure, period=period, product=product or None)


def _period(name: str, product: str | None, market: Market, question: Question) -> Period:
    """A period by name: of the product's seller, or of the market's calendar."""
    file = market.file
    seller_of = {each.product: each.seller for each in file.products}
    seller = file.calendar if product is None else seller_of[product]
    steps = steps_of(file, until=question.until)

    def of(seller: str) -> dict[str, Period]:
        return {each.name: each for each in periods_told(file, seller, question, steps)}

    found = of(seller)
    if name in found:
        return found[name]
    others = [each for each, sold_by in seller_of.items() if name in of(sold_by)]
    if product is None and others:
        mend = f"name a product of its seller: {name}/{others[0]}"
    else:
        mend = offered(name, [*found])
    raise UnknownNameError(f"no period of {seller} is called '{name}'", "why", mend)


def why_of(
    found: Simulation,
    asked: WhyQuestion,
    library: Library,
    *,
    progress: Progress = quiet,
) -> WhyTree:
    """Trace one number of a run, of the scenario's side where there are two."""
    market, period = found.market, asked.period
    sums = run(market, found.regime, found.draws, period.edges, progress=progress)
    worth = conversions(market, library, (asked.measure,))
    drawn = values(asked.measure, sums, period, worth)
    chosen = [i for i, name in enumerate(market.products) if _told(asked, name, drawn[i])]
    tracing = _Tracing(found, asked, sums, library.register)
    return _tree(
        asked,
        range_of(drawn.sum(axis=0) if asked.product is None else drawn[chosen[0]]),
        tracing,
        tuple(tracing.product(place, drawn[place]) for place in chosen),
    )


def _tree(
    asked: WhyQuestion, told: DrawnRange, tracing: _Tracing, products: tuple[WhyProduct, ...]
) -> WhyTree:
    """The tree, with the acts and priors that its flows name."""
    period, kind = asked.period, MEASURES[asked.measure]
    return copied(
        WhyTree,
        period,
        measure=asked.measure,
        period=period.name,
        product=asked.product,
        unit=kind.unit,
        worth=kind.source,
        told=told,
        products=products,
        acts=tuple(tracing.acts.values()),
        priors=tuple(tracing.priors(products)),
    )


def _told(asked: WhyQuestion, name: str, drawn: Floats) -> bool:
    """Whether a product is told: the one asked about, or one that is not always zero."""
    return name == asked.product if asked.product is not None else bool(drawn.any())


class _Tracing:
    """The tree of one question as it is put together; acts and priors are noted once."""

    def __init__(self, found: Simulation, asked: WhyQuestion, sums: RunSums, law: Register) -> None:
        self.found, self.asked, self.sums = found, asked, sums
        self.law = found.question.scenario.register or law
        self.acts: dict[str, WhyAct] = {}

    def product(self, place: int, drawn: Floats) -> WhyProduct:
        """One product: its levels at the start, then its flows."""
        steps = range(*map(self.found.regime.steps.edges.index, self.asked.period.edges))
        market, regime = self.found.market, self.found.regime
        at = ProductSteps(market=market, law=self.law, regime=regime, place=place, steps=steps)
        source = MEASURES[self.asked.measure].source
        count = len(at.steps)
        rows = [self._level(name, at) for name in levels_of(source, count)]
        rows += [self._flow(name, at) for name in flows_of(source, count)]
        told = range_of(drawn)
        return WhyProduct(product=at.product, told=told, flows=tuple(rows))

    def _level(self, name: str, at: ProductSteps) -> WhyFlow:
        """A level at the start of the period; on the market's first day, the priors that set it."""
        return WhyFlow(
            flow=name,
            kind="level",
            equation=0,
            unit=_unit(name),
            told=range_of(self.sums.tables[name][0, at.place]),
            acts=(),
            takes=opening_uses(name, at) if at.steps.start == 0 else (),
        )

    def _flow(self, name: str, at: ProductSteps) -> WhyFlow:
        """What flowed in the period, or the one level that is no sum of flows, at its end."""
        drawn = self.sums.within(name, self.asked.period)
        kinds = dict.fromkeys(kind for row in rows_at_work(name, at) for kind in row_of(row).acts)
        acts = {act.act: act for kind in kinds for act in acts_of(kind, at)}
        self.acts |= acts
        return WhyFlow(
            flow=name,
            kind=FLOW,
            equation=row_of(name).number,
            unit=_unit(name),
            told=range_of(drawn[at.place]),
            acts=tuple(acts),
            takes=uses_of(name, at),
        )

    def priors(self, products: Iterable[WhyProduct]) -> Iterator[WhyPrior]:
        """The priors that the flows take, each once."""
        names = [use.prior for p in products for flow in p.flows for use in flow.takes]
        for name in dict.fromkeys(names):
            prior = self.found.market.priors[name]
            set_to = self.found.question.settings.get(name)
            yield WhyPrior(
                **asdict(prior_used(name, prior, self.found.market.file.cutoff, set_to)),
                drawn=range_of(self.found.draws.values[name]),
                weak=prior.confidence in WEAK,
            )


def _unit(name: str) -> str:
    return "USD" if name in _DOLLARS else "units"
