"""The figures of an item as the law's definitions give them, for showing.

Belongs here: TPP, density and bandwidths of one item, whatever the day. Does not: any judgment of
them.
Always true: the definitions are those of the latest law on record, so that a figure means the same
on every day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ecluse.bounded import Bounded
from ecluse.determine.case import CaseFacts
from ecluse.determine.contradiction import own_facts
from ecluse.determine.shipment import Shipment
from ecluse.facts.figure import DECIMALS, Figure
from ecluse.facts.item import OTHER_FIGURES, RATE, Item
from ecluse.facts.known import Known
from ecluse.law.in_force import Law
from ecluse.law.library import Library

_MOST_ITEMS = 2048
SHOWN = (
    "tpp",
    "performance_density",
    "die_area_mm2",
    "dram_bandwidth_gb_per_s",
    "io_bandwidth_gb_per_s",
    "dram_plus_io_gb_per_s",
    "dram_capacity_gb",
    "chip_link_gb_per_s",
    "host_link_gb_per_s",
    "memory_bandwidth_density",
    "process_nm",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRange:
    """The bounds of a figure that is known in part, why, and the facts that would settle it."""

    low: float
    high: float | None
    because: str | None
    unsettled: list[str]


def item_facts(item: Item, library: Library) -> CaseFacts:
    """The facts of an item under the latest definitions; the same value each time."""
    return _shown(item, library).facts


class _Shown:
    """The figures of one item, read off its facts once."""

    def __init__(self, item: Item, library: Library) -> None:
        self.item = item
        self.facts = CaseFacts(nowhere(item, date.max), library.latest_law, library)

    @cached_property
    def figures(self) -> dict[str, float | None]:
        """Every figure by name."""
        return _figures_of(self.item, self.facts)

    @cached_property
    def ranges(self) -> dict[str, FigureRange]:
        """The figures that are known in part."""
        return _ranges_of(self.facts)


class _ShownItems(Bounded[tuple[int, int], _Shown]):
    """The items whose figures were shown under one law, by the numbers of item and library; both
    are held, so that neither number is given to another.
    """

    def __init__(self, _: Law) -> None:
        super().__init__(_MOST_ITEMS)


def _shown(item: Item, library: Library) -> _Shown:
    items = library.latest_law.once(_ShownItems)
    key = (id(item), id(library))
    found = items.get(key)
    if found is None:
        found = items[key] = _Shown(item, library)
    return found


def given_figures(facts: CaseFacts) -> CaseFacts | None:
    """The facts of a case's item with the figures that the case gives; None where it gives none."""
    own = own_facts(facts.shipment, facts.library)
    if not own:
        return None
    given = {name: known for name, known in facts.shipment.given.items() if name in own}
    shipment = replace(nowhere(facts.shipment.item, date.max), given=given)
    return CaseFacts(shipment, facts.library.latest_law, facts.library)


def nowhere(item: Item, on: date) -> Shipment:
    """A shipment whose destination does not matter: figures and classification are the item's
    alone.
    """
    return Shipment(item=item, destination=None, on=on)


def figures_of(
    item: Item, library: Library, facts: CaseFacts | None = None
) -> dict[str, float | None]:
    """Every figure by name, as a float; None where it is unknown or where sources disagree."""
    shown = _shown(item, library)
    if facts is None or facts is shown.facts:
        return dict(shown.figures)
    return _figures_of(item, facts)


def _figures_of(item: Item, facts: CaseFacts) -> dict[str, float | None]:
    found = {name: facts[name] for name in SHOWN}
    found |= {
        name: known
        for name, known in facts.ic.figures.items()
        if name.endswith(RATE) or name in OTHER_FIGURES
    }
    found |= {name: known for name, known in item.figures.items() if name in OTHER_FIGURES}
    return {name: number(known) for name, known in found.items()}


def number(known: Known) -> float | None:
    """An exact figure as a float."""
    return None if known.number is None else round(float(known.number), DECIMALS)


def ranges_of(
    item: Item, library: Library, facts: CaseFacts | None = None
) -> dict[str, FigureRange]:
    """For the figures that are not exact and yet not wholly unknown: their bounds and why."""
    shown = _shown(item, library)
    if facts is None or facts is shown.facts:
        return dict(shown.ranges)
    return _ranges_of(facts)


def _ranges_of(facts: CaseFacts) -> dict[str, FigureRange]:
    named = {name: known for name, known in facts.ic.figures.items() if name not in SHOWN}
    named = {name: facts[name] for name in SHOWN} | named
    return {name: _range(known) for name, known in named.items() if _partly_known(known.figure)}


def _partly_known(figure: Figure) -> bool:
    return figure.exact is None and (figure.low > 0 or figure.high is not None)


def _range(known: Known) -> FigureRange:
    low, high = known.figure.low, known.figure.high
    return FigureRange(
        low=round(float(low), DECIMALS),
        high=None if high is None else round(float(high), DECIMALS),
        because=known.because,
        unsettled=sorted(known.unsettled),
    )


def datacenter_of(item: Item, library: Library, facts: CaseFacts | None = None) -> bool | None:
    """Whether an item is designed or marketed for datacenters; None where unknown."""
    return (facts or item_facts(item, library))["datacenter"].truth.known
