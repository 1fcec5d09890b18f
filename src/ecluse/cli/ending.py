"""How a command ends: every exception becomes one line on standard error and an exit status.

Belongs here: the exit statuses, and the one boundary that nothing passes. Does not: what a command
does.
Always true: no traceback and no warning of Python reaches a user who did not ask for it
(ECLUSE_TRACEBACK=1).
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cyclopts import CycloptsError
from cyclopts.exceptions import UnknownCommandError

from ecluse.cli.screen import open_streams
from ecluse.errors import EcluseError, InputError, near
from ecluse.visible import visible

ANSWERED, BAD_INPUT, UNDETERMINED, INTERNAL = 0, 2, 3, 70
STATUSES = (
    "Exit status: 0 answered, 2 bad input or an output that cannot be written, 3 undetermined, "
    "70 a fault of ecluse itself, 130 interrupted; docs/errors.md has all."
)
_TRACEBACK = "ECLUSE_TRACEBACK"
# Which extra brings a module; pyproject.toml says the same, and a test compares them.
EXTRAS = {
    "numpy": "inference",
    "matplotlib": "plot",
    "pyarrow": "arrow",
    "psycopg": "postgres",
    "pyspark": "spark",
}


def end(command: Callable[[], int], commands: tuple[str, ...]) -> int:
    """Run one command as a process of its own: as `status_of`, with standard output fit for
    anything, and what is still on its way to it sent.
    """
    open_streams()
    if not sys.warnoptions and not _traced():
        warnings.simplefilter("ignore")

    def sent() -> int:
        status = command()
        sys.stdout.flush()
        return status

    status = status_of(sent, commands)
    _let_go()
    return status


def status_of(command: Callable[[], int], commands: tuple[str, ...]) -> int:
    """Run one command; its exit status, whatever happens in it.

    Args:
        commands: The names of all commands, for one that is near a wrong one.
    """
    received: list[int] = []
    try:
        with _signals_noted(received):
            try:
                return command()
            except Exception as error:
                if not received:
                    return _told(error, commands)
                # An engine that was interrupted says so in its own way.
                raise KeyboardInterrupt from error
    except KeyboardInterrupt:
        say("interrupted")
        return 128 + (received[0] if received else signal.SIGINT)


def _told(error: Exception, commands: tuple[str, ...]) -> int:
    if isinstance(error, BrokenPipeError):  # whoever reads has read enough
        return ANSWERED
    if _traced():
        traceback.print_exception(error)
    mendable = error if isinstance(error, EcluseError) else _mendable(error, commands)
    say(_fault(error) if mendable is None else str(mendable))
    return INTERNAL if mendable is None else BAD_INPUT


def _mendable(error: Exception, commands: tuple[str, ...]) -> InputError | None:
    """What others raise for what a user can mend, in our words; None for any other exception."""
    if isinstance(error, UnknownCommandError):
        word = (error.unused_tokens or ["?"])[0]
        mend = near(word, commands) or "`ecluse --help` lists them"
        return InputError(f"no command is called '{word}'", "command line", mend)
    if isinstance(error, CycloptsError):
        mend = "`ecluse --help` lists the commands and their options"
        return InputError(" ".join(str(error).split()), "command line", mend)
    module = (getattr(error, "name", None) or "").partition(".")[0]
    if isinstance(error, ModuleNotFoundError) and module in EXTRAS:
        mend = f"pip install 'ecluse[{EXTRAS[module]}]'"
        return InputError(f"{module} is not installed", "command line", mend)
    if isinstance(error, OSError) and error.strerror:
        place = "standard output" if error.filename is None else str(error.filename)
        mend = "check that it is open, has room and may be used"
        return InputError(f"cannot read or write: {error.strerror}", place, mend)
    if type(error).__module__ in ("duckdb", "_duckdb"):
        first = (str(error).splitlines() or [type(error).__name__])[0]
        what = f"a table cannot be read or written to its end: {first}"
        return InputError(what, "command line", "mend that and run it again")
    if isinstance(error, MemoryError):
        return InputError("memory ran out", "this machine", "ask for less at a time")
    return None


def _fault(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    house = str(Path(__file__).parent.parent)
    ours = [frame for frame in frames if frame.filename.startswith(house)]
    last = (ours or frames)[-1]
    place = f"{'/'.join(Path(last.filename).parts[-2:])}:{last.lineno}"
    return (
        f"a fault of ecluse itself, {type(error).__name__} ({place}): please report it with the "
        f"command; {_TRACEBACK}=1 shows where"
    )


def say(text: str) -> None:
    """Write each line of a text to standard error; where that is gone too, nothing."""
    try:
        for line in text.splitlines():
            sys.stderr.write(f"ecluse: {visible(line)}\n")
    except (OSError, ValueError):
        return


@contextmanager
def _signals_noted(received: list[int]) -> Iterator[None]:
    """Told to stop, a command is interrupted, and which signal it was is noted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    own = os.getpid()

    def note(number: int, _: object) -> None:
        if os.getpid() != own:  # a worker, forked while this stood, just ends
            os._exit(128 + number)
        received.append(number)
        raise KeyboardInterrupt

    before = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) not in (signal.SIG_IGN, None):  # as nohup has it
            before[number] = signal.signal(number, note)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _let_go() -> None:
    """Nothing more is written: what a closed pipe or a full disk did not take is dropped in
    silence.
    """
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)


def _traced() -> bool:
    return os.environ.get(_TRACEBACK, "") not in ("", "0")
