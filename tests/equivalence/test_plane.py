"""The regions of the plane are those of the answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ecluse.determine.decide import determine
from ecluse.determine.shipment import Shipment
from ecluse.equivalence.plane import (
    answer_regions,
    law_regions,
    paper_chip,
    plane_of,
    points,
)
from ecluse.facts.known import given_figure
from ecluse.law.library import load

DAYS = (date(2022, 11, 1), date(2023, 11, 20))


@pytest.mark.slow
@pytest.mark.parametrize("on", DAYS, ids=str)
def test_a_chip_stands_in_the_region_of_its_paragraph(on):
    library = load()
    law = library.register.at(on)
    regions = list(law_regions(library, law))
    placed, missing = points(library, law)
    assert placed
    assert missing
    for point in (each for each in placed if not each.disputed):
        inside = {
            region.paragraph
            for region in regions
            if region.cell.x.contains(point.x.low) and region.cell.y.contains(point.y.low)
        }
        assert len(inside) <= 1
        item = next((each for each in point.items if each.datacenter is not None), None)
        if item is None or item.contains is not None or plane_of(law).x != "tpp":
            continue
        shipment = Shipment(item=item, destination=None, on=on)
        described = determine(shipment, law, library, refine=False).classification
        drawn = {name for name in described if name.startswith("3A090")}
        assert not drawn or drawn <= inside


def test_the_answer_of_a_region_is_that_of_a_chip_in_it():
    library, on = load(), date(2025, 5, 20)
    law, paper = library.register.at(on), paper_chip(library)
    asked = Shipment(item=paper, destination="CN", on=on)
    regions = list(answer_regions(asked, library, law))
    others = {name: given_figure(1) for name in law.limits}
    for tpp, density in (("4801", "1"), ("2399", "3.1"), ("2401", "1.7"), ("100", "0.1")):
        given = others | {"tpp": given_figure(tpp), "performance_density": given_figure(density)}
        shipment = Shipment(item=paper, destination="CN", on=on, given=given)
        here = [
            region.verdict
            for region in regions
            if region.cell.x.contains(Decimal(tpp)) and region.cell.y.contains(Decimal(density))
        ]
        assert here == [determine(shipment, law, library).verdict]
