"""A law that is supposed, of another day or otherwise read is told by every page that rests on it,
and its links lead to pages of the same law.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from starlette.testclient import TestClient

SCENARIO, DAY = "h20-pause-as-stay", "2025-05-20"
ITEM = "nvidia-h20-96gb"
LAW = {"known": "2025-05-01", "reading": "text", "scenario": SCENARIO}
TOLD = ("as known on 2025-05-01", "as the text stands", SCENARIO)
# Pages that rest on a law, and whether their address says the day in its path.
PAGES = {
    "/country/CN": False,
    f"/item/{ITEM}": False,
    "/items": False,
    "/law": False,
    f"/check/{ITEM}/cn/{DAY}": True,
    f"/remedy/{ITEM}/cn/{DAY}": True,
    f"/timeline/{ITEM}/cn": True,
}
OF_A_LAW = re.compile(r"/(check|law|item|country|map|timeline|remedy|brief/check)(/|$)")


def _main(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]


def _seen(text: str) -> str:
    """What a page shows: its text without its marks."""
    return unescape(re.sub("<[^>]*>", "", text))


def _links(text: str) -> set[str]:
    found = {unescape(link) for link in re.findall(r'(?:href|action)="(/[^"#]*)', _main(text))}
    return {link for link in found if OF_A_LAW.match(urlsplit(link).path)}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_which_law_it_is_of_and_its_links_keep_it(web: TestClient, path: str) -> None:
    words = LAW if PAGES[path] else {"on": DAY, **LAW}
    sent = web.get(f"{path}?{urlencode(words)}", follow_redirects=True)
    assert sent.status_code == 200
    seen = _seen(sent.text.partition("<body")[2])
    assert [words for words in TOLD if words not in seen] == []
    links = _links(sent.text)
    assert links
    # A form has its words as fields of its own; a page's own address with a word less is offered.
    forms = {unescape(at) for at in re.findall(r'action="([^"]*)"', sent.text)}
    others = [link for link in links - forms if urlsplit(link).path != path]
    lost = [
        link for link in others if not LAW.items() <= dict(parse_qsl(urlsplit(link).query)).items()
    ]
    assert lost == []


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/map?to=cn&", "/map?"])
def test_the_map_says_which_law_it_is_of_and_keeps_it(web: TestClient, path: str) -> None:
    test = f"{path}{urlencode({'on': DAY, **LAW})}"
    text = web.get(test, follow_redirects=True).text
    assert [words for words in TOLD if words not in _seen(_main(text))] == []
    lost = [link for link in _links(text) - {"/map"} if SCENARIO not in link]
    assert lost == []
    assert f'name="scenario" value="{SCENARIO}"' in text
    assert "supposed" not in _main(web.get(f"{path}on={DAY}", follow_redirects=True).text)


def test_what_a_country_may_get_is_what_the_page_behind_the_link_says(web: TestClient) -> None:
    words = urlencode({"on": DAY, "scenario": SCENARIO})
    text = web.get(f"/country/cn?{words}", follow_redirects=True).text
    link = f"/check/{ITEM}/cn/{DAY}?scenario={SCENARIO}"
    assert link in unescape(text)
    assert web.get(link).status_code == 200
    assert "No license required" in web.get(link).text
