"""What a request must be before its words are read: both sides of each refusal, and whose pages may
read an answer.
"""

from __future__ import annotations

import pytest

from ecluse.web.negotiate import asked_lang, check, options, shared, takes_gzip
from ecluse.web.problem import Refused

JSON = "application/json"


def refused(sends: str | None, reads: str | None, **headers: str) -> tuple[int, str]:
    """The status and the header at fault, where a request is refused."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with pytest.raises(Refused) as caught:
        check(sends, reads, named)
    return int(caught.value.status), caught.value.where


@pytest.mark.parametrize(
    "accept",
    [JSON, "*/*", "application/*", f"text/html, {JSON}", "Application/JSON", f"{JSON};q=0.1"],
)
def test_the_form_that_is_sent_is_accepted(accept: str) -> None:
    check(JSON, None, {"accept": accept})
    check(JSON, None, {})  # who says nothing takes what comes


@pytest.mark.parametrize(
    "accept",
    ["text/html", "text/*", "", f"{JSON};q=0", f"{JSON}; q=0.000", f"{JSON};charset=x;q=0"],
)
def test_another_form_is_refused_with_the_one_there_is(accept: str) -> None:
    assert refused(JSON, None, accept=accept) == (406, "Accept")
    with pytest.raises(Refused, match=f"the answer is {JSON} .*accept {JSON}"):
        check(JSON, None, {"accept": accept})
    check(None, None, {"accept": accept})  # an endpoint of any form


@pytest.mark.parametrize(
    "sent", [JSON, f"{JSON}; charset=utf-8", f'{JSON};charset="UTF-8"', f"{JSON}; charset=utf8"]
)
def test_a_body_of_the_form_that_is_read_is_taken(sent: str) -> None:
    check(None, JSON, {"content-type": sent})
    check(None, JSON, {"content-type": sent, "content-encoding": " Identity "})


@pytest.mark.parametrize("sent", ["", "text/plain", f"{JSON}x", f"{JSON}; charset=latin-1"])
def test_a_body_of_another_form_is_refused(sent: str) -> None:
    assert refused(None, JSON, content_type=sent) == (415, "Content-Type")


def test_a_packed_body_is_refused_before_its_form_is_looked_at() -> None:
    packed = refused(None, JSON, content_type="text/plain", content_encoding="gzip")
    assert packed == (415, "Content-Encoding")
    check(JSON, None, {"content-encoding": "gzip"})  # no body is read


def test_only_what_is_anybodys_is_shared_and_only_by_get() -> None:
    assert dict(shared("GET", "/api/v1/check"))["Access-Control-Allow-Origin"] == "*"
    for method, path in (
        ("POST", "/api/v1/check"),
        ("HEAD", "/api/v1/check"),
        ("GET", "/check"),
        ("GET", "/api/v1"),
        ("GET", "/api/v1/jobs/1"),
        ("GET", "/api/v1/orders"),
        ("GET", "/api/v1/kept/1"),
    ):
        assert shared(method, path) == (), (method, path)


def test_what_a_path_takes_is_said_and_to_other_sites_only_where_they_may_read() -> None:
    read, sent = options(["GET"], "/api/v1/check"), options(["POST"], "/api/v1/orders")
    assert (read.status_code, read.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert read.headers["access-control-allow-methods"] == "GET, HEAD"
    assert sent.headers["allow"] == "POST, OPTIONS"
    assert "access-control-allow-methods" not in sent.headers
    own = options(["GET", "DELETE"], "/api/v1/jobs/1")
    assert own.headers["allow"] == "GET, DELETE, HEAD, OPTIONS"
    assert not [name for name in own.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("query", "lang"),
    [
        ("", "en"),
        ("lang=fr", "fr"),
        ("item=H20&lang=fr&to=", "fr"),
        ("lang=en", "en"),
        ("lang=FR", "en"),
        ("xlang=fr", "en"),
        ("lang=fr2", "en"),
    ],
)
def test_the_language_is_read_even_where_all_else_is_wrong(query: str, lang: str) -> None:
    assert asked_lang({"query_string": query.encode()}, "en") == lang


@pytest.mark.parametrize(
    ("said", "takes"),
    [
        ([b"gzip"], True),
        ([b"br", b"gzip;q=0.5"], True),
        ([b"GZIP"], True),
        ([b"gzip;q=0"], False),
        ([b"gzip; q=0.00"], False),
        ([b"x-gzip"], False),
        ([b"*"], False),
        ([], False),
    ],
)
def test_gzip_is_taken_where_it_is_named(said: list[bytes], *, takes: bool) -> None:
    headers = [(b"accept-encoding", value) for value in said]
    assert takes_gzip([(b"accept", b"gzip"), *headers]) is takes
