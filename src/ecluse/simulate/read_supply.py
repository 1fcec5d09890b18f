"""What else a destination gets, read and held together with the rows that it takes.

Belongs here: reading a file under data/supply with its priors, and what is wrong with it.
Does not: what a file may say alone (supply_file), or which days a prior may describe (read_market).
Always true: each prior that a supply takes has a row; each chip is in the catalogue; each kind of
act has a band.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ecluse.errors import EcluseError, near
from ecluse.facts.reader import Document, check, names_in, read_document
from ecluse.law.library import Library
from ecluse.simulate.prior_file import Prior, PriorsFile
from ecluse.simulate.supply_file import OF_CHIP, OF_SUPPLY, SupplyFile

SUPPLY, PRIORS = "supply", "priors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What else a destination gets, and all that it takes.

    Args:
        priors: By name, those that it takes and no other.
        rows: The whole file of priors that they stand in.
        paths: The two files.
    """

    file: SupplyFile
    priors: Mapping[str, Prior]
    rows: PriorsFile
    paths: tuple[Path, Path]
    document: Document = field(compare=False)

    @property
    def priors_file(self) -> str:
        """The file of its priors, as an error names it."""
        return f"data/{PRIORS}/{self.file.priors}.yaml"


def open_supply(name: str, folder: Path, market: Document) -> Supply:
    """The supply that a market names.

    Raises:
        DataError, SeveralErrors: There is none, or a file of it is wrong.
    """
    path = folder / SUPPLY / f"{name}.yaml"
    if not path.is_file():
        mend = near(name, names_in(folder / SUPPLY)) or "name one that is"
        raise market.error(f"there is no data/{SUPPLY}/{name}.yaml", (SUPPLY,), mend)
    document = read_document(path, name=f"data/{SUPPLY}/{name}.yaml")
    file: SupplyFile = check(document, SupplyFile)
    where = folder / PRIORS / f"{file.priors}.yaml"
    if not where.is_file():
        mend = near(file.priors, names_in(folder / PRIORS))
        what = f"there is no data/{PRIORS}/{file.priors}.yaml"
        raise document.error(what, (PRIORS,), mend or "name one that is")
    rows: PriorsFile = check(read_document(where, name=f"data/{PRIORS}/{where.name}"), PriorsFile)
    by_name = {row.prior: row for row in rows.priors}
    priors = {taken: by_name[taken] for taken in _taken(file) if taken in by_name}
    return Supply(file=file, priors=priors, rows=rows, paths=(path, where), document=document)


def _taken(file: SupplyFile) -> Sequence[str]:
    """The priors that a supply takes, in a fixed order."""
    takes = [file.takes, *(chip.takes for chip in file.chips), file.bands]
    return [*dict.fromkeys(name for each in takes for name in each.values())]


def supply_flaws(supply: Supply, library: Library) -> Iterator[EcluseError]:
    """Everything that is wrong with a supply."""
    yield from _parameters(supply)
    yield from _unknown_rows(supply)
    yield from _chips(supply, library)
    for place, act in enumerate(supply.file.acts):
        if act.kind not in supply.file.bands:
            what = f"no band is given for acts of the kind '{act.kind}'"
            yield supply.document.error(what, ("acts", place, "kind"), "add it to bands")


def _parameters(supply: Supply) -> Iterator[EcluseError]:
    """A parameter is missing, or is none."""
    file = supply.file
    places: list[tuple[tuple[Any, ...], Mapping[str, str], Sequence[str]]] = [
        (("takes",), file.takes, OF_SUPPLY)
    ]
    places += [(("chips", i, "takes"), c.takes, OF_CHIP) for i, c in enumerate(file.chips)]
    for place, takes, wanted in places:
        for name in wanted:
            if name not in takes:
                mend = f"add a line '{name}: …' with the name of a prior"
                yield supply.document.error(f"'{name}' is fed by nothing", place, mend)
        for name in takes:
            if name not in wanted:
                mend = near(name, wanted) or f"there are {', '.join(wanted)}"
                yield supply.document.error(f"there is no parameter '{name}'", (*place, name), mend)


def _unknown_rows(supply: Supply) -> Iterator[EcluseError]:
    """A prior is named that has no row."""
    names = [row.prior for row in supply.rows.priors]
    for name in _taken(supply.file):
        if name not in supply.priors:
            mend = near(name, names) or f"add a row to {supply.priors_file}"
            yield supply.document.error(f"no prior is called '{name}'", ("takes",), mend)


def _chips(supply: Supply, library: Library) -> Iterator[EcluseError]:
    """A chip that the catalogue does not have, or that stands there twice."""
    names = [each.chip for each in supply.file.chips]
    for place, chip in enumerate(supply.file.chips):
        if chip.chip in names[:place]:
            what = f"two chips are called '{chip.chip}'"
            yield supply.document.error(what, ("chips", place, "chip"), "rename one")
        try:
            library.catalogue.get(chip.item, "supply")
        except EcluseError as error:
            yield supply.document.error(error.what, ("chips", place, "item"), error.mend)
