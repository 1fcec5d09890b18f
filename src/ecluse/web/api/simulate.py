"""`/api/v1/simulate/{market}`: a market over time, as ranges.

Belongs here: its parameters. Does not: reading their words (web.market), or running a market.
Always true: a parameter is called and means the same as the option of the command; the keys of the
answer are those that `--json` prints.
"""

from __future__ import annotations

from http import HTTPStatus

from ecluse.web.api.answer_reply import value_reply
from ecluse.web.links import address, spoken
from ecluse.web.market import (
    MOST_DRAWS,
    USUAL_DRAWS,
    market_answered,
    market_asked,
    query_of_market,
)
from ecluse.web.params import Param
from ecluse.web.render import at
from ecluse.web.reply import Reply
from ecluse.web.routes import LANG, Call, Endpoint

_LAW = "the name of a shipped scenario, or record for the law as it is on record."
OF_A_MARKET = (
    Param("scenario", f"The law that is run: {_LAW}", example="h20-pause-as-stay"),
    Param("versus", f"What the effect is measured against: {_LAW}", example="record"),
    Param(
        "destination",
        "Whether the destination's own acts count: its dated acts, a refusal on a drawn day, "
        "or none.",
        values=("acts", "hazard", "open"),
    ),
    Param("known", "What had been published by this day.", form="date"),
    Param(
        "set",
        "PRIOR=VALUE, or PRIOR=p50 for a percentile; may be repeated.",
        example="fee=0.25",
        several=True,
    ),
    Param("show", "Measures, joined by commas.", example="chips,revenue"),
    Param("by", "The periods that are told.", values=("week", "quarter", "year")),
    Param("from", "The first day that is told.", form="date"),
    Param("until", "The last day.", form="date"),
    Param("draws", f"2 to {MOST_DRAWS}; {USUAL_DRAWS} where left out.", example="500"),
    Param("seed", "Of the draws; 1 where left out.", example="1"),
)


def simulate(call: Call) -> Reply:
    """A market over time."""
    site, lang = call.site, call.lang
    asked = market_asked(site, call.path["market"], call.params)
    found = market_answered(site, asked, lang)
    name, words = asked.market.file.market, asked.words
    own = query_of_market(spoken(words, lang))
    links = {
        "self": address(site, f"/api/v1/simulate/{name}{own}"),
        "html": address(site, f"{at(lang)}/market/{name}{query_of_market(words)}"),
    }
    return value_reply(call, found.answer, links)


ENDPOINTS = (
    Endpoint(
        "/api/v1/simulate/{market}",
        simulate,
        "A market over time under the law, a scenario, or both with the same draws: ranges "
        "of chips, compute and money by period, and what they rest on.",
        takes=(*OF_A_MARKET, LANG),
        answer="simulation",
        heavy=True,
        example="us-cn-2025?draws=20&show=chips",
        refuses=(HTTPStatus.NOT_FOUND,),
    ),
)
