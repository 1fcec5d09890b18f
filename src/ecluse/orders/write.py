"""Writing an answered book: all of it or nothing.

Belongs here: the forms, what may be written over, and swapping the finished file in at once.
Does not: what the lines say; sheets (write_sheet), Arrow (arrow) and PostgreSQL (postgres).
Always true: an interrupted run leaves the old file, or none; lines out are lines in, or nothing is
swapped in; a cell that a spreadsheet would run as a formula is not one when it comes out.
"""

from __future__ import annotations

import os
import re
import secrets
import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ecluse.errors import EcluseError, InputError
from ecluse.orders.arrow import FORMS as ARROW
from ecluse.orders.arrow import STREAMS, need_pyarrow, write_arrow
from ecluse.orders.names import form_of_name, name_of, parted, quoted
from ecluse.orders.postgres import check_target, is_address, write_table
from ecluse.orders.sheet_types import SheetTypes, typed

_DATABASES = (".duckdb", ".ddb", ".db")
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


def check_out(out: str | Path | None, source: str | Path) -> None:
    """Refuse, before any work, an output that cannot be written or would take the place of the
    book.

    Raises:
        InputError: It would.
    """
    if out is None:
        return
    if is_address(out):
        check_target(str(out), source)
        return
    place = Path(parted(out)[0])
    suffix = form_of_name(place)
    if not place.parent.is_dir():
        raise InputError(
            "there is no such folder", str(place.parent), "make it, or write elsewhere"
        )
    if place.is_dir() and suffix not in _PARQUET:  # Spark writes a folder of Parquet files
        raise InputError("this is a folder", str(out), "name a file")
    if suffix not in (
        *_PARQUET,
        *_TEXT,
        *_DATABASES,
        *ARROW,
        ".xlsx",
        "",
    ):  # a folder of Spark's may have none
        raise InputError(f"'{suffix}' is no form of file that is written here", str(out), _MEND)
    if suffix in ARROW:
        need_pyarrow(place)
    if is_address(source) or suffix in _DATABASES:
        return
    book = Path(parted(source)[0])
    if place.exists() and book.exists() and place.samefile(book):
        raise InputError(
            "the output would take the place of the book", str(out), "write to another file"
        )


def write_book(
    connection: Any,
    select: str,
    out: str | Path,
    headings: Sequence[str],
    types: dict[str, str],
    lines: int | None = None,
    source: str = "",
    sheet: SheetTypes | None = None,
) -> int:
    """Write what `select` gives to `out`, in the form that its name says; the number of lines
    written.

    Args:
        lines: How many there must be; where another number comes out, nothing is written.
        source: The book, which is never written over.
        sheet: What the book's cells were in a workbook; forms with types keep them.

    Raises:
        InputError: No such form, no such folder, or more lines than a sheet has.
        EcluseError: Not as many lines came out as went in.
    """
    if sheet is not None and form_of_name(Path(parted(out)[0])) not in (*_TEXT, ".xlsx"):
        select = typed(select, sheet, headings)
    if is_address(out):
        return write_table(connection, select, str(out), source=source, lines=lines)
    place, table = parted(out)
    suffix = form_of_name(Path(place))
    if not Path(place).parent.is_dir():
        raise InputError(
            "there is no such folder", str(Path(place).parent), "make it, or write elsewhere"
        )
    if suffix in _DATABASES:
        return _table(connection, select, Path(place), table or "answered", lines, source)
    if suffix not in (*_PARQUET, *_TEXT, *ARROW, ".xlsx"):
        raise InputError(f"'{suffix}' is no form of file that is written here", str(out), _MEND)
    with _swapped_in(Path(place)) as part:
        if suffix in _PARQUET:
            count = _counted(connection, f"COPY ({select}) TO {quoted(part)} (FORMAT parquet)")
        elif suffix in _TEXT:
            cells = ", ".join(_safe(heading, types.get(heading, "VARCHAR")) for heading in headings)
            delimiter = "\t" if suffix.startswith(".tsv") else ","
            packed = ", COMPRESSION gzip" if suffix.endswith(".gz") else ""
            count = _counted(
                connection,
                f"COPY (SELECT {cells} FROM ({select})) TO {quoted(part)} (FORMAT csv, HEADER true, DELIMITER {quoted(delimiter)}{packed})",
            )
        elif suffix in ARROW:
            count = write_arrow(connection, select, part, stream=suffix in STREAMS)
        else:
            from ecluse.orders.write_sheet import write_sheet

            count = write_sheet(connection, select, part, str(out), lines, sheet)
        _all_there(count, lines, str(out))
    return count


def _all_there(count: int, lines: int | None, out: str) -> None:
    if lines is not None and count != lines:
        raise EcluseError(
            f"{lines} lines went in and {count} came out",
            out,
            "nothing was written; report this as an error of ecluse",
        )


def _safe(heading: str, kind: str) -> str:
    """A cell and its heading, neither of which a spreadsheet runs."""
    column, shown = name_of(heading), name_of(harmless(heading))
    if _NO_FORMULA.fullmatch(kind):
        return f"{column} AS {shown}"
    text = column if kind == "VARCHAR" else f"CAST({column} AS VARCHAR)"
    return f"CASE WHEN regexp_matches({text}, '{_SQL_ALIVE}') AND NOT regexp_full_match({text}, '{_SQL_NUMBER}') THEN chr(39) || {text} ELSE {text} END AS {shown}"


@contextmanager
def _swapped_in(out: Path) -> Iterator[Path]:
    """A file beside `out` that takes its place when all went well, and is gone when not.

    A run that is killed cannot clear up: the next one to the same place does.
    """
    mine = f".{out.name}.{socket.gethostname()}."
    for left in out.parent.iterdir():
        if (
            left.name.startswith(mine)
            and left.name.endswith(".part")
            and not _alive(left.name.removeprefix(mine).partition(".")[0])
        ):
            left.unlink(missing_ok=True)
    part = out.with_name(f"{mine}{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        part.touch(mode=0o600, exist_ok=False)
        yield part
        part.chmod(0o666 & ~_umask())
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)


def _alive(process: str) -> bool:
    """Whether a process of this machine still runs; where that cannot be asked, it is taken to."""
    if os.name != "posix" or not process.isdigit():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _counted(connection: Any, statement: str) -> int:
    return int(connection.execute(statement).fetchone()[0])


def _table(
    connection: Any, select: str, path: Path, table: str, lines: int | None, source: str
) -> int:
    """Write a table of a DuckDB file, which may be the file that the book itself is a table of."""
    import duckdb

    held = connection.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = 'source'"
    ).fetchone()
    same = held is not None and path.exists() and path.samefile(held[0])
    if same and source.rpartition("#")[2].casefold() == table.casefold():
        raise InputError(
            "the output would take the place of the book",
            f"{path}#{table}",
            "write to another table",
        )
    target = f"target.{name_of(table)}"
    with tempfile.TemporaryDirectory(prefix="ecluse-orders-") as folder:
        if same:  # one file is open once: the answers wait beside it while the book is let go
            waiting = Path(folder) / "answered.parquet"
            connection.execute(f"COPY ({select}) TO {quoted(waiting)} (FORMAT parquet)")
            connection.execute("DETACH source")
            select = f"SELECT * FROM read_parquet({quoted(waiting)})"
        try:
            connection.execute(f"ATTACH {quoted(path)} AS target")
            connection.execute("BEGIN")
            connection.execute(f"CREATE OR REPLACE TABLE {target} AS {select}")
            count = _counted(connection, f"SELECT count(*) FROM {target}")
            _all_there(count, lines, f"{path}#{table}")
            connection.execute("COMMIT")
        except duckdb.Error as error:
            raise InputError(
                f"the table cannot be written: {str(error).splitlines()[0]}",
                f"{path}#{table}",
                "check that nothing else has the file open",
            ) from error
        connection.execute("DETACH target")
        if same:
            connection.execute(f"ATTACH {quoted(path)} AS source (READ_ONLY)")
    return count
