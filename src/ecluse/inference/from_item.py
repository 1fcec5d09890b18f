"""Catalogue items as chips.

Belongs here: which figure of an item is which figure of the model, and which value counts where
sources disagree.
Does not: reading items, assuming missing figures (chip.py).
Always true: a board or a system stands for the IC inside it; where sources disagree the middle is
taken and both ends kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ecluse.errors import ModelError, UnknownNameError
from ecluse.facts.catalogue import Catalogue
from ecluse.facts.item import Item
from ecluse.inference.chip import Chip, chip_from_figures
from ecluse.inference.data_files import DATA, RELEASES, read_table
from ecluse.law.library import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Fabric:
    """The links between chips: how many they reach, and whether their switches sum messages."""

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


@lru_cache(maxsize=RELEASES)
def fabrics(folder: Path = DATA) -> tuple[Fabric, ...]:
    """Every fabric of a data folder that is not the eight chips of a node with plain links."""
    return read_table(folder, "fabrics/fabrics.yaml", _Fabrics).fabrics


@lru_cache(maxsize=RELEASES)
def sustained(folder: Path = DATA) -> tuple[Sustained, ...]:
    """What makers say that their chips sustain, as a data folder holds it."""
    return read_table(folder, "sustained/sustained.yaml", _Sustained).sustained


@lru_cache(maxsize=RELEASES)
def catalogue(folder: Path = DATA) -> Catalogue:
    """The items of a data folder."""
    return load(folder).catalogue


def chip_from_item(
    item: Item, items: Catalogue | None = None, *, folder: Path = DATA, **more: Any
) -> Chip:
    """The chip that an item is, or that lies inside it.

    Args:
        items: Where the chip inside a board or a system is found.
        folder: The data folder whose fabrics and sustained rates count.
        more: Figures that an item's file does not hold: network_gb_per_s, link_domain, price_usd.

    Raises:
        ModelError: It is a memory stack, or a board whose IC is not at hand.
    """
    if item.contains is not None:
        if items is None:
            raise ModelError(
                f"{item.name} is a {item.kind}; its chip is {item.contains.item}",
                "chip",
                f"ask for {item.contains.item}",
            )
        item = items.ic(item)
    if item.kind == "memory_stack":
        raise ModelError(f"{item.name} is a memory stack", "chip", "ask for a chip that carries it")
    middle, ends = _middle_and_ends(item)
    figures = {
        **_links(item.name, bool(middle.get("chip_link_gb_per_s")), folder),
        "sustained_tera_ops_per_s": _sustained_rates(item.name, folder),
        **more,
    }
    return chip_from_figures(item.name, middle, ends=ends, **figures)


def _middle_and_ends(item: Item) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    """The middle of each figure, and both ends of those that sources disagree about."""
    middle: dict[str, float] = {}
    ends: dict[str, tuple[float, float]] = {}
    for name, known in item.figures.items():
        low, high = known.figure.low, known.figure.high
        if high is None or (low == 0 and known.figure.exact is None):
            continue  # "more than" gives no upper end: treated as not given
        middle[name] = float(low + high) / 2
        if low != high:
            ends[name] = (float(low), float(high))
    return middle, ends


def _links(chip: str, linked: bool, folder: Path) -> dict[str, Any]:
    """How many chips the links of a chip reach, where a fabric on file says so."""
    for fabric in fabrics(folder):
        if any(f" {name} " in f" {chip} " for name in fabric.items):
            return {"link_domain": fabric.chips, "switch_sums": fabric.sums_in_switch and linked}
    return {}


def _sustained_rates(chip: str, folder: Path) -> dict[int, float]:
    for record in sustained(folder):
        if record.item == chip:
            return {int(bits): rate for bits, rate in record.tera_ops_per_s.items()}
    return {}


def find_chip(name: str, folder: Path = DATA, **more: Any) -> Chip:
    """The chip called `name` in the catalogue of a data folder.

    Raises:
        UnknownNameError: No item is called that.
        ModelError: The item is not a chip.
    """
    items = catalogue(folder)
    return chip_from_item(items.get(name, "chip"), items, folder=folder, **more)


def chips_of_catalogue(names: Iterable[str], folder: Path = DATA) -> Mapping[str, Chip]:
    """The chips that the catalogue knows by these names; the others are left out."""
    known: dict[str, Chip] = {}
    for name in names:
        try:
            known[name] = find_chip(name, folder)
        except (UnknownNameError, ModelError):
            continue
    return known
