"""What follows from what is said of a shipment, and is then not left to the vocabulary.

Belongs here: one rule for each such fact. Does not: what is said (stated), what the law works out.
Always true: nothing that is said outright is overruled but by what makes an answer stricter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ecluse.determine.declared import names_an_entry
from ecluse.determine.denied_exporter import said_of_exporter
from ecluse.determine.entry_said import implied_by_entries
from ecluse.determine.movement import LEAVES, MOVEMENT, moves_from
from ecluse.determine.shipment import Shipment
from ecluse.determine.vendor_seat import DESIGNER, seat_of_vendor
from ecluse.facts.known import Known, unknown_figure
from ecluse.facts.truth import Truth
from ecluse.law.eccn_part import DECLARED
from ecluse.law.library import Library

NON_PLANAR = "non_planar"
OF_ITS_DIES = ("die_area_mm2", "performance_density")


def following(
    shipment: Shipment, facts: Mapping[str, Known], library: Library
) -> Iterator[tuple[str, Known]]:
    """What follows from what is said, and is then not left to the vocabulary."""
    if DECLARED not in facts and names_an_entry(shipment.given, library):
        # An entry describes the item, and nobody says which: it is not taken that none does.
        yield DECLARED, library.vocabulary.unknown(DECLARED)
    yield from _of_designer(facts, library)
    yield from _of_planar_logic(facts)
    yield from _of_movement(shipment, facts, library)
    yield from implied_by_entries(shipment.given, library).items()
    yield from said_of_exporter(shipment, library).items()


def _of_planar_logic(facts: Mapping[str, Known]) -> Iterator[tuple[str, Known]]:
    """What is not to be known of planar logic: only dies that are not planar have an area that
    counts, and so a density (technical note 2 to 3A090).
    """
    planar = facts.get(NON_PLANAR)
    if planar is not None and planar.value is Truth.FALSE:
        for name in OF_ITS_DIES:
            yield name, replace(unknown_figure(name), because="its logic is planar")


def _of_designer(facts: Mapping[str, Known], library: Library) -> Iterator[tuple[str, Known]]:
    """The seat of a vendor on record, where nobody says the designer's and another is taken."""
    vendor = facts.get("vendor")
    if DESIGNER in facts or vendor is None or not isinstance(vendor.value, str):
        return
    taken = library.vocabulary.facts[DESIGNER].if_left_out
    seat = seat_of_vendor(vendor.value, library)
    if seat is not None and (taken is None or seat.value != taken.value):
        yield DESIGNER, seat


def _of_movement(
    shipment: Shipment, facts: Mapping[str, Known], library: Library
) -> Iterator[tuple[str, Known]]:
    """How a shipment moves from where it is said to leave, where nobody says how."""
    said = facts.get(MOVEMENT)
    if said is None or said.value is None:
        word = moves_from(facts.get(LEAVES), shipment.destination, library, shipment.on)
        if word is not None:
            yield MOVEMENT, Known(value=word)
