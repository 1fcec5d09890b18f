"""`/api`: the page that describes the API, for people.

Belongs here: the rows of the page. Does not: the endpoints (api).
Always true: it is made of the table that is served, so it names every endpoint and parameter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ecluse.answers.copied import copied
from ecluse.facts.slug import slug
from ecluse.web.params import Param
from ecluse.web.render import page, page_endpoint
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import IN_PATH, Call, Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointRow:
    """An endpoint as the page shows it.

    Args:
        example: An address that is answered; None where there is none to follow.
        schema: The published schema of its answer.
    """

    anchor: str
    method: str
    path: str
    about: str
    params: Sequence[Param]
    body: str | None
    schema: str | None
    listed: bool
    example: str | None


@cache
def rows() -> tuple[EndpointRow, ...]:
    """A row for each endpoint."""
    from ecluse.web.api.table import API  # the table imports modules that this page serves

    return tuple(_row(endpoint) for endpoint in API)


def _row(endpoint: Endpoint) -> EndpointRow:
    path = endpoint.shown_path
    return copied(
        EndpointRow,
        endpoint,
        anchor=f"{endpoint.method.lower()}-{slug(path)}",
        path=path,
        params=endpoint.takes,
        schema=endpoint.answer,
        example=example_of(endpoint),
    )


def example_of(endpoint: Endpoint) -> str | None:
    """The address of an endpoint's example."""
    if endpoint.method != "GET" or endpoint.example is None:
        return None
    if IN_PATH.search(endpoint.path):
        return IN_PATH.sub(lambda _: str(endpoint.example), endpoint.path)
    return f"{endpoint.path}?{endpoint.example}" if endpoint.example else endpoint.path


def api(call: Call) -> Reply:
    """Every endpoint, every parameter."""
    return page(call, "api.html", path="/api", max_age=DATED, rows=rows())


ENDPOINTS = (page_endpoint("/api", api, "The API, described for people."),)
