"""One question over HTTP: the keys of the terminal, and every word that is not understood
refused."""

from __future__ import annotations

import json

import pytest

from ecluse.determine import parties
from ecluse.web.api import check

LINES = {"Content-Type": "application/x-ndjson"}
ASKED = "/api/v1/check?item=H100&to=Singapore&on=2026-03-01"


def test_answers_with_the_keys_of_the_terminal_and_its_engine(web):
    from datetime import date

    from ecluse.answers.plain import plain
    from ecluse.determine.answer import answer_of
    from ecluse.determine.ask import ask
    from ecluse.law.release import open_release

    library = open_release().library
    found = ask("H100", to="Singapore", on=date(2026, 3, 1), library=library)
    sent = web.get(ASKED + "&include=trace,nearest,figures").json()
    assert sent.pop("engine")
    assert sent.pop("links")["self"] == ASKED
    assert sent == json.loads(json.dumps(plain(answer_of(found, library))))


@pytest.mark.parametrize(
    ("words", "status", "outcome"),
    [
        ("", 200, "NLR"),
        ("&hq=Singapore", 200, "NLR"),
        ("&hq=China", 200, "LICENSE"),
        ("&headquarters=China", 422, None),
        ("&hq=China&hq=Singapore", 422, None),
        ("&hq=", 422, None),
        ("&hq", 422, None),
        ("&HQ=China", 422, None),
        ("&given.tpp=1&given.tpp=2", 422, None),
        ("&given.=1", 422, None),
        ("&given.nothing_of_the_kind=1", 422, None),
        ("&reading=texte", 422, None),
        ("&hq=%ff", 422, None),
    ],
)
def test_a_word_that_is_not_understood_is_refused(web, words, status, outcome):
    sent = web.get(ASKED + words)
    assert sent.status_code == status
    assert sent.json().get("outcome") == outcome
    if status != 200:
        assert sent.headers["content-type"] == "application/problem+json"
        assert sent.json()["mend"]


def test_a_body_of_the_same_words_gives_the_same_answer(web):
    words = {"item": "H100", "to": "Singapore", "on": "2026-03-01", "hq": "China"}
    by_body = web.post("/api/v1/check", json=words).json()
    assert by_body == web.get(ASKED + "&hq=China").json()
    assert web.post("/api/v1/check", json=words | {"headquarters": "China"}).status_code == 422


@pytest.mark.parametrize("name", ["own chip", "𝔘 𠮷野"])
def test_a_chip_of_own_figures_is_a_body(web, name):
    item = {"item": name, "figures": {"bf16_tera_ops_per_s": 989}}
    sent = web.post("/api/v1/check", json={"item": item, "to": "CN", "on": "2025-05-20"})
    assert sent.status_code == 200, sent.json()
    assert "3A090.a" in sent.json()["classification"]
    assert sent.json()["item"] == name


def test_what_is_too_long_is_refused_before_it_is_read(web):
    assert web.get("/api/v1/check?item=" + "H" * 9_000).status_code == 414
    json = {"content-type": "application/json"}
    long = b"{" + b" " * 70_000 + b"}"
    assert web.post("/api/v1/check", content=long, headers=json).status_code == 413


def test_names_that_take_long_to_screen_are_refused_before_they_are(web, monkeypatch):
    long = "Infineon Technologies AG " * 36
    asked = {"item": "H20", "to": "DE", "end_user": [long] * 14}
    one = web.post("/api/v1/check", json=asked)
    assert one.status_code == 422
    assert "characters" in one.json()["detail"]

    def screens(*_, **__):
        raise AssertionError("a name is screened")

    monkeypatch.setattr(parties, "name_parties", screens)
    monkeypatch.setattr(check, "LONGEST_NAMES", 50)
    line = json.dumps({"item": "H20", "to": "DE", "end_user": "Infineon Technologies AG " * 3})
    many = web.post("/api/v1/checks", content=f"{line}\n{line}\n", headers=LINES)
    assert many.status_code == 422
    assert "the parties of all lines" in many.json()["detail"]


def test_every_reply_has_the_headers_that_keep_a_page_to_itself(web):
    for address in ("/", "/fr/", ASKED, "/nowhere", "/static/ecluse.css"):
        headers = web.get(address).headers
        assert "unsafe" not in headers["content-security-policy"], address
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers
