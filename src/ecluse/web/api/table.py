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

_KINDS = (check, law, items, scenarios, simulate, screening, briefs, orders, kept, about)
API: tuple[Endpoint, ...] = tuple(endpoint for kind in _KINDS for endpoint in kind.ENDPOINTS)
