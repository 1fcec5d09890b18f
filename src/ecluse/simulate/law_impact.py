"""What a change of law does to the best inference that can legally be bought at a destination.

Belongs here: the catalogue chips that each of two laws lets through, the rates of each for a model,
and what a stock or a day of one chip adds up to.
Does not: order books (orders), how a market unfolds over time (run).
Always true: a chip counts as available only where the engine says so of the chip itself; a chip
without a price or a power has no rate per dollar or per watt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from ecluse.design.catalogue_chip import home, judged, measure, offered, out_by
from ecluse.design.cell_verdict import check_wanted
from ecluse.design.objective import Task
from ecluse.determine.figures import figures_of
from ecluse.determine.shipment import Shipment
from ecluse.errors import EcluseError, ModelError
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.inference.best_layout import check_positive
from ecluse.inference.data_files import DATA
from ecluse.inference.from_item import chip_from_item
from ecluse.inference.price import chip_usd
from ecluse.law.library import Library
from ecluse.law.register import Law

YARDSTICK = "H100 SXM5 80GB"
BY = ("per_chip", "per_dollar", "per_watt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One catalogue chip: its answers under the two laws, and its rates.

    Args:
        before: The first law's answer, in words.
        after: The second law's.
        had_before: Whether it was available under the first law.
        had_after: Whether it is available under the second.
        per_chip: Output tokens per second, both phases on the same chips.
        per_dollar: The same per 1,000 USD of its youngest printed price, the middle of its range.
        per_watt: The same per watt of its TDP.
        reason: Why it has no rates.
    """

    item: str
    before: str
    after: str
    had_before: bool
    had_after: bool
    per_chip: float | None
    per_dollar: float | None
    per_watt: float | None
    tpp: float | None
    price_usd: float | None
    reason: str | None

    @property
    def lost(self) -> bool:
        """Whether it was available before the change only."""
        return self.had_before and not self.had_after

    @property
    def gained(self) -> bool:
        """Whether it is available after the change only."""
        return self.had_after and not self.had_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What a number of one chip adds up to."""

    item: str
    units: float
    output_tokens_per_s: float
    h100_equivalents: float
    tpp: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BestOffers:
    """The best offer under each law by one measure.

    Args:
        ratio: After over before; 0 where nothing is left, null where there was nothing.
    """

    before: Offer | None
    after: Offer | None
    ratio: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What a change of law does to what can be bought.

    Args:
        to: The destination's code.
        model: The language model's name.
        before: What the first law is called.
        after: What the second law is called.
        best: By three measures: per_chip, per_dollar and per_watt.
        lost: Chips that were available before only, the best first.
        gained: Chips that are available after only, the best first.
        stock: What a stock of one chip adds up to.
        each_day: What a day's flow of it adds up to.
        offers: Every chip, the best first.
    """

    SCHEMA: ClassVar[str] = "ecluse.impact/1"
    to: str
    model: str
    before: str
    after: str
    best: Mapping[str, BestOffers]
    lost: tuple[Offer, ...]
    gained: tuple[Offer, ...]
    stock: Stock | None
    each_day: Stock | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """Two laws, asked about one chip after another."""

    laws: tuple[Law, Law]
    library: Library
    task: Task
    to: str
    wanted: str
    given: Mapping[str, Known]
    folder: Path

    def shipment(self, item: Item, law: Law) -> Shipment:
        """A chip's shipment on the day of one of the laws."""
        given = {"exported_from": Known(value=home(self.library)), **self.given}
        return Shipment(item=item, destination=self.to, on=law.on, given=given)


def impact(
    before: Law,
    after: Law,
    library: Library,
    task: Task,
    *,
    to: str,
    names: tuple[str, str],
    wanted: str = "nlr",
    item: str | None = None,
    units: float | None = None,
    per_day: float | None = None,
    given: Mapping[str, Known] | None = None,
    folder: Path = DATA,
) -> Impact:
    """Compare what two laws let through.

    Args:
        to: The destination's code.
        names: What to call the two laws.
        wanted: The outcome that makes a chip available: nlr, exception, case-by-case or any.
        item: The chip of the stock and of the flow. Where left out, the best chip that the change
            takes away, or else the best before.
        units: Chips in the stock.
        per_day: Chips a day.
        given: Other facts of the shipments.
        folder: The data folder whose prices, fabrics and sustained rates count.

    Raises:
        InputError: There is no such outcome.
        UnknownNameError: No item is called that.
        ModelError: A number is not positive, or the chip of the stock cannot be measured.
    """
    check_wanted(wanted)
    check_positive("units", units)
    check_positive("per_day", per_day)
    change = _Change((before, after), library, task, to, wanted, given or {}, folder)
    offers = _offers(change)
    chosen = _chosen(offers, item, library)
    return Impact(
        to=to,
        model=task.llm.llm,
        before=names[0],
        after=names[1],
        best={by: _best_offers(offers, by) for by in BY},
        lost=tuple(offer for offer in offers if offer.lost),
        gained=tuple(offer for offer in offers if offer.gained),
        stock=_stock(chosen, units, change),
        each_day=_stock(chosen, per_day, change),
        offers=tuple(offers),
    )


def _offers(change: _Change) -> list[Offer]:
    """Every chip that is offered, the best first."""
    chips = offered(change.library.catalogue, change.laws[0])
    return sorted(
        (_offer(chip, change) for chip in chips),
        key=lambda offer: (offer.per_chip is None, -(offer.per_chip or 0.0), offer.item),
    )


def _offer(item: Item, change: _Change) -> Offer:
    answers, available = [], []
    for law in change.laws:
        _, verdict = judged(change.shipment(item, law), law, change.library)
        answers.append(str(verdict))
        # A chip that was not yet launched was not available, whatever the law.
        available.append(verdict.allows(change.wanted) and out_by(item, law.on))
    per_chip, watts, reason = _rate(item, change)
    usd = chip_usd(item.name, change.folder)
    return Offer(
        item=item.name,
        before=answers[0],
        after=answers[1],
        had_before=available[0],
        had_after=available[1],
        per_chip=per_chip,
        per_dollar=None if usd is None or per_chip is None else per_chip / usd * 1000,
        per_watt=None if watts is None or per_chip is None else per_chip / watts,
        tpp=figures_of(item, change.library)["tpp"],
        price_usd=usd,
        reason=reason,
    )


def _rate(item: Item, change: _Change) -> tuple[float | None, float | None, str | None]:
    """Output tokens per second of one chip, its TDP, or the reason why there is no rate."""
    try:
        chip = chip_from_item(item, change.library.catalogue, folder=change.folder)
        return measure(chip, change.task, "serve")[2], chip.tdp_w, None
    except EcluseError as error:
        return None, None, str(error)


def _best_offers(offers: Sequence[Offer], by: str) -> BestOffers:
    rated = [(float(rate), offer) for offer in offers if (rate := getattr(offer, by)) is not None]

    def best(flag: str) -> tuple[float, Offer | None]:
        available = [pair for pair in rated if getattr(pair[1], flag)]
        return max(available, key=lambda pair: pair[0], default=(0.0, None))

    (before, first), (after, second) = best("had_before"), best("had_after")
    return BestOffers(before=first, after=second, ratio=None if first is None else after / before)


def _chosen(offers: Sequence[Offer], item: str | None, library: Library) -> Offer | None:
    """The chip of the stock and of the flow."""
    if item is not None:
        name = library.catalogue.ic(library.catalogue.get(item, "item")).name
        return next((offer for offer in offers if offer.item == name), None)
    available = [offer for offer in offers if offer.had_before and offer.per_chip is not None]
    return next((offer for offer in available if offer.lost), next(iter(available), None))


def _stock(offer: Offer | None, units: float | None, change: _Change) -> Stock | None:
    if units is None:
        return None
    if offer is None or offer.per_chip is None:
        reason = "no such chip can be had" if offer is None else offer.reason
        raise ModelError(
            f"a stock of {offer.item if offer else 'chips'} cannot be measured: "
            f"{reason or 'a figure is missing'}",
            "item",
            "name another chip",
        )
    yardstick, _, _ = _rate(change.library.catalogue.get(YARDSTICK, "item"), change)
    assert yardstick is not None
    return Stock(
        item=offer.item,
        units=units,
        output_tokens_per_s=units * offer.per_chip,
        h100_equivalents=units * offer.per_chip / yardstick,
        tpp=None if offer.tpp is None else units * offer.tpp,
    )
