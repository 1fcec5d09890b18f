"""Names in the files of a market that name nothing.

Belongs here: sellers, items, places, kinds of acts and acts of the other side. Does not: priors
(read_market), or what a file may say alone (market_file).
Always true: each mistake says the file and the place, and how to mend it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ecluse.errors import DataError, EcluseError, UnknownNameError, near
from ecluse.law.library import Library
from ecluse.simulate.market import GATES, NEWS, Market


def wrong_names(market: Market, library: Library) -> Iterator[EcluseError]:
    """A seller, a country, an item, a product or a group of buyers that is not there."""
    yield from _wrong_sellers(market)
    yield from _wrong_items(market, library)
    yield from _wrong_places(market, library)
    yield from _wrong_kinds(market)
    yield from _wrong_answers(market, library)


def _wrong_sellers(market: Market) -> Iterator[EcluseError]:
    sellers = [each.seller for each in market.file.sellers]
    named: list[tuple[tuple[Any, ...], str]] = [(("calendar",), market.file.calendar)]
    named += [(("products", i, "seller"), p.seller) for i, p in enumerate(market.file.products)]
    for place, name in named:
        if name not in sellers:
            mend = near(name, sellers) or f"there are {', '.join(sellers)}"
            yield market.document.error(f"no seller is called '{name}'", place, mend)


def _wrong_items(market: Market, library: Library) -> Iterator[EcluseError]:
    named: list[tuple[tuple[Any, ...], str]] = [(("yardstick",), market.file.yardstick)]
    named += [(("products", i, "item"), p.item) for i, p in enumerate(market.file.products)]
    for place, name in named:
        try:
            library.catalogue.get(name, "market")
        except EcluseError as error:
            yield market.document.error(error.what, place, error.mend, error.near)


def _wrong_places(market: Market, library: Library) -> Iterator[EcluseError]:
    for place, buyer in enumerate(market.file.buyers):
        for name, code in (
            ("destination", buyer.destination),
            ("headquarters", buyer.headquarters),
        ):
            if code not in library.countries.by_code:
                what, mend = f"no country has the code '{code}'", "give an ISO 3166 alpha-2 code"
                yield market.document.error(what, ("buyers", place, name), mend)


def _wrong_kinds(market: Market) -> Iterator[EcluseError]:
    """An act or a signal whose kind has no prior; an act toward buyers whom nobody knows."""
    gates, news = market.gates, market.news
    acts = f"data/{GATES}/{market.file.gates}.yaml"
    kinds = [*(act.kind for act in gates.acts), gates.refusal]
    for kind in dict.fromkeys(kind for kind in kinds if kind not in gates.bands):
        yield DataError(f"no band is given for acts of the kind '{kind}'", acts, "add it to bands")
    ratios = f"data/{NEWS}/{market.file.news}.yaml"
    for kind in dict.fromkeys(s.kind for s in news.signals if s.kind not in news.ratios):
        yield DataError(f"no ratio is given for signals of the kind '{kind}'", ratios, "add it")


def _wrong_answers(market: Market, library: Library) -> Iterator[EcluseError]:
    """An act of the other side that the log does not hold, or holds on another day."""
    answers, file = market.gates.answers, f"data/{GATES}/{market.file.gates}.yaml"
    for act in () if answers is None else answers.acts:
        try:
            published = library.register.measure(act.measure).published
        except UnknownNameError as error:
            yield DataError(error.what, file, error.mend, error.near)
            continue
        if published != act.on:
            what = f"'{act.measure}' was published on {published}, not on {act.on}"
            yield DataError(what, file, f"write `on: {published}`")
