"""What a request must be before its words are read: its method, media types and language.

Belongs here: OPTIONS, Accept, Content-Type, and who else's pages may read an answer (CORS). Does
not: parameters (params), limits of size (guard).
Always true: another site's page may read what GET under /api/v1 answers, and nothing else; no
cookie and no password is ever looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import Literal

from starlette.responses import Response
from starlette.types import Scope

from ecluse.web.problem import Refused

_NEVER = re.compile(r"q=0(\.0*)?")
_API = "/api/v1/"
# What is somebody's own: a page elsewhere, opened on the same machine, must not read it.
_OWN = ("/api/v1/jobs", "/api/v1/orders", "/api/v1/kept")
_FRENCH = frozenset({"lang=fr"})
Pairs = tuple[tuple[str, str], ...]
_TOLD = "ETag, Link, Retry-After, X-Request-Id, Ecluse-Data-Version, Ecluse-Engine"
_SHARED: Pairs = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", _TOLD),
)
_PREFLIGHT: Pairs = (
    *_SHARED,
    ("Access-Control-Allow-Methods", "GET, HEAD"),
    ("Access-Control-Allow-Headers", "Accept, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
)


def shared(method: str, path: str) -> Pairs:
    """The headers by which pages of other sites may read the answer; none where they may not."""
    anybodys = path.startswith(_API) and not path.startswith(_OWN)
    return _SHARED if method == "GET" and anybodys else ()


def options(methods: Sequence[str], path: str) -> Response:
    """Which methods a path takes."""
    allowed = [*methods, *(("HEAD",) if "GET" in methods else ()), "OPTIONS"]
    headers = {"Allow": ", ".join(allowed), "Cache-Control": "no-store"}
    if "GET" in methods and shared("GET", path):
        headers |= dict(_PREFLIGHT)
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)


def asked_lang(scope: Scope, lang: Literal["en", "fr"]) -> Literal["en", "fr"]:
    """The language of the words, even where the other parameters are wrong."""
    query: bytes = scope["query_string"]
    if b"lang=" not in query:
        return lang
    return "fr" if _FRENCH & set(query.decode("latin-1").split("&")) else lang


def check(sends: str | None, reads: str | None, headers: Mapping[str, str]) -> None:
    """Refuse a request whose media types are none of the endpoint's.

    Args:
        sends: The form of the answer; whatever is wanted is answered where None.

    Raises:
        Refused: It wants another form than there is, or sends another than is read.
    """
    accept = headers.get("accept")
    if accept is not None and sends is not None and not _accepts(accept, sends):
        what = f"the answer is {sends}"
        mend = f"accept {sends}, or leave the header Accept out"
        raise Refused(HTTPStatus.NOT_ACCEPTABLE, what, "Accept", mend)
    if reads is not None:
        packed = headers.get("content-encoding", "identity")
        if packed.strip().casefold() != "identity":
            what = f"the body is said to be packed ({packed[:40]})"
            mend = "send it as it is, without the header Content-Encoding"
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, what, "Content-Encoding", mend)
        _check_sent(headers.get("content-type", ""), reads)


def takes_gzip(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether headers Accept-Encoding take gzip; a `q` of 0 does not.

    >>> takes_gzip([(b"accept-encoding", b"br, gzip")]), takes_gzip([])
    (True, False)
    >>> takes_gzip([(b"accept-encoding", b"gzip;q=0")])
    False
    """
    return _names_gzip(b",".join(value for name, value in headers if name == b"accept-encoding"))


@lru_cache(maxsize=64)
def _names_gzip(said: bytes) -> bool:
    return "gzip" in _wanted(said.decode("latin-1"))


def _accepts(accept: str, sends: str) -> bool:
    """Whether a header Accept takes a media type."""
    kind = sends.partition("/")[0]
    return not {"*/*", f"{kind}/*", sends}.isdisjoint(_wanted(accept))


def _wanted(said: str) -> Iterator[str]:
    """What a header names, but for that whose `q` is 0."""
    for part in said.casefold().split(","):
        name, *options = (each.strip() for each in part.split(";"))
        if not any(_NEVER.fullmatch(each.replace(" ", "")) for each in options):
            yield name


def _check_sent(sent: str, reads: str) -> None:
    name, *options = (part.strip().casefold() for part in sent.split(";"))
    wanted = f"send the header Content-Type: {reads}"
    if name != reads:
        what = f"the body is said to be '{name[:80]}'" if name else "the body is of no said form"
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, what, "Content-Type", wanted)
    for option in options:
        key, _, value = option.partition("=")
        if key == "charset" and value.strip('"') not in ("utf-8", "utf8"):
            what = f"the body is said to be in {value[:40]}"
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, what, "Content-Type", wanted)
