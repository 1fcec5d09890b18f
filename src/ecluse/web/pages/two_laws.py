"""Two laws side by side: provisions that differ, and every answer that changes, by its cause.

Belongs here: the words that name both sides, and the rows of the page. Does not: comparing.
Always true: both sides are of one release; what is cut short says how much more there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ecluse.compare.answer import Diff, ProvisionChange
from ecluse.determine.verdict import Verdict
from ecluse.errors import InputError
from ecluse.facts.slug import slug
from ecluse.law.measure import Reading
from ecluse.law.scenario import shipped
from ecluse.web.answering import compared
from ecluse.web.asked_law import query_of
from ecluse.web.pages.measure import short
from ecluse.web.params import Param
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call, Lang
from ecluse.web.site import Site
from ecluse.words.say import has_words, say, when

_DAY = timedelta(days=1)
_MOST = 40  # groups of answers on the page


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseLink:
    """What changed an answer: in words, and its page where it is a measure."""

    text: str
    path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """Answers that changed in one way."""

    before: Verdict
    after: Verdict
    items: list[tuple[str, str]]
    countries: list[tuple[str, str]]
    answers: int
    causes: list[CauseLink]


def two_laws(call: Call) -> Reply:
    """The comparison, or the form that asks for one."""
    before, after = _named(call.params)
    found = None
    if before is not None and after is not None:
        found = compared(call.site, {**call.params, "before": before, "after": after}, call.lang)
    words = {name: call.params.get(name) for name in ("before", "after", "scenario", "to")}
    words["reading"] = _other_reading(call.params.get("reading"))
    return page(
        call,
        "diff.html",
        title=_title(found, call.lang),
        path=f"/diff{query_of(words)}",
        section="diff",
        max_age=DATED,
        found=found,
        groups=[] if found is None else groups_of(found, call.site, call.lang)[:_MOST],
        left=0 if found is None else max(len(found.answers) - _MOST, 0),
        provisions={} if found is None else by_measure(found.provisions),
        said=call.params,
        hidden=[(name, words[name]) for name in ("to", "reading") if words[name]],
        days=_days(call.site),
        scenarios=shipped(call.site.library.folder),
        short=short,
    )


def _other_reading(said: str | None) -> str | None:
    """The reading, where it is not the one that is taken anyway."""
    return None if said == Reading.ENFORCED.value else said


def _title(found: Diff | None, lang: Lang) -> str:
    if found is None:
        return say("diff.title", lang)
    return say("diff.title of", lang, _side(found.before, lang), _side(found.after, lang))


def _side(label: str, lang: Lang) -> str:
    """A side in words; its day as the language writes it."""
    day, comma, rest = label.partition(",")
    try:
        return when(date.fromisoformat(day), lang) + comma + rest
    except ValueError:
        return label


def _named(said: Any) -> tuple[str | None, str | None]:
    """Both sides in words; neither where nothing is asked for.

    Raises:
        InputError: One is said and not the other.
    """
    before, after, scenario = said.get("before"), said.get("after"), said.get("scenario")
    if before is None and after is None and scenario is None:
        return None, None
    if scenario is not None:
        day = after or before
        before = before or day or "as-it-is"
        return before, scenario if day is None else f"{day},{scenario}"
    if before is None or after is None:
        missing = "before" if before is None else "after"
        raise InputError(f"there is no '{missing}'", missing, "give both, or a scenario")
    return before, after


def groups_of(found: Diff, site: Site, lang: Lang) -> list[ChangeGroup]:
    """The groups of answers that changed, those of most answers first."""
    countries = site.library.countries.by_code
    measures = {each.measure for each in site.library.register.measures}
    return [
        ChangeGroup(
            before=change.before,
            after=change.after,
            items=[(slug(name), name) for name in change.items],
            countries=sorted(
                ((code, countries[code].name(lang)) for code in change.destinations),
                key=lambda pair: pair[1],
            ),
            answers=change.answers,
            causes=[
                CauseLink(
                    text=short(one), path=f"/measure/{short(one)}" if one in measures else None
                )
                for one in change.measures
            ],
        )
        for change in found.answers
    ]


def by_measure(changes: tuple[ProvisionChange, ...]) -> dict[str, list[ProvisionChange]]:
    """The provisions that differ, by the measure that changed them."""
    found: dict[str, list[ProvisionChange]] = {}
    for change in changes:
        found.setdefault(change.measure or "", []).append(change)
    return found


def _days(site: Site) -> list[tuple[date, date]]:
    """Each day on which the law changes, with the day before it, latest first."""
    register = site.library.register
    days = register.days(None, Reading.ENFORCED)
    return [(day - _DAY, day) for day in reversed(days) if day > register.answers_from]


def edit_words(does: str, lang: Lang) -> str:
    """What an edit of a scenario does, in words."""
    return say(f"diff.{does}", lang) if has_words(f"diff.{does}") else does


_SIDE = "A day, the name of a shipped scenario, or DAY,SCENARIO"
_TAKES = (
    Param("before", f"The first law. {_SIDE}.", example="2025-04-14"),
    Param("after", f"The second law. {_SIDE}.", example="2025-04-15"),
    Param("scenario", "A shipped scenario, on the second side."),
    Param("to", "Compare for this country alone.", example="China"),
    Param("reading", "As enforced, or the text.", values=("enforced", "text")),
)
ENDPOINTS = (
    heavy_page("/diff", two_laws, "What differs between two days or scenarios.", takes=_TAKES),
)
