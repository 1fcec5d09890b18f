"""The catalogue: every item with its two figures and its paragraph, and a search.

Belongs here: the rows, and which of them a search finds. Does not: figures or classification.
Always true: a figure in dispute is shown as the range that its sources span; nothing that is not
given is shown as a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import classify
from ecluse.determine.figures import FigureRange, figures_of, nowhere, ranges_of
from ecluse.facts.country import folded
from ecluse.facts.item import Item
from ecluse.facts.slug import slug
from ecluse.facts.truth import Truth
from ecluse.law.library import Library
from ecluse.law.register import Law
from ecluse.web.api.parameters import LAW_OF_A_DAY
from ecluse.web.asked_law import AskedLaw, law_asked
from ecluse.web.params import Param
from ecluse.web.render import heavy_page, page
from ecluse.web.reply import DATED, Reply
from ecluse.web.routes import Call
from ecluse.web.site import Site
from ecluse.words.say import number, say

_SHOWN = ("tpp", "performance_density", "dram_bandwidth_gb_per_s")
_DIGITS = 6  # significant, of a bound of what is disputed


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An item as a line of the catalogue."""

    slug: str
    name: str
    vendor: str | None
    kind: str
    figures: tuple[str, ...]
    classification: list[str]


def items(call: Call) -> Reply:
    """The catalogue, or what a search finds in it."""
    asked = law_asked(call)
    words = call.params.get("q")
    key = ("items", asked.key, call.lang)
    rows = call.site.remembered.once(key, lambda: _rows(asked, call.site, call.lang))
    found = rows if words is None else _found(words, rows, call.site)
    return page(
        call,
        "items.html",
        title=say("web.items", call.lang),
        path=f"/items{asked.query}",
        max_age=DATED,
        asked=asked,
        rows=found,
        words=words,
        count=len(rows),
    )


def classification(item: Item, law: Law, library: Library) -> list[str]:
    """The paragraphs that describe an item, wherever it goes."""
    paragraphs = classify(CaseFacts(nowhere(item, law.on), law, library), {})
    return [name for name, found in paragraphs.items() if found.truth is Truth.TRUE]


def shown(value: float | None, disputed: FigureRange | None, lang: str) -> str:
    """A figure as it is shown: its value, the range that its sources span, or a dash."""
    if value is not None:
        return number(Decimal(f"{value:.10g}"), lang)
    if disputed is None:
        return "–"
    low = number(Decimal(f"{disputed.low:.{_DIGITS}g}"), lang)
    high = "…"
    if disputed.high is not None:
        high = number(Decimal(f"{disputed.high:.{_DIGITS}g}"), lang)
    return f"{low}–{high}"


def _rows(asked: AskedLaw, site: Site, lang: str) -> list[ItemRow]:
    return [_row(item, asked.law, site.library, lang) for item in site.items.values()]


def _row(item: Item, law: Law, library: Library, lang: str) -> ItemRow:
    figures, disputed = figures_of(item, library), ranges_of(item, library)
    return ItemRow(
        slug=slug(item.name),
        name=item.name,
        vendor=item.vendor,
        kind=item.kind,
        figures=tuple(shown(figures.get(name), disputed.get(name), lang) for name in _SHOWN),
        classification=classification(item, law, library),
    )


def _found(words: str, rows: list[ItemRow], site: Site) -> list[ItemRow]:
    """The rows of the items whose names hold every word that is searched for."""
    wanted = [plain for word in words.split() if (plain := folded(word))]
    return [row for row in rows if all(word in _names(site.items[row.slug]) for word in wanted)]


def _names(item: Item) -> str:
    parts = (item.name, item.vendor or "", item.family or "", *item.aliases)
    return " ".join(map(folded, parts))


_SEARCH = Param("q", "Words of a name.", example="H20")
ENDPOINTS = (
    heavy_page("/items", items, "The catalogue, with a search.", takes=(_SEARCH, *LAW_OF_A_DAY)),
)
