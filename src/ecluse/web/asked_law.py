"""The law that a page is asked for: a day, what was known, a reading, a scenario.

Belongs here: the parameters, and reading them. Does not: what the law says.
Always true: every page of the record takes the same words; a page says which law it shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from ecluse.law.register import Law, Register
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.routes import Call


@dataclass(frozen=True, kw_only=True)
class AskedLaw:
    """A law as it was asked for.

    Args:
        known: What had been published by then; None for everything.
        query: The words that ask for it again, such as ?on=2025-05-20; empty for today's.
    """

    law: Law
    register: Register
    known: date | None
    scenario: str | None
    today: date
    query: str

    @property
    def past(self) -> bool:
        """Whether it is another law than today's, as the record has it."""
        return self.law.on != self.today or self.known is not None or self.scenario is not None

    @property
    def log(self) -> tuple[Any, ...]:
        """What tells its log, as it was known and read, from others of the same release."""
        return self.known, self.law.reading, self.scenario

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells it from other laws of the same release."""
        return self.law.on, *self.log


def law_asked(call: Call) -> AskedLaw:
    """The law of the day, record, reading and scenario that the parameters say.

    Raises:
        InputError, UnknownNameError: A parameter says none.
    """
    said = {param.name: call.params.get(param.name) for param in LAW_OF_A_DAY}
    law, register = call.site.reader().asked_law(said)
    return AskedLaw(
        law=law,
        register=register,
        known=None if law.known == date.max else law.known,
        scenario=said["scenario"],
        today=call.site.today(),
        query=query_of(said),
    )


def query_of(words: Mapping[str, str | None]) -> str:
    """A query of those words that are said; nothing where none is.

    >>> query_of({"on": "2025-05-20", "known": None, "to": "Viet Nam"})
    '?on=2025-05-20&to=Viet+Nam'
    """
    said = urlencode({name: word for name, word in words.items() if word is not None})
    return f"?{said}" if said else ""
