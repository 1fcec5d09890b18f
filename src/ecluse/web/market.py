"""A question about a market as a request asks it, answered within bounds.

Belongs here: from the words of a request to a checked question and its answer, and what of it is
kept. Does not: parameters (api.simulate, pages.market), or running a market (simulate).
Always true: only a shipped market and shipped scenarios are run, no more than `MOST_DRAWS` draws
and no longer than `_PATIENCE`; the same question has one spelling and is worked out once; numpy is
imported only when a market is asked for.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ecluse.determine.question import day_from
from ecluse.errors import EcluseError, InputError, near, raise_all
from ecluse.law.scenario import applied, read_scenario, shipped
from ecluse.simulate.panel_file import RECORD
from ecluse.web.address import with_query
from ecluse.web.params import Json, Said
from ecluse.web.problem import Refused, absent, not_found
from ecluse.web.site import Site

if TYPE_CHECKING:
    from ecluse.simulate.ask import Question, SideOfLaw, Simulation
    from ecluse.simulate.read_market import Market
    from ecluse.simulate.result import SeriesRow, SimulationAnswer

MOST_DRAWS, USUAL_DRAWS = 1_000, 1_000
_LARGEST_SEED = 2**63 - 1
_PATIENCE = 20.0  # seconds that a run may take
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
    """

    market: Market
    words: Said
    question: Question


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
    from ecluse.simulate.read_market import market_names as names

    return names(site.library.folder)


def market_named(site: Site, name: str) -> Market:
    """A shipped market by its name, never a file.

    Raises:
        Refused: None is called that.
    """
    names = market_names(site)
    if name not in names:
        raise absent(f"no market is called '{name}'", near(name, names) or "see /markets")
    from ecluse.simulate.read_market import open_market

    with not_found():
        return site.remembered.once(("market", name), lambda: open_market(name, site.library))


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
    said = {**_UNSAID, "versus": None, "known": None, "from": None, "until": None, **params}
    read = _MarketReader(site, market)
    question = _question(read, said, usual)
    raise_all(read.mistakes)
    return AskedMarket(market=market, words=_words(said, params, question), question=question)


def _question(read: _MarketReader, said: Said, usual: Sequence[str] | None) -> Question:
    from ecluse.simulate.ask import Question

    return Question(
        scenario=read.side(said["scenario"], "scenario") or _record(),
        versus=read.side(said["versus"], "versus"),
        destination=said["destination"],
        known=read.day(said["known"], "known"),
        settings=read.settings(said["set"]),
        draws=read.count(said["draws"], "draws", 2, MOST_DRAWS),
        seed=read.count(said["seed"], "seed", 0, _LARGEST_SEED),
        by=said["by"],
        show=read.measures(said.get("show"), usual),
        since=read.day(said["from"], "from"),
        until=read.day(said["until"], "until"),
    )


def _words(said: Said, params: Said, question: Question) -> Json:
    """The words of a question in one spelling."""
    words = {name: said[name] for name in _ORDER if said.get(name) is not None}
    words |= {"draws": question.draws, "seed": question.seed, "set": sorted(said["set"])}
    if "show" in params:
        words["show"] = ",".join(question.show)
    return {name: value for name, value in words.items() if _UNSAID.get(name) != value}


def query_of_market(words: Said) -> str:
    """The words of a question as a query, with its question mark; empty where there are none."""
    pairs = [
        (name, str(each))
        for name, value in words.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    return with_query("", pairs)


def _record() -> SideOfLaw:
    from ecluse.simulate.ask import SideOfLaw

    return SideOfLaw()


class _MarketReader:
    """Reads the words of a question, and keeps all mistakes."""

    def __init__(self, site: Site, market: Market) -> None:
        self.site, self.market = site, market
        self.mistakes: list[EcluseError] = []

    def _kept(self, read: Callable[[], Any], otherwise: Any) -> Any:
        """What a word says, or what stands for it until its mistake is told."""
        try:
            return read()
        except EcluseError as error:
            self.mistakes.extend(error.mistakes)
            return otherwise

    def side(self, name: str | None, where: str) -> SideOfLaw | None:
        """The law of one side: the record's, or that of a shipped scenario."""
        return None if name is None else self._kept(lambda: _side(self.site, name, where), None)

    def day(self, text: str | None, where: str) -> Any:
        """A day."""
        library = self.site.library
        return None if text is None else self._kept(lambda: day_from(text, library, where), None)

    def settings(self, pairs: Sequence[str]) -> dict[str, float]:
        """Priors that are held."""
        found: dict[str, float] = self._kept(lambda: _settings(pairs, self.market), {})
        return found

    def measures(self, names: str | None, usual: Sequence[str] | None) -> tuple[str, ...]:
        """What is told."""
        from ecluse.simulate.measure import USUAL, measures_named

        if names is None:
            return tuple(usual or USUAL)
        wanted = names.replace(" ", "").split(",")
        found: tuple[str, ...] = self._kept(lambda: measures_named(wanted, "show"), USUAL)
        return found

    def count(self, text: str | int, where: str, least: int, most: int) -> int:
        """A whole number within bounds."""
        said = str(text)
        if said.isascii() and said.isdecimal() and len(said) < 20 and least <= int(said) <= most:
            return int(said)
        mend = f"give a whole number from {least} to {most}"
        self.mistakes.append(InputError(f"'{where}' cannot be '{said}'", where, mend))
        return least


def _side(site: Site, name: str, where: str) -> SideOfLaw:
    from ecluse.simulate.ask import SideOfLaw

    if name == RECORD:
        return SideOfLaw()
    names = shipped(site.library.folder)
    if name not in names:
        mend = near(name, [RECORD, *names]) or f"give {RECORD} or one of {', '.join(names)}"
        raise InputError(f"no scenario is called '{name}'", where, mend)
    library = site.library
    return site.remembered.once(
        ("side", name),
        lambda: SideOfLaw(
            name=name, register=applied(read_scenario(name, library), library.register)
        ),
    )


def _settings(pairs: Sequence[str], market: Market) -> dict[str, float]:
    from ecluse.simulate.ask import settings_of
    from ecluse.simulate.ground import check_said_once

    check_said_once(pairs)
    return settings_of(pairs, market)


def market_answered(site: Site, asked: AskedMarket, lang: str) -> AnsweredMarket:
    """The answer to a question, worked out once for a release.

    Raises:
        InputError: A day lies outside the market, or a scenario touches nothing in it.
        Refused: It takes too long.
    """
    words = tuple((name, str(value)) for name, value in asked.words.items())
    shown = asked.question.show
    key = (asked.market.file.market, words, shown, lang)
    return site.simulations.once(key, lambda: _run(site, asked, lang))


def _run(site: Site, asked: AskedMarket, lang: str) -> AnsweredMarket:
    from ecluse.simulate.ask import simulate
    from ecluse.simulate.to_answer import answer

    end = time.monotonic() + _PATIENCE

    def look(_: int, __: int) -> None:
        if time.monotonic() > end:
            what, mend = "the market takes too long to run", "ask for fewer draws"
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, what, "draws", mend)

    found = simulate(asked.market, site.library, asked.question, progress=look)
    whole, effect = _whole(found)
    return AnsweredMarket(answer=answer(found, site.library, lang), whole=whole, effect=effect)


def prepare_scenarios(site: Site, market: Market, names: Sequence[str]) -> None:
    """Begin to work out, beside what is asked, what the law says of a market under some scenarios,
    once for a release: whoever looks at a market will turn it.
    """

    def begin() -> bool:
        work = partial(_prepare, site, market, names)
        threading.Thread(target=work, name="ecluse-market", daemon=True).start()
        return True

    site.remembered.once(("prepared", market.file.market), begin)


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
    series = rows_of(show, spans, found.sums, worth)
    if found.versus is None:
        return series, None
    return series, rows_of(show, spans, found.sums, worth, found.versus)
