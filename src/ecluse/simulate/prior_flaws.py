"""What is wrong with rows of priors, or with what takes them.

Belongs here: parameters that nothing feeds, names without a row or of two, rows and figures that
nobody could use at the cut-off, rows that can be below zero.
Does not: what a row may say alone (prior_file), or the other names of a market (market_flaws).
Always true: a market and what else its destination gets are held to the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ecluse.errors import DataError, EcluseError, near, offered
from ecluse.facts.reader import Document
from ecluse.simulate.calibration_file import SeenFigure
from ecluse.simulate.market_file import DestinationAct
from ecluse.simulate.prior_file import Prior, PriorsFile
from ecluse.simulate.supply_file import EnforcementAct
from ecluse.simulate.target_file import NaiveFigure

if TYPE_CHECKING:
    from ecluse.facts.yaml_to_tree import Place

PRIORS = "priors"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsTaken:
    """A file of priors beside the file that takes rows of it.

    Args:
        document: What takes them.
        name: The name of the file of priors.
        names: Of the rows that are taken, in order.
    """

    document: Document
    name: str
    rows: PriorsFile
    names: Sequence[str]

    @property
    def file(self) -> str:
        """The file of priors, as an error names it."""
        return f"data/{PRIORS}/{self.name}.yaml"

    @property
    def priors(self) -> dict[str, Prior]:
        """The rows that are taken, those that there are, by name."""
        by_name = {row.prior: row for row in self.rows.priors}
        return {name: by_name[name] for name in self.names if name in by_name}


def wrong_parameters(
    document: Document, place: Place, takes: Mapping[str, str], wanted: Collection[str]
) -> Iterator[EcluseError]:
    """A parameter is missing, or is none."""
    for name in wanted:
        if name not in takes:
            mend = f"add a line '{name}: …' with the name of a prior"
            yield document.error(f"'{name}' is fed by nothing", place, mend)
    for name in takes:
        if name not in wanted:
            mend = offered(name, [*wanted])
            yield document.error(f"there is no parameter '{name}'", (*place, name), mend)


def row_flaws(taken: RowsTaken, cutoff: date) -> Iterator[EcluseError]:
    """Everything that is wrong with rows that are taken, by themselves."""
    yield from _unknown_rows(taken)
    for row in taken.rows.priors:
        if row.group is not None and row.group not in taken.rows.groups:
            what = f"the prior '{row.prior}' is of a group '{row.group}' without a correlation"
            yield DataError(what, taken.file, "add it under groups")
    rows = taken.priors.values()
    for row in rows:
        yield from _late_row(row, cutoff, taken.file)
    for row in rows:
        least = row.dist.ends[0]  # of a normal one, whose tails have none, its 5th percentile
        if least < 0:
            what = f"the prior '{row.prior}' can be below zero: {least:g}"
            yield DataError(what, taken.file, "raise its low end to zero or more")


def _unknown_rows(taken: RowsTaken) -> Iterator[EcluseError]:
    """A prior is named that has no row."""
    names = [row.prior for row in taken.rows.priors]
    for name in taken.names:
        if name not in names:
            mend = near(name, names) or f"add a row to {taken.file}"
            yield taken.document.error(f"no prior is called '{name}'", ("takes",), mend)


def _late_row(row: Prior, cutoff: date, file: str) -> Iterator[EcluseError]:
    """A row that no one could use at the cut-off."""
    if row.period_end is not None and row.period_end > cutoff:
        what = f"the prior '{row.prior}' describes {row.period_end}, after the cut-off {cutoff}"
        yield DataError(what, file, "take an earlier figure, or leave the row out")
    elif row.known_on > cutoff and not row.hindsight and not _of_the_act(row):
        what = f"the prior '{row.prior}' was known on {row.known_on}, after the cut-off {cutoff}"
        mend = "add `hindsight: true`, or take what was known; what an act given to the run "
        mend += "says itself is `fixed`, with the act's day as `condition_on`"
        yield DataError(what, file, mend)
    elif row.known_on <= cutoff and row.hindsight:
        what = f"the prior '{row.prior}' is no hindsight: it was known on {row.known_on}"
        yield DataError(what, file, "leave `hindsight` out")
    yield from _late_fallback(row, cutoff, file)


def _of_the_act(row: Prior) -> bool:
    """Whether a row is no judgment, but what an act that the run is given says itself."""
    return row.condition_on is not None and row.dist.fixed is not None


def _late_fallback(row: Prior, cutoff: date, file: str) -> Iterator[EcluseError]:
    """A fallback that stands beside no hindsight, or that was not known by the cut-off either."""
    early = row.fallback
    if early is None:
        return
    if not row.hindsight:
        what = f"the prior '{row.prior}' has a fallback and is no hindsight"
        yield DataError(what, file, "leave `fallback` out")
    late = max(early.known_on, early.period_end or early.known_on)
    if late > cutoff:
        what = f"the fallback of '{row.prior}' is of {late}, after the cut-off {cutoff}"
        yield DataError(what, file, "take what was known by then, or a wider range")


def foreseen(
    bands: Mapping[str, str],
    acts: Iterable[DestinationAct | EnforcementAct],
    taken: RowsTaken,
    cutoff: date,
) -> Iterator[EcluseError]:
    """A row of a kind of act that exists only through later acts, as if it had been foreseen."""
    first: dict[str, date] = {}
    for act in acts:
        first[act.kind] = min(act.on, first.get(act.kind, act.on))
    for kind, name in bands.items():
        row = taken.priors.get(name)
        if first.get(kind, cutoff) > cutoff and row is not None and row.condition_on is None:
            what = f"the prior '{name}' is of acts of the kind '{kind}', all after the cut-off "
            mend = "add `condition_on:` with the day of the first of them"
            yield DataError(f"{what}{cutoff}", taken.file, mend)


def wrong_hindsight(
    document: Document, key: str, figures: Sequence[SeenFigure | NaiveFigure], cutoff: date
) -> Iterator[EcluseError]:
    """A figure under a key that was known later and does not say so, or says so and was not."""
    for place, figure in enumerate(figures):
        if figure.hindsight != (figure.known_on > cutoff):
            what = f"the figure '{figure.figure}' was known on {figure.known_on}"
            mend = f"`hindsight: true` stands where that is after the cut-off {cutoff}, and only so"
            yield document.error(what, (key, place), mend)


def stand_twice(document: Document, names: Mapping[str, Iterable[str]]) -> Iterator[EcluseError]:
    """Names that two things of a kind have.

    Args:
        names: By kind.
    """
    for kind, own in names.items():
        for name, count in Counter(own).items():
            if count > 1:
                what = f"the {kind} '{name}' stands twice"
                yield document.error(what, (), "keep one, or rename one")
