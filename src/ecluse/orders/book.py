"""A whole order book: read, coded, decided, written, counted.

Belongs here: the order of the steps, and the checks between them. Does not: any step.
Always true: lines out are lines in, or there is no output at all.

The way of a line:

    read       its cells                                  tables.read
    code       each text to a code                        codes       m_* tables
    partition  the codes to a key; like lines are one     join        GROUPED
    decide     each key's case to an answer               settle      CASES, ANSWERS
    look up    the answer beside the line                 join        SHOWN_ANSWERS
    write      the line with its answer                   tables.write
    count      the lines by answer, item, measure …       counts      SETTLED

The tables between the steps stand in `relations`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.determine.remarks import disclaimer
from ecluse.errors import EcluseError
from ecluse.orders.answer_columns import output_columns
from ecluse.orders.answered import answered, answered_in_order
from ecluse.orders.codes import Resolved, resolve_texts
from ecluse.orders.columns import ON, BookColumns, find_columns
from ecluse.orders.counts import Sums, presumptions, sums_of
from ecluse.orders.own_answers import Progress
from ecluse.orders.party_report import party_lines, party_notes, screening_of
from ecluse.orders.request import ENGINES, BookRequest
from ecluse.orders.settle import Settled, settle
from ecluse.orders.ship_day import with_day
from ecluse.orders.tally import BookReport
from ecluse.orders.unread import UnreadCells, note_unread, unread_of
from ecluse.outputs.cache import cache_folder
from ecluse.outputs.scratch import scratch
from ecluse.outputs.staging import Staging, staged
from ecluse.tables.connection import connect
from ecluse.tables.engine import Engine
from ecluse.tables.engine_duckdb import Embedded
from ecluse.tables.intake import Source, take
from ecluse.tables.postgres import shown
from ecluse.tables.read import Book
from ecluse.tables.write import Place, place_for
from ecluse.words.of_error import in_words
from ecluse.words.say import say, when

if TYPE_CHECKING:
    import duckdb

__all__ = ["ENGINES", "BookRequest", "answer_book", "run_orders"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Workplace:
    """Where a book is worked on: the connection, a folder of its own, and the outputs' places."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    source: Source
    place: Place | None
    exported: Staging | None


def run_orders(
    source: str | Path, *, progress: Progress | None = None, **options: Any
) -> BookReport:
    """Answer every line of an order book; `options` are the fields of `BookRequest`."""
    return answer_book(BookRequest(source=source, **options), progress)


def answer_book(request: BookRequest, progress: Progress | None = None) -> BookReport:
    """Answer every line of an order book.

    Args:
        progress: Called with a stage, what is done of it and how much there is.

    Raises:
        InputError, SeveralErrors: The source is not there or no book, a column is not found, a day
            lies before the record, or an output cannot be written or would cost the user something.
    """
    began = time.perf_counter()
    tell = progress or (lambda *_: None)
    request.check()
    with ExitStack() as stack:
        work = _workplace(request, stack)
        tell("read", 0, 1)
        book, columns = _read(request, work)
        tell("resolve", 0, 1)
        engine = _engine(request, work, book)
        stack.callback(engine.close)
        book = _on_one_day(request, with_day(book, columns))
        resolved = resolve_texts(work.connection, engine, book, columns, request.asked)
        note_unread(book, resolved.problems)
        tell("decide", 0, 1)
        settled = settle(work.connection, engine, resolved, request.asked, tell)
        tell("write", 0, 1)
        lines_out = _write(request, work, engine, book, settled)
        made = _report(request, work, engine, book, resolved, settled, lines_out)
    return _finished(request, replace(made, seconds=round(time.perf_counter() - began, 3)))


def _finished(request: BookRequest, made: BookReport) -> BookReport:
    if request.report is not None:
        from ecluse.orders.report_html import write_report

        write_report(made, request.report, force=request.force, lang=request.lang)
    return made


def _workplace(request: BookRequest, stack: ExitStack) -> _Workplace:
    """Make everything ready that must be opened before the engine is locked down."""
    folder = stack.enter_context(scratch("ecluse-orders-"))
    source = take(request.source, folder)
    place = None
    if request.out is not None and request.engine != "spark":
        place = stack.enter_context(place_for(request.out, force=request.force))
    exported = stack.enter_context(staged(request.tables)) if request.tables is not None else None
    cache = cache_folder()
    folders = [
        place.folders if place else (),
        (exported.folder,) if exported else (),
        (cache,) if cache else (),
    ]
    connection = connect(
        folder,
        files=(*source.files, *(place.files if place else ())),
        folders=(*source.folders, *chain(*folders)),
    )
    stack.callback(connection.close)
    return _Workplace(
        connection=connection, folder=folder, source=source, place=place, exported=exported
    )


def _read(request: BookRequest, work: _Workplace) -> tuple[Book, BookColumns]:
    """Open the book, and find out which column means what."""
    book = work.source.open(work.connection, work.folder, request.opening)
    columns = find_columns(
        book.headings,
        request.library.vocabulary,
        request.columns or {},
        book.source,
        request.required,
        request.library.book_words,
    )
    if request.on is None:
        return book, columns
    ignored, day = columns.roles.get("date"), when(request.on, request.lang)
    key = "one day" if ignored is None else "one day, column"
    note = say(f"orders.note.{key}", request.lang, day=day, column=ignored)
    return replace(book, notes=(*book.notes, note)), columns.on_one_day()


def _on_one_day(request: BookRequest, book: Book) -> Book:
    """The book with a column of the day on which every line is asked, if one is given."""
    if request.on is None:
        return book
    day = f"DATE '{request.on.isoformat()}' AS {ON}"
    return replace(
        book,
        relation=f"(SELECT *, {day} FROM {book.relation})",
        types={**book.types, ON: "DATE"},
    )


def _engine(request: BookRequest, work: _Workplace, book: Book) -> Engine:
    if request.engine == "duckdb":
        return Embedded(work.connection, book, work.place)
    from ecluse.tables.engine_spark import SparkEngine

    return SparkEngine(work.connection, book, work.folder, request.master)


def _write(
    request: BookRequest, work: _Workplace, engine: Engine, book: Book, settled: Settled
) -> int:
    """Write what was asked for: the determination tables, and every line with its answer; the
    lines written.

    Raises:
        EcluseError: Not as many as went in.
    """
    if work.exported is not None:
        from ecluse.orders.tables import export_tables

        export_tables(work.connection, work.exported, settled.coding, request.library.version)
    if request.out is None:
        return settled.lines
    coding = settled.coding
    parties = coding.parties is not None
    before = request.since is not None
    headings, law = _own_headings(request, book), request.other_law
    if request.held and coding.columns.days:  # who compares two answers reads it again
        headings.append(coding.columns.roles["date"])
    statement = answered_in_order if request.engine == "duckdb" else answered
    select = statement(
        coding,
        headings,
        request.library.version,
        before=before,
        overridden=settled.own.any,
        held=request.held,
        law=law,
    )
    columns = output_columns(
        headings, before=before, held=request.held, parties=parties, law=bool(law)
    )
    lines = engine.write(select, request.out, columns, settled.lines)
    if lines != settled.lines:
        raise EcluseError(
            f"{settled.lines} lines went in and {lines} came out",
            shown(request.out),
            "do not use the output; report this as an error of ecluse",
        )
    return lines


def _own_headings(request: BookRequest, book: Book) -> list[str]:
    """The columns of the book that are not those of an answer, which are written anew."""
    # A name in other letters is the same to SQL, in which the one that comes first is read.
    before = request.since is not None
    ours = output_columns((), before=before, held=request.held, parties=True, law=True)
    return [each for each in book.headings if each.strip().casefold() not in ours]


def _how_read(
    request: BookRequest, book: Book, resolved: Resolved, settled: Settled
) -> Iterator[str]:
    """How the book was read, in the language asked."""
    library = request.library
    columns = resolved.columns.all_notes(library.vocabulary, library.book_words)
    for note in (*book.notes, *columns, *resolved.notes, *settled.own.notes):
        yield in_words(note, request.lang, ("book_note.",))


def _report(
    request: BookRequest,
    work: _Workplace,
    engine: Engine,
    book: Book,
    resolved: Resolved,
    settled: Settled,
    lines_out: int,
) -> BookReport:
    """Count the lines, and say on what the answers rest."""
    library, columns = request.library, resolved.columns
    sums = sums_of(work.connection, settled.answers, resolved, request.asked)
    unread = unread_of(work.connection, book, resolved)
    presumed = presumptions(work.connection, settled.answers, columns.roles, library, request.lang)
    screening = screening_of(resolved, request.screened_on)
    return BookReport(
        **_stated(request),
        **_fields(sums),
        **_fields(unread),
        screening=screening,
        parties=party_lines(work.connection, engine, resolved, settled),
        source=book.source,
        lines_in=settled.lines,
        lines_out=lines_out,
        allocations=settled.own.allocations,
        columns=columns.shown(),
        notes=(
            *presumed,
            *party_notes(screening, resolved, library.book_words, request.lang),
            *_how_read(request, book, resolved, settled),
        ),
        cases=settled.cases,
        decided=settled.decided,
        seconds=0.0,
    )


def _fields(part: Sums | UnreadCells) -> dict[str, Any]:
    """A part of a report, under the report's own names."""
    return {field.name: getattr(part, field.name) for field in fields(part)}


def _stated(request: BookRequest) -> dict[str, Any]:
    """The fields of a report that say what was asked, and of which data."""
    library, out = request.library, request.out
    return {
        "out": request.out_said or (shown(out) if out is not None else None),
        "engine": request.engine,
        "reading": request.reading.value,
        "known": request.known.isoformat() if request.known else None,
        "scenario": (request.register or library.register).scenario,
        "since": request.since.isoformat() if request.since else None,
        "data_version": library.version,
        "data_modified": not library.sealed,
        "data_as_of": library.data_as_of.isoformat(),
        "disclaimer": disclaimer(library, request.lang),
    }
