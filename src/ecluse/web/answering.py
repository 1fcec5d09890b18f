"""Answers as plain data, for whoever asks over HTTP or through a tool: one function for each kind
of question.

Belongs here: from the words of a question to the data that `--json` prints, with where they are
found. Does not: parameters or bodies (api), tools (assistant), or
anything that is decided.
Always true: the keys are those of the published answer; parts that cost much and were not asked
for are left out, never put differently.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from ecluse.answers.plain import plain
from ecluse.compare.answer import Diff
from ecluse.compare.diff import diff
from ecluse.compare.side import Side, sides_of
from ecluse.determine.answer import PARTS, Part, answer_of
from ecluse.determine.question import day_from, reading_of
from ecluse.determine.question_object import AskedQuestion
from ecluse.determine.remarks import assumptions
from ecluse.determine.timeline import Stretch, entry_of, timeline
from ecluse.errors import InputError
from ecluse.law.answer import law_of, provision_of
from ecluse.screening.answer import ScreeningAnswer
from ecluse.screening.party import Party
from ecluse.web.links import address, links_of_answer, spoken
from ecluse.web.params import Json, Said
from ecluse.web.patience import ends_a_diff
from ecluse.web.remembered import once_a_release
from ecluse.web.render import at
from ecluse.web.site import Site

PART_NAMES = tuple(sorted(PARTS))  # of an answer, sent only where they are asked for
Links = Mapping[str, str | None]
_OF_SIDES = ("before", "after", "known", "before_known", "reading")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredData:
    """An answer as plain data.

    Args:
        data: What `--json` prints of it: an object, or a list of them.
        links: Where it is found; empty where it has no address.
        assumptions: What was taken because it was left out.
    """

    data: Any
    links: Links = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()


def check_data(
    site: Site,
    said: Said,
    lang: str,
    parts: Collection[Part] = (),
    *,
    own_items: bool = False,
) -> AnsweredData:
    """The answer to one question, as `ecluse check --json` prints it."""
    asked = site.reader(own_items=own_items).read(said)
    data = determined(site, asked, lang, parts)
    links = links_of_answer(site, "check", said, asked, lang)
    return AnsweredData(data=data, links=links, assumptions=tuple(data["assumptions"]))


def determined(site: Site, asked: AskedQuestion, lang: str, parts: Collection[Part]) -> Json:
    """The answer to a question that was read."""
    answer = answer_of(site.determined(asked), site.library, lang=lang, parts=parts)
    data: Json = plain(replace(answer, id=asked.id))
    return data


def timeline_data(site: Site, said: Said, lang: str) -> AnsweredData:
    """The stretches of one answer, as `ecluse timeline --json` prints them."""
    library = site.library
    words, days = days_of(said, site)
    asked = site.reader().read(words | {"on": days[0].isoformat()})
    found = stretches(site, asked, days)
    return AnsweredData(
        data=plain([entry_of(stretch, library, lang) for stretch in found]),
        links=links_of_answer(site, "timeline", said, asked, lang),
        assumptions=tuple(assumptions(found[0].found, library, lang)),
    )


def days_of(said: Said, site: Site) -> tuple[Json, tuple[date, date]]:
    """The words of a question over time without its days, and the first and the last of these.

    Raises:
        InputError: One is no day of the record, or they stand the wrong way round.
    """
    words = dict(said)
    first = _day(words.pop("from", None), site, "from", site.library.register.answers_from)
    last = _day(words.pop("until", None), site, "until", site.today())
    if last < first:
        what = f"{last.isoformat()} lies before {first.isoformat()}"
        raise InputError(what, "until", "swap the two days")
    return words, (first, last)


def stretches(site: Site, asked: AskedQuestion, days: tuple[date, date]) -> list[Stretch]:
    """The stretches of days on which a question has one answer."""
    return timeline(
        asked.shipment,
        site.library,
        *days,
        register=asked.register,
        known=asked.known,
        reading=asked.law.reading,
    )


def _day(text: str | None, site: Site, where: str, otherwise: date) -> date:
    return otherwise if text is None else day_from(text, site.library, where)


def remedy_data(site: Site, said: Said, lang: str) -> AnsweredData:
    """What would change an answer, as `ecluse remedy --json` prints it."""
    from ecluse.remedy.remedy import remedy
    from ecluse.remedy.to_answer import answer_of as remedy_answer

    asked = site.reader().read(said)
    found = site.determined(asked)
    return AnsweredData(
        data=plain(remedy_answer(remedy(found, asked.register), lang)),
        links=links_of_answer(site, "remedy", said, asked, lang),
        assumptions=tuple(assumptions(found, site.library, lang)),
    )


def law_data(site: Site, said: Said, lang: str) -> AnsweredData:
    """What is in force, as `ecluse law --json` prints it."""
    law, _ = site.reader().asked_law(said)
    entries = law.provisions.values()
    return AnsweredData(data=plain([provision_of(entry, site.library, lang) for entry in entries]))


def provision_data(site: Site, name: str, said: Said, lang: str) -> AnsweredData:
    """A provision or a measure with its history, as `ecluse law NAME --json` prints it."""
    law, register = site.reader().asked_law(said)
    found = law_of(name, register, law, site.library, lang, where="provision")
    links = {
        "self": address(site, f"/api/v1/law/{quote(name)}", spoken(said, lang)),
        "html": address(site, f"{at(lang)}/law/{quote(name)}", said),
    }
    return AnsweredData(data=plain(found), links=links)


def diff_data(site: Site, said: Said, lang: str) -> AnsweredData:
    """What differs between two laws, as `ecluse diff --json` prints it."""
    found = compared(site, said, lang)
    page = address(site, f"{at(lang)}/diff", said)
    links = {
        "self": address(site, "/api/v1/diff", spoken(said, lang)),
        "html": None if "known" in said or "before_known" in said else page,  # it takes neither
    }
    return AnsweredData(data=plain(found), links=links)


def compared(site: Site, said: Said, lang: str) -> Diff:
    """Two laws side by side, worked out once for a release.

    Raises:
        InputError: A side is no day, no scenario and no pair of them.
    """
    words = tuple((name, said[name]) for name in _OF_SIDES if name in said)
    to = site.library.countries.code(said["to"], "to") if "to" in said else None
    return _compared(site, words, to, site.today(), lang)


@once_a_release(48)  # they are large
def _compared(
    site: Site, words: tuple[tuple[str, str], ...], to: str | None, _today: date, lang: str
) -> Diff:
    options: Any = {"lang": lang, "kept": site.kept_sides, "progress": ends_a_diff()}
    return diff(*_sides(site, dict(words)), None if to is None else (to,), **options)


def _sides(site: Site, said: Said) -> tuple[Side, Side]:
    """Both laws that are compared."""
    known, before_known = (
        day_from(said[word], site.library, word) if word in said else None
        for word in ("known", "before_known")
    )
    return sides_of(
        said["before"],
        said["after"],
        (site.library, site.library),
        site.today(),
        reading=reading_of(said.get("reading", "enforced")),
        known=known,
        before_known=before_known,
    )


def screening_data(site: Site, said: Said, lang: str) -> AnsweredData:
    """What a party meets on the lists, as `ecluse screen --json` prints it."""
    return AnsweredData(data=plain(screened(site, said, lang)))


def screened(site: Site, said: Said, lang: str) -> ScreeningAnswer:
    """What a party meets on the lists of a day."""
    from ecluse.determine.party_screening import screened as screened_alone

    library = site.library
    country = said.get("country")
    on = _day(said.get("on"), site, "on", site.today())
    party = Party(
        name=said["name"],
        country=None if country is None else library.countries.code(country, "country"),
        address=said.get("address"),
        identifier=said.get("id"),
    )
    known = day_from(said["known"], library, "known") if "known" in said else None
    return screened_alone(party, library, on, known, lang)
