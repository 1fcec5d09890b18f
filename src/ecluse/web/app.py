"""The server as one ASGI application.

Belongs here: putting the table of endpoints, the files of the pages and the guard together. Does
not: any endpoint, or starting a server (cli).
Always true: what is not in the table is not served; an error of ours reaches nobody as a traceback.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from ecluse.web import health
from ecluse.web.api import check, kept, orders
from ecluse.web.gate import Gate
from ecluse.web.guard import Guard
from ecluse.web.living import LivingSite
from ecluse.web.pages import books, home
from ecluse.web.pages import kept as kept_pages
from ecluse.web.problem import Refused
from ecluse.web.reply import problem_reply, send
from ecluse.web.routes import Endpoint, route
from ecluse.web.seen import Observer
from ecluse.web.site import Site
from ecluse.web.state import ServerState

_STATIC = Path(__file__).parent / "static"
_SMALLEST = 1_000  # bytes that are worth compressing
_BESIDE_A_BOOK = 64_000  # bytes of a form beside its file
# The one table. A page is served in both languages, an API once.
API: tuple[Endpoint, ...] = (
    *check.ENDPOINTS,
    *orders.ENDPOINTS,
    *kept.ENDPOINTS,
    *health.ENDPOINTS,
)
PAGES: tuple[Endpoint, ...] = (
    *home.ENDPOINTS,
    *books.ENDPOINTS,
    *kept_pages.ENDPOINTS,
)


def create_app(site: Site | LivingSite, observers: Sequence[Observer] = ()) -> ASGIApp:
    """The application that serves a site.

    Args:
        site: One release, or what follows the releases as they are installed.
        observers: Who is told of each request that was answered.
    """
    living = site if isinstance(site, LivingSite) else LivingSite(site)
    now, settings, state = living.now, living.now().settings, ServerState()
    routes: list[Route | Mount] = [route(endpoint, now, state=state) for endpoint in API]
    for endpoint in PAGES:
        routes.append(route(endpoint, now, state=state))
        routes.append(route(endpoint, now, "fr", "/fr", state=state))
    routes.append(Mount("/static", StaticFiles(directory=_STATIC)))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        state.open(settings, now)
        try:
            with living.following(state):
                yield
        finally:
            await anyio.to_thread.run_sync(state.close)

    inner = Starlette(
        routes=routes,
        middleware=[Middleware(Compressed)],
        exception_handlers={HTTPException: _no_such, Exception: _own_fault},
        lifespan=lifespan,
    )
    longest = max(endpoint.longest for endpoint in (*API, *PAGES))
    return Guard(
        inner,
        longest=max(longest, settings.longest_book + _BESIDE_A_BOOK),
        gate=Gate(settings, today=lambda: now().today()),
        secure=(settings.public_url or "").startswith("https:"),
        observers=observers,
    )


class Compressed:
    """Compression of what is asked for compressed, but for results of books: a result that was cut
    off is resumed at a byte of the file.
    """

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner
        self._compressed = GZipMiddleware(inner, minimum_size=_SMALLEST, compresslevel=5)

    async def __call__(self, scope: Scope, receive: Receive, send_on: Send) -> None:
        """Serve one request."""
        plain = scope["type"] != "http" or scope["path"].endswith("/result")
        await (self._inner if plain else self._compressed)(scope, receive, send_on)


def _no_such(request: Request, error: Exception) -> Response:
    """What no endpoint serves, or not by that method."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    what = f"{status.phrase}: '{request.url.path[:80]}'"
    return send(problem_reply(Refused(status, what, "address", "see /api/v1/openapi.json")))


def _own_fault(_: Request, __: Exception) -> Response:
    """A fault of ours, without a word of what runs here."""
    what = "a fault of ecluse itself"
    mend = "ask again; if it stays, report it with the header X-Request-Id"
    return send(problem_reply(Refused(HTTPStatus.INTERNAL_SERVER_ERROR, what, "server", mend)))
