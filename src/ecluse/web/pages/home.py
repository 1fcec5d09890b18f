"""The first page: one question.

Belongs here: what it asks and shows. Does not: answering.
Always true: it asks nothing that the address of an answer cannot say.
"""

from __future__ import annotations

from ecluse.web.render import error_page, page
from ecluse.web.reply import Reply
from ecluse.web.routes import Call, Endpoint
from ecluse.words.say import say


def home(call: Call) -> Reply:
    """The first page."""
    return page(call, "home.html", title=say("web.question", call.lang), path="/")


ENDPOINTS = (
    Endpoint(
        path="/",
        handler=home,
        about="The first page.",
        sends="text/html",
        page=True,
        errors=error_page,
    ),
)
