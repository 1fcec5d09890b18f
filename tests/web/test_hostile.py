"""What somebody hostile sends: it costs no more than another question, and tells nothing."""

from __future__ import annotations

import asyncio
import json
import threading

import pytest
from starlette.requests import Request

from ecluse.errors import EcluseError, InputError
from ecluse.facts.json_object import read_json
from ecluse.facts.tokens import words
from ecluse.web.actor import HERE
from ecluse.web.api.table import API
from ecluse.web.assistant.tools import called
from ecluse.web.pages.table import PAGES
from ecluse.web.routes import _body
from ecluse.web.settings import Settings
from ecluse.web.store import Store
from ecluse.web.tokens import append_token, new_token, read_tokens

from .serving import bearer, client, until_ended

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
    from ecluse.web import site

    seen = []
    own = site.determine

    def watched(*words):
        seen.append(threading.current_thread())
        return own(*words)

    monkeypatch.setattr(site, "determine", watched)
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


@pytest.mark.parametrize("proxy", ["10.0.0.0/24", "10.0.0.2,10.0.0.3", "no.such.proxy", "*", ""])
def test_a_proxy_is_one_address(proxy):
    with pytest.raises(InputError, match="is no address"):
        Settings(proxy=proxy)
    assert Settings(proxy="10.0.0.2").proxy


@pytest.mark.parametrize("path", ["/items/", "/api/v1/items/", "/fr/items/"])
def test_no_address_leads_to_the_host_that_was_asked_for(web, path):
    sent = web.get(path, headers={"Host": "6.6.6.6"})
    assert sent.status_code in (404, 421), sent.headers
    assert web.get(path).status_code == 404


def test_what_the_first_questions_wait_for_is_made_ready_before_them(site, monkeypatch):
    from ecluse.web import serving

    made: list[object] = []
    monkeypatch.setattr(serving.Screener, "open", made.append)
    monkeypatch.setattr(serving, "prepare", made.append)
    serving._warm(site)
    assert made == [site.release.data, site.library]


def test_what_cannot_be_made_ready_is_told_and_the_server_goes_on(site, monkeypatch, caplog):
    from ecluse.web import serving

    def fails(_: object) -> None:
        raise InputError("a list is broken", "el.csv", "install the data again")

    monkeypatch.setattr(serving.Screener, "open", fails)
    serving._warm(site)
    assert "a list is broken" in caplog.text


def test_two_tokens_of_one_subject_have_books_apart(site, tmp_path):
    tokens = tmp_path / "tokens.csv"
    first, second = bearer(tokens, "preparer", "team"), bearer(tokens, "preparer", "team")
    here = bearer(tokens, "preparer", HERE.subject)
    options = {"data_dir": tmp_path / "data", "tokens": tokens, "books_at_once": 0}
    with client(site, **options) as web:
        files = {"book": ("b.csv", "item,to\nNVIDIA T4,DE\n")}
        sent = web.post("/api/v1/orders", files=files, headers=first)
        at = sent.headers["location"]
        assert web.get(at, headers=first).status_code == 200
        for other in (second, here):
            assert web.get(at, headers=other).status_code == 404
            assert web.delete(at, headers=other).status_code == 404
            assert web.get("/api/v1/jobs", headers=other).json() == []


def test_a_subject_has_one_token_unless_another_is_asked_for(tmp_path):
    path = tmp_path / "tokens.csv"
    for another, count in ((False, 1), (True, 2)):
        append_token(path, new_token("A. Person", "reader", None)[1], another=another)
        with pytest.raises(InputError, match="has a token already"):
            append_token(path, new_token("A. Person", "preparer", None)[1])
        assert len(read_tokens(path)) == count


def test_a_book_has_the_encoding_that_is_named(site, tmp_path):
    with client(site, data_dir=tmp_path, books_at_once=0) as web:
        files = {"book": ("b.csv", "item,to\nNVIDIA T4,DE\n")}
        sent = web.post("/api/v1/orders?encoding=klingon", files=files)
        assert (sent.status_code, "no encoding is called" in sent.text) == (422, True)
        sent = web.post("/api/v1/orders?encoding=gb18030", files=files)
        assert sent.status_code == 202, sent.text
        ((asked,),) = Store(tmp_path).read("SELECT asked FROM job")
    assert json.loads(asked)["encoding"] == "gb18030"


def test_all_that_is_wrong_with_what_is_asked_of_a_book_is_told_at_once(site, tmp_path):
    asked = "on=yesterday&since=2025-01-01&columns=part&encoding=klingon&scenario=/etc/passwd"
    with client(site, data_dir=tmp_path, books_at_once=0) as web:
        files = {"book": ("b.csv", "item,to\nNVIDIA T4,DE\n")}
        told = web.post(f"/api/v1/orders?{asked}", files=files).json()
        assert told["status"] == 422
        assert len(told["more"]) == 3
        assert Store(tmp_path).read("SELECT * FROM job") == []


@pytest.mark.slow
def test_a_book_is_read_in_the_encoding_that_is_named(site, tmp_path):
    text = "Material,Ship-To Country,End User\nNVIDIA T4,DE,华为\n".encode("gb18030")
    with client(site, data_dir=tmp_path) as web:
        files = {"book": ("b.csv", text)}
        sent = web.post("/api/v1/orders?encoding=gb18030&on=2025-05-20", files=files)
        at = sent.headers["location"]
        job = until_ended(web, at)
        assert job["state"] == "done", job["error"]
        assert "华为" in web.get(f"{at}/result").text


@pytest.mark.parametrize("kind", [["check"], {"check": 1}, 1, None])
def test_a_kind_of_brief_that_is_no_word_is_refused(site, kind):
    with pytest.raises(EcluseError, match=r"'kind' (cannot be|is empty).* \(kind\): (give|write)"):
        called("brief", {**ASKED, "kind": kind}, site)


def test_a_body_that_is_cut_off_is_no_fault_of_ours():
    async def receive():
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    with pytest.raises(InputError, match="cut off"):
        asyncio.run(_body(Request(scope, receive), 10))
