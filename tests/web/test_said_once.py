"""A message of an assistant in which a key stands twice, and what of a form may be left blank."""

from __future__ import annotations

import json
from typing import Any

import anyio
import pytest

from ecluse.errors import InputError
from ecluse.web.assistant.once import TWICE, OnceEach, once_each
from ecluse.web.params import Param, read_form

NAME = Param("name", "The party's name.", required=True)
ON, COUNTRY = Param("on", "The day."), Param("country", "Where it is.")
CALL = '{"params": {"name": "check", "arguments": {"item": "H20", "to": "CN"}}}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"params": {"arguments": {"to": "CN", "to": "DE"}}}', {TWICE: "to"}),
        ('{"params": {"arguments": {"given": {"a": 1, "a": 2}, "to": "CN"}}}', {TWICE: "a"}),
        (
            '{"params": {"arguments": {"to": "CN"}, "arguments": {"to": "DE"}}}',
            {TWICE: "arguments"},
        ),
        ('{"id": 1, "id": 2, "params": {"arguments": {"to": "CN"}}}', {TWICE: "id"}),
        (CALL, {"item": "H20", "to": "CN"}),
        ('{"params": {"arguments": {"item": "H20", "to": "CN", "hq": null}}}', None),
    ],
)
def test_a_call_in_which_a_key_stands_twice_says_that_alone(text: str, said: Any) -> None:
    told = once_each(text)
    assert told == text if said is None else json.loads(told)["params"]["arguments"] == said


@pytest.mark.parametrize("text", ["[", "[1, 2]", '{"a": 1, "a": 2}', '{"params": [1]}', "\ud800"])
def test_what_is_no_call_is_passed_on_as_it_came(text: str) -> None:
    assert once_each(text) is text


def passed_on(pieces: list[bytes], longest: int = 1_000, method: str = "POST") -> tuple[bytes, Any]:
    """What an application gets of a body that comes in pieces, and the length that it is told."""
    coming = [
        {"type": "http.request", "body": piece, "more_body": place < len(pieces)}
        for place, piece in enumerate(pieces, 1)
    ]
    got: list[bytes] = []
    told: list[Any] = []

    async def inner(scope: Any, receive: Any, _: Any) -> None:
        told.append(dict(scope["headers"]).get(b"content-length"))
        while True:
            message = await receive()
            got.append(message.get("body", b""))
            if not message.get("more_body"):
                return

    async def receive() -> Any:
        return coming.pop(0)

    async def nothing(_: Any) -> None: ...

    length = str(sum(map(len, pieces))).encode()
    scope = {"type": "http", "method": method, "headers": [(b"content-length", length)]}
    anyio.run(OnceEach(inner, longest), scope, receive, nothing)
    return b"".join(got), told[0]


@pytest.mark.parametrize("cut", [1, 30, 45, 50])
def test_a_key_that_stands_twice_in_two_pieces_of_a_body_is_found(cut: int) -> None:
    text = b'{"params": {"arguments": {"end_user": "Inspur", "end_user": "Dell"}}}'
    body, length = passed_on([text[:cut], text[cut:]])
    assert json.loads(body)["params"]["arguments"] == {TWICE: "end_user"}
    assert length == str(len(body)).encode()


def test_a_body_that_is_too_long_is_passed_on_in_its_pieces() -> None:
    pieces = [b"x" * 600, b"y" * 600, b"z" * 600]
    body, length = passed_on(pieces)
    assert body == b"".join(pieces)
    assert length == b"1800"


def test_another_method_is_left_alone() -> None:
    text = b'{"params": {"arguments": {"to": "CN", "to": "DE"}}}'
    assert passed_on([text], method="PUT")[0] == text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"name=Dell&country=", {"name": "Dell"}),
        (b"country=CN&name=Dell", {"name": "Dell", "country": "CN"}),
        (b"name=&country=CN", "'name' is empty"),
        (b"country=CN", "there is no 'name'"),
        (b"name=Dell&on=", "'on' is empty"),  # a day that is taken for today's would be another
        (b"name=Dell&country=%20", "'country' is empty"),
        (b"name=Dell&country=CN&country=", {"name": "Dell", "country": "CN"}),
        (b"name=Dell&country=CN&country=DE", "'country' is said twice"),
        (b"name=Dell&contry=", "unknown parameter 'contry'"),
    ],
)
def test_a_form_may_leave_blank_what_it_says_besides_and_nothing_else(
    body: bytes, said: Any
) -> None:
    if isinstance(said, dict):
        assert read_form(body, (NAME, ON), (COUNTRY,)) == said
        return
    with pytest.raises(InputError, match=said):
        read_form(body, (NAME, ON), (COUNTRY,))
