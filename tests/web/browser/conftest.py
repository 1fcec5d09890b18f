"""A server on a free port, and Debian's Chromium driven by playwright; skipped without it."""

from __future__ import annotations

import gzip
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from ecluse.web.app import create_app
from ecluse.web.site import Site

AXE = Path(__file__).parent / "axe" / "axe.min.js.gz"
NARROW, WIDE = 390, 1280  # CSS pixels


@pytest.fixture(scope="package")
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


@pytest.fixture(scope="package")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A tab of the browser, in which the tests open one page after the other: a tab of its own
    took each page a third of a second more.

    Args:
        site: Where the pages are served.
        said: What the console said since the last page was opened.
        asked: Whom the page asked since.
    """

    page: Any
    site: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, path: str, *, width: int = WIDE, status: int = 200) -> Any:
        """Open a page as it is shown to somebody who comes to it on a screen by day."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
        self.said.clear()
        self.asked.clear()
        assert self.page.goto(self.site + path).status == status
        return self.page

    @property
    def keeps_to_the_site(self) -> bool:
        """Whether the page asked nobody else."""
        return all(url.startswith((self.site, "data:")) for url in self.asked)


def _tab(browser: Any, site: str, *, script: bool) -> Tab:
    page = browser.new_page(java_script_enabled=script)
    page.set_default_timeout(120_000)
    tab = Tab(page=page, site=site)
    page.on("console", lambda message: tab.said.append(message.text))
    page.on("pageerror", lambda error: tab.said.append(str(error)))
    page.on("request", lambda request: tab.asked.append(request.url))
    return tab


@pytest.fixture(scope="package")
def tab(browser: Any, address: str) -> Tab:
    """A tab that runs the pages' scripts."""
    return _tab(browser, address, script=True)


@pytest.fixture(scope="package")
def scriptless(browser: Any, address: str) -> Tab:
    """A tab that runs no script."""
    return _tab(browser, address, script=False)


@pytest.fixture(scope="package")
def axe() -> str:
    """The script that looks for what some cannot use."""
    return gzip.decompress(AXE.read_bytes()).decode()
