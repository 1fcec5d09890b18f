"""The catalogue: every item with its figures and its paragraph, a search, and the page of each.

Belongs here: the rows, and which of them a search finds. Does not: figures, classification, limits
or answers.
Always true: a figure has its sources or is defined by the law; one in dispute is shown as the range
that its sources span; nothing that is not given is shown as a number; a limit that an item is near
to is a limit of the law of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ecluse.citation import Citation
from ecluse.determine.chip_answer import classification_of
from ecluse.determine.figures import figures_of, ranges_of
from ecluse.determine.told_figures import ToldFigure, figures_of_item, shown_figure
from ecluse.errors import near
from ecluse.facts.country import folded
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.law.library import Library
from ecluse.law.register import Law
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.asked_law import AskedLaw, AskedLog, law_asked
from ecluse.web.pages.outcomes import by_destination
from ecluse.web.params import Param
from ecluse.web.problem import absent
from ecluse.web.remembered import once_a_release
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call
from ecluse.web.site import Site

_DAY = timedelta(days=1)
_HEAD = ("tpp", "performance_density")
_SHOWN = (*_HEAD, "dram_bandwidth_gb_per_s")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An item as a line of the catalogue."""

    item: Item
    slug: str
    figures: list[str]
    classification: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure as a line, and the numbers of its sources in the list of them."""

    told: ToldFigure
    cited: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow:
    """Where a figure stands between the limits of the law: the last one met, the next one."""

    name: str
    value: Decimal
    met: Decimal | None
    limit: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassStretch:
    """Days on which the same paragraphs describe an item."""

    since: date
    until: date | None
    paragraphs: list[str]


def items(call: Call) -> Reply:
    """The catalogue, or what a search finds in it."""
    asked = law_asked(call)
    words = call.params.get("q")
    rows = _rows(call.site, asked, call.lang)
    return page(
        call,
        "items.html",
        path=f"/items{asked.query}",
        max_age=DATED,
        asked=asked,
        rows=rows if words is None else _found(words, rows),
        words=words,
        count=len(rows),
    )


@once_a_release()
def _rows(site: Site, asked: AskedLaw, lang: str) -> list[ItemRow]:
    return [
        ItemRow(
            item=item,
            slug=slug,
            figures=_shown(item, _SHOWN, site.library, lang),
            classification=classification_of(item, site.library, asked.law),
        )
        for slug, item in site.items.items()
    ]


def _found(words: str, rows: list[ItemRow]) -> list[ItemRow]:
    """The rows of the items whose names hold every word that is searched for."""
    wanted = [plain for word in words.split() if (plain := folded(word))]
    return [row for row in rows if all(word in _names(row.item) for word in wanted)]


def _names(item: Item) -> str:
    parts = (item.name, item.vendor or "", item.family or "", *item.aliases)
    return " ".join(map(folded, parts))


def _shown(item: Item, names: tuple[str, ...], library: Library, lang: str) -> list[str]:
    """Some figures of an item as they are shown."""
    figures, disputed = figures_of(item, library), ranges_of(item, library)
    return [shown_figure(figures.get(name), disputed.get(name), lang) for name in names]


def item(call: Call) -> Reply:
    """One item of the catalogue."""
    asked, slug = law_asked(call), call.path["item"]
    found = _item(slug, call.site)
    sources = _sources(found, call.library)
    return page(
        call,
        "item.html",
        path=f"/item/{slug}{asked.query}",
        max_age=DATED,
        asked=asked,
        item=found,
        slug=slug,
        head=_shown(found, _HEAD, call.library, call.lang),
        now=classification_of(found, call.library, asked.law),
        figures=_figures(found, sources, call),
        sources=sources,
        limits=_limits(found, asked.law, call),
        stretches=_stretches(call.site, slug, asked.log),
        groups=by_destination(call.site, found.name, asked, call.lang),
    )


def _item(word: str, site: Site) -> Item:
    """The item of an address.

    Raises:
        Refused: There is none; near ones are told.
    """
    if word not in site.items:
        raise absent(f"no item is called '{word}'", near(word, list(site.items)) or "see /items")
    return site.items[word]


def _figures(found: Item, sources: list[Citation], call: Call) -> list[FigureRow]:
    known = _known(found, call.library)
    cited = {name: list(dict.fromkeys(each.cited)) for name, each in known.items()}
    return [
        FigureRow(told=told, cited=[sources.index(one) + 1 for one in cited.get(told.name, ())])
        for told in figures_of_item(found, call.library, call.lang)
    ]


def _known(found: Item, library: Library) -> dict[str, Known]:
    """The figures of an item and of the IC in it that somebody gives."""
    return {**library.catalogue.ic(found).figures, **found.figures}


def _sources(found: Item, library: Library) -> list[Citation]:
    """Every source of a figure, once."""
    known = _known(found, library).values()
    return list(dict.fromkeys(one for figure in known for one in figure.cited))


def _limits(found: Item, law: Law, call: Call) -> list[LimitRow]:
    """Each figure of the item that the law compares with limits, and the two it stands between."""
    rows = []
    for fact, value in figures_of(found, call.library).items():
        limits = law.limits.get(fact)
        if value is None or not limits:
            continue
        exact = Decimal(str(value))
        rows.append(
            LimitRow(
                name=call.library.vocabulary.facts[fact].meaning.say(call.lang),
                value=exact,
                met=max((limit for limit in limits if limit <= exact), default=None),
                limit=min((limit for limit in limits if limit > exact), default=None),
            )
        )
    return rows


@once_a_release()
def _stretches(site: Site, slug: str, log: AskedLog) -> list[ClassStretch]:
    """The paragraphs that describe an item, from the first day of the record, latest first."""
    begun: list[tuple[date, list[str]]] = []
    last: object = None
    for day in log.days():
        law = log.at(day)
        if day < log.register.answers_from or law.fingerprint == last:
            continue
        last = law.fingerprint
        paragraphs = classification_of(site.items[slug], site.library, law)
        if not begun or begun[-1][1] != paragraphs:
            begun.append((day, paragraphs))
    ends = [*(day - _DAY for day, _ in begun[1:]), None]
    stretches = [
        ClassStretch(since=since, until=until, paragraphs=paragraphs)
        for (since, paragraphs), until in zip(begun, ends, strict=True)
    ]
    return stretches[::-1]


_SEARCH = Param("q", "Words of a name.", example="H20")
ENDPOINTS = (
    heavy_page("/items", items, "The catalogue, with a search.", takes=(_SEARCH, *LAW_OF_A_DAY)),
    heavy_page("/item/{item}", item, "One item of the catalogue.", takes=LAW_OF_A_DAY),
)
