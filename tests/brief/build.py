"""Briefs of drawn questions, and the answers to hold them to.

Belongs here: asking a frozen question anew, and the plain data that its brief is told from.
Does not: expectations.
Always true: the answers are asked by the public functions, apart from what the brief was made of.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any

from ecluse.answers.plain import plain
from ecluse.brief import Brief, BriefTerms, check_brief
from ecluse.determine.answer import to_json
from ecluse.determine.ask import ask
from ecluse.determine.determination import Determination
from ecluse.determine.timeline import Stretch, entry_of, timeline
from ecluse.facts.item import Item
from ecluse.law.answer import measure_of
from frozen.answers import ANSWERS, QUESTIONS, asked, data


def terms(lang: str) -> BriefTerms:
    """The terms of a brief in a language."""
    return BriefTerms(library=data(), lang="fr" if lang == "fr" else "en")


@cache
def h20(lang: str = "en", on: date = date(2025, 5, 20)) -> Brief:
    """The brief of the H20 to China."""
    return of("H20", lang, on)


def of(item: str | Item, lang: str = "en", on: date = date(2025, 5, 20)) -> Brief:
    """The brief of an item to China."""
    return check_brief(ask(item, to="CN", on=on, library=data()), terms(lang))


def drawn(count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Frozen questions with their outcomes on file: `count` of each outcome."""
    left = dict.fromkeys(("NLR", "LICENSE", "EXCEPTION", "UNDETERMINED"), count)
    with QUESTIONS.open("rb") as questions, ANSWERS.open("rb") as answers:
        next(answers)
        for question, answer in zip(questions, answers, strict=True):
            outcome = answer.split(b",")[1].decode()
            if left.get(outcome, 0):
                left[outcome] -= 1
                yield outcome, json.loads(question)
            if not any(left.values()):
                return


@lru_cache(64)
def _over_time(question: str) -> tuple[Determination, list[Stretch]]:
    """The answer to a question and how it changed, in any language."""
    found, library = asked(json.loads(question)), data()
    known = None if found.law.known == date.max else found.law.known
    stretches = timeline(
        found.shipment,
        library,
        library.register.answers_from,
        max(found.law.on, library.data_as_of),
        known=known,
        reading=found.law.reading,
    )
    return found, stretches


def answers_again(question: dict[str, Any], lang: str) -> tuple[Determination, dict[str, Any]]:
    """A question asked, and the plain answers that the numbers of its brief must be in."""
    (found, stretches), library = _over_time(json.dumps(question)), data()
    answers = {
        "check": to_json(found, library, lang=lang),
        "timeline": plain([entry_of(each, library, lang) for each in stretches]),
        "measures": plain([measure_of(each, lang) for each in library.register.measures]),
    }
    return found, answers
