"""The tools over the Model Context Protocol: standard input and output, or streamable HTTP.

Belongs here: from the table of tools to the official server, and back. Does not: any tool.
Always true: a tool is called in a thread, behind the places of those that take long; whatever goes
wrong reaches the assistant as what, where and how to mend it; over HTTP nothing is kept between two
calls.
"""

from __future__ import annotations

import json
import logging
from typing import Any
from urllib.parse import urlsplit

from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import ASGIApp

from ecluse.determine.question_object import names_parties
from ecluse.errors import EcluseError
from ecluse.web.assistant.once import OnceEach, standard_input
from ecluse.web.assistant.result import result_of, result_schema
from ecluse.web.assistant.tools import SCREEN, TOOLS, AssistantTool, called
from ecluse.web.gate import Gate
from ecluse.web.guard import Guard
from ecluse.web.params import Json
from ecluse.web.settings import is_loopback
from ecluse.web.site import Site
from ecluse.web.turns import Turns, lists_at_hand
from ecluse.web.wording import at_a_terminal, reworded

log = logging.getLogger(__name__)
LONGEST = 256_000  # bytes of one message over HTTP
PATH = "/mcp"
_INSTRUCTIONS = (
    "Answers whether an AI chip may ship to a country on a day under the US export regulations. "
    "Ask `coverage` first. Never tell an outcome without what it is provided on, its assumptions "
    "and the day of the data; never take UNDETERMINED for permission; guess no fact that is not "
    "given: leave it out, and say so. Not legal advice."
)


def make_server(site: Site, turns: Turns | None = None) -> Server[Any]:
    """The official server with these tools."""
    places = turns or Turns()
    listed = types.ListToolsResult(tools=[_tool(tool, site) for tool in TOOLS])

    async def list_tools(_: Any, __: Any) -> types.ListToolsResult:
        return listed

    async def call_tool(_: Any, asked: types.CallToolRequestParams) -> types.CallToolResult:
        said = asked.arguments or {}
        try:
            await lists_at_hand(lambda: asked.name == SCREEN or names_parties(said))
            return await places.take(_called, site, asked.name, said)
        except EcluseError as error:  # all places are taken, or the lists are not open yet
            return _refused(error, "en")

    return Server(
        "ecluse",
        version=site.engine,
        title="Ecluse",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _tool(tool: AssistantTool, site: Site) -> types.Tool:
    return types.Tool(
        name=tool.name,
        description=tool.about,
        input_schema=tool.arguments,
        output_schema=result_schema(site, tool.answer, listed=tool.listed),
        annotations=types.ToolAnnotations(
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


def _called(site: Site, name: str, arguments: Json) -> types.CallToolResult:
    """What a call gives back, or why it gives nothing."""
    asked = arguments.get("lang")
    lang = "fr" if asked == "fr" else "en"
    try:
        _, found, lang = called(name, arguments, site)
    except EcluseError as error:
        return _refused(error, lang)
    except Exception:
        log.exception("a fault in the tool '%s'", name)
        text = "a fault of ecluse itself (server): ask again; if it stays, report it"
        return types.CallToolResult(content=[_text(text)], is_error=True)
    result = result_of(site, found, lang)
    text = json.dumps(result, ensure_ascii=False)
    return types.CallToolResult(content=[_text(text)], structured_content=result)


def _refused(error: EcluseError, lang: str) -> types.CallToolResult:
    told = at_a_terminal(str(reworded(error, lang)), lang)
    return types.CallToolResult(content=[_text(told)], is_error=True)


def _text(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)


async def serve_stdio(site: Site) -> None:
    """Serve one assistant over standard input and output until it closes them."""
    server = make_server(site)
    async with stdio_server(standard_input()) as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def http_app(site: Site) -> ASGIApp:
    """The application that serves assistants over HTTP, at `PATH`."""
    app = make_server(site).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=LONGEST,
        transport_security=_allowed(site),
        host=site.settings.host,
    )
    gate = Gate(site.settings, today=site.today)
    return Guard(OnceEach(app, LONGEST), lambda: site, longest=LONGEST, gate=gate)


def _allowed(site: Site) -> TransportSecuritySettings:
    """Which names a request may use for this server: those of this machine, or the public one.

    Any name is taken where it is public under none that was said.
    """
    url = site.settings.public_url
    names = ["127.0.0.1", "localhost", "[::1]"]
    hosts = [*names, *(f"{name}:*" for name in names)]
    origins = [f"http://{host}" for host in hosts]
    if url is not None:
        hosts.append(urlsplit(url).netloc)
        origins.append(url.rstrip("/"))
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=url is not None or is_loopback(site.settings.host),
        allowed_hosts=hosts,
        allowed_origins=origins,
    )
