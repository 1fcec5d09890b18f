"""The files of a market: who sells what to whom, and the dated acts that are no export law.

Belongs here: the keys of data/markets, data/practice, data/gates and data/news.
Does not: whether the names in them exist (read_market), or any number: numbers are priors.
Always true: an act has a day, a kind, a source and a confidence; a stated gate says why it is
stated and not worked out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Literal

from ecluse.facts.file_record import file_record
from ecluse.facts.vocabulary import Wording
from ecluse.simulate.prior_file import HowSure

_YEARS = range(1990, 2101)  # in which a market may lie
ActKind = Literal["assurance", "license", "hold", "fee", "cap"]
# What the destination does: its dated acts, a refusal on a drawn day, or nothing.
Destination = Literal["acts", "hazard", "open"]


@file_record
class FiscalQuarter:
    """A quarter of a seller: its name and its last day."""

    quarter: str
    ends: date


@file_record
class Seller:
    """Who sells, and when his quarters end; the first quarter ends before the market starts."""

    seller: str
    quarters: tuple[FiscalQuarter, ...]
    source: str

    def __post_init__(self) -> None:
        ends = [each.ends for each in self.quarters]
        if len(ends) < 2 or ends != sorted(set(ends)):
            raise ValueError("at least two quarters in order")
        if not self.source.strip():
            raise ValueError("a seller with a source")


@file_record
class StatedGate:
    """What is taken of days on which the engine cannot tell: open or shut, and why."""

    since: date
    until: date
    open: bool
    source: str
    confidence: HowSure
    note: str


@file_record
class SoldProduct:
    """One product of a seller.

    Args:
        item: Its name in the catalogue.
        line: Products of one line share its capacity.
        takes: The prior of each of its parameters, by name.
        given: Facts of each shipment, as a question gives them: what a seller would certify.
    """

    product: str
    item: str
    seller: str
    line: str
    takes: Mapping[str, str]
    stated_gates: tuple[StatedGate, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None


@file_record
class Buyer:
    """A group of buyers: where it takes delivery, where it has its seat, what it takes."""

    buyer: str
    destination: str
    headquarters: str
    takes: Mapping[str, str]
    source: str
    confidence: HowSure
    note: str | None = None

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("a group of buyers with a source")

    @property
    def place(self) -> tuple[str, str]:
        """Where it takes delivery, and where it has its seat."""
        return self.destination, self.headquarters


@file_record
class OrderBook:
    """Orders that were placed within some days; they set how much fear adds to orders."""

    since: date
    until: date
    products: tuple[str, ...]


@file_record
class ServingLoad:
    """The work in which tokens a second are told: a language model and its requests."""

    model: str
    chips: int
    input_tokens: int
    output_tokens: int

    def __post_init__(self) -> None:
        if min(self.chips, self.input_tokens, self.output_tokens) < 1:
            raise ValueError("chips and tokens of at least one")


@file_record
class MarketFile:
    """The keys of a file under data/markets.

    Args:
        cutoff: No prior may describe a time after this day.
        researched: False for a structural test, whose numbers nobody looked for.
        calendar: The seller whose quarters count for all together.
        yardstick: The item whose TPP counts as one.
        targets: What it is scored on, a file of data/targets; None where nothing.
        calibration: What its priors are held to, a file of data/calibration; None where nothing.
        policies: Review policies that the engine names: the parameter that says how much of what
            is applied for is approved under each.
        supply: What else the destination gets, a file under data/supply.
    """

    market: str
    says: Wording
    cutoff: date
    researched: bool
    start: date
    until: date
    calendar: str
    priors: str
    practice: str
    gates: str
    news: str
    sellers: tuple[Seller, ...]
    products: tuple[SoldProduct, ...]
    buyers: tuple[Buyer, ...]
    takes: Mapping[str, str]
    policies: Mapping[str, str]
    yardstick: str
    load: ServingLoad
    order_book: OrderBook | None = None
    supply: str | None = None
    targets: str | None = None
    calibration: str | None = None

    def __post_init__(self) -> None:
        if not self.start < self.until:
            raise ValueError("a start before the until")
        if self.start.year not in _YEARS or self.until.year not in _YEARS:
            raise ValueError(f"a market between {_YEARS[0]} and {_YEARS[-1]}")


@file_record
class PracticeAct:
    """One dated act of an agency that is no law.

    Args:
        kind: An assurance, a first license, a hold of all decisions, a fee, a cap.
        destinations: Where a license, a fee or a cap counts: both delivery and seat lie there.
        until: The last day, for a hold.
        fr: What it says, in French; the English stands for it where left out.
    """

    act: str
    on: date
    kind: ActKind
    products: tuple[str, ...]
    destinations: tuple[str, ...] = ()
    until: date | None = None
    says: str
    fr: str | None = None
    measure: str | None = None
    source: str
    confidence: HowSure
    note: str | None = None

    def __post_init__(self) -> None:
        if self.kind in ("license", "fee", "cap") and not self.destinations:
            raise ValueError("the destinations of a license, a fee or a cap")

    def reaches(self, place: tuple[str, str]) -> bool:
        """Whether it counts for deliveries to a place of delivery and seat."""
        return not self.destinations or set(place) <= set(self.destinations)


@file_record
class PracticeFile:
    """The keys of a file under data/practice."""

    practice: str
    acts: tuple[PracticeAct, ...]


@file_record
class DestinationAct:
    """One dated act of a destination toward its own buyers.

    Args:
        buyers: Groups of buyers that it reaches; all where empty.
        products: Products that it reaches.
        lifts: It ends what earlier acts said to these buyers of these products.
        fr: What it says, in French; the English stands for it where left out.
    """

    act: str
    on: date
    kind: str
    products: tuple[str, ...]
    buyers: tuple[str, ...] = ()
    lifts: bool = False
    says: str
    fr: str | None = None
    source: str
    confidence: HowSure
    note: str | None = None

    def reaches(self, product: str, buyer: str) -> bool:
        """Whether it is of a product and a group of buyers."""
        return product in self.products and (not self.buyers or buyer in self.buyers)


@file_record
class ForeignAct:
    """An act of the other side that a destination may answer: a measure of the log, and its day."""

    measure: str
    on: date


@file_record
class AnswersToActs:
    """How a refusal by hazard becomes likelier after an act of the other side.

    Args:
        factor: The prior of how many times likelier, for some days.
        days: The prior of for how many days.
        since: The first day of the time in which refusals were counted.
        until: Its last day.
        acts: Acts of the other side that fall before or into it; beyond it, each measure that
            shuts a product counts on the day on which it is published.
    """

    factor: str
    days: str
    since: date
    until: date
    acts: tuple[ForeignAct, ...]

    def __post_init__(self) -> None:
        days = [act.on for act in self.acts]
        if not (self.since < self.until and days == sorted(set(days))):
            raise ValueError("a since before the until, and acts in order")


@file_record
class GatesFile:
    """The keys of a file under data/gates.

    Args:
        bands: The prior of what buyers still take, for each kind of act.
        refusal: The kind of act that a refusal by hazard is.
        answers: What makes it likelier for a time; None for an even rate.
    """

    gates: str
    bands: Mapping[str, str]
    refusal: str
    acts: tuple[DestinationAct, ...]
    answers: AnswersToActs | None = None


@file_record
class Signal:
    """One dated public signal that a rule is near, or is not."""

    signal: str
    on: date
    kind: str
    products: tuple[str, ...]
    says: str
    source: str
    confidence: HowSure
    note: str | None = None


@file_record
class NewsFile:
    """The keys of a file under data/news.

    Args:
        ratios: The prior of the likelihood ratio of each kind of signal.
    """

    news: str
    ratios: Mapping[str, str]
    signals: tuple[Signal, ...]

    def counts(self, products: Sequence[str], day: date) -> tuple[tuple[int, ...], ...]:
        """How many signals of each kind were public at the end of a day, by product."""
        public = [each for each in self.signals if each.on <= day]
        return tuple(
            tuple(
                sum(each.kind == kind and product in each.products for each in public)
                for kind in self.ratios
            )
            for product in products
        )
