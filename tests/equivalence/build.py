"""Random laws, items and places, and what is compared of two determinations.

Belongs here: drawing cases near every limit of a law. Does not: expectations.
Always true: a draw depends on the dice alone.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from random import Random

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import Determination
from ecluse.determine.shipment import Shipment
from ecluse.equivalence.axes import PLACE, Axes
from ecluse.equivalence.item_class import ItemKey, LazyCase
from ecluse.equivalence.law_classes import LawClasses
from ecluse.equivalence.results import Results
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_word
from ecluse.facts.truth import of
from ecluse.law.in_force import Law
from ecluse.law.library import Library, load
from ecluse.law.measure import Reading
from ecluse.law.scenario import applied, read_scenario, shipped

FIGURES = (
    "tpp",
    "die_area_mm2",
    "dram_bandwidth_gb_per_s",
    "io_bandwidth_gb_per_s",
    "performance_density",
)
HAIR = Decimal("0.001")
DESIGNERS = ("US", "US", "CN", None)


@cache
def library() -> Library:
    return load()


def a_law(dice: Random) -> Law:
    """The law of a random day, under either reading, at times with a scenario."""
    register = library().register
    if dice.random() < 0.3:
        register = applied(read_scenario(dice.choice(shipped()), library()), register)
    days = [day for day in register.days() if day >= register.answers_from]
    return register.at(dice.choice(days), None, dice.choice(list(Reading)))


def limits_of(law: Law, fact: str) -> list[Decimal]:
    return [limit for limit in law.limits.get(fact, ()) if limit > 0] or [Decimal(100)]


def a_figure(law: Law, fact: str, dice: Random) -> Known | None:
    """A figure on a limit, a hair to either side, anywhere, only bounded, or not given."""
    limit = dice.choice(limits_of(law, fact))
    kind = dice.randrange(7)
    if kind == 0:
        return None
    if kind == 1:
        return Known(value=Figure(limit, limit * 2), unsettled=frozenset({fact}))
    if kind == 2:
        return Known(value=Figure(Decimal(0), limit), unsettled=frozenset({fact}))
    near = {3: limit, 4: limit + HAIR, 5: limit - HAIR}
    return Known(value=exactly(near.get(kind, Decimal(dice.randrange(1, 9000)))))


def an_item(law: Law, dice: Random) -> Item:
    """An item of the catalogue, or a design of its own near the limits."""
    if dice.random() < 0.3:
        return library().catalogue.items[dice.choice(sorted(library().catalogue.items))]
    figures = {fact: a_figure(law, fact, dice) for fact in FIGURES}
    return Item(
        name="paper",
        vendor=dice.choice(["NVIDIA", "Nobody", None]),
        designer_headquarters=dice.choice(DESIGNERS),
        datacenter=dice.choice([None, Known(value=of(True)), Known(value=of(False))]),
        figures={fact: known for fact, known in figures.items() if known is not None},
    )


def moved_within(item: Item, law: Law, dice: Random) -> Item:
    """The item with each exact figure moved, limits staying limits, so that it often stays in its
    class.
    """
    figures = dict(item.figures)
    for fact, known in item.figures.items():
        value = known.number
        if value is not None and value not in limits_of(law, fact):
            above = [limit for limit in limits_of(law, fact) if limit > value]
            below = [limit for limit in limits_of(law, fact) if limit < value]
            low, high = max(below, default=Decimal(0)), min(above, default=value * 2)
            part = Decimal(dice.randrange(1, 1000)) / 1000
            figures[fact] = Known(value=exactly(low + (high - low) * part))
    return Item(
        name="another paper",
        vendor=item.vendor,
        designer_headquarters=item.designer_headquarters,
        kind=item.kind,
        family=item.family,
        datacenter=item.datacenter,
        contains=item.contains,
        figures=figures,
    )


def a_place(dice: Random) -> str:
    codes = sorted(library().countries.by_code)
    return dice.choice([*("CN", "HK", "MO", "AE", "SG", "US", "RU", "IR"), *dice.sample(codes, 8)])


def classes_of(law: Law) -> LawClasses:
    return LawClasses(Axes(law, library(), frozenset(), Results()))


def nowhere(item: Item, law: Law) -> CaseFacts:
    """The case of an item, wherever it goes."""
    shipment = Shipment(item=item, destination=None, on=law.on)
    facts = CaseFacts(shipment, law, library())
    return facts.with_facts({name: unknown_word(name) for name in PLACE})


def item_class(classes: LawClasses, number: int, item: Item) -> int:
    return classes.items.number(ItemKey(number), LazyCase(lambda: nowhere(item, classes.law)))


def shipped_to(item: Item, law: Law, codes: tuple[str, str, str]) -> Shipment:
    return Shipment(
        item=item,
        destination=codes[0],
        on=law.on,
        headquarters=codes[1],
        parent_headquarters=codes[2],
    )


def told(found: Determination) -> tuple[object, ...]:
    """All that users of classes take from a determination."""
    return (
        found.verdict,
        found.needs,
        [each.provision for each in found.requirements],
        [each.provision for each in found.possible],
        found.classification,
        found.asks,
        found.confidence,
    )
