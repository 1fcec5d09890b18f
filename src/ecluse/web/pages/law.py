"""The law as a record: what is in force on a day, each provision, each measure.

Belongs here: the rows of these pages. Does not: the fold of the log, or words of conditions (law).
Always true: every provision in force stands in exactly one part; each has its day and its source; a
provision is shown with its whole history, as it was known and read on the day that was asked for.
"""

from __future__ import annotations

from datetime import timedelta

from ecluse.grouped import grouped
from ecluse.law.answer import ProvisionHistory, law_of, measure_of
from ecluse.law.coverage import CoverageAnswer, coverage, part_title
from ecluse.law.measure import Act, Measure
from ecluse.law.register import InForce
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.asked_law import AskedLaw, law_asked
from ecluse.web.problem import absent, not_found
from ecluse.web.remembered import once_a_release
from ecluse.web.render import heavy_page, page, page_endpoint, short
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call, Lang
from ecluse.web.site import Site
from ecluse.words.say import when

_BESIDE = "beside"
_DAY = timedelta(days=1)


def law(call: Call) -> Reply:
    """What is in force on a day."""
    asked = law_asked(call)
    parts = [
        (name, part_title(name, call.lang), entries)
        for name, entries in sorted(_parts(asked, call.site).items())
    ]
    return page(
        call,
        "law.html",
        title=call.say("record.law of", when(asked.on, call.lang)),
        path=f"/law{asked.query}",
        max_age=DATED,
        asked=asked,
        parts=parts,
    )


def _parts(asked: AskedLaw, site: Site) -> dict[str, list[InForce]]:
    """The provisions in force, by part of the regulations."""
    part_of, entries = _part_of(site), asked.law.provisions.values()
    return grouped((part_of.get(entry.says.provision, _BESIDE), entry) for entry in entries)


@once_a_release()
def covered(site: Site, lang: Lang) -> CoverageAnswer:
    """What is judged, read once for a release."""
    return coverage(site.library, lang)


@once_a_release()
def _part_of(site: Site) -> dict[str, str]:
    """The part of each provision that is judged."""
    rows = covered(site, "en").paragraphs
    return {name: row.part for row in rows for name in row.provisions}


def provision(call: Call) -> Reply:
    """One provision, or those that stand in a name."""
    asked, name = law_asked(call), call.path["provision"]
    histories = _histories(name, asked, call)
    one = next((each for each in histories if each.provision == name), None)
    path = f"/law/{name}{asked.query}"
    if one is None:
        title = call.say("record.stand in", name)
        return page(
            call,
            "provisions.html",
            title=title,
            path=path,
            max_age=DATED,
            asked=asked,
            name=name,
            histories=histories,
        )
    return page(
        call,
        "provision.html",
        title=name,
        path=path,
        max_age=DATED,
        asked=asked,
        one=one,
        inside=[each for each in histories if each.provision != name],
    )


def _histories(name: str, asked: AskedLaw, call: Call) -> list[ProvisionHistory]:
    """What a name stands for.

    Raises:
        Refused: No provision is or stands in that; near names are told.
    """
    with not_found():
        found = law_of(name, asked.log.register, asked.law, call.library, call.lang)
    if found.measure is not None:
        raise absent(f"'{name}' is a measure, no provision", f"see /measure/{short(name)}")
    return found.provisions


def measure(call: Call) -> Reply:
    """One measure."""
    register = call.library.register
    with not_found():
        found = register.measure(call.path["measure"], "address")
    first = found.effective or found.published
    return page(
        call,
        "measure.html",
        title=found.title.say(call.lang),
        path=f"/measure/{short(found.measure)}",
        max_age=DATED,
        measure=measure_of(found, call.lang),
        touched=_acts_on(found, call),
        day_before=first - _DAY if first > register.answers_from else None,
        first=first,
    )


def measures(call: Call) -> Reply:
    """All measures, the latest first."""
    found = [measure_of(each, call.lang) for each in reversed(call.library.register.measures)]
    return page(call, "measures.html", path="/measures", max_age=DATED, measures=found)


def _acts_on(found: Measure, call: Call) -> list[tuple[Measure, Act]]:
    """What later measures did to it."""
    return [
        (each, act)
        for each in call.library.register.measures
        for act in each.acts_on
        if act.measure == found.measure
    ]


ENDPOINTS = (
    heavy_page("/law", law, "What is in force on a day.", takes=LAW_OF_A_DAY),
    page_endpoint("/measures", measures, "All measures of the record."),
    page_endpoint("/measure/{measure}", measure, "One measure, and what it changes."),
    page_endpoint(
        "/law/{provision:path}",
        provision,
        "One provision on a day, with its history.",
        takes=LAW_OF_A_DAY,
    ),
)
