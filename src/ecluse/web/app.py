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
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from ecluse.visible import visible
from ecluse.web.api.table import API
from ecluse.web.guard import Guard
from ecluse.web.kept_replies import KeptReplies
from ecluse.web.negotiate import asked_lang
from ecluse.web.pages.table import PAGES
from ecluse.web.problem import Refused
from ecluse.web.render import error_page
from ecluse.web.reply import problem_reply, send
from ecluse.web.routes import Lang, call_of, routes_of
from ecluse.web.site import Site
from ecluse.web.turns import Turns
from ecluse.web.wording import reworded
from ecluse.words.say import say

_STATIC = Path(__file__).parent / "static"
_SMALLEST = 1_000  # bytes that are worth compressing


def create_app(site: Site, turns: Turns | None = None) -> ASGIApp:
    """The application that serves a site.

    Args:
        turns: The places of those that take long; one for each processor where None.
    """
    places = turns or Turns()

    def now() -> Site:
        return site

    routes: list[BaseRoute] = [
        *routes_of(API, now, places),
        *routes_of(PAGES, now, places),
        *routes_of(PAGES, now, places, "fr", "/fr"),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
    inner = Starlette(
        routes=routes,
        middleware=[
            Middleware(KeptReplies, version=lambda: now().library.version),
            Middleware(GZipMiddleware, minimum_size=_SMALLEST, compresslevel=5),
        ],
        exception_handlers={HTTPException: partial(_no_such, now), Exception: _own_fault},
    )
    longest = max(endpoint.longest for endpoint in (*API, *PAGES))
    return Guard(inner, now, longest=longest)


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
