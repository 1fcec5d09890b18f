"""The page of an answer: one address for one question, and the words of the terminal."""

from __future__ import annotations

import gzip
import json
import re
import shlex
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

import ecluse
from ecluse.cli.main import status
from ecluse.determine.ask import ask
from ecluse.determine.told import told
from ecluse.determine.told_text import text_of
from ecluse.web.address import address_of, said_of

H20 = "/check/nvidia-h20-96gb/cn/2025-05-20"
BUDGET = 12_000  # bytes, compressed


def words_of(page: str) -> str:
    """The text of a page as a reader sees it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_living_address_leads_to_that_of_today(web):
    sent = web.get("/check/h20/cn")
    assert sent.status_code == 303
    assert sent.headers["location"] == "/check/nvidia-h20-96gb/cn/2026-09-30"


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/check/H20/CN/2025-05-20", H20),
        ("/check/h20/china/2025-05-20", H20),
        (f"{H20}?reading=enforced", H20),
        (f"{H20}?hq=Singapore", f"{H20}?hq=sg"),
        (f"{H20}?parent_hq=cn&hq=SG", f"{H20}?hq=sg&parent_hq=cn"),
        (f"{H20}?given.datacenter=true", f"{H20}?given.datacenter=yes"),
        ("/check/h20/CN/2025-05-20.json?hq=SG", f"{H20}.json?hq=sg"),
        ("/fr/check/h20/no/2025-05-20", "/fr/check/nvidia-h20-96gb/no/2025-05-20"),
        (f"{H20}?hq=norway", f"{H20}?hq=NO"),
    ],
)
def test_another_spelling_leads_to_the_one_address(web, asked, leads_to):
    sent = web.get(asked)
    assert (sent.status_code, sent.headers["location"]) == (308, leads_to)
    assert web.get(leads_to).status_code == 200


@pytest.mark.parametrize("words", ["headquarters=China", "hq=", "hq=SG&hq=SG", "add=hq", "x=1"])
def test_a_word_that_is_not_understood_gets_no_answer(web, words):
    assert web.get(f"{H20}?{words}").status_code == 422


def test_the_form_of_the_first_page_leads_to_the_answer(web):
    sent = web.get("/check?item=h20&to=China&on=2025-05-20")
    assert (sent.status_code, sent.headers["location"]) == (303, H20)
    more = web.get(f"{H20}?hq=sg&add=parent_hq&value=China")
    assert (more.status_code, more.headers["location"]) == (303, f"{H20}?hq=sg&parent_hq=cn")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_says_what_the_terminal_says(web, site, lang):
    found = ask("H20", to="CN", on=date(2025, 5, 20), library=site.library)
    shown = told(found, site.library, lang)
    sent = web.get(("" if lang == "en" else "/fr") + H20)
    page = words_of(sent.text)
    parts = [piece.words.strip(" ,:·()") for piece in shown.headline]
    parts += [text for each in shown.lists for text in (each.title, *each.lines)]
    parts += [text for step in shown.steps for text in (step.title, step.words)]
    parts += [line.words for step in shown.steps for line in step.lines]
    for part in parts:
        assert " ".join(part.split()) in page
    for step in shown.steps:
        for line in step.lines:
            assert f'id="{line.id}"' in sent.text
    assert len(gzip.compress(sent.content, 5)) < BUDGET
    assert f'hreflang="{"fr" if lang == "en" else "en"}"' in sent.text
    assert not re.search(r"<script|<style| style=| on[a-z]+=", sent.text)


def test_a_citation_carries_what_the_answer_presumes(web, site):
    found = ask("H20", to="CN", on=date(2025, 4, 8), library=site.library)
    shown = told(found, site.library, "en")
    assert "provided that" in shown.sentence
    page = words_of(web.get("/check/nvidia-h20-96gb/cn/2025-04-08").text)
    assert page.count(shown.sentence) == 2  # to cite, and in BibTeX


def test_json_and_text_are_the_same_answer(web, site):
    found = ask("H20", to="CN", on=date(2025, 5, 20), library=site.library)
    data = web.get(f"{H20}.json").json()
    links = data.pop("links")
    assert data.pop("engine")
    assert data == json.loads(json.dumps(ecluse.to_json(found, site.library)))
    assert links["html"].endswith(H20)
    assert web.get(f"{H20}.txt").text == text_of(told(found, site.library, "en"))


@pytest.mark.slow
def test_what_is_printed_to_repeat_it_gives_the_same_verdict(web, capsys):
    page = web.get(f"{H20}?given.datacenter=yes&hq=sg&known=2025-05-19").text
    taken = re.findall('<pre class="copy"[^>]*><code>(.*?)</code></pre>', page, re.DOTALL)
    command, python, curl = map(unescape, taken[:3])
    assert status(shlex.split(command)[1:]) == 0
    said = capsys.readouterr().out
    exec(python, {})
    verdict = capsys.readouterr().out.strip()
    address = urlsplit(shlex.split(curl)[1])
    sent = web.get(f"{address.path}?{address.query}").json()
    assert verdict.startswith(sent["outcome"])
    assert "headquarters" in said
    (remedies,) = set(re.findall(r'href="(/remedy/[^"]+)"', page))
    assert web.get(unescape(remedies)).status_code == 200
    assert sent["headquarters"] == "SG"


def test_an_undetermined_answer_asks_for_what_decides_next(web):
    page = web.get("/check/nvidia-dgx-h100/sg/2026-03-01").text
    assert 'name="add"' in page
    assert 'name="value"' in page


@pytest.mark.slow  # the lists of parties are read
def test_parties_are_sent_and_stand_in_no_address_unless_somebody_asks(web):
    asked = {
        "item": "H20",
        "to": "CN",
        "on": "2025-02-01",
        "end_user": "Inspur Group",
        "consignee": "",
    }
    sent = web.post("/check", data=asked)
    assert sent.status_code == 200
    assert "Inspur" in words_of(sent.text)
    assert sent.headers["cache-control"] == "no-store"
    assert 'rel="canonical"' not in sent.text
    (address,) = set(re.findall(r'href="(/check/[^"]*Inspur[^"]*)"', sent.text))
    again = web.get(unescape(address))
    assert again.status_code == 200
    assert web.post("/check", data=asked | {"headquarters": "China"}).status_code == 422


def test_the_form_of_a_sent_question_keeps_all_that_was_said(web):
    asked = {"item": "H100", "to": "SG", "on": "2024-06-01", "strict": "true", "end_user": "X"}
    sent = web.post("/check", data=asked)
    assert '<input type="hidden" name="strict" value="true">' in sent.text


@pytest.mark.parametrize("form", ["", ".json", ".txt"])
@pytest.mark.parametrize(
    ("party", "kept"), [("", "public, max-age=300"), ("?end_user=X", "no-store")]
)
def test_an_answer_that_names_somebody_is_kept_by_nobody_on_its_way(web, form, party, kept):
    """Neither by a proxy nor by this server, which would send it to the next who asks."""
    place = "SG" if party else "sg"  # beside a name, the words stand as they were said
    sent = web.get(f"/check/nvidia-h20-96gb/{place}/2024-06-01{form}{party}")
    assert (sent.status_code, sent.headers["cache-control"]) == (200, kept)


@pytest.mark.parametrize(
    ("words", "kept"),
    [("from=2025-05-01&until=2025-05-20", "public, max-age=300"), ("from=2025-05-01", "no-store")],
)
def test_a_timeline_that_ends_today_is_kept_by_nobody(web, words, kept):
    sent = web.get(f"/timeline/nvidia-h20-96gb/cn?{words}")
    assert (sent.status_code, sent.headers["cache-control"]) == (200, kept)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", True),
        ("&known=2025-04-15", True),  # published on that day
        ("&known=2025-04-14", False),
        ("&scenario=h20-letter-rescinded", True),
        ("&known=2025-04-14&scenario=h20-letter-rescinded", False),
    ],
)
def test_the_page_of_the_law_is_of_the_record_that_was_asked_for(web, words, says):
    sent = web.get(f"/law?on=2025-04-20{words}")
    assert sent.status_code == 200
    assert ("letters of April 2025" in sent.text) is says


def test_a_strict_timeline_has_a_page(web):
    asked = "/timeline/nvidia-h20-96gb/cn?from=2025-05-01&strict=true&until=2025-05-20"
    assert web.get(asked).status_code == 200


def test_a_scenario_stands_in_text_and_page(web):
    asked = f"{H20}?scenario=h20-pause-as-stay"
    for path in (asked, asked.replace("?", ".txt?")):
        assert "supposed, in the scenario h20-pause-as-stay" in words_of(web.get(path).text)
    assert web.get(asked.replace("?", ".json?")).json()["scenario"] == "h20-pause-as-stay"


def test_a_timeline_has_one_address_and_a_table(web):
    sent = web.get("/timeline/h20/CN?from=2025-01-01&until=2025-12-31")
    leads_to = "/timeline/nvidia-h20-96gb/cn?from=2025-01-01&until=2025-12-31"
    assert (sent.status_code, sent.headers["location"]) == (308, leads_to)
    page = web.get(leads_to)
    assert "2025-04-09" in words_of(page.text)
    assert page.text.index("<table") < page.text.index("<figure")
    assert web.get(f"{leads_to}&from=2025-02-01").status_code == 422
    assert web.get("/timeline/h20/cn?from=2026-01-01&until=2025-01-01").status_code == 422


def test_a_screening_is_sent(web):
    assert web.get("/screen").status_code == 200
    assert web.get("/screen?name=Inspur").status_code == 422
    sent = web.post("/screen", data={"name": "Inspur Group", "country": "", "on": "2025-06-01"})
    assert sent.status_code == 200
    assert sent.headers["cache-control"] == "no-store"
    assert "hit" in words_of(sent.text)
    assert web.post("/screen", data={"name": ""}).status_code == 422


def test_the_first_page_shows_five_questions(web):
    for path in ("/", "/fr/"):
        sent = web.get(path)
        addresses = re.findall(r'<li><a href="([^"]*/check/[^"]+)"', sent.text)
        assert len(addresses) == 5
        assert len(gzip.compress(sent.content, 5)) < BUDGET
    assert web.get(unescape(addresses[0])).status_code == 200


ODD = [
    {"item": "H20", "to": "Crimea", "on": "2024-01-01"},
    {"item": "H20", "to": "CN", "on": "2025-05-20", "end_use": "Training, for X & Y?"},
    {"item": "H20", "to": "CN", "on": "2025-05-20", "exporter": "Unknown Co", "quantity": "2,000"},
    {"item": "H20", "to": "CN", "on": "2025-05-20", "hq": "unknown", "eccn": "3a090.a"},
    {"item": "H20", "to": "NO", "on": "2025-05-20", "hq": "NO", "strict": True},
    {"item": "H20", "to": "CN", "on": "2025-05-20", "given": {"tpp": "3000", "datacenter": "no"}},
    {"item": "H20", "to": "CN", "on": "2025-05-20", "scenario": "h20-pause-as-stay"},
]


@pytest.mark.parametrize("said", ODD, ids=lambda said: " ".join(map(str, said.values()))[:60])
def test_an_address_asks_the_very_question(site, said):
    asked = site.reader().read(said)
    address = address_of(asked, said, site)
    parts = urlsplit(address)
    names = zip(("item", "to", "on"), map(unquote, parts.path.split("/")[2:]), strict=True)
    again = said_of(dict(names) | dict(parse_qsl(str(parts.query))), site)
    read = site.reader().read(again)
    assert read.shipment == asked.shipment
    assert read.law == asked.law
    assert address_of(read, again, site) == address
