"""The picture of the plane: what a reader looks for is named, and no label lies over anything."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest

from ecluse.cli.chip_map import _points
from ecluse.equivalence.plane import SINCE_2023, PlaneCell, PlanePoint, nearest_first
from ecluse.facts.figure import exactly
from ecluse.facts.item import Item
from ecluse.law.condition.cells import Cell

pyplot = pytest.importorskip("matplotlib.pyplot")

CORNER = PlaneCell(
    x=Cell(fact="tpp", low=Decimal(2400)), y=Cell(fact="performance_density", low=Decimal("3.2"))
)


def place(name, tpp, density):
    item = Item(name=name, kind="chip")
    return PlanePoint(x=exactly(Decimal(str(tpp))), y=exactly(Decimal(str(density))), items=(item,))


def crowd():
    """Chips close together, two at the frame, and one beside the corner that comes last."""
    many = [
        place(f"Chip {x}-{y}", 2500 + 90 * x, 3.4 + 0.2 * y) for x in range(9) for y in range(9)
    ]
    frame = [place("At the left edge", 905, 2), place("At the top edge", 30_000, 89)]
    return [*many, *frame, place("Out of the frame", 95_000, 95), place("The near one", 2395, 3.19)]


def test_no_label_lies_over_another_a_mark_or_the_frame_and_the_near_one_is_named():
    figure, axes = pyplot.subplots(figsize=(11, 7.6))
    axes.set(
        xscale="log", yscale="log", xlim=SINCE_2023.x_range, ylim=SINCE_2023.y_range, title="x"
    )
    axes.legend(handles=[pyplot.Line2D([], [], label="NVIDIA")], loc="upper left")
    ordered = nearest_first(crowd(), [CORNER], SINCE_2023)
    assert ordered[0].families == "The near one"
    _points(axes, ordered, SINCE_2023)
    renderer = figure.canvas.get_renderer()
    boxes = {text.get_text(): text.get_window_extent(renderer) for text in axes.texts}
    assert {"The near one", "At the left edge", "At the top edge"} <= boxes.keys()
    assert 12 < len(boxes) < len(ordered) and "Out of the frame" not in boxes
    assert not [pair for pair in combinations(boxes, 2) if boxes[pair[0]].overlaps(boxes[pair[1]])]
    frame, legend = axes.bbox, axes.get_legend().get_window_extent(renderer)
    for name, box in boxes.items():
        assert frame.x0 <= box.x0 and box.x1 <= frame.x1, name
        assert frame.y0 <= box.y0 and box.y1 <= frame.y1, name
        assert not box.overlaps(legend), name
        marks = (axes.transData.transform(each.middle) for each in ordered)
        assert not [mark for mark in marks if box.contains(*mark)], name
    pyplot.close(figure)
