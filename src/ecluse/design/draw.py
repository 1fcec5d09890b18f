"""Pictures of a search: the front, the best design and catalogue chips beside it.

Belongs here: drawing with matplotlib (an extra). Does not: any number.
Always true: the file named is written whole or not at all; nothing is shown on a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ecluse.design.answer import DesignAnswer
from ecluse.design.catalogue_chip import CatalogueChip
from ecluse.design.paper_design import Design
from ecluse.outputs.check import check_picture
from ecluse.outputs.picture import pyplot, save_picture
from ecluse.words.say import say

FREE, HELD, FRONT, WITHOUT, BEST = "#2f9e63", "#c8463c", "#1f5fa8", "#8a8a8a", "#e0a100"
STYLE = {
    "svg.fonttype": "none",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def save(figure: Any, file: Path, *, force: bool = False) -> None:
    """Write a figure whole."""
    save_picture(figure, file, force=force, dpi=130, bbox_inches="tight")


def plot_designs(answer: DesignAnswer, file: Path, *, title: str, force: bool, lang: str) -> None:
    """Draw decode against prefill rates.

    The picture shows the front of allowed designs, the best design, and catalogue chips.
    """
    check_picture(file)
    plt = pyplot(**STYLE)
    figure, axes = plt.subplots(figsize=(8.5, 5.6))
    draw(axes, answer, names=14, lang=lang)
    axes.set_title(title, loc="left", fontweight="bold", fontsize=10)
    axes.legend(loc="lower right", frameon=False, fontsize=8)
    save(figure, file, force=force)


def draw(axes: Any, answer: DesignAnswer, *, names: int, lang: str = "en") -> None:
    """One answer on one pair of axes.

    Args:
        names: Most catalogue chips that are named.
    """
    _draw_front(axes, answer.walked.trade, lang)
    if answer.without_law is not None:
        _mark(axes, [answer.without_law], "without law", lang)
    shown = [chip for chip in answer.products if chip.decode is not None]
    _mark(axes, [chip for chip in shown if chip.allowed], "free", lang)
    _mark(axes, [chip for chip in shown if not chip.allowed], "held", lang)
    _name_chips(axes, shown, names)
    _mark(axes, [answer.best], "best", lang)
    axes.set(xlabel=say("design.picture x", lang), ylabel=say("design.picture y", lang))
    axes.set(xlim=(0, None), ylim=(0, None))
    axes.grid(visible=True, alpha=0.2)


def _draw_front(axes: Any, trade: Sequence[Design], lang: str) -> None:
    axes.step(
        [design.prefill for design in trade],
        [design.decode for design in trade],
        where="post",
        color=FRONT,
        linewidth=1.5,
        label=say("design.picture front", lang),
    )


_MARKS: dict[str, dict[str, Any]] = {
    "without law": {"marker": "x", "color": WITHOUT, "markersize": 8},
    "free": {"marker": "o", "color": FREE, "markersize": 4},
    "held": {"marker": "o", "color": HELD, "markersize": 4},
    "best": {"marker": "*", "color": BEST, "markersize": 15, "markeredgecolor": "black"},
}


def _mark(axes: Any, chips: Sequence[Design | CatalogueChip], kind: str, lang: str) -> None:
    axes.plot(
        [chip.prefill for chip in chips],
        [chip.decode for chip in chips],
        linestyle="none",
        label=say(f"design.picture {kind}", lang),
        **_MARKS[kind],
    )


def _name_chips(axes: Any, shown: Sequence[CatalogueChip], most: int) -> None:
    """Write names beside chips, the fastest first; a name that would cover another is left out."""
    taken: list[tuple[float, float]] = []
    wide = max((chip.prefill or 0.0 for chip in shown), default=1.0)
    high = max((chip.decode or 0.0 for chip in shown), default=1.0)
    for chip in sorted(shown, key=lambda chip: (not chip.allowed, -(chip.decode or 0.0))):
        x, y = (chip.prefill or 0.0) / wide, (chip.decode or 0.0) / high
        if len(taken) >= most or any(abs(x - a) < 0.16 and abs(y - b) < 0.04 for a, b in taken):
            continue
        taken.append((x, y))
        label = (
            chip.item.removeprefix("NVIDIA ").removeprefix("AMD Instinct ").removeprefix("Huawei ")
        )
        right = x > 0.75  # names of chips at the right edge stand to their left
        axes.annotate(
            label,
            (chip.prefill, chip.decode),
            xytext=(-5 if right else 4, 3),
            textcoords="offset points",
            fontsize=6.5,
            color="#333333",
            ha="right" if right else "left",
        )
