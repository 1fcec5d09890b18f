"""`ecluse orders`: a whole order book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ecluse.cli.progress import Bar
from ecluse.cli.session import ReadingName, console, day_of, library, print_json, register_of
from ecluse.law.measure import Reading

if TYPE_CHECKING:
    from ecluse.orders.tally import BookReport

_STAGES = {"read": "Reading", "resolve": "Resolving names", "decide": "Deciding", "count": "Counting running totals", "write": "Writing"}


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
    tables: Path | None = None,
    report: Path | None = None,
    columns: str | None = None,
    master: str | None = None,
    json: bool = False,
) -> int:
    """Determine every line of an order book, and say what it comes to.

    Every line of FILE comes back in --out with its own columns and the determination's: outcome, exception, review policy,
    provision, measure, citation, classification, needs, red flags, confidence, item, reason, data version. A line that
    cannot be read or resolved is kept, UNDETERMINED, and says why.

    Exit status: 0 answered (whatever the answers), 2 bad input.

    Args:
        file: CSV, Excel or Parquet file, or FILE.duckdb#TABLE.
        out: Where to write every line with its answer: .csv, .xlsx, .parquet or FILE.duckdb#TABLE.
        engine: duckdb, or spark for a book that outgrows one machine (pip install ecluse[spark], and Java 17).
        reading: The law as its text stands, or as the agency says that it enforces it.
        known: What had been published by this day, YYYY-MM-DD; everything where left out.
        scenario: A scenario file, or the name of a shipped one.
        since: Mark the lines whose answer was changed by what was published after this day, YYYY-MM-DD.
        tables: A folder for the determination tables as Parquet, with the SQL that joins them in any warehouse.
        report: An HTML file for a report that prints well.
        columns: Which column is which, where it is not found by its usual name: part=Material,destination=Land.
        master: The Spark master, such as spark://host:7077; this machine where left out.
        json: Print the report as JSON.
    """
    from ecluse.orders.book import run_orders
    from ecluse.orders.columns import read_pairs

    books = library()
    with Bar(_STAGES) as bar:
        made = run_orders(
            file,
            library=books,
            register=register_of(scenario, books),
            out=out,
            reading=Reading(reading),
            known=day_of(known, books, "--known") if known else None,
            engine=engine,
            master=master,
            columns=read_pairs(columns),
            since=day_of(since, books, "--since") if since else None,
            tables=tables,
            report=report,
            progress=bar.tell,
        )
    if json:
        print_json(made.to_dict())
    else:
        _print(made)
    return 0


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
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", width=min(98, screen.width - 2))
        for place, heading in enumerate(section.headings):
            number = heading in section.numbers
            table.add_column(heading, justify="right" if number else "left", no_wrap=number, overflow="fold", ratio=None if number else (2 if place == 0 else 1))
        for row in section.rows:
            table.add_row(*(Text(cell) for cell in row))
        screen.print(Padding(table, (0, 0, 0, 2)))
        if section.note:
            screen.print(Text(f"  {section.note}", style="dim"))
    screen.print()
    screen.print(Text(basis(made), style="dim"))
    screen.print(Text(made.disclaimer, style="dim"))
