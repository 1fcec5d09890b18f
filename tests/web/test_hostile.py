"""What somebody hostile sends: it costs no more than another question, and tells nothing."""

from __future__ import annotations

import threading

import pytest

from ecluse.errors import EcluseError, InputError
from ecluse.facts.json_object import read_json
from ecluse.facts.tokens import words
from ecluse.web.api.table import API
from ecluse.web.assistant.tools import called
from ecluse.web.pages.table import PAGES
from ecluse.web.settings import Settings

from .serving import client

ASKED = {"item": "NVIDIA T4", "to": "DE", "on": "2025-05-20"}
HALF = b'{"item":"NVIDIA T4","to":"DE","name":"\\ud800","end_user":"\\ud800"}'
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("wrong", ["ab " * 20_000, "a" * 1_001, [f"name {n}" for n in range(61)]])
def test_no_question_has_a_name_without_end_or_names_without_number(web, site, wrong):
    asked = {**ASKED, "end_user": wrong}
    sent = web.post("/api/v1/check", json=asked)
    assert (sent.status_code, "at most" in sent.text) == (422, True)
    with pytest.raises(EcluseError):
        called("check", asked, site)
    if isinstance(wrong, str):
        for key in ("name", "address"):
            said = {"name": "Acme", key: wrong}
            assert web.post("/api/v1/screening", json=said).status_code == 422


def test_the_most_that_is_taken_is_answered(web):
    sent = web.post("/api/v1/check", json={**ASKED, "end_user": "ab " * 333})
    assert sent.status_code == 200, sent.text


def test_a_long_name_is_compared_with_forms_of_its_length_alone(site):
    """The words of an exporter's name are joined some ten times each, not each with each."""
    exporters = site.library.exporters
    for told in ("Acme Co. Ltd. Inc.", "The NVIDIA Corporation", "OOO Acme", "a b c d e f g h"):
        assert list(exporters._bare(words(told))) == _bare_of_all(exporters, words(told))


def _bare_of_all(exporters, said):
    begin, end, moved = 0, len(said), True
    while moved:
        moved = False
        for place in range(begin + 1, end):
            if " ".join(said[place:end]) in exporters.forms_after:
                end, moved = place, True
                break
            if " ".join(said[begin:place]) in exporters.forms_before:
                begin, moved = place, True
                break
    return said[begin:end]


def test_whoever_may_name_parties_waits_for_a_turn_in_a_thread():
    """The event loop answers others meanwhile."""
    posts = [each for each in (*API, *PAGES) if each.method == "POST" and each.receives is None]
    loop = {each.path for each in posts if not each.heavy}
    assert loop <= {"/jobs/{id}/remove"}, loop
    named = [each for each in PAGES if any(param.name == "end_user" for param in each.takes)]
    assert named
    assert all(each.heavy or "end_user" in each.heavy_with for each in named)


def test_a_query_that_names_somebody_is_answered_in_a_thread(web, monkeypatch):
    from ecluse.web.pages import answer

    seen = []
    own = answer.determine
    monkeypatch.setattr(
        answer, "determine", lambda *words: seen.append(threading.current_thread()) or own(*words)
    )
    at = web.get("/check/NVIDIA%20T4/DE/2025-05-20?end%5Fuser=Acme").headers["location"]
    assert web.get(at).status_code == 200
    assert "worker" in seen[-1].name.casefold()


@pytest.mark.parametrize("path", ["check", "kept", "screening"])
def test_half_a_character_is_refused(web, path):
    sent = web.post(f"/api/v1/{path}", content=HALF, headers=JSON)
    assert 400 <= sent.status_code < 500, sent.text


def test_half_a_character_is_a_mistake_of_its_line(web):
    sent = web.post(
        "/api/v1/checks", content=HALF, headers={"Content-Type": "application/x-ndjson"}
    )
    assert (sent.status_code, "line 1" in sent.text) == (422, True)


@pytest.mark.parametrize("text", [HALF, HALF.decode(), '["\ud800"]', '[{"\\udfff": 1}]'])
def test_half_a_character_is_no_json(text):
    with pytest.raises(ValueError, match="half a character"):
        read_json(text)
    assert read_json('["\\ud83d\\ude00"]') == ["😀"]


@pytest.fixture(scope="module")
def keeping(site, tmp_path_factory):
    with client(site, data_dir=tmp_path_factory.mktemp("data")) as here:
        yield here


def test_a_kept_answer_that_names_somebody_is_told_to_nobody_else(keeping):
    """Neither by a link that can be computed, nor by what is said to who keeps it again, nor by
    anything between.
    """
    asked = {**ASKED, "end_user": "Acme Rotterdam"}
    first, again = (keeping.post("/api/v1/kept", json=asked) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["digest"] != again.json()["digest"]
    at = first.headers["location"]
    for address in (at, f"/api/v1{at.replace('/d/', '/kept/')}"):
        sent = keeping.get(address)
        assert (sent.status_code, sent.headers["cache-control"]) == (200, "no-store")
    kept = keeping.post("/api/v1/kept", json=ASKED).headers["location"]
    assert keeping.get(kept).headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize(
    "url",
    ["https://ex.example/ecluse", "https://ex.example/?a=b", "ftp://ex.example", "ex.example", ""],
)
def test_an_address_that_pages_do_not_lead_below_is_refused(url):
    with pytest.raises(InputError, match="whole site"):
        Settings(public_url=url)
    assert Settings(public_url="https://ex.example:8443/").public_url


@pytest.mark.parametrize("path", ["/items/", "/api/v1/items/", "/fr/items/"])
def test_no_address_leads_to_the_host_that_was_asked_for(web, path):
    sent = web.get(path, headers={"Host": "6.6.6.6"})
    assert sent.status_code in (404, 421), sent.headers
    assert web.get(path).status_code == 404
