"""What the page of a market lets a reader turn: prepared scenarios, and stops of priors.

Belongs here: the keys of data/panels, and reading one. Does not: running anything, or the page.
Always true: a panel names a market, its priors and shipped scenarios and nothing else; each of its
stops can be asked for as an option of the command too; numpy is not needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.facts.file_record import file_record
from ecluse.facts.reader import Document, check, names_in, read_data
from ecluse.facts.vocabulary import Wording
from ecluse.law.library import Library
from ecluse.law.scenario import shipped

PANELS = "panels"
RECORD = "record"


@file_record
class DayStop:
    """One day of a rule: the scenario that has it come then, and what the stop is called."""

    scenario: str
    says: Wording


@file_record
class DaySlider:
    """The days on which a rule could have come, in their order."""

    says: Wording
    stops: tuple[DayStop, ...]

    def __post_init__(self) -> None:
        if sum(stop.scenario == RECORD for stop in self.stops) != 1:
            raise ValueError("the stop 'record' once")


@file_record
class PriorSlider:
    """A prior, and the values at which a reader can hold it.

    Args:
        told_as: How a value is told: in percent, in days, or as it is.
    """

    prior: str
    says: Wording
    told_as: Literal["percent", "days", "number"]
    stops: tuple[float, ...]

    def __post_init__(self) -> None:
        if list(self.stops) != sorted(set(self.stops)) or not self.stops or self.stops[0] < 0:
            raise ValueError("stops from 0 up, each larger than the one before")


@file_record
class MarketPanel:
    """The keys of a file under data/panels.

    Args:
        panel: The market.
        measures: Those that can be looked at, the usual one first.
        days: A rule and the days on which it could have come.
        scenarios: Further scenarios that touch the market.
    """

    panel: str
    measures: tuple[str, ...]
    scenarios: tuple[str, ...]
    turns: tuple[PriorSlider, ...]
    days: DaySlider | None = None

    @property
    def prepared(self) -> tuple[str, ...]:
        """The scenarios that it offers, each once, without the law on record."""
        stops = self.days.stops if self.days is not None else ()
        names = (*(stop.scenario for stop in stops), *self.scenarios)
        return tuple(name for name in dict.fromkeys(names) if name != RECORD)


def panel_names(folder: Path) -> tuple[str, ...]:
    """The markets that have a page of their own."""
    return names_in(folder / PANELS)


def all_panels(library: Library) -> list[MarketPanel]:
    """The panels of all markets that have one.

    Raises:
        DataError, SeveralErrors: One says what it cannot mean.
    """
    return [read_panel(name, library) for name in panel_names(library.folder)]


def read_panel(market: str, library: Library) -> MarketPanel:
    """The panel of a market that has one.

    Raises:
        DataError, SeveralErrors: It says what it cannot mean.
    """
    document = read_data(library.folder, f"{PANELS}/{market}.yaml")
    panel: MarketPanel = check(document, MarketPanel)
    raise_all([*_flaws(panel, market, document, library)])
    return panel


def check_priors(panel: MarketPanel, priors: Collection[str]) -> None:
    """Look whether the market takes the priors that a panel turns.

    Raises:
        InputError, SeveralErrors: It takes no such prior.
    """
    where = f"data/{PANELS}/{panel.panel}.yaml"
    raise_all(
        [
            InputError(
                f"the market takes no prior '{turn.prior}'",
                where,
                near(turn.prior, [*priors]) or "name one that it takes",
            )
            for turn in panel.turns
            if turn.prior not in priors
        ]
    )


def _flaws(
    panel: MarketPanel, market: str, document: Document, library: Library
) -> Iterator[EcluseError]:
    """What a panel names that is not there; its priors are looked for where the market is open."""
    if panel.panel != market:
        mend = f"write panel: {market}"
        yield document.error(f"the panel of {market} is called '{panel.panel}'", ("panel",), mend)
    names = shipped(library.folder)
    yield from document.unknown_names(
        (("scenarios",), name, names, "scenario") for name in panel.prepared
    )
