"""What changed for an order book between two releases of the data.

Belongs here: opening the older release, and naming its two sides. Does not: comparing (book).
Always true: each line is answered on its own day, once by what the older release says and once by
what the newer one says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ecluse.compare.answer import BookDiff
from ecluse.compare.book import diff_lines
from ecluse.compare.kinds import Progress, quiet
from ecluse.compare.side import AS_IT_IS, sides_of
from ecluse.determine.ask import answering
from ecluse.determine.question import Day, read_day
from ecluse.errors import InputError
from ecluse.law.library import Library, load
from ecluse.law.measure import Reading
from ecluse.orders.answer_table import ArrowStream

PARTS = ("vocabulary.yaml", "about.yaml", "measures", "items", "countries", "parties")
MOST_LINES = 1_000


def _opened(old: Library | Path | str) -> tuple[Library, list[tuple[str, Path]]]:
    """The older release, and the folder that is read for it.

    Raises:
        InputError, DataError, SeveralErrors: The folder is none, or its data are wrong.
    """
    if isinstance(old, Library):
        return old, []
    return open_folder(Path(old), "old"), [("the data", Path(old))]


def since_release(
    old: Library | Path | str,
    orders: str | Path | ArrowStream,
    *,
    library: Library | None = None,
    on: Day | None = None,
    reading: Reading | str = Reading.ENFORCED,
    columns: Mapping[str, str] | None = None,
    out: str | Path | None = None,
    force: bool = False,
    most_lines: int = MOST_LINES,
    progress: Progress = quiet,
    read: Sequence[tuple[str, Path]] = (),
    lang: str = "en",
) -> BookDiff:
    """The lines of a book whose answer the newer data change, and why each changed.

    Args:
        old: The older release: its data folder, or its library.
        orders: The book, in any form that order books are read in.
        library: The newer release; the data that answer by default where left out.
        on: Answer every line under the law of this day; of its own day where left out.
        columns: Meaning → column, for columns that are not called as they usually are.
        out: Where to write every changed line, in any form that order books are written in.
        force: Replace a file that ecluse did not write.
        most_lines: How many changed lines to list one by one; `out` has them all.
        progress: Called with the stage, how much of it is done, and how much there is.
        read: Other files that the caller reads, each with its name; `out` may be none of them.

    Raises:
        InputError: The folder is no data folder, the book cannot be read, or `out` cannot be
            written.
        DataError, SeveralErrors: What is wrong with the older data.
    """
    newer = answering(library)
    older, folders = _opened(old)
    side = AS_IT_IS if on is None else read_day(on, newer, "on").isoformat()
    before, after = sides_of(
        side, side, (older, newer), newer.data_as_of, reading=Reading.of(reading)
    )
    return diff_lines(
        before,
        after,
        orders,
        out,
        columns=columns,
        progress=progress,
        read=[*read, *folders],
        force=force,
        one_by_one=most_lines,
        lang=lang,
    )


def open_folder(folder: Path, where: str) -> Library:
    """The data in a folder that holds a whole release.

    Raises:
        InputError: It lacks a part.
        DataError, SeveralErrors: What is wrong with the data.
    """
    missing = [name for name in PARTS if not (folder / name).exists()]
    if missing:
        raise InputError(
            f"'{folder}' is no data folder: it has no {missing[0]}",
            where,
            f"give a folder that holds {', '.join(PARTS)}",
        )
    return load(folder, cache=False)
