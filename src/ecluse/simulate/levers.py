"""What can be done to a market: a scenario, another destination, a prior that is set.

Belongs here: what a lever is, reading one from a word, and which do not go together. Does not:
running them (pull).
Always true: two levers that set the same thing are refused, and so is one that stands already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import get_args

from ecluse.errors import EcluseError, InputError, UnknownNameError, offered, raise_all
from ecluse.facts.reader import as_path
from ecluse.law.library import Library
from ecluse.law.scenario import Scenario, read_scenario
from ecluse.simulate.ask import settings_of
from ecluse.simulate.ground import Question
from ecluse.simulate.market_file import Destination
from ecluse.simulate.read_market import Market

MOST_LEVERS = 6  # 64 sets of them
_DESTINATION = "destination"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One thing that is done to a market: a scenario, another destination, or a prior that is set.

    Args:
        name: As it was named.
        setting: A prior and its value.
    """

    name: str
    scenario: Scenario | None = None
    destination: Destination | None = None
    setting: tuple[str, float] | None = None

    @property
    def sets(self) -> object:
        """What it sets: no two levers that are pulled together set the same."""
        if self.setting is not None:
            return self.setting[0]
        return self.scenario or _DESTINATION


def levers_of(
    words: Sequence[str], market: Market, library: Library, where: str = "lever"
) -> tuple[Lever, ...]:
    """Levers from words: the name or file of a scenario, `destination=open`, or `PRIOR=VALUE`.

    Raises:
        EcluseError, SeveralErrors: A word is none of them, or is none that the market knows.
    """
    levers, errors = list[Lever](), list[EcluseError]()
    for word in words:
        try:
            levers.append(_lever(word, market, library, where))
        except EcluseError as error:
            errors.extend(error.mistakes)
    raise_all(errors)
    return tuple(levers)


def _lever(word: str, market: Market, library: Library, where: str) -> Lever:
    path = as_path(word)
    if path is None and "=" in word:
        name, _, value = word.partition("=")
        if name == _DESTINATION:
            return Lever(name=word, destination=_destination(value, where))
        return Lever(name=word, setting=(name, settings_of([word], market, where)[name]))
    scenario = read_scenario(path or word, library, where=where)
    return Lever(name=scenario.scenario, scenario=scenario)


def _destination(value: str, where: str) -> Destination:
    names: tuple[Destination, ...] = get_args(Destination)
    for name in names:
        if value == name:
            return name
    mend = offered(value, names)
    raise UnknownNameError(f"the destination cannot be '{value}'", where, mend)


def check_levers(levers: Sequence[Lever], question: Question, where: str = "lever") -> None:
    """Refuse levers that cannot be pulled together, or that are pulled already.

    Raises:
        InputError, SeveralErrors: There are none or too many, two contradict each other, or one
            changes nothing.
    """
    if not levers:
        mend = "name a scenario, destination=open, or a prior as fee=0"
        raise InputError("no lever is named", where, mend)
    if len(levers) > MOST_LEVERS:
        what = f"{len(levers)} levers are {2 ** len(levers)} sets to run"
        raise InputError(what, where, f"name at most {MOST_LEVERS}")
    errors = [
        InputError(f"'{one.name}' and '{other.name}' set the same", where, "name one of the two")
        for one, other in combinations(levers, 2)
        if one.sets == other.sets
    ]
    errors += [
        InputError(f"'{lever.name}' is how things stand already", where, "leave it out")
        for lever in levers
        if _stands(lever, question)
    ]
    raise_all(errors)


def _stands(lever: Lever, question: Question) -> bool:
    if lever.scenario is not None:
        return question.versus is not None and lever.name == question.versus.name
    if lever.setting is not None:
        return question.settings.get(lever.setting[0]) == lever.setting[1]
    return lever.destination == question.destination
