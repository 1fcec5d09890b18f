"""The server as one ASGI application.

Belongs here: putting the table of endpoints, the files of the pages and the guard together. Does
not: any endpoint, or starting a server (cli).
Always true: what is not in the table is not served; an error of ours reaches nobody as a traceback.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from ecluse.visible import visible
from ecluse.web import health
from ecluse.web.api.table import API
from ecluse.web.gate import Gate
from ecluse.web.guard import Guard
from ecluse.web.kept_replies import KeptReplies
from ecluse.web.living import LivingSite
from ecluse.web.negotiate import asked_lang, takes_gzip
from ecluse.web.pages.table import PAGES
from ecluse.web.problem import Refused
from ecluse.web.render import error_page
from ecluse.web.reply import problem_reply, send
from ecluse.web.routes import Lang, Serving, call_of, routes_of
from ecluse.web.seen import Observer
from ecluse.web.site import Site
from ecluse.web.state import ServerState
from ecluse.web.turns import Turns
from ecluse.web.wording import reworded
from ecluse.words.say import say

_STATIC = Path(__file__).parent / "static"
_SMALLEST = 1_000  # bytes that are worth compressing
_BESIDE_A_BOOK = 64_000  # bytes of a form beside its file


def create_app(
    site: Site | LivingSite, observers: Sequence[Observer] = (), turns: Turns | None = None
) -> ASGIApp:
    """The application that serves a site.

    Args:
        site: One release, or what follows the releases as they are installed.
        observers: Who is told of each request that was answered.
        turns: The places of those that take long; one for each processor where None.
    """
    living = site if isinstance(site, LivingSite) else LivingSite(site)
    now, settings = living.now, living.now().settings
    state = ServerState()
    serving = Serving(site=now, turns=turns or Turns(), state=state)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        state.open(settings, now)
        try:
            with living.following(state):
                yield
        finally:
            await anyio.to_thread.run_sync(state.close)

    inner = Starlette(
        routes=_routes(serving),
        middleware=[
            Middleware(KeptReplies, version=lambda: f"{now().library.version} {now().today()}"),
            Middleware(Compressed),
        ],
        exception_handlers={HTTPException: partial(_no_such, now), Exception: _own_fault},
        lifespan=lifespan,
    )
    inner.router.redirect_slashes = False  # Starlette leads to whatever host was asked for
    longest = max(endpoint.longest for endpoint in (*API, *PAGES))
    return Guard(
        inner,
        now,
        longest=max(longest, settings.longest_book + _BESIDE_A_BOOK),
        gate=Gate(settings, today=lambda: now().today()),
        observers=observers,
    )


def _routes(serving: Serving) -> list[BaseRoute]:
    """All that is served: an API once, a page in both languages."""
    return [
        *routes_of(API, serving),
        *routes_of(health.ENDPOINTS, serving),
        *routes_of(PAGES, serving),
        *routes_of(PAGES, serving, "fr", "/fr"),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]


class Compressed:
    """Compression of what is asked for compressed, but for results of books: a result that was cut
    off is resumed at a byte of the file.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._inner = app
        self._compressed = GZipMiddleware(app, minimum_size=_SMALLEST, compresslevel=5)

    async def __call__(self, scope: Scope, receive: Receive, send_on: Send) -> None:
        """Serve one request."""
        plain = (
            scope["type"] != "http"
            or scope["path"].endswith("/result")
            or not takes_gzip(scope["headers"])
        )
        await (self._inner if plain else self._compressed)(scope, receive, send_on)


def _no_such(site: Callable[[], Site], request: Request, error: Exception) -> Response:
    """What no endpoint serves, or not by that method: a page for people, a problem for programs."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    path, headers = request.url.path, tuple((error.headers or {}).items())
    if not path.startswith(("/api/", "/static/")):
        lang: Lang = "fr" if path.startswith("/fr/") else "en"
        told = say("web.no such page", lang, visible(path, 80))
        refused = Refused(status, told, "address", say("web.go home", lang), headers)
        return send(error_page(call_of(request, site(), lang), refused))
    what, mend = f"nothing is served at '{path[:80]}'", "see /api/v1/openapi.json"
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        what = f"'{request.method[:20]}' is not taken at '{path[:80]}'"
        mend = f"it takes {dict(headers).get('Allow', 'GET')}; {mend}"
    return _problem(request, Refused(status, what, "address", mend, headers))


def _own_fault(request: Request, _: Exception) -> Response:
    """A fault of ours, without a word of what runs here."""
    what = "a fault of ecluse itself"
    mend = "ask again; if it stays, report it with the header X-Request-Id"
    return _problem(request, Refused(HTTPStatus.INTERNAL_SERVER_ERROR, what, "server", mend))


def _problem(request: Request, error: Refused) -> Response:
    lang = asked_lang(request.scope, "en")
    return send(problem_reply(reworded(error, lang), lang))
