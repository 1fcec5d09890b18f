"""What a change of law does to the best inference that can legally be bought at a destination.

Belongs here: the catalogue chips that each of two laws lets through, what each does for a model,
and stocks and flows of one chip.
Does not: order books (orders), how a scenario unfolds over time (simulate).
Always true: a chip counts as to be had only where the evaluator says so of the chip itself; a chip
without a price or a power has no rate per dollar or per watt, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ecluse.design.answer import measure
from ecluse.design.legal import Legal
from ecluse.design.objective import Task
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine
from ecluse.determine.figures import figures_of
from ecluse.determine.shipment import Shipment
from ecluse.errors import EcluseError, ModelError
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.inference.from_item import chip_from_item
from ecluse.inference.price import latest_usd
from ecluse.law.library import Library
from ecluse.law.register import Law

YARDSTICK = "H100 SXM5 80GB"
BY = ("per_chip", "per_dollar", "per_watt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One catalogue chip: the two laws' answers and what it does. Rates are output tokens/s, both
    phases on the same chips.

    `per_dollar` is per 1,000 USD of its youngest printed price, the middle of its range; `per_watt`
    at its TDP.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What a number of one chip adds up to."""

    item: str
    units: float
    output_tokens_per_s: float
    h100_equivalents: float
    tpp: float | None

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """The answer: the best offer under each law by three measures, what came and went, and a stock
    or a daily flow of one chip.
    """

    to: str
    model: str
    before: str
    after: str
    offers: tuple[Offer, ...]
    best_before: Mapping[str, Offer | None]
    best_after: Mapping[str, Offer | None]
    stock: Stock | None
    each_day: Stock | None

    @property
    def lost(self) -> tuple[Offer, ...]:
        """Chips that could be had before and cannot after, the best first."""
        return tuple(each for each in self.offers if each.had_before and not each.had_after)

    @property
    def gained(self) -> tuple[Offer, ...]:
        """Chips that can be had after and could not before."""
        return tuple(each for each in self.offers if each.had_after and not each.had_before)

    def ratio(self, by: str) -> float | None:
        """The best after over the best before; 0 where nothing is left, None where there was
        nothing or a figure is missing.
        """
        one, other = self.best_before[by], self.best_after[by]
        if one is None:
            return None
        return 0.0 if other is None else getattr(other, by) / getattr(one, by)

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""

        def offer(one: Offer | None) -> dict[str, Any] | None:
            return (
                None
                if one is None
                else {name: getattr(one, name) for name in Offer.__dataclass_fields__}
            )

        return {
            "to": self.to,
            "model": self.model,
            "before": self.before,
            "after": self.after,
            "best": {
                by: {
                    "before": offer(self.best_before[by]),
                    "after": offer(self.best_after[by]),
                    "ratio": self.ratio(by),
                }
                for by in BY
            },
            "lost": [offer(each) for each in self.lost],
            "gained": [offer(each) for each in self.gained],
            "stock": self.stock.to_dict() if self.stock else None,
            "each_day": self.each_day.to_dict() if self.each_day else None,
            "offers": [offer(each) for each in self.offers],
        }


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
) -> Impact:
    """Compare what two laws let through.

    Args:
        to: The destination's code.
        names: What to call the two laws.
        item: The chip of the stock and of the flow; the best chip that the change takes away, or
            else the best before, where left out.
        units: Chips in the stock.
        per_day: Chips a day.

    Raises:
        UnknownNameError: No item is called that.
        ModelError: A number is not positive, or the chip of the stock cannot be measured.
    """
    for name, number in (("--units", units), ("--per-day", per_day)):
        if number is not None and not 0 < number < float("inf"):
            raise ModelError(f"{name} is {number:g}", "command line", "give a number above zero")
    shown = dict(given or {})
    shown.setdefault("exported_from", Known(value="US"))
    offers = []
    for each in library.catalogue.items.values():
        if each.kind == "chip" and each.designer_headquarters != "CN":
            offers.append(_offer(each, before, after, library, task, to, wanted, shown))
    offers.sort(key=lambda one: (one.per_chip is None, -(one.per_chip or 0.0), one.item))
    found = {
        side: {by: _best(offers, side, by) for by in BY} for side in ("had_before", "had_after")
    }
    chosen = _chosen(offers, item, library, found["had_before"]["per_chip"])
    stocks = [
        None if number is None else _stock(chosen, number, library, task)
        for number in (units, per_day)
    ]
    return Impact(
        to=to,
        model=task.llm.llm,
        before=names[0],
        after=names[1],
        offers=tuple(offers),
        best_before=found["had_before"],
        best_after=found["had_after"],
        stock=stocks[0],
        each_day=stocks[1],
    )


def _offer(
    item: Item,
    before: Law,
    after: Law,
    library: Library,
    task: Task,
    to: str,
    wanted: str,
    given: Mapping[str, Known],
) -> Offer:
    answers = []
    for law in (before, after):
        shipment = Shipment(item=item, destination=to, on=law.on, given=given)
        verdict = Legal(CaseFacts(shipment, law, library)).verdict_of(
            determine(shipment, law, library)
        )
        # A chip that was not yet out could not be had, whatever the law.
        answers.append((str(verdict), verdict.allows(wanted) and _out_by(item, law.on)))
    try:
        chip = chip_from_item(item, library.catalogue)
        per_chip: float | None = measure(chip, task, "serve")[2]
        reason = None
    except EcluseError as error:
        chip, per_chip, reason = None, None, str(error)
    price = latest_usd(item.name) or latest_usd(item.name.removeprefix(f"{item.vendor} "))
    usd = (
        None
        if price is None or price.usd is None
        else (price.usd.low + price.usd.high) / 2 / price.per
    )
    watts = None if chip is None else chip.tdp_w
    return Offer(
        item=item.name,
        before=answers[0][0],
        after=answers[1][0],
        had_before=answers[0][1],
        had_after=answers[1][1],
        per_chip=per_chip,
        per_dollar=None if usd is None or per_chip is None else per_chip / usd * 1000,
        per_watt=None if watts is None or per_chip is None else per_chip / watts,
        tpp=figures_of(item, library)["tpp"],
        price_usd=usd,
        reason=reason,
    )


def _out_by(item: Item, day: date) -> bool:
    return item.launched is None or item.launched[:7] <= day.isoformat()[: len(item.launched[:7])]


def _best(offers: list[Offer], side: str, by: str) -> Offer | None:
    open_ = [each for each in offers if getattr(each, side) and getattr(each, by) is not None]
    return max(open_, key=lambda each: float(getattr(each, by)), default=None)


def _chosen(
    offers: list[Offer], item: str | None, library: Library, fallback: Offer | None
) -> Offer | None:
    if item is not None:
        name = library.catalogue.ic(library.catalogue.get(item, "--item")).name
        return next((each for each in offers if each.item == name), None)
    return next(
        (
            each
            for each in offers
            if each.had_before and not each.had_after and each.per_chip is not None
        ),
        fallback,
    )


def _stock(offer: Offer | None, units: float, library: Library, task: Task) -> Stock:
    if offer is None or offer.per_chip is None:
        reason = (
            "no such chip can be had" if offer is None else offer.reason or "a figure is missing"
        )
        raise ModelError(
            f"a stock of {offer.item if offer else 'chips'} cannot be measured",
            reason,
            "name another chip with --item",
        )
    yard = measure(
        chip_from_item(library.catalogue.get(YARDSTICK, "the yardstick"), library.catalogue),
        task,
        "serve",
    )[2]
    assert yard is not None
    return Stock(
        item=offer.item,
        units=units,
        output_tokens_per_s=units * offer.per_chip,
        h100_equivalents=units * offer.per_chip / yard,
        tpp=None if offer.tpp is None else units * offer.tpp,
    )
