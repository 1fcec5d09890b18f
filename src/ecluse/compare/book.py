"""The lines of an order book whose answer differs between two laws, or two releases of the facts.

Belongs here: answering a book twice, and the order of the steps. Does not: answering (orders),
finding the lines that differ (side_by_side), why they changed (kinds), adding up (amounts).
Always true: every line is answered under both sides; every changed line is counted once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from duckdb import DuckDBPyConnection

from ecluse.compare.amounts import amounts_of
from ecluse.compare.answer import BookDiff
from ecluse.compare.kinds import Progress, explain, quiet
from ecluse.compare.line import lines_of
from ecluse.compare.side import Side
from ecluse.compare.side_by_side import AnsweredBook, column, one, set_side_by_side
from ecluse.compare.to_answer import ChangeTable
from ecluse.law.register import Register
from ecluse.orders.answer_table import ArrowStream, staged
from ecluse.orders.book import run_orders
from ecluse.outputs.scratch import scratch
from ecluse.tables.connection import connect
from ecluse.tables.intake import take
from ecluse.tables.names import name_of, quoted
from ecluse.tables.write import Place, check_out, place_for


def register_for(side: Side) -> Register:
    """The register with which a side answers a book; it has one day where a day was named."""
    return replace(side.register, only_day=side.on) if side.pinned else side.register


def diff_lines(
    before: Side,
    after: Side,
    book: str | Path | ArrowStream,
    out: str | Path | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Progress = quiet,
    read: Sequence[tuple[str, Path]] = (),
    force: bool = False,
    one_by_one: int | None = None,
    lang: str = "en",
) -> BookDiff:
    """Answer a book on both sides, and list what changes.

    Args:
        book: The book, in any form that order books are read in.
        out: Where to write every changed line, in any form that order books are written in.
        columns: Meaning → column, for columns that are not called as they usually are.
        progress: Called with the stage, how much of it is done, and how much there is.
        read: Other files that the caller reads, each with its name; `out` may be none of them.
        force: Replace a file that ecluse did not write.
        one_by_one: How many changed lines to list one by one, in the order of the book.

    Raises:
        InputError: The book cannot be read, or `out` cannot be written.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(scratch("ecluse-diff-"))
        source = str(staged(book, folder))
        check_out(out, source, read=read, force=force)
        place = stack.enter_context(place_for(out, force=force)) if out is not None else None
        twice = _answer_twice(stack, source, folder, (before, after), columns, progress)
        connection = stack.enter_context(_connected(folder, place))
        own = set_side_by_side(connection, twice, source)
        changed = _changed_lines(connection, twice, (before, after), progress, lang)
        if place is not None:
            progress("write", 0, 1)
            changed.write(own, place, source)
        return changed.answer(out, one_by_one)


def _connected(folder: Path, place: Place | None) -> closing[DuckDBPyConnection]:
    """A connection that may open the scratch folder, and the place that is written to."""
    files, folders = (place.files, place.folders) if place else ((), ())
    return closing(connect(folder, files=files, folders=folders))


def _answer_twice(
    stack: ExitStack,
    source: str | Path,
    folder: Path,
    sides: tuple[Side, Side],
    columns: Mapping[str, str] | None,
    progress: Progress,
) -> AnsweredBook:
    """Answer the book on each side, into files that are read again."""
    taken = take(source, folder)
    stack.enter_context(taken.named())
    paths = folder / "before.parquet", folder / "after.parquet"
    for side, path in zip(sides, paths, strict=True):
        report = run_orders(
            taken.text,
            library=side.library,
            register=register_for(side),
            out=path,
            reading=side.law.reading,
            known=_known(side),
            columns=columns,
            progress=partial(_stage_of, progress, path.stem),
            held=True,
        )
    return AnsweredBook(
        paths=paths,
        lines=report.lines_in,
        means={row.means: row.column for row in report.columns},
        signs={
            row.means: row.decimal_sign for row in report.columns if row.decimal_sign is not None
        },
    )


def _known(side: Side) -> date | None:
    """The day up to which a side knows: of its parties too, which no register holds."""
    days = {side.law.known, *([side.known_on] if side.known_on is not None else [])}
    return min(days - {date.max}, default=None)


def _stage_of(progress: Progress, name: str, stage: str, done: int, total: int) -> None:
    progress(f"{name}: {stage}", done, total)


def _changed_lines(
    connection: DuckDBPyConnection,
    book: AnsweredBook,
    sides: tuple[Side, Side],
    progress: Progress,
    lang: str,
) -> ChangeTable:
    """The table `changed`, with the cause and the amounts of each line."""
    library = sides[1].library
    lines = lines_of(book.means, _date_texts(connection, book), library, book.signs)
    kinds = explain(connection, lines, *sides, progress)
    amounts_of(connection, book.means, library, book.signs)
    return ChangeTable(connection, book, kinds, sides, lang)


def _date_texts(connection: DuckDBPyConnection, book: AnsweredBook) -> list[str]:
    """Every text of the date column; none where no line changed.

    All of them are needed, for the other dates decide how an ambiguous one is read.
    """
    if one(connection, "SELECT count(*) FROM changed") == 0:
        return []
    text = f"CAST({name_of(book.means['date'])} AS VARCHAR)"
    source = f"read_parquet({quoted(book.paths[1])}) WHERE {text} IS NOT NULL"
    return column(connection, text, source)
