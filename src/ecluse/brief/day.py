"""What changed on a day: the brief of one day of the law.

Belongs here: its title, and which measures are told. Does not: comparing the day with the one
before (compare).
Always true: the two laws that are compared are those of the day before and of the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ecluse.answers.plain import plain
from ecluse.brief.answer import Brief
from ecluse.brief.asked import command
from ecluse.brief.check import measures_told
from ecluse.brief.naming import source_of
from ecluse.brief.sentence import AnswerData, Says, fitting_title, sentence
from ecluse.brief.terms import BriefTerms
from ecluse.brief.two_laws import (
    Compared,
    changes_picture,
    compared_lead,
    hit_bullet,
    next_act_bullet,
    published_bullet,
    rules_bullet,
    sorted_measures,
)
from ecluse.brief.whole import BriefParts, brief_of
from ecluse.compare.answer import Diff
from ecluse.compare.ask import compare
from ecluse.law.measure import Measure, Reading
from ecluse.words.say import day, say

_DAY = timedelta(days=1)


def day_brief(
    on: date,
    terms: BriefTerms,
    *,
    to: str | None = None,
    reading: Reading | str = Reading.ENFORCED,
    diff: Diff | None = None,
) -> Brief:
    """The brief of what changed on a day.

    Args:
        to: For one destination alone: its code.
        diff: The comparison of the day before with the day, where it is at hand.
    """
    one = compared_days(on, terms, to=to, reading=reading, diff=diff)
    lang, law = terms.lang, Reading.of(reading)
    place = [] if to is None else [next(terms.names.places(to)).text]
    return brief_of(
        BriefParts(
            kind="day",
            kicker=(
                *place,
                day(on, lang),
                say(f"reading.{law.value}", lang),
            ),
            title=fitting_title(_titles(one, to)),
            lead=compared_lead(one, "lead day"),
            bullets=(
                published_bullet(one),
                hit_bullet(one),
                rules_bullet(one),
                next_act_bullet(one),
            ),
            picture=changes_picture(one),
            sorted=sorted_measures(one),
            page=one.proof,
            answers=(one.diff, one.measures),
        ),
        terms,
    )


def compared_days(
    on: date,
    terms: BriefTerms,
    *,
    to: str | None,
    reading: Reading | str,
    diff: Diff | None = None,
    only: Measure | None = None,
) -> Compared:
    """The law of a day beside that of the day before.

    Args:
        only: Tell the changes alone that this measure brought.
    """
    before, law = on - _DAY, Reading.of(reading)
    found = diff or compare(before, on, to=to, reading=law, library=terms.library, lang=terms.lang)
    data = plain(found)
    acting = (only,) if only is not None else _acting(on, terms, data, law)
    told = (only is None or only.measure in row.measures for row in found.answers)
    cited = (acting or terms.library.register.measures[-1:])[0].cited
    return compared_sides(
        data,
        (before.isoformat(), on.isoformat()),
        terms,
        law,
        groups=tuple(place for place, is_told in enumerate(told) if is_told),
        only=only,
        on=on,
        told=acting,
        to=to,
        source=source_of(cited.name, cited.url),
    )


def compared_sides(
    data: dict[str, object],
    sides: tuple[str, str],
    terms: BriefTerms,
    reading: Reading,
    *,
    to: str | None,
    scenario: str | None = None,
    **other: Any,
) -> Compared:
    """A comparison as plain data, with the command that makes it and the page that proves it.

    Args:
        scenario: That of the second law, where a page shows it.
    """
    law = None if reading is Reading.ENFORCED else reading.value
    asked = command("diff", before=sides[0], after=sides[1], to=to, reading=law)
    return Compared(
        diff=AnswerData("diff", data, asked, terms.lang),
        measures=measures_told(terms.library.register, terms.lang),
        terms=terms,
        to=to,
        asked={name: said for name, said in (("reading", law), ("scenario", scenario)) if said},
        **{"proof": terms.links.diff(*sides), **other},
    )


def _acting(
    on: date, terms: BriefTerms, data: dict[str, object], reading: Reading
) -> tuple[Measure, ...]:
    """The measures that changed an answer or a provision on the day, the weightiest first."""
    register, names = terms.library.register, dict[str, None]()
    for part in ("answers", "provisions"):
        rows = data[part]
        assert isinstance(rows, list)
        for row in rows:
            for name in row.get("measures") or [row.get("measure")]:
                if name:
                    names[name] = None
    known = [register.measure(name) for name in names if register.called(name)]
    begins = [each for each in register.measures if _begins(each, on, reading)]
    return tuple(dict.fromkeys([*known, *begins]))


def _begins(measure: Measure, on: date, reading: Reading) -> bool:
    starts = (each.applies_from for each in measure.changes if each.reading in (None, reading))
    acts = (day for act in measure.acts_on for day in (act.since, act.until, act.to))
    return on in starts or on in acts


def _titles(one: Compared, to: str | None) -> Iterator[Says]:
    lang = one.terms.lang
    form = "" if one.count > 1 else " one" if one.count else " none"
    values = {
        "changed": one.changed,
        "compared": one.compared,
        "day": one.diff.tell("after"),
    }
    for place in one.terms.names.places(to) if to is not None else ():
        yield sentence(f"brief_title.day to{form}", lang, place=place, **values)
    yield sentence(f"brief_title.day{form}", lang, **values)
