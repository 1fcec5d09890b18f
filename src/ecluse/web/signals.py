"""What the process of a server is told by signals.

Belongs here: hearing a signal, and passing it on. Does not: what is done about it (living).
Always true: this is the one module that sets a handler, only in the main thread of a process that
serves, and every handler is put back.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_STOPS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def heard(leave: Callable[[], None], look: Callable[[], None]) -> Iterator[None]:
    """Hear when the process is told to stop, and pass that on to whoever heard it before.

    Args:
        look: Called on SIGHUP.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: dict[signal.Signals, Any] = {}

    def told(number: int, frame: Any) -> None:
        leave()
        then = before[signal.Signals(number)]
        if callable(then):
            then(number, frame)

    for number in _STOPS:
        before[number] = signal.signal(number, told)
    before[signal.SIGHUP] = signal.signal(signal.SIGHUP, lambda *_: look())
    try:
        yield
    finally:
        for number, then in before.items():
            signal.signal(number, then)


@contextmanager
def told_to_stop() -> Iterator[None]:
    """To be told to stop is how a server ends well: uvicorn passes the signal on when it ends."""
    before = [signal.signal(number, lambda *_: None) for number in _STOPS]
    try:
        yield
    finally:
        for number, then in zip(_STOPS, before, strict=True):
            signal.signal(number, then)
