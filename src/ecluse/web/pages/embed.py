"""What other sites frame: an answer in a few lines, of a day that stays.

Belongs here: the framed answer, and the line of HTML that frames. Does not: the framed brief
(brief), or who may frame what (guard).
Always true: it holds no script, asks nobody else, and leads to the page of the same day; no party
can be named in its address.
"""

from __future__ import annotations

from html import escape

from ecluse.determine.told import Told, told
from ecluse.errors import EcluseError
from ecluse.web.address import address_of
from ecluse.web.api.parameters import OF_A_PLACE
from ecluse.web.pages.spelling import asked_at, moved, said_at, whole
from ecluse.web.render import error_page, page, page_endpoint
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call

_SEPARATORS = " ,:;·\u00a0\u202f"
HIGH = 480  # CSS pixels of a frame


def embed_code(address: str, title: str, height: int) -> str:
    """The line of HTML that frames an address.

    >>> embed_code("https://example.org/embed/check/h20/cn/2025-05-20", 'H20 & "China"', 360)
    '<iframe src="https://example.org/embed/check/h20/cn/2025-05-20" title="H20 &amp; &quot;China\
&quot;" width="100%" height="360" loading="lazy"></iframe>'
    """
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{height}"'
        ' loading="lazy"></iframe>'
    )


def framed(call: Call) -> Reply:
    """The answer of a day in a few lines; another spelling leads to the one address."""
    said = said_at(call, call.path["on"])
    asked = call.site.reader().read(said)
    address = address_of(asked, said, call.site) or ""
    if f"/embed{address}" != asked_at(call):
        return moved(call, f"/embed{address}")
    shown = told(call.site.determined(asked), call.library, call.lang)
    return page(
        call,
        "embed_check.html",
        title=title_of(shown),
        max_age=DATED,
        whole_address=whole(call, address),
        told=shown,
        qualifiers=qualifiers(shown),
    )


def title_of(shown: Told) -> str:
    """What a page is called that shows an answer."""
    return f"{shown.item} → {shown.place}, {shown.on.isoformat()}"


def qualifiers(shown: Told | None) -> list[str]:
    """What qualifies an answer, each beside its headline and not behind it."""
    pieces = () if shown is None else shown.headline[1:]
    return [piece.words.lstrip(_SEPARATORS) for piece in pieces]


def embed_error(call: Call, error: EcluseError) -> Reply:
    """An error within a frame."""
    address = whole(call, "/")
    return error_page(call, error, "embed_error.html", title="Ecluse", whole_address=address)


ENDPOINTS = (
    page_endpoint(
        "/embed/check/{item}/{to}/{on}",
        framed,
        "The answer of a day, to be framed by other sites.",
        takes=OF_A_PLACE,
        errors=embed_error,
    ),
)
