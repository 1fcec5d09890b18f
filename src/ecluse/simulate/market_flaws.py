"""What does not fit in the files of a market.

Belongs here: names that name nothing, names that stand twice, days that no quarter holds.
Does not: rows of priors (prior_flaws), or what a file may say alone (market_file).
Always true: each prior that a market takes exists, has a source, and describes a time up to the
market's cut-off; each mistake says the file and the place, and how to mend it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ecluse.errors import DataError, EcluseError, UnknownNameError, offered
from ecluse.facts.reader import Named
from ecluse.law.library import Library
from ecluse.simulate.market import GATES, NEWS, PRACTICE, Market
from ecluse.simulate.parameters import OF_BUYER, OF_MARKET, OF_PRODUCT
from ecluse.simulate.prior_flaws import (
    RowsTaken,
    foreseen,
    row_flaws,
    stand_twice,
    wrong_parameters,
)
from ecluse.simulate.read_supply import supply_flaws, wrong_items

if TYPE_CHECKING:
    from ecluse.facts.yaml_to_tree import Place

_CODE = "give an ISO 3166 alpha-2 code"
_NO_BAND = "no band is given for acts of the kind '{}'"
_NO_COUNTRY = "no country has the code '{}'"
_NO_GROUP = "no group of buyers is called '{}'"
_NO_RATIO = "no ratio is given for signals of the kind '{}'"


def market_flaws(market: Market, taken: RowsTaken, library: Library) -> Iterator[EcluseError]:
    """Everything that is wrong with a market whose files can be read."""
    cutoff = market.file.cutoff
    yield from stand_twice(market.document, _names(market, taken))
    yield from _parameters(market)
    yield from _wrong_policies(market)
    yield from _beyond_quarters(market)
    yield from row_flaws(taken, cutoff)
    yield from foreseen(market.gates.bands, market.gates.acts, taken, cutoff)
    if (supply := market.supply) is not None:
        yield from foreseen(supply.file.bands, supply.file.acts, supply.taken, cutoff)
        yield from supply_flaws(supply, library)
        yield from _twice(taken, supply.taken)
        yield from row_flaws(supply.taken, cutoff)
    yield from market.document.unknown_names(_named(market))
    yield from wrong_items(market.document, _items(market), library)
    yield from _wrong_places(market, library)
    yield from _of_no_effect(market, library)
    yield from _wrong_answers(market, library)


def _names(market: Market, taken: RowsTaken) -> dict[str, Sequence[str]]:
    """By kind, the names that a market gives, one to each thing."""
    rows = [row.prior for row in taken.rows.priors]
    return {"product": market.products, "buyer": market.buyers, "prior": rows}


def _parameters(market: Market) -> Iterator[EcluseError]:
    """A parameter is missing, or is none, or takes a prior that is told in another unit."""
    file = market.file
    places: list[tuple[Place, Mapping[str, str], Mapping[str, str]]] = [
        (("takes",), file.takes, OF_MARKET),
        *((("products", i, "takes"), p.takes, OF_PRODUCT) for i, p in enumerate(file.products)),
        *((("buyers", i, "takes"), b.takes, OF_BUYER) for i, b in enumerate(file.buyers)),
    ]
    for place, takes, wanted in places:
        yield from wrong_parameters(market.document, place, takes, wanted)
        for name, prior in takes.items():
            row, unit = market.priors.get(prior), wanted.get(name)
            if row is not None and unit is not None and row.unit != unit:
                what = f"'{name}' is in {unit}, and the prior '{prior}' in {row.unit}"
                mend = "take a prior of that unit"
                yield market.document.error(what, (*place, name), mend)


def _wrong_policies(market: Market) -> Iterator[EcluseError]:
    """A review policy under which no share of what is applied for is approved."""
    shares = [name for name, unit in OF_MARKET.items() if unit == OF_MARKET["approval_denial"]]
    for policy, name in market.file.policies.items():
        if name not in shares:
            what = f"'{name}' is no parameter of the market that is a share"
            yield market.document.error(what, ("policies", policy), offered(name, shares))


def _beyond_quarters(market: Market) -> Iterator[EcluseError]:
    """A day of the market that lies in no quarter of a seller, and would be told nowhere."""
    for at, seller in enumerate(market.file.sellers):
        first, last = seller.quarters[0].ends, seller.quarters[-1].ends
        if not (first < market.file.start and market.file.until <= last):
            what = f"the market's days are not all in {seller.seller}'s quarters"
            mend = f"add quarters, or keep it after {first} and up to {last}"
            yield market.document.error(what, ("sellers", at, "quarters"), mend)


def _twice(taken: RowsTaken, more: RowsTaken) -> Iterator[EcluseError]:
    """A row or a group that stands in both files of priors: which one would be drawn?"""
    one, other = ({row.prior for row in each.rows.priors} for each in (taken, more))
    groups = taken.rows.groups.keys() & more.rows.groups.keys()
    for name in sorted((one & other) | groups):
        yield DataError(f"'{name}' stands in two files of priors", more.file, "rename one")


def _named(market: Market) -> Iterator[Named]:
    """The sellers that are named."""
    sellers = [each.seller for each in market.file.sellers]
    yield ("calendar",), market.file.calendar, sellers, "seller"
    for place, product in enumerate(market.file.products):
        yield ("products", place, "seller"), product.seller, sellers, "seller"


def _items(market: Market) -> Iterator[tuple[Place, str]]:
    """The items that are named."""
    yield ("yardstick",), market.file.yardstick
    for place, product in enumerate(market.file.products):
        yield ("products", place, "item"), product.item


def _wrong_places(market: Market, library: Library) -> Iterator[EcluseError]:
    for place, buyer in enumerate(market.file.buyers):
        for name in ("destination", "headquarters"):
            code = getattr(buyer, name)
            if code not in library.countries.by_code:
                yield market.document.error(
                    _NO_COUNTRY.format(code), ("buyers", place, name), _CODE
                )


def _of_no_effect(market: Market, library: Library) -> Iterator[EcluseError]:
    """What acts and signals name in vain: kinds without a prior, and buyers and countries that
    nobody knows, so that an act would reach none of them in silence.
    """
    for kind, names, known, what, mend in _named_by_acts(market, library):
        file = f"data/{kind}/{getattr(market.file, kind)}.yaml"
        for name in (each for each in dict.fromkeys(names) if each not in known):
            yield DataError(what.format(name), file, mend or offered(name, [*known]))


_NamedByActs = tuple[str, Sequence[str], Collection[str], str, str | None]


def _named_by_acts(market: Market, library: Library) -> list[_NamedByActs]:
    """For each kind of file the names in it, those that there are, and what is said of others."""
    gates, news, acts = market.gates, market.news, market.practice.acts
    kinds = [*(act.kind for act in gates.acts), gates.refusal]
    groups = [name for act in gates.acts for name in act.buyers]
    signals = [signal.kind for signal in news.signals]
    codes = [code for act in acts for code in act.destinations]
    return [
        (GATES, kinds, gates.bands, _NO_BAND, "add it to bands"),
        (NEWS, signals, news.ratios, _NO_RATIO, "add it"),
        (GATES, groups, market.buyers, _NO_GROUP, None),
        (PRACTICE, codes, library.countries.by_code, _NO_COUNTRY, _CODE),
    ]


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
