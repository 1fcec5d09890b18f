"""What differs between two laws, as bullets, a title and a picture: for a day, a measure, a
scenario.

Belongs here: telling a comparison. Does not: comparing (compare), or which sides are compared (day,
measure).
Always true: each number is of the comparison's own answer; the group that is named is the one of
most answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ecluse.brief.answer import BriefPicture, BriefSource, Bullet, Span
from ecluse.brief.certain import Sorted, not_read_after, rests_on
from ecluse.brief.change import of_measure
from ecluse.brief.naming import both, items
from ecluse.brief.picture import bars_picture
from ecluse.brief.sentence import (
    COUNT,
    SUM,
    AnswerData,
    PlainData,
    Says,
    counted,
    sentence,
    some,
    told_bullet,
)
from ecluse.brief.terms import BriefTerms
from ecluse.citation import FIRM
from ecluse.law.measure import Measure
from ecluse.visible import visible
from ecluse.words.say import say

_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison of two laws, as its brief needs it.

    Args:
        groups: The groups of changed answers that are told, by their places.
        proof: The page that shows the comparison.
        on: The day of the second law.
        told: The measures that are told, the first of them by name.
        to: The one destination that was compared; every country where None.
        only: The one measure whose changes are told; None where all are.
        asked: How the second law is read and what it supposes, as the pages of the law take it.
    """

    diff: AnswerData
    measures: AnswerData
    terms: BriefTerms
    groups: tuple[int, ...]
    proof: str
    on: date
    told: tuple[Measure, ...] = ()
    to: str | None = None
    only: Measure | None = None
    asked: Mapping[str, str] = field(default_factory=dict)
    source: BriefSource = field(default_factory=lambda: BriefSource(name="", url=None))

    @property
    def changed(self) -> Span:
        """How many answers change, as a stretch of a sentence."""
        if self.only is None:
            return self.diff.tell("answers_changed")
        return self.diff.tell("answers", some(self.groups), SUM, "answers")

    @property
    def rows(self) -> tuple[int, ...]:
        """Where the provisions stand that are told."""
        rows = enumerate(self.diff.data["provisions"])
        name = None if self.only is None else self.only.measure
        return tuple(place for place, row in rows if name in (None, row["measure"]))

    @property
    def count(self) -> float:
        """How many answers change."""
        number = self.changed.number
        assert number is not None
        return float(number.value)

    @property
    def compared(self) -> Span:
        """How many answers were compared."""
        return self.diff.tell("answers_compared")


def published_bullet(one: Compared) -> Bullet:
    """The measure that is told: when it was published, and from when it applies."""
    if one.told:
        return of_measure("measure", _published(one, one.told[0]), one.told[0], one.terms)
    lang = one.terms.lang
    says = sentence("brief.nothing begins", lang, day=one.diff.tell("after"))
    return told_bullet("measure", lang, [says], one.source, one.proof)


def _published(one: Compared, measure: Measure) -> Iterator[Says]:
    lang = one.terms.lang
    place = place_of(measure, one.measures)
    published = one.measures.tell(place, "published")
    row = one.measures.data[place]
    begins = "complied_from" if row["complied_from"] else "effective"
    for called in one.terms.names.measures(measure):
        if row[begins]:
            since = one.measures.tell(place, begins)
            yield sentence(
                "brief.published and applies", lang, measure=called, day=published, since=since
            )
        else:
            yield sentence("brief.published", lang, measure=called, day=published)


def place_of(measure: Measure, told: AnswerData) -> int:
    """Where a measure stands in the list of all."""
    return next(place for place, row in enumerate(told.data) if row["measure"] == measure.measure)


def hit_bullet(one: Compared) -> Bullet:
    """The group of most answers: from what to what, and one item and country of it."""
    lang, forms = one.terms.lang, _hit(one)
    if not one.groups:
        answers = counted("answers", lang, one.compared)
        key = "brief.hit none" if one.only is None else "brief.hit none by it"
        forms = iter([sentence(key, lang, answers=answers, place=_where(one))])
    return told_bullet("most", lang, forms, one.source, one.proof)


def _where(one: Compared) -> Span | str:
    """Where to: a country, or every one."""
    if one.to is None:
        return say("brief.every country", one.terms.lang)
    return next(one.terms.names.places(one.to))


def compared_lead(one: Compared, key: str) -> str:
    """What was compared, in a sentence."""
    where = _where(one)
    return say(
        f"brief.{key}", one.terms.lang, place=where if isinstance(where, str) else where.text
    )


def _hit(one: Compared) -> Iterator[Says]:
    lang, place = one.terms.lang, one.groups[0]
    group = one.diff.data["answers"][place]
    count = one.diff.tell("answers", place, "answers")
    item, to = group["items"][0], group["destinations"][0]
    vendor = one.terms.library.catalogue.items[item].vendor
    before, now = both(group, lang)
    for country in one.terms.names.places(to):
        for called in items(item, vendor):
            yield sentence(
                "brief.hit one" if group["answers"] == 1 else "brief.hit",
                lang,
                answers=counted("answers", lang, count),
                before=before,
                now=now,
                item=called,
                place=country,
            )


def rules_bullet(one: Compared) -> Bullet:
    """How many provisions differ, and one of them."""
    lang, proof = one.terms.lang, one.proof
    rows = [one.diff.data["provisions"][place] for place in one.rows]
    at = ("provisions", COUNT) if one.only is None else ("provisions", some(one.rows), COUNT)
    count = counted("provisions", lang, one.diff.tell(*at))
    if not rows:
        says = sentence("brief.differ none", lang, provisions=count)
    else:
        named = one.terms.names.provision(_first(rows)["provision"])
        key = "brief.differ one" if len(rows) == 1 else "brief.differ"
        says = sentence(key, lang, provisions=count, provision=named)
        proof = one.terms.links.law(_first(rows)["provision"], one.on, one.asked)
    return told_bullet("rules", lang, [says], one.source, proof)


def _first(rows: Sequence[PlainData]) -> PlainData:
    """A requirement where one differs, for it bears on most; else the first."""
    return next((row for row in rows if row["kind"] == "requirement"), rows[0])


def next_act_bullet(one: Compared) -> Bullet:
    """The next act on record after the day, or that there is none."""
    lang, terms = one.terms.lang, one.terms
    log = terms.library.register.measures
    later = [each for each in log if each.published > one.on and each not in one.told]
    measure = later[0] if later else log[-1]
    when = one.measures.tell(place_of(measure, one.measures), "published")
    key = "brief.next act" if later else "brief.last act"
    forms = (
        sentence(key, lang, measure=called, day=when) for called in terms.names.measures(measure)
    )
    return of_measure("next", forms, measure, terms)


def changes_picture(one: Compared) -> BriefPicture:
    """The groups of most answers as bars, in the color of the answer after."""
    lang, rows = one.terms.lang, []
    for place in one.groups[:_ROWS]:
        group = one.diff.data["answers"][place]
        called = visible(group["items"][0], 40)
        more = len(group["items"]) - 1
        before, after = both(group, lang)
        label = say(
            "brief_picture.from to",
            lang,
            before=before.text,
            after=after.text,
            item=called
            if not more
            else say("brief_picture.and more", lang, item=called, more=more),
        )
        rows.append((label, group["to"]["outcome"], group["answers"]))
    if not rows:
        rows = [(say("brief_picture.no change", lang), "NLR", 0)]
    title = say("brief_picture.changes", lang)
    return bars_picture(title, rows, "change", one.terms)


def sorted_measures(one: Compared, supposed: str | None = None) -> Sorted:
    """What is certain of the measures told, and what is not."""
    lang = one.terms.lang
    firm, weak = [], []
    for measure in one.told:
        called = next(one.terms.names.measures(measure)).text
        if measure.cited.confidence in FIRM:
            firm.append(say("brief.colon", lang, name=called, value=str(measure.cited)))
        else:
            weak.append(rests_on(called, measure.cited.confidence.value, lang))
    if supposed is not None:
        weak.insert(0, say("brief.supposed", lang, says=supposed))
    weak.append(say("brief.nothing else said", lang))
    weak.append(not_read_after(one.terms.library.data_as_of, lang))
    return Sorted(
        certain=tuple(firm) or (say("brief.certain none", lang),), not_certain=tuple(weak)
    )
