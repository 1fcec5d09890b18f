"""The files of data/targets: what a market's back-test is scored on.

Belongs here: the keys of such a file. Does not: whether it fits a market (targets), or any outcome:
outcomes come from outside and are never kept here.
Always true: a series says which measures of a run it adds up, or why the model does not tell it; a
naive forecast is a figure that was known by the cut-off, with its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ecluse.facts.file_record import file_record
from ecluse.facts.vocabulary import Wording
from ecluse.simulate.prior_file import HowSure

CIVIL = "civil"  # the calendar of days, months, quarters and years that belong to no seller


@file_record
class UnitOfTarget:
    """A unit in which outcomes are given: so many of a unit of the model."""

    of: str
    times: float

    def __post_init__(self) -> None:
        if not self.times > 0:
            raise ValueError("a number of times above zero")


@file_record
class TargetSeries:
    """One series, and how it comes out of a run.

    Args:
        adds: Measures that are added up: flows within the period, levels at its end.
        less: Flows that are taken off.
        products: The products that count.
        calendar: The seller whose quarters its periods are, or `civil`.
        lost: What a run without the rule has more.
        since_start: Flows count from the market's first day, not from that of the period.
        supplied_before: Days of a period before the market's first day count at the seller's output
            of the quarter before, for products that were open then.
        made: Chips of the destination's own maker, of which the market's supply tells the output;
            then it has no measures.
        not_modelled: Why nothing tells it; then it has neither.
    """

    series: str
    says: Wording
    unit: str
    adds: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    calendar: str = CIVIL
    lost: bool = False
    since_start: bool = False
    supplied_before: bool = False
    made: tuple[str, ...] = ()
    not_modelled: Wording | None = None

    def __post_init__(self) -> None:
        ways = bool(self.adds and self.products), bool(self.made), self.not_modelled is not None
        if sum(ways) != 1:
            raise ValueError("measures and products, or `made`, or `not_modelled` with its reason")


@file_record
class NaiveFigure:
    """What a forecaster without a model would have said, by the cut-off."""

    figure: str
    value: float
    unit: str
    source: str
    confidence: HowSure
    known_on: date
    hindsight: bool = False

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("a figure with a source")


@file_record
class TargetRow:
    """One period of a series that is scored.

    Args:
        last: The figure of "last quarter again"; none where nothing was published.
        zero: The figure of "zero from the rule".
    """

    series: str
    period: str
    last: str | None = None
    zero: str | None = None


@file_record
class TargetsFile:
    """The keys of a file under data/targets.

    Args:
        no_rule: The measures of the law that a run without the rule leaves out.
    """

    targets: str
    units: Mapping[str, UnitOfTarget]
    no_rule: tuple[str, ...]
    naive: tuple[NaiveFigure, ...]
    series: tuple[TargetSeries, ...]
    rows: tuple[TargetRow, ...]
