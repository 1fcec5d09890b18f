"""One item: its figures and where they were read, its paragraph over time, where it may go.

Belongs here: the values of the page. Does not: figures, limits or answers.
Always true: each figure has its sources or is defined by the law; a limit that the item is near to
is a limit of the law of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ecluse.citation import Citation
from ecluse.determine.figures import figures_of, ranges_of
from ecluse.errors import near
from ecluse.facts.item import RATE, Item
from ecluse.facts.known import Known
from ecluse.law.register import Law
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.asked_law import AskedLaw, law_asked
from ecluse.web.pages.items import classification, shown
from ecluse.web.pages.outcomes import by_destination
from ecluse.web.problem import absent
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call, Lang
from ecluse.web.site import Site
from ecluse.words.say import has_words, number, say

_DAY = timedelta(days=1)
_NO_UNIT = (None, "1", "TPP")
_LIKE = {
    "accelerator_memory_gb": "dram_capacity_gb",
    "sram_bandwidth_gb_per_s": "dram_bandwidth_gb_per_s",
}
_HEAD = ("tpp", "performance_density")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure as a line: its name in words and in the vocabulary, its value, where it was read.

    Args:
        cited: The numbers of its sources in the list of them.
    """

    name: str
    fact: str
    value: str
    unit: str
    confidence: str | None
    because: str | None
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow:
    """Where a figure stands between the limits of the law: the last one met, the next one."""

    name: str
    value: str
    met: str | None
    over: str | None
    limit: str | None
    short: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassStretch:
    """Days on which the same paragraphs describe an item."""

    since: date
    until: date | None
    paragraphs: tuple[str, ...]


def item(call: Call) -> Reply:
    """One item of the catalogue."""
    asked = law_asked(call)
    found = _item(call.path["item"], call.site)
    figures = figures_of(found, call.site.library)
    disputed = ranges_of(found, call.site.library)
    return page(
        call,
        "item.html",
        title=found.name,
        path=f"/item/{call.path['item']}{asked.query}",
        section="items",
        max_age=DATED,
        asked=asked,
        item=found,
        slug=call.path["item"],
        head=[shown(figures.get(name), disputed.get(name), call.lang) for name in _HEAD],
        now=classification(found, asked.law, call.site.library),
        figures=_figures(found, _sources(found, call.site), call.site, call.lang),
        sources=_sources(found, call.site),
        limits=_limits(found, asked.law, call.site, call.lang),
        stretches=_over_time(found, asked, call.site),
        groups=by_destination(found.name, asked, call.site, call.lang),
        seat=_seat(found, call.site, call.lang),
    )


def _item(word: str, site: Site) -> Item:
    """The item of an address.

    Raises:
        Refused: There is none; near ones are told.
    """
    if word not in site.items:
        raise absent(f"no item is called '{word}'", near(word, list(site.items)) or "see /items")
    return site.items[word]


def _seat(found: Item, site: Site, lang: Lang) -> str | None:
    """The country of its designer, by name."""
    country = site.library.countries.by_code.get(found.designer_headquarters or "")
    return country.name(lang) if country else None


def _figures(found: Item, sources: list[Citation], site: Site, lang: Lang) -> list[FigureRow]:
    library = site.library
    known = _known(found, site)
    disputed = ranges_of(found, library)
    rows = []
    for fact, value in figures_of(found, library).items():
        if value is None and fact not in disputed and fact not in known:
            continue
        source = known.get(fact)
        name, unit = _named(fact, site, lang)
        rows.append(
            FigureRow(
                name=name,
                fact=fact,
                value=shown(value, disputed.get(fact), lang),
                unit=unit,
                confidence=source.confidence.value if source else None,
                because=source.because if source else None,
                cited=tuple(sources.index(one) + 1 for one in dict.fromkeys(source.cited))
                if source
                else (),
            )
        )
    return rows


def _known(found: Item, site: Site) -> dict[str, Known]:
    """The figures of an item and of the IC in it that somebody gives."""
    return {**site.library.catalogue.ic(found).figures, **found.figures}


def _sources(found: Item, site: Site) -> list[Citation]:
    """Every source of a figure, once."""
    known = _known(found, site).values()
    return list(dict.fromkeys(one for figure in known for one in figure.cited))


def _named(fact: str, site: Site, lang: Lang) -> tuple[str, str]:
    """A figure in words, and its unit."""
    meaning = site.library.vocabulary.facts.get(fact)
    if meaning is not None:
        return meaning.meaning.say(lang), _unit(meaning.unit, lang)
    form = fact.removesuffix(RATE)
    if form != fact:
        return say("item_page.rate", lang, form.upper()), say("item_page.unit.rate", lang)
    return say(f"item_page.{fact}", lang), _unit_beside(fact, site, lang)


def _unit_beside(fact: str, site: Site, lang: Lang) -> str:
    """The unit of a figure that the law does not ask for: its own, or that of one like it."""
    if fact in _LIKE:
        return _unit(site.library.vocabulary.facts[_LIKE[fact]].unit, lang)
    unit = f"item_page.unit.{fact}"
    return say(unit, lang) if has_words(unit) else ""


def _unit(unit: str | None, lang: Lang) -> str:
    return "" if unit in _NO_UNIT else say(f"unit.{unit}", lang)


def _limits(found: Item, law: Law, site: Site, lang: Lang) -> list[LimitRow]:
    """Each figure of the item that the law compares with limits, and its margins."""
    rows = []
    for fact, value in figures_of(found, site.library).items():
        limits = law.limits.get(fact)
        if value is None or not limits:
            continue
        exact = Decimal(str(value))
        met = max((limit for limit in limits if limit <= exact), default=None)
        limit = min((limit for limit in limits if limit > exact), default=None)
        rows.append(
            LimitRow(
                name=site.library.vocabulary.facts[fact].meaning.say(lang),
                value=number(exact, lang),
                met=None if met is None else number(met, lang),
                over=None if met is None else number(exact - met, lang),
                limit=None if limit is None else number(limit, lang),
                short=None if limit is None else number(limit - exact, lang),
            )
        )
    return rows


def _over_time(found: Item, asked: AskedLaw, site: Site) -> list[ClassStretch]:
    """The paragraphs that describe an item, from the first day of the record, latest first."""
    key = ("classes", found.name, *asked.log)
    return site.remembered.once(key, lambda: list(reversed(_stretches(found, asked, site))))


def _stretches(found: Item, asked: AskedLaw, site: Site) -> list[ClassStretch]:
    register, reading = asked.register, asked.law.reading
    stretches: list[ClassStretch] = []
    last: object = None
    days = [day for day in register.days(asked.known, reading) if day >= register.answers_from]
    for day in days:
        law = register.at(day, asked.known, reading)
        if law.fingerprint == last:
            continue
        last = law.fingerprint
        paragraphs = tuple(classification(found, law, site.library))
        if not stretches or stretches[-1].paragraphs != paragraphs:
            stretches.append(ClassStretch(since=day, until=None, paragraphs=paragraphs))
    return [
        ClassStretch(since=one.since, until=_before(after), paragraphs=one.paragraphs)
        for one, after in zip(stretches, [*stretches[1:], None], strict=True)
    ]


def _before(after: ClassStretch | None) -> date | None:
    return None if after is None else after.since - _DAY


ENDPOINTS = (heavy_page("/item/{item}", item, "One item of the catalogue.", takes=LAW_OF_A_DAY),)
