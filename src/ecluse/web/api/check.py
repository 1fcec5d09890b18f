"""`/api/v1/check`, `checks`, `timeline` and `remedy`: questions about a shipment.

Belongs here: their parameters, and which parts of an answer are sent. Does not: determining.
Always true: an answer that is undetermined is an answer (200); parties are named in a body alone,
never in an address; no question of several is answered before all are understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import orjson

from ecluse.determine.answer import PARTS, Part
from ecluse.determine.question_object import (
    AskedQuestion,
    letters_of_parties,
    names_parties,
    object_of,
)
from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.web.answering import PART_NAMES, check_data, determined, remedy_data, timeline_data
from ecluse.web.api.answer_reply import answer_reply, answers
from ecluse.web.api.parameters import (
    ITEM,
    OF_A_PLACE,
    OF_A_QUESTION,
    TO,
    question_schema,
    said_in,
)
from ecluse.web.params import Json, Param
from ecluse.web.patience import ends_questions, ends_when_gone
from ecluse.web.reply import NDJSON, Reply
from ecluse.web.routes import LANG, Call, Endpoint

INCLUDE = Param(
    "include",
    "Parts that are sent only where they are asked for: trace, nearest, figures, by commas.",
    example="trace,figures",
)
FROM = Param("from", "First day; the first on record where left out.", form="date")
UNTIL = Param("until", "Last day; today where left out.", form="date")
MOST = 1_000  # questions of one body
_LONGEST = 4_000_000  # bytes of one body of questions
LONGEST_NAMES = 200_000  # characters of all parties of one body
_AT_ONCE = 10  # answers that are made before others get their turn
_MOST_MISTAKES = 50


def check(call: Call) -> Reply:
    """One question from the parameters of a request."""
    said, parts = _asked_parts(call)
    found = check_data(call.site, said, call.lang, parts)
    return answer_reply(call, found, dated="on" in said)


def check_own(call: Call) -> Reply:
    """One question from an object; its item may be a chip's own figures."""
    _, parts = _asked_parts(call)
    said = object_of(call.body, "body", "the body")
    found = check_data(call.site, said, call.lang, parts, own_items=True)
    return answer_reply(call, found, dated=False)


def names_somebody(call: Call) -> bool:
    """Whether the object of a body names parties."""
    return names_parties(object_of(call.body, "body", "the body"))


def _asked_parts(call: Call) -> tuple[Json, frozenset[Part]]:
    """The words of the question, and the parts of its answer that are asked for."""
    said = said_in(call.params)
    return said, parts_of(said.pop("include", "").split(","))


def parts_of(names: Sequence[str]) -> frozenset[Part]:
    """The parts of an answer that are asked for.

    Raises:
        InputError, SeveralErrors: One is none, or is said twice.
    """
    names = [name.strip() for name in names if name.strip()]
    every = f"give one of {', '.join(PART_NAMES)}"
    mistakes = [
        InputError(f"'include' cannot be '{name}'", "include", near(name, PART_NAMES) or every)
        for name in names
        if name not in PARTS
    ]
    if len(names) != len(set(names)):
        mistakes.append(InputError("'include' is said twice", "include", "say it once"))
    raise_all(mistakes)
    return frozenset(part for part in PARTS if part in names)


def checks(call: Call) -> Reply:
    """Many questions, one object a line, each with its answer in a line."""
    _, parts = _asked_parts(call)
    asked = _read(call)
    return Reply(body=b"", media=NDJSON, parts=_answers(asked, call, parts))


def _some_name_somebody(call: Call) -> bool:
    """Whether one of the questions of a body names parties."""
    lines = (line for line in call.body.split(b"\n") if line.strip())
    return any(names_parties(object_of(line, "body")) for line in lines)


def _read(call: Call) -> list[AskedQuestion]:
    """The questions of a body.

    Raises:
        InputError, SeveralErrors: There are none or too many, or lines are not understood.
    """
    reader = call.site.reader(own_items=True)
    lines = [(n, line) for n, line in enumerate(call.body.split(b"\n"), 1) if line.strip()]
    if not lines:
        raise InputError("there are no questions", "body", "write one JSON object a line")
    if len(lines) > MOST:
        raise InputError(f"there are more than {MOST:,} questions", "body", "send less")
    asked: list[AskedQuestion] = []
    mistakes: list[EcluseError] = []
    look, letters = ends_questions(), 0
    for number, line in lines:
        look(number, len(lines))
        where = f"line {number}"
        try:
            said = object_of(line, where, "the line")
            letters += letters_of_parties(said)
            if letters > LONGEST_NAMES:
                break
            asked.append(reader.read(said, where))
        except EcluseError as error:
            mistakes.extend(error.mistakes)
        if len(mistakes) >= _MOST_MISTAKES:
            break
    raise_all(mistakes)
    if letters > LONGEST_NAMES:
        what = f"the parties of all lines have more than {LONGEST_NAMES:,} characters"
        raise InputError(what, "body", "send fewer lines, or an order book")
    return asked


def _answers(asked: list[AskedQuestion], call: Call, parts: frozenset[Part]) -> Iterator[bytes]:
    """The answers in order, a few lines at a time."""
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        yield b"".join(_answer(each, call, parts) for each in some)


def _answer(asked: AskedQuestion, call: Call, parts: frozenset[Part]) -> bytes:
    """One answer as its line."""
    ends_when_gone()
    engine = {"engine": call.site.engine}
    return orjson.dumps(determined(call.site, asked, call.lang, parts) | engine) + b"\n"


ENDPOINTS = (
    Endpoint(
        "/api/v1/check",
        check,
        "May this item ship there on that day, under which rule, by which license path, and why?",
        takes=(*OF_A_QUESTION, INCLUDE, LANG),
        answer="determination",
        example="item=H20&to=China&on=2025-05-20",
    ),
    Endpoint(
        "/api/v1/check",
        check_own,
        "The same of an object with named parties, or with a chip's own figures.",
        method="POST",
        takes=(INCLUDE, LANG),
        answer="determination",
        body="application/json",
        reads=question_schema(),
        heavy=True,
        names_parties=names_somebody,
    ),
    Endpoint(
        "/api/v1/checks",
        checks,
        "Up to 1,000 questions, one object a line, each answered in a line of its own.",
        method="POST",
        takes=(INCLUDE, LANG),
        answer="determination",
        body=NDJSON,
        sends=NDJSON,
        longest=_LONGEST,
        heavy=True,
        names_parties=_some_name_somebody,
    ),
    Endpoint(
        "/api/v1/timeline",
        answers(timeline_data, "from", "until"),
        "How the answer changed over time, and which measure changed it.",
        takes=(ITEM, TO, FROM, UNTIL, *OF_A_PLACE, LANG),
        answer="timeline",
        listed=True,
        heavy=True,
        example="item=H20&to=China&from=2022-10-07&until=2026-09-30",
    ),
    Endpoint(
        "/api/v1/remedy",
        answers(remedy_data, "on"),
        "What would have to change for the item to ship there without a license: its "
        "design, the law, or a license held.",
        takes=(*OF_A_QUESTION, LANG),
        answer="remedy",
        heavy=True,
        example="item=H20&to=China&on=2025-05-20",
    ),
)
