"""The table of the API: every endpoint that there is.

Belongs here: which modules' endpoints are served. Does not: any endpoint.
Always true: what is served under /api/v1, and what the API's description says, are this table.
"""

from __future__ import annotations

from ecluse.web.api import (
    about,
    briefs,
    check,
    items,
    kept,
    law,
    orders,
    scenarios,
    screening,
    simulate,
)
from ecluse.web.routes import Endpoint

API: tuple[Endpoint, ...] = (
    *check.ENDPOINTS,
    *law.ENDPOINTS,
    *items.ENDPOINTS,
    *scenarios.ENDPOINTS,
    *simulate.ENDPOINTS,
    *screening.ENDPOINTS,
    *briefs.ENDPOINTS,
    *orders.ENDPOINTS,
    *kept.ENDPOINTS,
    *about.ENDPOINTS,
)
