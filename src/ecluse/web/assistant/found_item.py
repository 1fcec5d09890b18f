"""Items by what somebody calls them: what a tool offers before a question is asked.

Belongs here: the search, and the keys of what it finds. Does not: reading a question's item
(determine), which takes a name and guesses nothing.
Always true: a name that settles one item finds that one alone; what is only near is said to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from ecluse.determine.chip_answer import classification_of
from ecluse.determine.figures import figures_of
from ecluse.facts.item import Item, ItemKind
from ecluse.facts.slug import slug
from ecluse.law.library import Library
from ecluse.law.register import Law

_MOST = 10  # items that are listed


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundItem:
    """An item that may be meant.

    Args:
        item: Its name; a question takes it.
        slug: The name as part of an address.
        match: It is called so, its name holds the words, or it is only spelt nearly so.
        tpp: Total processing performance; null where unknown or disputed.
        classification: The paragraphs that describe it on the day.
    """

    SCHEMA: ClassVar[str] = "ecluse.found-item/1"

    item: str
    slug: str
    match: Literal["called so", "holds the words", "near"]
    vendor: str | None
    kind: ItemKind
    aliases: list[str]
    tpp: float | None
    performance_density: float | None
    classification: list[str]


def find_items(words: str, library: Library, law: Law) -> list[FoundItem]:
    """The items that some words may mean, the best first."""
    catalogue = library.catalogue
    item = catalogue.find(words)
    if item is not None:
        return [_found(item, "called so", library, law)]
    wanted = slug(words).split("-")
    holding = [
        each
        for each in catalogue.items.values()
        if any(set(wanted) <= set(slug(name).split("-")) for name in (each.name, *each.aliases))
    ]
    if holding:
        return [_found(each, "holds the words", library, law) for each in holding[:_MOST]]
    return [_found(catalogue.items[name], "near", library, law) for name in catalogue.near(words)]


def _found(
    item: Item, match: Literal["called so", "holds the words", "near"], library: Library, law: Law
) -> FoundItem:
    figures = figures_of(item, library)
    return FoundItem(
        item=item.name,
        slug=slug(item.name),
        match=match,
        vendor=item.vendor,
        kind=item.kind,
        aliases=list(item.aliases),
        tpp=figures.get("tpp"),
        performance_density=figures.get("performance_density"),
        classification=classification_of(item, library, law),
    )
