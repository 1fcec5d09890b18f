"""Briefs as plain data: an answer, a day, a measure, a story or a market in a minute.

Belongs here: from the words of a request to the data of `ecluse brief … --json`. Does not: making a
brief (brief), or its other forms.
Always true: what each kind takes is said here once, for the API and for a tool; a word that the
kind does not take is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

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
from ecluse.law.scenario import Scenario, read_scenario
from ecluse.web.answering import AnsweredData
from ecluse.web.api.parameters import OF_A_QUESTION, OF_THE_RECORD
from ecluse.web.brief_address import brief_address
from ecluse.web.links import address, spoken
from ecluse.web.params import Param, Said, meant
from ecluse.web.problem import absent
from ecluse.web.render import at
from ecluse.web.site import Site
from ecluse.words.say import say

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


def brief_data(site: Site, kind: BriefName, said: Said, lang: str) -> AnsweredData:
    """A brief, as `ecluse brief KIND --json` prints it, with its page."""
    known = [param.name.rstrip(".") for param in TAKES[kind]]
    for name in said:
        if name not in known:
            raise InputError(f"unknown parameter '{name}'", name, meant(name, known))
    made = brief_made(site, kind, said, lang, site.settings.address)
    links = {
        "self": address(site, f"/api/v1/briefs/{kind}", spoken(said, lang)),
        "html": address(site, f"{at(lang)}/brief{brief_address(site, kind, said)}"),
    }
    return AnsweredData(data=plain(made), links=links)


def brief_made(site: Site, kind: BriefName, said: Said, lang: str, public: str) -> Brief:
    """A brief, as `ecluse brief KIND` makes it; those of many answers are kept for a while.

    Args:
        public: What stands before the addresses in it.
    """
    terms = BriefTerms(library=site.library, lang="fr" if lang == "fr" else "en", public=public)
    if kind == "check":
        return _check(site, said, terms)
    key = ("brief", kind, lang, public, repr(sorted(said.items())))
    return site.comparisons.once(key, lambda: _MAKERS[kind](site, said, terms))


def _check(site: Site, said: Said, terms: BriefTerms) -> Brief:
    asked = site.reader().read(said)
    found = site.determined(asked)
    return check_brief(found, terms, scenario=_scenario(said, site))


def _story(site: Site, said: Said, terms: BriefTerms) -> Brief:
    words = dict(said)
    last = words.pop("until", site.library.data_as_of.isoformat())
    asked = site.reader().read(words | {"on": last})
    found = site.determined(asked)
    return story_brief(found, terms, scenario=_scenario(said, site))


def _day_brief(site: Site, said: Said, terms: BriefTerms) -> Brief:
    on = day_from(said["day"], site.library, "day")
    return day_brief(on, terms, to=_place(said, site), reading=said.get("reading", "enforced"))


def _measure(site: Site, said: Said, terms: BriefTerms) -> Brief:
    library, name = site.library, said["name"]
    to, reading = _place(said, site), said.get("reading", "enforced")
    on = day_from(said["on"], library, "on") if "on" in said else None
    if library.register.called(name):
        measure = library.register.measure(name)
        return measure_brief(measure, terms, on=on, to=to, reading=reading)
    scenario = read_scenario(name, library, where="name")
    return scenario_brief(scenario, terms, on=on, to=to, reading=reading)


def _scenario(said: Said, site: Site) -> Scenario | None:
    name = said.get("scenario")
    return None if name is None else read_scenario(name, site.library)


def _place(said: Said, site: Site) -> str | None:
    return site.library.countries.code(said["to"], "to") if "to" in said else None


def _market(site: Site, said: Said, terms: BriefTerms) -> Brief:
    try:
        from ecluse.brief.market import market_brief
        from ecluse.simulate.read_question import shipped_question
        from ecluse.simulate.to_question_answer import answered
    except ModuleNotFoundError as error:  # numpy, of the extra `simulate`
        told, mend = (say(f"brief_page.{key}", terms.lang) for key in ("no markets", "ask there"))
        raise absent(told, mend, "kind") from error
    question = shipped_question(said["question"], site.library)
    key = ("question", question.file.question)
    answers = site.comparisons.once(key, lambda: answered(question, site.library))
    return market_brief(answers[terms.lang], question, terms)


_MAKERS = {
    "check": _check,
    "day": _day_brief,
    "measure": _measure,
    "story": _story,
    "market": _market,
}
