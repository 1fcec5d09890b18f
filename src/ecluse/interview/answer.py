"""The next question as an answer: the public keys of `ecluse.interview/1`.

Belongs here: the keys, and the value that each holds. Does not: choosing the question (next_fact).
Always true: both languages stand beside each other, so that a page or an assistant need not ask
twice; the same question gives the same keys and values.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ecluse.answers.plain import key
from ecluse.determine.question import OWN_WORDS
from ecluse.determine.remarks import disclaimer
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Verdict
from ecluse.facts.figure import Figure, plain
from ecluse.facts.known import Value
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactMeaning, FactType, Wording
from ecluse.interview.choices import Choice
from ecluse.interview.next_fact import ChoiceDoes, NextQuestion
from ecluse.interview.telling import OWN_FIELDS
from ecluse.interview.to_text import choice_words
from ecluse.law.library import Library
from ecluse.words.say import say

ANSWER = "ANSWER"  # where the answer goes in the command to go on with


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceAnswer:
    """An answer, or all answers that do the same.

    Args:
        answer: What to answer, where one word says it.
        means: The choice in words.
        names: The countries (ISO 3166 alpha-2) or companies in it; empty for all others.
        rest: All countries or companies that no other choice names.
        verdicts: What may come out after this answer, freest first.
        complete: Nothing else may come out.
    """

    answer: str | None
    means: Wording
    names: list[str]
    rest: bool
    verdicts: list[Verdict]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewAnswer:
    """The one fact that is worth asking next, and what each answer to it would do.

    Args:
        on: The day of the shipment.
        destination: ISO 3166 alpha-2.
        strict: What the vocabulary takes where nobody says is asked for too.
        fact: Its name in the vocabulary.
        unit: Of a number.
        not_known: What may come out where nobody knows the answer; "unknown" is an answer too.
        answered: The facts said so far, by name.
        asked: How many facts were said so far.
        at_most: So many questions can be left, this one included.
        stands: The verdict as it is, with what is not known left so.
        possible: What may yet come out, freest first; `complete` where nothing else may.
        command: The command to go on with, ANSWER being the answer; null where there is none.
    """

    SCHEMA: ClassVar[str] = "ecluse.interview/1"

    item: str
    on: date
    destination: str | None
    strict: bool
    fact: str
    meaning: Wording
    kind: FactType
    unit: str | None
    choices: list[ChoiceAnswer]
    not_known: list[Verdict]
    answered: dict[str, str]
    asked: int
    at_most: int
    stands: Verdict
    possible: list[Verdict]
    complete: bool
    command: str | None = key(default=None)
    data_as_of: date
    data_version: str
    disclaimer: str


def answer_of(
    question: NextQuestion, library: Library, *, lang: str = "en", command: str | None = None
) -> InterviewAnswer:
    """The next question as an answer."""
    meaning = library.vocabulary.facts[question.fact]
    answered = said_so_far(question.shipment)
    return InterviewAnswer(
        item=question.shipment.item.name,
        on=question.law.on,
        destination=question.shipment.destination,
        strict=question.shipment.strict,
        fact=question.fact,
        meaning=meaning.meaning,
        kind=meaning.type,
        unit=meaning.unit,
        choices=[_choice(row, meaning, library) for row in question.choices],
        not_known=list(question.not_known.verdicts),
        answered=answered,
        asked=len(answered),
        at_most=question.at_most,
        stands=question.stands.verdict,
        possible=list(question.possible.verdicts),
        complete=question.possible.complete,
        command=command,
        data_as_of=library.data_as_of,
        data_version=library.version,
        disclaimer=disclaimer(library, lang),
    )


def _choice(row: ChoiceDoes, meaning: FactMeaning, library: Library) -> ChoiceAnswer:
    choice = row.choice
    words = {lang: choice_words(choice, meaning, library, lang) for lang in ("en", "fr")}
    return ChoiceAnswer(
        answer=_one_word(choice),
        means=Wording(**words),
        names=list(choice.names),
        rest=choice.rest,
        verdicts=list(row.does.verdicts),
        complete=row.does.complete,
    )


def _one_word(choice: Choice) -> str | None:
    if choice.cell is not None:
        return None if choice.cell.value is None else _text(choice.cell.value)
    return choice.names[0] if len(choice.names) == 1 else None


def said_so_far(shipment: Shipment) -> dict[str, str]:
    """The facts that a question says beyond its item, day and destination, as text."""
    own = {name: getattr(shipment, name) for name in OWN_WORDS if name in OWN_FIELDS}
    own.pop("destination")
    said = {name: str(value) for name, value in own.items() if value is not None}
    return said | {
        name: _text(known.value) if known.settled else say("truth.unknown", "en")
        for name, known in shipment.given.items()
    }


def _text(value: Value) -> str:
    if isinstance(value, Truth):
        return say(f"truth.{value.value}", "en")
    if isinstance(value, Figure):
        return "unknown" if value.exact is None else plain(value.exact)
    return str(value)
