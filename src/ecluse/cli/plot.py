"""Pictures: an answer over time, and the catalogue in the plane of TPP and performance density.

Belongs here: drawing with matplotlib (the extra `plot`). Does not: working anything out.
Always true: the file is whole or absent; regions are drawn by asking the classifier in each exact cell of the plane, so that
the picture cannot disagree with the answers.
"""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.cli.wording import answer, say
from ecluse.determine.classify import classify
from ecluse.determine.decide import Outcome
from ecluse.determine.figures import figures_of
from ecluse.determine.shipment import CaseFacts, Shipment
from ecluse.errors import InputError
from ecluse.facts.figure import Figure, exactly, plain
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import cut

if TYPE_CHECKING:
    from ecluse.determine.timeline import Stretch
    from ecluse.law.library import Library
    from ecluse.law.register import Law

# Told apart by hue and by lightness, for print and for color-blind readers.
SHADES = {
    Outcome.NLR: "#2f9e63",
    Outcome.EXCEPTION: "#3b8ec2",
    Outcome.LICENSE: "#c8463c",
    Outcome.NOT_SUBJECT: "#8a8a8a",
    Outcome.UNDETERMINED: "#e0b33a",
}
REGIONS = {"3A090.a": "#f2c1bb", "3A090.b": "#fbe3b4"}
_TPP = (200.0, 100_000.0)
_DENSITY = (0.5, 60.0)


def _pyplot() -> Any:
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise InputError(
            "a picture needs matplotlib", "--plot", "install it with: pip install 'ecluse[plot]'"
        ) from error
    mpl.use("Agg")
    import matplotlib.pyplot as plt

    plt.rcParams.update(
        {
            "font.family": "DejaVu Sans",
            "font.size": 9,
            "svg.fonttype": "none",
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    )
    return plt


def _save(figure: Any, path: Path) -> None:
    if path.suffix.lower() not in (".svg", ".png", ".pdf"):
        raise InputError(f"cannot draw to '{path.name}'", "--plot", "name a file that ends in .svg, .png or .pdf")
    if not path.parent.is_dir():
        raise InputError(f"there is no folder '{path.parent}'", "--plot", "make the folder first")
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    os.close(handle)
    figure.savefig(name, dpi=160, bbox_inches="tight")
    os.replace(name, path)


def plot_timeline(stretches: list[Stretch], title: str, path: Path, lang: str) -> None:
    """Draw one bar of answers over time, and under it which measure changed each."""
    plt = _pyplot()
    from matplotlib import dates

    rows = len(stretches)
    figure, axes = plt.subplots(figsize=(11, 2.0 + 0.42 * rows))
    for row, each in enumerate(stretches):
        start, end = dates.date2num(each.since), dates.date2num(each.until + timedelta(days=1))
        color = SHADES[each.found.outcome]
        axes.barh(0, end - start, left=start, height=0.7, color=color, edgecolor="white")
        y = -1.1 - row
        axes.plot([start, start], [-0.35, y], color=color, linewidth=0.8)
        review = f", {say(each.found.review.policy, lang)}" if each.found.review and each.found.review.policy else ""
        by = "; ".join(measure.title.say(lang) for measure in each.by)
        by = by if len(by) < 74 else by[:72] + "…"
        text = f"{each.since.isoformat()}  {answer(each.found.answer, lang)}{review}"
        place = (start - dates.date2num(stretches[0].since)) / max(
            1.0, dates.date2num(stretches[-1].until) - dates.date2num(stretches[0].since)
        )
        left = place < 0.5
        axes.annotate(
            text + (f"\n{by}" if by else ""),
            (start, y),
            xytext=(5 if left else -5, 0),
            textcoords="offset points",
            ha="left" if left else "right",
            va="center",
            fontsize=8,
            color="#222222",
            linespacing=1.25,
        )
    axes.set_ylim(-1.1 - rows, 0.6)
    axes.xaxis_date()
    axes.xaxis.set_major_locator(dates.YearLocator())
    axes.xaxis.set_major_formatter(dates.DateFormatter("%Y"))
    axes.xaxis.tick_top()
    axes.yaxis.set_visible(False)
    for side in ("left", "bottom", "top"):
        axes.spines[side].set_visible(False)
    axes.set_title(title, loc="left", fontweight="bold", pad=18)
    _save(figure, path)
    plt.close(figure)


def plot_chips(books: Library, law: Law, path: Path, lang: str) -> None:
    """Draw TPP against performance density on logarithmic axes, with the regions of the law for a datacenter chip."""
    plt = _pyplot()
    from matplotlib.patches import Patch, Rectangle

    figure, axes = plt.subplots(figsize=(10.5, 7.4))
    seen: set[str] = set()
    for tpp_low, tpp_high, density_low, density_high, name in _regions(books, law):
        seen.add(name)
        axes.add_patch(
            Rectangle(
                (tpp_low, density_low),
                tpp_high - tpp_low,
                density_high - density_low,
                color=REGIONS.get(name, "#dddddd"),
                linewidth=0,
                zorder=0,
            )
        )
    points = [(each, figures_of(each, books)) for each in books.catalogue.items.values() if each.kind == "chip"]
    drawn: dict[tuple[float, float], list[Item]] = {}
    for each, figures in points:
        tpp, density = figures["tpp"], figures["performance_density"]
        if tpp is not None and density is not None:
            drawn.setdefault((round(tpp), round(density, 2)), []).append(each)
    vendors = {"NVIDIA": ("#3f7d20", "o"), "AMD": ("#b5451b", "s"), "Intel": ("#1f5fa8", "^")}
    taken: list[tuple[float, float]] = []
    for (tpp, density), items in sorted(drawn.items()):
        vendor = items[0].vendor or ""
        color, marker = vendors.get(
            vendor, ("#6b4fa0", "D") if items[0].designer_headquarters == "CN" else ("#555555", "v")
        )
        axes.plot(tpp, density, marker=marker, color=color, markersize=5, zorder=3)
        label = (items[0].family or items[0].name).removeprefix(f"{vendor} ")
        near = sum(1 for x, y in taken if abs(_log(x / tpp)) < 0.06 and abs(_log(y / density)) < 0.03)
        if near < 2:
            axes.annotate(
                label,
                (tpp, density),
                xytext=(5, 3 + 8 * near),
                textcoords="offset points",
                fontsize=6.5,
                color="#333333",
                zorder=4,
            )
        taken.append((tpp, density))
    axes.set(
        xscale="log",
        yscale="log",
        xlim=_TPP,
        ylim=_DENSITY,
        xlabel={"en": "Total processing performance (TPP)", "fr": "Performance totale de traitement (TPP)"}[lang],
        ylabel={"en": "Performance density (TPP/mm²)", "fr": "Densité de performance (TPP/mm²)"}[lang],
    )
    ticks_x = [
        limit for limit in map(float, law.limits.get("tpp", ())) if _TPP[0] <= limit <= _TPP[1] and limit < 10_000
    ]
    ticks_y = [
        limit for limit in map(float, law.limits.get("performance_density", ())) if _DENSITY[0] <= limit <= _DENSITY[1]
    ]
    for axis, ticks in ((axes.xaxis, [*ticks_x, 10_000, 60_000]), (axes.yaxis, [*ticks_y, 1, 20, 50])):
        axis.set_major_locator(plt.FixedLocator(sorted(set(ticks))))
        axis.set_major_formatter(plt.FuncFormatter(lambda value, _: plain(Decimal(str(round(value, 4))))))
        axis.set_minor_locator(plt.NullLocator())
    handles = [Patch(color=REGIONS.get(name, "#dddddd"), label=name) for name in sorted(seen)]
    handles += [
        plt.Line2D([], [], color=color, marker=marker, linestyle="", label=vendor)
        for vendor, (color, marker) in vendors.items()
    ]
    handles += [
        plt.Line2D(
            [],
            [],
            color="#6b4fa0",
            marker="D",
            linestyle="",
            label={"en": "designed in China", "fr": "conçu en Chine"}[lang],
        ),
        plt.Line2D([], [], color="#555555", marker="v", linestyle="", label={"en": "others", "fr": "autres"}[lang]),
    ]
    axes.legend(handles=handles, loc="upper left", fontsize=8, framealpha=0.9)
    missing = sum(1 for _, figures in points if figures["tpp"] is None or figures["performance_density"] is None)
    title = {
        "en": f"3A090 on {law.on.isoformat()}, for chips designed or marketed for datacenters",
        "fr": f"3A090 au {law.on.isoformat()}, pour les circuits de centre de données",
    }[lang]
    note = {
        "en": f"{missing} chips are not drawn: nobody gives their die area or throughput, or sources disagree",
        "fr": f"{missing} circuits ne figurent pas : surface ou débit inconnus, ou sources en désaccord",
    }[lang]
    axes.set_title(title, loc="left", fontweight="bold")
    figure.text(0.125, 0.015, note, fontsize=7.5, color="#666666")
    _save(figure, path)
    plt.close(figure)


def _log(ratio: float) -> float:
    from math import log10

    return log10(ratio)


def _regions(books: Library, law: Law) -> list[tuple[float, float, float, float, str]]:
    """The cells of the plane that a 3A090 paragraph describes, as rectangles in TPP and density."""
    paper = Item(name="paper", kind="chip", datacenter=Known(value=Truth.TRUE))
    facts = CaseFacts(Shipment(item=paper, destination="CN", on=law.on), law, books)
    found = []
    for column in cut("tpp", Figure(Decimal(0), None), law.limits.get("tpp", ())):
        for row in cut("performance_density", Figure(Decimal(0), None), law.limits.get("performance_density", ())):
            if column.low == column.high or row.low == row.high:
                continue
            known = {
                "tpp": column.known,
                "performance_density": row.known,
                "dram_bandwidth_gb_per_s": Known(value=exactly(1)),
                "io_bandwidth_gb_per_s": Known(value=exactly(1)),
                "tops": Known(value=exactly(1)),
            }
            paragraphs = classify(facts.with_facts(known), {})
            names = [
                name for name, each in paragraphs.items() if each.truth is Truth.TRUE and name.startswith("3A090.")
            ]
            if names:
                high_x = float(column.high) if column.high is not None else _TPP[1]
                high_y = float(row.high) if row.high is not None else _DENSITY[1]
                found.append(
                    (max(float(column.low), _TPP[0]), high_x, max(float(row.low), _DENSITY[0]), high_y, names[0])
                )
    return found
