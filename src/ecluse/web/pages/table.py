"""Every page that is served.

Belongs here: the list. Does not: any page.
Always true: a page stands here once, and is served in both languages.
"""

from __future__ import annotations

from ecluse.web.pages import (
    about,
    answer,
    api,
    books,
    brief,
    country,
    embed,
    home,
    item,
    items,
    kept,
    law,
    market,
    measure,
    plane_map,
    provision,
    remedy,
    scenarios,
    screening,
    timeline,
    two_laws,
)
from ecluse.web.routes import Endpoint

PAGES: tuple[Endpoint, ...] = (
    *home.ENDPOINTS,
    *answer.ENDPOINTS,
    *timeline.ENDPOINTS,
    *brief.ENDPOINTS,
    *embed.ENDPOINTS,
    *remedy.ENDPOINTS,
    *screening.ENDPOINTS,
    *plane_map.ENDPOINTS,
    *items.ENDPOINTS,
    *item.ENDPOINTS,
    *country.ENDPOINTS,
    *law.ENDPOINTS,
    *measure.ENDPOINTS,
    *provision.ENDPOINTS,
    *two_laws.ENDPOINTS,
    *scenarios.ENDPOINTS,
    *market.ENDPOINTS,
    *books.ENDPOINTS,
    *kept.ENDPOINTS,
    *about.ENDPOINTS,
    *api.ENDPOINTS,
)
