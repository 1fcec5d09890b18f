"""One provision on a day: its wording, its condition, its source and its history.

Belongs here: the page of a provision, and of a name that several stand in. Does not: the fold of
the log (law).
Always true: a condition stands in words and as the data write it; each change names its measure.
"""

from __future__ import annotations

from ecluse.law.answer import ProvisionHistory, law_of
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.asked_law import AskedLaw, law_asked
from ecluse.web.pages.measure import short
from ecluse.web.problem import absent, not_found
from ecluse.web.render import page, page_endpoint
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call, Lang
from ecluse.web.site import Site
from ecluse.words.say import say


def provision(call: Call) -> Reply:
    """One provision, or those that stand in a name."""
    asked = law_asked(call)
    name = call.path["provision"]
    histories = _histories(name, asked, call.site, call.lang)
    one = next((each for each in histories if each.provision == name), None)
    if one is None:
        return _several(call, name, histories, asked)
    now = one.in_force
    last = one.history[-1] if one.history else None
    return page(
        call,
        "provision.html",
        title=name,
        path=f"/law/{name}{asked.query}",
        max_age=DATED,
        asked=asked,
        now=now,
        last=last,
        name=call.site.library.name(name, call.lang),
        members=_named(now.members if now else None, call.site, call.lang),
        history=list(reversed(one.history)),
        inside=[each for each in histories if each.provision != name],
    )


def _several(call: Call, name: str, histories: list[ProvisionHistory], asked: AskedLaw) -> Reply:
    return page(
        call,
        "provisions.html",
        title=say("record.stand in", call.lang, name),
        path=f"/law/{name}{asked.query}",
        max_age=DATED,
        asked=asked,
        name=name,
        histories=histories,
    )


def _histories(name: str, asked: AskedLaw, site: Site, lang: Lang) -> list[ProvisionHistory]:
    """What a name stands for.

    Raises:
        Refused: No provision is or stands in that; near names are told.
    """
    with not_found():
        found = law_of(name, asked.register, asked.law, site.library, lang)
    if found.measure is not None:
        raise absent(f"'{name}' is a measure, no provision", f"see /measure/{short(name)}")
    return found.provisions


def _named(members: list[str] | None, site: Site, lang: Lang) -> list[tuple[str, str]] | None:
    """Countries by their names; None where no list is on record."""
    if members is None:
        return None
    countries = site.library.countries.by_code
    named = [(code, countries[code].name(lang) if code in countries else code) for code in members]
    return sorted(named, key=lambda pair: pair[1])


ENDPOINTS = (
    page_endpoint(
        "/law/{provision:path}",
        provision,
        "One provision on a day, with its history.",
        takes=LAW_OF_A_DAY,
    ),
)
