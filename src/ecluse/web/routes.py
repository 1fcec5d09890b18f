"""The table of endpoints: what is served where, of which parameters, with which answer.

Belongs here: the value of an endpoint, and calling its handler. Does not: any handler.
Always true: routing and the API's description (OpenAPI) are made of this one table, so neither can
say what the other does not; a handler gets only parameters that the table names.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ecluse.errors import EcluseError
from ecluse.web.params import Param, read_query
from ecluse.web.problem import too_large
from ecluse.web.reply import Reply, problem_reply, send
from ecluse.web.site import Site

Method = Literal["GET", "POST", "DELETE"]
Lang = Literal["en", "fr"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request as a handler sees it: everything in it is text that an endpoint names.

    Args:
        path: The parts of the path by their names.
        params: The parameters by their names; of a family, an object.
        body: What was sent, within the endpoint's limit.
        lang: The language of the words of the answer.
        raw_path, raw_query: As they were sent, to tell a spelling from the canonical one.
    """

    site: Site
    path: Mapping[str, str]
    params: Mapping[str, Any]
    body: bytes
    lang: Lang
    raw_path: str
    raw_query: str
    headers: Mapping[str, str]
    client: str


Handler = Callable[[Call], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One thing that is served.

    Args:
        path: As Starlette writes it, such as /api/v1/law/{provision}.
        about: What it answers, in a sentence.
        takes: Its parameters.
        answer: The name of the published schema of its answer (`ecluse schema NAME`).
        sends: The media type of its answer.
        body: The media type that it reads; no body is read where None.
        longest: Bytes of a body.
        heavy: It takes long: it waits for its turn in a thread, and others go on.
        page: It is for people: errors are pages too.
        errors: How an error is told; as a problem where None.
    """

    path: str
    handler: Handler
    about: str
    method: Method = "GET"
    takes: tuple[Param, ...] = ()
    answer: str | None = None
    sends: str = "application/json"
    body: str | None = None
    longest: int = 64_000
    heavy: bool = False
    page: bool = False
    errors: Callable[[Call, EcluseError], Reply] | None = None


LANG = Param(name="lang", about="Language of the words.", values=("en", "fr"))


def route(endpoint: Endpoint, site: Callable[[], Site], lang: Lang = "en", at: str = "") -> Route:
    """The endpoint as Starlette routes it.

    Args:
        site: The site that answers now.
        at: What stands before the path, such as /fr.
    """

    async def serve(request: Request) -> Response:
        call = _call(request, site(), lang)
        try:
            body = await request.body() if endpoint.body is not None else b""
        except EcluseError as error:
            return send(_told(endpoint, call, error))
        call = replace(call, body=body)
        if endpoint.heavy:
            reply = await anyio.to_thread.run_sync(_handled, endpoint, call)
        else:
            reply = _handled(endpoint, call)
        return send(reply, request.headers.get("if-none-match"))

    told: Callable[[Request], Awaitable[Response]] = serve
    return Route(at + endpoint.path, told, methods=[endpoint.method], name=endpoint.about)


def _call(request: Request, site: Site, lang: Lang) -> Call:
    return Call(
        site=site,
        path=request.path_params,
        params={},
        body=b"",
        lang=lang,
        raw_path=request.scope["raw_path"].decode("latin-1"),
        raw_query=request.scope["query_string"].decode("latin-1"),
        headers=request.headers,
        client=request.client.host if request.client else "",
    )


def _handled(endpoint: Endpoint, call: Call) -> Reply:
    """What the handler gives; an error is told in the endpoint's own way."""
    try:
        params = read_query(call.raw_query.encode("latin-1"), endpoint.takes)
        lang: Lang = params.pop("lang", call.lang)
        if len(call.body) > endpoint.longest:
            raise too_large(endpoint.longest)
        return endpoint.handler(replace(call, params=params, lang=lang))
    except EcluseError as error:
        return _told(endpoint, call, error)


def _told(endpoint: Endpoint, call: Call, error: EcluseError) -> Reply:
    return problem_reply(error) if endpoint.errors is None else endpoint.errors(call, error)
