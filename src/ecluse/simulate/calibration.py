"""A market held to what was seen before its cut-off.

Belongs here: reading data/calibration, redoing its arithmetic, and holding priors to figures.
Does not: the keys of the file (calibration_file), or running a market.
Always true: no figure describes a time after the cut-off; one that was known later says so; numpy
is not needed; all mistakes are told together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from ecluse.errors import EcluseError, raise_all
from ecluse.facts.reader import Document, Named, read_named
from ecluse.law.library import Library
from ecluse.simulate.calibration_file import (
    Arithmetic,
    CalibrationFile,
    PriorHeld,
    SeenFigure,
)
from ecluse.simulate.prior_flaws import stand_twice, wrong_hindsight
from ecluse.simulate.read_market import Market

CALIBRATION = "calibration"
_CLOSE = 0.01  # figures are rounded to two or three digits
Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _FiguresBeside:
    """A file of calibration beside the market that it is of."""

    file: CalibrationFile
    document: Document
    market: Market

    @property
    def figures(self) -> dict[str, SeenFigure]:
        return {each.figure: each for each in self.file.figures}


def calibration_of(market: Market, library: Library) -> CalibrationFile | None:
    """What a market is held to; None where it names nothing.

    Raises:
        DataError, SeveralErrors: The file is wrong, its arithmetic does not come out, or a figure
            lies outside the range of a prior.
    """
    name = market.file.calibration
    if name is None:
        return None
    named = read_named(library.folder, CALIBRATION, name, market.document, CalibrationFile)
    look = _FiguresBeside(*named, market)
    raise_all([*_repeated(look), *look.document.unknown_names(_named(look))])
    raise_all([*_late(look), *_sums(look), *_held(look)])
    return look.file


def result_of(row: Arithmetic, figures: dict[str, SeenFigure]) -> Ends:
    """The range that some figures give together."""
    times, over = ([figures[name].ends for name in part] for part in (row.times, row.over))
    total = sum(_middle(figures[name]) for name in row.adds) if row.adds else 1.0
    total *= row.times_number / row.over_number
    low = total * prod(end[0] for end in times) / prod(end[1] for end in over)
    high = total * prod(end[1] for end in times) / prod(end[0] for end in over)
    return low, high


def _middle(figure: SeenFigure) -> float:
    return sum(figure.ends) / 2 if figure.value is None else figure.value


# ---- what does not fit ---------------------------------------------------------------------------


def _repeated(look: _FiguresBeside) -> Iterator[EcluseError]:
    """A name that stands twice."""
    figures, checks = look.file.figures, look.file.arithmetic
    names = {"figure": [e.figure for e in figures], "check": [e.check for e in checks]}
    return stand_twice(look.document, names)


def _named(look: _FiguresBeside) -> Iterator[Named]:
    """Each name of the file: where it stands, what there is of its kind, and the kind."""
    file, figures, priors = look.file, [*look.figures], [*look.market.priors]
    for place, row in enumerate(file.arithmetic):
        for name in (*row.adds, *row.times, *row.over, *filter(None, (row.within, row.at_most))):
            yield ("arithmetic", place), name, figures, "figure"
    for place, held in enumerate(file.priors):
        yield ("priors", place), held.figure, figures, "figure"
        yield ("priors", place), held.prior, priors, "prior"
    for place, case in enumerate(file.cases):
        yield from ((("cases", place), name, figures, "figure") for name in case.figures)
        yield from ((("cases", place), name, priors, "prior") for name in case.supports)


def _late(look: _FiguresBeside) -> Iterator[EcluseError]:
    """A figure that describes a time after the cut-off, or was known later and does not say so."""
    cutoff, figures = look.market.file.cutoff, look.file.figures
    for place, figure in enumerate(figures):
        if figure.period_end is not None and figure.period_end > cutoff:
            what = f"the figure '{figure.figure}' describes {figure.period_end}"
            mend = f"take one of a time up to {cutoff}"
            yield look.document.error(what, ("figures", place), mend)
    yield from wrong_hindsight(look.document, "figures", figures, cutoff)


def _sums(look: _FiguresBeside) -> Iterator[EcluseError]:
    """Figures that do not give together what the file says."""
    for place, row in enumerate(look.file.arithmetic):
        low, high = result_of(row, look.figures)
        here = ("arithmetic", place)
        if not (_near(low, row.low) and _near(high, row.high)):
            what = f"'{row.check}' gives {low:,.4g} to {high:,.4g}, not {row.low:,.4g} to "
            what, mend = f"{what}{row.high:,.4g}", "mend the figures or the result"
            yield look.document.error(what, here, mend)
        if row.within is not None:
            ends = look.figures[row.within].ends
            if not ends[0] <= (low + high) / 2 <= ends[1]:
                what = f"'{row.check}' lies outside '{row.within}'"
                yield look.document.error(what, here, "one of the two is wrong")
        if row.at_most is not None and high > look.figures[row.at_most].ends[1]:
            what = f"'{row.check}' passes '{row.at_most}'"
            yield look.document.error(what, here, "one of the two is wrong")


def _near(found: float, wanted: float) -> bool:
    return abs(found - wanted) <= _CLOSE * abs(wanted)


def _held(look: _FiguresBeside) -> Iterator[EcluseError]:
    """A prior whose range does not hold a figure that it should."""
    for place, held in enumerate(look.file.priors):
        if (ends := _range(look, held)) is None:
            what = f"the prior '{held.prior}' has no fallback"
            yield look.document.error(what, ("priors", place), "leave `fallback` out")
            continue
        value = _middle(look.figures[held.figure]) * held.times
        if not ends[0] <= value <= ends[1]:
            what = f"the range of '{held.prior}', {ends[0]:g} to {ends[1]:g}, leaves {value:g} out"
            mend = f"widen it, or say why '{held.figure}' does not count"
            yield look.document.error(what, ("priors", place), mend)


def _range(look: _FiguresBeside, held: PriorHeld) -> Ends | None:
    prior = look.market.priors[held.prior]
    if not held.fallback:
        return prior.dist.ends
    return None if prior.fallback is None else prior.fallback.dist.ends
