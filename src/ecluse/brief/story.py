"""A chip's story to one country: how the answer went from the first day on record to today.

Belongs here: its title and its four bullets. Does not: the stretches (determine), or the bullets of
one answer (check).
Always true: the story ends with the answer of the last day asked; where that is not settled, the
title says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecluse.brief.answer import Brief, BriefSource, Bullet
from ecluse.brief.certain import sorted_answer
from ecluse.brief.change import change_bullet, nothing_next, same_bullet
from ecluse.brief.check import (
    OneAnswer,
    history_picture,
    kicker,
    lead,
    one_answer,
    rule_bullet,
    supposed_of,
    supposed_title,
    titled_places,
)
from ecluse.brief.limits import figure_bullet, rule_source
from ecluse.brief.naming import items, outcome, source_of
from ecluse.brief.sentence import COUNT, Says, counted, fitting_title, sentence, told_bullet
from ecluse.brief.terms import BriefTerms
from ecluse.brief.whole import BriefParts, brief_of
from ecluse.determine.determination import Determination
from ecluse.law.scenario import Scenario


def story_brief(
    found: Determination, terms: BriefTerms, *, scenario: Scenario | None = None
) -> Brief:
    """The brief of how an answer came to be what it is.

    Args:
        found: The answer of the last day of the story.
        scenario: The scenario under which it was asked.
    """
    one = one_answer(found, terms, scenario, until=found.law.on)
    return brief_of(
        BriefParts(
            kind="story",
            kicker=tuple(kicker(one)),
            title=fitting_title(_titles(one)),
            lead=lead(one),
            bullets=_bullets(one),
            picture=history_picture(one),
            sorted=sorted_answer(one.data, terms, supposed_of(one)),
            page=one.history,
            known=found.law.known,
            presumed=tuple(one.data["provided"]),
            answers=(one.check, one.timeline, one.measures),
        ),
        terms,
    )


def _titles(one: OneAnswer) -> Iterator[Says]:
    lang, told, item = one.terms.lang, one.timeline, one.found.shipment.item
    count = told.tell(COUNT)
    kind = " open" if one.data["needs"] else " one" if len(told.data) == 1 else ""
    for place, forms in titled_places(one.terms.names, one.to):
        for called in items(one.data["item"], item.vendor, item.aliases):
            for form in forms:
                says = sentence(
                    f"brief_title.story{kind}{form}",
                    lang,
                    item=called,
                    place=place,
                    answers=counted("answers", lang, count),
                    day=told.tell(0, "from"),
                )
                yield supposed_title(says, one.scenario, lang)


def _bullets(one: OneAnswer) -> tuple[Bullet, ...]:
    """The first answer, the first and the last change, and what holds at the end."""
    terms, told, source = one.terms, one.timeline, rule_source(one.data)
    figure = figure_bullet(one.check, terms, one.page, one.asked_law)
    now = rule_bullet(one, "now")
    if len(told.data) == 1:
        same = same_bullet(told, terms, proof=one.history, source=source)
        return same, figure, nothing_next(one.measures, terms, one.found.law.known), now
    changes = [
        change_bullet(told, place, terms, label=label, proof=one.history, otherwise=source)
        for place, label in ((1, "then"), (len(told.data) - 1, "last"))
    ]
    between = changes if len(told.data) > 2 else [changes[0], figure]
    return _first(one), *between, now


def _first(one: OneAnswer) -> Bullet:
    lang = one.terms.lang
    row = one.timeline.data[0]
    says = sentence("brief.first", lang, since=one.timeline.tell(0, "from"), now=outcome(row, lang))
    return told_bullet("first", lang, [says], _standing(one), one.history)


def _standing(one: OneAnswer) -> BriefSource:
    """The law that stood before any other measure of the record."""
    library = one.terms.library
    if library.standing is None:
        return rule_source(one.data)
    cited = library.register.measure(library.standing).cited
    return source_of(cited.name, cited.url)
