"""What is worked out once for a site, and the pages that were made of it last.

Belongs here: keeping. Does not: what is kept.
Always true: what is kept is of one release and goes with it; it takes no more room than it may.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from ecluse.web.reply import Reply
from ecluse.web.site import Site

T = TypeVar("T")
_NAME = "_once"
_MOST_BYTES = 16_000_000


def once(site: Site, make: Callable[[Site], T]) -> T:
    """What `make` makes of a site: made once, and kept as long as the site is."""
    kept: dict[Any, Any] = site.__dict__.setdefault(_NAME, {})  # as a cached property does
    if make not in kept:
        kept[make] = make(site)
    found: T = kept[make]
    return found


class KeptReplies:
    """The pages that were asked for last, by their addresses."""

    def __init__(self, _: Site) -> None:
        self._replies: OrderedDict[tuple[str, ...], Reply] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, address: tuple[str, ...]) -> Reply | None:
        """The page at an address, where it is kept."""
        with self._lock:
            found = self._replies.get(address)
            if found is not None:
                self._replies.move_to_end(address)
            return found

    def keep(self, address: tuple[str, ...], reply: Reply) -> Reply:
        """Keep a page; those not asked for the longest make room."""
        with self._lock:
            if address not in self._replies:
                self._bytes += len(reply.body)
            self._replies[address] = reply
            while self._bytes > _MOST_BYTES and len(self._replies) > 1:
                _, gone = self._replies.popitem(last=False)
                self._bytes -= len(gone.body)
        return reply
