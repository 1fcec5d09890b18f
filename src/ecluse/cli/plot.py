"""Pictures of an answer over time, and what every picture needs.

Belongs here: drawing with matplotlib (the extra `plot`). Does not: working anything out.
Always true: the file is whole or absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.cli.wording import answer, say
from ecluse.determine.verdict import Outcome
from ecluse.errors import InputError
from ecluse.outputs.check import Output, check_outputs, check_picture, is_there
from ecluse.outputs.picture import save_picture

if TYPE_CHECKING:
    from ecluse.determine.timeline import Stretch

# Told apart by hue and by lightness, for print and for color-blind readers.
SHADES = {
    Outcome.NLR: "#2f9e63",
    Outcome.EXCEPTION: "#3b8ec2",
    Outcome.LICENSE: "#c8463c",
    Outcome.NOT_SUBJECT: "#8a8a8a",
    Outcome.UNDETERMINED: "#e0b33a",
}


def _matplotlib() -> Any:
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise InputError(
            "a picture needs matplotlib", "--plot", "install it with: pip install 'ecluse[plot]'"
        ) from error
    return mpl


def pyplot() -> Any:
    _matplotlib().use("Agg")
    import matplotlib.pyplot as plt

    plt.rcParams.update(
        {
            "font.family": "DejaVu Sans",
            "font.size": 9,
            "svg.fonttype": "none",
            "text.parse_math": False,  # a name with a $ is no formula
            "svg.hashsalt": "ecluse",
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    )
    return plt


def check_plot(
    path: Path | None, read: Sequence[tuple[str, str | None]] = (), *, force: bool = False
) -> None:
    """Refuse, before any work, a picture that could not be drawn, or would cost the user something.

    Args:
        read: What the command reads, in words and by its place where that is a file.

    Raises:
        InputError: It would, or matplotlib is not there.
    """
    if path is None:
        return
    picture_of(path)
    check_outputs([Output(option="--plot", path=path)], files_of(read), force=force)


def picture_of(path: Path) -> Output:
    """A picture among the outputs of a run.

    Raises:
        InputError: It has no form of a picture, its folder is not there, or matplotlib is not.
    """
    check_picture(path)
    _matplotlib()
    return Output(option="--plot", path=path)


def files_of(read: Iterable[tuple[str, str | None]]) -> list[tuple[str, Path]]:
    """What is read by a name that may be a file's, where it is one."""
    named = [(what, Path(name)) for what, name in read if name]
    return [(what, path) for what, path in named if is_there(path) and path.is_file()]


def save(figure: Any, path: Path, *, force: bool = False) -> None:
    save_picture(figure, path, force=force, dpi=160, bbox_inches="tight")


def plot_timeline(
    stretches: list[Stretch], title: str, path: Path, lang: str, *, force: bool = False
) -> None:
    """Draw one bar of answers over time, and under it which measure changed each."""
    plt = pyplot()
    from matplotlib import dates

    rows = len(stretches)
    figure, axes = plt.subplots(figsize=(11, 2.0 + 0.42 * rows))
    for row, each in enumerate(stretches):
        start, end = dates.date2num(each.since), dates.date2num(each.until + timedelta(days=1))
        color = SHADES[each.found.outcome]
        axes.barh(0, end - start, left=start, height=0.7, color=color, edgecolor="white")
        y = -1.1 - row
        axes.plot([start, start], [-0.35, y], color=color, linewidth=0.8)
        review = (
            f", {say(each.found.review.policy, lang)}"
            if each.found.review and each.found.review.policy
            else ""
        )
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
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.85},
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
    save(figure, path, force=force)
    plt.close(figure)
