"""`ecluse.orders.answer`: a whole table in, the same table with its answers out, from Python.

Belongs here: tables of other libraries, taken and given as Arrow. Does not: any step of answering
(book).
Always true: a row comes back for each row that went in, in the same order, with every column of its
own and the `ecluse_*` columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ecluse.determine.ask import answering
from ecluse.determine.question import Day, read_day
from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Register
from ecluse.orders.book import BookRequest, answer_book
from ecluse.orders.screens import OpenScreens
from ecluse.orders.tally import BookReport
from ecluse.outputs.scratch import scratch
from ecluse.tables.arrow import need_pyarrow
from ecluse.tables.connection import connect
from ecluse.tables.intake import Source, take
from ecluse.words.say import Language

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa


Place = str | Path


class ArrowStream(Protocol):
    """Any table that can be read as Arrow: of pyarrow, pandas, polars, DuckDB and others."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The table as a stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredTable:
    """An answered book.

    Args:
        summary: What the book comes to, as `ecluse orders --json` prints it.
        table: Every row with its own columns and the answer's.
    """

    summary: BookReport
    table: pa.Table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The table as an Arrow stream, for any library that takes one."""
        return self.table.__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pa.Table:
        """The table as a pyarrow table."""
        return self.table

    def to_pandas(self) -> Any:
        """The table as a pandas frame (pandas must be installed)."""
        return self.table.to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """The table as a polars frame (polars must be installed)."""
        import polars as pl

        return pl.DataFrame(self)


def answer(
    table: Place | ArrowStream,
    *,
    out: Place | None = None,
    on: Day | None = None,
    lang: Language = "en",
    strict: bool = False,
    columns: Mapping[str, str] | None = None,
    reading: Reading | str = Reading.ENFORCED,
    known: Day | None = None,
    since: Day | None = None,
    library: Library | None = None,
    register: Register | None = None,
    force: bool = False,
    screen: bool = True,
    cleared: str | Path | None = None,
) -> AnsweredTable:
    """Answer every row of a table.

    Args:
        table: A file, `FILE.duckdb#TABLE` or `postgresql://…#TABLE`; or a table of pyarrow, pandas,
            polars, DuckDB or whatever else speaks Arrow (`__arrow_c_stream__`).
        out: Where to write the answered table besides; the form by the name's end.
        on: The day on which every row is asked, for a table without dates; a date, or its text,
            as are `known` and `since`.
        lang: The language of the reasons and of the summary.
        strict: Take nothing for granted: what a row leaves out is unknown.
        columns: Meaning → column, for columns that are not called as they usually are.
        reading: The law as its text stands ("text"), or as the agency says that it enforces it
            ("enforced"); or a Reading.
        known: What had been published by this day; everything where left out.
        since: Mark the rows whose answer changed by what was published after this day.
        library: The data; loaded where left out.
        register: The law's log with a scenario applied (`ecluse.applied`).
        force: Replace a file that ecluse did not write.
        screen: Screen the parties that the table names.
        cleared: A file of false positives.

    Returns:
        The rows with their answers, and a summary.

    Raises:
        InputError, UnknownNameError, SeveralErrors: The table lacks a column that every answer
            needs, a day lies before the record, `out` cannot be written, or a word is of no form
            that is understood.

    >>> from datetime import date
    >>> import pyarrow as pa
    >>> book = pa.table({"part": ["H100", "H100"], "destination": ["Poland", "China"]})
    >>> answered = answer(book, on=date(2025, 6, 1))
    >>> answered.to_arrow()["ecluse_outcome"].to_pylist()
    ['NLR', 'LICENSE']
    """
    data = answering(library, register)
    with scratch("ecluse-answer-") as folder:
        answered, said = _place(out, folder)
        request = BookRequest(
            source=staged(table, folder),
            library=data,
            register=register,
            out=answered,
            **_law(data, reading, on=on, known=known, since=since),
            strict=strict,
            lang=lang,
            columns=columns,
            force=force,
            screen=screen,
            screens=_screens(data, cleared, strict=strict),
            out_said=said,
        )
        return AnsweredTable(summary=_told(table, request), table=_read_back(answered, folder))


def _told(table: object, request: BookRequest) -> BookReport:
    """What the book comes to; errors name a table in memory as that, not a file that soon goes."""
    source = str(request.source)
    shown = source if isinstance(table, str | Path) else "the table"
    with Source(text=source, shown=shown).named():
        return answer_book(request)


def _place(out: str | Path | None, folder: Path) -> tuple[str | Path, str | None]:
    """Where the answered table is written, and what the report calls a place that soon goes."""
    return (folder / "answered.arrow", "memory") if out is None else (out, None)


def _law(library: Library, reading: Reading | str, **days: Day | None) -> dict[str, Any]:
    """The reading and the days that are said, by the words that say them.

    Raises:
        InputError, UnknownNameError: One is no day, or lies before the record, or no reading.
    """
    read = {word: read_day(day, library, word) for word, day in days.items() if day is not None}
    return {"reading": Reading.of(reading), **read}


def _screens(library: Library, cleared: str | Path | None, *, strict: bool) -> OpenScreens:
    """What opens the lists, with the false positives of a file.

    Raises:
        InputError, SeveralErrors: Every mistake in the file.
    """
    from ecluse.orders.list_screens import screens_of
    from ecluse.screening.read_clearances import read_clearances

    clearances = read_clearances(Path(cleared)) if cleared is not None else None
    return screens_of(library, clearances, strict=strict)


def staged(table: str | Path | ArrowStream, folder: Path) -> str | Path:
    """Where a book is read from: as it is named, or, of a table in memory, an Arrow stream that is
    written in `folder`.

    Raises:
        InputError: It is no table that speaks Arrow, or a column holds values of several kinds.
    """
    if isinstance(table, str | Path):
        return table
    if not hasattr(table, "__arrow_c_stream__"):
        raise InputError(
            f"a {type(table).__name__} is no table that can be read as Arrow",
            "table",
            "give a path, or a table of pyarrow, pandas (2.2 or later) or polars",
        )
    path = folder / "table.arrows"
    arrow = need_pyarrow(path)
    try:
        stream = arrow.RecordBatchReader.from_stream(table)
    except arrow.ArrowException as error:  # a frame of Python objects is converted when it is asked
        what = f"it cannot be read as Arrow: {'; '.join(map(str, error.args))}"
        mend = "give each column values of one kind"
        raise InputError(what, "table", mend) from error
    with stream as reader:
        schema = reader.schema.remove_metadata()
        with arrow.OSFile(str(path), "wb") as file, arrow.ipc.new_stream(file, schema) as writer:
            for batch in reader:
                writer.write_batch(batch.replace_schema_metadata(None))
    return path


def _read_back(answered: str | Path, folder: Path) -> pa.Table:
    """What was written, as one Arrow table."""
    work = folder / "read"
    work.mkdir()
    source = take(answered, work)
    connection = connect(work, files=source.files, folders=source.folders)
    try:
        book = source.open(connection, work)
        columns = ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}"' for name in book.headings)
        return connection.sql(f"SELECT {columns} FROM {book.relation}").to_arrow_table()
    finally:
        connection.close()
