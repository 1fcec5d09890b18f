"""What the law of a day says of one item everywhere, and of every item in one country.

Belongs here: asking for many answers at once, and grouping them. Does not: one answer.
Always true: each is the answer to the plain question item, country, day, with nothing given; the
countries that share an answer are those that no law can tell apart.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Verdict
from ecluse.determine.verdict_of import Verdicts
from ecluse.equivalence.every_pair import EveryPair
from ecluse.facts.slug import slug
from ecluse.grouped import grouped
from ecluse.web.asked_law import AskedLaw
from ecluse.web.params import Pairs
from ecluse.web.remembered import once_a_release
from ecluse.web.routes import Lang
from ecluse.web.site import Site

_Groups = list[tuple[Verdict, list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGroup:
    """All items or countries that get one answer: each by its word in an address, and its name."""

    verdict: Verdict
    entries: Pairs


def by_destination(site: Site, item: str, asked: AskedLaw, lang: Lang) -> list[OutcomeGroup]:
    """The answers for one item to every country, freest first."""
    countries = site.library.countries.by_code
    return [
        _group(verdict, ((code.casefold(), countries[code].name(lang)) for code in codes))
        for verdict, codes in _to_everywhere(site, item, asked)
    ]


def by_item(site: Site, code: str, asked: AskedLaw) -> list[OutcomeGroup]:
    """The answers for every item of the catalogue to one country, freest first."""
    return [
        _group(verdict, ((slug(name), name) for name in names))
        for verdict, names in _of_everything(site, code, asked)
    ]


def _group(verdict: Verdict, entries: Iterable[tuple[str, str]]) -> OutcomeGroup:
    named = sorted(entries, key=lambda entry: entry[1].casefold())
    return OutcomeGroup(verdict=verdict, entries=named)


@once_a_release()
def _to_everywhere(site: Site, item: str, asked: AskedLaw) -> _Groups:
    law, library = asked.law, site.library
    verdicts, found = Verdicts(law, library), library.catalogue.items[item]
    answers: dict[Hashable, Verdict] = {}
    rows = []
    for code in library.countries.by_code:
        alike = verdicts.class_of_place(found, code)
        if alike not in answers:
            shipment = Shipment(item=found, destination=code, on=law.on)
            answers[alike] = verdicts.of(shipment)
        rows.append((answers[alike], code))
    return _grouped(rows)


@once_a_release()
def _of_everything(site: Site, code: str, asked: AskedLaw) -> _Groups:
    row = EveryPair(asked.law, site.library).row(code)
    return _grouped(zip(row, site.library.catalogue.items, strict=True))


def _grouped(answers: Iterable[tuple[Verdict, str]]) -> _Groups:
    return sorted(grouped(answers).items(), key=lambda pair: pair[0].strictness)
