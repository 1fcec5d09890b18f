"""The law that a page is asked for: a day, what was known, a reading, a scenario.

Belongs here: the parameters, and reading them. Does not: what the law says.
Always true: every page of the record takes the same words; a page says which law it shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ecluse.determine.question_object import OF_THE_LAW
from ecluse.law.measure import Reading
from ecluse.law.register import Law, Register
from ecluse.web.address import with_query
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.routes import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLog:
    """The log of measures as it was known and read; what was said tells two of a release apart.

    Args:
        known: What had been published by then; None for everything.
    """

    register: Register = field(compare=False)
    known: date | None
    reading: Reading
    scenario: str | None

    @property
    def words(self) -> dict[str, str | None]:
        """The words that ask for it, beside a day; None where what goes without saying is asked."""
        return {
            "known": None if self.known is None else self.known.isoformat(),
            "reading": None if self.reading is Reading.ENFORCED else self.reading.value,
            "scenario": self.scenario,
        }

    def query(self, day: date | None = None) -> str:
        """The query that asks for it; of a day, where the address itself says none."""
        on = None if day is None else day.isoformat()
        return query_of({"on": on, **self.words})

    def days(self) -> list[date]:
        """Every day on which its law may change."""
        return self.register.days(self.known, self.reading)

    def at(self, day: date) -> Law:
        """Its law of a day."""
        return self.register.at(day, self.known, self.reading)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLaw:
    """A law as it was asked for; its day and its log tell two of a release apart.

    Args:
        query: The words that ask for it again, such as ?on=2025-05-20; empty for today's.
    """

    law: Law = field(compare=False)
    on: date
    log: AskedLog
    today: date = field(compare=False)
    query: str = field(compare=False)

    @property
    def past(self) -> bool:
        """Whether it is another law than today's, as the record has it."""
        log = self.log
        return self.on != self.today or log.known is not None or log.scenario is not None


def law_asked(call: Call) -> AskedLaw:
    """The law of the day, record, reading and scenario that the parameters say.

    Raises:
        InputError, UnknownNameError: A parameter says none.
    """
    said = {param.name: call.params.get(param.name) for param in LAW_OF_A_DAY}
    law, register = call.site.reader().asked_law(said)
    known = None if law.known == date.max else law.known
    scenario = said["scenario"]
    return AskedLaw(
        law=law,
        on=law.on,
        log=AskedLog(register=register, known=known, reading=law.reading, scenario=scenario),
        today=call.site.today(),
        query=query_of(said),
    )


def law_of_answer(said: Mapping[str, Any], on: date) -> str:
    """The query that asks a page of the record for the law of an answer.

    Args:
        said: The words of the question.
    """
    return query_of({"on": on.isoformat(), **{word: said.get(word) for word in OF_THE_LAW}})


def query_of(words: Mapping[str, str | None]) -> str:
    """A query of those words that are said; nothing where none is.

    >>> query_of({"on": "2025-05-20", "known": None, "to": "Viet Nam"})
    '?on=2025-05-20&to=Viet%20Nam'
    """
    return with_query("", [(name, word) for name, word in words.items() if word is not None])
