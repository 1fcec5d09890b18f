"""The plane that the law of a day cuts: total processing performance against performance density,
or what the law of 2022 asked for instead.

Belongs here: the two axes, the regions of the law, the regions of an answer, and where the chips
stand. Does not: drawing (cli, web), or deciding what is in a region (determine).
Always true: a region is found by asking in each exact cell of the plane, so that a picture cannot
disagree with the answers; a chip whose figures are disputed has a width, and one whose figures
nobody gives is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import dist, log

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import classify
from ecluse.determine.decide import determine_case
from ecluse.determine.figures import nowhere
from ecluse.determine.items import laid_out
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Verdict
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell, cut
from ecluse.law.library import Library
from ecluse.law.register import Law

_PAPER = Item(name="paper", kind="chip", datacenter=Known(value=Truth.TRUE))
_CROWDED = 6_000  # limits beyond would stand one on the other
_DRAWN = "3A090"  # the entry whose paragraphs the plane shows


@dataclass(frozen=True, slots=True)
class Plane:
    """The two figures that the law of the day cuts, and the range shown."""

    x: str
    y: str
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def part(self, x: float, y: float) -> tuple[float, float]:
        """How far along each axis a place stands: from 0 to 1 where it is shown."""
        ranges = zip((x, y), (self.x_range, self.y_range), strict=True)
        across, up = (log(value / low) / log(high / low) for value, (low, high) in ranges)
        return across, up

    def shows(self, x: float, y: float) -> bool:
        """Whether a place lies within the frame."""
        return all(0 < part < 1 for part in self.part(x, y))

    def ticks(self, law: Law) -> tuple[list[float], list[float]]:
        """What is marked on each axis: the limits of a law first, then the powers of ten."""
        limits = law.limits
        across = _ticks(limits.get(self.x, ()), self.x_range)
        return across, _ticks(limits.get(self.y, ()), self.y_range)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaneCell:
    """A cell of the plane: from where to where both figures go."""

    x: Cell
    y: Cell

    def shown(self, plane: Plane) -> tuple[float, float, float, float]:
        """Left, bottom, right and top, as far as they are shown."""
        left, right = _shown(self.x, plane.x_range)
        bottom, top = _shown(self.y, plane.y_range)
        return left, bottom, right, top


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRegion:
    """A cell of the plane that a paragraph describes."""

    cell: PlaneCell
    paragraph: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRegion:
    """A cell of the plane, and what a shipment of a chip in it comes to."""

    cell: PlaneCell
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanePoint:
    """Where chips stand: all that have these two figures."""

    x: Figure
    y: Figure
    items: tuple[Item, ...]

    @property
    def families(self) -> str:
        """What a label says: the families at the place, without their vendor."""
        names = ((each.family or each.name, f"{each.vendor} ") for each in self.items)
        return ", ".join(dict.fromkeys(name.removeprefix(vendor) for name, vendor in names))

    @property
    def disputed(self) -> bool:
        """Whether sources disagree on one of the figures."""
        return self.x.exact is None or self.y.exact is None

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top."""
        x, y = self.x, self.y
        return float(x.low), float(y.low), float(x.high or x.low), float(y.high or y.low)

    @property
    def middle(self) -> tuple[float, float]:
        """The middle, on logarithmic axes."""
        left, bottom, right, top = self.bounds
        return (left * right) ** 0.5, (bottom * top) ** 0.5


SINCE_2023 = Plane("tpp", "performance_density", (900.0, 90_000.0), (1.0, 90.0))
IN_2022 = Plane("bits_times_tops", "io_bandwidth_gb_per_s", (200.0, 90_000.0), (25.0, 4000.0))


def plane_of(law: Law) -> Plane:
    """The plane that a law cuts."""
    return SINCE_2023 if SINCE_2023.y in law.limits else IN_2022


def law_regions(library: Library, law: Law) -> Iterator[LawRegion]:
    """The cells of the plane that a paragraph describes, for a chip designed for datacenters."""
    case = CaseFacts(nowhere(_PAPER, law.on), law, library)
    for cell, facts in _cases(case, law):
        paragraph = _paragraph(facts)
        if paragraph is not None:
            yield LawRegion(cell=cell, paragraph=paragraph)


def answer_regions(shipment: Shipment, library: Library, law: Law) -> Iterator[AnswerRegion]:
    """What a shipment comes to in each cell of the plane, whatever its item's own two figures are.

    All other figures that the law compares are as small as can be: a letter that asks for a
    bandwidth does not meet the chip.
    """
    for cell, facts in _cases(laid_out(shipment, law, library), law):
        yield AnswerRegion(cell=cell, verdict=determine_case(facts, depends=False).verdict)


def paper_chip(library: Library) -> Item:
    """A chip for datacenters of which nothing else is known but where it was designed: where most
    chips of the catalogue were.
    """
    seats = Counter(
        item.designer_headquarters
        for item in library.catalogue.items.values()
        if item.designer_headquarters is not None
    )
    return replace(_PAPER, designer_headquarters=seats.most_common(1)[0][0])


def points(library: Library, law: Law) -> tuple[list[PlanePoint], int]:
    """The chips by the two figures of the plane, from the left; how many have no place there."""
    plane, missing = plane_of(law), 0
    places: dict[tuple[Figure, Figure], list[Item]] = {}
    for item in library.catalogue.items.values():
        if item.kind != "chip":
            continue
        case = CaseFacts(nowhere(item, law.on), law, library)
        x, y = case[plane.x].figure, case[plane.y].figure
        if x.high is None or y.high is None or x.low <= 0 or y.low <= 0:
            missing += 1
        else:
            places.setdefault((x, y), []).append(item)
    ordered = sorted(places.items(), key=lambda pair: (pair[0][0].low, pair[0][1].low))
    found = [PlanePoint(x=x, y=y, items=tuple(items)) for (x, y), items in ordered]
    return found, missing


def nearest_first(
    places: Iterable[PlanePoint], cells: Iterable[PlaneCell], plane: Plane
) -> list[PlanePoint]:
    """Places by how near they stand, as drawn, to a corner of the cells: a reader of the law looks
    for those first.
    """
    corners = {
        plane.part(x, y)
        for left, bottom, right, top in (cell.shown(plane) for cell in cells)
        for x in (left, right)
        for y in (bottom, top)
        if plane.shows(x, y)
    }

    def distance(place: PlanePoint) -> float:
        own = plane.part(*place.middle)
        return min((dist(own, corner) for corner in corners), default=0.0)

    return sorted(places, key=distance)


def _cases(case: CaseFacts, law: Law) -> Iterator[tuple[PlaneCell, CaseFacts]]:
    """Each cell of the plane, with a case that lies in it."""
    plane = plane_of(law)
    others = {
        name: Known(value=exactly(1)) for name in law.limits if name not in (plane.x, plane.y)
    }
    small = case.with_facts(others)
    for x in _cells(plane.x, law):
        for y in _cells(plane.y, law):
            yield PlaneCell(x=x, y=y), small.with_facts({plane.x: x.known, plane.y: y.known})


def _cells(fact: str, law: Law) -> list[Cell]:
    """The stretches of a figure that have a width."""
    cells = cut(fact, Figure(Decimal(0), None), law.limits.get(fact, ()))
    return [cell for cell in cells if cell.low != cell.high]


def _paragraph(case: CaseFacts) -> str | None:
    paragraphs = classify(case, {})
    names = (name for name, found in paragraphs.items() if found.truth is Truth.TRUE)
    return next((name for name in names if name.startswith(_DRAWN)), None)


def _shown(cell: Cell, shown: tuple[float, float]) -> tuple[float, float]:
    """The bounds of a cell, as far as they are shown."""
    high = shown[1] if cell.high is None else float(cell.high)
    return max(float(cell.low), shown[0]), high


def _ticks(limits: Iterable[Decimal], shown: tuple[float, float]) -> list[float]:
    low, high = shown
    inside = [float(limit) for limit in limits if low <= limit <= min(high, _CROWDED)]
    tens = [10.0**power for power in range(6) if low <= 10.0**power <= high]
    return list(dict.fromkeys([*inside, *tens, high]))
