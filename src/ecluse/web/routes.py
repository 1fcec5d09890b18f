"""The table of endpoints: what is served where, of which parameters, with which answer.

Belongs here: the value of an endpoint, and calling its handler. Does not: any handler.
Always true: routing and the API's description (OpenAPI) are made of this one table, so neither can
say what the other does not; a handler gets only parameters that the table names.
"""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ecluse.errors import EcluseError
from ecluse.web.actor import ANYONE, Actor, Role
from ecluse.web.gate import ACTOR, needs_token
from ecluse.web.params import Param, read_query
from ecluse.web.problem import Refused, too_large
from ecluse.web.reply import Reply, problem_reply, send
from ecluse.web.seen import ROUTE
from ecluse.web.site import Site
from ecluse.web.state import ServerState

Method = Literal["GET", "POST", "DELETE"]
Lang = Literal["en", "fr"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was sent.

    Args:
        folder: A new folder that holds it, and nothing else; whoever takes it over removes it.
        name: What whoever sent it calls it: shown, and never a path.
        fields: What stood beside it in the form, as a query.
    """

    folder: Path
    path: Path
    name: str
    fields: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request as a handler sees it: everything in it is text that an endpoint names.

    Args:
        path: The parts of the path by their names.
        params: The parameters by their names; of a family, an object.
        body: What was sent, within the endpoint's limit.
        lang: The language of the words of the answer.
        raw_path, raw_query: As they were sent, to tell a spelling from the canonical one.
        actor: Who asks.
        state: What the server keeps between requests.
        upload: The file that was sent, where the endpoint takes one.
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
    actor: Actor = ANYONE
    state: ServerState = field(default_factory=ServerState)
    upload: Upload | None = None


Handler = Callable[[Call], Reply | Response]
Receiver = Callable[[Request, Call], Awaitable[Call]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One thing that is served.

    Args:
        path: As Starlette writes it, such as /api/v1/law/{provision}.
        about: What it answers, in a sentence.
        takes: Its parameters.
        answer: The name of the published schema of its answer (`ecluse schema NAME`).
        listed: Its answer is a list of these.
        sends: The media type of its answer.
        body: The media type that it reads; no body is read where None.
        longest: Bytes of a body.
        heavy: It takes long: it waits for its turn in a thread, and others go on.
        page: It is for people: errors are pages too.
        errors: How an error is told; as a problem where None.
        role: Who may; everybody where None, without a token too.
        receives: Reads a file that is sent, before the handler is called.
    """

    path: str
    handler: Handler
    about: str
    method: Method = "GET"
    takes: tuple[Param, ...] = ()
    answer: str | None = None
    listed: bool = False
    sends: str = "application/json"
    body: str | None = None
    longest: int = 64_000
    heavy: bool = False
    page: bool = False
    errors: Callable[[Call, EcluseError], Reply] | None = None
    role: Role | None = "reader"
    receives: Receiver | None = None


LANG = Param(name="lang", about="Language of the words.", values=("en", "fr"))


def route(
    endpoint: Endpoint,
    site: Callable[[], Site],
    lang: Lang = "en",
    at: str = "",
    state: ServerState | None = None,
) -> Route:
    """The endpoint as Starlette routes it.

    Args:
        site: The site that answers now.
        at: What stands before the path, such as /fr.
        state: What the server keeps between requests; nothing where None.
    """
    kept = state or ServerState()

    async def serve(request: Request) -> Response:
        request.scope[ROUTE] = at + endpoint.path
        call = replace(_call(request, site(), lang), state=kept)
        try:
            _check_role(endpoint, call)
            if endpoint.receives is not None:
                call = await endpoint.receives(request, call)
            elif endpoint.body is not None:
                call = replace(call, body=await _body(request, endpoint.longest))
        except EcluseError as error:
            return send(_told(endpoint, call, error))
        if endpoint.heavy or endpoint.receives is not None:
            reply = await anyio.to_thread.run_sync(_handled, endpoint, call)
        else:
            reply = _handled(endpoint, call)
        if isinstance(reply, Response):
            return reply
        return send(reply, request.headers.get("if-none-match"))

    told: Callable[[Request], Awaitable[Response]] = serve
    return Route(at + endpoint.path, told, methods=[endpoint.method], name=endpoint.about)


async def _body(request: Request, longest: int) -> bytes:
    """What was sent, read no further than the endpoint takes.

    Raises:
        Refused: It is longer.
    """
    parts: list[bytes] = []
    taken = 0
    async for part in request.stream():
        taken += len(part)
        if taken > longest:
            raise too_large(longest)
        parts.append(part)
    return b"".join(parts)


def _check_role(endpoint: Endpoint, call: Call) -> None:
    """Refuse what whoever asks may not do.

    Raises:
        Refused: They may not.
    """
    if endpoint.role is None or call.actor.may(endpoint.role):
        return
    if not call.actor.subject:
        what = f"this needs a token with the role {endpoint.role}"
        raise needs_token(call.raw_path, what)
    what = f"your role is {call.actor.role}, and this needs {endpoint.role}"
    raise Refused(HTTPStatus.FORBIDDEN, what, "Authorization", "ask whoever gave you the token")


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
        actor=request.scope.get(ACTOR, ANYONE),
    )


def _handled(endpoint: Endpoint, call: Call) -> Reply | Response:
    """What the handler gives; an error is told in the endpoint's own way."""
    try:
        said = call.raw_query.encode("latin-1")
        if call.upload is not None and call.upload.fields:
            said = b"&".join(filter(None, (said, call.upload.fields)))
        params = read_query(said, endpoint.takes)
        lang: Lang = params.pop("lang", call.lang)
        return endpoint.handler(replace(call, params=params, lang=lang))
    except EcluseError as error:
        return _told(endpoint, call, error)
    finally:
        if call.upload is not None:  # a handler that keeps it has moved it away
            shutil.rmtree(call.upload.folder, ignore_errors=True)


def _told(endpoint: Endpoint, call: Call, error: EcluseError) -> Reply:
    return problem_reply(error) if endpoint.errors is None else endpoint.errors(call, error)
