"""Two laws side by side: provisions that differ, and every answer that changes, by its cause.

Belongs here: the words that name both sides, and the rows of the page. Does not: comparing.
Always true: both sides are of one release; what is cut short says how much more there is.
"""

from __future__ import annotations

from datetime import date, timedelta

from ecluse.compare.answer import Diff
from ecluse.errors import InputError
from ecluse.grouped import grouped
from ecluse.law.measure import Reading
from ecluse.law.scenario import shipped
from ecluse.web.answering import compared
from ecluse.web.asked_law import query_of
from ecluse.web.params import Json, Param, Said
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call, Lang
from ecluse.web.site import Site
from ecluse.words.say import when

_DAY = timedelta(days=1)
_MOST = 40  # groups of answers on the page


def two_laws(call: Call) -> Reply:
    """The comparison, or the form that asks for one."""
    found = _found(call)
    words = {name: call.params.get(name) for name in ("before", "after", "scenario", "to")}
    words["reading"] = _other_reading(call.params.get("reading"))
    return page(
        call,
        "diff.html",
        title=_title(found, call),
        path=f"/diff{query_of(words)}",
        max_age=DATED,
        found=found,
        **changes_of(found, _MOST),
        provisions=grouped((each.measure or "", each) for each in found.provisions)
        if found
        else {},
        said=call.params,
        hidden=[(name, words[name]) for name in ("to", "reading") if words[name]],
        days=_days(call.site),
        scenarios=shipped(call.library.folder),
    )


def _found(call: Call) -> Diff | None:
    """The comparison; None where nothing is asked for."""
    before, after = _named(call.params)
    if before is None or after is None:
        return None
    return compared(call.site, {**call.params, "before": before, "after": after}, call.lang)


def _other_reading(said: str | None) -> str | None:
    """The reading, where it is not the one that is taken anyway."""
    return None if said == Reading.ENFORCED.value else said


def _title(found: Diff | None, call: Call) -> str:
    if found is None:
        return call.say("diff.title")
    return call.say("diff.title of", _side(found.before, call.lang), _side(found.after, call.lang))


def _side(label: str, lang: Lang) -> str:
    """A side in words; its day as the language writes it."""
    day, comma, rest = label.partition(",")
    try:
        return when(date.fromisoformat(day), lang) + comma + rest
    except ValueError:
        return label


def _named(said: Said) -> tuple[str | None, str | None]:
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


def changes_of(found: Diff | None, most: int) -> Json:
    """The changes of answers that a page has room for, those of most answers first, and how many
    more there are.
    """
    changes = () if found is None else found.answers
    return {"groups": changes[:most], "left": max(len(changes) - most, 0)}


def _days(site: Site) -> list[tuple[date, date]]:
    """Each day on which the law changes, with the day before it, latest first."""
    register = site.library.register
    days = register.days(None, Reading.ENFORCED)
    return [(day - _DAY, day) for day in reversed(days) if day > register.answers_from]


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
