"""A question from the first page to its answer, in a browser that runs no script."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def base(site) -> Iterator[str]:
    uvicorn = pytest.importorskip("uvicorn")
    from ecluse.web.app import create_app

    config = uvicorn.Config(create_app(site), port=0, log_level="error", server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium on this machine")
    with sync_api.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=False)
    said: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: said.append(message.text))
    yield opened
    context.close()
    assert said == []


def test_a_question_is_asked_narrowed_and_widened_without_script(page, base):
    page.goto(base)
    page.fill("#item", "DGX H100")
    page.fill("#to", "Singapore")
    page.fill("#on", "2026-03-01")
    page.click("main form button")
    assert page.url == f"{base}/check/nvidia-dgx-h100/sg/2026-03-01"
    page.click("ul.choices button[value=b1]")
    assert "?given." in page.url
    assert page.url.endswith("=b1")
    page.click("aside dd a")
    assert page.url == f"{base}/check/nvidia-dgx-h100/sg/2026-03-01"


def test_the_tree_is_opened_and_closed_by_keyboard_alone(page, base):
    page.goto(f"{base}/check/nvidia-h20-96gb/cn/2025-05-20")
    line = page.locator("#classify\\.3a090-b\\.tpp-at-least-2400")
    assert not line.is_visible()
    page.locator("#classify\\.3a090-b > details > summary").focus()
    page.keyboard.press("Enter")
    assert line.is_visible()
    assert "short by 32" in line.inner_text()
    page.keyboard.press("Space")
    assert not line.is_visible()


def test_the_address_of_a_line_opens_the_tree_there(page, base):
    page.goto(f"{base}/check/nvidia-h20-96gb/cn/2025-05-20#classify.3a090-b.tpp-at-least-2400")
    assert page.locator("#classify\\.3a090-b\\.tpp-at-least-2400").is_visible()


def test_parties_are_named_without_standing_in_the_address(page, base):
    page.goto(f"{base}/fr/check/nvidia-h20-96gb/cn/2025-02-01")
    page.click("aside details > summary")
    page.fill("#end_user", "Inspur Group")
    page.click("aside details form button")
    assert page.url == f"{base}/fr/check"
    assert "Inspur" in page.inner_text("main")


def test_paper_shows_what_is_closed_on_the_screen(page, base):
    page.goto(f"{base}/check/nvidia-h20-96gb/cn/2025-05-20")
    page.emulate_media(media="print")
    line = page.locator("#classify\\.3a090-b\\.tpp-at-least-2400")
    assert line.bounding_box()["height"] > 0
    assert not page.locator("main form").first.is_visible()


@pytest.mark.parametrize("width", [390, 1280, 3840])
@pytest.mark.parametrize("path", ["/", "/check/nvidia-dgx-h100/sg/2026-03-01", "/screen"])
def test_nothing_is_wider_than_the_screen(page, base, width, path):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(base + path)
    assert page.locator("main").bounding_box()["width"] <= width
    assert page.locator("body").bounding_box()["width"] <= width
