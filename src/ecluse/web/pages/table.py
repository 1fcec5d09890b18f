"""Every page that is served.

Belongs here: the list. Does not: any page.
Always true: a page stands here once, and is served in both languages.
"""

from __future__ import annotations

from ecluse.web.pages import (
    about,
    answer,
    books,
    brief,
    country,
    embed,
    home,
    items,
    kept,
    law,
    market,
    plane_map,
    remedy,
    scenarios,
    screening,
    timeline,
    two_laws,
)
from ecluse.web.routes import Endpoint

_KINDS = (
    *(home, answer, timeline, brief, embed, remedy, screening, plane_map, items, country, law),
    *(two_laws, scenarios, market, books, kept, about),
)
PAGES: tuple[Endpoint, ...] = tuple(endpoint for kind in _KINDS for endpoint in kind.ENDPOINTS)
