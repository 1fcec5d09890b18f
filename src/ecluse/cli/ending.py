"""How a command ends: every exception becomes one line on standard error and an exit status.

Belongs here: the exit statuses, and the one boundary that nothing passes. Does not: what a command
does, or what an error says (faults).
Always true: no traceback and no warning of Python reaches a user who did not ask for it
(ECLUSE_TRACEBACK=1); under `--json` an error is one object on standard output besides.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import TYPE_CHECKING

from ecluse.cli.screen import open_streams, print_json
from ecluse.visible import visible

if TYPE_CHECKING:
    from ecluse.determine.determination import Determination
    from ecluse.errors import EcluseError
    from ecluse.words.say import Language

ANSWERED, BAD_INPUT, UNDETERMINED, LICENSE, INTERNAL = 0, 2, 3, 4, 70
STATUSES = (
    "Exit status: 0 answered, 2 bad input or an output that cannot be written, 3 undetermined, "
    "4 a license is required (orders --fail-on license), 70 a fault of ecluse itself, "
    "130 interrupted; docs/errors.md has all."
)


def end(command: Callable[[], int], words: Sequence[str]) -> int:
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

    status = status_of(sent, words)
    _let_go()
    return status


def status_of(command: Callable[[], int], words: Sequence[str]) -> int:
    """Run one command; its exit status, whatever happens in it.

    Args:
        words: The command line, which says whether an error is wanted as JSON.
    """
    received: list[int] = []
    try:
        with _signals_noted(received):
            try:
                return command()
            except Exception as error:
                if not received:
                    return _status(error, words)
                # An engine that was interrupted says so in its own way.
                raise KeyboardInterrupt from error
    except KeyboardInterrupt:
        from ecluse.words.say import say

        tell(say("ending.interrupted", asked_lang(words)))
        return 128 + (received[0] if received else signal.SIGINT)


def status_of_answers(*found: Determination) -> int:
    """The exit status of answers: one that is undetermined is enough."""
    from ecluse.determine.verdict import Outcome

    undetermined = any(each.outcome is Outcome.UNDETERMINED for each in found)
    return UNDETERMINED if undetermined else ANSWERED


def wants_json(words: Sequence[str]) -> bool:
    """Whether a command line asks for JSON.

    >>> wants_json(["check", "H20", "--json"]), wants_json(["chips", "--format", "json"])
    (True, True)
    """
    return "--json" in words or _asks(words, "--format", "json")


def asked_lang(words: Sequence[str]) -> Language:
    """The language that a command line asks for.

    >>> asked_lang(["check", "H20", "--lang", "fr"]), asked_lang(["check", "--lang=en"])
    ('fr', 'en')
    """
    return "fr" if _asks(words, "--lang", "fr") else "en"


def _asks(words: Sequence[str], flag: str, value: str) -> bool:
    """Whether a command line gives an option this value."""
    return f"{flag}={value}" in words or (flag, value) in pairwise(words)


def _status(error: Exception, words: Sequence[str]) -> int:
    if isinstance(error, BrokenPipeError):  # whoever reads has read enough
        return ANSWERED
    if _traced():
        import traceback

        traceback.print_exception(error)
    from ecluse.cli.faults import fault, flagged, line_of, mendable, worded

    command, lang = words[0] if words else "", asked_lang(words)
    known = mendable(error, command)
    if known is None:
        tell(fault(error, lang))
        return INTERNAL
    worded(flagged(known), lang)
    if wants_json(words):
        _print_error(known)
    tell(line_of(known, lang))
    return BAD_INPUT


def _print_error(error: EcluseError) -> None:
    from ecluse.answers.error import error_of

    with suppress(OSError, ValueError):  # standard output may be what is wrong
        print_json(error_of(error))
        sys.stdout.flush()


def tell(text: str) -> None:
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
    return os.environ.get("ECLUSE_TRACEBACK", "") not in ("", "0")
