"""The plane of a law as shapes on a sheet: regions, the lines between them, chips, ticks.

Belongs here: scales, and where each shape and label stands. Does not: which region or figure there
is (equivalence), or writing SVG (templates).
Always true: both axes are logarithmic; a shape stands where its figures are; a label is left out
rather than laid over another.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecluse.equivalence.plane import Plane, PlaneCell, PlanePoint, nearest_first
from ecluse.facts.slug import slug
from ecluse.law.register import Law
from ecluse.words.say import number

LEFT, TOP, WIDTH, HEIGHT = 64.0, 12.0, 916.0, 560.0
_SHAPES = 5  # vendors that have a shape of their own; all others share one
_LETTER, _LINE = 6.2, 11.0  # of a label
_BOLD, _TALL, _PAD = 8.6, 14.0, 9.0  # of a region's name: a letter, a line, what is kept clear
_SPOTS = ((7.0, 4.0), (-7.0, 4.0), (7.0, -6.0), (-7.0, -6.0), (7.0, 13.0), (-7.0, 13.0))
_FAR = 1e3  # a line to nothing goes so far below what is shown
_APART = 26.0  # between two ticks
_Box = tuple[float, float, float, float]  # left, top, right and foot
_Label = tuple[float, float, str]  # x, y and the side
_Line = _Box  # from x and y to x and y
_Ticks = tuple[tuple[float, str], ...]  # where each stands, and its number


@dataclass(frozen=True, slots=True, kw_only=True)
class MapBox:
    """A cell of the plane on the sheet, and which region it is of."""

    x: float
    y: float
    width: float
    height: float
    region: str

    @property
    def right(self) -> float:
        """Where it ends on the right."""
        return round(self.x + self.width, 1)

    @property
    def foot(self) -> float:
        """Where it ends below."""
        return round(self.y + self.height, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDrawing:
    """The regions of one law: cells, the lines between different ones, where each is named; and its
    limits on both axes.
    """

    axes: tuple[_Ticks, _Ticks]
    boxes: tuple[MapBox, ...]
    edges: tuple[_Line, ...]
    names: tuple[tuple[float, float, str], ...]

    @property
    def regions(self) -> list[str]:
        """The regions that it shows."""
        return list(dict.fromkeys(box.region for box in self.boxes))


@dataclass(frozen=True, slots=True, kw_only=True)
class MapMark:
    """Chips at one place.

    Args:
        shape: The number of its vendor's shape.
        range: From where to where its figures go, where sources disagree.
        drawn: Whether its place is on the sheet.
        label: Where its name stands: x, y and the side; None where there is no room.
        slugs: The words of its items in an address.
    """

    x: float
    y: float
    shape: int
    drawn: bool
    range: _Line | None
    name: str
    short: str
    label: _Label | None
    slugs: tuple[tuple[str, str], ...]
    figures: tuple[str, str]

    @property
    def takes(self) -> Iterator[_Box]:
        """What its mark and its label take of the sheet."""
        yield _around(self.x, self.y)
        if self.label is not None:
            x, y, side = self.label
            width = _LETTER * len(self.short)
            left = x if side == "start" else x - width
            yield left, y - _LINE, left + width, y


class MapSheet:
    """The scales of a plane."""

    def __init__(self, plane: Plane) -> None:
        self.plane = plane

    def across(self, value: float) -> float:
        """Where a value of the first figure stands, from the left."""
        low, high = self.plane.x_range
        return round(LEFT + WIDTH * _part(value, low, high), 1)

    def down(self, value: float) -> float:
        """Where a value of the second figure stands, from the top."""
        low, high = self.plane.y_range
        return round(TOP + HEIGHT * (1 - _part(value, low, high)), 1)

    def drawing(
        self,
        regions: Iterable[tuple[PlaneCell, str]],
        law: Law,
        lang: str,
        called: Callable[[str], str],
        marks: Iterable[MapMark],
    ) -> MapDrawing:
        """Regions as cells, edges and names, with the limits of their law.

        Args:
            called: A region in words.
            marks: The chips that stand over them: no name lies over one of these or its label.
        """
        boxes = tuple(box for cell, name in regions if (box := self._box(cell, name)) is not None)
        taken = [box for mark in marks if mark.drawn for box in mark.takes]
        return MapDrawing(
            axes=self._axes(law, lang),
            boxes=boxes,
            edges=tuple(_edges(boxes)),
            names=tuple(_names(boxes, called, taken)),
        )

    def _box(self, cell: PlaneCell, region: str) -> MapBox | None:
        """A cell as far as it is shown; None where none of it is."""
        left, bottom, right, top = cell.shown(self.plane)
        x, y = self.across(left), self.down(top)
        width, height = self.across(right) - x, self.down(bottom) - y
        if width <= 0 or height <= 0:
            return None
        return MapBox(x=x, y=y, width=round(width, 1), height=round(height, 1), region=region)

    def marks(
        self, points: Sequence[PlanePoint], cells: Iterable[PlaneCell], lang: str
    ) -> tuple[MapMark, ...]:
        """Chips, each place once, with a label where there is room: those near a corner of the
        cells first.
        """
        shapes, labels = shapes_of(points), dict[tuple[float, float], _Label | None]()
        drawn = {place: each for each in points if _drawn(*(place := self._place(each)))}
        taken = [_around(*place) for place in drawn]
        for point in nearest_first(drawn.values(), cells, self.plane):
            place = self._place(point)
            labels[place] = _label(point.families, *place, taken)
        return tuple(self._mark(point, shapes, labels, lang) for point in points)

    def _place(self, point: PlanePoint) -> tuple[float, float]:
        x, y = point.middle
        return self.across(x), self.down(y)

    def _range(self, point: PlanePoint) -> _Line | None:
        """From where to where the figures go; None where they are exact."""
        if not point.disputed:
            return None
        left, bottom, right, top = point.bounds
        return self.across(left), self.down(bottom), self.across(right), self.down(top)

    def _mark(
        self,
        point: PlanePoint,
        shapes: dict[str | None, int],
        labels: Mapping[tuple[float, float], _Label | None],
        lang: str,
    ) -> MapMark:
        x, y = self._place(point)
        left, bottom, right, top = point.bounds
        return MapMark(
            x=x,
            y=y,
            shape=shapes.get(point.items[0].vendor, _SHAPES),
            drawn=_drawn(x, y),
            range=self._range(point),
            name=", ".join(item.name for item in point.items),
            short=point.families,
            label=labels.get((x, y)),
            slugs=tuple((slug(item.name), item.name) for item in point.items),
            figures=(_span(left, right, lang), _span(bottom, top, lang)),
        )

    def _axes(self, law: Law, lang: str) -> tuple[_Ticks, _Ticks]:
        """The limits of the law and the powers of ten, as far as they stand apart."""
        across, down = self.plane.ticks(law)
        return (
            _apart([(self.across(value), _number(value, lang)) for value in across]),
            _apart([(self.down(value), _number(value, lang)) for value in down]),
        )


def shapes_of(points: Iterable[PlanePoint]) -> dict[str | None, int]:
    """The vendors of most chips, each with the number of its shape."""
    count = Counter(item.vendor for point in points for item in point.items if item.vendor)
    return {vendor: place for place, (vendor, _) in enumerate(count.most_common(_SHAPES))}


def _part(value: float, low: float, high: float) -> float:
    """How far along an axis a value stands: from 0 to 1 where it is shown."""
    return math.log(max(value, low / _FAR) / low) / math.log(high / low)


def _edges(boxes: Sequence[MapBox]) -> Iterator[_Line]:
    """The sides of cells beyond which another region lies.

    What lies between two cells is drawn once: where the second of them begins.
    """
    starts = {(box.x, box.y) for box in boxes}
    by_end = {(box.right, box.y): box.region for box in boxes}
    by_foot = {(box.x, box.foot): box.region for box in boxes}
    for box in boxes:
        x, y, right, foot = box.x, box.y, box.right, box.foot
        sides = (
            (by_end.get((x, y)) != box.region, (x, y, x, foot)),
            (by_foot.get((x, y)) != box.region, (x, y, right, y)),
            ((right, y) not in starts, (right, y, right, foot)),
            ((x, foot) not in starts, (x, foot, right, foot)),
        )
        for drawn, side in sides:
            if drawn and not _on_the_frame(*side):
                yield side


def _on_the_frame(x1: float, y1: float, x2: float, y2: float) -> bool:
    ends = (LEFT, LEFT + WIDTH), (TOP, TOP + HEIGHT)
    return (x1 == x2 and x1 in ends[0]) or (y1 == y2 and y1 in ends[1])


def _names(
    boxes: Sequence[MapBox], called: Callable[[str], str], taken: Sequence[_Box]
) -> Iterator[tuple[float, float, str]]:
    """Where each region is named: in a corner of its cells, the largest first, that its words fit
    and where nothing stands; the key alone names a region that has none.
    """
    for region in dict.fromkeys(box.region for box in boxes):
        own = (box for box in boxes if box.region == region)
        width = _BOLD * len(called(region))
        for box in sorted(own, key=lambda box: -box.width * box.height):
            spots = _corners(box, width)
            free = (spot for spot in spots if not any(_meet(spot, other) for other in taken))
            if (spot := next(free, None)) is not None:
                yield round(spot[0], 1), round(spot[3], 1), region
                break


def _corners(box: MapBox, width: float) -> Iterator[_Box]:
    """Where a name of a width stands in the corners of a cell; none where it does not fit."""
    if width + 2 * _PAD > box.width or box.height < _TALL + 2 * _PAD:
        return
    for top in (box.y + _PAD, box.foot - _PAD - _TALL):
        for left in (box.x + _PAD, box.right - _PAD - width):
            yield left, top, left + width, top + _TALL


def _drawn(x: float, y: float) -> bool:
    """Whether a place is on the sheet."""
    return LEFT <= x <= LEFT + WIDTH and TOP <= y <= TOP + HEIGHT


def _around(x: float, y: float) -> _Box:
    return x - 3, y - 3, x + 3, y + 3


def _label(text: str, x: float, y: float, taken: list[_Box]) -> _Label | None:
    """The first free spot beside a place; None where there is none."""
    width = _LETTER * len(text)
    own = _around(x, y)
    for dx, dy in _SPOTS:
        left = x + dx if dx > 0 else x + dx - width
        box = (left, y + dy - _LINE, left + width, y + dy)
        inside = box[0] > LEFT and box[2] < LEFT + WIDTH and box[1] > TOP
        if inside and not any(_meet(box, other) for other in taken if other != own):
            taken.append(box)
            return x + dx, y + dy, "start" if dx > 0 else "end"
    return None


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _apart(ticks: list[tuple[float, str]]) -> _Ticks:
    """Those that stand apart from all before them."""
    kept: list[tuple[float, str]] = []
    for place, text in ticks:
        if all(abs(place - other) >= _APART for other, _ in kept):
            kept.append((place, text))
    return tuple(sorted(kept))


def _number(value: float, lang: str) -> str:
    return number(Decimal(f"{value:.6g}"), lang)


def _span(low: float, high: float, lang: str) -> str:
    """A figure, or from where to where it goes."""
    first = _number(low, lang)
    return first if low == high else f"{first}–{_number(high, lang)}"
