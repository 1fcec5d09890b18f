"""Who and what is let in: whether a request was sent to this server, from its own pages, by
somebody who may ask, and not too often.

Belongs here: what is decided of headers alone. Does not: what an endpoint needs (routes), or sizes
(guard).
Always true: a name that is not this server's is refused (a page elsewhere may point its name here);
what changes something is refused where another site's page sends it.
"""

from __future__ import annotations

import math
import socket
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.types import Scope

from ecluse.web.actor import ANYONE, HERE, Actor
from ecluse.web.limits import Allowance, household
from ecluse.web.problem import Refused, later
from ecluse.web.settings import Settings, is_address, is_loopback
from ecluse.web.tokens import Tokens

ACTOR = "ecluse.actor"  # where the scope of a request carries who asks
ANYBODYS = ("/healthz", "/readyz", "/static/")  # asked by machines, or by a page that was let in
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# A proxy stands in front of a server that was not told so: whoever asks need not be here.
_PASSED_ON = (b"x-forwarded-for", b"forwarded", b"x-real-ip")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_PAGE = frozenset({"same-origin", "none"})
_A_SECOND_OF_A_TOKEN = 10
ANONYMOUS_A_MINUTE, TOKEN_A_MINUTE = 60, 60 * _A_SECOND_OF_A_TOKEN


class Gate:
    """What stands before every request.

    Args:
        today: The clock that tokens expire by.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        today: Callable[[], date] = date.today,
        allowance: Allowance | None = None,
    ) -> None:
        self._tokens = Tokens(settings.tokens) if settings.tokens is not None else None
        self._public = settings.public
        self._today = today
        self._allowance = allowance or Allowance()
        self._local = (
            is_loopback(settings.host)
            and self._tokens is None
            and not settings.public
            and settings.public_url is None
        )
        self._names = _names(settings)
        self._origin = settings.public_url.rstrip("/") if settings.public_url else None

    @property
    def closed(self) -> bool:
        """Whether holders of a token alone are answered."""
        return self._tokens is not None and not self._public

    def admit(self, scope: Scope, headers: Mapping[bytes, bytes]) -> None:
        """Let a request in, and note in its scope who asks.

        Raises:
            Refused: It was not meant for this server, comes from elsewhere, needs a token, or is
                one too many.
        """
        host = headers.get(b"host", b"").decode("latin-1")
        self._check_host(host)
        if scope["method"] not in _SAFE:
            self._check_origin(host, headers)
        path = scope["path"]
        if path.startswith(ANYBODYS):
            scope[ACTOR] = HERE if self._local else ANYONE
            return
        actor = self._actor(scope, headers)
        scope[ACTOR] = actor
        if not actor.local:
            self._count(actor)

    def _check_host(self, host: str) -> None:
        name = _named(host)
        if name is not None and (name in self._names or is_address(name)):
            return
        mend = "ask by the address that it was started with, or give it that address (public_url)"
        what = f"this server is not called '{host[:80]}'"
        raise Refused(HTTPStatus.MISDIRECTED_REQUEST, what, "Host", mend)

    def _check_origin(self, host: str, headers: Mapping[bytes, bytes]) -> None:
        """Refuse what another site's page sends; programs send neither header."""
        site = headers.get(b"sec-fetch-site")
        if site is not None:
            own = site.decode("latin-1") in _OWN_PAGE
        else:
            origin = headers.get(b"origin", b"").decode("latin-1")
            ours = {f"http://{host}", f"https://{host}", self._origin}
            own = not origin or origin in ours
        if not own:
            what = "a page of another site sent this"
            mend = "send it from a page of this server, or from a program"
            raise Refused(HTTPStatus.FORBIDDEN, what, "Sec-Fetch-Site", mend)

    def _actor(self, scope: Scope, headers: Mapping[bytes, bytes]) -> Actor:
        """Who asks.

        Raises:
            Refused: Nobody whom this server knows, and it answers to those alone.
        """
        if self._local and not any(name in headers for name in _PASSED_ON):
            return HERE
        sent = headers.get(b"authorization")
        if self._tokens is not None and sent is not None:
            found = self._tokens.actor(sent.decode("latin-1"), self._today())
            if found is None:
                raise needs_token(scope["path"], "this token is unknown or has expired")
            return found
        if self.closed:
            raise needs_token(scope["path"], "this server answers to holders of a token")
        client = scope.get("client")
        address = household(client[0]) if client else "unknown"
        return Actor(subject="", role="reader", key=address)

    def _count(self, actor: Actor) -> None:
        a_minute = TOKEN_A_MINUTE if actor.subject else ANONYMOUS_A_MINUTE
        wait = self._allowance.wait_s(actor.key, a_minute)
        if wait:
            seconds, what = math.ceil(wait), f"more than {a_minute} requests a minute"
            mend = f"wait {seconds} seconds; for many questions at once there is /api/v1/checks"
            raise later(HTTPStatus.TOO_MANY_REQUESTS, what, "request", mend, seconds)


def needs_token(path: str, what: str) -> Refused:
    """The error of whoever brings no token, or one that is not known."""
    asked = 'Bearer realm="Ecluse"'
    if not path.startswith("/api/"):  # browsers ask people for a name and a password
        asked = f'Basic realm="Ecluse", charset="UTF-8", {asked}'
    mend = "send the header 'Authorization: Bearer TOKEN'; in a browser, the token is the password"
    headers = (("WWW-Authenticate", asked),)
    return Refused(HTTPStatus.UNAUTHORIZED, what, "Authorization", mend, headers)


def _names(settings: Settings) -> frozenset[str]:
    """What this server may be called."""
    own = {settings.host.casefold(), *_LOOPBACK}
    if settings.public_url is not None:
        own.add((urlsplit(settings.public_url).hostname or "").casefold())
    if not is_loopback(settings.host):
        own.add(socket.gethostname().casefold())
    return frozenset(own - {""})


@lru_cache(maxsize=256)
def _named(host: str) -> str | None:
    """The machine that a Host header names; None where it is none.

    >>> _named("localhost:8080"), _named("[::1]:80"), _named("a@b"), _named("[::1"), _named("")
    ('localhost', '::1', None, None, None)
    """
    if not all(sign.isalnum() or sign in ".-:[]_" for sign in host):
        return None
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
