"""The figures of an item as the law's definitions give them, for showing.

Belongs here: TPP, density and bandwidths of one item, whatever the day. Does not: any judgment of
them.
Always true: the definitions are those of the latest law on record, so that a figure means the same
on every day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ecluse.determine.case import CaseFacts
from ecluse.determine.contradiction import own_facts
from ecluse.determine.shipment import Shipment
from ecluse.facts.item import OTHER_FIGURES, RATE, Item
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.library import Library
from ecluse.law.measure import Reading

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


def item_facts(item: Item, library: Library) -> CaseFacts:
    """The facts of an item under the latest definitions."""
    law = library.register.at(date.max, None, Reading.TEXT)
    return CaseFacts(nowhere(item, date.max), law, library)


def given_figures(facts: CaseFacts) -> CaseFacts | None:
    """The facts of a case's item with the figures that the case gives; None where it gives none."""
    own = own_facts(facts.shipment, facts.library)
    if not own:
        return None
    law = facts.library.register.at(date.max, None, Reading.TEXT)
    given = {name: known for name, known in facts.shipment.given.items() if name in own}
    shipment = replace(nowhere(facts.shipment.item, date.max), given=given)
    return CaseFacts(shipment, law, facts.library)


def nowhere(item: Item, on: date) -> Shipment:
    """A shipment whose destination does not matter: figures and classification are the item's
    alone.
    """
    return Shipment(item=item, destination=None, on=on)


def figures_of(
    item: Item, library: Library, facts: CaseFacts | None = None
) -> dict[str, float | None]:
    """Every figure by name, as a float; None where it is unknown or where sources disagree."""
    facts = facts or item_facts(item, library)
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
    exact: Decimal | None = known.number
    return None if exact is None else round(float(exact), 6)


def ranges_of(item: Item, library: Library) -> dict[str, dict[str, Any]]:
    """For the figures that are not exact and yet not wholly unknown: their bounds and why."""
    facts = item_facts(item, library)
    found = {}
    for name in dict.fromkeys((*SHOWN, *facts.ic.figures)):
        known = facts[name] if name in SHOWN else facts.ic.figures[name]
        figure = known.figure
        if figure.exact is None and (figure.low > 0 or figure.high is not None):
            high = None if figure.high is None else round(float(figure.high), 6)
            found[name] = {
                "low": round(float(figure.low), 6),
                "high": high,
                "because": known.because,
                "unsettled": sorted(known.unsettled),
            }
    return found


def datacenter_of(item: Item, library: Library) -> bool | None:
    """Whether an item is designed or marketed for datacenters; None where unknown."""
    value = item_facts(item, library)["datacenter"].value
    return None if value is Truth.UNKNOWN else value is Truth.TRUE
