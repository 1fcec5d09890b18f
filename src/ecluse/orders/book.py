"""A whole order book: read, resolved, decided, totalled, written.

Belongs here: the order of the steps, and the checks between them. Does not: any step.
Always true: lines out are lines in, or there is no output at all.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from ecluse.determine.shipment import check_day
from ecluse.determine.to_json import disclaimer
from ecluse.errors import EcluseError, InputError, near
from ecluse.law.cache import cache_folder
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Register
from ecluse.orders.codes import Asked, resolve_texts
from ecluse.orders.columns import find_columns
from ecluse.orders.counts import counted, note_unread, presumptions, problems_of
from ecluse.orders.join import output_columns
from ecluse.orders.needs import needs_of
from ecluse.orders.record import OUTPUT
from ecluse.orders.settle import Progress, settle
from ecluse.orders.tally import BookReport
from ecluse.outputs.check import Output
from ecluse.outputs.scratch import scratch
from ecluse.outputs.staging import staged
from ecluse.tables.connection import connect
from ecluse.tables.engine import Engine
from ecluse.tables.engine_duckdb import Embedded
from ecluse.tables.intake import take
from ecluse.tables.postgres import shown
from ecluse.tables.read import Book, Opening
from ecluse.tables.write import Place, check_out, place_for

ENGINES = ("duckdb", "spark")


def run_orders(
    source: str | Path,
    *,
    library: Library,
    register: Register | None = None,
    out: str | Path | None = None,
    reading: Reading = Reading.ENFORCED,
    known: date | None = None,
    engine: str = "duckdb",
    master: str | None = None,
    columns: Mapping[str, str] | None = None,
    since: date | None = None,
    strict: bool = False,
    tables: Path | None = None,
    report: Path | None = None,
    progress: Progress | None = None,
    encoding: str | None = None,
    heading: int | None = None,
    others: Sequence[Output] = (),
    read: Sequence[tuple[str, Path]] = (),
    force: bool = False,
    out_said: str | None = None,
) -> BookReport:
    """Answer every line of an order book.

    Args:
        source: A CSV, Excel or Parquet file, or `FILE.duckdb#TABLE`; `-` is standard input.
        register: The law's log, with a scenario applied where one is; the library's where left out.
        master: The Spark master; this machine where left out.
        out: Where to write every line with its answer; the form by the name's end. Nothing is
            written where left out.
        columns: Meaning → column, for columns that are not called as they usually are.
        since: Mark the lines whose answer changed by what was published after this day.
        strict: Take nothing for granted: what a line leaves out is unknown.
        tables: A folder for the determination tables as Parquet, with the SQL that joins them.
        report: An HTML file for the report.
        progress: Called with a stage, what is done of it and how much there is.
        encoding: The encoding of a text file, where it is not found out rightly.
        heading: The number of the row that names the columns, where it is not found.
        others: What the caller will write besides, to be checked with the outputs.
        read: What the caller reads besides, in words and by its place: no output may be that.
        force: Replace files that ecluse did not write; tables and folders never.
        out_said: What the report calls `out`, where that is only on its way elsewhere.

    Raises:
        InputError, SeveralErrors: The source is not there or no book, a column is not found, a day
        lies before the record, or an output cannot be written or would cost the user something.
    """
    if engine not in ENGINES:
        raise InputError(
            f"no engine is called '{engine}'",
            "--engine",
            near(engine, ENGINES) or f"give {' or '.join(ENGINES)}",
        )
    began = time.perf_counter()
    tell = progress or (lambda *_: None)
    asked = Asked(
        library=library,
        register=register or library.register,
        reading=reading,
        known=known,
        since=since,
        strict=strict,
    )
    for day, option in ((known, "--known"), (since, "--since")):
        if day is not None:
            check_day(day, library, option)
    written = [
        *([Output(option="--tables", path=tables, folder=True)] if tables else []),
        *([Output(option="--report", path=report)] if report else []),
        *others,
    ]
    check_out(out, source, engine=engine, others=written, read=read, force=force)
    with ExitStack() as stack:
        folder = stack.enter_context(scratch("ecluse-orders-"))
        taken = take(source, folder)
        place = None
        if out is not None and engine != "spark":
            place = stack.enter_context(place_for(out, force=force))
        exported = stack.enter_context(staged(tables)) if tables is not None else None
        made_in = [place.folders] if place else []
        made_in += [(exported.folder,)] if exported else []
        kept = cache_folder()
        made_in += [(kept,)] if kept else []
        connection = connect(
            folder,
            files=(*taken.files, *(place.files if place else ())),
            folders=(*taken.folders, *chain(*made_in)),
        )
        runs: Engine | None = None
        try:
            tell("read", 0, 1)
            opening = Opening(needs=needs_of(columns or {}), encoding=encoding, heading=heading)
            book = taken.open(connection, folder, opening)
            found = find_columns(book.headings, library.vocabulary, columns or {}, book.source)
            tell("resolve", 0, 1)
            runs = _engine(engine, connection, book, folder, master, place)
            resolved = resolve_texts(connection, runs, book, found, asked)
            tell("decide", 0, 1)
            note_unread(book, resolved.problems)
            settled = settle(connection, runs, resolved, asked, tell)
            lines_in = lines_out = settled.lines
            headings = [heading for heading in book.headings if heading not in OUTPUT]
            if exported is not None:
                from ecluse.orders.tables import export_tables

                export_tables(connection, exported, settled.coding, library.version)
            if out is not None:
                tell("write", 0, 1)
                select = settled.coding.answered(
                    headings,
                    library.version,
                    before=since is not None,
                    overridden=settled.overridden,
                )
                lines_out = runs.write(
                    select, out, output_columns(headings, before=since is not None), lines_in
                )
                if lines_out != lines_in:
                    raise EcluseError(
                        f"{lines_in} lines went in and {lines_out} came out",
                        shown(out),
                        "do not use the output; report this as an error of ecluse",
                    )
            sums = counted(connection, settled.answers, resolved, asked)
            presumed = presumptions(connection, settled.answers, resolved.columns.roles, library)
            quarantined, unresolved, unreadable = problems_of(
                connection, book, resolved.problems, resolved
            )
        finally:
            if runs is not None:
                runs.close()
            connection.close()
    made = BookReport(
        source=book.source,
        out=out_said or (shown(out) if out is not None else None),
        engine=engine,
        reading=reading.value,
        known=known.isoformat() if known else None,
        since=since.isoformat() if since else None,
        data_version=library.version,
        data_modified=not library.sealed,
        data_as_of=library.data_as_of.isoformat(),
        lines_in=lines_in,
        lines_out=lines_out,
        quarantined=quarantined,
        unresolved=unresolved,
        unreadable=unreadable,
        columns=list(resolved.columns.shown()),
        notes=[
            *presumed,
            *book.notes,
            *resolved.columns.all_notes(library.vocabulary),
            *resolved.notes,
            *settled.notes,
        ],
        cases=settled.cases,
        decided=settled.decided,
        seconds=round(time.perf_counter() - began, 3),
        allocations=settled.allocations,
        disclaimer=disclaimer(library, "en"),
        **sums,
    )
    if report is not None:
        from ecluse.orders.report_html import write_report

        write_report(made, report, force=force)
    return made


def _engine(
    name: str,
    connection: Any,
    book: Book,
    folder: Path,
    master: str | None,
    place: Place | None,
) -> Engine:
    if name == "duckdb":
        return Embedded(connection, book, place)
    from ecluse.tables.engine_spark import SparkEngine

    return SparkEngine(connection, book, folder, master)
