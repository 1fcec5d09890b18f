"""How a server is set up, as a value.

Belongs here: what `ecluse serve` can be told. Does not: reading a command line (cli), or the data.
Always true: nothing here is read from the environment; a server beyond this machine has tokens, or
was said to be public.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ecluse.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a server is set up.

    Args:
        host: The address that it listens at.
        data_dir: Where it keeps what people ask it to keep; nothing is kept where None.
        public_url: How people reach it, such as https://ecluse.example.org; without, links are
            relative.
        tokens: The file of hashed tokens; without, everybody may do what a reader may, and
            whoever sits at this machine everything.
        public: It may listen beyond this machine without tokens.
        read_only: Nothing is kept and no order book is taken.
        longest_book: Bytes of an order book.
        books_at_once: Order books that are worked at together.
        kept_hours: How long the result of an order book is there.
        metrics_port: The port, on this machine alone, at which Prometheus asks; none where None.
        access_log: Where the access log is written, - for standard output; nowhere where None.
        workers: Processes that answer.
        proxy: The address of the proxy in front, whose word for the client's address is taken.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    data_dir: Path | None = None
    public_url: str | None = None
    tokens: Path | None = None
    public: bool = False
    read_only: bool = False
    longest_book: int = 100_000_000
    books_at_once: int = 2
    kept_hours: int = 24
    metrics_port: int | None = None
    access_log: str | None = None
    workers: int = 1
    proxy: str = "127.0.0.1"

    def __post_init__(self) -> None:
        if not (is_loopback(self.host) or self.tokens or self.public):
            mend = "give a file of tokens, or say that it is public: everybody may ask"
            what = f"'{self.host}' is reached from beyond this machine"
            raise InputError(what, "host", mend)
        if self.public_url is not None and not _is_site(self.public_url):
            what = f"'{self.public_url}' is no address of a whole site"
            mend = "give https://HOST without a path: pages lead to addresses from the root"
            raise InputError(what, "public-url", mend)
        if not is_address(self.proxy):
            what = f"'{self.proxy}' is no address"
            mend = "give the one IP address from which the proxy in front asks, such as 10.0.0.2"
            raise InputError(what, "proxy", mend)
        if self.workers < 1:
            raise InputError("nobody answers", "workers", "give at least 1")
        if self.workers > 1 and self.data_dir is None and not self.read_only:
            mend = "name a data folder that they share, or let it be read only"
            raise InputError(f"{self.workers} workers take order books apart", "workers", mend)

    @property
    def address(self) -> str:
        """What stands before a path that is led to; nothing where no public address is given."""
        return (self.public_url or "").rstrip("/")

    @property
    def reached(self) -> str:
        """What stands before a path where it must be reached from elsewhere."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


def _is_site(url: str) -> bool:
    """Whether an address is that of a whole site: no path, no query, nobody's password.

    >>> _is_site("https://ecluse.example.org/"), _is_site("https://example.org/ecluse")
    (True, False)
    """
    try:
        parts = urlsplit(url)
        bare = parts.port is None or parts.port > 0
    except ValueError:
        return False
    bare = bare and parts.path in ("", "/") and not (parts.query or parts.fragment)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and bare and "@" not in url


def is_address(host: str) -> bool:
    """Whether it is an IP address: no network, no list and no name.

    >>> is_address("10.0.0.2"), is_address("10.0.0.0/24"), is_address("proxy.example.org")
    (True, False, False)
    """
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    return is_address(host) and ipaddress.ip_address(host).is_loopback
