"""A message in which a key stands twice: the call in it is refused, for dropping one of the two in
silence may turn a license into none.

Belongs here: telling such a message from others, on both transports. Does not: what a call takes
(tools).
Always true: any other message is passed on as it came.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from io import TextIOWrapper
from typing import Any, cast

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TWICE = "said twice"  # no argument of any tool


def once_each(text: str | bytes) -> str | bytes:
    """A message; where a key stands twice in it, the same with the key alone for its arguments.

    >>> once_each('{"params": {"arguments": {"to": "DE", "to": "FR"}}}')
    '{"params": {"arguments": {"said twice": "to"}}}'
    """
    twice: list[str] = []

    def noted(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        twice.extend(name for name in names if names.count(name) > 1)
        return dict(pairs)

    try:
        message = json.loads(text, object_pairs_hook=noted)
    except (ValueError, RecursionError):
        return text  # whoever reads it says so
    params = message.get("params") if isinstance(message, dict) else None
    if not twice or not isinstance(params, dict) or "arguments" not in params:
        return text
    params["arguments"] = {TWICE: twice[0]}
    return json.dumps(message)


class OnceEach:
    """An ASGI application whose bodies say each key once.

    Args:
        longest: Bytes of a body; a longer one is passed on as it comes, and refused there.
    """

    def __init__(self, inner: ASGIApp, longest: int) -> None:
        self._inner = inner
        self._longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._inner(scope, receive, send)
            return
        parts: list[Message] = []
        while sum(len(part.get("body", b"")) for part in parts) <= self._longest:
            parts.append(await receive())
            if not parts[-1].get("more_body", False):
                break
        if parts[-1]["type"] == "http.request" and not parts[-1].get("more_body", False):
            body = once_each(b"".join(part.get("body", b"") for part in parts))
            sent = body.encode() if isinstance(body, str) else body
            parts = [{"type": "http.request", "body": sent, "more_body": False}]
            scope = {**scope, "headers": _of_length(scope["headers"], len(sent))}

        async def again() -> Message:
            return parts.pop(0) if parts else await receive()

        await self._inner(scope, again, send)


def _of_length(headers: list[tuple[bytes, bytes]], length: int) -> list[tuple[bytes, bytes]]:
    """Headers with the length of the body as it is now."""
    return [
        (name, str(length).encode() if name == b"content-length" else value)
        for name, value in headers
    ]


class _LinesOnce:
    """The lines of standard input, each saying each key once."""

    def __init__(self) -> None:
        stream = TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
        self._lines = anyio.wrap_file(stream)

    async def __aiter__(self) -> AsyncIterator[str]:
        async for line in self._lines:
            yield str(once_each(line))


def standard_input() -> anyio.AsyncFile[str]:
    """Standard input, as the official server takes it."""
    return cast("anyio.AsyncFile[str]", _LinesOnce())
