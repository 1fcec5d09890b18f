"""`/api/v1/screening`: is a party on a list, since when, and with which requirement?

Belongs here: the keys of the body. Does not: comparing names (screening).
Always true: a name is a trade secret and stands in a body alone, never in an address.
"""

from __future__ import annotations

from typing import Final

from ecluse.determine.question_object import LONGEST_WORD, object_of, too_long
from ecluse.errors import InputError, near, raise_all
from ecluse.web.answering import screening_data
from ecluse.web.api.answer_reply import answer_reply
from ecluse.web.params import Json
from ecluse.web.reply import Reply
from ecluse.web.routes import LANG, Call, Endpoint

KEYS: dict[str, str] = {
    "name": "The party's name.",
    "country": "Where it is: ISO 3166 code or name.",
    "address": "Its address; some entries of the Entity List are addresses.",
    "id": "A registration number, LEI or USCC; an equal one settles the matter.",
    "on": "The day, YYYY-MM-DD; today where left out.",
    "known": "Only what had been published by this day counts.",
}
BODY: Final[Json] = {
    "type": "object",
    "properties": {
        key: {"type": "string", "description": about, "minLength": 1, "maxLength": LONGEST_WORD}
        for key, about in KEYS.items()
    },
    "required": ["name"],
    "additionalProperties": False,
}


def screening(call: Call) -> Reply:
    """One party against the lists of a day."""
    said = said_of_party(object_of(call.body, "body", "the body"))
    return answer_reply(call, screening_data(call.site, said, call.lang), dated=False)


def said_of_party(words: Json) -> dict[str, str]:
    """The words of a party.

    Raises:
        InputError, SeveralErrors: A key is unknown, a value is empty or no text, or no name is
            given.
    """
    mistakes = [mistake for key, value in words.items() if (mistake := _mistake(key, value))]
    if words.get("name") is None:
        mistakes.append(InputError("there is no 'name'", "name", 'write {"name": "…"}'))
    raise_all(mistakes)
    return {key: value for key, value in words.items() if value is not None}


def _mistake(key: str, value: object) -> InputError | None:
    if key not in KEYS:
        mend = near(key, tuple(KEYS)) or f"the keys are {', '.join(KEYS)}"
        return InputError(f"unknown key '{key}'", key, mend)
    if value is None:
        return None
    if not isinstance(value, str):
        return InputError(f"'{key}' is no text", key, "give text")
    if not value.strip():
        return InputError(f"'{key}' is empty", key, "write a word, or leave it out")
    return too_long(key, value, key) if len(value) > LONGEST_WORD else None


ENDPOINTS = (
    Endpoint(
        "/api/v1/screening",
        screening,
        "Is a party on a list, since when, and with which requirement? The body is an "
        "object with name, and country, address, id, on and known where they are known.",
        method="POST",
        takes=(LANG,),
        answer="screening",
        body="application/json",
        reads=BODY,
        heavy=True,
        names_parties=lambda _: True,
    ),
)
