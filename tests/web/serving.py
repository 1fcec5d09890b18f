"""Servers for tests: applications with other settings, and a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from starlette.testclient import TestClient

from ecluse.web.app import create_app
from ecluse.web.seen import Observer
from ecluse.web.settings import Settings
from ecluse.web.site import Site
from ecluse.web.tokens import append_token, new_token

HERE = "http://127.0.0.1:8080"
ECLUSE = [sys.executable, "-m", "ecluse"]


def client(site: Site, *observers: Observer, base: str = HERE, **settings: Any) -> TestClient:
    """An application with these settings; as a context it keeps and works."""
    app = create_app(replace(site, settings=Settings(**settings)), observers)
    return TestClient(app, base_url=base, raise_server_exceptions=False, follow_redirects=False)


def bearer(path: Path, role: Any, subject: str = "somebody") -> dict[str, str]:
    """The header of a new token, whose hash is now in the file."""
    secret, row = new_token(subject, role, None)
    append_token(path, row, another=True)
    return {"Authorization": f"Bearer {secret}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    web: httpx.Client


@contextmanager
def running(*words: str) -> Iterator[Running]:
    """A server on a free port, ended with the test."""
    process = subprocess.Popen(
        [*ECLUSE, "serve", "--port", "0", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found is not None, line
        with httpx.Client(base_url=found[0], timeout=60) as web:
            _wait(web)
            yield Running(process=process, web=web)
    finally:
        process.kill()
        process.wait()


def _wait(web: httpx.Client) -> None:
    for _ in range(200):
        try:
            if web.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


def until_ended(web: Any, at: str, seconds: float = 120) -> dict[str, Any]:
    """The job when nothing more happens to it."""
    for _ in range(int(seconds / 0.2)):
        job: dict[str, Any] = web.get(at).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.2)
    raise AssertionError(f"the book is not answered: {job}")
