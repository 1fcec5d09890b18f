"""The field's own picture: the catalogue in the plane that the law of a day cuts, with the regions
of that law.

Belongs here: axes, colors, marks and labels. Does not: the regions, or where a chip stands
(equivalence/plane).
Always true: a chip whose figures are disputed is a line, one whose figures nobody gives is counted
below.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.cli.plot import STYLE, save
from ecluse.equivalence.plane import LawRegion, Plane, PlanePoint, law_regions, plane_of, points
from ecluse.facts.figure import plain
from ecluse.facts.item import Item
from ecluse.outputs.picture import pyplot
from ecluse.words.say import many, say, when

if TYPE_CHECKING:
    from ecluse.law.library import Library
    from ecluse.law.register import Law

_REGIONS = {"3A090": "#f2c1bb", "3A090.a": "#f2c1bb", "3A090.b": "#fbe3b4"}
_VENDORS = {"NVIDIA": ("#3f7d20", "o"), "AMD": ("#b5451b", "s"), "Intel": ("#1f5fa8", "^")}
_CHINA, _OTHERS = ("#6b4fa0", "D"), ("#555555", "v")
_LETTER, _LINE = 3.6, 7.5  # points that a letter and a line of a label take
_PLACES = [
    (6, 3),
    (6, -9),
    (-6, 3),
    (-6, -9),
    (6, 11),
    (-6, 11),
    (6, -17),
    (-6, -17),
    (6, 19),
    (-6, 19),
]
_GREY = "#dddddd"


def plot_chips(library: Library, law: Law, path: Path, lang: str, *, force: bool = False) -> None:
    """Draw the catalogue's chips on logarithmic axes over the regions of the law for a datacenter
    chip.
    """
    plt = pyplot(**STYLE)
    plane = plane_of(law)
    figure, axes = plt.subplots(figsize=(11, 7.6))
    _axes(plt, axes, plane, law, lang)
    regions = list(law_regions(library, law))
    for region in regions:
        axes.add_patch(_patch(region, plane))
    places, missing = points(library, law)
    _points(axes, places)
    handles = _legend(plt, {region.paragraph for region in regions}, lang)
    axes.legend(handles=handles, loc="upper left", fontsize=8, framealpha=0.9)
    title = say("chips.plane", lang, when(law.on, lang))
    axes.set_title(title, loc="left", fontweight="bold")
    note = many("chips.missing", lang, missing)
    figure.text(0.125, 0.015, note, fontsize=7.5, color="#666666")
    save(figure, path, force=force)


def _axes(plt: Any, axes: Any, plane: Plane, law: Law, lang: str) -> None:
    """Set up both axes, each with its words and the limits of the law."""
    axes.set(xscale="log", yscale="log", xlim=plane.x_range, ylim=plane.y_range)
    axes.set_xlabel(say(f"plane.{plane.x}", lang))
    axes.set_ylabel(say(f"plane.{plane.y}", lang))
    for axis, ticks in zip((axes.xaxis, axes.yaxis), plane.ticks(law), strict=True):
        axis.set_major_locator(plt.FixedLocator(sorted(ticks)))
        axis.set_major_formatter(
            plt.FuncFormatter(lambda value, _: plain(Decimal(str(round(value, 4)))))
        )
        axis.set_minor_locator(plt.NullLocator())


def _legend(plt: Any, paragraphs: set[str], lang: str) -> list[Any]:
    from matplotlib.patches import Patch

    marks = [
        *_VENDORS.items(),
        (say("chips.china", lang), _CHINA),
        (say("chips.others", lang), _OTHERS),
    ]
    patches = [Patch(color=_REGIONS.get(name, _GREY), label=name) for name in sorted(paragraphs)]
    return patches + [
        plt.Line2D([], [], color=color, marker=marker, linestyle="", label=label)
        for label, (color, marker) in marks
    ]


def _patch(region: LawRegion, plane: Plane) -> Any:
    """A rectangle in the color of the paragraph."""
    from matplotlib.patches import Rectangle

    left, bottom, right, top = region.cell.shown(plane)
    color = _REGIONS.get(region.paragraph, _GREY)
    place = (left, bottom)
    return Rectangle(place, right - left, top - bottom, color=color, linewidth=0, zorder=0)


def _points(axes: Any, places: Iterable[PlanePoint]) -> None:
    """Draw the chips once for each place, with a label where there is room."""
    boxes: list[tuple[float, float, float, float]] = []
    for point in places:
        place = _point(axes, point, point.items[0])
        _label(axes, point.families, place, boxes)


def _point(axes: Any, point: PlanePoint, item: Item) -> tuple[float, float]:
    """Draw a chip, with a line where its figures are disputed; where it stands."""
    color, marker = _VENDORS.get(
        item.vendor or "", _CHINA if item.designer_headquarters == "CN" else _OTHERS
    )
    left, bottom, right, top = point.bounds
    if point.disputed:
        axes.plot([left, right], [bottom, top], color=color, linewidth=1.2, alpha=0.7, zorder=2)
    axes.plot(*point.middle, marker=marker, color=color, markersize=4.5, zorder=3)
    return point.middle


def _label(
    axes: Any, text: str, place: tuple[float, float], boxes: list[tuple[float, float, float, float]]
) -> None:
    """Put a label beside a point, in the first spot that is free; leave it out where none is."""
    scale = 72 / axes.figure.dpi
    x, y = (float(each) * scale for each in axes.transData.transform(place))
    width = _LETTER * len(text)
    for dx, dy in _PLACES:
        left = x + dx if dx > 0 else x + dx - width
        box = (left, y + dy, left + width, y + dy + _LINE)
        if not any(
            box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in boxes
        ):
            boxes.append(box)
            axes.annotate(
                text,
                place,
                xytext=(dx, dy),
                textcoords="offset points",
                fontsize=6.5,
                color="#333333",
                ha="left" if dx > 0 else "right",
                zorder=4,
            )
            return
