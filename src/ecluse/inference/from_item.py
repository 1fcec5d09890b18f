"""Catalogue items as chips.

Belongs here: which figure of an item is which figure of the model, and what to do where sources disagree.
Does not: reading items, assuming missing figures (chip.py).
Always true: a board or a system stands for the IC inside it; where sources disagree the middle is taken and both ends kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ecluse.errors import ModelError, UnknownNameError
from ecluse.facts.catalogue import Catalogue
from ecluse.facts.item import Item
from ecluse.inference.chip import Chip, chip_from_figures
from ecluse.law.library import load

# Chips that one switch or one fabric reaches, where that is not the eight of a node: item family or name, and the place it says so.
LINK_DOMAINS = {
    "GB200": 72,         # NVL72: one NVLink domain (data/items, GB200 NVL72)
    "GB300": 72,
    "Ascend 910C": 384,  # CloudMatrix384: one Unified Bus domain (arXiv:2506.12708)
}


def chip_from_item(item: Item, catalogue: Catalogue | None = None, **more: Any) -> Chip:
    """The chip that an item is, or that lies inside it.

    Args:
        more: Figures that an item's file does not hold: network_gb_per_s, link_domain, price_usd.
    Raises:
        ModelError: It is a memory stack, or a board whose IC is not at hand.
    """
    if item.contains is not None:
        if catalogue is None:
            raise ModelError(f"{item.name} is a {item.kind}; its chip is {item.contains.item}", "chip", f"ask for {item.contains.item}")
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
    domain = next((size for key, size in LINK_DOMAINS.items() if key in item.name), 8)
    return chip_from_figures(item.name, middle, ends=ends, **{"link_domain": domain, **more})


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
