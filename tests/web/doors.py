"""One question through every door, and servers that the slow tests start.

Belongs here: asking. Does not: what should come of it.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from starlette.testclient import TestClient

PARTS = "trace,nearest,figures"


def words_of_terminal(asked: dict[str, Any]) -> list[str]:
    """The command line that asks a question."""
    flags = []
    for name, value in asked.items():
        if name == "given":
            flags += [f"--given={fact}={said}" for fact, said in value.items()]
        elif name != "item":
            flags.append(f"--{name.replace('_', '-')}={value}")
    return ["check", str(asked["item"]), *flags, "--json"]


def by_get(web: TestClient, asked: dict[str, Any], include: str = PARTS) -> dict[str, Any]:
    """The answer of the API, without what a server adds."""
    words = {name: value for name, value in asked.items() if name != "given"}
    words |= {f"given.{fact}": value for fact, value in asked.get("given", {}).items()}
    sent = web.get(f"/api/v1/check?{urlencode({**words, 'include': include})}")
    assert sent.status_code == 200, sent.text
    return without_server(sent.json())


def without_server(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what a server adds."""
    return {name: value for name, value in answer.items() if name not in ("links", "engine")}


def environment() -> dict[str, str]:
    """What a server of a test finds around it."""
    path = os.pathsep.join(filter(None, sys.path))
    return os.environ | {"PYTHONPATH": path}


@contextmanager
def served(*command: str) -> Iterator[str]:
    """A server of this machine while the test runs; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "ecluse", *command, "--port", str(port)]
    with subprocess.Popen(words, env=environment(), stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens."""
    for _ in range(600):
        assert process.poll() is None, "the server has ended"
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not listen")


def lines(rows: list[dict[str, Any]]) -> str:
    """Objects as lines."""
    return "\n".join(map(json.dumps, rows))
