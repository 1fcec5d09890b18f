"""Running the application: one process, or several workers that share a port.

Belongs here: the socket, the logs, the metrics and the HTTP server. Does not: reading a command
line (cli), or anything that is served.
Always true: what is wrong with the settings, the port or the data is an error before anybody is
answered; told to stop, a server answers what it has begun.
"""

from __future__ import annotations

import gc
import ipaddress
import logging
import logging.handlers
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import orjson
import uvicorn
from uvicorn.supervisors import Multiprocess

from ecluse.determine.decide import prepare
from ecluse.errors import EcluseError, InputError
from ecluse.law.release import open_release
from ecluse.screening.make_index import make_index
from ecluse.screening.screen import Screener
from ecluse.web.app import create_app
from ecluse.web.living import follow_the_data
from ecluse.web.patient import PatientProtocol
from ecluse.web.seen import Observer, access, log_request
from ecluse.web.settings import Settings
from ecluse.web.signals import told_to_stop
from ecluse.web.site import Site

if TYPE_CHECKING:
    from starlette.types import ASGIApp

PATIENCE_S = 30  # that a request under way is given when the server is told to stop
_IDLE_S = 15  # that a connection is kept open between two requests
_MOST_CONNECTIONS = 1_000
_STANDARD_OUTPUT = ("-", "/dev/stdout")


def run(
    settings: Settings,
    ready: Callable[[str], None],
    *,
    published: Mapping[str, str],
) -> None:
    """Serve until told to stop.

    Args:
        ready: Told the address, once it can be asked.
        published: The class of each published answer by its name.

    Raises:
        InputError: The port cannot be listened at, or a log cannot be written.
        DataError, SeveralErrors: What is wrong with the data.
    """
    bound = _bind(settings)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{bound.getsockname()[1]}/"
    if settings.workers == 1:
        config = _config(make_app(settings, published), settings)
        ready(address)
        with told_to_stop():
            uvicorn.Server(config).run(sockets=[bound])
        return
    open_release()  # a mistake in the data is told once, here
    if settings.metrics_port is not None:
        from ecluse.web.metrics import share_between_workers

        share_between_workers(settings)
    config = _config(partial(make_app, settings, published), settings, factory=True)
    ready(address)
    Multiprocess(config, sockets=[bound]).run()


def make_app(settings: Settings, published: Mapping[str, str]) -> ASGIApp:
    """The application of this process, with its logs and metrics.

    Raises:
        InputError: A log cannot be written, or the metrics' port is taken.
    """
    observers: list[Observer] = []
    _log_errors()
    if settings.access_log is not None:
        _log_access(settings.access_log)
        observers.append(log_request)
    if settings.metrics_port is not None:
        from ecluse.web.metrics import counted_requests

        observers.append(counted_requests(settings))
    site = Site(release=open_release(), settings=settings, published=published)
    threading.Thread(target=_warm, args=(site,), name="ecluse-warm", daemon=True).start()
    if not gc.isenabled():
        # The command began without collections (cli.main). What is loaded stays; the rest may go.
        gc.freeze()
        gc.enable()
    return create_app(follow_the_data(site, _warm), observers)


def _warm(site: Site) -> None:
    """Make ready what the first questions would wait for: the lists' index, the compiled laws."""
    try:
        make_index(site.release.data)  # which takes more than this process should hold
        Screener.open(site.release.data)
        prepare(site.library)
    except EcluseError as error:  # whoever asks is told
        logging.getLogger(__name__).warning("not made ready: %s", error)


def _config(
    app: ASGIApp | Callable[[], ASGIApp], settings: Settings, *, factory: bool = False
) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=factory,
        workers=settings.workers,
        http=PatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=settings.public_url is not None,
        forwarded_allow_ips=settings.proxy,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_IDLE_S,
        timeout_graceful_shutdown=PATIENCE_S,
    )


def _bind(settings: Settings) -> socket.socket:
    """The socket that is listened at.

    Raises:
        InputError: It cannot be.
    """
    try:
        version = ipaddress.ip_address(settings.host).version
    except ValueError:
        version = 4
    family = socket.AF_INET6 if version == 6 else socket.AF_INET
    try:
        bound = socket.create_server((settings.host, settings.port), family=family, backlog=1_024)
        # Each connection takes it over; without, a reply of two parts waits 40 ms for its second.
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as error:
        what = f"{settings.host} port {settings.port} cannot be listened at: {error.strerror}"
        raise InputError(what, "port", "name another port, or end what listens there") from error
    return bound


def _log_access(where: str) -> None:
    """Write the access log, a line each; a file that is moved away is begun anew.

    Raises:
        InputError: The file cannot be written.
    """
    try:
        handler: logging.Handler = (
            logging.StreamHandler(sys.stdout)
            if where in _STANDARD_OUTPUT
            else logging.handlers.WatchedFileHandler(where, encoding="utf-8")
        )
    except OSError as error:
        what = f"the access log cannot be written: {error.strerror}"
        raise InputError(what, where, "name a file in a folder of yours, or -") from error
    access.handlers = [handler]
    access.setLevel(logging.INFO)
    access.propagate = False


def _log_errors() -> None:
    """Write what goes wrong to standard error, a JSON object a line."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class _JsonLines(logging.Formatter):
    """A record of a log as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """The record on one line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.casefold(),
            "from": record.name,
            "what": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(line).decode()
