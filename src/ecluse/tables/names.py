"""Names and texts as SQL writes them, names of files, and headings that can be told apart.

Belongs here: quoting, and where a file's name ends. Does not: statements.
Always true: what comes out is one word of SQL, whatever went in; a file's name is a name, never a
pattern that other files answer to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ecluse.errors import InputError
from ecluse.outputs.check import is_there

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
DATABASES = (".duckdb", ".ddb", ".db")

_TABLE = re.compile(
    r'(?:(?P<schema>"(?:[^"]|"")+"|[^\s".;()]+)\.)?(?P<name>"(?:[^"]|"")+"|[^\s".;()]+)'
)
ROW, FAULT = "__row", "__fault"
_OURS = re.compile(
    r"__(row|fault|number|plain|item|key|seats|party|on|own\d+|cells?\d+)"
    "|__(line|kind|period|by|before|after|units|value|currency|tpp|(of|then)_.*)"
    "|file_row_number|file_index",
    re.IGNORECASE,
)


def refuse_ours(names: Iterable[str], where: str) -> None:
    """Refuse a column whose name is kept for what is worked out beside a line.

    Raises:
        InputError: There is one.
    """
    ours = next(filter(_OURS.fullmatch, names), None)
    if ours is not None:
        raise InputError(
            f"a column is called '{ours}', "
            "a name that is kept for what is worked out beside a line",
            where,
            "rename it",
        )


def quoted(text: object) -> str:
    """A text as SQL writes it."""
    return "'" + str(text).replace("'", "''") + "'"


def pattern_of(path: Path) -> str:
    """A file's path for a function that takes patterns: it names this file alone.

    >>> pattern_of(Path("/books/book[1]?.csv"))
    '/books/book[[]1][?].csv'

    Raises:
        InputError: No pattern can name it.
    """
    text = str(path.absolute())  # absolute, for `~` at the beginning stands for a folder
    if "\\" in text and path.absolute().anchor == "/" and re.search(r"[\[*?]", text):
        raise InputError("a name with \\ and one of [ * ? cannot be read", text, "rename it")
    return re.sub(r"([\[*?])", r"[\1]", text)


def literal(path: Path) -> str:
    """A file's path as SQL writes it where a pattern may stand."""
    return quoted(pattern_of(path))


def parted(source: str | Path) -> tuple[str, str]:
    """The file, and the sheet or table in it that follows a `#`.

    A `#` parts the two only after the name of a form that holds several, and not where a file of
    the whole name exists; elsewhere it is a sign of the name.

    >>> parted("PO#4711.csv"), parted("book#2.xlsx#Sheet 1"), parted("shop.duckdb#sales.orders")
    (('PO#4711.csv', ''), ('book#2.xlsx', 'Sheet 1'), ('shop.duckdb', 'sales.orders'))
    """
    text = str(source)
    if "#" in text and not is_there(Path(text)):
        for sign in re.finditer("#", text):
            place = text[: sign.start()]
            if Path(place).suffix.casefold() in (*WORKBOOKS, *DATABASES):
                return place, text[sign.end() :]
    return text, ""


def form_of_name(path: Path) -> str:
    """The end of a file's name that tells its form; of a compressed file, with what is in it.

    >>> form_of_name(Path("out.CSV")), form_of_name(Path("v1.2/out.csv.gz"))
    ('.csv', '.csv.gz')
    """
    suffixes = [suffix.casefold() for suffix in path.suffixes[-2:]]
    return "".join(suffixes) if suffixes[-1:] == [".gz"] else "".join(suffixes[-1:])


def name_of(column: str) -> str:
    """A column's name as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'


def table_of(said: str) -> tuple[str | None, str] | None:
    """A schema and a table as they are written; None where this is no name of a table.

    >>> table_of('sales."The ""Order"" book"'), table_of("a b")
    (('sales', '"The ""Order"" book"'), None)
    """
    match = _TABLE.fullmatch(said)
    return None if match is None else (match["schema"], match["name"])


def plain_names(name: str) -> list[str]:
    """The names that a written name may mean: as quoted, else as it stands, else in small letters
    as PostgreSQL folds it.
    """
    return (
        [name[1:-1].replace('""', '"')]
        if name.startswith('"')
        else list(dict.fromkeys((name, name.lower())))
    )


def unique(headings: Sequence[str], where: str) -> list[str]:
    """Headings as they stand, numbered where one is empty or stands twice.

    Raises:
        InputError: One is kept for ours.
    """
    found: list[str] = []
    seen: set[str] = set()
    for place, heading in enumerate(headings, 1):
        name = heading.strip().lstrip("\ufeff") or f"column {place}"
        count, candidate = 2, name
        while candidate.casefold() in seen:
            candidate, count = f"{name} {count}", count + 1
        found.append(candidate)
        seen.add(candidate.casefold())
    refuse_ours(found, where)
    return found


def numbered_after(heading: str) -> str | None:
    """The name that a heading had before it was numbered; None where it bears no number.

    >>> numbered_after("Country 2"), numbered_after("Country"), numbered_after("Country 1")
    ('Country', None, None)
    """
    base, _, number = heading.rpartition(" ")
    return base if number.isdigit() and int(number) > 1 else None
