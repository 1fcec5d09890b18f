"""A question about a market as a request asks it, answered within bounds.

Belongs here: from the words of a request to a checked question and its answer, and what of it is
kept. Does not: parameters (api.simulate, pages.market), or running a market (simulate).
Always true: only a shipped market and shipped scenarios are run, no more than `MOST_DRAWS` draws
and no longer than `patience.MARKET_S`; the same question has one spelling and is worked out once;
numpy is imported only when a market is asked for.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ecluse.determine.question import day_from
from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.law.register import Register
from ecluse.law.scenario import applied, read_scenario, shipped
from ecluse.simulate import read_market
from ecluse.simulate.measure import USUAL, measures_named
from ecluse.simulate.panel_file import RECORD
from ecluse.simulate.read_market import Market
from ecluse.web.address import with_query
from ecluse.web.params import Json, Said
from ecluse.web.patience import ends_a_market
from ecluse.web.problem import absent, not_found
from ecluse.web.remembered import once_a_release
from ecluse.web.site import Site

if TYPE_CHECKING:
    from ecluse.simulate.ask import Question, SideOfLaw, Simulation
    from ecluse.simulate.result import SeriesRow, SimulationAnswer

MOST_DRAWS, USUAL_DRAWS = 1_000, 1_000
_LARGEST_SEED = 2**63 - 1
_ORDER = (
    *("scenario", "versus", "destination", "known", "set", "show", "by", "from", "until"),
    *("draws", "seed"),
)
_UNSAID: Said = {
    "scenario": RECORD,
    "destination": "acts",
    "by": "quarter",
    "seed": 1,
    "draws": USUAL_DRAWS,
    "set": [],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedMarket:
    """A question about a market that was understood.

    Args:
        words: Its words in one spelling, without those that go without saying.
        key: What tells it from other questions to the same release.
    """

    market: Market = field(compare=False)
    words: Said = field(compare=False)
    question: Question = field(compare=False)
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredMarket:
    """An answer, and the ranges of the whole run, which no sum of ranges gives.

    Args:
        whole: Under the scenario.
        effect: Paired differences; None where nothing is compared.
    """

    answer: SimulationAnswer
    whole: list[SeriesRow]
    effect: list[SeriesRow] | None


def market_names(site: Site) -> tuple[str, ...]:
    """The markets that are shipped.

    Raises:
        Refused: This server runs none: numpy is not there.
    """
    try:
        import numpy as np  # noqa: F401
    except ImportError as error:
        what = "this server runs no markets"
        mend = "install it with: pip install 'ecluse[simulate]'"
        raise absent(what, mend, "server") from error
    return read_market.market_names(site.library.folder)


def market_named(site: Site, name: str) -> Market:
    """A shipped market by its name, never a file.

    Raises:
        Refused: None is called that.
    """
    names = market_names(site)
    if name not in names:
        raise absent(f"no market is called '{name}'", near(name, names) or "see /markets")
    with not_found():
        return _opened(site, name)


@once_a_release()
def _opened(site: Site, name: str) -> Market:
    return read_market.open_market(name, site.library)


def market_asked(
    site: Site, name: str, params: Said, usual: Sequence[str] | None = None
) -> AskedMarket:
    """The question that the words of a request ask.

    Args:
        usual: The measures that are told where none is named; those of the command where None.

    Raises:
        Refused, InputError, SeveralErrors: All that is not understood.
    """
    market = market_named(site, name)
    said = {**_UNSAID, **params}
    read = _WordReader(said)
    question = _question(site, market, read, tuple(usual or USUAL))
    raise_all(read.mistakes)
    words = _words(said, question)
    key = (market.file.market, query_of_market(words), *question.show)
    return AskedMarket(market=market, words=words, question=question, key=key)


class _WordReader:
    """Reads the words of a question one by one, and keeps all mistakes."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.mistakes: list[EcluseError] = []

    def __call__(self, word: str, read: Callable[[Any, str], Any], otherwise: Any) -> Any:
        """What a word says; something else where it is left out, or until its mistake is told."""
        text = self.said.get(word)
        if text is None:
            return otherwise
        try:
            return read(text, word)
        except EcluseError as error:
            self.mistakes.extend(error.mistakes)
            return otherwise


def _question(site: Site, market: Market, read: _WordReader, usual: tuple[str, ...]) -> Question:
    from ecluse.simulate.ask import Question, SideOfLaw

    def day(text: str, where: str) -> Any:
        return day_from(text, site.library, where)

    side = partial(_side, site)
    return Question(
        scenario=read("scenario", side, SideOfLaw()),
        versus=read("versus", side, None),
        destination=read.said["destination"],
        known=read("known", day, None),
        settings=read("set", partial(_settings, market), {}),
        draws=read("draws", partial(_count, 2, MOST_DRAWS), 2),
        seed=read("seed", partial(_count, 0, _LARGEST_SEED), 0),
        by=read.said["by"],
        show=read("show", _measures, usual),
        since=read("from", day, None),
        until=read("until", day, None),
    )


def _measures(names: str, where: str) -> tuple[str, ...]:
    return measures_named(names.replace(" ", "").split(","), where)


def _count(least: int, most: int, text: str | int, where: str) -> int:
    """A whole number within bounds."""
    said = str(text)
    if said.isascii() and said.isdecimal() and len(said) < 20 and least <= int(said) <= most:
        return int(said)
    mend = f"give a whole number from {least} to {most}"
    raise InputError(f"'{where}' cannot be '{said}'", where, mend)


def _settings(market: Market, pairs: Sequence[str], _: str) -> dict[str, float]:
    """Priors that are held."""
    from ecluse.simulate.ask import settings_of
    from ecluse.simulate.ground import check_said_once

    check_said_once(pairs)
    return settings_of(pairs, market)


def _side(site: Site, name: str, where: str) -> SideOfLaw:
    """The law of one side: the record's, or that of a shipped scenario."""
    from ecluse.simulate.ask import SideOfLaw

    if name == RECORD:
        return SideOfLaw()
    names = shipped(site.library.folder)
    if name not in names:
        mend = near(name, [RECORD, *names]) or f"give {RECORD} or one of {', '.join(names)}"
        raise InputError(f"no scenario is called '{name}'", where, mend)
    return SideOfLaw(name=name, register=_register(site, name))


@once_a_release()
def _register(site: Site, scenario: str) -> Register:
    """The log as a shipped scenario has it."""
    return applied(read_scenario(scenario, site.library), site.library.register)


def _words(said: Said, question: Question) -> Json:
    """The words of a question in one spelling."""
    words = {name: said[name] for name in _ORDER if said.get(name) is not None}
    words |= {"draws": question.draws, "seed": question.seed, "set": sorted(said["set"])}
    if "show" in words:
        words["show"] = ",".join(question.show)
    return {name: value for name, value in words.items() if _UNSAID.get(name) != value}


def query_of_market(words: Said) -> str:
    """The words of a question as a query, with its question mark; empty where there are none."""
    return with_query("", list(words.items()))


@once_a_release()
def market_answered(site: Site, asked: AskedMarket, lang: str) -> AnsweredMarket:
    """The answer to a question, worked out once for a release.

    Raises:
        InputError: A day lies outside the market, or a scenario touches nothing in it.
        Refused: It takes too long.
    """
    from ecluse.simulate.ask import simulate
    from ecluse.simulate.to_answer import answer

    found = simulate(asked.market, site.library, asked.question, progress=ends_a_market())
    whole, effect = _whole(found)
    return AnsweredMarket(answer=answer(found, site.library, lang), whole=whole, effect=effect)


@once_a_release()
def prepare_scenarios(site: Site, market: str, names: tuple[str, ...]) -> None:
    """Begin to work out, beside what is asked, what the law says of a market under some scenarios,
    once for a release: whoever looks at a market will turn it.
    """
    work = partial(_prepare, site, market_named(site, market), names)
    threading.Thread(target=work, name="ecluse-market", daemon=True).start()


def _prepare(site: Site, market: Market, names: Sequence[str]) -> None:
    from ecluse.simulate.law_gate import law_gate
    from ecluse.simulate.periods import steps_of

    library, steps = site.library, steps_of(market.file)
    try:
        for name in names:
            law = _side(site, name, "scenario").register or library.register
            law_gate(market, library, steps, law, None)
    except EcluseError as error:  # whoever asks for it is told
        logging.getLogger(__name__).warning("not made ready: %s", error)


def _whole(found: Simulation) -> tuple[list[SeriesRow], list[SeriesRow] | None]:
    """The ranges of the whole run: what flowed in it, and what was there at its end."""
    from ecluse.simulate.result import rows_of, whole_run

    none = ((),) * len(found.spans.products)
    spans = replace(found.spans, of_product=none, together=(whole_run(found.spans),))
    show, worth = found.question.show, found.worth
    series = rows_of(show, spans, found.sides[:1], worth)
    return series, rows_of(show, spans, found.sides, worth) if found.versus else None
