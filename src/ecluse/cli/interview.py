"""`ecluse check --interview`: the facts that decide, one after another.

Belongs here: asking at a terminal, and printing the next question where there is none. Does not:
which fact is asked, or what an answer does (interview).
Always true: the answer at the end is that of `ecluse check` with the same facts given, and the
command that asks so is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from rich.padding import Padding
from rich.text import Text

from ecluse.answers.command import command_line
from ecluse.cli.ending import UNDETERMINED, status_of_answers
from ecluse.cli.options import LawOptions, SpeechOptions
from ecluse.cli.screen import console, print_json
from ecluse.cli.session import Session, pairs_of
from ecluse.determine.determination import Determination
from ecluse.determine.question import OWN_WORDS
from ecluse.determine.question_object import OF_WHOM
from ecluse.determine.shipment import Shipment
from ecluse.errors import EcluseError
from ecluse.interview.answer import ANSWER, answer_of, said_so_far
from ecluse.interview.next_fact import NextQuestion, next_question
from ecluse.interview.possible import Possible
from ecluse.interview.telling import told
from ecluse.interview.to_text import (
    choice_words,
    form_words,
    possible_words,
    question_words,
    verdict_words,
)
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.words.say import many, say

Read = Callable[[], str | None]
_BACK, _STOP = ("back", "b", "retour"), ("stop", "quit", "q", "exit", "fin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What an interview is about.

    Args:
        item: The item as it was named.
        session: What was said of the shipment, for the command to go on with.
    """

    item: str
    session: Session
    shipment: Shipment
    law: Law
    speech: SpeechOptions

    @property
    def library(self) -> Library:
        """The data that answer."""
        return self.session.library


def interview(asking: Asking) -> int:
    """Ask at a terminal, or print the next question as JSON; the exit status."""
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if at_terminal and not asking.speech.json:
        return Interview(asking, read_line).run()
    found = next_question(asking.shipment, asking.law, asking.library)
    if isinstance(found, Determination):
        from ecluse.determine.answer import to_json

        print_json(to_json(found, asking.library, lang=asking.speech.lang))
        return status_of_answers(found)
    command = command_of(asking, asking.shipment, found.fact, "interview", "json")
    answer = answer_of(found, asking.library, lang=asking.speech.lang, command=command)
    print_json(answer)
    return UNDETERMINED


def read_line() -> str | None:
    """A line that a person types; None at the end of input."""
    try:
        return input("> ")
    except EOFError:
        return None


@dataclass(slots=True)
class Interview:
    """Questions at a terminal, line by line, and back.

    Args:
        read: The next line that is typed; None at the end.
    """

    asking: Asking
    read: Read
    _before: list[Shipment] = field(default_factory=list)

    def run(self) -> int:
        """Ask until the verdict cannot change, or nobody wants to go on; the exit status."""
        shipment = self.asking.shipment
        while True:
            found = next_question(shipment, self.asking.law, self.asking.library)
            if isinstance(found, Determination):
                return self._end(found)
            after = self._answered(found)
            if after is None:
                return self._stop(found)
            shipment = after

    def _answered(self, question: NextQuestion) -> Shipment | None:
        """The case after what is typed: an answer, a step back, or None to stop."""
        _print_question(question, len(self._before) + 1, self.asking)
        lang = self.asking.speech.lang
        while (text := self.read()) is not None and text.strip().casefold() not in _STOP:
            if text.strip().casefold() in _BACK:
                if self._before:
                    return self._before.pop()
                console().write_line(say("interview.first", lang), "yellow")
                continue
            try:
                after = told(question.shipment, question.fact, text, self.asking.library)
            except EcluseError as error:
                console().write_line(str(error), "yellow")
                continue
            self._before.append(question.shipment)
            return after
        return None

    def _end(self, found: Determination) -> int:
        from ecluse.cli.answer import print_answer

        asking, lang = self.asking, self.asking.speech.lang
        print_answer(found, asking.library, lang)
        text = say("interview.nothing to ask", lang)
        if self._before:
            command = command_of(asking, found.shipment)
            text = many("interview.after", lang, len(self._before), command)
        console().write_line(text, "bold")
        return status_of_answers(found)

    def _stop(self, question: NextQuestion) -> int:
        from ecluse.cli.answer import print_answer

        lang = self.asking.speech.lang
        print_answer(question.stands, self.asking.library, lang)
        command = command_of(self.asking, question.shipment, None, "interview")
        console().write_line(say("interview.stopped", lang, command))
        return UNDETERMINED


def _print_question(question: NextQuestion, place: int, asking: Asking) -> None:
    lang, library = asking.speech.lang, asking.library
    meaning = library.vocabulary.facts[question.fact]
    out = console()
    head = say("interview.asked", lang, place, question.at_most - 1)
    stands = say("interview.now", lang, verdict_words(question.stands.verdict, lang))
    out.print(Text.assemble("\n", (head, "bold cyan"), "  ", (stands, "dim")))
    out.print(Text.assemble((question_words(meaning, lang), "bold"), "  ", (question.fact, "dim")))
    for row in question.choices:
        words = choice_words(row.choice, meaning, library, lang)
        out.print(_does(words, row.does, lang))
    out.print(_does(say("interview.not known", lang), question.not_known, lang))
    out.write_line(say("interview.say", lang, form_words(meaning, lang)), "dim")


def _does(words: str, does: Possible, lang: str) -> Padding:
    text = say("interview.does", lang, words, possible_words(does, lang))
    return Padding(Text(f"· {text}", overflow="fold"), (0, 0, 0, 2))


def command_of(asking: Asking, shipment: Shipment, fact: str | None = None, *flags: str) -> str:
    """The command that asks with all that is said so far, and for one fact more."""
    answers = _answers(asking, shipment) | ({} if fact is None else {fact: ANSWER})
    asked = asking.session.asked
    options = [
        *(("to", shipment.destination), ("on", asking.law.on.isoformat())),
        *((name, getattr(asked.shipment, name)) for name in (*OF_WHOM, "cleared", "owners")),
        *(_option(fact, text) for fact, text in answers.items()),
        *_of_the_law(asked.law),
        *((flag, True) for flag in (*(["strict"] if shipment.strict else []), *flags)),
    ]
    if asking.speech.lang != "en":
        options.append(("lang", asking.speech.lang))
    return command_line("check", asking.item, options=options)


def _option(fact: str, text: str) -> tuple[str, object]:
    """The option that says a fact."""
    own = OWN_WORDS.get(fact)
    return (own, text) if own else ("given", f"{fact}={text}")


def _of_the_law(options: LawOptions) -> list[tuple[str, object]]:
    reading = None if options.reading == "enforced" else options.reading
    return [("reading", reading), ("known", options.known), ("scenario", options.scenario)]


def _answers(asking: Asking, shipment: Shipment) -> dict[str, str]:
    """What is said by now; of what the parties tell, nothing: they are named, and tell it anew."""
    said, at_first = said_so_far(shipment), said_so_far(asking.shipment)
    if shipment.parties is None:
        return said
    options = asking.session.asked.shipment
    own = {fact for fact, word in OWN_WORDS.items() if getattr(options, word, None) is not None}
    own |= pairs_of(options.given).keys()
    return {fact: text for fact, text in said.items() if fact in own or at_first.get(fact) != text}
