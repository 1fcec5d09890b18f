"""The server as one ASGI application.

Belongs here: putting the table of endpoints, the files of the pages and the guard together. Does
not: any endpoint, or starting a server (cli).
Always true: what is not in the table is not served; an error of ours reaches nobody as a traceback.
"""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from ecluse.web.api import check
from ecluse.web.guard import Guard
from ecluse.web.pages import home
from ecluse.web.problem import Refused
from ecluse.web.reply import problem_reply, send
from ecluse.web.routes import Endpoint, route
from ecluse.web.site import Site

_STATIC = Path(__file__).parent / "static"
_SMALLEST = 1_000  # bytes that are worth compressing
# The one table. A page is served in both languages, an API once.
API: tuple[Endpoint, ...] = (*check.ENDPOINTS,)
PAGES: tuple[Endpoint, ...] = (*home.ENDPOINTS,)


def create_app(site: Site) -> ASGIApp:
    """The application that serves a site."""

    def now() -> Site:
        return site

    routes: list[Route | Mount] = [route(endpoint, now) for endpoint in API]
    for endpoint in PAGES:
        routes.append(route(endpoint, now))
        routes.append(route(endpoint, now, "fr", "/fr"))
    routes.append(Mount("/static", StaticFiles(directory=_STATIC)))
    inner = Starlette(
        routes=routes,
        middleware=[Middleware(GZipMiddleware, minimum_size=_SMALLEST, compresslevel=5)],
        exception_handlers={HTTPException: _no_such, Exception: _own_fault},
    )
    longest = max(endpoint.longest for endpoint in (*API, *PAGES))
    secure = (site.settings.public_url or "").startswith("https:")
    return Guard(inner, longest=longest, secure=secure)


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
