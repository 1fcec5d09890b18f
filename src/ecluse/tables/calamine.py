"""The library that reads workbooks, so that it cannot end a run.

Belongs here: what it does with a file that is damaged. Does not: what is read.
Always true: a fault of the library's own is an error like any other, and prints nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


class Damaged(ValueError):
    """The library gave up on a workbook."""


def read_by(call: Callable[[], T]) -> T:
    """What a call of the library gives.

    Raises:
        Damaged: It gave up, where it should have said what is wrong.
    """
    try:
        with _silent():
            return call()
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # which is no Exception, and has no module
            raise
        raise Damaged("its contents contradict each other") from None


@contextmanager
def _silent() -> Iterator[None]:
    """Nothing that is written below Python, as the library does before it gives up, is shown."""
    try:
        standard_error = os.dup(2)
    except OSError:  # there is no standard error
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        with suppress(OSError):
            os.dup2(standard_error, 2)
        os.close(standard_error)
