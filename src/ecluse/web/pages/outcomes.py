"""What the law of a day says of one item everywhere, and of every item in one country.

Belongs here: asking for many answers at once, and grouping them. Does not: one answer.
Always true: each is the answer to the plain question item, country, day, with nothing given; the
countries that share an answer are those that no law can tell apart.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Verdict
from ecluse.determine.verdict_of import Verdicts
from ecluse.equivalence.every_pair import EveryPair
from ecluse.facts.slug import slug
from ecluse.web.asked_law import AskedLaw
from ecluse.web.routes import Lang
from ecluse.web.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeEntry:
    """An item or a country that gets an answer: its word in an address, and its name."""

    word: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGroup:
    """All that get one answer."""

    verdict: Verdict
    entries: list[OutcomeEntry]


_Groups = list[tuple[Verdict, list[str]]]


def by_destination(item: str, asked: AskedLaw, site: Site, lang: Lang) -> list[OutcomeGroup]:
    """The answers for one item to every country, freest first."""
    key = ("by destination", item, asked.key)
    groups = site.remembered.once(key, lambda: _to_everywhere(item, asked, site))
    countries = site.library.countries.by_code
    return _named(groups, lambda code: (code.casefold(), countries[code].name(lang)))


def by_item(code: str, asked: AskedLaw, site: Site) -> list[OutcomeGroup]:
    """The answers for every item of the catalogue to one country, freest first."""
    key = ("by item", code, asked.key)
    groups = site.remembered.once(key, lambda: _of_everything(code, asked, site))
    return _named(groups, lambda name: (slug(name), name))


def _to_everywhere(item: str, asked: AskedLaw, site: Site) -> _Groups:
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


def _of_everything(code: str, asked: AskedLaw, site: Site) -> _Groups:
    row = EveryPair(asked.law, site.library).row(code)
    return _grouped(zip(row, site.library.catalogue.items, strict=True))


def _grouped(answers: Iterable[tuple[Verdict, str]]) -> _Groups:
    found: dict[Verdict, list[str]] = {}
    for verdict, name in answers:
        found.setdefault(verdict, []).append(name)
    return sorted(found.items(), key=lambda pair: pair[0].strictness)


def _named(groups: _Groups, named: Callable[[str], tuple[str, str]]) -> list[OutcomeGroup]:
    found = []
    for verdict, names in groups:
        entries = [OutcomeEntry(word=word, name=name) for word, name in map(named, names)]
        entries.sort(key=lambda entry: entry.name.casefold())
        found.append(OutcomeGroup(verdict=verdict, entries=entries))
    return found
