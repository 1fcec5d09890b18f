"""Pages for people: whole, small, in two languages, and true to what the rooms below say."""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.case import CaseFacts
from ecluse.determine.chip_answer import classification_of
from ecluse.determine.classify import classify
from ecluse.determine.decide import determine
from ecluse.determine.figures import nowhere
from ecluse.equivalence.plane import plane_of
from ecluse.facts.figure import exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.web import patience
from ecluse.web.asked_law import AskedLaw, AskedLog
from ecluse.web.map_picture import HEIGHT, LEFT, TOP, WIDTH
from ecluse.web.pages.outcomes import by_destination, by_item

from .page_table import PAGES
from .serving import client

QUICK = [row for row in PAGES if row.quick]
SLOW = [row for row in PAGES if not row.quick]
EDITOR = "/scenarios/edit"
WRONG = (r"\sstyle=", r"<style", r"<script(?![^>]*\ssrc=)", r"\son[a-z]+=\"", r"javascript:")
LOADED = re.compile(
    r'<(?:script|img|iframe|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^"]*)'
)


def check_page(web, row, lang):
    at = "" if lang == "en" else "/fr"
    sent = web.get(at + row.path)
    assert sent.status_code == 200
    text = sent.text
    other = "fr" if lang == "en" else "en"
    assert f'<html lang="{lang}">' in text
    assert text.count("<h1") == 1
    assert f'hreflang="{other}"' in text
    assert len(re.findall(r'<link rel="canonical"', text)) == 1
    assert len(gzip.compress(sent.content, 5)) <= row.most
    for wrong in WRONG:
        assert not re.search(wrong, text), wrong
    assert "<noscript" not in text  # without script it is the same page, less what scripts do
    loaded = LOADED.findall(text)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("row", QUICK, ids=lambda row: row.path)
def test_a_page_is_whole_and_small(web, row, lang):
    check_page(web, row, lang)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("row", SLOW, ids=lambda row: row.path)
def test_a_page_that_takes_longer_is_whole_and_small(web, row, lang):
    check_page(web, row, lang)


@pytest.mark.parametrize("path", ["/law/3A090.b", "/item/nvidia-h20-96gb"])
def test_a_page_that_names_no_day_is_of_today_on_a_server_that_stays_up(site, path):
    days = [date(2026, 11, 8)]
    up = client(replace(site, today=lambda: days[-1]))
    assert "2026-11-08" in up.get(path).text
    days.append(date(2026, 11, 12))
    after = up.get(path).text
    assert "2026-11-12" in after
    assert "2026-11-08" not in after


@pytest.mark.slow
def test_every_link_of_every_page_leads_somewhere(web):
    """One link of each kind: of addresses that differ in a name alone, the first is followed."""
    first: dict[str, str] = {}
    for row in PAGES:
        page = web.get(row.path).text
        for link in re.findall(r'<a [^>]*href="(/[^"]*)"', page):
            path = unescape(link).partition("#")[0]
            kind = re.sub(r"^(/fr)?/(\w+)/.*", r"\1/\2/…", path.partition("?")[0])
            first.setdefault(kind, path)
    assert len(first) > 15
    wrong = {path: web.get(path).status_code for path in first.values()}
    assert {path: code for path, code in wrong.items() if code not in {200, 303, 308}} == {}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/law?onn=2025-05-20", 422),
        ("/law?on=2025-05-20&on=2025-05-21", 422),
        ("/law?on=", 422),
        ("/law?on=1999-01-01", 422),
        ("/law?reading=texte", 422),
        ("/law?scenario=/etc/passwd", 422),
        ("/map?to=Nowhere", 422),
        ("/diff?before=2025-05-20", 422),
        ("/diff?before=2025-05-20&after=../../etc/passwd", 422),
        ("/law/3A0900", 404),
        ("/measure/nothing", 404),
        ("/item/h20?on=2025-05-20", 404),
        ("/country/ZZ", 404),
        ("/scenario/..%2F..%2Fabout.yaml", 404),
        ("/nowhere", 404),
        ("/fr/nowhere", 404),
    ],
)
def test_what_is_not_understood_is_a_page_that_says_so(web, path, status):
    sent = web.get(path)
    assert sent.status_code == status
    assert sent.headers["content-type"].startswith("text/html")
    assert '<section class="mistake">' in sent.text
    assert "root:" not in sent.text


@pytest.mark.parametrize("at", ["/diff", "/fr/diff", "/api/v1/diff"])
def test_a_comparison_that_takes_too_long_is_ended_and_says_what_to_ask(web, monkeypatch, at):
    monkeypatch.setattr(patience, "DIFF_S", -1.0)
    sent = web.get(f"{at}?before=2025-04-08&after=2025-04-10&to=CN")
    assert sent.status_code == 422
    told = "nommez un pays" if at.startswith("/fr") else "name one country"
    assert told in sent.text


def test_a_comma_of_a_list_stays_with_its_link_and_no_two_columns_are_called_alike(web):
    text = web.get("/diff?before=2025-04-08&after=2025-04-09&to=CN").text
    answers = text[text.index("<table") : text.index("</table>")]
    assert re.search(r'<span class="listed"><a [^>]*>[^<]+</a>,</span> <span', answers)
    assert "</a>, " not in answers
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', answers)
    assert len(heads) == len(set(heads)) == 6


def test_a_provision_is_called_in_french_on_a_french_page(web):
    text = web.get("/fr/measure/2025-05-13-guidance-prc-ics").text
    shown = [unescape(each) for each in re.findall(r'href="/fr/law/[^"]+">([^<]+)</a>', text)]
    assert any("pour les circuits" in each for each in shown)
    assert not [each for each in shown if re.search(r" (for|as|the|of|to|and) ", each)]


def test_a_citation_that_stays_english_says_so_on_a_french_page(web):
    law = web.get("/fr/law").text
    assert re.search('<cite class="source"><a [^>]+>15 CFR[^<]+, au 24 septembre 2026</a>', law)
    assert re.search('<cite class="source" lang="en"><a [^>]+>[^<]*FR[^<]*</a>', law)


def test_a_comparison_as_the_text_reads_is_led_to_as_one(web):
    asked = "/diff?before=2025-04-09&after=2025-04-09&to=CN&reading=text"
    text = unescape(web.get(asked).text)
    assert f'<link rel="canonical" href="{asked}"' in text
    assert f'href="/fr{asked}"' in text
    assert '<input type="hidden" name="reading" value="text">' in text
    api = "/api/v1/diff?before=2025-04-09&after=2025-04-09&to=CN&known=2025-05-01"
    assert web.get(api).json()["links"]["html"] is None  # the page takes no such word
    assert web.get(api.replace("known=2025-05-01", "reading=text")).json()["links"]["html"]


def test_the_editor_tells_every_mistake_and_opens_no_file(web):
    def result(text):
        sent = web.post(EDITOR, data={"text": text})
        assert sent.status_code == 200
        return sent.text.partition('id="result"')[2]

    assert "no measure is called" in result(
        "scenario: x\nsays: {en: a, fr: b}\ndrops: [us/none, us/neither]\n"
    )
    assert "root:" not in result("/etc/passwd")
    assert "root:" not in result("scenario: !include /etc/passwd\n")
    for sent in ({"tex": "a"}, {"text": "a", "file": "b"}):
        assert web.post(EDITOR, data=sent).status_code == 422
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert web.post(EDITOR, content="text=a&text=b", headers=form).status_code == 422
    assert web.post(EDITOR, content='{"text": "a"}').status_code == 415
    lines = "# notes\r\n" * 8_000  # as a browser ends them; each end is one character
    assert web.post(EDITOR, data={"text": lines}).status_code == 200
    assert web.post(EDITOR, data={"text": f"{lines}#"}).status_code == 422
    long = b"text=" + b"a" * 300_000
    assert web.post(EDITOR, content=long, headers=form).status_code == 413


def test_what_a_user_writes_is_shown_and_not_run(web):
    text = "</textarea><script>alert(1)</script>"
    sent = web.post(EDITOR, data={"text": text}).text
    assert "<script>alert" not in sent
    searched = web.get("/items?" + urlencode({"qq": "<script>alert(1)</script>"})).text
    assert "<script>alert" not in searched


def test_a_classification_is_that_of_the_answer(site):
    law = site.library.register.at(date(2025, 5, 20))
    for name in ("nvidia-h20-96gb", "nvidia-hgx-h20-8-gpu", "nvidia-a800-pcie-40gb"):
        if name in site.items:
            item = site.items[name]
            found = determine(nowhere(item, law.on), law, site.library, refine=False)
            assert classification_of(item, site.library, law) == found.classification


# ---- the picture and what it says ----------------------------------------------------------------


def stops_of(page):
    return json.loads(unescape(re.search(r'data-stops="([^"]*)"', page).group(1)))


@pytest.mark.slow
def test_the_slider_stops_on_the_days_on_which_the_law_changes(web, site):
    days = [day for day in site.library.register.days() if day >= date(2022, 8, 1)]
    stops = stops_of(web.get("/map").text)
    assert [stop[0] for stop in stops] == [day.isoformat() for day in days]
    assert len({stop[2] for stop in stops}) < len(stops) / 2


@pytest.mark.slow
def test_a_region_is_what_the_classifier_says_at_random_points(web, site):
    page = web.get("/map").text
    drawings = re.split(r'<g data-drawing="\d+"[^>]*>', page)[1:]
    draw = random.Random(13)
    seen = set()
    for stop in stops_of(page):
        law = site.library.register.at(date.fromisoformat(stop[0]))
        part = drawings[stop[2]].partition("</g>")[0]
        boxes = [
            (name, *map(float, box))
            for name, *box in re.findall(
                r'<rect class="region (\S+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" '
                r'height="([\d.]+)"',
                part,
            )
        ]
        for _ in range(12):
            across, down = draw.random(), draw.random()
            x, y = LEFT + WIDTH * across, TOP + HEIGHT * (1 - down)
            if any(min(abs(x - b[1]), abs(x - b[1] - b[3])) < 0.2 for b in boxes):
                continue
            shown = {name for name, a, b, w, h in boxes if a < x < a + w and b < y < b + h}
            said = said_at(across, down, law, site)
            assert shown == said, (stop, across, down)
            seen |= said
    assert {"a", "b"} <= seen


def said_at(across, down, law, site):
    """The classes of the regions that the classifier gives to a chip at a place of the plane."""
    plane = plane_of(law)
    x = plane.x_range[0] * (plane.x_range[1] / plane.x_range[0]) ** across
    y = plane.y_range[0] * (plane.y_range[1] / plane.y_range[0]) ** down
    paper = Item(name="paper", kind="chip", datacenter=Known(value=Truth.TRUE))
    facts = {name: Known(value=exactly(1)) for name in law.limits}
    facts |= {plane.x: Known(value=exactly(x)), plane.y: Known(value=exactly(y))}
    case = CaseFacts(nowhere(paper, law.on), law, site.library).with_facts(facts)
    found = classify(case, {})
    names = [name for name, one in found.items() if one.truth is Truth.TRUE]
    drawn = next((name for name in names if name.startswith("3A090")), None)
    if drawn is None:
        return set()
    return {drawn.rpartition(".")[2] if "." in drawn else "unknown"}


@pytest.mark.slow
def test_many_answers_on_a_page_are_those_of_single_questions(site):
    on = date(2025, 5, 20)
    register = site.library.register
    law = register.at(on)
    log = AskedLog(register=register, known=None, reading=law.reading, scenario=None)
    asked = AskedLaw(law=law, on=on, log=log, today=on, query="")
    draw = random.Random(13)
    names = draw.sample(sorted(site.library.catalogue.items), 3)
    for name in (*names, "NVIDIA H20 96GB"):
        groups = by_destination(site, name, asked, "en")
        codes = [(word.upper(), group) for group in groups for word, _ in group.entries]
        assert len(codes) == len(site.library.countries.by_code)
        for code, group in draw.sample(codes, 5):
            assert ask(name, to=code, on=on, library=site.library).verdict == group.verdict
    groups = by_item(site, "CN", asked)
    entries = [(name, group) for group in groups for _, name in group.entries]
    assert len(entries) == len(site.library.catalogue.items)
    for name, group in draw.sample(entries, 12):
        assert ask(name, to="CN", on=on, library=site.library).verdict == group.verdict
