"""`/api/v1/check`: one question, one answer, with the keys of `ecluse check --json`.

Belongs here: the parameters, and which parts of the answer are sent. Does not: determining.
Always true: an answer that is undetermined is an answer (200).
"""

from __future__ import annotations

from typing import Any

from ecluse.answers.plain import plain
from ecluse.determine.answer import answer_of
from ecluse.determine.decide import determine
from ecluse.determine.question_object import AskedQuestion, object_of
from ecluse.web.params import Param
from ecluse.web.reply import DATED, Reply, json_reply
from ecluse.web.routes import LANG, Call, Endpoint

PARTS = ("trace", "nearest", "figures")
OF_A_QUESTION = (
    Param(name="to", about="Destination: ISO 3166 code or name.", required=True, example="China"),
    Param(name="on", about="The day; today where left out.", form="date", example="2025-05-20"),
    Param(name="known", about="What had been published by this day counts.", form="date"),
    Param(name="reading", about="As enforced, or as the text.", values=("enforced", "text")),
    Param(name="scenario", about="The name of a shipped scenario."),
    Param(name="hq", about="Headquarters of the consignee or end user; the destination if none."),
    Param(name="parent_hq", about="Headquarters of its ultimate parent; its own if none."),
    Param(name="exporter", about="Who exports; the item's vendor where left out."),
    Param(name="origin", about="Country of origin of the item."),
    Param(name="end_use", about="The end use, in words or as a symbol."),
    Param(name="quantity", about="Number of units; one where left out."),
    Param(name="eccn", about="The ECCN that is declared for the item."),
    Param(name="strict", about="Take nothing for granted.", values=("true", "false")),
    Param(name="given.", about="Any other fact, as given.datacenter=no.", family=True),
)
ITEM = Param(name="item", about="A name of the catalogue.", required=True, example="H20")
INCLUDE = Param(name="include", about="Parts: trace, nearest, figures, by commas.")


def said_in(params: dict[str, Any]) -> dict[str, Any]:
    """The words of a question from the parameters of a request."""
    said = dict(params)
    if "strict" in said:
        said["strict"] = said["strict"] == "true"
    return said


def answer_data(asked: AskedQuestion, call: Call) -> dict[str, Any]:
    """The answer to a question as plain data, and which engine gave it."""
    library = call.site.library
    found = determine(asked.shipment, asked.law, library)
    data: dict[str, Any] = plain(answer_of(found, library, lang=call.lang))
    return data | {"engine": call.site.engine}


def check(call: Call) -> Reply:
    """One question from the parameters of a request."""
    said = said_in(dict(call.params))
    said.pop("include", None)
    asked = call.site.reader().read(said)
    return json_reply(answer_data(asked, call), max_age=DATED if "on" in said else None)


def check_own(call: Call) -> Reply:
    """One question from an object; its item may be a chip's own figures."""
    said = object_of(call.body, "body", "the body")
    asked = call.site.reader(own_items=True).read(said)
    return json_reply(answer_data(asked, call))


ENDPOINTS = (
    Endpoint(
        path="/api/v1/check",
        handler=check,
        about="May this item ship there on that day, and why?",
        takes=(ITEM, *OF_A_QUESTION, INCLUDE, LANG),
        answer="determination",
    ),
    Endpoint(
        path="/api/v1/check",
        method="POST",
        handler=check_own,
        about="The same of an object with parties, or with a chip's own figures.",
        takes=(LANG,),
        answer="determination",
        body="application/json",
    ),
)
