"""From a file to a bill of materials: YAML with its parts, or CSV with a part a line.

Belongs here: the keys and columns of such a file, and what is wrong with one. Does not: what the
law makes of a part (share).
Always true: all mistakes of a file are told together, in file order; a word that is not understood
is an error with near names; "unknown", or an empty cell, is unknown and never zero.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from ecluse.content.bill import Bill, Part
from ecluse.content.columns import columns_of
from ecluse.errors import EcluseError, InputError, raise_all
from ecluse.facts.eccn import NONE, read_eccn
from ecluse.facts.file_record import file_record
from ecluse.facts.item import Item
from ecluse.facts.known import says_unknown
from ecluse.facts.reader import check, read_document
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import read_number
from ecluse.law.library import Library

_MOST_BYTES = 4_000_000
_CSV = (".csv", ".tsv", ".txt")
_MADE = "us_technology"
_FACT = "us_technology_product"
_ROUNDING = Decimal("0.01")  # of a total, by which a price per unit may be rounded
_MONEY = "the currency of the bill"
_FRENCH = re.compile(r"\d{1,3}(?:\s\d{3})+(?:,\d+)?|\d+,\d{1,2}")
V = TypeVar("V")


@file_record
class _PartRow:
    """A part as a file has it."""

    part: str
    origin: str | None = None
    eccn: str | None = None
    value: str | None = None
    quantity: str | None = None
    total: str | None = None
    us_technology: str | None = None


@file_record
class _BillFile:
    """A bill as a YAML file has it."""

    item: str
    parts: tuple[_PartRow, ...]
    eccn: str | None = None
    made_in: str | None = None
    designed_in: str | None = None
    value: str | None = None
    us_technology: str | None = None


def read_bill(path: Path, library: Library) -> Bill:
    """The bill that a file holds; a CSV file is named for what is made.

    Raises:
        InputError, UnknownNameError, SeveralErrors: Everything in it that is not understood.
    """
    if path.suffix.casefold() in _CSV:
        rows = list(_csv_rows(path))
        file = _BillFile(item=path.stem, parts=tuple(row for row, _ in rows))
        places = [where for _, where in rows]
        head = str(path)
    else:
        document = read_document(path, user=True)
        file = check(document, _BillFile)
        head = f"{path}:1"
        places = [f"{path}:{document.line(('parts', at))}" for at in range(len(file.parts))]
    return _Reading(library).bill(file, head, places)


class _Reading:
    """Reads words, and keeps every mistake."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.errors: list[EcluseError] = []

    def bill(self, file: _BillFile, head: str, places: list[str]) -> Bill:
        """The bill.

        Raises:
            InputError, SeveralErrors: Everything in the file that is not understood.
        """
        made = self._country(file.made_in, f"{head}: made_in")
        value = self._number(file.value, "value", head, _MONEY)
        bill = Bill(
            name=file.item,
            item=self._item(file.item),
            eccn=self._eccn(file.eccn, f"{head}: eccn"),
            made_in=made,
            designed_in=self._country(file.designed_in, f"{head}: designed_in"),
            value=value,
            us_technology=self._flag(file.us_technology, head),
            parts=tuple(map(self._part, file.parts, places)),
        )
        if not file.parts:
            self.errors.append(InputError("there are no parts", head, "name one or more"))
        self._check_value(bill, head)
        raise_all(self.errors)
        return bill

    def _check_value(self, bill: Bill, head: str) -> None:
        known = sum((each.value for each in bill.parts if each.value is not None), Decimal(0))
        if bill.value is not None and bill.value < known:
            what = f"its parts are worth {known}, more than the item's {bill.value}"
            self.errors.append(InputError(what, head, "check the values and their currency"))
        if bill.value == 0:
            self.errors.append(InputError("the item is worth nothing", head, "give its value"))

    def _part(self, row: _PartRow, where: str) -> Part:
        if not row.part.strip():
            self.errors.append(InputError("a part without a name", where, "name it"))
        return Part(
            part=row.part,
            origin=self._country(row.origin, f"{where}: origin"),
            eccn=self._eccn(row.eccn, f"{where}: eccn"),
            item=self._item(row.part),
            value=self._value(row, where),
            us_technology=self._flag(row.us_technology, where),
        )

    def _value(self, row: _PartRow, where: str) -> Decimal | None:
        """What all units of a part are worth: their total where it is given, else one's value and
        how many there are.
        """
        total = self._number(row.total, "total", where, _MONEY)
        value = self._number(row.value, "value", where, _MONEY)
        quantity = self._number(row.quantity, "quantity", where, "units")
        units = Decimal(1) if row.quantity is None else quantity
        worked_out = None if value is None or units is None else value * units
        if total is None or worked_out is None:
            return worked_out if total is None else total
        if abs(total - worked_out) > total * _ROUNDING:
            what = f"{value} for each of {units} is not {total} in total"
            self.errors.append(InputError(what, where, "keep the one that is right"))
        return total

    def _read(self, text: str | None, read: Callable[[str], V]) -> V | None:
        if text is None or not text.strip() or says_unknown(text):
            return None
        try:
            return read(text.strip())
        except EcluseError as error:
            self.errors.append(error)
            return None

    def _country(self, text: str | None, where: str) -> str | None:
        return self._read(text, lambda word: self.library.countries.code(word, where))

    def _eccn(self, text: str | None, where: str) -> str | None:
        found = self._read(text, lambda word: read_eccn(word, where))
        return None if found == NONE else found

    def _number(self, text: str | None, name: str, where: str, unit: str) -> Decimal | None:
        return self._read(text, lambda word: read_number(_pointed(word), name, unit, where))

    def _flag(self, text: str | None, where: str) -> Truth:
        def read(word: str) -> Truth:
            try:
                return self.library.vocabulary.read(_FACT, word, where).truth
            except InputError as error:
                raise InputError(f"'{_MADE}' cannot be '{word}'", where, error.mend) from error

        found = self._read(text, read)
        return Truth.UNKNOWN if found is None else found

    def _item(self, name: str) -> Item | None:
        return self.library.catalogue.find(name)


def _pointed(text: str) -> str:
    """A number that French writes, with a point: one or two decimals behind a comma, or spaces
    between thousands, can be nothing else.
    """
    spaceless = re.sub(r"\s", "", text)
    return spaceless.replace(",", ".") if _FRENCH.fullmatch(text) else text


def _csv_rows(path: Path) -> Iterator[tuple[_PartRow, str]]:
    """Each part of a CSV file, and its line.

    Raises:
        InputError, SeveralErrors: It cannot be read, or has columns of other names.
    """
    lines = _text(path).splitlines()
    delimiter = max(",;\t", key=(lines[0] if lines else "").count)
    reader = csv.reader(lines, delimiter=delimiter)
    columns = columns_of(next(reader, []), f"{path}:1")
    errors: list[EcluseError] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        where = f"{path}:{reader.line_num}"
        if len(cells) > columns.width:
            what = f"a row of {len(cells)} cells under {columns.width} columns"
            errors.append(InputError(what, where, "write one cell for each column"))
            continue
        yield _PartRow(**{"part": "", **columns.cells(cells)}), where
    raise_all(errors)


def _text(path: Path) -> str:
    try:
        if not path.exists():
            raise InputError("there is no such file", str(path), "check the path")
        if not path.is_file():
            raise InputError("cannot read the file: it is none", str(path), "give a file")
        raw = path.read_bytes()
        if len(raw) > _MOST_BYTES:
            raise InputError("the file is too long", str(path), "leave out what is no part")
        return raw.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise InputError("the file is not UTF-8 text", str(path), "save it as UTF-8") from error
