"""What is judged, and what this server is.

Belongs here: the table of coverage, and the page about the release, the license and the doors.
Does not: what is judged (law).
Always true: the day up to which the law was read is said.
"""

from __future__ import annotations

from ecluse.law.coverage import STATUSES, CoveredParagraph, counted
from ecluse.web.pages.law import covered, part_title
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call
from ecluse.words.say import say, when


def coverage(call: Call) -> Reply:
    """What of the regulations is judged, flagged or not judged."""
    answer = covered(call.site, call.lang)
    parts: dict[str, list[CoveredParagraph]] = {}
    for row in answer.paragraphs:
        parts.setdefault(row.part, []).append(row)
    return page(
        call,
        "coverage.html",
        title=say("web.coverage", call.lang),
        path="/coverage",
        section="about",
        max_age=DATED,
        answer=answer,
        statuses=STATUSES,
        parts=[
            (part, part_title(part, call.lang), counted(rows), rows) for part, rows in parts.items()
        ],
    )


def about(call: Call) -> Reply:
    """The release, the license and the doors."""
    library = call.site.library
    return page(
        call,
        "about.html",
        title=say("web.about", call.lang),
        path="/about",
        max_age=DATED,
        read_up_to=when(library.data_as_of, call.lang),
        answers_from=when(library.register.answers_from, call.lang),
        modified=library.modified,
        counts=(
            len(library.register.measures),
            len(library.catalogue.items),
            len(library.countries.by_code),
        ),
        base=call.site.settings.reached,
    )


ENDPOINTS = (
    heavy_page("/coverage", coverage, "What is judged and what is not."),
    heavy_page("/about", about, "The release, the license and the doors."),
)
