"""Writing an answered book: all of it or nothing.

Belongs here: the forms, and what is asked before a book is written.
Does not: what the lines say; sheets (write_sheet), Arrow (arrow), tables (write_duckdb, postgres);
how a file comes to its place (outputs).
Always true: an interrupted run leaves the old file, or none; lines out are lines in, or nothing is
swapped in; a cell that a spreadsheet would run as a formula is not one when it comes out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.errors import InputError
from ecluse.outputs.check import Output, check_outputs
from ecluse.outputs.mark import KEY, WRITTEN
from ecluse.outputs.staging import Staging, disk_errors, staged
from ecluse.tables.arrow import FORMS as ARROW
from ecluse.tables.arrow import STREAMS, need_pyarrow, write_arrow
from ecluse.tables.connection import waiting
from ecluse.tables.halfway import check_count
from ecluse.tables.intake import place_of
from ecluse.tables.names import DATABASES, form_of_name, name_of, quoted
from ecluse.tables.postgres import check_target, is_address, shown, write_table
from ecluse.tables.sheet_types import SheetTypes, typed
from ecluse.tables.write_duckdb import Target, check_table, has_database, target_of, write_duckdb

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PARQUET = (".parquet", ".pq")
_TEXT = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
_MEND = "write .csv, .xlsx, .parquet, .arrow, .duckdb#table or postgresql://…#table"
# Signs that begin a formula, in their wide forms too, after spaces of whatever kind; and what
# begins so and is but a number or a dash. Written once with code points as Python has them, and
# once as DuckDB's regular expressions do.
_SPACES = r"[\t-\r\x1c- \x85\u00a0\u2000-\u200b\u202f\u3000\ufeff]*"
_SIGNED = rf"^{_SPACES}[=+\-@\t\r|＝＋－＠]"
_NUMBER = rf"{_SPACES}[+-]?[0-9][0-9.,\u00a0 ]*([eE][+-]?[0-9]+)?{_SPACES}|{_SPACES}-+{_SPACES}"
_ALIVE, _PLAIN_NUMBER = re.compile(_SIGNED), re.compile(_NUMBER)
_SQL_ALIVE, _SQL_NUMBER = (
    re.sub(r"\\u([0-9a-f]{4})", r"\\x{\1}", pattern) for pattern in (_SIGNED, _NUMBER)
)
# A text is looked at by its first letter before it is matched, which takes longer.
_SQL_HARMLESS = (
    "CASE WHEN x BETWEEN '0' AND ':' OR x BETWEEN 'A' AND '{' THEN x "
    f"WHEN regexp_matches(x, '{_SQL_ALIVE}') AND NOT regexp_full_match(x, '{_SQL_NUMBER}') "
    "THEN chr(39) || x ELSE x END"
)
_TOGETHER, _MANY = 64, 1_200  # columns
_NO_FORMULA = re.compile(
    r"BOOLEAN|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\)|DATE|TIME|TIMESTAMP.*|UUID"
)


def harmless(text: str) -> str:
    """A cell that no spreadsheet runs: a sign that would begin a formula gets an apostrophe before
    it.

    >>> harmless("=cmd|' /C calc'!A0"), harmless("-12.5"), harmless("H20"), harmless("--")
    ("'=cmd|' /C calc'!A0", '-12.5', 'H20', '--')
    """
    return f"'{text}" if _ALIVE.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a book goes, made ready before the engine is locked down.

    Args:
        out: The output as it was named.
        table: The table of a DuckDB file that it names; None for any other output.
        staging: Where a file is made; None for a table of a database that is there.
        force: Whether a file that ecluse did not write may be replaced.
        files: What the engine may open to write it.
        folders: The same, with all that lies in them.
    """

    out: str
    table: Target | None = None
    staging: Staging | None = None
    force: bool = False
    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()


def check_out(
    out: str | Path | None,
    source: str | Path,
    *,
    engine: str = "duckdb",
    others: Sequence[Output] = (),
    read: Sequence[tuple[str, Path]] = (),
    force: bool,
) -> None:
    """Refuse, before any work, outputs that cannot be written or would cost the user something.

    Args:
        others: What else the run will write.
        read: What else the run reads, in words and by its place.

    Raises:
        InputError, SeveralErrors: There is one.
    """
    outputs = list(others)
    if out is not None and (engine == "spark" or not is_address(out)):
        outputs.insert(0, _output(out, engine))
    book = place_of(source)
    check_outputs(outputs, [*([("the book", book)] if book else []), *read], force=force)
    if out is None:
        return
    if is_address(out):
        check_target(str(out), source)
        return
    target = target_of(out)
    if target is not None:
        check_table(target, source)
    elif form_of_name(outputs[0].path) in ARROW:
        need_pyarrow(outputs[0].path)


def _output(out: str | Path, engine: str) -> Output:
    target = None if is_address(out) else target_of(out)
    path = target.path if target else Path(out)
    suffix = form_of_name(path)
    if engine == "spark":
        if is_address(out) or suffix not in (".parquet", ""):
            raise InputError(
                f"Spark writes a folder of Parquet files, not '{suffix}'",
                shown(out),
                "name it .parquet",
            )
        return Output(option="out", path=path, folder=True)
    if suffix not in (*_PARQUET, *_TEXT, *DATABASES, *ARROW, ".xlsx"):
        raise InputError(f"'{suffix}' is no form of file that is written here", str(out), _MEND)
    return Output(option="out", path=path, keeps=target is not None)


@contextmanager
def place_for(out: str | Path, *, force: bool = False) -> Iterator[Place]:
    """Make ready to write, so that the engine need be let to one folder beside the output, or to
    the database itself.

    Raises:
        InputError: There is no such folder, or nothing may be written in it.
    """
    if is_address(out):
        yield Place(out=str(out))
        return
    table = target_of(out)
    if table is not None and has_database(table.path):
        yield Place(out=str(out), table=table, files=(table.path,))
        return
    path = table.path if table else Path(out)
    if not Path(os.path.realpath(path)).parent.is_dir():
        raise InputError("there is no such folder", str(path.parent), "make it, or write elsewhere")
    with staged(path) as staging:
        yield Place(
            out=str(out), table=table, staging=staging, force=force, folders=(staging.folder,)
        )


def write_book(
    connection: DuckDBPyConnection,
    select: str,
    out: str | Path | Place,
    headings: Sequence[str],
    types: dict[str, str],
    lines: int | None = None,
    source: str = "",
    sheet: SheetTypes | None = None,
) -> int:
    """Write what `select` gives to `out`, in the form that its name says; the number of lines
    written.

    Args:
        out: A name, or a place that was made ready.
        lines: How many there must be; where another number comes out, nothing is written.
        source: The book, which is never written over.
        sheet: What the book's cells were in a workbook; forms with types keep them.

    Raises:
        InputError: No such form, no such folder, a file or table that ecluse did not write, a full
            disk, or more lines than a sheet has.
        EcluseError: Not as many lines came out as went in.
    """
    if not isinstance(out, Place):
        with place_for(out) as place:
            return write_book(connection, select, place, headings, types, lines, source, sheet)
    if sheet is not None and not _is_plain(out):
        select = typed(select, sheet, headings)
    if is_address(out.out):
        return write_table(connection, select, out.out, source=source, lines=lines)
    staging = out.staging
    if out.table is not None:
        return _into(connection, select, out.table, lines, source, staging)
    if staging is None:
        raise TypeError("only a table has no file")
    with disk_errors(staging.target):
        count = _file(connection, select, staging.part, out.out, headings, types, lines, sheet)
        check_count(count, lines, out.out)
    staging.put(force=out.force)
    return count


def _into(
    connection: DuckDBPyConnection,
    select: str,
    table: Target,
    lines: int | None,
    source: str,
    staging: Staging | None,
) -> int:
    """Write a table of a DuckDB file, which is put in its place where it is new."""
    if staging is None:
        return write_duckdb(connection, select, table, lines, source, None)
    count = write_duckdb(connection, select, table, lines, source, staging.part)
    staging.put()
    return count


def _is_plain(place: Place) -> bool:
    """Whether the form has no types that columns must keep: text, and sheets, whose cells do."""
    is_file = place.table is None and not is_address(place.out)
    return is_file and form_of_name(Path(place.out)) in (*_TEXT, ".xlsx")


def _file(
    connection: DuckDBPyConnection,
    select: str,
    part: Path,
    out: str,
    headings: Sequence[str],
    types: dict[str, str],
    lines: int | None,
    sheet: SheetTypes | None,
) -> int:
    """Make the file, in the form that its name says."""
    suffix = form_of_name(Path(out))
    if suffix in _PARQUET:
        options = f"FORMAT parquet, KV_METADATA {{{KEY}: {quoted(WRITTEN)}}}"
        return _counted(connection, f"COPY ({select}) TO {quoted(part)} ({options})", out)
    if suffix in _TEXT:
        delimiter = chr(9) if suffix.startswith(".tsv") else ","
        packed = ", COMPRESSION gzip" if suffix.endswith(".gz") else ""
        options = f"FORMAT csv, HEADER true, DELIMITER {quoted(delimiter)}{packed}"
        # Each step of a statement holds two thousand rows of all columns: those of reading, joining
        # and looking at each cell do not fit in the memory together.
        aside = waiting(connection, select) if len(headings) > _MANY else nullcontext(select)
        with aside as given:
            cells = _harmless(given, headings, types)
            return _counted(connection, f"COPY ({cells}) TO {quoted(part)} ({options})", out)
    if suffix in ARROW:
        return write_arrow(connection, select, part, stream=suffix in STREAMS)
    if suffix == ".xlsx":
        from ecluse.tables.write_sheet import write_sheet

        return write_sheet(connection, select, part, out, lines, sheet)
    raise InputError(f"'{suffix}' is no form of file that is written here", out, _MEND)


def _harmless(select: str, headings: Sequence[str], types: Mapping[str, str]) -> str:
    """A statement's cells and headings, none of which a spreadsheet runs.

    Texts pass through lists, so that the patterns are bound once for many columns: bound for each,
    a thousand columns take half a second.
    """
    texts = [name for name in headings if not _NO_FORMULA.fullmatch(types.get(name, "VARCHAR"))]
    cells = {name: name_of(name) for name in headings if name not in texts}
    inner = list(cells.values())
    for start in range(0, len(texts), _TOGETHER):
        listed = texts[start : start + _TOGETHER]
        made = ", ".join(f"CAST({name_of(name)} AS VARCHAR)" for name in listed)
        inner.append(f"list_transform([{made}], lambda x: {_SQL_HARMLESS}) AS __cells{start}")
        cells |= {name: f"__cells{start}[{n}]" for n, name in enumerate(listed, 1)}
    shown = ", ".join(f"{cells[name]} AS {name_of(harmless(name))}" for name in headings)
    return f"SELECT {shown} FROM (SELECT {', '.join(inner)} FROM ({select}))"


def _counted(connection: DuckDBPyConnection, statement: str, out: str) -> int:
    import duckdb

    try:
        ((lines,),) = connection.execute(statement).fetchall()
        return int(lines)
    except duckdb.IOException as error:
        raise InputError(
            f"cannot be written: {str(error).splitlines()[0]}",
            out,
            "make room or write elsewhere; what was there is as it was",
        ) from error
