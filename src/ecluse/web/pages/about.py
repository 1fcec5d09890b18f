"""What is judged, and what this server is.

Belongs here: the table of coverage, and the page about the release, the license and the doors.
Does not: what is judged (law).
Always true: the day up to which the law was read is said.
"""

from __future__ import annotations

from ecluse.law.coverage import CoveredParagraph, counted
from ecluse.web.pages.law import covered, part_title
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call


def coverage(call: Call) -> Reply:
    """What of the regulations is judged, flagged or not judged."""
    answer = covered(call.site, call.lang)
    parts: dict[str, list[CoveredParagraph]] = {}
    for row in answer.paragraphs:
        parts.setdefault(row.part, []).append(row)
    shown = [
        (name, part_title(name, call.lang), counted(rows), rows) for name, rows in parts.items()
    ]
    return page(call, "coverage.html", path="/coverage", max_age=DATED, answer=answer, parts=shown)


def about(call: Call) -> Reply:
    """The release, the license and the doors."""
    return page(call, "about.html", path="/about", max_age=DATED)


ENDPOINTS = (
    heavy_page("/coverage", coverage, "What is judged and what is not."),
    heavy_page("/about", about, "The release, the license and the doors."),
)
