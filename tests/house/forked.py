"""One mutant in a process of its own: the functions that it changes get their new code there, and
tests are run until one fails.

Belongs here: giving functions other code, running tests in a child. Does not: which mutants are
made, which tests are run.
Always true: the parent's functions, its library and its cache stay as they were, so that the next
child begins as this one did; a child that takes too long is ended, with what it started.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from inspect import CO_OPTIMIZED
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

import build
from ecluse.law import library as libraries

Codes = dict[CodeType, CodeType]
_FORK = multiprocessing.get_context("fork")


def changed_codes(path: Path, mutated: str) -> Codes | None:
    """What the functions of a module become; None where more than functions differ, for what a
    module or a class says once was said when it was imported.
    """
    before = compile(path.read_text("utf-8"), str(path), "exec", dont_inherit=True)
    after = compile(mutated, str(path), "exec", dont_inherit=True)
    pairs = list(_pairs(before, after))
    outside = [pair for pair in pairs if not pair[0].co_flags & CO_OPTIMIZED]
    if any(_own(old) != _own(new) for old, new in outside):
        return None
    return {old: new for old, new in pairs if old != new and old.co_flags & CO_OPTIMIZED}


def _pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    yield old, new
    for before, after in zip(_inner(old), _inner(new), strict=False):
        yield from _pairs(before, after)


def _inner(code: CodeType) -> list[CodeType]:
    return [constant for constant in code.co_consts if isinstance(constant, CodeType)]


def _own(code: CodeType) -> tuple[Any, ...]:
    """What a piece of code says without what stands inside, wherever its columns are."""
    constants = [one for one in code.co_consts if not isinstance(one, CodeType)]
    inner = [each.co_name for each in _inner(code)]
    return code.co_code, code.co_names, repr(constants), inner


def give(codes: Codes) -> None:
    """Every function that has one of these codes gets the code that it becomes."""
    names = {code.co_name for code in codes}
    for value in gc.get_objects():
        if type(value) is FunctionType and value.__code__.co_name in names:
            value.__code__ = codes.get(value.__code__, value.__code__)


def read_anew() -> None:
    """The library is read from its files by the functions as they are now, for every test."""
    of_name, library = libraries._of_name, libraries.load(cache=False)
    libraries._of_name = lambda name, folder, files: (
        library if folder == libraries.DATA else of_name(name, folder, files)
    )
    for kept in (build.library, build._register, build.law):
        kept.cache_clear()


def outcomes(items: Sequence[pytest.Item]) -> Iterator[str | None]:
    """Run some tests, one after the other: what each says where it fails, None where it passes."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        reports = runtestprotocol(item, log=False, nextitem=following)
        told = [report.longreprtext for report in reports if report.failed]
        yield f"{item.nodeid}: {told[0][-300:]}" if told else None


def first_failure(items: Sequence[pytest.Item]) -> str | None:
    """The first of some tests that fails, with what it says; None where all pass."""
    failed = next(filter(None, outcomes(items)), None)
    if failed is not None:  # a server that a test of the session started is stopped
        items[0].session._setupstate.teardown_exact(None)
    return failed


def killed_by(
    items: Sequence[pytest.Item], codes: Codes, limit: float, *, anew: bool
) -> str | None:
    """What kills a mutant: the test that fails, or the time; None where it lives."""

    def tried() -> str | None:
        give(codes)
        if anew:
            read_anew()
        return first_failure(items)

    return in_child(tried, limit)


def in_child(work: Callable[[], str | None], limit: float) -> str | None:
    """What some work gives, done in a child that has a cache and a scratch folder of its own."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        receiver, sender = _FORK.Pipe(duplex=False)
        child = _FORK.Process(target=_work, args=(work, Path(name), sender))
        child.start()
        sender.close()
        try:
            return str(receiver.recv()) if receiver.poll(limit) else f"over {limit:.0f} s"
        except EOFError:
            child.join()
            return None if child.exitcode == 0 else f"ended with {child.exitcode}"
        finally:
            os.killpg(child.pid or 0, signal.SIGKILL) if child.is_alive() else None
            child.join()


def _work(work: Callable[[], str | None], folder: Path, sender: Connection) -> None:
    os.setpgid(0, 0)
    kept = os.environ.get("XDG_CACHE_HOME")
    if kept and Path(kept).is_dir():
        shutil.copytree(kept, folder / "cache")
    os.environ |= {"XDG_CACHE_HOME": str(folder / "cache"), "TMPDIR": str(folder)}
    tempfile.tempdir = None
    try:
        told = work()
    except BaseException as error:  # noqa: BLE001 - whatever a mutant raises kills it
        told = repr(error)
    if told is not None:
        sender.send(told)
    os._exit(0)
