"""What may go wrong while a book is read or written, as one line.

Belongs here: errors of the table engine and of the disk, halfway. Does not: reading or writing.
Always true: an error is one line, which names the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ecluse.errors import InputError


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

        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError(
            f"the book cannot be read or written to its end: {first}",
            shown(file),
            "mend that and run it again; nothing was left half-written",
        ) from error
