"""What is noted of each request: never what was asked.

Belongs here: the note, and the access log that is made of it. Does not: metrics.
Always true: no query, no name of an item, a party or a person and no address is in it: of the path
stands the pattern alone.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

ROUTE = "ecluse.route"  # where the scope of a request carries the pattern that serves it
access = logging.getLogger("ecluse.access")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRequest:
    """A request that was answered.

    Args:
        id: The same as in the header X-Request-Id of its answer.
        route: The pattern of its path; empty where nothing is served there.
        token: The beginning of the hash of the token that it brought, if any.
    """

    id: str
    method: str
    route: str
    status: int
    seconds: float
    sent_bytes: int
    token: str


Observer = Callable[[SeenRequest], None]


def log_request(seen: SeenRequest) -> None:
    """Write a request to the access log, one JSON object a line."""
    line = {
        "at": datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="milliseconds"),
        "id": seen.id,
        "method": seen.method,
        "route": seen.route,
        "status": seen.status,
        "ms": round(seen.seconds * 1000, 2),
        "bytes": seen.sent_bytes,
        "token": seen.token,
    }
    access.info("%s", orjson.dumps(line).decode())
