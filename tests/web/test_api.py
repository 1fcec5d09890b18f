"""Every endpoint of the API: its example, a problem of it, its headers, its description."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from ecluse.web.api.about import document
from ecluse.web.api.table import API
from ecluse.web.briefs import TAKES
from ecluse.web.kept_replies import KeptReplies
from ecluse.web.problem import MEDIA
from ecluse.web.routes import Endpoint

PROBLEM = {"type", "title", "status", "detail", "where", "mend", "near", "more", "schema"}
SLOW = tuple(
    f"/api/v1/{name}"
    for name in (
        *(f"briefs/{kind}" for kind in TAKES),
        "diff",
        "remedy",
        "timeline",
        "items",
        "coverage",
        "law",
        "regions",
        "scenarios/{scenario}",
        "simulate/{market}",
    )
)
DATED = "/api/v1/check?item=H100&to=Singapore&on=2026-03-01"


def address_of(endpoint: Endpoint) -> str:
    """The address of an endpoint's example."""
    if "{" not in endpoint.path:
        return f"{endpoint.path}?{endpoint.example}" if endpoint.example else endpoint.path
    return re.sub(r"\{.*\}", str(endpoint.example), endpoint.path)


# What is of one book or one kept answer has tests of its own (test_books, test_kept).
OF_THE_RECORD = ("/api/v1/jobs", "/api/v1/kept", "/healthz", "/readyz")
GETS = [e for e in API if e.method == "GET" and not e.path.startswith(OF_THE_RECORD)]
QUICK = [endpoint for endpoint in GETS if endpoint.path not in SLOW]


def named(endpoint: Endpoint) -> str:
    return f"{endpoint.method} {endpoint.path.removeprefix('/api/v1/')}"


@pytest.fixture(scope="session")
def described(site) -> dict[str, Any]:
    return document(site)


def schema_of(described: dict[str, Any], endpoint: Endpoint) -> Draft202012Validator:
    """What checks an answer of an endpoint, whole."""
    path = re.sub(r":path", "", endpoint.path)
    answer = described["paths"][path][endpoint.method.lower()]["responses"]["200"]["content"]
    text = json.dumps(answer[endpoint.sends]["schema"])
    return Draft202012Validator(json.loads(text) | {"components": described["components"]})


@pytest.mark.parametrize("endpoint", QUICK, ids=named)
def test_an_example_is_answered_and_is_what_the_description_says(web, described, endpoint):
    sent = web.get(address_of(endpoint))
    assert sent.status_code == 200, sent.text
    assert sent.headers["content-type"] == endpoint.sends
    assert sent.headers["ecluse-data-version"]
    assert sent.headers["access-control-allow-origin"] == "*"
    errors = list(schema_of(described, endpoint).iter_errors(sent.json()))
    assert errors == []


@pytest.mark.slow
@pytest.mark.parametrize("endpoint", [e for e in GETS if e.path in SLOW], ids=named)
def test_a_long_example_is_answered_too(web, described, endpoint):
    test_an_example_is_answered_and_is_what_the_description_says(web, described, endpoint)


@pytest.mark.parametrize("endpoint", GETS, ids=named)
def test_a_word_too_many_is_a_problem_that_says_how_to_mend_it(web, endpoint):
    address = address_of(endpoint)
    sent = web.get(f"{address}{'&' if '?' in address else '?'}headquarters=China")
    problem = sent.json()
    assert sent.status_code == problem["status"] == 422
    assert sent.headers["content-type"] == MEDIA
    assert set(problem) <= PROBLEM
    assert problem["where"] == "headquarters"
    assert "`ecluse" not in problem["mend"]
    assert "--" not in problem["mend"]


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("/api/v1/items/nothing-of-the-kind", 404, "aucun article ne s’appelle"),
        ("/api/v1/law/9Z999", 404, "aucune disposition ni mesure"),
        ("/api/v1/measures/nothing", 404, "aucune mesure"),
        ("/api/v1/countries/zz", 404, "aucun pays"),
        ("/api/v1/scenarios/nothing", 404, "aucun scénario"),
        ("/api/v1/scenarios/..%5Cabout", 404, "aucun scénario"),
        ("/api/v1/scenarios/about.yaml", 404, "n’est le nom d’aucun scénario"),
        ("/api/v1/nothing", 404, "rien n’est servi"),
        ("/api/v1/check?item=H2O&to=China", 422, "aucun article"),
        ("/api/v1/check?item=H20&to=China&on=2025-02-30", 422, "n’est pas une date"),
        ("/api/v1/check?item=H20&to=China&on=1999-01-01", 422, "précède le registre"),
    ],
)
def test_a_problem_speaks_the_language_that_is_asked(web, address, status, detail):
    lang = f"{'&' if '?' in address else '?'}lang=fr"
    sent = web.get(address + lang)
    problem = sent.json()
    assert sent.status_code == status, problem
    assert detail in problem["detail"], problem
    assert "`ecluse" not in problem["mend"]
    assert "NAME.yaml" not in problem["mend"]


def test_what_a_path_does_not_take_is_refused_with_what_it_takes(web):
    sent = web.put("/api/v1/check")
    assert sent.status_code == 405
    assert set(sent.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}
    assert web.get("/api/v1/screening").status_code == 405
    asked = web.options("/api/v1/check")
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD"
    assert "access-control-allow-origin" not in web.options("/api/v1/screening").headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"accept": "text/csv"}, 406),
        ({"accept": "application/json;q=0"}, 406),
        ({"accept": "text/html, application/*;q=0.1"}, 200),
        ({"accept": "*/*"}, 200),
    ],
)
def test_a_form_that_there_is_not_is_refused_also_of_a_kept_answer(web, headers, status):
    assert web.get(DATED).status_code == 200
    assert web.get(DATED, headers=headers).status_code == status


def test_a_body_of_another_form_is_refused(web):
    words = b'{"item": "H20", "to": "CN"}'
    for kind in ("text/plain", "application/json; charset=latin-1", ""):
        sent = web.post("/api/v1/check", content=words, headers={"content-type": kind})
        assert sent.status_code == 415, kind
        assert "access-control-allow-origin" not in sent.headers


def test_a_head_has_the_headers_of_the_get_and_no_body(web):
    address = "/api/v1/countries/fr?on=2025-01-02"
    head = web.head(address)
    got = web.get(address)
    assert head.content == b""
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-length"] == got.headers["content-length"]


def test_an_answer_that_whoever_asks_has_is_not_sent_again(web):
    address = "/api/v1/countries/de?on=2025-01-02"
    etag = web.get(address).headers["etag"]
    for asked in (etag, f'"x", {etag}', "*", etag.removeprefix("W/")):
        sent = web.get(address, headers={"if-none-match": asked})
        assert (sent.status_code, sent.content) == (304, b"")
        assert sent.headers["etag"] == etag
    assert web.get(address, headers={"if-none-match": '"x"'}).status_code == 200


def test_only_a_dated_answer_may_be_kept(web):
    assert web.get(DATED).headers["cache-control"] == "public, max-age=300"
    undated = "/api/v1/check?item=H100&to=Singapore"
    assert web.get(undated).headers["cache-control"] == "no-store"
    assert web.get(DATED + "&hq=").headers["cache-control"] == "no-store"


def test_a_kept_answer_is_the_same_bytes_compressed_or_not(web):
    plain = web.get(DATED, headers={"accept-encoding": "identity"})
    again = web.get(DATED, headers={"accept-encoding": "identity"})
    with web.stream("GET", DATED, headers={"accept-encoding": "gzip"}) as sent:
        packed = b"".join(sent.iter_raw())
    assert plain.content == again.content == gzip.decompress(packed)


async def _answers(_: Any, __: Any, send: Any) -> None:
    headers = [(b"cache-control", b"public, max-age=300"), (b"etag", b'W/"a"')]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"x" * 10_000})


def test_what_is_kept_has_a_bound_and_goes_with_its_data():
    version = ["one"]
    replies = KeptReplies(_answers, lambda: version[0], most=100_000)
    web = TestClient(replies)
    for number in range(100):
        web.get(f"/?n={number}")
    assert 0 < replies.size <= 100_000
    version[0] = "two"
    web.get("/?n=99")
    assert replies.size < 12_000


def test_many_questions_are_answered_in_their_order(web):
    lines = [{"id": str(n), "item": "H100", "to": to} for n, to in enumerate(("SG", "CN", "FR"))]
    body = "\n".join(map(json.dumps, lines))
    kind = {"content-type": "application/x-ndjson"}
    sent = web.post("/api/v1/checks", content=body, headers=kind)
    rows = [json.loads(line) for line in sent.text.splitlines()]
    assert [(row["id"], row["destination"]) for row in rows] == [
        ("0", "SG"),
        ("1", "CN"),
        ("2", "FR"),
    ]
    assert "trace" not in rows[0]


def test_no_question_of_many_is_answered_where_one_is_not_understood(web):
    lines = ('{"item": "H100", "to": "SG"}', "", '{"to": 1}', '{"item": "H2O", "to": "SG"}')
    body = "\n".join(lines).encode()
    kind = {"content-type": "application/x-ndjson"}
    sent = web.post("/api/v1/checks?lang=fr", content=body, headers=kind)
    problem = sent.json()
    assert sent.status_code == 422
    assert [problem["where"], *(each["where"] for each in problem["more"])] == [
        "line 3 to",
        "line 4 item",
    ]
    assert web.post("/api/v1/checks", content=b"\n", headers=kind).status_code == 422
    assert web.post("/api/v1/checks", content=b"{}\n" * 1_001, headers=kind).status_code == 422


def test_a_party_is_screened_from_a_body(web):
    sent = web.post("/api/v1/screening", json={"name": "Inspur Group", "on": "2025-05-20"})
    assert (sent.status_code, sent.json()["band"]) == (200, "hit")
    for wrong in ({}, {"name": ""}, {"name": 1}, {"nam": "x"}, {"name": "x", "country": "Chian"}):
        assert web.post("/api/v1/screening", json=wrong).status_code == 422, wrong


def test_the_description_names_every_endpoint_and_parameter(described):
    for endpoint in API:
        path = re.sub(r":path", "", endpoint.path)
        operation = described["paths"][path][endpoint.method.lower()]
        names = {each.get("name") for each in operation["parameters"]}
        assert {param.name for param in endpoint.takes if not param.family} <= names
    assert "given.datacenter" in described["components"]["parameters"]
    text = json.dumps(described)
    for ref in set(re.findall(r'"#/components/(\w+)/([^"]+)"', text)):
        assert ref[1] in described["components"][ref[0]], ref


@pytest.mark.parametrize("at", ["", "/fr"])
def test_the_page_of_the_api_names_every_endpoint_and_parameter(web, at):
    sent = web.get(f"{at}/api")
    assert sent.status_code == 200
    for endpoint in API:
        assert re.sub(r":path", "", endpoint.path) in sent.text
        assert all(f"<code>{param.name}" in sent.text for param in endpoint.takes)
    assert "<script" not in sent.text or "src=" in sent.text
    assert len(gzip.compress(sent.content)) < 12_000
