"""What stands before every request: limits on what is sent, headers on what is answered.

Belongs here: what is true of each request and reply, whatever it asks. Does not: who may ask
(gate), or any answer.
Always true: a body is counted before anything reads it; a reply says nothing of what runs here, and
no page may load anything from elsewhere or be framed, but for /embed/; what is noted of a request
never holds what it asked.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ecluse.errors import EcluseError
from ecluse.web.actor import ANYONE
from ecluse.web.gate import ACTOR, Gate
from ecluse.web.negotiate import asked_lang
from ecluse.web.problem import Refused, later, too_large
from ecluse.web.reply import problem_reply, send
from ecluse.web.seen import ROUTE, Observer, SeenRequest
from ecluse.web.site import Site
from ecluse.web.wording import reworded

LONGEST_URL = 8_000  # bytes of path and query
MOST_AT_ONCE = 256  # requests under way
AT_ONCE_OF_ONE = 16  # of them, of one address; four times as many of a token
LONGEST_HEADERS = 32_000  # bytes of all headers
PATIENCE_S = 30.0  # between two pieces of a body
WHOLE_S = 60.0  # for a body of a question
SLOWEST = 10_000  # bytes a second of a longer one
_PROBES = ("/healthz", "/readyz")  # answered however many requests are under way
_COMMON = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=()"),
)
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FRAMED = (
    b"default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
    b"form-action 'none'; frame-ancestors *"
)
_EMBEDS = ("/embed/", "/fr/embed/")
# What other sites may show within theirs: it says nothing that is not said to everybody.
_SHOWN_ELSEWHERE = (*_EMBEDS, "/static/")
_CARDS = ("/brief/", "/fr/brief/")
_SECURE = (b"strict-transport-security", b"max-age=31536000")


@dataclass(slots=True)
class _Watch:
    """What happens to one request."""

    id: str
    began: float
    status: int = 0
    sent_bytes: int = 0


class Guard:
    """An ASGI application with the limits and headers around another.

    Args:
        site: The site that answers now.
        longest: Bytes of a body that any endpoint takes.
        gate: Who is let in.
        observers: Who is told of each request that was answered.
        at_once: Requests under way, at most.
    """

    def __init__(
        self,
        inner: ASGIApp,
        site: Callable[[], Site],
        *,
        longest: int,
        gate: Gate,
        observers: Sequence[Observer] = (),
        at_once: int = MOST_AT_ONCE,
    ) -> None:
        self._inner = inner
        self._site = site
        self._longest = longest
        self._gate = gate
        self._observers = observers
        self._at_once = at_once
        self._under_way = 0
        self._of_one: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send_on: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send_on)
            return
        watch = _Watch(secrets.token_hex(8), time.perf_counter())
        headers = self._headers(scope, watch)

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                watch.status = message["status"]
                own = message["headers"]
                message["headers"] = [*(_unshared(own) if self._gate.closed else own), *headers]
            else:
                watch.sent_bytes += len(message.get("body", b""))
            await send_on(message)

        counted = scope["path"] not in _PROBES
        self._under_way += counted
        key = None
        try:
            self._check(scope, self._under_way if counted else 0)
            key = self._counted_for(scope) if counted else None
            await self._inner(scope, _counted(receive, self._longest), sent)
        except EcluseError as error:
            lang = asked_lang(scope, "en")
            await send(problem_reply(reworded(error, lang), lang))(scope, receive, sent)
        finally:
            self._under_way -= counted
            if key is not None:
                self._of_one[key] -= 1
                self._of_one += Counter()  # what is at nothing goes
            self._note(scope, watch)

    def _counted_for(self, scope: Scope) -> str | None:
        """Count a request for whoever asks, and say for whom; nobody is counted at this machine.

        Raises:
            Refused: Too many of theirs are under way.
        """
        actor = scope.get(ACTOR)
        if actor is None or actor.local or actor is ANYONE:
            return None
        most = AT_ONCE_OF_ONE * (4 if actor.subject else 1)
        if self._of_one[actor.key] >= most:
            what = f"{most} requests of yours are under way"
            mend = "wait until one of them is answered"
            raise later(HTTPStatus.TOO_MANY_REQUESTS, what, "request", mend, 1)
        self._of_one[actor.key] += 1
        return str(actor.key)

    def _check(self, scope: Scope, under_way: int) -> None:
        """Refuse an address, headers or a body that are too long, and whoever is not let in.

        Raises:
            Refused: They are; or there are too many requests under way.
        """
        _check_headers(scope["headers"])
        size = len(scope["raw_path"]) + len(scope["query_string"])
        if size > LONGEST_URL:
            what = f"the address has {size:,} bytes"
            mend = f"give at most {LONGEST_URL:,}, or POST the question"
            raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, what, "address", mend)
        if under_way > self._at_once:
            what, mend = f"{self._at_once} requests are under way", "ask again in a moment"
            raise later(HTTPStatus.SERVICE_UNAVAILABLE, what, "server", mend, 1)
        headers = dict(scope["headers"])
        self._gate.admit(scope, headers)
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > self._longest:
            raise too_large(self._longest)

    def _note(self, scope: Scope, watch: _Watch) -> None:
        if not self._observers:
            return
        actor = scope.get(ACTOR)
        seen = SeenRequest(
            id=watch.id,
            method=scope["method"],
            route=scope.get(ROUTE, ""),
            status=watch.status,
            seconds=time.perf_counter() - watch.began,
            sent_bytes=watch.sent_bytes,
            token=actor.key if actor is not None and actor.subject and not actor.local else "",
        )
        for observer in self._observers:
            observer(seen)

    def _headers(self, scope: Scope, watch: _Watch) -> list[tuple[bytes, bytes]]:
        path = scope["path"]
        framed = path.startswith(_EMBEDS)
        site = self._site()
        own = [
            (b"content-security-policy", _FRAMED if framed else _POLICY),
            (b"cross-origin-resource-policy", _resource_policy(path, self._gate.closed)),
            (b"ecluse-data-version", site.library.version.encode()),
            (b"ecluse-engine", site.engine.encode()),
        ]
        if not framed:
            own.append((b"x-frame-options", b"DENY"))
        if (site.settings.public_url or "").startswith("https:"):
            own.append(_SECURE)
        return [*_COMMON, *own, (b"x-request-id", watch.id.encode())]


def _resource_policy(path: str, closed: bool) -> bytes:
    """Whether another site may show what stands at a path within its own pages."""
    card = path.startswith(_CARDS) and path.endswith(".png")
    shown = card or path.startswith(_SHOWN_ELSEWHERE)
    return b"cross-origin" if shown and not closed else b"same-origin"


def _unshared(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of a reply to somebody with a token: no cache on its way keeps it for others."""
    return [
        (name, value.replace(b"public", b"private") if name == b"cache-control" else value)
        for name, value in headers
    ]


def _check_headers(headers: Sequence[tuple[bytes, bytes]]) -> None:
    """Refuse headers that are too long, and two that name this server.

    Raises:
        Refused: They are so.
    """
    size = sum(len(name) + len(value) for name, value in headers)
    if size > LONGEST_HEADERS:
        what = f"the headers have {size:,} bytes"
        mend = f"send at most {LONGEST_HEADERS:,}"
        raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, what, "headers", mend)
    if sum(name == b"host" for name, _ in headers) > 1:
        what = "the header Host is said twice"
        raise Refused(HTTPStatus.BAD_REQUEST, what, "Host", "say it once")


def _counted(receive: Receive, longest: int) -> Receive:
    """A body that is counted as it comes, and that may not stop for long, nor take long whole."""
    taken, whole = 0, False
    began: float | None = None

    async def counted() -> Any:
        nonlocal taken, whole, began
        if whole:  # whoever waits now waits for the other side to go away
            return await receive()
        began = time.monotonic() if began is None else began
        left = began + WHOLE_S + taken / SLOWEST - time.monotonic()
        try:
            message = await asyncio.wait_for(receive(), max(0.0, min(PATIENCE_S, left)))
        except TimeoutError as error:
            what = f"nothing of the body came for {PATIENCE_S:.0f} seconds"
            if left < PATIENCE_S:
                what = f"the body came more slowly than in {WHOLE_S:.0f} seconds"
            raise Refused(HTTPStatus.REQUEST_TIMEOUT, what, "body", "send it again") from error
        whole = not message.get("more_body", False)
        taken += len(message.get("body", b""))
        if taken > longest:
            raise too_large(longest)
        return message

    return counted
