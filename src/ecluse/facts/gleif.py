"""The GLEIF's own files of a user: legal entities (level 1) and who consolidates whom (level 2).

Belongs here: recognising the two CSV files of the golden copy, and the companies and parents that
they hold. Does not: fetching them, finding a company by a name (screening).
Always true: a file is read row by row, for it has millions; it is read whole or not at all; a
parent that consolidates a company is an owner of an unknown share, for the files give none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

from ecluse.errors import EcluseError, InputError, raise_all
from ecluse.facts.company import Companies, Company, Holding, HowRead

LEI, NAME = "LEI", "Entity.LegalName"
SEAT, STATUS = "Entity.HeadquartersAddress.Country", "Entity.EntityStatus"
CHILD, PARENT = "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"
KIND, STANDS = "Relationship.RelationshipType", "Relationship.RelationshipStatus"
DIRECT, ULTIMATE = "IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY"
_ENTITIES, _RELATIONS = (LEI, NAME, SEAT, STATUS), (CHILD, PARENT, KIND, STANDS)
_ACTIVE = "ACTIVE"
_MOST_TOLD = 50
Level = Literal["entities", "relations"]


def gleif_level(heading: Iterable[str]) -> Level | None:
    """Which of the two files has a heading; None where it is neither.

    >>> gleif_level(["LEI", "Entity.LegalName", "Entity.HeadquartersAddress.Country",
    ...     "Entity.EntityStatus"])
    'entities'
    """
    columns = set(heading)
    if columns.issuperset(_ENTITIES):
        return "entities"
    return "relations" if columns.issuperset(_RELATIONS) else None


def read_gleif(
    entities: Path,
    relations: Path,
    wanted: Callable[[str], bool],
    key_of: Callable[[str], str | None],
) -> Companies:
    """The companies of some names, all that stand above them, and who consolidates whom.

    Args:
        wanted: Whether a legal name is asked for.
        key_of: The key of a company that is on record already, by its name: it keeps its own row.

    Raises:
        InputError, SeveralErrors: A file is another one, or is cut short.
    """
    rows = _rows(entities, _ENTITIES)
    asked = {row[LEI] for row in rows if row[STATUS] == _ACTIVE and wanted(row[NAME])}
    above = _above(asked, relations)
    leis = asked | {lei for lei, _ in above} | {lei for _, lei in above}
    found = [row for row in _rows(entities, _ENTITIES) if row[LEI] in leis]
    keys = {row[LEI]: key_of(row[NAME]) or row[LEI].casefold() for row in found}
    source = f"GLEIF, {entities.name} and {relations.name}"
    return Companies(
        companies=tuple(
            _company(row, keys[row[LEI]], source) for row in found if not key_of(row[NAME])
        ),
        holdings=tuple(
            Holding(child=keys[child], parent=keys[parent], read=HowRead.GIVEN, source=source)
            for child, parent in sorted(above)
            if child in keys and parent in keys
        ),
    )


def _company(row: dict[str, str], key: str, source: str) -> Company:
    return Company(
        key=key,
        name=row[NAME],
        headquarters=row[SEAT] or None,
        identifiers=(row[LEI],),
        read=HowRead.GIVEN,
        source=source,
    )


def _above(asked: set[str], relations: Path) -> set[tuple[str, str]]:
    """Each company and the one right above it, from those that are asked for to the top."""
    parents: dict[str, set[str]] = {}
    for row in _rows(relations, _RELATIONS):
        if row[KIND] in (DIRECT, ULTIMATE) and row[STANDS] == _ACTIVE:
            parents.setdefault(row[CHILD], set()).add(row[PARENT])
    found: set[tuple[str, str]] = set()
    waiting, seen = list(asked), set(asked)
    while waiting:
        lei = waiting.pop()
        for parent in parents.get(lei, ()):
            found.add((lei, parent))
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return found


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a file, by the columns that are wanted."""
    import csv  # most starts open no table

    errors: list[EcluseError] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            heading = next(reader, [])
            places = _places(heading, columns, path.name)
            for cells in reader:
                if len(cells) == len(heading):
                    yield {column: cells[place] for column, place in places.items()}
                elif len(errors) < _MOST_TOLD:
                    what = f"a row of {len(cells)} cells, not {len(heading)}"
                    where = f"{path.name}:{reader.line_num}"
                    errors.append(InputError(what, where, "the file may be cut short: get it anew"))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        mend = "give the CSV file of the golden copy"
        raise InputError(f"the file cannot be read: {error}", path.name, mend) from error
    raise_all(errors)


def _places(heading: list[str], columns: tuple[str, ...], name: str) -> dict[str, int]:
    missing = [column for column in columns if column not in heading]
    if missing:
        mend = "give the CSV files of the golden copy: level 1 first, level 2 second"
        raise InputError(f"the file has no column {', '.join(missing)}", f"{name}:1", mend)
    return {column: heading.index(column) for column in columns}
