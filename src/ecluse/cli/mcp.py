"""`ecluse mcp`: tools for assistants, over standard input and output or HTTP.

Belongs here: its options, and starting the server. Does not: any tool (web/assistant).
Always true: nothing but the protocol is written to standard output; over HTTP it listens beyond
this machine only with tokens, or where it was said to be public.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ecluse.cli.ending import ANSWERED, tell
from ecluse.cli.options import Lang
from ecluse.cli.schema import ANSWERS
from ecluse.errors import InputError
from ecluse.law.release import open_release
from ecluse.words.say import say

_PATIENCE = 30  # seconds that a call under way is given when the server is told to stop


def mcp(
    *,
    http: Annotated[bool, Parameter(negative=())] = False,
    host: str = "127.0.0.1",
    port: int = 8081,
    public_url: str | None = None,
    tokens: Path | None = None,
    public: bool = False,
    lang: Lang = "en",
) -> int:
    """Serve tools for assistants (Model Context Protocol). Needs the extra `mcp`.

    An assistant starts `ecluse mcp` itself and speaks to it over standard input and output.

    Args:
        http: Serve over streamable HTTP instead, at /mcp.
        host: The address to listen at; beyond this machine only with --tokens or --public.
        port: The port to listen at.
        public_url: How it is reached, such as https://ecluse.example.org; links begin with it.
        tokens: Over HTTP: the file of hashed tokens; `ecluse token` makes one.
        public: Everybody may ask; with --tokens, who brings none may do what a reader may.
        lang: Language of what the server says here: en or fr; each tool has both.
    """
    import uvicorn

    from ecluse.web.assistant.server import PATH, http_app, serve_stdio
    from ecluse.web.settings import Settings
    from ecluse.web.site import Site

    if tokens is not None and not http:
        what = "'--tokens' is for HTTP: over standard input nobody brings one"
        raise InputError(what, "tokens", "leave it out, or add --http")
    settings = Settings(host=host, port=port, public_url=public_url, tokens=tokens, public=public)
    site = Site(release=open_release(), settings=settings, published=ANSWERS)
    if not http:
        asyncio.run(serve_stdio(site))
        return ANSWERED
    tell(say("web.serving", lang, f"http://{host}:{port}{PATH}"))
    uvicorn.run(
        http_app(site),
        host=host,
        port=port,
        http="httptools",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    return ANSWERED
