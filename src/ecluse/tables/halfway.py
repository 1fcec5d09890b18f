"""What may go wrong while a book is read or written, as one line.

Belongs here: errors of the table engine and of the disk, halfway; what is asked of any table before
it is replaced, and after it is written. Does not: reading or writing.
Always true: an error is one line, which names the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ecluse.errors import EcluseError, InputError
from ecluse.outputs.mark import TABLE, is_answered


def first_line(error: Exception) -> str:
    """What an error says first."""
    return (str(error).splitlines() or [type(error).__name__])[0]


@contextmanager
def engine_errors(what: str, where: object, mend: str) -> Iterator[None]:
    """What the engine says, as one line that says what went wrong.

    Args:
        what: In words, with {} for what the engine says first.
    """
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise InputError(what.format(first_line(error)), str(where), mend) from error


def check_count(count: int, lines: int | None, where: str) -> None:
    """Refuse what was written where not as many lines came out as went in.

    Args:
        lines: How many there must be; any number where left out.

    Raises:
        EcluseError: There is another number.
    """
    if lines is not None and count != lines:
        raise EcluseError(
            f"{lines} lines went in and {count} came out",
            where,
            "nothing was written; report this as an error of ecluse",
        )


def refuse_others(kind: str, comment: str, columns: Sequence[str], where: str) -> None:
    """Refuse to replace a table that ecluse did not write, or to which someone added columns.

    Raises:
        InputError: It is one.
    """
    mend = "name another table, or drop it yourself"
    if kind != "table" or not comment.startswith(TABLE):
        what = f"there is a {kind} of that name which ecluse did not write"
        raise InputError(what, where, mend)
    if not is_answered(columns):
        raise InputError("the table has columns that ecluse did not write", where, mend)


@contextmanager
def one_line(file: str) -> Iterator[None]:
    """What the engine or the disk says halfway, as one line: a file that is spoiled inside, a disk
    that is full.
    """
    import duckdb

    try:
        yield
    except (duckdb.Error, OSError) as error:
        from ecluse.tables.postgres import shown

        raise InputError(
            f"the book cannot be read or written to its end: {first_line(error)}",
            shown(file),
            "mend that and run it again; nothing was left half-written",
        ) from error
