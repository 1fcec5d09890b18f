"""The brief of one answer.

Belongs here: its title, its lead, its four bullets, and which picture it has. Does not: the answer
(determine), or how a brief is set out.
Always true: an answer that is not settled says so in the title; what a freer answer presumes stands
in the lead; a supposed law says so in the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ecluse.answers.plain import plain
from ecluse.brief.answer import Brief, BriefPicture, Bullet, Span
from ecluse.brief.asked import asked_of, command, shipment_command
from ecluse.brief.certain import sorted_answer
from ecluse.brief.change import change_bullet, nothing_next, same_bullet, stretch_of
from ecluse.brief.limits import figure_bullet, limits_shown, rule_source
from ecluse.brief.naming import Names, items
from ecluse.brief.picture import limits_picture, timeline_picture
from ecluse.brief.sentence import (
    COUNT,
    AnswerData,
    PlainData,
    Says,
    counted,
    fitting_title,
    name,
    sentence,
    told_bullet,
)
from ecluse.brief.terms import BriefTerms
from ecluse.brief.whole import BriefParts, brief_of
from ecluse.determine.answer import answer_of
from ecluse.determine.determination import Determination
from ecluse.determine.question_object import OF_THE_LAW
from ecluse.determine.remarks import country_name
from ecluse.determine.timeline import entry_of, timeline
from ecluse.determine.told import told
from ecluse.law.answer import measure_of
from ecluse.law.register import Register
from ecluse.law.scenario import Scenario, applied
from ecluse.visible import visible
from ecluse.words.say import day, say

_GAPS = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAnswer:
    """An answer and what is asked of it, as the parts of its brief need it."""

    found: Determination
    terms: BriefTerms
    check: AnswerData
    timeline: AnswerData
    measures: AnswerData
    asked: Mapping[str, str]
    scenario: Scenario | None

    @property
    def data(self) -> PlainData:
        """The answer as plain data."""
        data: PlainData = self.check.data
        return data

    @property
    def to(self) -> str:
        """The destination's code."""
        return str(self.data["destination"])

    @property
    def page(self) -> str:
        """The page of the answer; of what no page shows, such as an item or a scenario of one's
        own, the law of the day.
        """
        item, on = self.data["item"], self.found.law.on
        if self.own:
            rows = [*self.data["requirements"], *self.data["trace"]["classify"]]
            called = self.terms.library.register.called
            rows = [row for row in rows if called(row["measure"])]
            links, law = self.terms.links, self.asked_law
            return links.law(str(rows[0]["provision"]), on, law) if rows else links.law_of(on, law)
        return self.terms.links.check(item, self.to, on, self.asked)

    @property
    def asked_law(self) -> dict[str, str]:
        """The words of the law that is asked, as its pages take them: no page shows a scenario of
        one's own.
        """
        words = {name: self.asked[name] for name in OF_THE_LAW if name in self.asked}
        if words.get("scenario") in self.terms.files:
            del words["scenario"]
        return words

    @property
    def own(self) -> bool:
        """Whether what is asked about is not on file: an item, or a scenario, of one's own."""
        item, files = self.data["item"], self.terms.files
        own_law = self.scenario is not None and self.scenario.scenario in files
        return own_law or item in files or item not in self.terms.library.catalogue.items

    @property
    def history(self) -> str:
        """The page of its timeline."""
        if self.own:
            return self.page
        return self.terms.links.timeline(self.data["item"], self.to, self.asked)


def check_brief(
    found: Determination, terms: BriefTerms, *, scenario: Scenario | None = None
) -> Brief:
    """The brief of one answer.

    Args:
        scenario: The scenario under which it was asked.
    """
    one = one_answer(found, terms, scenario)
    return brief_of(
        BriefParts(
            kind="check",
            kicker=tuple(kicker(one)),
            title=title(one),
            lead=lead(one),
            bullets=(
                rule_bullet(one),
                figure_bullet(one.check, terms, one.page, one.asked_law),
                _change(one),
                next_bullet(one),
            ),
            picture=_picture(one),
            sorted=sorted_answer(one.data, terms, supposed_of(one)),
            page=one.page,
            known=found.law.known,
            presumed=tuple(one.data["provided"]),
            answers=(one.check, one.timeline, one.measures),
        ),
        terms,
    )


def one_answer(
    found: Determination,
    terms: BriefTerms,
    scenario: Scenario | None = None,
    until: date | None = None,
) -> OneAnswer:
    """An answer with its timeline.

    Args:
        until: The last day of the timeline; the last on record where left out.
    """
    library, law = terms.library, found.law
    asked = asked_of(found, scenario.scenario if scenario is not None else None)
    register = library.register if scenario is None else applied(scenario, library.register)
    last = until or max(law.on, library.data_as_of)
    own = {each.measure: each for each in register.measures}
    return OneAnswer(
        found=found,
        terms=replace(terms, measures=own, scenario=law.scenario),
        check=AnswerData(
            "check",
            plain(answer_of(found, library, lang=terms.lang)),
            shipment_command("check", found, terms, asked, on=law.on.isoformat()),
            terms.lang,
        ),
        timeline=AnswerData(
            "timeline",
            _history(found, terms, register, last),
            shipment_command("timeline", found, terms, asked, until=last.isoformat()),
            terms.lang,
        ),
        measures=measures_told(library.register, terms.lang),
        asked=asked,
        scenario=scenario,
    )


def _history(found: Determination, terms: BriefTerms, register: Register, last: date) -> Any:
    """The timeline of an answer as plain data, from the first day that can be asked."""
    library, law = terms.library, found.law
    stretches = timeline(
        found.shipment,
        library,
        library.register.answers_from,
        last,
        register=register,
        known=None if law.known == date.max else law.known,
        reading=law.reading,
    )
    return plain([entry_of(each, library, terms.lang) for each in stretches])


def measures_told(register: Register, lang: str) -> AnswerData:
    """Every measure on record."""
    data = plain([measure_of(each, lang) for each in register.measures])
    return AnswerData("measures", data, command("law", measures=True), lang)


def kicker(one: OneAnswer) -> Iterator[str]:
    """What it is about, and under which law."""
    lang, data, law = one.terms.lang, one.data, one.found.law
    yield f"{visible(data['item'], 60)} → {country_name(one.to, one.terms.library, lang)}"
    yield say(f"reading.{data['reading']}", lang)
    if law.known != date.max:
        yield say("brief.known", lang, day=day(law.known, lang))
    if one.scenario is not None:
        yield say("brief.scenario", lang, name=visible(one.scenario.scenario, 40))
    if one.found.shipment.strict:
        yield say("brief.strict", lang)


def title(one: OneAnswer) -> Says:
    """The title in the fullest form that is short enough."""
    return fitting_title(_titles(one))


_FORMS = ("", " short", " bare")  # of a title, the fullest first


def _titles(one: OneAnswer) -> Iterator[Says]:
    lang, data, item = one.terms.lang, one.data, one.found.shipment.item
    key = "held" if one.found.verdict.held else data["outcome"]
    when = one.check.tell("on")
    for place, forms in titled_places(one.terms.names, one.to):
        for called in items(data["item"], item.vendor, item.aliases):
            for form in forms:
                says = sentence(
                    f"brief_title.{key}{form}",
                    lang,
                    item=called,
                    place=place,
                    day=when,
                    exception=name(data["exception"] or ""),
                )
                yield supposed_title(says, one.scenario, lang)


def titled_places(names: Names, to: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """A destination as titles name it, the fullest first, with the forms of a title it goes in."""
    full, code = names.places(to)
    yield full, _FORMS[:2]
    yield names.bare_place(to), _FORMS[2:]
    yield code, _FORMS


def supposed_title(says: Says, scenario: Scenario | str | None, lang: str) -> Says:
    """A title that says that the law is supposed, where it is."""
    return says if scenario is None else sentence("brief_title.what if", lang, title=says)


def lead(one: OneAnswer) -> str:
    """The answer with what qualifies it, as the terminal and every page tell it."""
    text = _GAPS.sub(" ", told(one.found, one.terms.library, one.terms.lang).qualified)
    return text if text.endswith(".") else f"{text}."


def rule_bullet(one: OneAnswer, label: str = "rule") -> Bullet:
    """What holds on the day, and by which provision."""
    return told_bullet(label, one.terms.lang, _rule_forms(one), rule_source(one.data), one.page)


def _rule_forms(one: OneAnswer) -> Iterator[Says]:
    lang, data, tell = one.terms.lang, one.data, one.check.tell
    if data["outcome"] in ("LICENSE", "EXCEPTION"):
        yield _required(one)
        return
    when = tell("on")
    presumed = counted("presumed", lang, tell("provided", COUNT))
    key = "stays" if data["no_export"] else data["outcome"]
    grounds = (
        ("trace", "jurisdiction", "findings") if key == "NOT_SUBJECT" else ("trace", "require")
    )
    yield sentence(
        f"brief.rule {key}",
        lang,
        day=when,
        count=tell(*grounds, COUNT),
        presumed=presumed,
        possible=counted("possible", lang, tell("possible_requirements", COUNT)),
        needs=counted("needs", lang, tell("needs", COUNT)),
    )


def _required(one: OneAnswer) -> Says:
    """By which provision a license is required, or an exception may be used."""
    lang, data, terms = one.terms.lang, one.data, one.terms
    if data["outcome"] == "EXCEPTION":
        place = next(
            (
                place
                for place, row in enumerate(data["trace"]["except"])
                if one.found.used is not None and row["provision"] == one.found.used.provision
            ),
            0,
        )
        row = data["trace"]["except"][place]
        since: tuple[str | int, ...] = ("trace", "except", place, "in_force_since")
    else:
        row, since = data["requirements"][0], ("requirements", 0, "since")
    policy = data["review_policy"] or "not published"
    return sentence(
        f"brief.rule {data['outcome']}",
        lang,
        since=one.check.tell(*since),
        provision=terms.names.provision(row["provision"]),
        exception=name(data["exception"] or ""),
        policy=say(f"policy.{policy}", lang),
    )


def _change(one: OneAnswer) -> Bullet:
    place = stretch_of(one.timeline, one.found.law.on)
    source = rule_source(one.data)
    if place == 0:
        return same_bullet(one.timeline, one.terms, proof=one.history, source=source)
    return change_bullet(
        one.timeline, place, one.terms, label="change", proof=one.history, otherwise=source
    )


def next_bullet(one: OneAnswer) -> Bullet:
    """What would settle an open answer; else the next change on record, or that there is none."""
    if one.data["needs"]:
        return _settle(one)
    place = stretch_of(one.timeline, one.found.law.on) + 1
    if place >= len(one.timeline.data):
        return nothing_next(one.measures, one.terms, one.found.law.known)
    return change_bullet(
        one.timeline,
        place,
        one.terms,
        label="next",
        proof=one.history,
        otherwise=rule_source(one.data),
        form="next",
    )


def _settle(one: OneAnswer) -> Bullet:
    lang = one.terms.lang
    facts = counted("settle", lang, one.check.tell("needs", COUNT))
    forms = (
        sentence("brief.settle", lang, facts=facts, fact=called)
        for called in _called(str(one.data["needs"][0]), one.terms)
    )
    return told_bullet("settle", lang, forms, rule_source(one.data), one.page)


def _called(identifier: str, terms: BriefTerms) -> Iterator[Span]:
    meaning = terms.library.vocabulary.facts.get(identifier)
    if meaning is not None:
        yield name(meaning.meaning.say(terms.lang), most=120)
    yield terms.names.fact(identifier)


def supposed_of(one: OneAnswer) -> str | None:
    """What the scenario supposes, where one is asked."""
    return None if one.scenario is None else one.scenario.says.say(one.terms.lang)


def _picture(one: OneAnswer) -> BriefPicture:
    """The item beside the limits; where no figure meets one, the answer over time."""
    rows = limits_shown(one.data)
    if rows:
        return limits_picture(rows, one.data["item"], one.terms)
    return history_picture(one, on=one.found.law.on)


def history_picture(one: OneAnswer, on: date | None = None) -> BriefPicture:
    """The answer over time."""
    lang = one.terms.lang
    heading = say(
        "brief_picture.timeline",
        lang,
        item=visible(one.data["item"], 60),
        place=next(one.terms.names.places(one.to)).text,
    )
    return timeline_picture(one.timeline.data, heading, one.terms, on)
