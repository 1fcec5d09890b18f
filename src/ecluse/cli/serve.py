"""`ecluse serve`: the pages and the HTTP API on this machine.

Belongs here: its options, and starting the server. Does not: anything that is served (web).
Always true: it listens beyond this machine only with tokens, or where it was said to be public.
"""

from __future__ import annotations

import threading
import webbrowser
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from ecluse.cli.ending import ANSWERED, tell
from ecluse.cli.options import Lang, option_group
from ecluse.cli.schema import ANSWERS
from ecluse.words.say import say

_MEGABYTE = 1_000_000


@option_group
class AccessOptions:
    """Who may ask.

    Args:
        tokens: The file of hashed tokens; `ecluse token` makes one.
        public: Everybody may ask; with --tokens, who brings none may do what a reader may.
        read_only: Keep nothing and take no order book.
    """

    tokens: Path | None = None
    public: bool = False
    read_only: bool = False


@option_group
class OperationOptions:
    """How a server is run.

    Args:
        workers: Processes that answer; several share --data-dir.
        metrics_port: A port, on this machine alone, at which Prometheus asks.
        access_log: A file for the access log, a JSON object a line, without what was asked; - is
            standard output.
        proxy: The address of the proxy in front, whose word for the client's address is taken
            where --public-url is given.
        longest_book: Megabytes of an order book.
        books_at_once: Order books that are answered together.
    """

    workers: int = 1
    metrics_port: int | None = None
    access_log: str | None = None
    proxy: str = "127.0.0.1"
    longest_book: int = 100
    books_at_once: int = 2


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    data_dir: Path | None = None,
    public_url: str | None = None,
    access: AccessOptions = AccessOptions(),
    operation: OperationOptions = OperationOptions(),
    lang: Lang = "en",
    open_: Annotated[bool, Parameter(name="--open")] = False,
) -> int:
    """Serve the pages and the HTTP API; Ctrl-C ends it. Needs the extra `serve`.

    Args:
        host: The address to listen at; beyond this machine only with --tokens or --public.
        port: The port to listen at; 0 is any that is free.
        data_dir: Where what people ask to keep is kept; nothing is kept where left out.
        public_url: How people reach it, such as https://ecluse.example.org.
        lang: Language of what the server says here: en or fr; each page has both.
        open_: Open the first page in the browser of this machine.
    """
    from ecluse.web.serving import run
    from ecluse.web.settings import Settings

    longest = {"longest_book": operation.longest_book * _MEGABYTE}
    settings = Settings(
        host=host,
        port=port,
        data_dir=data_dir,
        public_url=public_url,
        **asdict(access),
        **(asdict(operation) | longest),
    )

    def ready(address: str) -> None:
        tell(say("web.serving", lang, address))
        if open_:
            threading.Timer(1, webbrowser.open, [address]).start()

    run(settings, ready, published=ANSWERS)
    return ANSWERED
