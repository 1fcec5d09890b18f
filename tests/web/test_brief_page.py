"""Briefs, frames and remedies as pages: one address, every form, no party's name."""

from __future__ import annotations

import re
import sys
from html import unescape

import pytest

from ecluse.web.pages.brief import FORMS, plain_card

OF_H20 = "/check/nvidia-h20-96gb/cn/2025-05-20"
PNG = b"\x89PNG\r\n"


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/brief/check/H20/China/2025-05-20.pdf?hq=Singapore", f"/brief{OF_H20}.pdf?hq=sg"),
        ("/fr/embed/check/H20/cn/2025-05-20", f"/fr/embed{OF_H20}"),
        ("/remedy/H20/China/2025-05-20", "/remedy/nvidia-h20-96gb/cn/2025-05-20"),
        ("/brief/day/2025-04-09?to=China&reading=enforced", "/brief/day/2025-04-09?to=cn"),
    ],
)
def test_another_spelling_leads_to_the_one_address(web, asked, place):
    sent = web.get(asked)
    assert (sent.status_code, sent.headers["location"]) == (308, place)


def test_a_day_that_is_not_named_is_not_kept_by_the_address(web):
    assert web.get("/brief/check/h20/cn").status_code == 303
    sent = web.get("/brief/story/h20/cn.txt")
    assert sent.status_code == 303
    assert re.search(r"/cn\.txt\?until=\d{4}-\d\d-\d\d$", sent.headers["location"])


def test_a_brief_names_its_card_and_its_forms(web):
    page = web.get(f"/brief{OF_H20}").text
    assert f'property="og:image" content="http://127.0.0.1:8080/brief{OF_H20}.png"' in page
    for form in FORMS:
        assert f'href="/brief{OF_H20}{form}"' in page
    assert "`" not in page.partition("<main")[2].partition("<aside")[0]
    data = web.get(f"/brief{OF_H20}.json").json()
    assert data["title"] in unescape(page)
    asked = web.get("/api/v1/briefs/check?item=H20&to=China&on=2025-05-20").json()
    assert asked["links"]["html"] == f"/brief{OF_H20}"
    assert [each["text"] for each in asked["bullets"]] == [each["text"] for each in data["bullets"]]


def test_an_answer_links_its_brief_its_card_its_frame_and_its_remedies(web):
    page = web.get(OF_H20).text
    for link in (f"/brief{OF_H20}", "/remedy/nvidia-h20-96gb/cn/2025-05-20"):
        assert f'href="{link}"' in page
    assert f'og:image" content="http://127.0.0.1:8080/brief{OF_H20}.png"' in page
    assert f"&lt;iframe src=&#34;http://127.0.0.1:8080/embed{OF_H20}&#34;" in page
    assert "ecluse law coverage" not in page
    sent = web.get("/api/v1/check?item=H20&to=China&on=2025-05-20").json()
    assert sent["links"]["brief"] == f"/brief{OF_H20}"


@pytest.mark.parametrize(
    "before", ["/brief/check", "/embed/check", "/embed/brief/check", "/remedy"]
)
def test_no_party_can_be_named_in_an_address(web, before):
    sent = web.get(f"{before}/nvidia-h20-96gb/cn/2025-05-20?end_user=Inspur")
    assert sent.status_code == 422
    assert "unknown parameter" in sent.text


def test_only_a_frame_may_be_framed(web):
    sent = web.get(f"/embed{OF_H20}")
    assert "frame-ancestors *" in sent.headers["content-security-policy"]
    assert "script-src" not in sent.headers["content-security-policy"]
    assert "x-frame-options" not in sent.headers
    assert sent.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "<script" not in sent.text
    assert "<form" not in sent.text
    assert f'href="http://127.0.0.1:8080{OF_H20}"' in sent.text
    page = web.get(f"/brief{OF_H20}")
    assert page.headers["x-frame-options"] == "DENY"
    assert page.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_mistake_in_another_form_is_a_problem_and_no_card(web):
    for path in (f"/brief{OF_H20}.png?hqq=sg", "/brief/measure/nothing.pdf"):
        sent = web.get(path)
        assert sent.status_code in (404, 422)
        assert sent.headers["content-type"] == "application/problem+json"


def test_without_typst_a_pdf_is_absent_and_a_card_is_the_plain_one(web, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    sent = web.get(f"/brief{OF_H20}.pdf")
    assert sent.status_code == 404
    assert "the extra 'brief' is not installed" in sent.json()["detail"]
    card = web.get(f"/brief{OF_H20}.png")
    assert card.status_code == 200
    assert card.content == plain_card()
    assert card.headers["cache-control"] == "no-store"


@pytest.mark.slow
def test_a_brief_is_a_pdf_and_a_card(web):
    pytest.importorskip("typst")
    path = "/brief/check/nvidia-h20-96gb/cn/2025-04-08"
    assert web.get(f"{path}.pdf").content.startswith(b"%PDF-")
    card = web.get(f"{path}.png").content
    assert card.startswith(PNG)
    assert card != plain_card()
    assert [int.from_bytes(card[at : at + 4]) for at in (16, 20)] == [1200, 630]


@pytest.mark.slow
def test_a_remedy_page_names_what_has_no_paragraph_in_its_language(web):
    page = unescape(web.get("/fr/remedy/nvidia-h20-96gb/cn/2025-05-20").text)
    assert "lettres d’avril 2025, circuits nommés" in page
    assert "letters of April 2025" not in page


@pytest.mark.slow
def test_a_remedy_page_tells_what_the_data_tell(web):
    page = unescape(web.get("/remedy/nvidia-h20-96gb/cn/2025-05-20").text)
    data = web.get("/api/v1/remedy?item=H20&to=China&on=2025-05-20").json()
    assert data["links"]["html"] == "/remedy/nvidia-h20-96gb/cn/2025-05-20"
    assert "without 2025-04-15-letters-h20" in page


@pytest.mark.slow
def test_a_question_about_a_market_is_a_brief_in_every_form(web):
    at = "/brief/market/cap-h200"
    page = web.get(at).text
    data = web.get(f"{at}.json").json()
    assert data["kind"] == "market"
    assert data["title"] in unescape(page)
    assert "`" not in page.partition("<main")[2].partition("<aside")[0]
    asked = web.get("/api/v1/briefs/market?question=cap-h200").json()
    assert asked["links"]["html"] == at
    assert [each["text"] for each in asked["bullets"]] == [each["text"] for each in data["bullets"]]
    french = web.get(f"/fr{at}.txt").text
    assert "Et si\u202f? Non recherché\u00a0:" in french
    assert web.get(f"{at}.pdf").content.startswith(b"%PDF")
    assert web.get(f"{at}.png").content.startswith(PNG)
    assert web.get(f"/embed{at}").status_code == 200
    assert web.get("/brief/market/no-such").status_code == 404
    assert web.get("/api/v1/briefs/market?question=no-such").status_code == 422


@pytest.mark.slow
def test_the_pages_that_prove_a_brief_show_the_law_that_was_asked(web):
    """Of a provision as known then, and of one that only a scenario brings."""
    for path in (
        "/brief/check/nvidia-a800-sxm4-80gb/cn/2023-12-01?known=2023-10-01",
        "/brief/check/nvidia-h20-96gb/cn/2025-05-20?scenario=press-diffusion-rule",
        "/brief/measure/press-diffusion-rule?reading=text",
    ):
        sent = web.get(path)
        assert sent.status_code == 200, path
        laws = re.findall(r'href="(/law/[^"]+)"', sent.text)
        assert laws, path
        for proof in map(unescape, laws):
            page = web.get(proof)
            assert page.status_code == 200 and "Not in force" not in page.text, proof
