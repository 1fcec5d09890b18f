"""The field's own picture: the catalogue in the plane that the law of a day cuts, with the regions
of that law.

Belongs here: the axes, the regions, the points and their labels. Does not: deciding what is in a
region.
Always true: the regions are drawn by asking the classifier in each exact cell of the plane, so the
picture cannot disagree with the answers; a chip whose figures are disputed is a line, one whose
figures nobody gives is counted below.
"""

from __future__ import annotations

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
from ecluse.law.condition.cells import cut

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
_WORDS = {
    "tpp": ("Total processing performance (TPP)", "Performance totale de traitement (TPP)"),
    "performance_density": ("Performance density (TPP/mm²)", "Densité de performance (TPP/mm²)"),
    "bits_times_tops": ("Bit length times TOPS", "Longueur de bit × TOPS"),
    "io_bandwidth_gb_per_s": (
        "Aggregate bidirectional transfer rate (GB/s)",
        "Débit bidirectionnel total (Go/s)",
    ),
    "title": (
        "3A090 on {}, for chips designed or marketed for datacenters",
        "3A090 au {}, pour les circuits de centre de données",
    ),
    "missing": (
        "{} chips are not drawn: nobody gives one of the two figures. A line: sources disagree.",
        "{} circuits ne figurent pas : l’un des deux chiffres manque. Un trait : sources en désaccord.",
    ),
    "china": ("designed in China", "conçu en Chine"),
    "others": ("others", "autres"),
}


@dataclass(frozen=True, slots=True)
class _Plane:
    """The two figures that the law of the day cuts, and the range shown."""

    x: str
    y: str
    x_range: tuple[float, float]
    y_range: tuple[float, float]


_SINCE_2023 = _Plane("tpp", "performance_density", (900.0, 90_000.0), (1.0, 90.0))
_IN_2022 = _Plane("bits_times_tops", "io_bandwidth_gb_per_s", (200.0, 90_000.0), (25.0, 4000.0))


def plot_chips(books: Library, law: Law, path: Path, lang: str, *, force: bool = False) -> None:
    """Draw the catalogue's chips on logarithmic axes over the regions of the law for a datacenter
    chip.
    """
    plt = pyplot()
    from matplotlib.patches import Patch, Rectangle

    plane = _SINCE_2023 if "performance_density" in law.limits else _IN_2022
    figure, axes = plt.subplots(figsize=(11, 7.6))
    axes.set(xscale="log", yscale="log", xlim=plane.x_range, ylim=plane.y_range)
    seen: set[str] = set()
    for x, y, width, height, name in _regions(books, law, plane):
        seen.add(name)
        axes.add_patch(
            Rectangle(
                (x, y), width, height, color=_REGIONS.get(name, "#dddddd"), linewidth=0, zorder=0
            )
        )
    missing = _points(axes, books, law, plane)
    for axis, fact, bounds in (
        (axes.xaxis, plane.x, plane.x_range),
        (axes.yaxis, plane.y, plane.y_range),
    ):
        limits = [
            limit
            for limit in map(float, law.limits.get(fact, ()))
            if bounds[0] <= limit <= min(bounds[1], 6000)
        ]
        axis.set_major_locator(
            plt.FixedLocator(sorted({*limits, *(10.0**power for power in range(6)), bounds[1]}))
        )
        axis.set_major_formatter(
            plt.FuncFormatter(lambda value, _: plain(Decimal(str(round(value, 4)))))
        )
        axis.set_minor_locator(plt.NullLocator())
    side = lang == "fr"
    axes.set_xlabel(_WORDS[plane.x][side])
    axes.set_ylabel(_WORDS[plane.y][side])
    marks = [*_VENDORS.items(), (_WORDS["china"][side], _CHINA), (_WORDS["others"][side], _OTHERS)]
    handles = [Patch(color=_REGIONS.get(name, "#dddddd"), label=name) for name in sorted(seen)]
    handles += [
        plt.Line2D([], [], color=color, marker=marker, linestyle="", label=label)
        for label, (color, marker) in marks
    ]
    axes.legend(handles=handles, loc="upper left", fontsize=8, framealpha=0.9)
    axes.set_title(_WORDS["title"][side].format(law.on.isoformat()), loc="left", fontweight="bold")
    figure.text(
        0.125, 0.015, _WORDS["missing"][side].format(missing), fontsize=7.5, color="#666666"
    )
    save(figure, path, force=force)
    plt.close(figure)


def _regions(
    books: Library, law: Law, plane: _Plane
) -> list[tuple[float, float, float, float, str]]:
    """The cells of the plane that a 3A090 paragraph describes: x, y, width, height, paragraph."""
    paper = Item(name="paper", kind="chip", datacenter=Known(value=Truth.TRUE))
    others = {
        name: Known(value=exactly(1)) for name in law.limits if name not in (plane.x, plane.y)
    }
    facts = CaseFacts(nowhere(paper, law.on), law, books).with_facts(others)
    found = []
    for column in cut(plane.x, Figure(Decimal(0), None), law.limits.get(plane.x, ())):
        for row in cut(plane.y, Figure(Decimal(0), None), law.limits.get(plane.y, ())):
            if column.low == column.high or row.low == row.high:
                continue
            paragraphs = classify(facts.with_facts({plane.x: column.known, plane.y: row.known}), {})
            names = [
                name
                for name, each in paragraphs.items()
                if each.truth is Truth.TRUE and name.startswith("3A090")
            ]
            if names:
                x, y = (
                    max(float(column.low), plane.x_range[0]),
                    max(float(row.low), plane.y_range[0]),
                )
                right = float(column.high) if column.high is not None else plane.x_range[1]
                top = float(row.high) if row.high is not None else plane.y_range[1]
                found.append((x, y, right - x, top - y, names[0]))
    return found


def _points(axes: Any, books: Library, law: Law, plane: _Plane) -> int:
    """Draw every chip once for each place in the plane, with a label where there is room; how many
    have no place.
    """
    missing = 0
    places: dict[tuple[Figure, Figure], list[Item]] = {}
    for item in books.catalogue.items.values():
        if item.kind != "chip":
            continue
        facts = CaseFacts(nowhere(item, law.on), law, books)
        x, y = facts[plane.x].figure, facts[plane.y].figure
        if x.high is None or y.high is None or x.low <= 0 or y.low <= 0:
            missing += 1
        else:
            places.setdefault((x, y), []).append(item)
    boxes: list[tuple[float, float, float, float]] = []
    for (x, y), items in sorted(places.items(), key=lambda pair: (pair[0][0].low, pair[0][1].low)):
        item = items[0]
        color, marker = _VENDORS.get(
            item.vendor or "", _CHINA if item.designer_headquarters == "CN" else _OTHERS
        )
        xs, ys = [float(x.low), float(x.high or x.low)], [float(y.low), float(y.high or y.low)]
        if x.exact is None or y.exact is None:
            axes.plot(xs, ys, color=color, linewidth=1.2, alpha=0.7, zorder=2)
        place = ((xs[0] * xs[1]) ** 0.5, (ys[0] * ys[1]) ** 0.5)  # the middle, on logarithmic axes
        axes.plot(*place, marker=marker, color=color, markersize=4.5, zorder=3)
        families = dict.fromkeys(
            (each.family or each.name).removeprefix(f"{each.vendor} ") for each in items
        )
        _label(axes, ", ".join(families), place, boxes)
    return missing


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
