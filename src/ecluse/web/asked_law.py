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

from ecluse.determine import question
from ecluse.law.register import Law, Register
from ecluse.law.scenario import applied, read_scenario
from ecluse.web.params import Param
from ecluse.web.routes import Call

ON = Param(name="on", about="The day; today where left out.", form="date", example="2025-05-20")
OF_THE_LAW = (
    ON,
    Param(name="known", about="What had been published by this day counts.", form="date"),
    Param(name="reading", about="As enforced, or as the text.", values=("enforced", "text")),
    Param(name="scenario", about="The name of a shipped scenario."),
)


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
    def key(self) -> tuple[Any, ...]:
        """What tells it from other laws of the same release."""
        return self.law.on, self.known, self.law.reading, self.scenario


def law_asked(call: Call) -> AskedLaw:
    """The law of the day, record, reading and scenario that the parameters say.

    Raises:
        InputError, UnknownNameError: A parameter says none.
    """
    library, params, today = call.site.library, call.params, call.site.today()
    on = question.day_from(params["on"], library, "on") if "on" in params else today
    known = question.day_from(params["known"], library, "known") if "known" in params else None
    reading = question.reading_of(params.get("reading", "enforced"))
    scenario = params.get("scenario")
    register = library.register
    if scenario is not None:
        register = applied(read_scenario(scenario, library, where="scenario"), register)
    return AskedLaw(
        law=register.at(on, known, reading),
        register=register,
        known=known,
        scenario=scenario,
        today=today,
        query=query_of({name: params.get(name) for name in ("on", "known", "reading", "scenario")}),
    )


def query_of(words: Mapping[str, str | None]) -> str:
    """A query of those words that are said; nothing where none is.

    >>> query_of({"on": "2025-05-20", "known": None, "to": "Viet Nam"})
    '?on=2025-05-20&to=Viet+Nam'
    """
    said = urlencode({name: word for name, word in words.items() if word is not None})
    return f"?{said}" if said else ""
