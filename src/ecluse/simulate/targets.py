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
from typing import TYPE_CHECKING

from ecluse.errors import EcluseError, InputError, UnknownNameError, raise_all
from ecluse.facts.reader import Document, Named, read_named
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

if TYPE_CHECKING:
    from ecluse.facts.yaml_to_tree import Place

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
    named = read_named(library.folder, TARGETS, file.targets, market.document, TargetsFile)
    look = _TargetsBeside(*named, market)
    raise_all([*_flaws(look, library)])
    return Targets(file=look.file, all=tuple(_target(look, row) for row in look.file.rows))


def _target(look: _TargetsBeside, row: TargetRow) -> ScoreTarget:
    """A row of a file in which nothing is wrong."""
    series, figures = look.series[row.series], look.figures
    since, until = _days(row, series, look.market.file) or (date.min, date.max)
    return ScoreTarget(
        row=row,
        series=series,
        unit=look.file.units[series.unit],
        since=since,
        until=until,
        last=figures.get(row.last or ""),
        zero=figures.get(row.zero or ""),
    )


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
    document: Document
    market: Market

    @property
    def series(self) -> dict[str, TargetSeries]:
        return {each.series: each for each in self.file.series}

    @property
    def figures(self) -> dict[str, NaiveFigure]:
        return {each.figure: each for each in self.file.naive}

    @property
    def calendars(self) -> list[str]:
        return [CIVIL, *(each.seller for each in self.market.file.sellers)]


def _flaws(look: _TargetsBeside, library: Library) -> Iterator[EcluseError]:
    yield from _repeated(look)
    for place, name in enumerate(look.file.no_rule):
        try:
            library.register.measure(name)
        except UnknownNameError as error:
            yield look.document.error(error.what, ("no_rule", place), error.mend, error.near)
    yield from _late_figures(look)
    for place, series in enumerate(look.file.series):
        yield from _wrong_series(look, series, place)
    for place, row in enumerate(look.file.rows):
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
    here = ("series", place)
    if series.unit not in look.file.units:
        names = [*look.file.units]
        yield look.document.unknown("unit", series.unit, names, (*here, "unit"))
        return
    yield from look.document.unknown_names(_named(look, series, here))
    yield from _wrong_measures(look, series, here)


def _named(look: _TargetsBeside, series: TargetSeries, here: Place) -> Iterator[Named]:
    """The calendar, the products and the chips that a series names."""
    yield (*here, "calendar"), series.calendar, look.calendars, "calendar"
    for name in series.products:
        yield (*here, "products"), name, look.market.products, "product"
    supply = look.market.supply
    made = [] if supply is None else [chip.chip for chip in supply.file.chips]
    for name in series.made:
        yield (*here, "made"), name, made, "chip of the destination's maker"


def _wrong_measures(
    look: _TargetsBeside, series: TargetSeries, here: Place
) -> Iterator[EcluseError]:
    """A measure that is none, or that is told in another unit."""
    of = look.file.units[series.unit].of
    for name in (*series.adds, *series.less):
        if name not in MEASURES:
            yield look.document.unknown("measure", name, [*MEASURES], (*here, "adds"))
        elif MEASURES[name].unit != of or MEASURES[name].per is not None:
            what = f"the measure '{name}' is told in {MEASURES[name].unit}, not in {of}"
            yield look.document.error(what, here, "take a measure of the series’ unit")
        elif name in series.less and MEASURES[name].kind != FLOW:
            yield look.document.error(f"'{name}' is no flow", here, "take off flows alone")


def _wrong_row(look: _TargetsBeside, row: TargetRow, place: int) -> Iterator[EcluseError]:
    here = ("rows", place)
    if (series := look.series.get(row.series)) is None:
        names = [*look.series]
        yield look.document.unknown("series", row.series, names, (*here, "series"))
        return
    if series.calendar in look.calendars:
        yield from _wrong_period(look, row, series, place)
    figures = look.figures
    for key, name in (("last", row.last), ("zero", row.zero)):
        if name is not None and name not in figures:
            yield look.document.unknown("figure", name, [*figures], (*here, key))
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
