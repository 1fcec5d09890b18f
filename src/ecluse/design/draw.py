"""Pictures of a search: the front, the best design and catalogue chips beside it.

Belongs here: drawing with matplotlib (an extra). Does not: any number.
Always true: the file named is written whole or not at all; nothing is shown on a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ecluse.design.answer import CatalogueChip, DesignAnswer
from ecluse.errors import ModelError
from ecluse.outputs.check import check_picture
from ecluse.outputs.picture import save_picture

FREE, HELD, FRONT, WITHOUT = "#2f9e63", "#c8463c", "#1f5fa8", "#8a8a8a"


def pyplot(file: Path) -> Any:
    """matplotlib, set for files.

    Raises:
        ModelError: It is missing.
        InputError: The file cannot be drawn to.
    """
    check_picture(file)
    try:
        import matplotlib as mpl
    except ModuleNotFoundError as error:
        raise ModelError(
            "matplotlib is not installed", "--plot", "install it with: pip install 'ecluse[plot]'"
        ) from error
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    plt.rcParams.update(
        {
            "svg.hashsalt": "ecluse",
            "svg.fonttype": "none",
            "text.parse_math": False,  # a name with a $ is no formula
            "font.size": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    )
    return plt


def save(plt: Any, figure: Any, file: Path, *, force: bool = False) -> None:
    """Write a figure whole."""
    save_picture(figure, file, force=force, dpi=130, bbox_inches="tight")
    plt.close(figure)


def plot_designs(found: DesignAnswer, file: Path, *, title: str, force: bool = False) -> None:
    """Draw decode against prefill: the front of allowed designs, the best one, and catalogue chips,
    free or not.
    """
    plt = pyplot(file)
    figure, axes = plt.subplots(figsize=(8.5, 5.6))
    draw(axes, found, names=14)
    axes.set_title(title, loc="left", fontweight="bold", fontsize=10)
    axes.legend(loc="lower right", frameon=False, fontsize=8)
    save(plt, figure, file, force=force)


def draw(axes: Any, found: DesignAnswer, *, names: int) -> None:
    """One answer on one pair of axes."""
    trade = found.found.trade
    axes.step(
        [each.prefill for each in trade],
        [each.decode for each in trade],
        where="post",
        color=FRONT,
        linewidth=1.6,
        label="designs that may ship and no other beats",
    )
    if found.without_law is not None:
        axes.plot(
            found.without_law.prefill,
            found.without_law.decode,
            marker="x",
            color=WITHOUT,
            markersize=8,
            linestyle="none",
            label="best design without the law",
        )
    shown = [each for each in found.products if each.decode is not None]
    for allowed, color, label in (
        (True, FREE, "catalogue chip that may ship"),
        (False, HELD, "catalogue chip that may not"),
    ):
        part = [each for each in shown if each.allowed is allowed]
        axes.plot(
            [each.prefill for each in part],
            [each.decode for each in part],
            marker="o",
            markersize=4,
            linestyle="none",
            color=color,
            label=label,
        )
    _named(axes, shown, names)
    axes.plot(
        found.best.prefill,
        found.best.decode,
        marker="*",
        markersize=15,
        color="#e0a100",
        markeredgecolor="black",
        linestyle="none",
        label="best design that may ship",
    )
    axes.set(xlabel="prompt tokens/s a chip (prefill)", ylabel="output tokens/s a chip (decode)")
    axes.set(xlim=(0, None), ylim=(0, None))
    axes.grid(visible=True, alpha=0.2)


def _named(axes: Any, shown: Sequence[CatalogueChip], most: int) -> None:
    """Names beside chips, the fastest first, left out where they would lie on another."""
    taken: list[tuple[float, float]] = []
    wide = max((each.prefill or 0.0 for each in shown), default=1.0)
    high = max((each.decode or 0.0 for each in shown), default=1.0)
    for each in sorted(shown, key=lambda one: (not one.allowed, -(one.decode or 0.0))):
        x, y = (each.prefill or 0.0) / wide, (each.decode or 0.0) / high
        if len(taken) >= most or any(abs(x - a) < 0.16 and abs(y - b) < 0.04 for a, b in taken):
            continue
        taken.append((x, y))
        label = (
            each.item.removeprefix("NVIDIA ").removeprefix("AMD Instinct ").removeprefix("Huawei ")
        )
        right = x > 0.75  # names of chips at the right edge stand to their left
        axes.annotate(
            label,
            (each.prefill, each.decode),
            xytext=(-5 if right else 4, 3),
            textcoords="offset points",
            fontsize=6.5,
            color="#333333",
            ha="right" if right else "left",
        )
