"""Catalogue items as chips.

Belongs here: which figure of an item is which figure of the model, and what to do where sources
disagree.
Does not: reading items, assuming missing figures (chip.py).
Always true: a board or a system stands for the IC inside it; where sources disagree the middle is
taken and both ends kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ecluse.errors import ModelError, UnknownNameError
from ecluse.facts.catalogue import Catalogue
from ecluse.facts.item import Item
from ecluse.facts.reader import check, read_document
from ecluse.inference.chip import Chip, chip_from_figures
from ecluse.law.library import load

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fabric:
    """What lies between chips: how many it reaches, and whether its switches sum what passes
    through them.
    """

    fabric: str
    items: tuple[str, ...]
    chips: int
    sums_in_switch: bool
    cited: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fabrics:
    fabrics: tuple[Fabric, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sustained:
    """What the maker of a chip says that it sustains on large products, by operand width."""

    item: str
    tera_ops_per_s: Mapping[str, float]
    cited: Mapping[str, Any]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sustained:
    sustained: tuple[Sustained, ...]


@cache
def fabrics(folder: Path = DATA) -> tuple[Fabric, ...]:
    """Every fabric of data/fabrics that is not the eight chips of a node with plain links."""
    table: _Fabrics = check(
        read_document(folder / "fabrics" / "fabrics.yaml", name="data/fabrics/fabrics.yaml"),
        _Fabrics,
    )
    return table.fabrics


@cache
def sustained(folder: Path = DATA) -> tuple[Sustained, ...]:
    """Every record of data/sustained."""
    table: _Sustained = check(
        read_document(
            folder / "sustained" / "sustained.yaml", name="data/sustained/sustained.yaml"
        ),
        _Sustained,
    )
    return table.sustained


def chip_from_item(
    item: Item, catalogue: Catalogue | None = None, *, folder: Path = DATA, **more: Any
) -> Chip:
    """The chip that an item is, or that lies inside it.

    Args:
        folder: The data folder whose fabrics and sustained rates count.
        more: Figures that an item's file does not hold: network_gb_per_s, link_domain, price_usd.

    Raises:
        ModelError: It is a memory stack, or a board whose IC is not at hand.
    """
    if item.contains is not None:
        if catalogue is None:
            raise ModelError(
                f"{item.name} is a {item.kind}; its chip is {item.contains.item}",
                "chip",
                f"ask for {item.contains.item}",
            )
        item = catalogue.ic(item)
    if item.kind == "memory_stack":
        raise ModelError(f"{item.name} is a memory stack", "chip", "ask for a chip that carries it")
    middle: dict[str, float] = {}
    ends: dict[str, tuple[float, float]] = {}
    for name, known in item.figures.items():
        low, high = known.figure.low, known.figure.high
        if high is None or (low == 0 and known.figure.exact is None):
            continue  # "more than" bounds nothing above: treated as not given
        middle[name] = float(low + high) / 2
        if low != high:
            ends[name] = (float(low), float(high))
    fabric = next(
        (
            each
            for each in fabrics(folder)
            if any(f" {name} " in f" {item.name} " for name in each.items)
        ),
        None,
    )
    between = (
        {}
        if fabric is None
        else {
            "link_domain": fabric.chips,
            "switch_sums": fabric.sums_in_switch and bool(middle.get("chip_link_gb_per_s")),
        }
    )
    reaches = next(
        (
            {int(bits): rate for bits, rate in each.tera_ops_per_s.items()}
            for each in sustained(folder)
            if each.item == item.name
        ),
        {},
    )
    return chip_from_figures(
        item.name, middle, ends=ends, **{**between, "sustained_tera_ops_per_s": reaches, **more}
    )


@cache
def _catalogue() -> Catalogue:
    return load().catalogue


def find_chip(name: str, **more: Any) -> Chip:
    """The catalogue's chip called `name`.

    Raises:
        UnknownNameError: No item is called that.
        ModelError: The item is not a chip.
    """
    catalogue = _catalogue()
    return chip_from_item(catalogue.get(name, "--chip"), catalogue, **more)


def chips_of_catalogue(names: Iterable[str]) -> Mapping[str, Chip]:
    """The chips that the catalogue knows by these names; the others are left out."""
    known: dict[str, Chip] = {}
    for name in names:
        try:
            known[name] = find_chip(name)
        except (UnknownNameError, ModelError):
            continue
    return known
