"""`ecluse orders`: a whole order book.

Belongs here: its options and its exit status. Does not: reading, determining and writing (orders),
or the report's tables (order_report).
Always true: the report and the exit status are of what was written.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import ExitStack, redirect_stdout
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from ecluse.cli.ending import ANSWERED, LICENSE, UNDETERMINED
from ecluse.cli.forms import print_data
from ecluse.cli.options import Files, LawOptions, TableOptions, option_group
from ecluse.cli.plot import files_of, picture_of
from ecluse.cli.progress import ProgressBar
from ecluse.cli.session import (
    clearances_of,
    day_if_given,
    known_of,
    library,
    register_of,
    with_owners,
)
from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.tables.halfway import one_line

if TYPE_CHECKING:
    from ecluse.orders.tally import BookReport

FailOn = Literal["undetermined", "license"]
_STATUS = {"undetermined": UNDETERMINED, "license": LICENSE}  # the first that there is counts


@option_group
class BookOptions:
    """How a book is read, and by what.

    Args:
        columns: Which column is which, where it is not found by its usual name:
            part=Material,destination=Land.
        heading: The number of the row that names the columns, where it is not found: titles may
            stand above it.
        encoding: The encoding of a text file, where it is not found out: gb18030, shift_jis,
            cp1250 …
        engine: duckdb, or spark for a book that outgrows one machine (pip install ecluse[spark],
            and Java 17).
        master: The Spark master, such as spark://host:7077; this machine where left out.
    """

    columns: str | None = None
    heading: int | None = None
    encoding: str | None = None
    engine: Literal["duckdb", "spark"] = "duckdb"
    master: str | None = None

    def words(self) -> dict[str, Any]:
        """As the library takes them.

        Raises:
            InputError: A master is named for an engine that has none, or a pair is none.
        """
        from ecluse.orders.column_pairs import read_pairs

        if self.master is not None and self.engine != "spark":
            mend = "add --engine spark, or leave out --master"
            raise InputError("only Spark has a master", "--master", mend)
        return asdict(self) | {"columns": read_pairs(self.columns)}


@option_group
class OutputOptions:
    """What is written beside the report on the screen.

    Args:
        out: Where to write every line with its answer: .csv, .xlsx, .parquet, .arrow,
            FILE.duckdb#TABLE or postgresql://…#TABLE; - is CSV on standard output, and all else is
            then printed on standard error.
        tables: A folder for the determination tables as Parquet, with the SQL that joins them in
            any warehouse.
        report: An HTML file for a report that prints well.
        plot: A picture of the answers by destination and measure: .svg, .png or .pdf (pip install
            ecluse[plot]).
        force: Replace files that ecluse did not write; tables and folders never.
    """

    out: str | None = None
    tables: Path | None = None
    report: Path | None = None
    plot: Path | None = None
    force: bool = False


@option_group
class AskOptions:
    """What is asked of each line.

    Args:
        on: The ship date of every line, YYYY-MM-DD, for a book without dates.
        since: Mark the lines whose answer was changed by what was published after this day,
            YYYY-MM-DD, by a rule or by a list of parties.
        strict: Take nothing for granted: what a line leaves out is unknown, and after the last day
            on record nothing is freer than a license.
        no_screen: Leave the parties that the book names unscreened: the answers then presume that
            none of them is listed.
        cleared: A file of false positives (CSV or YAML: name, entry, digest, by, approved_by, day,
            because).
        owners: A CSV file of who owns the parties: child, parent, percent, since, until, source.
    """

    on: str | None = None
    since: str | None = None
    strict: bool = False
    no_screen: bool = False
    cleared: Path | None = None
    owners: Files = None

    @property
    def files(self) -> list[tuple[str, str | None]]:
        """The files that are read beside the book, and what each is."""
        cleared = () if self.cleared is None else (("the false positives", self.cleared),)
        owners = [("the owners", path) for path in self.owners or ()]
        return [(what, str(path)) for what, path in (*cleared, *owners)]

    def words(self, library: Library) -> dict[str, Any]:
        """As the library takes them."""
        return {
            "on": day_if_given(self.on, library, "--on"),
            "since": day_if_given(self.since, library, "--since"),
            "strict": self.strict,
            **self._screening(library),
        }

    def _screening(self, library: Library) -> dict[str, Any]:
        """How parties are screened.

        Raises:
            InputError, SeveralErrors: The file of false positives has a mistake, or is for nothing.
        """
        if self.no_screen:
            for flag, given, what in (
                ("--cleared", self.cleared, "nothing is screened that could be cleared"),
                ("--owners", self.owners, "nobody is screened whom somebody owns"),
            ):
                if given:
                    raise InputError(what, flag, f"leave out --no-screen, or {flag}")
            return {"screen": False}
        from ecluse.orders.list_screens import screens_of

        return {
            "screens": screens_of(library, clearances_of(self.cleared), strict=self.strict),
            "screened_on": date.today(),  # noqa: DTZ011  the user's own day
        }


def orders(
    file: str,
    /,
    *,
    output: OutputOptions = OutputOptions(),
    ask: AskOptions = AskOptions(),
    law: LawOptions = LawOptions(),
    book: BookOptions = BookOptions(),
    fail_on: Annotated[list[FailOn] | None, Parameter(consume_multiple=False)] = None,
    table: TableOptions = TableOptions(),
) -> int:
    """Determine every line of an order book, and say what it comes to.

    Every line of FILE comes back in --out with its own columns and the determination's: outcome,
    exception, review policy, provision, measure, citation, classification, needs, red flags,
    confidence, item, reason, data version. A line that cannot be read or resolved is kept,
    UNDETERMINED, and says why.

    Exit status: 0 answered (whatever the answers), 2 bad input; with --fail-on, 3 where a line is
    undetermined, 4 where a line needs a license; where both are asked for and both are so, 3: that
    line must be looked at.

    Args:
        file: CSV, Excel, Parquet or Arrow file, FILE.duckdb#TABLE, or
            postgresql://USER@HOST/DATABASE#TABLE (or '#SELECT …'); - is standard input.
        fail_on: End with a status of its own where a line is so; may be repeated.
    """
    from ecluse.outputs.scratch import scratch
    from ecluse.tables.intake import STANDARD_OUTPUT

    with ExitStack() as stack:
        streamed = None
        if output.out in STANDARD_OUTPUT:
            streamed = stack.enter_context(scratch("ecluse-orders-")) / "answered.csv"
        made = _answered(file, output, ask, law, book, streamed, table.lang)
        with redirect_stdout(sys.stderr if streamed else sys.stdout):
            if not print_data(made, table, "outcomes"):
                from ecluse.cli.order_report import print_report

                print_report(made, table.lang)
        if streamed is not None:
            _stream(streamed)
    return status_of_book(made, fail_on or ())


def _answered(
    file: str,
    output: OutputOptions,
    ask: AskOptions,
    law: LawOptions,
    book: BookOptions,
    streamed: Path | None,
    lang: str,
) -> BookReport:
    """Answer the book, and draw it where that is asked for."""
    from ecluse.orders.book import run_orders

    data = with_owners(library(), ask.owners, None)
    pictures = [picture_of(output.plot)] if output.plot is not None else []
    with one_line(file), ProgressBar(lang) as bar:
        made = run_orders(
            file,
            library=data,
            register=register_of(law.scenario, data),
            out=streamed or output.out,
            out_said="standard output" if streamed else None,
            reading=Reading(law.reading),
            known=known_of(law, data),
            lang=lang,
            tables=output.tables,
            report=output.report,
            progress=bar.tell,
            others=pictures,
            read=files_of([("the scenario", law.scenario), *ask.files]),
            force=output.force,
            **book.words(),
            **ask.words(data),
        )
        if output.plot is not None:
            from ecluse.cli.order_plot import plot_book

            plot_book(made, output.plot, lang, force=output.force)
    return made


def status_of_book(made: BookReport, fail_on: tuple[str, ...] | list[FailOn]) -> int:
    """The exit status that the answers of a book ask for."""
    outcomes = {row.outcome for row in made.outcomes if row.lines}
    for name, status in _STATUS.items():
        if name in fail_on and name.upper() in outcomes:
            return status
    return ANSWERED


def _stream(path: Path) -> None:
    """Put a file on standard output, byte for byte."""
    sys.stdout.flush()
    with path.open("rb") as file:
        shutil.copyfileobj(file, sys.stdout.buffer)
    sys.stdout.buffer.flush()
