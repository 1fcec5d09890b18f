"""What else a destination gets, read and held together with the rows that it takes.

Belongs here: reading a file under data/supply with its priors, and what is wrong with it.
Does not: what a file may say alone (supply_file), or what is wrong with rows (prior_flaws).
Always true: each prior that a supply takes has a row; each chip is in the catalogue; each kind of
act has a band.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.errors import EcluseError
from ecluse.facts.reader import Document, read_named
from ecluse.law.library import Library
from ecluse.simulate.parameters import OF_CHIP, OF_SUPPLY
from ecluse.simulate.prior_file import Prior, PriorsFile
from ecluse.simulate.prior_flaws import PRIORS, RowsTaken, wrong_parameters
from ecluse.simulate.supply_file import SupplyFile

if TYPE_CHECKING:
    from ecluse.facts.yaml_to_tree import Place

SUPPLY = "supply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What else a destination gets, and all that it takes.

    Args:
        priors: By name, those that it takes and no other.
        taken: The file of priors that they stand in.
        paths: The two files.
    """

    file: SupplyFile
    priors: Mapping[str, Prior]
    taken: RowsTaken
    paths: tuple[Path, Path]


def open_supply(name: str, folder: Path, market: Document) -> Supply:
    """The supply that a market names.

    Raises:
        DataError, SeveralErrors: There is none, or a file of it is wrong.
    """
    file, document = read_named(folder, SUPPLY, name, market, SupplyFile)
    rows, _ = read_named(folder, PRIORS, file.priors, document, PriorsFile)
    taken = RowsTaken(document=document, name=file.priors, rows=rows, names=_taken(file))
    paths = folder / SUPPLY / f"{name}.yaml", folder / PRIORS / f"{file.priors}.yaml"
    return Supply(file=file, priors=taken.priors, taken=taken, paths=paths)


def _taken(file: SupplyFile) -> Sequence[str]:
    """The priors that a supply takes, in a fixed order."""
    takes = [file.takes, *(chip.takes for chip in file.chips), file.bands]
    return [*dict.fromkeys(name for each in takes for name in each.values())]


def supply_flaws(supply: Supply, library: Library) -> Iterator[EcluseError]:
    """Everything that is wrong with a supply but its rows."""
    file, document = supply.file, supply.taken.document
    yield from wrong_parameters(document, ("takes",), file.takes, OF_SUPPLY)
    for place, chip in enumerate(file.chips):
        yield from wrong_parameters(document, ("chips", place, "takes"), chip.takes, OF_CHIP)
    yield from _twice(supply)
    items = ((("chips", place, "item"), chip.item) for place, chip in enumerate(file.chips))
    yield from wrong_items(document, items, library)
    for place, act in enumerate(file.acts):
        if act.kind not in file.bands:
            what = f"no band is given for acts of the kind '{act.kind}'"
            yield document.error(what, ("acts", place, "kind"), "add it to bands")


def _twice(supply: Supply) -> Iterator[EcluseError]:
    """A chip that stands there twice."""
    names, document = [each.chip for each in supply.file.chips], supply.taken.document
    for place, name in enumerate(names):
        if name in names[:place]:
            what = f"two chips are called '{name}'"
            yield document.error(what, ("chips", place, "chip"), "rename one")


def wrong_items(
    document: Document, named: Iterable[tuple[Place, str]], library: Library
) -> Iterator[EcluseError]:
    """Items that the catalogue does not have, each named at a place of a file."""
    for place, name in named:
        try:
            library.catalogue.get(name, "market")
        except EcluseError as error:
            yield document.placed(error, place)
