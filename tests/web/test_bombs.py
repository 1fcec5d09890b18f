"""What is sent to break the server: each is answered in less than a second, with a problem."""

from __future__ import annotations

import time

import pytest

JSON = {"content-type": "application/json"}
YAML = {"content-type": "application/yaml"}
ALIASES = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{after}: &{after} [{','.join(['*' + before] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
BODIES = {
    "deep JSON": ("/api/v1/check", JSON, b'{"item":' * 6_000),
    "deep lists": ("/api/v1/check", JSON, b'{"item": ' + b"[" * 30_000),
    "deep and whole": ("/api/v1/check", JSON, b'{"item": ' + b"[" * 20_000 + b"]" * 20_000 + b"}"),
    "a vast exponent": (
        "/api/v1/check",
        JSON,
        b'{"item": "H20", "to": "CN", "quantity": 1e999999}',
    ),
    "no number": ("/api/v1/check", JSON, b'{"item": "H20", "to": "CN", "quantity": NaN}'),
    "infinity": ("/api/v1/check", JSON, b'{"item": "H20", "to": "CN", "given": {"tpp": Infinity}}'),
    "a vast fact": ("/api/v1/check", JSON, b'{"item":"H20","to":"CN","given":{"tpp":1e999999}}'),
    "5,000 digits": (
        *("/api/v1/check", JSON),
        b'{"item": "H20", "to": "CN", "quantity": 1' + b"0" * 5_000 + b"}",
    ),
    "3,000 digits of a fact": (
        *("/api/v1/check", JSON),
        b'{"item": "H20", "to": "CN", "given": {"tpp": 1' + b"0" * 3_000 + b"}}",
    ),
    "a long name": ("/api/v1/check", JSON, b'{"item": "' + b"H" * 200_000 + b'", "to": "CN"}'),
    "a name of 60 kB": ("/api/v1/check", JSON, b'{"item": "' + b"H" * 60_000 + b'", "to": "CN"}'),
    "a long party": ("/api/v1/screening", JSON, b'{"name": "' + b"Huawei " * 8_000 + b'"}'),
    "many keys": (
        *("/api/v1/check", JSON),
        b"{" + b",".join(b'"k%d": 1' % n for n in range(5_000)) + b"}",
    ),
    "a key twice": ("/api/v1/check", JSON, b'{"item": "H20", "item": "H100", "to": "CN"}'),
    "no text": ("/api/v1/check", JSON, b"\xff\xfe\x00"),
    "an empty body": ("/api/v1/check", JSON, b""),
    "aliases": ("/api/v1/scenario-checks", YAML, ALIASES.encode()),
    "deep YAML": ("/api/v1/scenario-checks", YAML, b"[" * 5_000),
    "long YAML": ("/api/v1/scenario-checks", YAML, b"a: " + b"x" * 70_000),
    "no YAML": ("/api/v1/scenario-checks", YAML, b"\xff"),
    "a path for a scenario": ("/api/v1/scenario-checks", YAML, b"scenario: /etc/passwd\n"),
    "an own item of a path": (
        *("/api/v1/check", JSON),
        b'{"item": {"item": "x", "contains": {"item": "/etc/passwd", "count": 1}}, "to": "CN"}',
    ),
}
ADDRESSES = {
    "a vast exponent": "item=H20&to=CN&quantity=1e999999",
    "5,000 digits": "item=H20&to=CN&quantity=1" + "0" * 5_000,
    "a path for an item": "item=/etc/passwd&to=CN",
    "a path for a scenario": "item=H20&to=CN&scenario=../../../etc/passwd",
    "a NUL": "item=H20%00&to=CN",
    "a year beyond all": "item=H20&to=CN&on=99999-01-01",
    "many parameters": "&".join(f"given.a{n}=1" for n in range(500)),
    "too long": "item=" + "H" * 9_000,
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_a_bomb_is_a_problem_within_a_second(web, name):
    path, headers, body = BODIES[name]
    begun = time.process_time()
    sent = web.post(path, content=body, headers=headers)
    assert time.process_time() - begun < 1
    _problem(sent)


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_that_is_a_bomb_is_a_problem_within_a_second(web, name):
    begun = time.process_time()
    sent = web.get(f"/api/v1/check?{ADDRESSES[name]}")
    assert time.process_time() - begun < 1
    _problem(sent)


def _problem(sent):
    assert 400 <= sent.status_code < 500, sent.text[:300]
    problem = sent.json()
    assert problem["mend"]
    assert len(sent.content) < 40_000
    assert "root:" not in sent.text
    assert "Traceback" not in sent.text
