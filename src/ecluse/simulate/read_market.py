"""A market with everything that it names, held together.

Belongs here: reading the five kinds of files and checking that they fit one another. Does not: what
a file may say alone (market_file, prior_file), or any number made of it.
Always true: each prior that a market takes exists, has a source, and describes a time up to the
market's cut-off; one known only later says so; all mistakes are told together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from ecluse.errors import DataError, EcluseError, UnknownNameError, near, raise_all
from ecluse.facts.reader import Document, as_path, check, names_in, read_document
from ecluse.law.library import Library
from ecluse.simulate.market import GATES, MARKETS, NEWS, PRACTICE, PRIORS, Market
from ecluse.simulate.market_file import (
    OF_BUYER,
    OF_MARKET,
    OF_PRODUCT,
    GatesFile,
    MarketFile,
    NewsFile,
    PracticeFile,
)
from ecluse.simulate.market_flaws import wrong_names
from ecluse.simulate.prior_file import Distribution, Prior, PriorsFile
from ecluse.simulate.read_supply import Supply, open_supply, supply_flaws

__all__ = [
    "GATES",
    "MARKETS",
    "NEWS",
    "PRACTICE",
    "PRIORS",
    "Market",
    "market_names",
    "open_market",
]
T = TypeVar("T")


def market_names(folder: Path) -> tuple[str, ...]:
    """The markets that a data folder holds."""
    return names_in(folder / MARKETS)


def open_market(named: str | Path, library: Library) -> Market:
    """A market of the data folder by name, or a file of the user's.

    Raises:
        UnknownNameError: No market is called that.
        DataError, InputError, SeveralErrors: A file is wrong, or two do not fit together.
    """
    folder = library.folder
    path, document = named_document(named, MARKETS, folder)
    file: MarketFile = check(document, MarketFile)
    rows = _part(folder, PRIORS, file.priors, PriorsFile, document)
    gates = _part(folder, GATES, file.gates, GatesFile, document)
    news = _part(folder, NEWS, file.news, NewsFile, document)
    by_name = {row.prior: row for row in rows.priors}
    supply = None if file.supply is None else open_supply(file.supply, folder, document)
    found = Market(
        file=file,
        priors={name: by_name[name] for name in _taken(file, gates, news) if name in by_name},
        groups=rows.groups,
        practice=_part(folder, PRACTICE, file.practice, PracticeFile, document),
        gates=gates,
        news=news,
        digest=_digest(folder, path, file, supply),
        document=document,
        supply=supply,
    )
    raise_all([*_flaws(found, rows, library)])
    return found


def named_document(named: str | Path, kind: str, folder: Path) -> tuple[Path, Document]:
    """A file of the user's, or one of a folder of the data by its name, parsed.

    Args:
        kind: The folder, called after what it holds, such as `markets`.
        folder: The data.

    Raises:
        UnknownNameError: None is called that.
        DataError, InputError: It cannot be read.
    """
    own = as_path(named) if isinstance(named, str) else named
    if own is not None:
        return own, read_document(own, user=True)
    path = folder / kind / f"{checked_name(str(named), kind, folder)}.yaml"
    return path, read_document(path, name=f"data/{kind}/{named}.yaml")


def checked_name(name: str, kind: str, folder: Path, where: str | None = None) -> str:
    """The name, where a file of the data's folder of that kind has it.

    Raises:
        UnknownNameError: None has.
    """
    names = names_in(folder / kind)
    if name in names:
        return name
    one = kind.removesuffix("s")
    mend = near(name, names) or f"there are {', '.join(names)}"
    raise UnknownNameError(f"no {one} is called '{name}'", where or one.upper(), mend)


def _part(folder: Path, kind: str, name: str, shape: type[T], document: Document) -> T:
    path = folder / kind / f"{name}.yaml"
    if not path.is_file():
        mend = near(name, names_in(folder / kind)) or "name one that is"
        raise document.error(f"there is no data/{kind}/{name}.yaml", (kind,), mend)
    part: T = check(read_document(path, name=f"data/{kind}/{name}.yaml"), shape)
    return part


def _digest(folder: Path, path: Path, market: MarketFile, supply: Supply | None) -> str:
    kinds = {
        PRIORS: market.priors,
        PRACTICE: market.practice,
        GATES: market.gates,
        NEWS: market.news,
    }
    paths = [path, *(folder / kind / f"{name}.yaml" for kind, name in kinds.items())]
    paths += [] if supply is None else supply.paths
    return hashlib.sha256(b"\0".join(each.read_bytes() for each in paths)).hexdigest()


def _taken(market: MarketFile, gates: GatesFile, news: NewsFile) -> Iterable[str]:
    """The priors that a market takes, in a fixed order."""
    names = [*market.takes.values()]
    parts = [*(p.takes for p in market.products), *(b.takes for b in market.buyers)]
    names += [name for takes in parts for name in takes.values()]
    if gates.answers is not None:
        names += [gates.answers.factor, gates.answers.days]
    return dict.fromkeys([*names, *gates.bands.values(), *news.ratios.values()])


# ---- what does not fit ---------------------------------------------------------------------------


def _flaws(market: Market, rows: PriorsFile, library: Library) -> Iterator[EcluseError]:
    yield from _repeated(market, rows)
    yield from _parameters(market)
    yield from _wrong_policies(market)
    yield from _beyond_quarters(market)
    yield from _unknown_rows(market, rows)
    yield from _ungrouped(rows, _file_of(market))
    yield from _late_rows(market.priors, market.file.cutoff, _file_of(market))
    yield from _negative_rows(market.priors, _file_of(market))
    yield from _foreseen(market)
    if market.supply is not None:
        yield from supply_flaws(market.supply, library)
        yield from _twice(rows, market.supply.rows, market.supply.priors_file)
        file = market.supply.priors_file
        yield from _ungrouped(market.supply.rows, file)
        yield from _late_rows(market.supply.priors, market.file.cutoff, file)
        yield from _negative_rows(market.supply.priors, file)
    yield from wrong_names(market, library)


def _repeated(market: Market, rows: PriorsFile) -> Iterator[EcluseError]:
    for kind, names in (
        ("product", market.products),
        ("buyer", market.buyers),
        ("prior", [row.prior for row in rows.priors]),
    ):
        for name in sorted({name for name in names if list(names).count(name) > 1}):
            yield market.document.error(f"two {kind}s are called '{name}'", (), "rename one")


def _parameters(market: Market) -> Iterator[EcluseError]:
    """A parameter is missing, or is none."""
    file = market.file
    places: list[tuple[tuple[Any, ...], Mapping[str, str], Mapping[str, str]]] = [
        (("takes",), file.takes, OF_MARKET)
    ]
    places += [(("products", i, "takes"), p.takes, OF_PRODUCT) for i, p in enumerate(file.products)]
    places += [(("buyers", i, "takes"), b.takes, OF_BUYER) for i, b in enumerate(file.buyers)]
    for place, takes, wanted in places:
        for name in wanted:
            if name not in takes:
                mend = f"add a line '{name}: …' with the name of a prior"
                yield market.document.error(f"'{name}' is fed by nothing", place, mend)
        for name in takes:
            if name not in wanted:
                mend = near(name, [*wanted]) or f"there are {', '.join(wanted)}"
                yield market.document.error(f"there is no parameter '{name}'", (*place, name), mend)
        yield from _other_units(market, place, takes, wanted)


def _other_units(
    market: Market, place: tuple[Any, ...], takes: Mapping[str, str], wanted: Mapping[str, str]
) -> Iterator[EcluseError]:
    """A prior that is told in another unit than the parameter that takes it."""
    for name, prior in takes.items():
        row, unit = market.priors.get(prior), wanted.get(name)
        if row is not None and unit is not None and row.unit != unit:
            what = f"'{name}' is in {unit}, and the prior '{prior}' in {row.unit}"
            yield market.document.error(what, (*place, name), "take a prior of that unit")


def _wrong_policies(market: Market) -> Iterator[EcluseError]:
    """A review policy under which no share of what is applied for is approved."""
    shares = [name for name, unit in OF_MARKET.items() if unit == OF_MARKET["approval_denial"]]
    for policy, name in market.file.policies.items():
        if name not in shares:
            what = f"'{name}' is no parameter of the market that is a share"
            mend = near(name, shares) or f"there are {', '.join(shares)}"
            yield market.document.error(what, ("policies", policy), mend)


def _beyond_quarters(market: Market) -> Iterator[EcluseError]:
    """A day of the market that lies in no quarter of a seller, and would be told nowhere."""
    for at, seller in enumerate(market.file.sellers):
        first, last = seller.quarters[0].ends, seller.quarters[-1].ends
        if not (first < market.file.start and market.file.until <= last):
            what = f"the market's days are not all in {seller.seller}'s quarters"
            mend = f"add quarters, or keep it after {first} and up to {last}"
            yield market.document.error(what, ("sellers", at, "quarters"), mend)


def _unknown_rows(market: Market, rows: PriorsFile) -> Iterator[EcluseError]:
    """A prior is named that has no row."""
    names = [row.prior for row in rows.priors]
    taken = _taken(market.file, market.gates, market.news)
    for name in taken:
        if name not in market.priors:
            mend = near(name, names) or f"add a row to data/{PRIORS}/{market.file.priors}.yaml"
            yield market.document.error(f"no prior is called '{name}'", ("takes",), mend)


def _ungrouped(rows: PriorsFile, file: str) -> Iterator[EcluseError]:
    """A row is of a group that has no correlation."""
    for row in rows.priors:
        if row.group is not None and row.group not in rows.groups:
            what = f"the prior '{row.prior}' is of a group '{row.group}' without a correlation"
            yield DataError(what, file, "add it under groups")


def _twice(rows: PriorsFile, more: PriorsFile, file: str) -> Iterator[EcluseError]:
    """A row or a group that stands in both files of priors: which one would be drawn?"""
    if rows is more:
        return
    both = {row.prior for row in rows.priors} & {row.prior for row in more.priors}
    for name in sorted(both | (set(rows.groups) & set(more.groups))):
        yield DataError(f"'{name}' stands in two files of priors", file, "rename one")


def _late_rows(priors: Mapping[str, Prior], cutoff: date, file: str) -> Iterator[EcluseError]:
    """A row that no one could use at the cut-off."""
    for row in priors.values():
        if row.period_end is not None and row.period_end > cutoff:
            what = f"the prior '{row.prior}' describes {row.period_end}, after the cut-off {cutoff}"
            yield DataError(what, file, "take an earlier figure, or leave the row out")
        elif row.known_on > cutoff and not row.hindsight and not _of_the_act(row):
            what = (
                f"the prior '{row.prior}' was known on {row.known_on}, after the cut-off {cutoff}"
            )
            mend = "add `hindsight: true`, or take what was known; what an act given to the run "
            mend += "says itself is `fixed`, with the act's day as `condition_on`"
            yield DataError(what, file, mend)
        elif row.known_on <= cutoff and row.hindsight:
            what = f"the prior '{row.prior}' is no hindsight: it was known on {row.known_on}"
            yield DataError(what, file, "leave `hindsight` out")
        yield from _late_fallback(row, cutoff, file)


def _of_the_act(row: Prior) -> bool:
    """Whether a row is no judgment, but what an act that the run is given says itself."""
    return row.condition_on is not None and row.dist.fixed is not None


def _later_kinds(
    bands: Mapping[str, str],
    acts: Iterable[tuple[str, date]],
    priors: Mapping[str, Prior],
    cutoff: date,
) -> Iterator[tuple[str, str]]:
    """Kinds of acts that nobody had seen by the cut-off, whose rows do not say so; and the rows."""
    first: dict[str, date] = {}
    for kind, day in acts:
        first[kind] = min(day, first.get(kind, day))
    for kind, name in bands.items():
        later = first.get(kind, cutoff) > cutoff
        if later and name in priors and priors[name].condition_on is None:
            yield kind, name


def _foreseen(market: Market) -> Iterator[EcluseError]:
    """A row of a kind of act that exists only through later acts, as if it had been foreseen."""
    gates, supply, cutoff = market.gates, market.supply, market.file.cutoff
    acts = [(each.kind, each.on) for each in gates.acts]
    found = [
        (*each, _file_of(market)) for each in _later_kinds(gates.bands, acts, market.priors, cutoff)
    ]
    if supply is not None:
        acts = [(each.kind, each.on) for each in supply.file.acts]
        rows = _later_kinds(supply.file.bands, acts, supply.priors, cutoff)
        found += [(*each, supply.priors_file) for each in rows]
    for kind, name, file in found:
        what = f"the prior '{name}' is of acts of the kind '{kind}', all after the cut-off {cutoff}"
        yield DataError(what, file, "add `condition_on:` with the day of the first of them")


def _late_fallback(row: Prior, cutoff: date, file: str) -> Iterator[EcluseError]:
    """A fallback that stands beside no hindsight, or that was not known by the cut-off either."""
    early = row.fallback
    if early is None:
        return
    if not row.hindsight:
        what = f"the prior '{row.prior}' has a fallback and is no hindsight"
        yield DataError(what, file, "leave `fallback` out")
    late = max(early.known_on, early.period_end or early.known_on)
    if late > cutoff:
        what = f"the fallback of '{row.prior}' is of {late}, after the cut-off {cutoff}"
        yield DataError(what, file, "take what was known by then, or a wider range")


def _negative_rows(priors: Mapping[str, Prior], file: str) -> Iterator[EcluseError]:
    """A row that could be below zero: every parameter is a stock, a price, a time or a share."""
    for row in priors.values():
        least = _least(row.dist)
        if least < 0:
            what = f"the prior '{row.prior}' can be below zero: {least:g}"
            yield DataError(what, file, "raise its low end to zero or more")


def _least(dist: Distribution) -> float:
    """The low end of a distribution; of a normal one, whose tails have none, its 5th percentile."""
    if dist.fixed is not None:
        return dist.fixed
    if dist.normal is not None:
        return dist.normal.p5
    ends = (dist.uniform, dist.triangular)
    return next((each.low for each in ends if each is not None), 0.0)


def _file_of(market: Market) -> str:
    return f"data/{PRIORS}/{market.file.priors}.yaml"
