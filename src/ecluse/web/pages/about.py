"""What is judged, and what this server is.

Belongs here: the table of coverage, the page about the release, the license and the doors, and that
of the API, which is made of its table.
Does not: what is judged (law).
Always true: the day up to which the law was read is said.
"""

from __future__ import annotations

from ecluse.grouped import grouped
from ecluse.law.coverage import counted, part_title
from ecluse.web.pages.law import covered
from ecluse.web.render import heavy_page, page, page_endpoint
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import IN_PATH, Call, Endpoint


def coverage(call: Call) -> Reply:
    """What of the regulations is judged, flagged or not judged."""
    answer = covered(call.site, call.lang)
    parts = grouped((row.part, row) for row in answer.paragraphs)
    shown = [
        (name, part_title(name, call.lang), counted(rows), rows) for name, rows in parts.items()
    ]
    return page(call, "coverage.html", path="/coverage", max_age=DATED, answer=answer, parts=shown)


def about(call: Call) -> Reply:
    """The release, the license and the doors."""
    return page(call, "about.html", path="/about", max_age=DATED)


def api(call: Call) -> Reply:
    """Every endpoint, every parameter."""
    from ecluse.web.api.table import API  # the table imports modules that this page serves

    return page(call, "api.html", path="/api", max_age=DATED, endpoints=API, example_of=example_of)


def example_of(endpoint: Endpoint) -> str | None:
    """The address of an endpoint's example; None where there is none to follow."""
    if endpoint.method != "GET" or endpoint.example is None:
        return None
    if IN_PATH.search(endpoint.path):
        return IN_PATH.sub(lambda _: str(endpoint.example), endpoint.path)
    return f"{endpoint.path}?{endpoint.example}" if endpoint.example else endpoint.path


ENDPOINTS = (
    heavy_page("/coverage", coverage, "What is judged and what is not."),
    heavy_page("/about", about, "The release, the license and the doors."),
    page_endpoint("/api", api, "The API, described for people."),
)
