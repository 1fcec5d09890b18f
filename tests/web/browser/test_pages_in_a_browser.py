"""Every page in a real browser: light, dark, narrow, on paper; no barrier for those who cannot see
or use a mouse; not a word in the console. What a reader does on it, with a script and without.
"""

from __future__ import annotations

import re

import pytest

from ..page_table import PAGES  # noqa: TID252  one table for all tests of pages
from .conftest import NARROW, WIDE

pytestmark = pytest.mark.slow
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# A dark page may break rules on colors alone, and a narrow one any other: the one differs from the
# light, wide page in colors alone, the other in none (../test_look.py).
_COLORS = ("color-contrast", "link-in-text-block")
OF_COLORS = {"runOnly": list(_COLORS)}
OF_NO_COLOR = {**RULES, "rules": {name: {"enabled": False} for name in _COLORS}}
# What repeats what stands before it; all of it is looked at on a wide light page.
ROWS = [["tbody tr:nth-child(n+31)"], ["svg a.chip:nth-child(n+31)"]]
HOW = ("any", "all", "none")  # of some checks one must hold, all must, or none may
WHY = "/check/nvidia-h20-96gb/cn/2025-05-20"


def barriers(page, rules, *, passed_over=()):
    """What in the page as it is shown now some readers cannot see or use."""
    found = page.evaluate(
        "([exclude, rules]) => axe.run({exclude}, {...rules, reporter: 'no-passes'})",
        [list(passed_over), rules],
    )
    first = [(each["id"], each["nodes"][0]) for each in found["violations"]]
    return [
        (rule, node["html"][:200], [why["message"] for how in HOW for why in node[how]])
        for rule, node in first
    ]


def shown_on(page, *, width=WIDE, colors="light"):
    """Show the page so; it is no wider than the screen.

    Of a table or a picture that is wider, its own frame scrolls; the page does not.
    """
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=colors)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.path)
def test_a_page(tab, axe, row, lang):
    """On the screen, in every form that it takes there, and last on paper.

    Without script it loads and shows nothing else: its one heading and what it loads stand in the
    HTML, which `check_page` of ../test_pages.py looks at.
    """
    path = ("" if lang == "en" else "/fr") + row.path
    page = tab.open(path)
    assert page.locator("h1").count() == 1
    page.evaluate(axe)
    shown_on(page)
    assert barriers(page, RULES) == []
    shown_on(page, colors="dark")
    assert barriers(page, OF_COLORS, passed_over=ROWS) == []
    shown_on(page, width=NARROW)
    only_here = page.locator(".narrow-only").count()
    assert barriers(page, RULES if only_here else OF_NO_COLOR, passed_over=ROWS) == []
    shown_on(page, width=3840)
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator(".top nav").is_visible()
    forms = page.locator("main form")
    assert not any(forms.nth(place).is_visible() for place in range(forms.count()))
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert tab.said == []
    assert tab.keeps_to_the_site


def test_the_why_tree_is_used_by_keyboard_alone(tab):
    page = tab.open(WHY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    summaries = page.locator("main summary").count()
    assert summaries > 3
    reached = set()
    for _ in range(600):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "[...document.querySelectorAll('main summary')].indexOf(document.activeElement)"
        )
        if place < 0 or place in reached:
            continue
        reached.add(place)
        open_before = page.evaluate("document.activeElement.parentElement.open")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.parentElement.open") != open_before
        if open_before:
            page.keyboard.press("Enter")  # what is below it is reached in turn
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        if len(reached) == summaries:
            break
    assert len(reached) == summaries
    assert tab.said == []


def test_the_slider_shows_the_drawing_of_its_day(tab):
    page = tab.open("/map?on=2025-05-20")
    slider = page.locator("#stop")
    slider.focus()
    tab.asked.clear()
    page.keyboard.press("Home")
    assert page.locator("#stop-day").inner_text() == "2022-08-01"
    assert page.locator(".map-day").inner_text() == "2022-08-01"
    assert page.locator("svg.map > g[data-drawing]:not([hidden])").count() == 1
    shown = {page.locator("svg.map > g[data-drawing]:not([hidden])").inner_html()}
    for _ in range(int(slider.get_attribute("max"))):
        page.keyboard.press("ArrowRight")
        shown.add(page.locator("svg.map > g[data-drawing]:not([hidden])").inner_html())
    assert len(shown) == page.locator("svg.map > g[data-drawing]").count()
    assert re.search(r"on=\d{4}-\d\d-\d\d$", page.url)
    # It asks nobody: every drawing is there. (The icon is looked up with each address.)
    assert {url for url in tab.asked if not url.endswith("icon.svg")} == set()
    assert tab.said == []


def test_a_chip_is_named_on_hover_and_on_focus(tab):
    page = tab.open("/map?on=2025-05-20")
    chip = page.locator("g[data-chips]:not([hidden]) a.chip").first
    name = chip.locator(".full")
    assert not name.is_visible()
    chip.locator("circle, path").first.hover(force=True)
    assert name.is_visible()
    page.mouse.move(0, 0)
    chip.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert name.is_visible()
    assert tab.said == []


def test_a_scenario_is_checked_as_it_is_typed(tab):
    page = tab.open("/scenarios/edit")
    page.locator("#text").fill("scenario: mine\nsays: {en: a, fr: b}\ndrops: [us/none]\n")
    page.locator("#result .mistake").first.wait_for()
    assert "us/none" in page.locator("#result").inner_text()
    assert tab.said == []


def test_a_scenario_is_checked_without_script(scriptless):
    page = scriptless.open("/scenarios/edit?from=h20-pause-as-stay")
    page.locator("#editor button").first.click()
    page.wait_for_load_state()
    assert "2025-04-09" in page.locator("#result").inner_text()


def test_what_is_missing_is_a_page(tab):
    page = tab.open("/fr/rien", status=404)
    assert page.locator(".mistake").count() == 1


MARKET = "/market/us-cn-2025?scenario=h20-letter-month-later&versus=record"


def test_a_slider_of_a_market_answers_without_a_reload(tab):
    page = tab.open(MARKET)
    before = page.locator("#told").inner_text()
    slider = page.locator("#turn-approval_practice-slider")
    slider.focus()
    tab.asked.clear()
    page.keyboard.press("End")
    page.wait_for_url("**approval_practice**")
    page.locator("#result:not([aria-busy])").wait_for()
    assert page.locator("#told").inner_text() != before
    assert slider.get_attribute("aria-valuetext") == "100 %"
    assert "set=approval_practice" in page.url
    assert not any(url.endswith((".css", ".js")) for url in tab.asked)  # nothing was loaded anew
    page.locator("#scenario-slider").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**in-january**")
    page.locator("#result:not([aria-busy])").wait_for()
    assert "in-january" in page.locator("#result").inner_text()
    page.reload()  # the address says all that was chosen
    assert page.locator("#scenario").input_value() == "h20-letter-in-january"
    assert slider.get_attribute("aria-valuetext") == "100 %"
    assert tab.said == []


def test_a_market_is_turned_without_script(scriptless):
    page = scriptless.open(MARKET)
    assert not page.locator("#turn-fee-slider").is_visible()
    page.locator("#turn-fee").select_option("fee=0.25")
    page.locator("#market button").click()
    page.wait_for_url("**fee**")
    assert page.url.endswith("scenario=h20-letter-month-later&versus=record&set=fee%3D0.25")
    assert "25 %" in page.locator("#result").inner_text()


@pytest.mark.parametrize("lang", ["", "/fr"])
def test_no_label_of_a_market_lies_on_another(tab, lang):
    """As the browser sets them, in the typeface of this machine."""
    page = tab.open(lang + MARKET)
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        boxes = page.evaluate(
            """() => [...document.querySelectorAll('figure.market svg')]
            .filter(svg => svg.getBoundingClientRect().width > 0)
            .map(svg => [svg.getBoundingClientRect().toJSON(),
              [...svg.querySelectorAll('text')].map(text =>
                [text.textContent, text.getBoundingClientRect().toJSON()])])"""
        )
        assert len(boxes) >= 2
        for frame, texts in boxes:
            for place, (text, box) in enumerate(texts):
                assert box["left"] >= frame["left"] - 2, text
                assert box["right"] <= frame["right"] + 2, text
                for other, there in texts[:place]:
                    apart = (
                        box["right"] <= there["left"] + 1
                        or there["right"] <= box["left"] + 1
                        or box["bottom"] <= there["top"] + 3
                        or there["bottom"] <= box["top"] + 3
                    )
                    assert apart, (width, text, other)


# Cells whose words stand over the next one.
WIDER = """() => [...document.querySelectorAll("th, td")]
    .filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText)"""


def test_no_name_of_an_entry_stands_over_the_next_column(tab):
    page = tab.open("/fr/screen")
    page.fill("#name", "Sberbank")
    page.press("#name", "Enter")
    page.wait_for_selector(".answer")
    assert page.locator("th[scope=row]").count() > 1
    for width in (900, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(WIDER) == [], width
    assert tab.said == []
