"""`ecluse diff`: what a measure, a scenario or a release of the facts changes.

Belongs here: its options, and reading both sides. Does not: the comparison (compare), or its
pictures in words (diff_tree, diff_book).
Always true: both sides are asked with one version of the program.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.answers.plain import plain
from ecluse.cli.faults import flag_of
from ecluse.cli.forms import print_data
from ecluse.cli.options import Country, ReadingName, TableOptions, option_group
from ecluse.cli.plot import files_of
from ecluse.cli.progress import ProgressBar
from ecluse.cli.screen import json_text
from ecluse.cli.session import day_if_given, library
from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.outputs.check import Output, check_outputs
from ecluse.outputs.mark import OPEN, with_digest
from ecluse.outputs.staging import written

if TYPE_CHECKING:
    from ecluse.compare.answer import Diff
    from ecluse.compare.side import Side

_AS_IT_IS = "as-it-is"
Read = list[tuple[str, Path]]


@option_group
class SideOptions:
    """The two sides of a comparison.

    Args:
        before: The first side.
        after: The second side.
        since_release: The data folder of an earlier release: what has changed since then. The sides
            are then the law as it is, where they are left out.
        reading: The law as its text stands, or as the agency says that it enforces it.
        known: What had been published by this day, YYYY-MM-DD; everything where left out.
        before_known: What had been published by this day, for the first side alone: what changed
            since then, and by what.
        before_data: A data folder for the first side, to compare two releases of the facts.
        after_data: A data folder for the second side.
    """

    before: str | None = None
    after: str | None = None
    since_release: Path | None = None
    reading: ReadingName = "enforced"
    known: str | None = None
    before_known: str | None = None
    before_data: Path | None = None
    after_data: Path | None = None

    def named(self) -> tuple[str, str]:
        """Both sides in words.

        Raises:
            InputError: One is left out, or there are two first releases.
        """
        if self.since_release is None:
            if self.before is None or self.after is None:
                flag = "--before" if self.before is None else "--after"
                mend = "give --before and --after, or --since-release"
                raise InputError("there is nothing to compare", flag, mend)
        elif self.before_data is not None:
            mend = "leave one of the two out"
            raise InputError("the first side has two releases", "--since-release", mend)
        return (
            _AS_IT_IS if self.before is None else self.before,
            _AS_IT_IS if self.after is None else self.after,
        )


def diff(
    *,
    sides: SideOptions = SideOptions(),
    to: Country | None = None,
    orders: str | None = None,
    columns: str | None = None,
    out: str | None = None,
    force: bool = False,
    table: TableOptions = TableOptions(),
) -> int:
    """What differs between two laws or two releases of the facts: provisions, answers for every
    item to every country, or the lines of an order book.

    A side is a date (2025-04-09), a scenario (its name or file), `as-it-is`, or a date with one of
    these (2025-06-01,diffusion-enforced). A side without a date takes the other's; where neither
    has one, that is today, and the lines of a book are answered under the law of their own days.
    Exit status: 0 answered, 2 bad input.

    Args:
        to: One destination only: ISO 3166 code or country name.
        orders: An order book: lines, units, value and TPP that change, and what they change by.
            Its parties are screened on both sides, each against the lists of its data.
        columns: Which column of the book is which, where it is not found by its usual name:
            part=Material,destination=Land.
        out: Where to write every change: .json; for an order book every changed line, in any form
            that `ecluse orders` writes.
        force: Replace a file that ecluse did not write.
    """
    both, read = _sides(sides)
    if orders is None:
        _answers(both, to, out, read, table, force=force)
        return 0
    if to is not None:
        raise InputError("a book has its own destinations", "--to", "leave out --to, or --orders")
    _lines(both, orders, out, columns, read, table, force=force)
    return 0


def _sides(options: SideOptions) -> tuple[tuple[Side, Side], Read]:
    """Both laws, and every file and folder that they are read from."""
    from ecluse.compare.side import sides_of

    before, after = options.named()
    ours, theirs = _libraries(options)
    both = sides_of(
        before,
        after,
        (ours, theirs),
        date.today(),  # noqa: DTZ011  the user's own day
        reading=Reading(options.reading),
        known=day_if_given(options.known, theirs, "--known"),
        before_known=day_if_given(options.before_known, ours, "--before-known"),
        files=True,
        where=flag_of,
    )
    folders = (options.since_release, options.before_data, options.after_data)
    read: Read = [("the data", path) for path in folders if path is not None]
    names = [name for side in (before, after) for name in (side, *side.split(","))]
    return both, read + files_of(("a scenario", name) for name in names)


def _libraries(options: SideOptions) -> tuple[Library, Library]:
    first = options.since_release or options.before_data
    flag = "--since-release" if options.since_release else "--before-data"
    ours = _release(first, flag) if first else library()
    if options.after_data:
        return ours, _release(options.after_data, "--after-data")
    return ours, library() if first else ours


def _release(path: Path, flag: str) -> Library:
    """The data of a folder."""
    from ecluse.compare.release import open_folder

    return open_folder(path, flag)


def _answers(
    sides: tuple[Side, Side],
    to: str | None,
    out: str | None,
    read: Read,
    table: TableOptions,
    *,
    force: bool,
) -> None:
    """Compare the answers for every item to every country."""
    from ecluse.compare.diff import diff as diff_of

    if out is not None:
        if not out.lower().endswith(".json"):
            mend = "give a name that ends in .json (or add --orders FILE)"
            raise InputError(f"cannot write '{out}'", "--out", mend)
        check_outputs([Output(option="out", path=Path(out))], read, force=force)
    destinations = (sides[1].library.countries.code(to, "--to"),) if to else None
    with ProgressBar(table.lang) as bar:
        found = diff_of(
            *sides, destinations, progress=partial(bar.tell, "answers"), lang=table.lang
        )
    if out is not None:
        _write(Path(out), found, force=force)
    if not print_data(found, table, "answers"):
        from ecluse.cli.diff_tree import print_diff

        print_diff(found, sides[1].library, table.lang)


def _write(out: Path, found: Diff, *, force: bool) -> None:
    with written(out, force=force) as part:
        text = json_text(plain(replace(found, digest=OPEN)))
        part.write_text(with_digest(text), encoding="utf-8", newline="\n")


def _lines(
    sides: tuple[Side, Side],
    orders: str,
    out: str | None,
    columns: str | None,
    read: Read,
    table: TableOptions,
    *,
    force: bool,
) -> None:
    """Compare the answers to the lines of a book."""
    from ecluse.compare.book import diff_lines
    from ecluse.orders.column_pairs import read_pairs
    from ecluse.tables.halfway import one_line

    pairs = read_pairs(columns)
    with one_line(orders), ProgressBar(table.lang) as bar:
        found = diff_lines(
            *sides,
            orders,
            out,
            columns=pairs,
            progress=bar.tell,
            read=read,
            force=force,
            lang=table.lang,
        )
    if not print_data(found, table, "groups"):
        from ecluse.cli.diff_book import print_book

        print_book(found, table.lang)
