"""Answers that were sent, kept as bytes, and sent again before anything of the request is read.

Belongs here: which answers are kept, for how long and how many. Does not: making one.
Always true: what is kept is what anyone may keep (`Cache-Control: public`) of a GET, of the data
that answer now and of this day, which is the day of a page that names none; another spelling of an
address is another answer; what is kept has a bound in bytes, and the longest unasked goes first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ecluse.web.negotiate import takes_gzip
from ecluse.web.reply import names_it
from ecluse.web.seen import ROUTE

MOST = 16_000_000  # bytes of all that is kept
_LARGEST = 4  # a reply that is a larger part of all than a quarter is not kept
_BESIDE = 1_000  # bytes that a kept reply takes besides its body
Headers = list[tuple[bytes, bytes]]
Key = tuple[bytes, bytes, bool]


@dataclass(frozen=True, slots=True)
class SentReply:
    """A reply as it was sent, compressed or not."""

    headers: Headers
    body: bytes
    route: str

    @property
    def etag(self) -> str:
        """Which answer this is."""
        return dict(self.headers)[b"etag"].decode("latin-1")

    @property
    def media(self) -> bytes:
        """Its media type."""
        return dict(self.headers).get(b"content-type", b"").partition(b";")[0]


class KeptReplies:
    """An ASGI application that remembers what another answered.

    Args:
        version: Which data answer now, and the day; what was kept of others is dropped.
        most: Bytes of all that is kept.
    """

    def __init__(self, app: ASGIApp, version: Callable[[], str], most: int = MOST) -> None:
        self._app = app
        self._version = version
        self._most = most
        self._of = ""
        self._size = 0
        self._kept: OrderedDict[Key, SentReply] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        asked: dict[bytes, bytes] = dict(scope["headers"])
        key = (scope["raw_path"], scope["query_string"], takes_gzip(scope["headers"]))
        kept = self._find(key)
        if kept is not None and _takes(asked.get(b"accept"), kept.media):
            scope[ROUTE] = kept.route
            await _send_kept(kept, asked.get(b"if-none-match"), scope["method"], send)
            return
        if scope["method"] == "GET":
            send = self._recorder(send, key, scope)
        await self._app(scope, receive, send)

    def _recorder(self, send: Send, key: Key, scope: Scope) -> Send:
        """What sends a reply on, and keeps it where anyone may."""
        version = self._version()
        headers: Headers | None = None
        body: list[bytes] = []

        async def sent(message: Message) -> None:
            nonlocal headers
            if message["type"] == "http.response.start":
                headers = _public(message)
            elif headers is not None:
                body.append(message.get("body", b""))
                if not message.get("more_body", False):
                    kept = SentReply(headers, b"".join(body), scope.get(ROUTE, ""))
                    self.keep(key, kept, version)
            await send(message)

        return sent

    def _find(self, key: Key) -> SentReply | None:
        version = self._version()
        if version != self._of:
            self._kept.clear()
            self._of, self._size = version, 0
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def keep(self, key: Key, kept: SentReply, version: str) -> None:
        """Keep a reply, and drop those that were not asked for longest."""
        size = _size(key, kept)
        if version != self._of or key in self._kept or size > self._most / _LARGEST:
            return
        self._kept[key] = kept
        self._size += size
        while self._size > self._most:
            self._size -= _size(*self._kept.popitem(last=False))

    @property
    def size(self) -> int:
        """Bytes of all that is kept."""
        return self._size


def _size(key: Key, kept: SentReply) -> int:
    return len(key[0]) + len(key[1]) + len(kept.body) + _BESIDE


def _takes(accept: bytes | None, media: bytes) -> bool:
    """Whether what is kept is surely of a form that is wanted; the endpoint decides the rest."""
    return accept is None or accept == b"*/*" or (media in accept and b"q=" not in accept)


async def _send_kept(kept: SentReply, etag: bytes | None, method: str, send: Send) -> None:
    status, headers, body = HTTPStatus.OK, kept.headers, b"" if method == "HEAD" else kept.body
    if etag is not None and names_it(etag.decode("latin-1"), kept.etag):
        status, body = HTTPStatus.NOT_MODIFIED, b""
        headers = [pair for pair in headers if not pair[0].startswith(b"content-")]
    start = {"type": "http.response.start", "status": status.value, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _public(message: Message) -> Headers | None:
    """The headers of a reply that anyone may keep; None of any other."""
    headers: Any = list(message["headers"])
    by_name = dict(headers)
    public = by_name.get(b"cache-control", b"").startswith(b"public")
    kept = message["status"] == HTTPStatus.OK and public and b"etag" in by_name
    return headers if kept else None
