"""Whose turn it is, of the requests that take long.

Belongs here: how many work at once, how many may wait, and refusing the others. Does not: what they
do.
Always true: no more work at once than there are processors; who waits longer than is told, or comes
when the places to wait are taken, is refused with a time to come again; the event loop never waits;
nobody waits in a place for the lists of parties to be opened.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from http import HTTPStatus
from typing import ParamSpec, TypeVar

import anyio
import anyio.to_thread

from ecluse.web.problem import Refused, later

P = ParamSpec("P")
R = TypeVar("R")
_WAITING = 8  # for each that works: most answers take milliseconds
_AGAIN = 2  # seconds after which to come again
_GLANCE_S = 0.05  # between two looks at whether lists are open
_FULL = "all places for questions that take long are taken"


class Turns:
    """The places of those that take long.

    Args:
        places: How many work at once; one for each processor where None.
        waiting: How many may wait; eight for each that works where None.
        patience: Seconds that one waits.
    """

    def __init__(
        self, places: int | None = None, waiting: int | None = None, patience: float = 10
    ) -> None:
        self.places = places or os.cpu_count() or 1
        self._most = self.places + (_WAITING * self.places if waiting is None else waiting)
        self._patience = patience
        self._here = 0
        self._limiter: anyio.CapacityLimiter | None = None

    async def take(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do the work in a thread when its turn has come.

        Raises:
            Refused: All places are taken.
        """
        if self._here >= self._most:
            raise _not_now(_FULL)
        self._here += 1
        try:
            limiter = self._places()
            with anyio.move_on_after(self._patience) as waited:
                await limiter.acquire()
            if waited.cancelled_caught:
                raise _not_now(_FULL)
            try:
                return await anyio.to_thread.run_sync(lambda: work(*args, **kwargs))
            finally:
                limiter.release()
        finally:
            self._here -= 1

    async def each(self, parts: Iterator[bytes]) -> AsyncIterator[bytes]:
        """The parts of a long answer, each made when its turn has come: nobody who was let in is
        sent away half way.
        """
        while True:
            async with self._places():
                part = await anyio.to_thread.run_sync(next, parts, None)
            if part is None:
                return
            yield part

    def _places(self) -> anyio.CapacityLimiter:
        """The places, made inside the event loop that they belong to."""
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(self.places)
        return self._limiter


async def lists_at_hand(
    names_somebody: Callable[[], bool] = lambda: True, patience: float = 10
) -> None:
    """Wait, in no place, as long as the lists of parties are being opened.

    Args:
        names_somebody: Whether they are needed, which may be read of a body or of a file: it is
            asked in a thread, and only where there is something to wait for.

    Raises:
        Refused: That takes longer.
    """
    from ecluse.screening.screen import Screener

    if not Screener.is_being_opened() or not await anyio.to_thread.run_sync(names_somebody):
        return
    until = anyio.current_time() + patience
    while Screener.is_being_opened():
        if anyio.current_time() > until:
            raise _not_now("the lists of parties are being made ready")
        await anyio.sleep(_GLANCE_S)


def _not_now(what: str) -> Refused:
    return later(HTTPStatus.SERVICE_UNAVAILABLE, what, "server", "ask again in a moment", _AGAIN)
