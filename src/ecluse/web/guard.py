"""What stands before every request: limits on what is sent, headers on what is answered.

Belongs here: what is true of each request and reply, whatever it asks. Does not: who may ask
(tokens), or any answer.
Always true: a body is counted before anything reads it; a reply says nothing of what runs here, and
no page may load anything from elsewhere or be framed, but for /embed/.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ecluse.errors import EcluseError
from ecluse.web.negotiate import asked_lang
from ecluse.web.problem import Refused, too_large
from ecluse.web.reply import problem_reply, send
from ecluse.web.site import Site
from ecluse.web.wording import reworded

LONGEST_URL = 8_000  # bytes of path and query
_COMMON = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
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
_SECURE = (b"strict-transport-security", b"max-age=31536000")


class Guard:
    """An ASGI application with the limits and headers around another.

    Args:
        site: The site that answers now.
        longest: Bytes of a body that any endpoint takes.
    """

    def __init__(self, inner: ASGIApp, site: Callable[[], Site], *, longest: int) -> None:
        self._inner = inner
        self._site = site
        self._longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send_on: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send_on)
            return
        headers = self._headers(scope)

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers]
            await send_on(message)

        try:
            self._check(scope)
            await self._inner(scope, _counted(receive, self._longest), sent)
        except EcluseError as error:
            lang = asked_lang(scope, "en")
            await send(problem_reply(reworded(error, lang), lang))(scope, receive, sent)

    def _check(self, scope: Scope) -> None:
        """Refuse an address or a body that is too long.

        Raises:
            Refused: It is.
        """
        size = len(scope["raw_path"]) + len(scope["query_string"])
        if size > LONGEST_URL:
            what = f"the address has {size:,} bytes"
            mend = f"give at most {LONGEST_URL:,}, or POST the question"
            raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, what, "address", mend)
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if length.isdigit() and int(length) > self._longest:
            raise too_large(self._longest)

    def _headers(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        framed = scope["path"].startswith(("/embed/", "/fr/embed/"))
        site = self._site()
        own = [
            (b"content-security-policy", _FRAMED if framed else _POLICY),
            (b"ecluse-data-version", site.library.version.encode()),
            (b"ecluse-engine", site.engine.encode()),
        ]
        if not framed:
            own.append((b"x-frame-options", b"DENY"))
        if (site.settings.public_url or "").startswith("https:"):
            own.append(_SECURE)
        return [*_COMMON, *own, (b"x-request-id", secrets.token_hex(8).encode())]


def _counted(receive: Receive, longest: int) -> Receive:
    taken = 0

    async def counted() -> Any:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > longest:
            raise too_large(longest)
        return message

    return counted
