"""The files of what else a destination gets: its own chips, smuggled ones, compute rented abroad.

Belongs here: the keys of data/supply. Does not: whether the names in them exist (read_supply), or
any number of a market: numbers are priors.
Always true: an act of enforcement has a day, a side, a kind, a source and a confidence; what one
chip is made of has a source.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from ecluse.facts.file_record import file_record
from ecluse.simulate.prior_file import HowSure


@file_record
class DomesticChip:
    """One chip that the destination makes.

    Args:
        item: Its name in the catalogue.
        dies: Logic dies in one chip.
        stacks: Stacks of memory in one chip.
        takes: The prior of each of its parameters, by name.
    """

    chip: str
    item: str
    dies: int
    stacks: int
    takes: Mapping[str, str]
    source: str
    confidence: HowSure

    def __post_init__(self) -> None:
        if self.dies < 1 or self.stacks < 1:
            raise ValueError("at least one die and one stack of memory")


@file_record
class EnforcementAct:
    """One dated act against smuggling.

    Args:
        side: Who acts: the side that sells, the destination, or a place on the way.
        kind: Acts of one kind have one band.
        until: The last day on which it counts; none where it goes on.
    """

    act: str
    on: date
    until: date | None = None
    side: Literal["seller", "destination", "transit"]
    kind: str
    says: str
    measure: str | None = None
    source: str
    confidence: HowSure
    note: str | None = None


@file_record
class SupplyFile:
    """The keys of a file under data/supply.

    Args:
        priors: The file under data/priors whose rows it takes.
        maker: Who makes the chips; the others follow its output.
        plan_middle: The middle of the time that the maker's plan describes.
        bands: The prior of the share of smuggling that each kind of act leaves.
    """

    supply: str
    priors: str
    maker: str
    plan_middle: date
    chips: tuple[DomesticChip, ...]
    takes: Mapping[str, str]
    bands: Mapping[str, str]
    acts: tuple[EnforcementAct, ...] = ()

    def __post_init__(self) -> None:
        if not self.chips:
            raise ValueError("at least one chip")
