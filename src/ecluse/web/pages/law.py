"""The law of a day: what is in force, by part of the regulations.

Belongs here: the rows of the page. Does not: the fold of the log (law).
Always true: every provision in force stands in exactly one part; each has its day and its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ecluse.law.coverage import CoverageAnswer, coverage
from ecluse.law.register import InForce
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.asked_law import AskedLaw, law_asked
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call, Lang
from ecluse.web.site import Site
from ecluse.words.say import say, when

_BESIDE = "beside"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRow:
    """A provision in force, as a line of a table."""

    provision: str
    name: str | None
    kind: str
    since: date
    citation: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawPart:
    """A part of the regulations, and what of it is in force."""

    part: str
    title: str
    rows: list[ProvisionRow]


def law(call: Call) -> Reply:
    """What is in force on a day."""
    asked = law_asked(call)
    parts = parts_of(asked, call.site, call.lang)
    return page(
        call,
        "law.html",
        title=say("record.law of", call.lang, when(asked.law.on, call.lang)),
        path=f"/law{asked.query}",
        max_age=DATED,
        asked=asked,
        parts=parts,
        count=sum(len(part.rows) for part in parts),
        days=asked.register.days(asked.known, asked.law.reading),
    )


def parts_of(asked: AskedLaw, site: Site, lang: Lang) -> list[LawPart]:
    """The provisions in force, by part of the regulations."""
    part_of = site.remembered.once("part of provision", lambda: _part_of(covered(site, "en")))
    found: dict[str, list[ProvisionRow]] = {}
    for entry in asked.law.provisions.values():
        part = part_of.get(entry.says.provision, _BESIDE)
        found.setdefault(part, []).append(_row(entry, site, lang))
    return [
        LawPart(part=part, title=part_title(part, lang), rows=rows)
        for part, rows in sorted(found.items())
    ]


def part_title(part: str, lang: Lang) -> str:
    """A part of the regulations in words."""
    return say("coverage.part", lang, part) if part.isdigit() else say(f"coverage.{part}", lang)


def covered(site: Site, lang: Lang) -> CoverageAnswer:
    """What is judged, read once for a release."""
    return site.remembered.once(("coverage", lang), lambda: coverage(site.library, lang))


def _part_of(answer: CoverageAnswer) -> dict[str, str]:
    return {name: row.part for row in answer.paragraphs for name in row.provisions}


def _row(entry: InForce, site: Site, lang: Lang) -> ProvisionRow:
    return ProvisionRow(
        provision=entry.says.provision,
        name=site.library.name(entry.says.provision, lang),
        kind=entry.says.kind,
        since=entry.since,
        citation=str(entry.cited),
        url=entry.cited.url,
    )


ENDPOINTS = (heavy_page("/law", law, "What is in force on a day.", takes=LAW_OF_A_DAY),)
