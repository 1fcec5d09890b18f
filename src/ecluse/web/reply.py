"""What a handler gives back, and how it is sent.

Belongs here: the value, its ETag and its media types. Does not: headers that every reply has
(guard).
Always true: the same reply has the same bytes and the same ETag.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from http import HTTPStatus
from typing import Any

import orjson
from starlette.responses import Response, StreamingResponse

from ecluse.answers.plain import plain
from ecluse.errors import EcluseError
from ecluse.web.problem import MEDIA, headers_of, problem_of
from ecluse.web.turns import Turns

JSON, HTML, TEXT, SVG, NDJSON = (
    "application/json",
    "text/html; charset=utf-8",
    "text/plain; charset=utf-8",
    "image/svg+xml",
    "application/x-ndjson",
)
DATED = 300  # seconds for which an answer of a named day may be kept by whoever asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a handler gives back.

    Args:
        max_age: Seconds for which whoever asked may keep it; nobody keeps it where None.
        headers: Further headers.
        parts: A long answer, made part by part while it is sent; then `body` is empty.
    """

    body: bytes
    media: str = JSON
    status: HTTPStatus = HTTPStatus.OK
    max_age: int | None = None
    headers: tuple[tuple[str, str], ...] = field(default=())
    parts: Iterator[bytes] | None = None

    @property
    def etag(self) -> str:
        """Which answer this is, compressed or not."""
        return f'W/"{blake2b(self.body, digest_size=12).hexdigest()}"'


def json_reply(value: object, **options: Any) -> Reply:
    """An answer as JSON: a dataclass of a room, or plain data."""
    data = value if isinstance(value, dict | list) else plain(value)
    return Reply(body=orjson.dumps(data), **options)


def problem_reply(error: EcluseError, lang: str = "en") -> Reply:
    """An error as JSON."""
    problem = problem_of(error, lang)
    return Reply(
        body=orjson.dumps(plain(problem)),
        media=MEDIA,
        status=HTTPStatus(problem.status),
        headers=headers_of(error),
    )


def send(
    reply: Reply,
    asked_etag: str | None = None,
    more: tuple[tuple[str, str], ...] = (),
    turns: Turns | None = None,
) -> Response:
    """The reply as Starlette sends it; 304 where whoever asked has this answer.

    Args:
        asked_etag: The header If-None-Match.
        more: Headers besides the reply's own.
        turns: Whose turn it is, where the reply has parts.
    """
    kept = "no-store" if reply.max_age is None else f"public, max-age={reply.max_age}"
    headers = {"Cache-Control": kept, **dict(reply.headers), **dict(more)}
    if reply.parts is not None:
        parts = (turns or Turns()).each(reply.parts)
        return StreamingResponse(parts, reply.status, headers, reply.media)
    if reply.status is HTTPStatus.OK:
        headers["ETag"] = reply.etag
        if asked_etag is not None and names_it(asked_etag, reply.etag):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(reply.body, status_code=reply.status, headers=headers, media_type=reply.media)


def names_it(asked: str, etag: str) -> bool:
    """Whether a header If-None-Match names an answer.

    >>> names_it('"a", W/"b"', 'W/"b"'), names_it("*", 'W/"b"'), names_it('"a"', 'W/"b"')
    (True, True, False)
    """
    opaque = etag.removeprefix("W/")
    return any(each.strip().removeprefix("W/") in (opaque, "*") for each in asked.split(","))
