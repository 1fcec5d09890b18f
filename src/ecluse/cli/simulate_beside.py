"""What `ecluse simulate` is asked beside its ranges, where the answer goes, and running one again.

Belongs here: these options. Does not: answering (simulate), or tables (simulate_table).
Always true: a place that cannot be written is refused before any work; an answer that is run again
takes its whole question from its file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.cli.ending import ANSWERED, BAD_INPUT
from ecluse.cli.forms import print_data
from ecluse.cli.options import TableOptions, option_group
from ecluse.cli.screen import console
from ecluse.errors import InputError
from ecluse.visible import visible
from ecluse.words.say import number, say

if TYPE_CHECKING:
    from ecluse.law.library import Library
    from ecluse.simulate.beside import Beside
    from ecluse.simulate.read_market import Market
    from ecluse.simulate.replay import Laws, ReplayAnswer
    from ecluse.simulate.result import SimulationAnswer
    from ecluse.simulate.run import Progress


@option_group
class BesideOptions:
    """What is asked beside the ranges, and where the answer goes.

    Args:
        why: MEASURE@PERIOD or MEASURE@PERIOD/PRODUCT, such as revenue@FY2026Q1/H20: the flows, the
            acts and the priors that make that number.
        orders: A company's own book as the demand (CSV, Excel, Parquet …): part, group of buyers,
            quantity, due date, price; each line with its gate, its wait, the revenue at risk and
            the charge.
        columns: Which column of it is which, where it is not found by its usual name:
            part=Material,date=Wanted.
        out: Write the answer to this file: .json whole; .csv, .xlsx or .parquet its rows, which are
            the lines of --orders, else the ranges.
        plot: Also draw the answer to this file: .svg; .png or .pdf with the extra `brief`.
        force: Replace a file that ecluse did not write.
        replay: An answer that --out wrote as JSON: run it again, and say whether it comes out the
            same, or what changed.
    """

    why: str | None = None
    orders: str | None = None
    columns: str | None = None
    out: str | None = None
    plot: Path | None = None
    force: bool = False
    replay: Path | None = None

    def beside(self) -> Beside:
        """What is asked beside the ranges.

        Raises:
            InputError, SeveralErrors: Columns are named of no book, or a file cannot be written.
        """
        from ecluse.orders.column_pairs import read_pairs
        from ecluse.simulate.beside import Beside
        from ecluse.simulate.to_file import check_file

        if self.columns is not None and self.orders is None:
            raise InputError("columns are those of a book", "--columns", "add --orders FILE")
        if self.out is not None:
            book = (
                [] if self.orders is None else [("the book", Path(self.orders.partition("#")[0]))]
            )
            check_file(self.out, book, force=self.force)
        return Beside(why=self.why, orders=self.orders, columns=read_pairs(self.columns))

    def write(self, said: SimulationAnswer, form: str, lang: str) -> None:
        """Write the answer where that is wanted."""
        if self.out is None:
            return

        from ecluse.simulate.to_file import write_simulation

        rows = write_simulation(said, self.out, force=self.force)
        if form == "text":
            line = say("simulate.written", lang, rows=number(rows, lang), out=visible(self.out))
            console().write_line(line)


def run_again(
    path: Path,
    market: Market,
    library: Library,
    laws: Laws,
    table: TableOptions,
    progress: Progress,
) -> int:
    """Run an answer again and say whether it came out the same.

    Exit status: 0 where it did, 2 where it did not.
    """
    from ecluse.simulate.replay import read_kept, replay

    found = replay(read_kept(path), market, library, laws, str(path), progress=progress)
    if not print_data(found, table, [found]):
        _print(found, table.lang)
    return ANSWERED if found.same else BAD_INPUT


def _print(found: ReplayAnswer, lang: str) -> None:

    out, compared = console(), number(found.compared, lang)
    if found.same:
        line = say("simulate.the same", lang, id=found.id, compared=compared)
        out.write_line(line, "bold green")
        return
    words = {"id": found.id, "now": found.id_now, "wrong": number(found.different, lang)}
    out.write_line(say("simulate.not the same", lang, compared=compared, **words), "bold red")
    engines = {"then": found.engine, "now": found.engine_now}
    changed = found.changed or ["nothing"]
    out.write_points(say(f"simulate.changed {name}", lang, **engines) for name in changed)
