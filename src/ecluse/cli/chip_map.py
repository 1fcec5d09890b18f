"""The field's own picture: the catalogue in the plane that the law of a day cuts, with the regions
of that law.

Belongs here: the axes, the regions, the points and their labels. Does not: deciding what is in a
region.
Always true: the regions are drawn by asking the classifier in each exact cell of the plane, so the
picture cannot disagree with the answers; a chip whose figures are disputed is a line, one whose
figures nobody gives is counted below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.cli.plot import pyplot, save
from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import classify
from ecluse.determine.figures import nowhere
from ecluse.facts.figure import Figure, exactly, plain
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell, cut
from ecluse.words.say import say, when

if TYPE_CHECKING:
    from ecluse.law.library import Library
    from ecluse.law.register import Law

Places = dict[tuple[Figure, Figure], list[Item]]
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


@dataclass(frozen=True, slots=True)
class _Plane:
    """The two figures that the law of the day cuts, and the range shown."""

    x: str
    y: str
    x_range: tuple[float, float]
    y_range: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Region:
    """A cell of the plane that a paragraph describes, as far as it is shown."""

    x: float
    y: float
    width: float
    height: float
    paragraph: str

    def patch(self) -> Any:
        """A rectangle in the color of the paragraph."""
        from matplotlib.patches import Rectangle

        color = _REGIONS.get(self.paragraph, _GREY)
        place = (self.x, self.y)
        return Rectangle(place, self.width, self.height, color=color, linewidth=0, zorder=0)


_SINCE_2023 = _Plane("tpp", "performance_density", (900.0, 90_000.0), (1.0, 90.0))
_IN_2022 = _Plane("bits_times_tops", "io_bandwidth_gb_per_s", (200.0, 90_000.0), (25.0, 4000.0))
_DECADES = [10.0**power for power in range(6)]
_CROWDED = 6_000  # limits beyond would stand one on the other
_GREY = "#dddddd"


def plot_chips(library: Library, law: Law, path: Path, lang: str, *, force: bool = False) -> None:
    """Draw the catalogue's chips on logarithmic axes over the regions of the law for a datacenter
    chip.
    """
    plt = pyplot()
    plane = _SINCE_2023 if "performance_density" in law.limits else _IN_2022
    figure, axes = plt.subplots(figsize=(11, 7.6))
    _axes(plt, axes, plane, law, lang)
    regions = list(_regions(library, law, plane))
    for region in regions:
        axes.add_patch(region.patch())
    places, missing = _places(library, law, plane)
    _points(axes, places)
    handles = _legend(plt, {region.paragraph for region in regions}, lang)
    axes.legend(handles=handles, loc="upper left", fontsize=8, framealpha=0.9)
    title = say("chips.plane", lang, when(law.on, lang))
    axes.set_title(title, loc="left", fontweight="bold")
    note = say("chips.missing", lang, missing)
    figure.text(0.125, 0.015, note, fontsize=7.5, color="#666666")
    save(figure, path, force=force)
    plt.close(figure)


def _axes(plt: Any, axes: Any, plane: _Plane, law: Law, lang: str) -> None:
    """Set up both axes, each with its words and the limits of the law."""
    axes.set(xscale="log", yscale="log", xlim=plane.x_range, ylim=plane.y_range)
    _ticks(plt, axes.xaxis, law.limits.get(plane.x, ()), plane.x_range)
    _ticks(plt, axes.yaxis, law.limits.get(plane.y, ()), plane.y_range)
    axes.set_xlabel(say(f"plane.{plane.x}", lang))
    axes.set_ylabel(say(f"plane.{plane.y}", lang))


def _ticks(plt: Any, axis: Any, limits: Iterable[Decimal], shown: tuple[float, float]) -> None:
    """Mark the limits of the law, and the powers of ten."""
    low, high = shown
    inside = {limit for limit in map(float, limits) if low <= limit <= min(high, _CROWDED)}
    axis.set_major_locator(plt.FixedLocator(sorted({*inside, *_DECADES, high})))
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


def _regions(library: Library, law: Law, plane: _Plane) -> Iterator[_Region]:
    """The cells of the plane that a 3A090 paragraph describes."""
    paper = Item(name="paper", kind="chip", datacenter=Known(value=Truth.TRUE))
    others = {
        name: Known(value=exactly(1)) for name in law.limits if name not in (plane.x, plane.y)
    }
    case = CaseFacts(nowhere(paper, law.on), law, library).with_facts(others)
    for column in _cells(plane.x, law):
        for row in _cells(plane.y, law):
            facts = {plane.x: column.known, plane.y: row.known}
            paragraph = _paragraph(case.with_facts(facts))
            if paragraph is not None:
                x, right = _shown(column, plane.x_range)
                y, top = _shown(row, plane.y_range)
                yield _Region(x, y, right - x, top - y, paragraph)


def _cells(fact: str, law: Law) -> list[Cell]:
    """The stretches of a figure that have a width."""
    cells = cut(fact, Figure(Decimal(0), None), law.limits.get(fact, ()))
    return [cell for cell in cells if cell.low != cell.high]


def _paragraph(case: CaseFacts) -> str | None:
    paragraphs = classify(case, {})
    names = (name for name, found in paragraphs.items() if found.truth is Truth.TRUE)
    return next((name for name in names if name.startswith("3A090")), None)


def _shown(cell: Cell, shown: tuple[float, float]) -> tuple[float, float]:
    """The bounds of a cell, as far as they are shown."""
    high = shown[1] if cell.high is None else float(cell.high)
    return max(float(cell.low), shown[0]), high


def _places(library: Library, law: Law, plane: _Plane) -> tuple[Places, int]:
    """The chips by the two figures of the plane, and how many have no place in it."""
    missing = 0
    places: Places = {}
    for item in library.catalogue.items.values():
        if item.kind != "chip":
            continue
        case = CaseFacts(nowhere(item, law.on), law, library)
        x, y = case[plane.x].figure, case[plane.y].figure
        if x.high is None or y.high is None or x.low <= 0 or y.low <= 0:
            missing += 1
        else:
            places.setdefault((x, y), []).append(item)
    return places, missing


def _points(axes: Any, places: Places) -> None:
    """Draw the chips once for each place, with a label where there is room."""
    boxes: list[tuple[float, float, float, float]] = []
    for (x, y), items in sorted(places.items(), key=lambda pair: (pair[0][0].low, pair[0][1].low)):
        place = _point(axes, x, y, items[0])
        families = dict.fromkeys(
            (item.family or item.name).removeprefix(f"{item.vendor} ") for item in items
        )
        _label(axes, ", ".join(families), place, boxes)


def _point(axes: Any, x: Figure, y: Figure, item: Item) -> tuple[float, float]:
    """Draw a chip, with a line where its figures are disputed; where it stands."""
    color, marker = _VENDORS.get(
        item.vendor or "", _CHINA if item.designer_headquarters == "CN" else _OTHERS
    )
    xs, ys = [float(x.low), float(x.high or x.low)], [float(y.low), float(y.high or y.low)]
    if x.exact is None or y.exact is None:
        axes.plot(xs, ys, color=color, linewidth=1.2, alpha=0.7, zorder=2)
    place = ((xs[0] * xs[1]) ** 0.5, (ys[0] * ys[1]) ** 0.5)  # the middle, on logarithmic axes
    axes.plot(*place, marker=marker, color=color, markersize=4.5, zorder=3)
    return place


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
