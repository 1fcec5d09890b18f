"""The forms of a brief: the same bytes twice, untrusted text is never code, a file stays whole."""

from __future__ import annotations

import json
import re
import struct
from datetime import date
from html.parser import HTMLParser

import pytest

from brief.build import data, h20, of
from ecluse.brief import fragment, written_as
from ecluse.brief.naming import Names
from ecluse.brief.write import FORMS
from ecluse.facts.item_file import read_items
from ecluse.facts.reader import Document
from ecluse.law.release import open_release
from ecluse.outputs.mark import is_ours

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '#eval("1+1") $x$ \\u{41} #image("/etc/passwd")',
    "\\input{/etc/passwd} {x} %",
    "[link](javascript:alert(1)) | ` * _",
    "昇腾 910B \u202e‮ \x1b[2J",
    "A" * 300,
]


def named(name: str):
    tree = {
        "item": name,
        "designer_headquarters": "US",
        "figures": {"tpp": "5000", "die_area_mm2": "800"},
    }
    return read_items(Document("the test", tree, {}, user=True), data().vocabulary)[0]


@pytest.fixture(scope="module")
def brief():
    return h20("fr")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_has_the_same_bytes_twice(brief, form):
    assert written_as(brief, form) == written_as(brief, form)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_ours_until_somebody_changes_it(brief, form, tmp_path):
    path = tmp_path / f"brief{form}"
    path.write_bytes(written_as(brief, form))
    assert is_ours(path)
    if form != ".png":  # a picture is known by its mark alone
        path.write_bytes(path.read_bytes() + b"mine")
        assert not is_ours(path)


def test_a_card_is_1200_by_630(brief):
    assert struct.unpack(">II", written_as(brief, ".png")[16:24]) == (1200, 630)


def test_a_pdf_is_tagged_and_says_that_it_is_accessible(brief):
    pdf = written_as(brief, ".pdf")
    assert b"pdfuaid:part" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang(fr)" in pdf
    assert b"/CreationDate" not in pdf


class Tags(HTMLParser):
    """The tags of a page, and its attributes that run or style something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.wrong += [name for name, _ in attrs if name == "style" or name.startswith("on")]
        self.wrong += [str(value) for _, value in attrs if "javascript:" in str(value).lower()]


@pytest.mark.parametrize(
    "name", [HOSTILE[0], *(pytest.param(name, marks=pytest.mark.slow) for name in HOSTILE[1:])]
)
def test_a_hostile_name_is_text_in_every_form(name):
    brief = of(named(name))
    tags = Tags()
    tags.feed(fragment(brief))
    assert tags.wrong == []
    assert not {"script", "img", "style", "link", "iframe"} & set(tags.tags)
    assert json.loads(written_as(brief, ".json"))["title"] == brief.title
    for form in (".txt", ".md", ".html", ".bib"):
        text = written_as(brief, form).decode()
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", text), form
    bib = written_as(brief, ".bib").decode()
    assert bib.count("{") - bib.count(r"\{") == bib.count("}") - bib.count(r"\}")
    assert "\\input" not in bib
    markdown = re.sub(r"(?s)```.*?```", "", written_as(brief, ".md").decode())
    assert not re.search(r"(?<!\\)<script", markdown)
    assert not re.search(r"(?<!\\)\]\(javascript", markdown)
    for form in (".pdf", ".png"):
        assert written_as(brief, form)


def test_what_stays_english_in_french_says_so(brief):
    names = Names(open_release().library, "fr")
    assert names.provision("Tier 9 of a draft").lang == "en"
    assert names.provision("letters of April 2025, named parts").lang is None
    assert "lettres d’avril 2025, circuits nommés" in fragment(brief)
    assert '<time datetime="2025-05-20">20 mai 2025</time>' in fragment(brief)


@pytest.mark.slow
def test_a_command_writes_and_replaces_its_own_file_alone(run, tmp_path):
    path = tmp_path / "h20.pdf"
    words = ("brief", "H20", "--to", "China", "--on", "2025-05-20", "--out", path)
    assert run(*words)[0] == 0
    first = path.read_bytes()
    assert run(*words) == (0, "", "")
    assert path.read_bytes() == first
    path.write_bytes(first + b"% signed")
    code, _, error = run(*words)
    assert code == 2
    assert "changed since" in error
    assert path.read_bytes() == first + b"% signed"


def test_a_name_without_a_form_is_refused_before_any_work(run, tmp_path):
    code, _, error = run("brief", "H20", "--to", "China", "--out", tmp_path / "h20.doc")
    assert code == 2
    assert "give a name that ends in .html, .json, .txt, .md, .bib, .pdf, .png" in error


def test_days_before_are_another_page():
    assert h20(on=date(2025, 4, 8)).page != h20().page
