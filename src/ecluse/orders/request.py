"""What is asked of a whole order book, as one value.

Belongs here: the request, its defaults, and what is refused before any work.
Does not: carrying it out (book).
Always true: a request that is refused has cost nothing: nothing was read, nothing was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ecluse.determine.shipment import check_day
from ecluse.determine.wording import other_law
from ecluse.errors import InputError, near
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.register import Register
from ecluse.orders.codes import Asked
from ecluse.orders.columns import REQUIRED
from ecluse.orders.list_screens import screens_of
from ecluse.orders.needs import needs_of
from ecluse.orders.screens import OpenScreens
from ecluse.outputs.check import Output
from ecluse.tables.read import Opening
from ecluse.tables.write import check_out
from ecluse.words.say import check_language

ENGINES = ("duckdb", "spark")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRequest:
    """A book, how it is to be answered, and what is to be written.

    Args:
        source: A CSV, Excel or Parquet file, or `FILE.duckdb#TABLE`; `-` is standard input.
        register: The law's log, with a scenario applied where one is; the library's where left out.
        out: Where to write every line with its answer; the form by the name's end. Nothing is
            written where left out.
        on: The day on which every line is asked, for a book without dates.
        known: What had been published by this day; everything where left out.
        since: Mark the lines whose answer changed by what was published after this day.
        strict: Take nothing for granted: what a line leaves out is unknown.
        lang: The language of the reasons and of the report.
        columns: Meaning → column, for columns that are not called as they usually are.
        encoding: The encoding of a text file, where it is not found out rightly.
        heading: The number of the row that names the columns, where it is not found.
        engine: `duckdb`, or `spark` for a book that outgrows one machine.
        master: The Spark master; this machine where left out.
        tables: A folder for the determination tables as Parquet, with the SQL that joins them.
        report: An HTML file for the report.
        others: What the caller will write besides, to be checked with the outputs.
        read: What the caller reads besides, in words and by its place: no output may be that.
        force: Replace files that ecluse did not write; tables and folders never.
        out_said: What the report calls `out`, where that is only on its way elsewhere.
        held: Write a column `ecluse_held` besides: whether a license held covers the line.
        screen: Whether the parties that the book names are screened; where not, the report says so.
        screens: What opens the lists with what is on file beside them; those of the library, with
            no false positives, where left out.
        screened_on: The day of the run, as the report says it of the screening.
    """

    source: str | Path
    library: Library
    register: Register | None = None
    out: str | Path | None = None
    on: date | None = None
    reading: Reading = Reading.ENFORCED
    known: date | None = None
    since: date | None = None
    strict: bool = False
    lang: str = "en"
    columns: Mapping[str, str] | None = None
    encoding: str | None = None
    heading: int | None = None
    engine: str = "duckdb"
    master: str | None = None
    tables: Path | None = None
    report: Path | None = None
    others: Sequence[Output] = field(default=())
    read: Sequence[tuple[str, Path]] = field(default=())
    force: bool = False
    out_said: str | None = None
    held: bool = False
    screen: bool = True
    screens: OpenScreens | None = None
    screened_on: date | None = None

    @property
    def asked(self) -> Asked:
        """How each line is to be answered."""
        return Asked(
            library=self.library,
            register=self.register or self.library.register,
            reading=self.reading,
            known=self.known,
            since=self.since,
            strict=self.strict,
            lang=self.lang,
            screens=self._opening_lists if self.screen else None,
        )

    @property
    def other_law(self) -> str:
        """Which law the book is answered under, where it is another than the record's; one that is
        compared (`held`) has two, and who compares them names them.
        """
        if self.held:
            return ""
        scenario = (self.register or self.library.register).scenario
        return other_law(self.lang, reading=self.reading, known=self.known, scenario=scenario)

    @property
    def _opening_lists(self) -> OpenScreens:
        """What opens the lists."""
        return self.screens or screens_of(self.library, None, strict=self.strict)

    @property
    def required(self) -> tuple[str, ...]:
        """The meanings for which the book must have a column."""
        return tuple(role for role in REQUIRED if role != "date" or self.on is None)

    @property
    def opening(self) -> Opening:
        """How the book is to be read."""
        needs = needs_of(self.columns or {}, self.library.book_words, self.required)
        return Opening(needs=needs, encoding=self.encoding, heading=self.heading)

    def _check_form(self) -> None:
        """Refuse a switch that is no truth, and columns that are not told by their meaning."""
        check_language(self.lang)
        for name in ("strict", "screen", "force", "held"):
            value = getattr(self, name)
            if not isinstance(value, bool):
                what = f"a {type(value).__name__} is no truth"
                raise InputError(what, name, "give True or False")
        if self.columns is not None and not isinstance(self.columns, Mapping):
            what = f"a {type(self.columns).__name__} names no columns by their meaning"
            raise InputError(what, "columns", "give {'part': 'Part No.'}")

    def check(self) -> None:
        """Refuse what could not be done, or would cost the user something.

        Raises:
            InputError, UnknownNameError, SeveralErrors: There is no such language or engine, a
                day lies before the record, or an output cannot be written.
        """
        self._check_form()
        if self.engine not in ENGINES:
            raise InputError(
                f"no engine is called '{self.engine}'",
                "engine",
                near(self.engine, ENGINES) or f"give {' or '.join(ENGINES)}",
            )
        for day, option in ((self.known, "known"), (self.since, "since"), (self.on, "on")):
            if day is not None:
                check_day(day, self.library, option)
        written = [
            *([Output(option="tables", path=self.tables, folder=True)] if self.tables else []),
            *([Output(option="report", path=self.report)] if self.report else []),
            *self.others,
        ]
        check_out(
            self.out,
            self.source,
            engine=self.engine,
            others=written,
            read=self.read,
            force=self.force,
        )
