"""What the law of a day says of one item everywhere, and of every item in one country.

Belongs here: asking for many answers at once, and grouping them. Does not: one answer.
Always true: each is the answer to the plain question item, country, day, with nothing given; the
countries that share an answer are those that no law can tell apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ecluse.determine.decide import determine
from ecluse.determine.verdict import Verdict
from ecluse.equivalence.place_class import countries_alike
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
    codes = list(site.library.countries.by_code)
    alike = countries_alike(codes, [asked.law], site.library)
    answer = _answers(asked, site)
    answers = {place: answer(item, codes[place]) for place in sorted(set(alike))}
    return _grouped((answers[place], code) for place, code in zip(alike, codes, strict=True))


def _of_everything(code: str, asked: AskedLaw, site: Site) -> _Groups:
    answer = _answers(asked, site)
    return _grouped((answer(item, code), item) for item in site.library.catalogue.items)


def _answers(asked: AskedLaw, site: Site) -> Callable[[str, str], Verdict]:
    """The answer to the plain question of an item and a country, as its own page gives it."""
    reader, day = site.reader(), asked.law.on.isoformat()

    def answer(item: str, code: str) -> Verdict:
        question = reader.read({"item": item, "to": code, "on": day})
        found = determine(question.shipment, asked.law, site.library, depends=False, needs=False)
        return found.verdict

    return answer


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
