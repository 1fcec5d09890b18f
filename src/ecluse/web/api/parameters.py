"""The parameters that several endpoints take.

Belongs here: each parameter's name and what it says. Does not: what a word means (determine), or
parameters that one endpoint alone takes.
Always true: a parameter is called and means the same at every endpoint, at a tool for assistants,
and as an option of the terminal.
"""

from __future__ import annotations

from ecluse.determine.question_object import LONGEST_WORD, MOST_PARTIES, OF_PARTIES
from ecluse.web.params import Json, Param, Said

ITEM = Param("item", "A name of the catalogue.", required=True, example="H20")
TO = Param("to", "Destination: ISO 3166 code or name.", required=True, example="China")
ON = Param(
    "on",
    "The day, YYYY-MM-DD; today where left out.",
    form="date",
    example="2025-05-20",
)
SCENARIO = Param("scenario", "The name of a shipped scenario.")
OF_THE_RECORD = (
    Param(
        "known",
        "Only what had been published by this day counts; everything where left out.",
        form="date",
    ),
    Param(
        "reading",
        "The law as the agency says that it enforces it (enforced, where left out), or as "
        "its text stands.",
        values=("enforced", "text"),
    ),
)
OF_THE_LAW = (*OF_THE_RECORD, SCENARIO)
LAW_OF_A_DAY = (ON, *OF_THE_LAW)
OF_THE_SHIPMENT = (
    Param(
        "hq",
        "Headquarters of the consignee or end user: a country; the destination's where "
        "left out, which may be milder.",
    ),
    Param(
        "parent_hq",
        "Headquarters of its ultimate parent; its own where left out.",
    ),
    Param("exporter", "Who exports; the item's vendor where left out."),
    Param("origin", "Country of origin of the item."),
    Param("end_use", "The end use, in words or as a symbol of the vocabulary."),
    Param("quantity", "Number of units; one where left out."),
    Param("eccn", "The ECCN that is declared for the item."),
    Param(
        "strict",
        "Take nothing for granted: what is left out is unknown.",
        values=("true", "false"),
    ),
    Param(
        "given.",
        "Any other fact of the vocabulary, as given.datacenter=no; /api/v1/facts lists them.",
        family=True,
    ),
)
OF_A_PLACE = (*OF_THE_LAW, *OF_THE_SHIPMENT)  # beside an item, a place and a day
OF_A_QUESTION = (ITEM, TO, ON, *OF_A_PLACE)


def said_in(params: Said) -> Json:
    """The words of a question from the parameters of a request."""
    said = dict(params)
    if "strict" in said:
        said["strict"] = said["strict"] == "true"
    return said


_NAME: Json = {"type": "string", "minLength": 1, "maxLength": LONGEST_WORD}
_SEVERAL = {"type": "array", "items": _NAME, "minItems": 1, "maxItems": MOST_PARTIES}
_NAMES: Json = {"anyOf": [_NAME, _SEVERAL]}


def question_schema() -> Json:
    """The JSON Schema of a question in a body: the parameters, parties, an item of one's own."""
    words = {param.name: param.described for param in OF_A_QUESTION if not param.family}
    return {
        "type": "object",
        "properties": {
            "id": {"type": "string", "minLength": 1, "description": "Comes back in the answer."},
            **words,
            "item": {
                "description": "A name of the catalogue, or an item of one's own "
                "(schema data/item).",
                "anyOf": [_NAME, {"type": "object"}],
            },
            "strict": {"type": "boolean", "description": _about("strict")},
            "quantity": {"description": _about("quantity"), "type": ["string", "integer"]},
            "given": {
                "type": "object",
                "description": "Facts of the vocabulary by name; /api/v1/facts lists them.",
                "additionalProperties": {"type": ["string", "number", "boolean"]},
            },
            **{role: _NAMES | {"description": f"Parties: the {role}."} for role in OF_PARTIES},
            "address": _NAME | {"description": "The address of the one party that is named."},
            "party_id": _NAME | {"description": "A registration number, LEI or USCC of it."},
        },
        "required": ["item", "to"],
        "additionalProperties": False,
    }


def _about(name: str) -> str:
    return next(param.about for param in OF_A_QUESTION if param.name == name)
