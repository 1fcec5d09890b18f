"""`--plot` of the commands about markets: pictures of an answer in a file.

Belongs here: refusing a place before any work, and drawing. Does not: pictures (simulate), or how a
file is written (brief).
Always true: a file of the user's is replaced only where that was said; typst is imported only for
PNG and PDF.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ecluse.simulate.result import SimulationAnswer


def check_plot(
    plot: Path | None, read: Iterable[tuple[str, str | None]], *, force: bool = False
) -> None:
    """Refuse, before any work, pictures that would cost the user something; nothing without one.

    Args:
        read: What is read, in words and by a name that may be a file's.

    Raises:
        InputError, SeveralErrors: They would.
    """
    if plot is None:
        return
    from ecluse.brief.plot_file import check_plot_place
    from ecluse.outputs.check import is_there

    named = [(what, Path(name)) for what, name in read if name]
    check_plot_place(plot, [(what, path) for what, path in named if is_there(path)], force=force)


def draw_plot(said: SimulationAnswer, plot: Path | None, lang: str, *, force: bool = False) -> None:
    """Draw an answer where that is wanted.

    Raises:
        InputError: A file of the user's is there by now.
    """
    if plot is not None:
        from ecluse.brief.plot_file import write_plot

        write_plot(said, plot, lang, force=force)
