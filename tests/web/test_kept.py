"""Kept answers: only where somebody asks, as they were given, and what the record says today."""

from __future__ import annotations

import json
import sqlite3
import zlib

import pytest

from ecluse.errors import InputError
from ecluse.web import kept
from ecluse.web.store import FILE, Store

from .serving import bearer, client

ASKED = {"item": "H20", "to": "China", "on": "2025-05-20"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def keeping(site, folder):
    with client(site, data_dir=folder) as web:
        yield web


@pytest.fixture(scope="module")
def given(keeping):
    """An answer that was kept."""
    sent = keeping.post("/api/v1/kept", json=ASKED)
    assert sent.status_code == 201, sent.text
    return sent.json()


def test_an_answer_is_kept_as_it_was_given(keeping, given):
    whole = "/api/v1/check?include=trace,nearest,figures"
    now = keeping.post(whole, json=ASKED).json()
    for of_the_server in ("engine", "links"):
        now.pop(of_the_server)
    assert given["answer"] == now
    assert given["question"]["item"] == "NVIDIA H20 96GB"
    assert given["question"]["known"] == now["data_as_of"]  # pinned: another day is another digest
    read = keeping.get(f"/api/v1/kept/{given['digest']}").json()
    assert read == given
    assert given["today"]["same"] is True
    french = keeping.get(f"/api/v1/kept/{given['digest']}?lang=fr").json()
    assert french["answer"]["outcome"] == "LICENSE"
    assert french["answer"]["disclaimer"] != given["answer"]["disclaimer"]


@pytest.mark.parametrize(
    "words",
    [
        {"item": "nvidia h20 96gb", "to": "CN", "on": "2025-05-20"},
        {"on": "2025-05-20", "to": "PRC", "item": "H20", "reading": "enforced"},
    ],
)
def test_another_spelling_is_the_same_kept_answer(keeping, given, words):
    sent = keeping.post("/d", data=words)
    assert sent.status_code == 303, sent.text
    assert sent.headers["location"] == f"/d/{given['digest']}"


def test_a_fact_has_one_spelling_too(keeping):
    first = ASKED | {"hq": "Singapore", "given": {"datacenter": "no"}}
    again = ASKED | {"hq": "SG", "given": {"datacenter": "False"}}
    sent = [keeping.post("/api/v1/kept", json=words) for words in (first, again)]
    assert [each.status_code for each in sent] == [201, 200]
    assert sent[0].json()["question"]["given"] == {"datacenter": "no"}


def test_another_question_is_another(keeping, given):
    digests = {given["digest"]}
    for more in ({"hq": "Singapore"}, {"reading": "text"}, {"known": "2025-04-11"}):
        digests.add(keeping.post("/api/v1/kept", json=ASKED | more).json()["digest"])
    assert len(digests) == 4


def test_nothing_is_kept_but_by_a_post_that_asks(keeping, folder):
    def count():
        with sqlite3.connect(folder / FILE) as rows:
            return rows.execute("SELECT count(*) FROM kept").fetchone()[0]

    before = count()
    keeping.get("/api/v1/check", params=ASKED)
    keeping.post("/api/v1/check", json=ASKED)
    assert keeping.get("/d/0123456789abcdef").status_code == 404
    assert keeping.get("/api/v1/kept").status_code == 405
    assert keeping.post("/api/v1/kept", json=ASKED | {"headquarters": "China"}).status_code == 422
    assert keeping.post("/d", data=ASKED | {"hq": ""}).status_code == 422
    assert count() == before


def test_nothing_is_kept_where_it_was_said_so(site, web, folder, given):
    assert web.post("/api/v1/kept", json=ASKED).status_code == 404
    with client(site, data_dir=folder, read_only=True) as reads:
        assert reads.get(f"/d/{given['digest']}").status_code == 200
        told = reads.post("/api/v1/kept", json=ASKED)
        assert (told.status_code, told.json()["detail"]) == (403, "this server keeps nothing new")
        assert reads.post("/d", data=ASKED).status_code == 403
        assert reads.post("/api/v1/orders").status_code == 403


def test_a_day_has_a_quota_for_each_who_asks(site, tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "A_DAY", 1)
    tokens = tmp_path / "tokens.csv"
    one, other = bearer(tokens, "reader", "one"), bearer(tokens, "reader", "other")
    with client(site, data_dir=tmp_path / "data", tokens=tokens) as web:
        assert web.post("/api/v1/kept", json=ASKED, headers=one).status_code == 201
        assert web.post("/api/v1/kept", json=ASKED, headers=one).status_code == 200  # nothing new
        again = web.post("/api/v1/kept", json=ASKED | {"to": "Poland"}, headers=one)
        assert again.status_code == 429
        assert web.post("/api/v1/kept", json=ASKED, headers=other).status_code == 200
    with sqlite3.connect(tmp_path / "data" / FILE) as rows:
        assert all(len(who) == 32 for (who,) in rows.execute("SELECT who FROM quota"))


@pytest.mark.usefixtures("given")
def test_a_kept_answer_is_never_changed_nor_lost(folder):
    with sqlite3.connect(folder / FILE) as rows:
        for change in ("UPDATE kept SET engine = 'x'", "DELETE FROM kept"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                rows.execute(change)


def kept_before(folder, given, digest, told="told_en, told_fr", known="2026-07-31", **changes):
    """A row as an older release would have left it."""
    packed = zlib.compress(json.dumps(given["answer"] | changes).encode())
    row = (digest, "2026-08-01", "0.0.1", "2026-07-31+0123abcd", known)
    with sqlite3.connect(folder / FILE) as rows:
        rows.execute(
            f"INSERT INTO kept SELECT ?, ?, ?, ?, ?, ?, ?, ?, {told} FROM kept WHERE digest = ?",
            (
                *(*row, json.dumps(given["question"] | {"known": known}), packed, packed),
                given["digest"],
            ),
        )


def test_the_record_has_changed_and_the_answer_is_the_same(keeping, folder, given):
    kept_before(folder, given, "00000000000000aa")
    today = keeping.get("/api/v1/kept/00000000000000aa").json()["today"]
    assert (today["asked"], today["same"], today["changed"]) == (True, True, [])
    page = keeping.get("/d/00000000000000aa").text
    assert "today’s answer is the same" in page
    assert 'id="changed"' not in page


@pytest.mark.parametrize(("known", "outcome"), [("2025-04-15", "LICENSE"), ("2025-04-14", "NLR")])
def test_what_was_asked_as_known_on_a_day_is_asked_so_again(keeping, folder, known, outcome):
    """The letters of 15 April 2025 are no news of today to whoever asked without them."""
    sent = keeping.post("/api/v1/kept", json={**ASKED, "known": known}).json()
    digest = f"00000000{known.replace('-', '')}"
    kept_before(folder, sent, digest, known=known)
    today = keeping.get(f"/api/v1/kept/{digest}").json()["today"]
    assert sent["answer"]["outcome"] == today["outcome"] == outcome
    assert today["changed"] == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"known": "2025-04-14"}, "as enforced · as known on 2025-04-14"),
        ({"reading": "text"}, "as the text stands"),
    ],
)
def test_the_head_of_the_page_says_which_law_was_asked(keeping, asked, words):
    sent = keeping.post("/api/v1/kept", json={**ASKED, **asked}).json()
    page = keeping.get(f"/d/{sent['digest']}").text
    assert words in page.partition('<p class="kicker">')[2].partition("</p>")[0]
    again = page.partition(">Ask it today")[0].rpartition('href="')[2]
    assert all(f"{name}={value}" in again for name, value in asked.items())


def test_the_record_has_changed_and_the_answer_with_it(keeping, folder, given):
    kept_before(folder, given, "00000000000000bb", outcome="NLR", requirements=[])
    today = keeping.get("/api/v1/kept/00000000000000bb").json()["today"]
    assert today["same"] is False
    assert today["outcome"] == "LICENSE"
    assert {row["key"] for row in today["changed"]} == {"outcome", "requirements"}
    page = keeping.get("/d/00000000000000bb").text
    assert '<header class="answer is-NLR">' in page  # as it was given
    assert "Today’s answer is: License required." in page
    french = keeping.get("/fr/d/00000000000000bb").text
    assert "La réponse d’aujourd’hui est\u00a0: Licence requise." in french


def test_an_answer_that_was_shown_in_other_parts_is_still_shown(keeping, folder, given):
    known = "2025-04-14"
    odd = f"x'{zlib.compress(b'{}').hex()}'"
    kept_before(folder, given, "00000000000000dd", told=f"{odd}, {odd}", known=known)
    page = keeping.get("/d/00000000000000dd").text
    assert '<header class="answer is-LICENSE">' in page
    assert "letters of April 2025, named parts" in page
    assert "as enforced · as known on 2025-04-14</p>" in page


def test_the_page_of_an_answer_offers_to_keep_it(keeping, web, given):
    address = "/check/nvidia-h20-96gb/cn/2025-05-20"
    offered = keeping.get(address).text
    assert 'action="/d"' in offered
    assert 'action="/d"' not in web.get(address).text
    kept_page = keeping.get(f"/d/{given['digest']}").text
    assert f'href="{address}"' in kept_page
    assert "Why" in kept_page


def test_a_question_that_cannot_be_asked_again_says_so(keeping, folder, given):
    gone = given | {"question": given["question"] | {"item": "no such chip"}}
    kept_before(folder, gone, "00000000000000cc")
    today = keeping.get("/api/v1/kept/00000000000000cc").json()["today"]
    assert (today["asked"], today["same"]) == (False, None)
    assert "no such chip" in today["why"]
    assert keeping.get("/d/00000000000000cc").status_code == 200


def test_names_on_a_page_are_text(keeping):
    words = ASKED | {"exporter": "<script>alert(1)</script>"}
    place = keeping.post("/d", data=words).headers["location"]
    page = keeping.get(place).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_backup_is_a_store_and_a_strange_one_is_refused(folder, given, tmp_path):
    Store(folder).read("VACUUM INTO ?", str(tmp_path / FILE))  # as docs/serving.md says
    assert kept.kept_answer(Store(tmp_path), given["digest"]).question == given["question"]
    with sqlite3.connect(tmp_path / FILE) as rows:
        rows.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match="schema 99"):
        Store(tmp_path)
