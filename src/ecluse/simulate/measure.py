"""What is told of a run: units, and what they compute and cost.

Belongs here: which measures there are (measures.csv), and what a unit of a product is worth in
each. Does not: sums (run), ranges (result), the model of time (inference).
Always true: units, TPP, H100-equivalents and tokens a second stand side by side and are never
swapped; where nobody gives the figure that a conversion needs, the product is left out and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ecluse.determine.figures import figures_of
from ecluse.errors import EcluseError, InputError, UnknownNameError, offered, raise_all
from ecluse.facts.csv_rows import csv_rows
from ecluse.law.library import Library
from ecluse.simulate.market_file import SoldProduct
from ecluse.simulate.read_market import Market

FLOW, LEVEL, SUPPLY = "flow", "level", "supply"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureKind:
    """One measure: the flow or level of a run that it tells, and its unit.

    Args:
        source: The flow or level; of the kind SUPPLY, the tables of sources. They are of the
            destination, by source: never one number for all of them.
        per: The worth of a unit that it is multiplied by; None for units or dollars themselves.
        by_buyer: The same by group of buyers; None where there is no such thing.
    """

    kind: str
    source: str
    unit: str
    per: str | None
    by_buyer: str | None


_TABLE = Path(__file__).with_name("measures.csv")
_COLUMNS = ("measure", "kind", "source", "unit", "per", "by_buyer")
MEASURES: Mapping[str, MeasureKind] = {
    row["measure"]: MeasureKind(
        kind=row["kind"],
        source=row["source"],
        unit=row["unit"],
        per=row["per"] or None,
        by_buyer=row["by_buyer"] or None,
    )
    for row in csv_rows(_TABLE, _TABLE.name, _COLUMNS)
}
USUAL = ("chips", "tpp", "h100e", "revenue", "fee", "charge", "stock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """What a unit of one product is worth in a measure, and by what.

    Args:
        value: Null where a figure that it needs is not published.
    """

    measure: str
    product: str
    value: float | None
    unit: str
    by: str


Worth: TypeAlias = Mapping[str, tuple[Conversion, ...]]  # by measure, in the order of products


def measures_named(names: Sequence[str], where: str = "show") -> tuple[str, ...]:
    """Measures by name, in the order that was asked.

    Raises:
        UnknownNameError, SeveralErrors: One is not called so.
    """
    wrong = [name for name in names if name not in MEASURES]
    raise_all([_unknown(name, where) for name in wrong])
    return tuple(dict.fromkeys(names))


def tables_of(name: str) -> tuple[str, ...]:
    """The flow, level or tables of sources that a measure is made of."""
    return tuple(MEASURES[name].source.split("; "))


def of_sources(names: Iterable[str]) -> frozenset[str]:
    """The tables of sources that some measures are made of; empty where none is of sources."""
    tables = (tables_of(name) for name in names if MEASURES[name].kind == SUPPLY)
    return frozenset(table for each in tables for table in each)


def single(names: Iterable[str], where: str = "show") -> tuple[str, ...]:
    """Those measures that are one number of a draw and a period: all but those told by source.

    Raises:
        InputError: None is.
    """
    found = tuple(name for name in names if MEASURES[name].kind != SUPPLY)
    if not found:
        what = "a measure that is told by source is no single number"
        raise InputError(what, where, "name one of the market, such as chips")
    return found


def _unknown(name: str, where: str) -> UnknownNameError:
    mend = offered(name, [*MEASURES])
    return UnknownNameError(f"no measure is called '{name}'", where, mend)


def conversions(
    market: Market, library: Library, names: Sequence[str]
) -> dict[str, tuple[Conversion, ...]]:
    """For each measure that multiplies units, what a unit of each product is worth."""
    wanted = dict.fromkeys(MEASURES[name].per for name in names)
    return {
        per: tuple(_conversion(per, sold, market, library) for sold in market.file.products)
        for per in wanted
        if per is not None
    }


def _conversion(per: str, sold: SoldProduct, market: Market, library: Library) -> Conversion:
    file, load = market.file, market.file.load
    if per in ("decode", "prefill"):
        by = f"{load.model} on {load.chips} chips, {load.input_tokens}/{load.output_tokens} tokens"
        value, unit = _tokens(per, sold.item, market, library), "tokens/s"
    elif per == "tpp":
        by = "the law's definition, from the catalogue"
        value, unit = _tpp(sold.item, library), "TPP"
    else:
        by, unit = f"TPP over that of {file.yardstick}", "H100 by TPP"
        tpp, over = (_tpp(item, library) for item in (sold.item, file.yardstick))
        value = None if tpp is None or over is None else tpp / over
    return Conversion(measure=per, product=sold.product, value=value, unit=unit, by=by)


def _tpp(item: str, library: Library) -> float | None:
    return figures_of(library.catalogue.get(item, "market"), library)["tpp"]


def _tokens(phase: str, item: str, market: Market, library: Library) -> float | None:
    """Tokens a second of one chip in one phase, by the model of inference."""
    from ecluse.inference.from_item import chip_from_item
    from ecluse.inference.serve import infer

    load = market.file.load
    try:
        chip = chip_from_item(library.catalogue.get(item, "market"), folder=library.folder)
        answer = infer(
            chip,
            load.chips,
            load.model,
            input_tokens=load.input_tokens,
            output_tokens=load.output_tokens,
            folder=library.folder,
        )
    except EcluseError:  # a figure of the chip is not published
        return None
    result = answer.decode if phase == "decode" else answer.prefill
    return None if result is None else result.tokens_per_s_per_chip
