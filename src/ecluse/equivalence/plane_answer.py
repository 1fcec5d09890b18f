"""The plane that the law of a day cuts, as an answer: its regions and where the chips stand.

Belongs here: the keys. Does not: finding regions (plane), or drawing them.
Always true: a region has exact bounds; a bound that nothing limits is null; a chip whose figures
are disputed has an interval, and one whose figures nobody gives is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.equivalence.plane import (
    AnswerRegion,
    LawRegion,
    PlaneCell,
    PlanePoint,
    answer_regions,
    law_regions,
    plane_of,
    points,
)
from ecluse.facts.figure import Figure
from ecluse.law.condition.cells import Cell
from ecluse.law.library import Library
from ecluse.law.register import Law


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureStretch:
    """From where to where a figure goes.

    Args:
        high: Null where nothing bounds it.
        low_included: Whether a figure that is just `low` belongs to it.
        high_included: Whether one that is just `high` does.
    """

    low: float
    high: float | None
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionAnswer:
    """A cell of the plane.

    Args:
        paragraph: The paragraph that describes a chip in it; null where answers are asked for.
        outcome: What a shipment of such a chip comes to; null where the law alone is asked for.
    """

    x: FigureStretch
    y: FigureStretch
    paragraph: str | None
    outcome: Outcome | None
    exception: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointAnswer:
    """Where chips stand; two equal bounds are one figure."""

    x: tuple[float, float]
    y: tuple[float, float]
    items: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaneAnswer:
    """The regions of a law, or of the answers for a destination, and the chips of the catalogue.

    Args:
        x: The figure of the one axis, such as tpp.
        y: The figure of the other, such as performance_density.
        destination: The country for which answers are asked for; null where the law alone is.
        missing: How many chips have no place, because nobody gives their figures.
    """

    SCHEMA: ClassVar[str] = "ecluse.plane/1"

    x: str
    y: str
    on: date
    destination: str | None
    regions: list[RegionAnswer]
    chips: list[PointAnswer]
    missing: int


def plane_answer(law: Law, library: Library, shipment: Shipment | None = None) -> PlaneAnswer:
    """The plane of a law.

    Args:
        shipment: Of a chip whose two figures are left open: its answers are the regions.
    """
    plane = plane_of(law)
    found, missing = points(library, law)
    regions = (
        [_of_law(each) for each in law_regions(library, law)]
        if shipment is None
        else [_of_answer(each) for each in answer_regions(shipment, library, law)]
    )
    return PlaneAnswer(
        x=plane.x,
        y=plane.y,
        on=law.on,
        destination=None if shipment is None else shipment.destination,
        regions=regions,
        chips=[_point(each) for each in found],
        missing=missing,
    )


def _of_law(region: LawRegion) -> RegionAnswer:
    x, y = _stretches(region.cell)
    return RegionAnswer(x=x, y=y, paragraph=region.paragraph, outcome=None, exception=None)


def _of_answer(region: AnswerRegion) -> RegionAnswer:
    x, y = _stretches(region.cell)
    return RegionAnswer(
        x=x,
        y=y,
        paragraph=None,
        outcome=region.verdict.outcome,
        exception=region.verdict.exception,
    )


def _stretches(cell: PlaneCell) -> tuple[FigureStretch, FigureStretch]:
    return _stretch(cell.x), _stretch(cell.y)


def _stretch(cell: Cell) -> FigureStretch:
    return FigureStretch(
        low=float(cell.low),
        high=None if cell.high is None else float(cell.high),
        low_included=cell.low_in,
        high_included=cell.high_in,
    )


def _point(point: PlanePoint) -> PointAnswer:
    items = [item.name for item in point.items]
    return PointAnswer(x=_bounds(point.x), y=_bounds(point.y), items=items)


def _bounds(figure: Figure) -> tuple[float, float]:
    low = float(figure.low)
    return low, low if figure.high is None else float(figure.high)
