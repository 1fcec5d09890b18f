"""Addresses of PostgreSQL databases, and what is shown of them.

Belongs here: reading an address, and taking its secrets out. Does not: asking a server (postgres).
Always true: a password is never shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from ecluse.errors import InputError
from ecluse.tables.names import table_of

SCHEMES = ("postgresql://", "postgres://")
FORM = "write it as postgresql://user@host:port/database#schema.table"
_SECRET = re.compile(r"((?:^|&)(?:ssl)?password=)[^&]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A server, a database, and a table or a query in it.

    Args:
        url: What libpq connects to; it may hold a password and is never shown.
        shown: The whole address without its password.
    """

    url: str
    shown: str
    schema: str | None = None
    table: str | None = None
    query: str | None = None

    def __repr__(self) -> str:
        return f"Address({self.shown!r})"


def is_address(text: object) -> bool:
    """Whether this names a PostgreSQL database rather than a file."""
    return str(text).casefold().startswith(SCHEMES)


def address_of(text: str) -> Address:
    """An address, checked before anything is asked of a server.

    >>> address_of("postgresql://anna:secret@db.example:5433/shop#sales.orders").shown
    'postgresql://anna:***@db.example:5433/shop#sales.orders'

    Raises:
        InputError: It is no address, or names neither a table nor one SELECT.
    """
    url, _, fragment = text.partition("#")
    fragment = fragment.strip()
    shown = _masked(url)
    if not fragment:
        return Address(url=url, shown=shown)
    if re.match(r"(select|with)\b", fragment, re.IGNORECASE):
        if ";" in fragment:
            raise InputError(
                "a query is one SELECT, without a semicolon",
                f"{shown}#{fragment.partition(';')[0]}…",
                "leave the semicolon out, or make a view",
            )
        return Address(url=url, shown=f"{shown}#{fragment}", query=fragment)
    named = table_of(fragment)
    if named is None:
        raise InputError(
            "what follows # is neither a table nor a SELECT",
            shown,
            "write #schema.table or '#SELECT … FROM …'",
        )
    return Address(url=url, shown=f"{shown}#{fragment}", schema=named[0], table=named[1])


def shown(source: object) -> str:
    """A source or an output as it may be shown: a file as it is named, an address without its
    password.
    """
    return address_of(str(source)).shown if is_address(source) else str(source)


def _masked(url: str) -> str:
    """The address without its secrets.

    Raises:
        InputError: It is so written that nobody can tell where the password ends.
    """
    mend = f"{FORM}; in a password write @ as %40, # as %23, / as %2F, : as %3A"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise InputError("the address cannot be read", "postgresql://…", mend) from None
    user, at, host = parts.netloc.rpartition("@")
    if "@" in user or user.count(":") > 1:
        raise InputError("the address cannot be read", "postgresql://…", mend)
    name, colon, _ = user.partition(":")
    query = _SECRET.sub(r"\1***", parts.query)
    hidden = ":***" if colon else ""
    return f"postgresql://{name}{hidden}{at}{host}{parts.path}{'?' if query else ''}{query}"
