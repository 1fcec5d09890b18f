"""The determination tables as files, for whoever has a warehouse and no ecluse in it.

Belongs here: which tables, and the statement that joins them. Does not: working them out.
Always true: the shipped statement gives, on the same lines, the same answers to the last column.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.determine.proviso import SEATS
from ecluse.orders.answered import answered
from ecluse.orders.join import Coding
from ecluse.orders.record import SHOWN
from ecluse.orders.relations import ANSWERS, CASES, SHOWN_PARTIES, VERSIONED
from ecluse.orders.ship_day import with_day
from ecluse.outputs.mark import README as MARK
from ecluse.outputs.staging import Staging, staged
from ecluse.tables.read import quoted

if TYPE_CHECKING:
    import duckdb

README = (
    MARK
    + """joins them to a table or view called `lines` that has the book's columns:

{tables}

`cases.k` packs a line's codes into one number; `answers` holds each distinct answer once. \
All joins are left joins on
unique keys, so that lines out are lines in; a text that no table knows gets the code of the \
unknown, and an answer that says so.
The tables hold the texts and dates of the book that they were made from: make them again for a \
new book, or for new data
(these were made from data {version}). Not legal advice.
"""
)


def export_tables(
    connection: duckdb.DuckDBPyConnection, folder: Path | Staging, coding: Coding, version: str
) -> list[Path]:
    """Write the tables, the statement and a README as one folder, whole or not at all; the files
    written.

    Args:
        folder: Where, or what was made ready there.
    """
    if isinstance(folder, Path):
        with staged(folder) as staging:
            return export_tables(connection, staging, coding, version)
    made = _made(connection, folder.part, coding, version)
    folder.put_folder()
    return [folder.target / path.name for path in made]


def _made(
    connection: duckdb.DuckDBPyConnection, folder: Path, coding: Coding, version: str
) -> list[Path]:
    folder.mkdir()
    plain = _plain(coding)
    written = []
    shown = ", ".join([ANSWERS.answer.name, VERSIONED.seats.name, *SHOWN])
    answers = f"SELECT {shown} FROM {VERSIONED}"
    parties = [SHOWN_PARTIES.name] if plain.parties else []
    for name in [*plain.tables, *parties, CASES.name, ANSWERS.name]:
        path = folder / f"{name}.parquet"
        selected = answers if name == ANSWERS.name else f"SELECT * FROM {name}"
        connection.execute(f"COPY ({selected}) TO {quoted(path)} (FORMAT parquet)")
        written.append(path)
    (folder / "join.sql").write_text(statement(coding, version), encoding="utf-8")
    lines = "\n".join(f"- `{path.name}`" for path in written)
    (folder / "README.md").write_text(
        README.format(tables=lines, version=version), encoding="utf-8"
    )
    return [*written, folder / "join.sql", folder / "README.md"]


def _plain(coding: Coding) -> Coding:
    """The coding of a table called `lines`, by what decides: amounts are left out."""
    roles = {
        role: column
        for role, column in coding.columns.roles.items()
        if role in ("part", "description", "date", "destination", *SEATS)
    }
    parties = coding.parties and replace(coding.parties, by_row=False)
    return replace(
        coding,
        parties=parties,
        book=with_day(replace(coding.book, relation="lines", has_fault=False), coding.columns),
        columns=replace(coding.columns, roles=roles),
    )


def statement(coding: Coding, version: str) -> str:
    """The statement, in five lines: what is taken, from the coded lines, whose codes come from the
    texts' tables, joined to cases and answers.
    """
    plain = _plain(coding)
    whole = answered(
        plain, plain.book.headings, version, before=False, overridden=False, words=False
    )
    take, rest = whole.split("\nFROM (", 1)
    inside, after = rest.rsplit(") l\n", 1)
    *cases, answers = after.split("\n")
    lines = f" FROM {plain.figures.over(plain.book.relation)} b"
    codes, joins = " ".join(inside.split("\n")).split(lines, 1)
    return (
        "\n".join(
            (take, f"FROM ({codes}", f"{lines.strip()}{joins}", f") l {' '.join(cases)}", answers)
        )
        + ";\n"
    )
