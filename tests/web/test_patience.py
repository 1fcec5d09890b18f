"""Work that nobody waits for any more is ended, and its place is free."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import anyio
from starlette.types import Message

from ecluse.web import patience
from ecluse.web.reply import Reply
from ecluse.web.routes import Call, Endpoint, Serving, routes_of
from ecluse.web.site import Site
from ecluse.web.state import ServerState
from ecluse.web.turns import Turns


def asked(
    site: Site, work: Callable[[Call], Reply], turns: Turns, *, goes_away: bool
) -> tuple[list[Any], float]:
    """What is sent of one request whose handler is `work`, and the seconds that it took."""
    endpoint = Endpoint("/long", work, "Something long.", heavy=True)
    serving = Serving(site=lambda: site, turns=turns, state=ServerState())
    (route,) = routes_of((endpoint,), serving)
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/long",
        "raw_path": b"/long",
        "query_string": b"",
        "headers": [],
        "path_params": {},
    }
    messages: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]
    sent: list[Any] = []

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await asyncio.sleep(0.1 if goes_away else 60)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message.get("status"))

    async def once() -> float:
        began = time.monotonic()
        await route.app(scope, receive, send)
        assert await turns.take(lambda: "free") == "free"
        return time.monotonic() - began

    return sent, anyio.run(once)


def test_whoever_goes_away_ends_the_work_at_its_next_step(site: Site) -> None:
    ended = threading.Event()

    def compares(_: Call) -> Reply:
        look = patience.ends_a_diff()
        try:
            for step in range(3_000):
                look(step, 3_000)
                time.sleep(0.01)
        finally:
            ended.set()
        return Reply(body=b"done")

    sent, seconds = asked(site, compares, Turns(places=1), goes_away=True)
    assert ended.is_set() and seconds < 5
    assert sent[0] == 499


def test_whoever_waits_is_answered(site: Site) -> None:
    sent, seconds = asked(site, lambda _: Reply(body=b"done"), Turns(places=1), goes_away=False)
    assert sent[0] == 200 and seconds < 5


def test_a_step_outside_a_request_is_not_ended() -> None:
    patience.ends_a_count()(0, 1)
