"""The server as one ASGI application.

Belongs here: putting the table of endpoints, the files of the pages and the guard together. Does
not: any endpoint, or starting a server (cli).
Always true: what is not in the table is not served; an error of ours reaches nobody as a traceback.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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

from ecluse.visible import visible
from ecluse.web.api import check
from ecluse.web.guard import Guard
from ecluse.web.pages import (
    about,
    answer,
    country,
    home,
    item,
    items,
    law,
    measure,
    plane_map,
    provision,
    scenarios,
    screening,
    timeline,
    two_laws,
)
from ecluse.web.problem import Refused
from ecluse.web.render import error_page
from ecluse.web.reply import problem_reply, send
from ecluse.web.routes import Endpoint, Lang, call_of, route
from ecluse.web.site import Site
from ecluse.words.say import say

_STATIC = Path(__file__).parent / "static"
_SMALLEST = 1_000  # bytes that are worth compressing
# The one table. A page is served in both languages, an API once.
API: tuple[Endpoint, ...] = (*check.ENDPOINTS,)
PAGES: tuple[Endpoint, ...] = (
    *home.ENDPOINTS,
    *answer.ENDPOINTS,
    *timeline.ENDPOINTS,
    *screening.ENDPOINTS,
    *plane_map.ENDPOINTS,
    *items.ENDPOINTS,
    *item.ENDPOINTS,
    *country.ENDPOINTS,
    *law.ENDPOINTS,
    *measure.ENDPOINTS,
    *provision.ENDPOINTS,
    *two_laws.ENDPOINTS,
    *scenarios.ENDPOINTS,
    *about.ENDPOINTS,
)


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
        exception_handlers={HTTPException: partial(_no_such, now), Exception: _own_fault},
    )
    longest = max(endpoint.longest for endpoint in (*API, *PAGES))
    secure = (site.settings.public_url or "").startswith("https:")
    return Guard(inner, longest=longest, secure=secure)


def _no_such(site: Callable[[], Site], request: Request, error: Exception) -> Response:
    """What no endpoint serves, or not by that method: a page for people, a problem for programs."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    path = request.url.path
    if path.startswith(("/api/", "/static/")):
        what = f"{status.phrase}: '{path[:80]}'"
        return send(problem_reply(Refused(status, what, "address", "see /api/v1/openapi.json")))
    lang: Lang = "fr" if path.startswith("/fr/") else "en"
    what = say("web.no such page", lang, visible(path, 80))
    refused = Refused(status, what, "address", say("web.go home", lang))
    return send(error_page(call_of(request, site(), lang), refused))


def _own_fault(_: Request, __: Exception) -> Response:
    """A fault of ours, without a word of what runs here."""
    what = "a fault of ecluse itself"
    mend = "ask again; if it stays, report it with the header X-Request-Id"
    return send(problem_reply(Refused(HTTPStatus.INTERNAL_SERVER_ERROR, what, "server", mend)))
