"""Briefs as plain data: an answer, a day, a measure, a story or a market in a minute.

Belongs here: from the words of a request to the one address of a brief, such as
/story/nvidia-h20-96gb/cn?until=2026-09-30, and to the data of `ecluse brief … --json`. Does not:
making a brief (brief), or its other forms.
Always true: what each kind takes is said here once, for the API and for a tool; a word that the
kind does not take is refused; two spellings of one brief have one address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from ecluse.answers.plain import plain
from ecluse.brief.answer import Brief
from ecluse.brief.check import check_brief
from ecluse.brief.day import day_brief
from ecluse.brief.measure import measure_brief
from ecluse.brief.scenario import scenario_brief
from ecluse.brief.story import story_brief
from ecluse.brief.terms import BriefTerms
from ecluse.determine.question import day_from
from ecluse.errors import InputError
from ecluse.law.measure import Reading
from ecluse.law.scenario import Scenario, read_scenario
from ecluse.simulate.read_question import MarketQuestion, shipped_name, shipped_question
from ecluse.web.address import address_of, apart, over_time, with_query
from ecluse.web.answering import AnsweredData
from ecluse.web.api.parameters import OF_A_QUESTION, OF_THE_RECORD
from ecluse.web.links import address, spoken
from ecluse.web.params import Json, Pairs, Param, Said, meant
from ecluse.web.problem import absent
from ecluse.web.remembered import once_a_release
from ecluse.web.render import at, short
from ecluse.web.site import Site
from ecluse.words.say import say

if TYPE_CHECKING:
    from ecluse.simulate.question_answer import QuestionAnswer

_MOST = 48  # briefs of many answers that are kept at once
BriefName = Literal["check", "day", "measure", "story", "market"]
_TO = Param("to", "For one destination alone.", example="China")
_READING = next(param for param in OF_THE_RECORD if param.name == "reading")
_DAY = Param(
    "day",
    "The day of the law, YYYY-MM-DD.",
    required=True,
    form="date",
    example="2025-04-15",
)
_NAME = Param(
    "name",
    "A measure of the log, by its name or the end of it; or a shipped scenario.",
    required=True,
    example="2025-04-15-letters-h20",
)
_ON = Param("on", "Of a scenario: the day that is looked at.", form="date")
_UNTIL = Param(
    "until",
    "The last day of the story; the last day on record where left out.",
    form="date",
)
_QUESTION = Param(
    "question",
    "A question about a market, by its name, such as delay, pause, fee or charge.",
    required=True,
    example="delay",
)
# What each kind takes, beside the language.
TAKES: Mapping[BriefName, tuple[Param, ...]] = {
    "check": OF_A_QUESTION,
    "day": (_DAY, _TO, _READING),
    "measure": (_NAME, _ON, _TO, _READING),
    "story": (*(param for param in OF_A_QUESTION if param.name != "on"), _UNTIL),
    "market": (_QUESTION,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBrief:
    """A brief whose words were understood.

    Args:
        address: Its path and query, after /brief and without its language: the one spelling, by
            which two briefs of a release are told apart. It holds no party's name.
        often: It is asked for so often, and made so soon, that it is not kept.
    """

    address: str
    make: Callable[[BriefTerms], Brief] = field(compare=False)
    often: bool = False


def brief_data(kind: BriefName, site: Site, said: Said, lang: str) -> AnsweredData:
    """A brief, as `ecluse brief KIND --json` prints it, with its page."""
    known = [param.name.rstrip(".") for param in TAKES[kind]]
    for name in said:
        if name not in known:
            raise InputError(f"unknown parameter '{name}'", name, meant(name, known))
    read = brief_read(site, kind, said)
    links = {
        "self": address(site, f"/api/v1/briefs/{kind}", spoken(said, lang)),
        "html": address(site, f"{at(lang)}/brief{read.address}"),
    }
    made = brief_made(site, read, lang, site.settings.address)
    return AnsweredData(data=plain(made), links=links)


def brief_read(site: Site, kind: BriefName, said: Said) -> ReadBrief:
    """A brief from its words.

    Raises:
        InputError, UnknownNameError: They mean nothing.
    """
    return _READERS[kind](site, said)


def brief_made(site: Site, read: ReadBrief, lang: str, public: str) -> Brief:
    """A brief, as `ecluse brief KIND` makes it; those of many answers are kept for a while.

    Args:
        public: What stands before the addresses in it.
    """
    return (_made if read.often else _made_once)(site, read, lang, public)


def _made(site: Site, read: ReadBrief, lang: str, public: str) -> Brief:
    terms = BriefTerms(library=site.library, lang="fr" if lang == "fr" else "en", public=public)
    return read.make(terms)


_made_once = once_a_release(_MOST)(_made)


def _check(site: Site, said: Said) -> ReadBrief:
    asked, scenario = site.reader().read(said), _scenario(said, site)
    return ReadBrief(
        address=address_of(asked, said, site) or "",
        make=lambda terms: check_brief(site.determined(asked), terms, scenario=scenario),
        often=True,
    )


def _story(site: Site, said: Said) -> ReadBrief:
    words = {"until": site.library.data_as_of.isoformat(), **said}
    words["on"] = words.pop("until")
    asked, scenario = site.reader().read(words), _scenario(said, site)
    answer = address_of(asked, words, site) or ""
    until = apart(answer)[0].rpartition("/")[2]
    return ReadBrief(
        address=over_time(answer, "/story", {"until": until}),
        make=lambda terms: story_brief(site.determined(asked), terms, scenario=scenario),
    )


def _day(site: Site, said: Said) -> ReadBrief:
    on = day_from(said["day"], site.library, "day")
    words, pairs = _of_two_laws(site, said)
    return ReadBrief(
        address=with_query(f"/day/{on.isoformat()}", pairs), make=partial(day_brief, on, **words)
    )


def _measure(site: Site, said: Said) -> ReadBrief:
    library, name = site.library, said["name"]
    words, pairs = _of_two_laws(site, said)
    if "on" in said:
        words["on"] = day_from(said["on"], library, "on")
        pairs.insert(0, ("on", words["on"].isoformat()))
    if library.register.called(name):
        measure = library.register.measure(name)
        name, make = short(measure.measure), partial(measure_brief, measure, **words)
    else:
        scenario = read_scenario(name, library, where="name")
        make = partial(scenario_brief, scenario, **words)
    return ReadBrief(address=with_query(f"/measure/{quote(name)}", pairs), make=make)


def _of_two_laws(site: Site, said: Said) -> tuple[Json, Pairs]:
    """The words of a comparison with the day before, and those of them that its address says."""
    words: Json = {"reading": said.get("reading", Reading.ENFORCED.value), "to": None}
    pairs = []
    if words["reading"] != Reading.ENFORCED.value:
        pairs.append(("reading", words["reading"]))
    if "to" in said:
        words["to"] = site.library.countries.code(said["to"], "to")
        pairs.append(("to", words["to"].lower()))
    return words, pairs


def _scenario(said: Said, site: Site) -> Scenario | None:
    name = said.get("scenario")
    return None if name is None else read_scenario(name, site.library)


def _market(site: Site, said: Said) -> ReadBrief:
    name = shipped_name(said["question"], site.library)
    return ReadBrief(address=f"/market/{quote(name)}", make=partial(_of_a_market, site, name))


def _of_a_market(site: Site, name: str, terms: BriefTerms) -> Brief:
    try:
        from ecluse.brief.market import market_brief

        question, answers = _answered(site, name)
    except ModuleNotFoundError as error:  # numpy, of the extra `simulate`
        told, mend = (say(f"brief_page.{key}", terms.lang) for key in ("no markets", "ask there"))
        raise absent(told, mend, "kind") from error
    return market_brief(answers[terms.lang], question, terms)


@once_a_release(_MOST)
def _answered(site: Site, name: str) -> tuple[MarketQuestion, Mapping[str, QuestionAnswer]]:
    """A question about a market, and its answer in each language."""
    from ecluse.simulate.to_question_answer import answered

    question = shipped_question(name, site.library)
    return question, answered(question, site.library)


_READERS: Mapping[BriefName, Callable[[Site, Said], ReadBrief]] = {
    "check": _check,
    "day": _day,
    "measure": _measure,
    "story": _story,
    "market": _market,
}
