"""The map's words: none lies over another, and the chip beside the limits is named."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from ecluse.determine.shipment import Shipment
from ecluse.equivalence.plane import answer_regions, law_regions, paper_chip, plane_of, points
from ecluse.web.map_picture import _BOLD, _TALL, MapSheet, _meet


def called(region):
    return f"The region {region}"


@pytest.mark.parametrize(("on", "to"), [(date(2026, 9, 30), None), (date(2024, 6, 1), "CN")])
def test_no_words_of_the_map_lie_over_others_and_the_h20_is_named(site, on, to):
    library = site.library
    law = library.register.at(on)
    cells = [(each.cell, each.paragraph) for each in law_regions(library, law)]
    sheet = MapSheet(plane_of(law))
    marks = sheet.marks(points(library, law)[0], [cell for cell, _ in cells], "en")
    if to is not None:
        asked = Shipment(item=paper_chip(library), destination=to, on=on)
        cells = [
            (each.cell, each.verdict.outcome.value) for each in answer_regions(asked, library, law)
        ]
    drawing = sheet.drawing(cells, law, "en", called, marks)
    assert any(mark.short == "H20" and mark.label for mark in marks)
    of_chips = [box for mark in marks if mark.drawn for box in mark.takes]
    labels = [list(mark.takes)[1] for mark in marks if mark.label]
    assert not [pair for pair in combinations(labels, 2) if _meet(*pair)]
    assert drawing.names
    for x, foot, region in drawing.names:
        name = (x, foot - _TALL, x + _BOLD * len(called(region)), foot)
        assert not [box for box in of_chips if _meet(name, box)], region
        own = [box for box in drawing.boxes if box.region == region]
        assert any(box.x <= x and name[2] <= box.right for box in own), region
