"""Answers as plain data, for whoever asks over HTTP or through a tool: one function for each kind
of question.

Belongs here: from the words of a question to the data that `--json` prints, with where they are
found and which engine gave them. Does not: parameters or bodies (api), tools (assistant), or
anything that is decided.
Always true: the keys are those of the published answer; parts that cost much and were not asked
for are left out, never put differently.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from ecluse.answers.plain import plain
from ecluse.determine.answer import answer_of
from ecluse.determine.decide import determine
from ecluse.determine.question import day_from
from ecluse.determine.question_object import AskedQuestion
from ecluse.errors import InputError
from ecluse.web.links import links_of_answer
from ecluse.web.site import Site

# The parts of an answer that are sent only where they are asked for, and the keys of each.
PARTS: Mapping[str, tuple[str, ...]] = {
    "trace": ("trace",),
    "nearest": ("nearest",),
    "figures": ("figures", "figures_disputed"),
}
Data = dict[str, Any]


def check_data(
    site: Site,
    said: Mapping[str, Any],
    lang: str,
    parts: Collection[str] = (),
    *,
    own_items: bool = False,
) -> Data:
    """The answer to one question, as `ecluse check --json` prints it."""
    asked = site.reader(own_items=own_items).read(said)
    data = determined(site, asked, lang, parts)
    return data | {"links": links_of_answer(site, "check", "check", said, asked, lang)}


def determined(site: Site, asked: AskedQuestion, lang: str, parts: Collection[str]) -> Data:
    """The answer to a question that was read."""
    library = site.library
    found = determine(asked.shipment, asked.law, library)
    data: Data = plain(answer_of(found, library, lang=lang))
    for part, keys in PARTS.items():
        if part not in parts:
            for key in keys:
                del data[key]
    if asked.id is not None:
        data["id"] = asked.id
    return data | {"engine": site.engine}


def timeline_data(
    site: Site, said: Mapping[str, Any], lang: str
) -> tuple[list[Data], dict[str, str | None]]:
    """The stretches of one answer, as `ecluse timeline --json` prints them, and their links."""
    from ecluse.determine.timeline import entry_of, timeline

    library = site.library
    words = dict(said)
    first = _day(words.pop("from", None), site, "from", library.register.answers_from)
    last = _day(words.pop("until", None), site, "until", site.today())
    if last < first:
        what = f"{last.isoformat()} lies before {first.isoformat()}"
        raise InputError(what, "until", "swap the two days")
    asked = site.reader().read(words | {"on": first.isoformat()})
    found = timeline(
        asked.shipment,
        library,
        first,
        last,
        register=asked.register,
        known=asked.known,
        reading=asked.law.reading,
    )
    links = links_of_answer(site, "timeline", "timeline", said, asked, lang)
    return plain([entry_of(stretch, library, lang) for stretch in found]), links


def _day(text: str | None, site: Site, where: str, otherwise: date) -> date:
    return otherwise if text is None else day_from(text, site.library, where)


def remedy_data(site: Site, said: Mapping[str, Any], lang: str) -> Data:
    """What would change an answer, as `ecluse remedy --json` prints it."""
    from ecluse.remedy.remedy import remedy
    from ecluse.remedy.to_answer import answer_of as remedy_answer

    asked = site.reader().read(said)
    found = remedy(determine(asked.shipment, asked.law, site.library), asked.register)
    data: Data = plain(remedy_answer(found, lang))
    links = links_of_answer(site, "remedy", "check", said, asked, lang)
    return data | {"links": links, "engine": site.engine}


def law_data(site: Site, said: Mapping[str, Any], lang: str) -> list[Data]:
    """What is in force, as `ecluse law --json` prints it."""
    from ecluse.law.answer import provision_of

    law, _ = site.reader().asked_law(said)
    entries = law.provisions.values()
    found: list[Data] = plain([provision_of(entry, site.library, lang) for entry in entries])
    return found


def provision_data(site: Site, name: str, said: Mapping[str, Any], lang: str) -> Data:
    """A provision or a measure with its history, as `ecluse law NAME --json` prints it."""
    from ecluse.law.answer import law_of

    law, register = site.reader().asked_law(said)
    data: Data = plain(law_of(name, register, law, site.library, lang, where="provision"))
    return data | {"engine": site.engine}


def diff_data(site: Site, said: Mapping[str, Any], lang: str) -> Data:
    """What differs between two laws, as `ecluse diff --json` prints it."""
    from ecluse.compare.diff import diff
    from ecluse.compare.side import sides_of
    from ecluse.law.measure import Reading

    library = site.library
    known, before_known = (
        day_from(said[word], library, word) if word in said else None
        for word in ("known", "before_known")
    )
    sides = sides_of(
        said["before"],
        said["after"],
        (library, library),
        site.today(),
        reading=Reading(said.get("reading", Reading.ENFORCED)),
        known=known,
        before_known=before_known,
    )
    places = (library.countries.code(said["to"], "to"),) if "to" in said else None
    data: Data = plain(diff(*sides, places, lang=lang))
    return data | {"engine": site.engine}


def screening_data(site: Site, said: Mapping[str, Any], lang: str) -> Data:
    """What a party meets on the lists, as `ecluse screen --json` prints it."""
    from ecluse.screening.party import Party
    from ecluse.screening.screen import Screener

    library = site.library
    country = said.get("country")
    party = Party(
        name=said["name"],
        country=None if country is None else library.countries.code(country, "country"),
        address=said.get("address"),
        identifier=said.get("id"),
    )
    on = _day(said.get("on"), site, "on", site.today())
    known = day_from(said["known"], library, "known") if "known" in said else None
    data: Data = plain(Screener.open(library.folder).screen(party, on, known, lang))
    return data | {"engine": site.engine}
