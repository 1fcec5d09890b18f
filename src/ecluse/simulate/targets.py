"""What a market is scored on, held against the market: each period as days, each name found.

Belongs here: reading data/targets and checking that it fits. Does not: the keys of the file
(target_file), outcomes (outcomes), or any run (score_run).
Always true: each target lies within the market's days; its measures have the unit that it is told
in; a naive figure was known by the cut-off, or says that it is hindsight; all mistakes are told
together.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ecluse.errors import EcluseError, InputError, UnknownNameError, near, raise_all
from ecluse.facts.reader import Document, check, names_in, read_document
from ecluse.law.library import Library
from ecluse.simulate.market_file import MarketFile
from ecluse.simulate.measure import FLOW, MEASURES
from ecluse.simulate.read_market import Market
from ecluse.simulate.target_file import (
    CIVIL,
    NaiveFigure,
    TargetRow,
    TargetSeries,
    TargetsFile,
    UnitOfTarget,
)

TARGETS = "targets"
_DAY = timedelta(days=1)
_CIVIL = re.compile(r"(\d{4})(?:Q([1-4])|-(\d\d)(?:-(\d\d))?)?")
Span = tuple[date, date]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTarget:
    """One period of a series, as days."""

    row: TargetRow
    series: TargetSeries
    unit: UnitOfTarget
    since: date
    until: date
    last: NaiveFigure | None
    zero: NaiveFigure | None

    @property
    def key(self) -> Key:
        """Its series and period."""
        return self.row.series, self.row.period


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """All that a market is scored on, in file order."""

    file: TargetsFile
    all: tuple[ScoreTarget, ...]


def targets_of(market: Market, library: Library) -> Targets:
    """The targets of a market.

    Raises:
        InputError: It is a structural test, or names no targets.
        DataError, SeveralErrors: The file of targets is wrong, or does not fit the market.
    """
    file = market.file
    if not file.researched:
        what = f"{file.market} is never scored"
        mend = "it is a structural test, whose numbers nobody looked for"
        raise InputError(what, "MARKET", mend)
    if file.targets is None:
        what, mend = f"{file.market} has no targets", "add a line `targets: NAME` to its file"
        raise InputError(what, "MARKET", mend)
    document = _document(file.targets, market, library)
    return Targets(file=check(document, TargetsFile), all=_fitting(market, library, document))


def _document(name: str, market: Market, library: Library) -> Document:
    path = library.folder / TARGETS / f"{name}.yaml"
    if not path.is_file():
        names = names_in(library.folder / TARGETS)
        mend = near(name, names) or "name one that is"
        raise market.document.error(f"there is no data/{TARGETS}/{name}.yaml", (TARGETS,), mend)
    return read_document(path, name=f"data/{TARGETS}/{name}.yaml")


def _fitting(market: Market, library: Library, document: Document) -> tuple[ScoreTarget, ...]:
    """The targets of a file, once nothing in it is wrong."""
    file: TargetsFile = check(document, TargetsFile)
    raise_all([*_flaws(file, market, library, document)])
    series = {each.series: each for each in file.series}
    naive = {each.figure: each for each in file.naive}
    found = []
    for row in file.rows:
        since, until = _days(row, series[row.series], market.file) or (date.min, date.max)
        found.append(
            ScoreTarget(
                row=row,
                series=series[row.series],
                unit=file.units[series[row.series].unit],
                since=since,
                until=until,
                last=naive.get(row.last or ""),
                zero=naive.get(row.zero or ""),
            )
        )
    return tuple(found)


# ---- the days of a period ------------------------------------------------------------------------


def _days(row: TargetRow, series: TargetSeries, market: MarketFile) -> Span | None:
    """The first and the last day of a period; None where its calendar has none of that name."""
    if series.calendar == CIVIL:
        return civil_days(row.period)
    quarters = next(s.quarters for s in market.sellers if s.seller == series.calendar)
    for before, after in pairwise(quarters):
        if after.quarter == row.period:
            return before.ends + _DAY, after.ends
    return None


def civil_days(period: str) -> Span | None:
    """The days of a year, a quarter, a month or a day.

    >>> [str(day) for day in civil_days("2025Q1")], [str(day) for day in civil_days("2025-02")]
    (['2025-01-01', '2025-03-31'], ['2025-02-01', '2025-02-28'])
    """
    if (match := _CIVIL.fullmatch(period)) is None:
        return None
    year, quarter, month, day = (int(part or 0) for part in match.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        first, last = (3 * quarter - 2, 3 * quarter) if quarter else (month or 1, month or 12)
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except ValueError:
        return None


# ---- what does not fit ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _TargetsBeside:
    """A file of targets beside what it must fit."""

    file: TargetsFile
    market: Market
    document: Document

    def unknown(self, kind: str, name: str, names: list[str], *place: str | int) -> EcluseError:
        mend = near(name, names) or f"there are {', '.join(names)}"
        return self.document.error(f"no {kind} is called '{name}'", place, mend)


def _flaws(
    file: TargetsFile, market: Market, library: Library, document: Document
) -> Iterator[EcluseError]:
    look = _TargetsBeside(file, market, document)
    yield from _repeated(look)
    for place, name in enumerate(file.no_rule):
        try:
            library.register.measure(name)
        except UnknownNameError as error:
            yield document.error(error.what, ("no_rule", place), error.mend, error.near)
    yield from _late_figures(look)
    for place, series in enumerate(file.series):
        yield from _wrong_series(look, series, place)
    for place, row in enumerate(file.rows):
        yield from _wrong_row(look, row, place)


def _repeated(look: _TargetsBeside) -> Iterator[EcluseError]:
    rows = [f"{row.series} {row.period}" for row in look.file.rows]
    for kind, names in (
        ("series", [each.series for each in look.file.series]),
        ("figure", [each.figure for each in look.file.naive]),
        ("row", rows),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                yield look.document.error(f"the {kind} '{name}' stands twice", (), "keep one")


def _late_figures(look: _TargetsBeside) -> Iterator[EcluseError]:
    cutoff = look.market.file.cutoff
    for place, figure in enumerate(look.file.naive):
        if figure.hindsight != (figure.known_on > cutoff):
            what = f"the figure '{figure.figure}' was known on {figure.known_on}"
            mend = f"`hindsight: true` stands where that is after the cut-off {cutoff}, and only so"
            yield look.document.error(what, ("naive", place), mend)


def _wrong_series(look: _TargetsBeside, series: TargetSeries, place: int) -> Iterator[EcluseError]:
    file, here = look.market.file, ("series", place)
    if series.unit not in look.file.units:
        yield look.unknown("unit", series.unit, [*look.file.units], *here, "unit")
        return
    calendars = [CIVIL, *(each.seller for each in file.sellers)]
    if series.calendar not in calendars:
        yield look.unknown("calendar", series.calendar, calendars, *here, "calendar")
    for name in series.products:
        if name not in look.market.products:
            yield look.unknown("product", name, [*look.market.products], *here, "products")
    supply = look.market.supply
    made = [] if supply is None else [chip.chip for chip in supply.file.chips]
    for name in series.made:
        if name not in made:
            yield look.unknown("chip of the destination's maker", name, made, *here, "made")
    yield from _wrong_measures(look, series, place)


def _wrong_measures(
    look: _TargetsBeside, series: TargetSeries, place: int
) -> Iterator[EcluseError]:
    """A measure that is none, or that is told in another unit."""
    of, here = look.file.units[series.unit].of, ("series", place)
    for name in (*series.adds, *series.less):
        if name not in MEASURES:
            yield look.unknown("measure", name, [*MEASURES], *here, "adds")
        elif MEASURES[name].unit != of or MEASURES[name].per is not None:
            what = f"the measure '{name}' is told in {MEASURES[name].unit}, not in {of}"
            yield look.document.error(what, here, "take a measure of the series’ unit")
        elif name in series.less and MEASURES[name].kind != FLOW:
            yield look.document.error(f"'{name}' is no flow", here, "take off flows alone")


def _wrong_row(look: _TargetsBeside, row: TargetRow, place: int) -> Iterator[EcluseError]:
    here = ("rows", place)
    named = {each.series: each for each in look.file.series}
    if (series := named.get(row.series)) is None:
        yield look.unknown("series", row.series, [*named], *here, "series")
        return
    calendars = [CIVIL, *(each.seller for each in look.market.file.sellers)]
    if series.calendar in calendars:
        yield from _wrong_period(look, row, series, place)
    figures = {each.figure: each for each in look.file.naive}
    for key, name in (("last", row.last), ("zero", row.zero)):
        if name is not None and name not in figures:
            yield look.unknown("figure", name, [*figures], *here, key)
        elif name is not None and figures[name].unit != series.unit:
            what = f"the figure '{name}' is in {figures[name].unit}, not in {series.unit}"
            yield look.document.error(what, (*here, key), "take a figure of the series’ unit")


def _wrong_period(
    look: _TargetsBeside, row: TargetRow, series: TargetSeries, place: int
) -> Iterator[EcluseError]:
    """A period that is none, or that the market's days do not hold."""
    file, here = look.market.file, ("rows", place, "period")
    days = _days(row, series, file)
    if days is None:
        what = f"'{row.period}' is no period of {series.calendar}"
        mend = "write a quarter of the seller, or 2025, 2025Q1, 2025-07 or 2025-07-29"
        yield look.document.error(what, here, mend)
        return
    outside = days[1] > file.until or days[1] < file.start
    early = days[0] < file.start and not (series.supplied_before or series.since_start)
    if series.adds and (outside or early):
        what = f"{row.period} lies outside the market, {file.start} to {file.until}"
        yield look.document.error(what, here, "take a period within it")
