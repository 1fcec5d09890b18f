"""`/api/v1/law`, `measures` and `coverage`: what is in force, since when, and what is judged.

Belongs here: their parameters. Does not: the fold of the log (law).
Always true: what an address names and the record does not have is not found (404).
"""

from __future__ import annotations

from ecluse.law.answer import measure_of
from ecluse.law.coverage import coverage
from ecluse.web.answering import law_data, provision_data
from ecluse.web.api.answer_reply import answer_reply, answers, value_reply
from ecluse.web.api.parameters import LAW_OF_A_DAY, SCENARIO
from ecluse.web.asked_law import law_asked
from ecluse.web.params import Param
from ecluse.web.problem import not_found
from ecluse.web.reply import Reply
from ecluse.web.routes import LANG, Call, Endpoint

PART = Param("part", "One part of title 15 CFR alone, such as 744.", example="744")


def provision(call: Call) -> Reply:
    """One provision, or one measure's, with every change of it."""
    with not_found():
        found = provision_data(call.site, call.path["provision"], call.params, call.lang)
    return answer_reply(call, found, dated="on" in call.params)


def measures(call: Call) -> Reply:
    """Every measure of the log."""
    found = law_asked(call).log.register.measures
    return value_reply(call, [measure_of(each, call.lang) for each in found])


def measure(call: Call) -> Reply:
    """One measure."""
    with not_found():
        found = call.library.register.measure(call.path["measure"], "measure")
    return value_reply(call, measure_of(found, call.lang))


def covered(call: Call) -> Reply:
    """What of the regulations is judged, flagged or not judged."""
    return value_reply(call, coverage(call.library, call.lang, call.params.get("part")))


ENDPOINTS = (
    Endpoint(
        "/api/v1/law",
        answers(law_data, "on"),
        "The provisions in force on a day.",
        takes=(*LAW_OF_A_DAY, LANG),
        answer="provision",
        listed=True,
        example="on=2025-05-20",
    ),
    Endpoint(
        "/api/v1/law/{provision:path}",
        provision,
        "A provision, such as 3A090.a or 740.8, or all that a measure changes, with its history.",
        takes=(*LAW_OF_A_DAY, LANG),
        answer="law",
        example="3A090.a?on=2025-05-20",
    ),
    Endpoint(
        "/api/v1/measures",
        measures,
        "The log of measures: rules, letters, guidance, and what was only proposed or reported.",
        takes=(SCENARIO, LANG),
        answer="measure",
        listed=True,
        example="",
    ),
    Endpoint(
        "/api/v1/measures/{measure:path}",
        measure,
        "One measure, by its name in the log or the end of it.",
        takes=(LANG,),
        answer="measure",
        example="us/2025-04-15-letters-h20",
    ),
    Endpoint(
        "/api/v1/coverage",
        covered,
        "What of the regulations is judged, flagged or not judged, and why.",
        takes=(PART, LANG),
        answer="coverage",
        heavy=True,
        example="part=744",
    ),
)
