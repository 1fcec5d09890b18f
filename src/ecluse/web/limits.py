"""How many requests each may send.

Belongs here: counting them. Does not: who somebody is (gate), or which requests count.
Always true: memory is bounded, whoever asks; who waits long enough is served.
"""

from __future__ import annotations

import ipaddress
import re
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_KEPT = 20_000
_SITE_V6 = 64  # bits of an IPv6 address that are one household
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # IPv4 addresses inside IPv6 (RFC 6052)
_WITH_PORT = re.compile(r"^(?:\[(?P<v6>[^]]+)\]|(?P<v4>[\d.]+))(?::\d+)?$")


class Allowance:
    """A bucket of requests for each key, filled evenly over a minute.

    Args:
        clock: Seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, key: str, a_minute: int) -> float:
        """Seconds to wait; 0 where the request may pass, which is then counted.

        >>> now = 0.0
        >>> allowance = Allowance(lambda: now)
        >>> [allowance.wait_s("a", 2) for _ in range(3)]
        [0.0, 0.0, 30.0]
        """
        now = self._clock()
        left, last = self._buckets.pop(key, (float(a_minute), now))
        left = min(float(a_minute), left + (now - last) * a_minute / 60)
        wait = 0.0 if left >= 1 else (1 - left) * 60 / a_minute
        self._buckets[key] = (left if wait else left - 1, now)
        if len(self._buckets) > _MOST_KEPT:
            self._buckets.popitem(last=False)
        return wait


def household(address: str) -> str:
    """What of an address is counted together: an IPv4 address, however it is written, or the site
    of an IPv6 one.

    >>> household("192.0.2.7"), household("2001:db8::1") == household("2001:db8::ffff")
    ('192.0.2.7', True)
    >>> household("::ffff:192.0.2.7"), household("64:ff9b::192.0.2.7"), household("192.0.2.7:5566")
    ('192.0.2.7', '192.0.2.7', '192.0.2.7')
    >>> household("[2001:db8::1]:443"), household("somewhere")
    ('2001:db8::/64', 'unknown')
    """
    try:
        found = ipaddress.ip_address(_bare(address))
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        within = ipaddress.IPv4Address(int(found) % 2**32) if found in _NAT64 else None
        found = found.ipv4_mapped or within or found
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, _SITE_V6), strict=False))


def _bare(address: str) -> str:
    """An address without the port that some proxies write after it."""
    found = _WITH_PORT.match(address)
    return address if found is None else found["v6"] or found["v4"]
