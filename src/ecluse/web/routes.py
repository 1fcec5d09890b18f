"""The table of endpoints: what is served where, of which parameters, with which answer.

Belongs here: the value of an endpoint and of a call, and calling a handler. Does not: any handler,
or which form of a request is refused before a handler is called (negotiate).
Always true: routing and the API's description (OpenAPI) are made of this one table, so neither can
say what the other does not; a handler gets only parameters that the table names.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, field, replace
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Literal
from urllib.parse import unquote_plus

import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from ecluse.errors import EcluseError, InputError
from ecluse.law.library import Library
from ecluse.web import negotiate
from ecluse.web.actor import ANYONE, Actor, Role
from ecluse.web.gate import ACTOR, needs_token
from ecluse.web.params import Json, Param, Said, read_query
from ecluse.web.patience import while_awaited
from ecluse.web.problem import Refused, too_large
from ecluse.web.reply import Reply, problem_reply, send
from ecluse.web.seen import ROUTE
from ecluse.web.site import Site
from ecluse.web.state import ServerState
from ecluse.web.turns import Turns, lists_at_hand
from ecluse.web.wording import reworded
from ecluse.words.say import say

Method = Literal["GET", "POST", "DELETE"]
Lang = Literal["en", "fr"]
Now = Callable[[], Site]
_GONE = 499  # whoever asked went away: noted in the logs as servers do, and sent to nobody
IN_PATH = re.compile(r"\{(\w+)(?::path)?\}")


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
    params: Said
    body: bytes
    lang: Lang
    raw_path: str
    raw_query: str
    headers: Mapping[str, str]
    actor: Actor = ANYONE
    state: ServerState = field(default_factory=ServerState)
    upload: Upload | None = None

    @property
    def library(self) -> Library:
        """What the data say."""
        return self.site.library

    def say(self, key: str, *values: object, **named: object) -> str:
        """The words of a key in the language of the answer."""
        return say(key, self.lang, *values, **named)


Handler = Callable[[Call], Reply | Response]
Receiver = Callable[[Request, Call], Awaitable[Call]]


@dataclass(frozen=True, slots=True)
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
        reads: The JSON Schema of its body, where that is JSON.
        longest: Bytes of a body.
        heavy: It takes long: it waits for its turn in a thread, and others go on.
        heavy_with: Parameters that name parties: with one of them it is heavy.
        long_with: Other parameters with which it is.
        names_parties: Whether a call names parties, in what was sent or by what it leads to.
        page: It is for people: errors are pages too.
        errors: How an error is told; as a problem where None.
        example: The rest of an address that is answered, for the API's own description.
        role: Who may; everybody where None, without a token too.
        receives: Reads a file that is sent, before the handler is called.
        status: Of an answer.
        refuses: The statuses by which it refuses besides those that every endpoint has.
    """

    path: str
    handler: Handler
    about: str
    _: KW_ONLY
    method: Method = "GET"
    takes: tuple[Param, ...] = ()
    answer: str | None = None
    listed: bool = False
    sends: str = "application/json"
    body: str | None = None
    reads: Json | None = None
    longest: int = 64_000
    heavy: bool = False
    heavy_with: tuple[str, ...] = ()
    long_with: tuple[str, ...] = ()
    names_parties: Callable[[Call], bool] | None = None
    page: bool = False
    errors: Callable[[Call, EcluseError], Reply] | None = None
    example: str | None = None
    role: Role | None = "reader"
    receives: Receiver | None = None
    status: HTTPStatus = HTTPStatus.OK
    refuses: tuple[HTTPStatus, ...] = ()

    @property
    def shown_path(self) -> str:
        """Its path as people and programs read it, such as /api/v1/law/{provision}."""
        return IN_PATH.sub(r"{\1}", self.path)


LANG = Param("lang", "Language of the words.", values=("en", "fr"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What every endpoint of a server is served with.

    Args:
        site: The site that answers now.
        turns: Whose turn it is of those that take long.
        state: What the server keeps between requests.
    """

    site: Now
    turns: Turns
    state: ServerState


def routes_of(
    endpoints: Sequence[Endpoint], serving: Serving, lang: Lang = "en", at: str = ""
) -> list[Route]:
    """The endpoints as Starlette routes them, all methods of a path together.

    Args:
        at: What stands before the path, such as /fr.
    """
    by_path: dict[str, dict[str, Endpoint]] = {}
    for endpoint in endpoints:
        by_path.setdefault(endpoint.path, {})[endpoint.method] = endpoint
    found = []
    for path, by_method in by_path.items():
        serve = partial(_serve, by_method, serving, lang, at + path)
        methods = [*by_method, "OPTIONS"]
        found.append(Route(at + path, serve, methods=methods, name=at + path))
    return found


async def _serve(
    by_method: Mapping[str, Endpoint], serving: Serving, lang: Lang, path: str, request: Request
) -> Response:
    """Answer one request for a path."""
    scope, turns = request.scope, serving.turns
    scope[ROUTE] = path
    if request.method == "OPTIONS":
        return negotiate.options(tuple(by_method), scope["path"])
    endpoint = by_method["GET" if request.method == "HEAD" else request.method]
    call = call_of(request, serving.site(), negotiate.asked_lang(scope, lang))
    call = replace(call, state=serving.state)
    try:
        _check_role(endpoint, call)
        call = await _received(request, endpoint, call)
        reply = await _reply(endpoint, call, turns, request)
    except EcluseError as error:
        reply = _told(endpoint, call, error)
    if isinstance(reply, Response):
        return reply
    shared = negotiate.shared(endpoint.method, scope["path"])
    return send(reply, request.headers.get("if-none-match"), shared, turns)


async def _reply(
    endpoint: Endpoint, call: Call, turns: Turns, request: Request
) -> Reply | Response:
    """What the handler gives, in a thread where it may take long, and while somebody waits for it.

    Whoever names parties waits for their lists before taking a place.

    Raises:
        Refused: All places are taken.
    """
    named = _has(endpoint.heavy_with, call.raw_query)
    if named or endpoint.names_parties is not None:
        await lists_at_hand(lambda: named or _names_parties(endpoint, call))
    if endpoint.heavy or named or _has(endpoint.long_with, call.raw_query):
        reply = await while_awaited(request, turns.take(_handled, endpoint, call))
        return reply or Response(status_code=_GONE)
    if endpoint.receives is not None:
        return await anyio.to_thread.run_sync(_handled, endpoint, call)
    return _handled(endpoint, call)


def _names_parties(endpoint: Endpoint, call: Call) -> bool:
    """Whether a call names parties; one that is not understood waits for nothing to be refused."""
    with suppress(EcluseError):
        return endpoint.names_parties is not None and endpoint.names_parties(call)
    return False


def _has(names: tuple[str, ...], raw_query: str) -> bool:
    """Whether a query has one of these parameters, however it is written."""
    said = unquote_plus(raw_query) if names else ""
    return any(f"{name}=" in said for name in names)


async def _received(request: Request, endpoint: Endpoint, call: Call) -> Call:
    """The request with what was sent, in a form that the endpoint takes.

    Raises:
        EcluseError: It is of another form, or too long.
    """
    if endpoint.receives is not None:
        return await endpoint.receives(request, call)
    sends = None if endpoint.page else endpoint.sends  # a page has several forms
    negotiate.check(sends, endpoint.body, request.headers)
    if endpoint.body is None:
        return call
    return replace(call, body=await _body(request, endpoint.longest))


async def _body(request: Request, longest: int) -> bytes:
    """What was sent, read no further than the endpoint takes.

    Raises:
        InputError: It is longer, or was cut off.
    """
    check_length(request.headers, longest)
    try:
        return b"".join([part async for part in bounded(request, longest)])
    except ClientDisconnect as error:  # nobody reads the answer; no fault of ours
        raise InputError("the body was cut off", "body", "send it again") from error


def check_length(headers: Mapping[str, str], longest: int, beside: int = 0) -> None:
    """Refuse a body that says itself that it is too long.

    Args:
        beside: Bytes that may stand beside what is bounded.
    """
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > longest + beside:
        raise too_large(longest)


async def bounded(request: Request, longest: int, beside: int = 0) -> AsyncIterator[bytes]:
    """The pieces of a body, no more of them than may be.

    Args:
        beside: Bytes that may stand beside what is bounded.

    Raises:
        Refused: There are more.
    """
    taken = 0
    async for piece in request.stream():
        taken += len(piece)
        if taken > longest + beside:
            raise too_large(longest)
        if piece:
            yield piece


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


def call_of(request: Request, site: Site, lang: Lang) -> Call:
    """A request as a handler sees it, without parameters or body."""
    return Call(
        site=site,
        path=request.path_params,
        params={},
        body=b"",
        lang=lang,
        raw_path=request.scope["raw_path"].decode("latin-1"),
        raw_query=request.scope["query_string"].decode("latin-1"),
        headers=request.headers,
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
    told = reworded(error, call.lang)
    if endpoint.errors is None:
        return problem_reply(told, call.lang)
    return endpoint.errors(call, told)
