"""`ecluse orders`: a whole order book."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ecluse.cli.plot import files_of, picture_of
from ecluse.cli.progress import Bar
from ecluse.cli.session import ReadingName, console, day_of, library, print_json, register_of
from ecluse.errors import InputError
from ecluse.law.measure import Reading

if TYPE_CHECKING:
    from ecluse.orders.tally import BookReport

_STAGES = {
    "read": "Reading",
    "resolve": "Resolving names",
    "decide": "Deciding",
    "sort": "Sorting items and places",
    "count": "Counting running totals",
    "sum": "Summing",
    "write": "Writing",
}


def orders(
    file: str,
    /,
    *,
    out: str | None = None,
    engine: Literal["duckdb", "spark"] = "duckdb",
    reading: ReadingName = "enforced",
    known: str | None = None,
    scenario: str | None = None,
    since: str | None = None,
    strict: bool = False,
    tables: Path | None = None,
    report: Path | None = None,
    plot: Path | None = None,
    force: bool = False,
    columns: str | None = None,
    heading: int | None = None,
    encoding: str | None = None,
    master: str | None = None,
    json: bool = False,
) -> int:
    """Determine every line of an order book, and say what it comes to.

    Every line of FILE comes back in --out with its own columns and the determination's: outcome,
    exception, review policy, provision, measure, citation, classification, needs, red flags,
    confidence, item, reason, data version. A line that cannot be read or resolved is kept,
    UNDETERMINED, and says why.

    Exit status: 0 answered (whatever the answers), 2 bad input.

    Args:
        file: CSV, Excel, Parquet or Arrow file, FILE.duckdb#TABLE, or
            postgresql://USER@HOST/DATABASE#TABLE (or '#SELECT …'); - is standard input.
        out: Where to write every line with its answer: .csv, .xlsx, .parquet, .arrow,
            FILE.duckdb#TABLE or postgresql://…#TABLE; - is CSV on standard output, and all else is
            then printed on standard error.
        engine: duckdb, or spark for a book that outgrows one machine (pip install ecluse[spark],
            and Java 17).
        reading: The law as its text stands, or as the agency says that it enforces it.
        known: What had been published by this day, YYYY-MM-DD; everything where left out.
        scenario: A scenario file, or the name of a shipped one.
        since: Mark the lines whose answer was changed by what was published after this day,
            YYYY-MM-DD.
        strict: Take nothing for granted: what a line leaves out is unknown, and after the last day on
            record nothing is freer than a license.
        tables: A folder for the determination tables as Parquet, with the SQL that joins them in
            any warehouse.
        report: An HTML file for a report that prints well.
        plot: A picture of the answers by destination and measure: .svg, .png or .pdf (pip install
            ecluse[plot]).
        force: Replace files that ecluse did not write; tables and folders never.
        columns: Which column is which, where it is not found by its usual name:
            part=Material,destination=Land.
        heading: The number of the row that names the columns, where it is not found: titles may
            stand above it.
        encoding: The encoding of a text file, where it is not found out: gb18030, shift_jis,
            cp1250 …
        master: The Spark master, such as spark://host:7077; this machine where left out.
        json: Print the report as JSON.
    """
    from ecluse.orders.book import run_orders
    from ecluse.orders.columns import read_pairs
    from ecluse.outputs.scratch import scratch
    from ecluse.tables.intake import STANDARD_OUTPUT

    books = library()
    others = [picture_of(plot)] if plot is not None else []
    with ExitStack() as stack:
        streamed = None
        if out in STANDARD_OUTPUT:
            streamed = stack.enter_context(scratch("ecluse-orders-")) / "answered.csv"
        with one_line(file), Bar(_STAGES) as bar:
            made = run_orders(
                file,
                library=books,
                register=register_of(scenario, books),
                out=streamed or out,
                out_said="standard output" if streamed else None,
                reading=Reading(reading),
                known=day_of(known, books, "--known") if known else None,
                engine=engine,
                master=master,
                columns=read_pairs(columns),
                since=day_of(since, books, "--since") if since else None,
                strict=strict,
                tables=tables,
                report=report,
                progress=bar.tell,
                encoding=encoding,
                heading=heading,
                others=others,
                read=files_of([("the scenario", scenario)]),
                force=force,
            )
            if plot is not None:
                from ecluse.cli.order_plot import plot_book

                plot_book(made, plot, force=force)
        with redirect_stdout(sys.stderr if streamed else sys.stdout):
            print_json(made.to_dict()) if json else _print(made)
        if streamed is not None:
            _stream(streamed)
    return 0


def _stream(path: Path) -> None:
    """Put a file on standard output, byte for byte."""
    sys.stdout.flush()
    with path.open("rb") as file:
        shutil.copyfileobj(file, sys.stdout.buffer)
    sys.stdout.buffer.flush()


@contextmanager
def one_line(file: str) -> Iterator[None]:
    """What the engine or the disk says halfway, as one line: a file that is spoiled inside, a disk
    that is full.
    """
    import duckdb

    try:
        yield
    except (duckdb.Error, OSError) as error:
        from ecluse.tables.postgres import shown

        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError(
            f"the book cannot be read or written to its end: {first}",
            shown(file),
            "mend that and run it again; nothing was left half-written",
        ) from error


def _print(made: BookReport) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from ecluse.orders.report import basis, headline, mapping, sections

    screen = console()
    screen.print(Text(headline(made), style="bold"))
    screen.print(Text(mapping(made), style="dim"))
    for note in made.notes:
        screen.print(Text(note, style="dim"))
    for section in sections(made):
        screen.print()
        screen.print(Text(section.title, style="bold"))
        table = Table(
            box=None,
            pad_edge=False,
            padding=(0, 2, 0, 0),
            header_style="dim",
            width=min(98, screen.width - 2),
        )
        shown = [
            place
            for place, heading in enumerate(section.headings)
            if heading not in section.on_paper
        ]
        for place in shown:
            heading = section.headings[place]
            number = heading in section.numbers
            table.add_column(
                heading,
                justify="right" if number else "left",
                no_wrap=number,
                overflow="fold",
                ratio=None if number else (2 if place == 0 else 1),
            )
        for row in section.rows:
            table.add_row(*(Text(row[place]) for place in shown))
        screen.print(Padding(table, (0, 0, 0, 2)))
        if section.note:
            screen.print(Text(f"  {section.note}", style="dim"))
    screen.print()
    screen.print(Text(basis(made), style="dim"))
    screen.print(Text(made.disclaimer, style="dim"))
