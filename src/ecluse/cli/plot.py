"""Pictures of an answer over time, and what every picture needs.

Belongs here: drawing with matplotlib (the extra `plot`). Does not: working anything out.
Always true: the file is whole or absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.determine.verdict import Outcome
from ecluse.outputs.check import Output, check_outputs, check_picture, is_there
from ecluse.outputs.picture import check_matplotlib, pyplot, save_picture

if TYPE_CHECKING:
    from ecluse.determine.told_timeline import ToldStretch

# Told apart by hue and by lightness, for print and for color-blind readers.
SHADES = {
    Outcome.NLR: "#2f9e63",
    Outcome.EXCEPTION: "#3b8ec2",
    Outcome.LICENSE: "#c8463c",
    Outcome.NOT_SUBJECT: "#8a8a8a",
    Outcome.UNDETERMINED: "#e0b33a",
}
STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "svg.fonttype": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_LONGEST = 74  # characters of the measures under an answer


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
    check_outputs([Output(option="plot", path=path)], files_of(read), force=force)


def picture_of(path: Path) -> Output:
    """A picture among the outputs of a run.

    Raises:
        InputError: It has no form of a picture, its folder is not there, or matplotlib is not.
    """
    check_picture(path)
    check_matplotlib()
    return Output(option="plot", path=path)


def files_of(read: Iterable[tuple[str, str | None]]) -> list[tuple[str, Path]]:
    """What is read by a name that may be a file's, where it is one."""
    named = [(what, Path(name)) for what, name in read if name]
    return [(what, path) for what, path in named if is_there(path) and path.is_file()]


def save(figure: Any, path: Path, *, force: bool = False) -> None:
    """Write a picture, all of it or nothing."""
    save_picture(figure, path, force=force, dpi=160, bbox_inches="tight")


def plot_timeline(
    stretches: Sequence[ToldStretch], title: str, path: Path, *, force: bool = False
) -> None:
    """Draw one bar of answers over time, and under it which measure changed each."""
    plt = pyplot(**STYLE)
    from matplotlib import dates

    rows = len(stretches)
    figure, axes = plt.subplots(figsize=(11, 2.0 + 0.42 * rows))
    middle = stretches[0].since + (stretches[-1].until - stretches[0].since) / 2
    for row, stretch in enumerate(stretches):
        start = dates.date2num(stretch.since)
        y = -1.1 - row
        _draw_stretch(axes, (start, y), stretch.days, SHADES[stretch.outcome])
        _note(axes, _stretch_text(stretch), (start, y), left=stretch.since <= middle)
    axes.set_ylim(-1.1 - rows, 0.6)
    _years(axes)
    axes.set_title(title, loc="left", fontweight="bold", pad=18)
    save(figure, path, force=force)


def _years(axes: Any) -> None:
    """Mark the years on top, and nothing else."""
    from matplotlib import dates

    axes.xaxis_date()
    axes.xaxis.set_major_locator(dates.YearLocator())
    axes.xaxis.set_major_formatter(dates.DateFormatter("%Y"))
    axes.xaxis.tick_top()
    axes.yaxis.set_visible(False)
    for side in ("left", "bottom", "top"):
        axes.spines[side].set_visible(False)


def _draw_stretch(axes: Any, note: tuple[float, float], days: int, color: str) -> None:
    """Draw a stretch of the bar, and a line from it to its note."""
    start, y = note
    axes.barh(0, days, left=start, height=0.7, color=color, edgecolor="white")
    axes.plot([start, start], [-0.35, y], color=color, linewidth=0.8)


def _stretch_text(stretch: ToldStretch) -> str:
    """The day, the answer and the measure of a stretch, on one line or two."""
    under = f", {stretch.policy}" if stretch.policy else ""
    held = f" · {stretch.held}" if stretch.held else ""
    by = "; ".join(measure.title for measure in stretch.measures)
    by = by if len(by) < _LONGEST else by[: _LONGEST - 2] + "…"
    text = f"{stretch.since.isoformat()}  {stretch.answer}{under}{held}"
    return f"{text}\n{by}" if by else text


def _note(axes: Any, text: str, place: tuple[float, float], *, left: bool) -> None:
    """A text beside a place, on the side that has room."""
    axes.annotate(
        text,
        place,
        xytext=(5 if left else -5, 0),
        textcoords="offset points",
        ha="left" if left else "right",
        va="center",
        fontsize=8,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.85},
        color="#222222",
        linespacing=1.25,
    )
