"""The HTTP protocol with an end to patience: whoever begins a request and does not go on is let go.

Belongs here: the time and the room for the headers of a request, and how many connections one
address may hold. Does not: the time for a body (guard).
Always true: a connection that sends no whole headers in time, or too long ones, is closed; one
whose request came whole is left alone. No address but the proxy's and this machine's holds so many
connections that others find none.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ecluse.web.limits import household

HEADERS_S = 10.0
LONGEST_HEADERS = 32_000  # bytes of headers that are not whole
MOST_OF_ONE = 64  # connections of one address; a browser opens six


class PatientProtocol(HttpToolsProtocol):
    """The protocol of httptools, with a time by which headers must have come."""

    held: ClassVar[Counter[str]] = Counter()  # connections of each address, of this process
    not_counted: ClassVar[frozenset[str]] = frozenset({"127.0.0.1", "::1"})
    _whose: str | None = None
    _late: asyncio.TimerHandle | None = None
    _of_headers = 0  # bytes of headers that are not whole yet

    def data_received(self, data: bytes) -> None:
        """Read what came; let whoever sends headers without end go."""
        super().data_received(data)
        if self._late is not None:
            self._of_headers += len(data)
            if self._of_headers > LONGEST_HEADERS:
                self.transport.abort()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request, unless this address holds enough."""
        super().connection_made(transport)
        self._wait()
        proxy = self.config.forwarded_allow_ips if self.config.proxy_headers else None
        if self.client is not None and self.client[0] not in {*self.not_counted, proxy}:
            self._whose = household(self.client[0])
            self.held[self._whose] += 1
            if self.held[self._whose] > MOST_OF_ONE:
                self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for any longer."""
        self._came()
        if self._whose is not None:
            self.held[self._whose] -= 1
            if not self.held[self._whose]:
                del self.held[self._whose]
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a request."""
        super().on_message_begin()
        if self._late is None:
            self._wait()

    def on_headers_complete(self) -> None:
        """The headers came in time."""
        self._came()
        super().on_headers_complete()

    def _wait(self) -> None:
        self._late = self.loop.call_later(HEADERS_S, self.transport.abort)

    def _came(self) -> None:
        self._of_headers = 0
        if self._late is not None:
            self._late.cancel()
            self._late = None
