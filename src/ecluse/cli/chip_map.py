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
from ecluse.equivalence.plane import (
    LawRegion,
    Plane,
    PlanePoint,
    law_regions,
    nearest_first,
    plane_of,
    points,
)
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
_MARK, _FONT = 4.5, 6.5  # points: across a mark, and of a label's letters
_AIR = 1.5  # points between a label and what stands beside it
# Where a label may stand: its side of the point, and how far off, in points.
_SPOTS = (
    *(("left", 6, -2), ("right", -6, -2), ("center", 0, 5), ("center", 0, -10)),
    *(("left", 5, 4), ("right", -5, 4), ("left", 5, -9), ("right", -5, -9)),
    *(("left", 4, 12), ("right", -4, 12), ("left", 4, -17), ("right", -4, -17)),
)
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
    handles = _legend(plt, {region.paragraph for region in regions}, lang)
    axes.legend(handles=handles, loc="upper left", fontsize=8, framealpha=0.9)
    places, missing = points(library, law)
    _points(axes, nearest_first(places, (region.cell for region in regions), plane), plane)
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


def _points(axes: Any, places: Iterable[PlanePoint], plane: Plane) -> None:
    """Draw the chips once for each place, with a label where there is room.

    Args:
        places: In the order in which they get a label.
    """
    shown = [place for place in places if plane.shows(*place.middle)]
    for place in shown:
        _point(axes, place, place.items[0])
    labels = _Labels(axes, [place.middle for place in shown])
    for place in shown:
        labels.put(place.families, place.middle)


def _point(axes: Any, point: PlanePoint, item: Item) -> None:
    """Draw a chip, with a line where its figures are disputed."""
    color, marker = _VENDORS.get(
        item.vendor or "", _CHINA if item.designer_headquarters == "CN" else _OTHERS
    )
    left, bottom, right, top = point.bounds
    if point.disputed:
        axes.plot([left, right], [bottom, top], color=color, linewidth=1.2, alpha=0.7, zorder=2)
    axes.plot(*point.middle, marker=marker, color=color, markersize=_MARK, zorder=3)


class _Labels:
    """Labels beside places, none over a mark, the legend, the frame or another label."""

    def __init__(self, axes: Any, places: Iterable[tuple[float, float]]) -> None:
        self.axes = axes
        self.renderer = axes.figure.canvas.get_renderer()
        self.scale = axes.figure.dpi / 72  # pixels in a point
        marks = (self._box(place, "center", 0, -_MARK / 2, _MARK, _MARK) for place in places)
        self.taken = [axes.get_legend().get_window_extent(self.renderer), *marks]

    def put(self, text: str, place: tuple[float, float]) -> None:
        """Label a place in the first spot that is free; leave the label out where none is."""
        from matplotlib.font_manager import FontProperties

        font = FontProperties(family="DejaVu Sans", size=_FONT)
        measured = self.renderer.get_text_width_height_descent(text, font, ismath=False)
        width, height = (size / self.scale + _AIR for size in measured[:2])
        for side, dx, dy in _SPOTS:
            box = self._box(place, side, dx, dy - _AIR / 2, width, height)
            if self._free(box):
                self.taken.append(box)
                self._write(text, place, side, (dx, dy))
                return

    def _box(
        self, place: tuple[float, float], side: str, dx: float, dy: float, *size: float
    ) -> Any:
        """What a text takes beside a place, in pixels; all else in points."""
        from matplotlib.transforms import Bbox

        x, y = self.axes.transData.transform(place)
        before = {"left": 0.0, "center": 0.5, "right": 1.0}[side]
        left, foot = dx - before * size[0], dy
        return Bbox.from_bounds(
            x + left * self.scale, y + foot * self.scale, *(part * self.scale for part in size)
        )

    def _free(self, box: Any) -> bool:
        frame = self.axes.bbox
        inside = frame.x0 <= box.x0 and box.x1 <= frame.x1
        inside = inside and frame.y0 <= box.y0 and box.y1 <= frame.y1
        return inside and not box.count_overlaps(self.taken)

    def _write(
        self, text: str, place: tuple[float, float], side: str, off: tuple[float, float]
    ) -> None:
        self.axes.annotate(
            text,
            place,
            xytext=off,
            textcoords="offset points",
            fontsize=_FONT,
            color="#333333",
            ha=side,
            va="bottom",
            zorder=4,
        )
