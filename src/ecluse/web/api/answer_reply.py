"""An answer as the API sends it.

Belongs here: what a server adds to an answer, and for how long it may be kept. Does not: answering.
Always true: an object has its own keys, and `links` and `engine` beside them; a list stands as it
is, with its links in a header, so that nothing is nested or renamed.
"""

from __future__ import annotations

from collections.abc import Callable

from ecluse.answers.plain import plain
from ecluse.web.answering import AnsweredData, Links
from ecluse.web.api.parameters import said_in
from ecluse.web.links import header_of
from ecluse.web.params import Said
from ecluse.web.reply import DATED, Reply, json_reply
from ecluse.web.routes import Call, Handler
from ecluse.web.site import Site


def answers(work: Callable[[Site, Said, str], AnsweredData], *days: str) -> Handler:
    """A handler that answers the question which the parameters of a request ask.

    Args:
        days: The parameters that name the days of the answer.
    """

    def answered(call: Call) -> Reply:
        said = said_in(call.params)
        found = work(call.site, said, call.lang)
        return answer_reply(call, found, dated=said.keys() >= set(days))

    return answered


def value_reply(
    call: Call, value: object, links: Links | None = None, *, dated: bool = True
) -> Reply:
    """The reply that holds a value of a room, or a list of them."""
    return answer_reply(call, AnsweredData(data=plain(value), links=links or {}), dated=dated)


def answer_reply(call: Call, answered: AnsweredData, *, dated: bool) -> Reply:
    """The reply that holds an answer.

    Args:
        dated: The day of the answer was named, so that it stays the same while the data do.
    """
    max_age = DATED if dated else None
    data, links = answered.data, dict(answered.links)
    if isinstance(data, list):
        headers = (header_of(links),) if links else ()
        return json_reply(data, headers=headers, max_age=max_age)
    beside = ({"links": links} if links else {}) | {"engine": call.site.engine}
    own = {"engine": data["engine"]} if "engine" in data else {}  # it says more than the release
    return json_reply(data | beside | own, max_age=max_age)
