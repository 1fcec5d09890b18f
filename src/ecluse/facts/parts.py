"""Part numbers of the makers' own lists, and systems by the name that is sold: tables beside the
catalogue.

Belongs here: opening these tables when a name is not in the catalogue, and an item for a row.
Does not: figures of chips (items), or what an ECCN controls (eccn, law).
Always true: a table is opened when a name is first asked for that no item has; a number that a list
holds is an item of the catalogue, or one that carries the maker's ECCN with its citation; a name
that does not settle which chip is inside is no item, and what it may be is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from ecluse.citation import Citation, Confidence
from ecluse.errors import DataError
from ecluse.facts.country import folded
from ecluse.facts.csv_rows import CsvRow, csv_rows
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.item import Contained, FiledEccn, Item
from ecluse.facts.known import Known
from ecluse.grouped import grouped

FOLDER = "parts"
LISTS, SYSTEMS, WORDS = "lists.csv", "systems.csv", "words.csv"
_LISTS = ("file", "vendor", "headquarters", "as_of", "source", "url", "confidence")
_NUMBERS = ("number", "description", "eccn", "hts", "tpp", "ccats", "item")
_SYSTEMS = ("name", "aliases", "vendor", "kind", "item", "count", "settles", "source", "confidence")
_WORDS = ("word", "says")
_OR_MORE = "+"
_BETWEEN = "|"

ByName = Callable[[str], Item]
_Line = tuple["MakersList", str, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MakersList:
    """A list of part numbers that a maker publishes: of which day, and where it was read."""

    vendor: str
    headquarters: str
    as_of: date
    cited: Citation


@dataclass(frozen=True, slots=True)
class System:
    """A server, a rack or a cloud instance by its name.

    Args:
        spellings: Its names, folded, each once.
        settles: Whether the name alone says which chip is inside.
    """

    row: CsvRow
    spellings: tuple[str, ...]
    settles: bool


@dataclass(eq=False)
class Parts:
    """The tables of one data folder.

    Args:
        folder: Where the data stand; None for none.
    """

    folder: Path | None = None
    _items: dict[str, Item | None] = field(default_factory=dict, repr=False)
    _kept: dict[str, Item] = field(default_factory=dict, repr=False)

    def find(self, text: str, by_name: ByName) -> Item | None:
        """The item that a part number or a system's name names; the same one each time.

        Args:
            text: As people write it.
            by_name: The catalogue's item of a name.
        """
        key = folded(text)
        if self.folder is None or not key:
            return None
        if key not in self._items:
            self._items[key] = self._found(key, by_name)
        return self._items[key]

    def kept(self, item: Item) -> Item:
        """The item of that name that was given before, so that one name is one value."""
        return item if self.folder is None else self._kept.setdefault(item.name, item)

    def may_be(self, text: str) -> list[str]:
        """What a name may be that settles no chip: the names that do."""
        systems = self._by_system.get(folded(text), ())
        return [] if any(system.settles for system in systems) else _names(systems)

    def numbers(self) -> Iterable[str]:
        """Every number and name on file, folded."""
        return () if self.folder is None else (*self._by_number, *self._by_system)

    @cached_property
    def words(self) -> dict[str, str]:
        """Words that may stand beside an item's name, each with what it says."""
        rows = self._rows(WORDS, _WORDS)
        return {row["word"]: row["says"] for row in rows}

    # ---- the tables ------------------------------------------------------------------------------

    def _found(self, key: str, by_name: ByName) -> Item | None:
        if key in self._by_number:
            makers_list, file, line, text = self._by_number[key]
            return _item_of_number(_cells(text, file, line), makers_list, by_name)
        systems = self._by_system.get(key, ())
        return _item_of_system(systems[0], by_name) if systems and systems[0].settles else None

    @cached_property
    def _by_number(self) -> dict[str, _Line]:
        """Each number's line, which is read when the number is asked for."""
        found: dict[str, _Line] = {}
        for row in self._rows(LISTS, _LISTS):
            makers_list = _list(row)
            for line, text in self._lines(row["file"]):
                found.setdefault(folded(_first_cell(text)), (makers_list, row["file"], line, text))
        return found

    def _lines(self, file: str) -> Iterator[tuple[int, str]]:
        if self.folder is None:
            return
        path = self.folder / FOLDER / file
        try:
            heading, *lines = path.read_text("utf-8").splitlines()
        except (OSError, ValueError) as error:
            name = f"data/{FOLDER}/{file}"
            raise DataError(f"the list cannot be read: {error}", name, "restore it") from error
        if heading != ",".join(_NUMBERS):
            mend = f"write the columns {', '.join(_NUMBERS)}"
            raise DataError("the list has other columns", f"data/{FOLDER}/{file}:1", mend)
        yield from enumerate(lines, 2)

    @cached_property
    def _by_system(self) -> dict[str, list[System]]:
        systems = map(_system, self._rows(SYSTEMS, _SYSTEMS))
        return grouped((name, system) for system in systems for name in system.spellings)

    def _rows(self, file: str, columns: tuple[str, ...]) -> Iterable[CsvRow]:
        if self.folder is None or not (self.folder / FOLDER / file).exists():
            return ()
        name = f"{FOLDER}/{file}"
        return csv_rows(self.folder / name, f"data/{name}", columns)


NO_PARTS = Parts()


def _first_cell(text: str) -> str:
    return _read_line(text)[0] if text.startswith('"') else text.partition(",")[0]


def _read_line(text: str) -> list[str]:
    import csv  # most starts open no table

    return next(csv.reader([text]))


def _cells(text: str, file: str, line: int) -> dict[str, str]:
    cells = _read_line(text)
    if len(cells) != len(_NUMBERS):
        what = f"a row of {len(cells)} cells, not {len(_NUMBERS)}"
        raise DataError(what, f"data/{FOLDER}/{file}:{line}", "write one cell for each column")
    return dict(zip(_NUMBERS, map(str.strip, cells), strict=True))


def _system(row: CsvRow) -> System:
    names = filter(None, (row["name"], *row["aliases"].split(_BETWEEN)))
    return System(row, tuple(dict.fromkeys(map(folded, names))), row["settles"] == "yes")


def _list(row: CsvRow) -> MakersList:
    try:
        as_of = date.fromisoformat(row["as_of"])
    except ValueError as error:
        raise row.error(str(error), "write the day as 2024-04-19") from error
    return MakersList(
        vendor=row["vendor"], headquarters=row["headquarters"], as_of=as_of, cited=row.cited()
    )


def _item_of_number(cells: dict[str, str], makers_list: MakersList, by_name: ByName) -> Item:
    """The catalogue's item of a number that names one; else one that the maker's list describes."""
    filed = FiledEccn(
        number=cells["eccn"],
        as_of=makers_list.as_of,
        ccats=cells["ccats"] or None,
        confidence=makers_list.cited.confidence,
        cited=(makers_list.cited,),
    )
    name = f"{makers_list.vendor} {cells['number']}"
    if cells["item"]:
        item = by_name(cells["item"])
        if item.eccn is not None and item.eccn.number == filed.number:
            return item
        return replace(item, name=name, eccn=filed, notes=f"{item.name}: {cells['description']}")
    tpp = _tpp(cells["tpp"], makers_list.cited)
    return Item(
        name=name,
        vendor=makers_list.vendor,
        designer_headquarters=makers_list.headquarters,
        eccn=filed,
        figures={} if tpp is None else {"tpp": tpp},
        sources={"list": makers_list.cited.url or makers_list.cited.source},
        notes=cells["description"] or None,
    )


def _tpp(text: str, cited: Citation) -> Known | None:
    """The TPP that the list gives of one IC: a number, or a number and more."""
    if not text:
        return None
    confidence = Confidence.MEDIUM
    cited = replace(cited, confidence=confidence)
    number = Decimal(text.removesuffix(_OR_MORE))
    if text.endswith(_OR_MORE):
        known = Known(value=Figure(number, None), confidence=confidence, cited=(cited,))
        return replace(known, unsettled=frozenset({"tpp"}))
    return Known(value=exactly(number), confidence=confidence, cited=(cited,))


def _item_of_system(system: System, by_name: ByName) -> Item:
    row = system.row
    inside = by_name(row["item"])
    return Item(
        name=row["name"],
        vendor=inside.vendor,
        designer_headquarters=inside.designer_headquarters,
        kind="system",
        contains=Contained(item=inside.name, count=int(row["count"])),
        sources={"s1": row["source"]},
        notes=f"{row['vendor']}: {row['kind']}",
    )


def _names(systems: Iterable[System]) -> list[str]:
    return list(dict.fromkeys(system.row["name"] for system in systems))
