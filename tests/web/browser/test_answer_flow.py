"""A question from the first page to its answer, in a browser that runs no script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .conftest import Tab

pytestmark = pytest.mark.slow
H20 = "/check/nvidia-h20-96gb/cn/2025-05-20"


@pytest.fixture
def silent(scriptless: Tab) -> Iterator[Tab]:
    """A tab without script, whose console must say nothing."""
    yield scriptless
    assert scriptless.said == []


def test_a_question_is_asked_narrowed_and_widened_without_script(silent: Tab, address: str):
    page = silent.open("/")
    page.fill("#item", "DGX H100")
    page.fill("#to", "Singapore")
    page.fill("#on", "2026-03-01")
    page.click("main form button")
    assert page.url == f"{address}/check/nvidia-dgx-h100/sg/2026-03-01"
    page.click("ul.choices button[value=b1]")
    assert "?given." in page.url
    assert page.url.endswith("=b1")
    page.click("aside dd a")
    assert page.url == f"{address}/check/nvidia-dgx-h100/sg/2026-03-01"


def test_the_tree_is_opened_and_closed_by_keyboard_alone(silent: Tab):
    page = silent.open(H20)
    line = page.locator("#classify\\.3a090-b\\.tpp-at-least-2400")
    assert not line.is_visible()
    page.locator("#classify\\.3a090-b > details > summary").focus()
    page.keyboard.press("Enter")
    assert line.is_visible()
    assert "short by 32" in line.inner_text()
    page.keyboard.press("Space")
    assert not line.is_visible()


def test_the_address_of_a_line_opens_the_tree_there(silent: Tab):
    silent.open("/about")  # within one page a browser goes to a line without loading it
    page = silent.open(f"{H20}#classify.3a090-b.tpp-at-least-2400")
    assert page.locator("#classify\\.3a090-b\\.tpp-at-least-2400").is_visible()


def test_parties_are_named_without_standing_in_the_address(silent: Tab, address: str):
    page = silent.open("/fr/check/nvidia-h20-96gb/cn/2025-02-01")
    page.click("aside details > summary")
    page.fill("#end_user", "Inspur Group")
    page.click("aside details form button")
    assert page.url == f"{address}/fr/check"
    assert "Inspur" in page.inner_text("main")


def test_paper_shows_what_is_closed_on_the_screen(silent: Tab):
    page = silent.open(H20)
    page.emulate_media(media="print")
    line = page.locator("#classify\\.3a090-b\\.tpp-at-least-2400")
    assert line.bounding_box()["height"] > 0
    assert not page.locator("main form").first.is_visible()


@pytest.mark.parametrize("path", ["/", "/check/nvidia-dgx-h100/sg/2026-03-01", "/screen"])
def test_nothing_is_wider_than_the_screen(silent: Tab, path: str):
    page = silent.open(path)
    for width in (390, 1280, 3840):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("main").bounding_box()["width"] <= width
        assert page.locator("body").bounding_box()["width"] <= width
