"""Work that nobody waits for any more is ended, and its place is free."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import anyio
import anyio.to_thread
import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from ecluse.screening.screen import OPENING
from ecluse.web import patience, routes
from ecluse.web.api import check
from ecluse.web.assistant import server
from ecluse.web.problem import Refused
from ecluse.web.reply import Reply
from ecluse.web.routes import Call, Endpoint, Serving, routes_of
from ecluse.web.site import Site
from ecluse.web.state import ServerState
from ecluse.web.turns import Turns, lists_at_hand

from .serving import client
from .test_kept import kept_before


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


def test_questions_that_nobody_waits_for_are_read_no_further(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def slow(_: bytes, where: str, __: str) -> dict[str, str]:
        read.append(where)
        time.sleep(0.02)
        return {"item": "H20", "to": "DE"}

    monkeypatch.setattr(check, "object_of", slow)

    def many(call: Call) -> Reply:
        return check.checks(replace(call, body=b"{}\n" * check.MOST))

    sent, seconds = asked(site, many, Turns(places=1), goes_away=True)
    assert seconds < 5 and len(read) < check.MOST
    assert sent[0] == 499


def test_whoever_waits_is_answered(site: Site) -> None:
    sent, seconds = asked(site, lambda _: Reply(body=b"done"), Turns(places=1), goes_away=False)
    assert sent[0] == 200 and seconds < 5


def test_a_step_outside_a_request_is_not_ended() -> None:
    patience.ends_a_count()(0, 1)


@pytest.mark.parametrize(
    ("ends", "limit"),
    [
        (patience.ends_a_count, patience.COUNT_S),
        (patience.ends_a_diff, patience.DIFF_S),
        (patience.ends_a_market, patience.MARKET_S),
    ],
)
def test_a_question_that_is_too_large_is_told_from_a_server_that_is_busy(
    monkeypatch: pytest.MonkeyPatch, ends: Callable[[], patience.Look], limit: float
) -> None:
    clock = SimpleNamespace(passed=0.0, worked=0.0)
    times = {"monotonic": lambda: clock.passed, "thread_time": lambda: clock.worked}
    monkeypatch.setattr(patience, "time", SimpleNamespace(**times))
    for worked, status in ((limit, 422), (limit / 2, 422), (limit / 2 - 1, 503), (0, 503)):
        clock.passed = clock.worked = 0.0
        look = ends()
        clock.passed, clock.worked = limit, worked
        look(1, 2)
        clock.passed = limit + 0.1
        with pytest.raises(Refused) as refused:
            look(2, 2)
        assert refused.value.status == status
        assert bool(refused.value.headers) is (status == 503)


class Opening:
    """Lists that another thread opens, as long as the block lasts or until they are open."""

    def __init__(self) -> None:
        self._open, self._begun = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold)

    def _hold(self) -> None:
        with OPENING:
            self._begun.set()
            self._open.wait(30)

    def done(self) -> None:
        self._open.set()
        self._thread.join()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._begun.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        self.done()


def test_nobody_waits_in_a_place_for_the_lists_of_parties() -> None:
    turns, answered = Turns(places=1), []

    async def both() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(names_a_party)
            await anyio.sleep(0.1)
            answered.append(await turns.take(lambda: "another"))
            await anyio.to_thread.run_sync(opening.done)

    async def names_a_party() -> None:
        await lists_at_hand()
        answered.append(await turns.take(lambda: "party"))

    with Opening() as opening:
        anyio.run(both)
    assert answered == ["another", "party"]


def test_lists_that_are_not_open_in_time_are_said_to_be_in_the_making(
    web: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "lists_at_hand", partial(lists_at_hand, patience=0.1))
    with Opening():
        sent = web.post("/api/v1/screening?lang=fr", json={"name": "Huawei Technologies Co., Ltd."})
        assert sent.status_code == 503 and sent.headers["Retry-After"] == "2"
        assert sent.json()["detail"] == "les listes de parties sont en préparation"
        page = web.post("/screen", data={"name": "Huawei Technologies Co., Ltd."})
        assert page.status_code == 503 and "are being made ready" in page.text
        assert page.headers["Retry-After"] == "2"
        assert web.get("/api/v1/items/nvidia-h20-96gb").status_code == 200


ASKED = {"item": "H20", "to": "China", "on": "2025-05-20"}
NAMED = ASKED | {"end_user": "Huawei Technologies Co., Ltd."}
JSON, LINES = ({"Content-Type": form} for form in ("application/json", "application/x-ndjson"))


def test_whoever_names_a_party_waits_for_the_lists_and_nobody_else(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "lists_at_hand", partial(lists_at_hand, patience=0.1))
    with client(site, data_dir=tmp_path) as web:
        made = [web.post("/api/v1/kept", json=words).json() for words in (ASKED, NAMED)]
        for older, kept in zip(("0" * 16, "f" * 16), made, strict=True):
            kept_before(tmp_path, kept, older)
        began = time.monotonic()
        with Opening():
            for words, older, status in ((ASKED, "0" * 16, 200), (NAMED, "f" * 16, 503)):
                line = json.dumps(words)
                two = f"{json.dumps(ASKED)}\n{line}"
                sent = (
                    web.post("/api/v1/check", content=line, headers=JSON),
                    web.post("/api/v1/kept", content=line, headers=JSON),
                    web.post("/api/v1/checks", content=two, headers=LINES),
                    web.post("/check", data={"end_user": "", **words}),
                    web.get(f"/api/v1/kept/{older}"),
                    web.get(f"/d/{older}"),
                )
                assert [each.status_code for each in sent] == [status] * len(sent)
            for kept in made:  # nothing is asked anew
                page = web.get(f"/d/{kept['digest']}")
                assert page.status_code == 200 and "?end_user=" not in page.text
            assert web.post("/api/v1/check", content="no JSON", headers=JSON).status_code == 422
        assert time.monotonic() - began < 20  # no handler waited until they were open


def test_assistants_wait_for_the_lists_in_no_place(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mcp.client.client import Client

    monkeypatch.setattr(server, "lists_at_hand", partial(lists_at_hand, patience=0.1))

    async def called() -> list[bool]:
        async with Client(server.make_server(site, Turns(places=1))) as assistant:
            tools = (("check", ASKED), ("check", NAMED), ("screen", {"name": NAMED["end_user"]}))
            return [(await assistant.call_tool(*tool)).is_error or False for tool in tools]

    with Opening():
        assert anyio.run(called) == [False, True, True]
