"""How long an answer may be worked at: what takes longer, or what nobody waits for any more, is
ended.

Belongs here: the time, and what is called between two steps of the work. Does not: whose turn it is
(turns), or the time for a request to come (patient, guard).
Always true: whoever asks too much is told how to ask for less, and whoever asks while others hold
the processors, when to ask again; work whose asker has gone away ends at its next step, and its
place is free then.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http import HTTPStatus
from typing import TypeVar

from anyio import CancelScope, from_thread
from starlette.requests import Request

from ecluse.errors import EcluseError
from ecluse.web.problem import Refused, later

COUNT_S = 20.0  # that counting the answers of a scenario may take
DIFF_S = 60.0  # that comparing two laws may take
MARKET_S = 20.0  # that a run of a market may take
QUESTIONS_S = 60.0  # that reading the questions of one body, and screening their parties, may take
_SHARE = 0.5  # of its time: work that had less of a processor was kept from it by others
_AGAIN_S = 10  # seconds after which to ask a busy server again
Look = Callable[[int, int], None]
T = TypeVar("T")


async def while_awaited(request: Request, work: Awaitable[T]) -> T | None:
    """What some work gives; None where whoever asked has gone away, which ends the work."""
    with CancelScope() as scope:
        watch = asyncio.create_task(_end_when_gone(request, scope))
        try:
            return await work
        finally:
            watch.cancel()
    return None


async def _end_when_gone(request: Request, scope: CancelScope) -> None:
    with suppress(EcluseError):  # of a body that nobody reads
        while (await request.receive())["type"] != "http.disconnect":
            pass
        scope.cancel()


def ends_a_count() -> Look:
    """What is called between two steps of a count of answers.

    It raises Refused when the count takes too long.
    """
    what, mend = "the scenario takes too long to count", "ask with count=false"
    return _until(COUNT_S, what, "count", mend)


def ends_a_diff() -> Look:
    """What is called between two steps of a comparison.

    It raises Refused when the comparison takes too long.
    """
    what, mend = "the comparison takes too long", "name one country, or use `ecluse diff`"
    return _until(DIFF_S, what, "to", mend)


def ends_a_market() -> Look:
    """What is called between two steps of a market's run.

    It raises Refused when the run takes too long.
    """
    what, mend = "the market takes too long to run", "ask for fewer draws"
    return _until(MARKET_S, what, "draws", mend)


def ends_questions() -> Look:
    """What is called between two questions of one body.

    It raises Refused when reading them takes too long.
    """
    mend = "send fewer lines, or an order book"
    return _until(QUESTIONS_S, "the questions take too long", "body", mend)


def ends_when_gone() -> None:
    """End the work of this thread where whoever asked has gone away."""
    with suppress(RuntimeError):  # in no thread of a request: nobody can go away
        from_thread.check_cancelled()


def _until(seconds: float, what: str, where: str, mend: str) -> Look:
    """What raises Refused after some seconds: the question is too large, or the server is busy.

    It is made and called in the thread that works.
    """
    end, worked = time.monotonic() + seconds, time.thread_time()

    def look(_: int, __: int) -> None:
        ends_when_gone()
        if time.monotonic() <= end:
            return
        if time.thread_time() - worked >= _SHARE * seconds:
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, what, where, mend)
        busy, mend_it = "this server is too busy for this question", "ask again in a moment"
        raise later(HTTPStatus.SERVICE_UNAVAILABLE, busy, "server", mend_it, _AGAIN_S)

    return look
