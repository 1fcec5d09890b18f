"""A market with everything that it names, held together.

Belongs here: reading the five kinds of files of a market. Does not: what a file may say alone
(market_file, prior_file), whether they fit one another (market_flaws), or any number made of them.
Always true: what opens fits together; all mistakes are told together.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TypeVar

from ecluse.errors import UnknownNameError, offered, raise_all
from ecluse.facts.reader import (
    Document,
    as_path,
    check,
    names_in,
    read_data,
    read_document,
    read_named,
)
from ecluse.law.library import Library
from ecluse.simulate.market import GATES, MARKETS, NEWS, PRACTICE, Market
from ecluse.simulate.market_file import GatesFile, MarketFile, NewsFile, PracticeFile
from ecluse.simulate.market_flaws import market_flaws
from ecluse.simulate.prior_file import PriorsFile
from ecluse.simulate.prior_flaws import PRIORS, RowsTaken
from ecluse.simulate.read_supply import Supply, open_supply

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

    def part(kind: str, shape: type[T]) -> T:
        return read_named(folder, kind, getattr(file, kind), document, shape)[0]

    rows, gates, news = part(PRIORS, PriorsFile), part(GATES, GatesFile), part(NEWS, NewsFile)
    names = _taken(file, gates, news)
    taken = RowsTaken(document=document, name=file.priors, rows=rows, names=names)
    supply = None if file.supply is None else open_supply(file.supply, folder, document)
    found = Market(
        file=file,
        priors=taken.priors,
        groups=rows.groups,
        practice=part(PRACTICE, PracticeFile),
        gates=gates,
        news=news,
        digest=_digest(folder, path, file, supply),
        document=document,
        supply=supply,
    )
    raise_all([*market_flaws(found, taken, library)])
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
    name = f"{kind}/{checked_name(str(named), kind, folder)}.yaml"
    return folder / name, read_data(folder, name)


def checked_name(name: str, kind: str, folder: Path, where: str | None = None) -> str:
    """The name, where a file of the data's folder of that kind has it.

    Raises:
        UnknownNameError: None has.
    """
    names = names_in(folder / kind)
    if name in names:
        return name
    one = kind.removesuffix("s")
    what = f"no {one} is called '{name}'"
    raise UnknownNameError(what, where or one.upper(), offered(name, names))


def _digest(folder: Path, path: Path, market: MarketFile, supply: Supply | None) -> str:
    kinds = (PRIORS, PRACTICE, GATES, NEWS)
    paths = [path, *(folder / kind / f"{getattr(market, kind)}.yaml" for kind in kinds)]
    paths += [] if supply is None else supply.paths
    return hashlib.sha256(b"\0".join(each.read_bytes() for each in paths)).hexdigest()


def _taken(market: MarketFile, gates: GatesFile, news: NewsFile) -> list[str]:
    """The priors that a market takes, in a fixed order."""
    names = [*market.takes.values()]
    parts = [*(p.takes for p in market.products), *(b.takes for b in market.buyers)]
    names += [name for takes in parts for name in takes.values()]
    if gates.answers is not None:
        names += [gates.answers.factor, gates.answers.days]
    return [*dict.fromkeys([*names, *gates.bands.values(), *news.ratios.values()])]
