"""A server on a free port, and Debian's Chromium driven by playwright; skipped without it."""

from __future__ import annotations

import gzip
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from ecluse.web.app import create_app
from ecluse.web.site import Site

AXE = Path(__file__).parent / "axe" / "axe.min.js.gz"
NARROW, WIDE = 390, 1280  # CSS pixels


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """Where the pages are served for these tests."""
    server = uvicorn.Server(
        uvicorn.Config(create_app(site), host="127.0.0.1", port=0, log_level="error")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium here: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script that looks for what some cannot use."""
    return gzip.decompress(AXE.read_bytes()).decode()
