"""`ecluse serve`: the pages and the HTTP API on this machine.

Belongs here: its options, and starting the server. Does not: anything that is served (web).
Always true: it listens beyond this machine only with tokens, or where it was said to be public.
"""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ecluse.cli.ending import ANSWERED, tell
from ecluse.cli.options import Lang
from ecluse.cli.schema import ANSWERS
from ecluse.errors import InputError
from ecluse.law.release import open_release
from ecluse.words.say import say

_PATIENCE = 30  # seconds that a request under way is given when the server is told to stop


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    data_dir: Path | None = None,
    public_url: str | None = None,
    tokens: Path | None = None,
    public: bool = False,
    read_only: bool = False,
    lang: Lang = "en",
    open_: Annotated[bool, Parameter(name="--open")] = False,
) -> int:
    """Serve the pages and the HTTP API; Ctrl-C ends it. Needs the extra `serve`.

    Args:
        host: The address to listen at; beyond this machine only with --tokens or --public.
        port: The port to listen at.
        data_dir: Where what people ask to keep is kept; nothing is kept where left out.
        public_url: How people reach it, such as https://ecluse.example.org.
        tokens: The file of hashed tokens.
        public: Everybody may ask.
        read_only: Keep nothing and take no order book.
        lang: Language of what the server says here: en or fr; each page has both.
        open_: Open the first page in the browser of this machine.
    """
    try:
        import uvicorn

        from ecluse.web.app import create_app
        from ecluse.web.settings import Settings
        from ecluse.web.site import Site
    except ImportError as error:
        mend = "pip install 'ecluse[serve]'"
        raise InputError(f"{error.name} is not installed", "serve", mend) from error
    settings = Settings(
        host=host,
        port=port,
        data_dir=data_dir,
        public_url=public_url,
        tokens=tokens,
        public=public,
        read_only=read_only,
    )
    app = create_app(Site(release=open_release(), settings=settings, published=ANSWERS))
    address = f"http://{host}:{port}/"
    tell(say("web.serving", lang, address))
    if open_:
        threading.Timer(1, webbrowser.open, [address]).start()
    uvicorn.run(
        app,
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
